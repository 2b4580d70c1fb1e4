"""The archive package of an edition: a SIP by E-ARK 2.1.0, which FGS Paketstruktur 2.0 builds on, as a zip for the e-archive.

Everything in it comes from rows, and so do its dates: the same rows give the same bytes, and the same id, which is kept in a row of its
own. Taking out a package is itself logged; those acts are left out of the log in it, since else no two packages of one edition would be
alike.
"""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import or_
from pathlib import Path

from django.conf import settings
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from berattelse.innehall.schema import schemafil
from berattelse.innehall.tecken import rent
from berattelse.models import Aktivitet, Avsnitt, Fardigstallande, Godtagande, Projekt, Resultat, Sandning, Utgavefil, filnamn
from berattelse.skrift.datafiler import LASMIG as CSV_LASMIG
from berattelse.skrift.datafiler import som_csv
from berattelse.skrift.rapport import utgavebeteckning
from berattelse.skrift.zipfil import zippa
from berattelse.utgava.mets import Arkivfil, Paket, mets, tid
from berattelse.utgava.premis import Agent, Forlopp, premis
from ekonomi.models import Arsresultat, Resultatpost
from samverkan import svenska
from samverkan.models import Handelse, Organisation
from samverkan.vilande import Vilande
from uppdrag.models import Verksamhetsar

etree = Vilande("lxml.etree")

PROGRAM = ("Samverkan", "arkivpaket 2")  # the version of this package's form: raise it when the form changes
SAMVERKAN = Agent("program:samverkan", PROGRAM[0], "software", PROGRAM[1])
EXPORT = "exporterade arkivpaket"
DATA = "representations/rep1/data/"
SCHEMAN = Path(__file__).parent / "scheman"
MIME = {
    Utgavefil.Sort.PDF: "application/pdf",
    Utgavefil.Sort.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Utgavefil.Sort.JSON: "application/json",
}
DC, DCTERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
LOGG = ("tid (UTC)", "vem", "vad", "objekt", "beskrivning", "detaljer (JSON)")
LASMIG = """{titel}
{utgava}

Det här är ett arkivpaket (SIP) enligt E-ARK 2.1.0, som FGS Paketstruktur 2.0 bygger på. METS.xml räknar upp varje fil med storlek,
fingeravtryck (SHA-256), filtyp och tid. Mappens namn är paketets identitet, en UUID.

metadata/descriptive/dc.xml        vad paketet handlar om (Dublin Core)
metadata/preservation/premis.xml   filernas kontrollsummor och vad som har hänt med utgåvan (PREMIS 3.0)
representations/rep1/data/         berättelsen, kommunernas utgåvor, uppgifterna, kontrollen av signaturen (med om filen
                                   följer PDF/UA-1 och PDF/A-3a, enligt vilket program och när), loggen
schemas/                           de scheman som filerna i XML och JSON är skrivna efter
documentation/                     den här filen

I representations/rep1/data/
{filer}

Tabellerna i csv/ är de som utgåvans zipfil med data innehåller, uppackade och oförändrade.

Loggen är de händelser som rör utgåvan, dess utskick och årets avsnitt, rader, resultat och status. Att paketet har tagits ut
står i programmets egen logg men inte här.
"""


@dataclass(frozen=True)
class Arkivpaket:
    """A package but for its id."""

    om: Paket
    dc: Arkivfil
    bevarande: Arkivfil
    filer: list[Arkivfil]

    def _mets(self, objid):
        return mets(replace(self.om, objid=objid), self.dc, self.bevarande, self.filer)

    @cached_property
    def fingeravtryck(self):
        """The same for what would be the same package."""
        return hashlib.sha256(self._mets("")).hexdigest()

    def som_zip(self, objid) -> bytes:
        """One folder with the package's id for its name."""
        innehall = [("METS.xml", self._mets(objid)), *((fil.sokvag, fil.data) for fil in (self.dc, self.bevarande, *self.filer))]
        return zippa([(f"{objid}/{sokvag}", data) for sokvag, data in innehall], self.om.skapad)


def arkivpaket(utgava):
    handelser, region = list(handelser_om(utgava)), _region(utgava)
    data = _data(utgava, handelser)
    nar = max(fil.skapad for fil in data)
    om = Paket(
        objid="", titel=rent(f"{utgava.data.titel}, utgåva {utgava.nummer}"), arkivbildare=rent(settings.ARKIV["BILDARE"] or region),
        avsandare=rent(region), orgnr=settings.ARKIV["ORGNR"], leveransavtal=settings.ARKIV["LEVERANSAVTAL"],
        program=PROGRAM, skapad=nar, ersatt=utgava.efterfoljare is not None,
    )  # fmt: skip
    dc = Arkivfil("metadata/descriptive/dc.xml", _dublin_core(utgava, om.arkivbildare), "application/xml", utgava.faststalld)
    bevarande = Arkivfil("metadata/preservation/premis.xml", _premis(utgava, data, handelser), "application/xml", nar)
    lasmig = Arkivfil("documentation/LASMIG.txt", _lasmig(utgava, data), "text/plain", nar)
    return Arkivpaket(om, dc, bevarande, [lasmig, *_scheman(utgava), *data])


def _data(utgava, handelser):
    """The edition's files by name, and how it came about. A signed PDF stands instead of the unsigned, which is its beginning."""
    signatur = getattr(utgava, "signatur", None)
    filer = []
    for fil in utgava.filer.select_related("kommun", "utgava__verksamhetsar"):
        if not (signatur and fil.sort == Utgavefil.Sort.PDF and fil.kommun_id is None):
            filer += _csv(fil) if fil.sort == Utgavefil.Sort.CSV else [_arkivfil(fil)]
    if signatur:
        filer.append(Arkivfil(_signerad(utgava), bytes(signatur.innehall), "application/pdf", signatur.tid))
        filer.append(Arkivfil(DATA + "signaturkontroll.json", signaturkontroll(signatur), "application/json", signatur.tid))
    filer.append(Arkivfil(DATA + "logg.csv", _logg(handelser), "text/csv", max((h.tid for h in handelser), default=utgava.faststalld)))
    return sorted(filer, key=lambda fil: fil.sokvag)


def _arkivfil(fil):
    return Arkivfil(DATA + fil.filnamn, bytes(fil.innehall), MIME[fil.sort], fil.skapad)


def _csv(fil):
    """The tables as they were zipped. An archive does not open a zip in a zip."""
    with zipfile.ZipFile(io.BytesIO(bytes(fil.innehall))) as tabeller:
        for namn in tabeller.namelist():
            mime = "text/plain" if namn == CSV_LASMIG else "text/csv"
            yield Arkivfil(f"{DATA}csv/{namn.replace('Ä', 'A')}", tabeller.read(namn), mime, fil.skapad)


def _signerad(utgava):
    return DATA + filnamn(utgava, "pdf", tillagg="signerad")


def signaturkontroll(signatur):
    """What the check of the signature showed when it was kept, as a file of JSON."""
    om = {
        "undertecknare": signatur.undertecknare, "hur": signatur.get_satt_display(), "sha256": signatur.sha256,
        "storlek": signatur.storlek, "mottagen": tid(signatur.tid), "kontroll": signatur.prov,
        "konformitet": signatur.konformitet,
    }  # fmt: skip
    return json.dumps(om, ensure_ascii=False, indent=1, sort_keys=True).encode()


def handelser_om(utgava):
    """The acts on this edition, on what was sent of it, and on the year's sections, lines, result and status, oldest first."""
    year = utgava.verksamhetsar
    rader = [type(utgava).objects.filter(pk=utgava.pk), Sandning.objects.filter(utgava=utgava), Verksamhetsar.objects.filter(pk=year.pk)]
    arets = (Avsnitt, Aktivitet, Resultat, Projekt, Fardigstallande, Godtagande, Arsresultat, Resultatpost)
    rader += [model.objects.filter(verksamhetsar=year) for model in arets]
    om = reduce(or_, (Q(objekt__in=_nycklar(rows)) for rows in rader))
    return Handelse.objects.filter(om, avtal_id=year.avtal_id).exclude(akt=EXPORT).order_by("tid", "pk")


def _nycklar(rows):
    return rows.order_by().values_list(Concat(Value(f"{rows.model._meta.label_lower}:"), Cast("pk", CharField())))


def _logg(handelser):
    return som_csv(
        LOGG,
        ((tid(h.tid), h.vem, h.akt, h.objekt, h.text, json.dumps(h.detaljer, ensure_ascii=False, sort_keys=True)) for h in handelser),
    )


def _scheman(utgava):
    """Those that METS.xml is written by, and that of the content where it has one."""
    filer = [(path.name, path, "application/xml") for path in sorted(SCHEMAN.glob("*.xsd"))]
    if egen := schemafil(utgava.innehall):
        filer.append((f"berattelse-{egen.name}", egen, "application/schema+json"))
    return [Arkivfil(f"schemas/{namn}", path.read_bytes(), mime, utgava.faststalld) for namn, path, mime in filer]


def _region(utgava):
    """The region whose report it is, and who takes out the package."""
    region = utgava.avtal.parter.filter(organisation__sort=Organisation.Sort.REGION).select_related("organisation").order_by("pk").first()
    return str(region.organisation)


def _premis(utgava, data, handelser):
    marke = utgava.data.utgava.marke
    forlopp = [
        Forlopp(f"handelse:{h.pk}", h.akt, h.tid, f"{h.text} ({h.objekt})", "", _person(h), marke) for h in handelser
    ]  # fmt: skip
    if signatur := getattr(utgava, "signatur", None):
        besked = signatur.prov["besked"]
        forlopp.append(Forlopp("signaturkontroll", "digital signature validation", signatur.tid, "", besked, SAMVERKAN, _signerad(utgava)))
    return premis(marke, str(utgava), data, forlopp, SAMVERKAN)


def _person(handelse):
    """Who did it; None for what the clock did."""
    return Agent(f"person:{handelse.user_id or handelse.vem}", handelse.vem, "person") if handelse.vem else None


def _dublin_core(utgava, arkivbildare):
    data = utgava.data
    rot = etree.Element("metadata", nsmap={"dc": DC, "dcterms": DCTERMS})
    falt = [
        ("title", f"{data.titel}, utgåva {utgava.nummer}"), ("creator", data.underskrift.titel),
        ("publisher", arkivbildare), ("subject", data.undertitel), ("description", utgavebeteckning(data)),
        ("description", utgava.errata), ("date", data.skapad.isoformat()),
        ("type", "Text"), ("format", "application/pdf"), ("language", "sv"),
        ("identifier", data.utgava.marke), ("identifier", data.dnr), ("identifier", f"sha256:{utgava.sha256}"),
        ("coverage", svenska.period(data.fran, data.till)),
        ("relation", f"Ersätter utgåva {utgava.ersatter.nummer}" if utgava.ersatter else ""),
    ]  # fmt: skip
    for namn, text in falt:
        if text:
            etree.SubElement(rot, f"{{{DC}}}{namn}").text = rent(text)
    etree.SubElement(rot, f"{{{DCTERMS}}}issued").text = tid(utgava.faststalld)
    return etree.tostring(rot, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _lasmig(utgava, data):
    filer = "\n".join(fil.sokvag.removeprefix(DATA) for fil in data)
    text = LASMIG.format(titel=utgava.data.titel, utgava=utgavebeteckning(utgava.data), filer=filer)
    return text.replace("\n", "\r\n").encode("utf-8-sig")
