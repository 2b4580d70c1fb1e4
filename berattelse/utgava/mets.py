"""METS.xml of an archive package, a SIP by E-ARK 2.1.0, on which Sweden's FGS Paketstruktur 2.0 stands. Pure: files in, bytes out."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from samverkan.vilande import Vilande

etree = Vilande("lxml.etree")


METS, XLINK = "http://www.loc.gov/METS/", "http://www.w3.org/1999/xlink"
CSIP, XSI = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS", "http://www.w3.org/2001/XMLSchema-instance"
PAKETTYP, PROFIL = "SIP", "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"  # the profile is that of the type
SCHEMAN = f"{METS} schemas/mets.xsd {CSIP} schemas/DILCISExtensionMETS.xsd"
INNEHALLSTYP = "Verksamhetsberättelse"
# (the folder in the package, the use of its files by CSIP's word list)
GRUPPER = (("documentation/", "Documentation"), ("schemas/", "Schemas"), ("representations/rep1/", "Representations/rep1"))


@dataclass(frozen=True)
class Arkivfil:
    """One file of the package: where it stands, what it holds, and when it was made."""

    sokvag: str
    data: bytes
    mime: str
    skapad: datetime

    @property
    def sha256(self):
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Paket:
    """What the package says of itself. `ersatt`: a later edition stands instead of this. What is not known ("") is not said."""

    objid: str
    titel: str
    arkivbildare: str
    avsandare: str
    orgnr: str
    leveransavtal: str
    program: tuple[str, str]
    skapad: datetime
    ersatt: bool


def tid(nar):
    """UTC, to the second."""
    return nar.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def mets(paket, beskrivning, bevarande, filer):
    """METS.xml: `beskrivning` (Dublin Core) and `bevarande` (PREMIS) stand under metadata/, `filer` are the rest.

    ValueError on a file outside the folders.
    """
    rot = etree.Element(
        f"{{{METS}}}mets", nsmap={"mets": METS, "xlink": XLINK, "csip": CSIP, "xsi": XSI},
        OBJID=paket.objid, LABEL=paket.titel, TYPE="Textual works – Digital", PROFILE=PROFIL,
    )  # fmt: skip
    rot.set(f"{{{XSI}}}schemaLocation", SCHEMAN)
    _innehallstyp(rot)
    _huvud(rot, paket)
    status = "SUPERSEDED" if paket.ersatt else "CURRENT"
    dmd = _el(rot, "dmdSec", ID="dmd-1", CREATED=tid(beskrivning.skapad), STATUS=status)
    _plats(_el(dmd, "mdRef", MDTYPE="DC", **_om(beskrivning)), beskrivning)
    prov = _el(_el(rot, "amdSec", ID="amd-1"), "digiprovMD", ID="premis-1", CREATED=tid(bevarande.skapad), STATUS="CURRENT")
    _plats(_el(prov, "mdRef", MDTYPE="PREMIS", MDTYPEVERSION="3.0", **_om(bevarande)), bevarande)
    grupper = _filer(rot, filer)
    _struktur(rot, paket, grupper)
    return etree.tostring(rot, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _el(under, namn, text=None, **attribut):
    element = etree.SubElement(under, f"{{{METS}}}{namn}", attribut)
    element.text = text
    return element


def _innehallstyp(element):
    """No content type of E-ARK's list fits a yearly report; on every group, since the published rules ask each group for it."""
    element.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "OTHER")
    element.set(f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE", INNEHALLSTYP)


def _huvud(rot, paket):
    huvud = _el(rot, "metsHdr", CREATEDATE=tid(paket.skapad), LASTMODDATE=tid(paket.skapad), RECORDSTATUS="NEW")
    huvud.set(f"{{{CSIP}}}OAISPACKAGETYPE", PAKETTYP)
    _agent(huvud, paket.program[0], "SOFTWARE VERSION", paket.program[1], ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    _agent(huvud, paket.arkivbildare, "IDENTIFICATIONCODE", paket.orgnr, ROLE="ARCHIVIST", TYPE="ORGANIZATION")
    _agent(huvud, paket.avsandare, "IDENTIFICATIONCODE", paket.orgnr, ROLE="CREATOR", TYPE="ORGANIZATION")
    if paket.leveransavtal:
        _el(huvud, "altRecordID", paket.leveransavtal, TYPE="SUBMISSIONAGREEMENT")


def _agent(huvud, namn, sort, note, **vem):
    agent = _el(huvud, "agent", **vem)
    _el(agent, "name", namn)
    if note:
        _el(agent, "note", note).set(f"{{{CSIP}}}NOTETYPE", sort)


def _om(fil):
    return {
        "MIMETYPE": fil.mime, "SIZE": str(len(fil.data)), "CREATED": tid(fil.skapad),
        "CHECKSUM": fil.sha256, "CHECKSUMTYPE": "SHA-256",
    }  # fmt: skip


def _plats(element, fil):
    element.set("LOCTYPE", "URL")
    element.set(f"{{{XLINK}}}type", "simple")
    element.set(f"{{{XLINK}}}href", fil.sokvag)


def _filer(rot, filer):
    """The file section; returns {use: the group's id}."""
    if fel := [f.sokvag for f in filer if not f.sokvag.startswith(tuple(mapp for mapp, _ in GRUPPER))]:
        raise ValueError(f"No group for {fel}")
    filsec, nummer, grupper = _el(rot, "fileSec", ID="filer"), 0, {}
    for n, (mapp, bruk) in enumerate(GRUPPER, 1):
        grupp = _el(filsec, "fileGrp", ID=f"grupp-{n}", USE=bruk)
        _innehallstyp(grupp)
        grupper[bruk] = f"grupp-{n}"
        for fil in filer:
            if fil.sokvag.startswith(mapp):
                nummer += 1
                _plats(_el(_el(grupp, "file", ID=f"fil-{nummer}", **_om(fil)), "FLocat"), fil)
    return grupper


def _struktur(rot, paket, grupper):
    """One division for each part. The only representation is described in this METS, so it has no METS of its own to point at."""
    struktur = _el(rot, "structMap", ID="struktur", TYPE="PHYSICAL", LABEL="CSIP")
    allt = _el(struktur, "div", ID="div-paket", LABEL=paket.objid)
    _el(allt, "div", ID="div-metadata", LABEL="Metadata", DMDID="dmd-1", ADMID="premis-1")
    for bruk, grupp in grupper.items():
        namn = bruk.split("/")[0]
        _el(_el(allt, "div", ID=f"div-{namn.lower()}", LABEL=namn), "fptr", FILEID=grupp)
