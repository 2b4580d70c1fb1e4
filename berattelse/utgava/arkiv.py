"""The archive package of an edition: a zip by E-ARK CSIP 2.1.0, which FGS Paketstruktur 2.0 builds on, for the e-archive.

Everything in it comes from rows, and so do its dates: the same rows give the same bytes. Taking out a package is itself logged; those
acts are left out of the log in it, since else no two packages of one edition would be alike.
"""

import json
from functools import reduce
from operator import or_
from pathlib import Path

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from lxml import etree

from berattelse.innehall.schema import schemafil
from berattelse.innehall.tecken import rent
from berattelse.models import Aktivitet, Avsnitt, Fardigstallande, Godtagande, Projekt, Resultat, Sandning, Utgavefil, filnamn
from berattelse.skrift.datafiler import som_csv
from berattelse.skrift.rapport import utgavebeteckning
from berattelse.skrift.zipfil import zippa
from berattelse.utgava.mets import Arkivfil, Paket, mets, tid
from ekonomi.models import Arsresultat, Resultatpost
from samverkan import svenska
from samverkan.models import Handelse, Organisation
from uppdrag.models import Verksamhetsar

PROGRAM = ("Samverkan", "arkivpaket 1")  # the version of this package's form: raise it when the form changes
EXPORT = "exporterade arkivpaket"
DATA = "representations/rep1/data/"
SCHEMAN = Path(__file__).parent / "scheman"
MIME = {
    Utgavefil.Sort.PDF: "application/pdf",
    Utgavefil.Sort.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Utgavefil.Sort.JSON: "application/json",
    Utgavefil.Sort.CSV: "application/zip",
}
DC, DCTERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
LOGG = ("tid (UTC)", "vem", "vad", "objekt", "beskrivning", "detaljer (JSON)")
LASMIG = """{titel}
{utgava}

Det här är ett arkivpaket enligt E-ARK CSIP 2.1.0, som FGS Paketstruktur 2.0 bygger på. METS.xml räknar upp varje fil med storlek,
kontrollsumma (SHA-256), filtyp och tid. Det som bara det mottagande arkivet vet, som leveransöverenskommelsens nummer, står inte här.

metadata/descriptive/dc.xml    vad paketet handlar om (Dublin Core)
representations/rep1/data/     berättelsen, kommunernas utgåvor, uppgifterna, kontrollen av signaturen (med om filen följer
                               PDF/UA-1 och PDF/A-3a, enligt vilket program och när), loggen
schemas/                       de scheman som METS.xml och uppgifterna (JSON) är skrivna efter
documentation/                 den här filen

I representations/rep1/data/
{filer}

Loggen är de händelser som rör utgåvan, dess utskick och årets avsnitt, rader, resultat och status. Att paketet har tagits ut
står i programmets egen logg men inte här.
"""


def arkivpaket(utgava) -> bytes:
    """The package as a zip with one folder in it, named like the package."""
    data = _data(utgava)
    namn = filnamn(utgava, "x", tillagg="arkivpaket").removesuffix(".x")
    nar = max(fil.skapad for fil in data)
    dc = Arkivfil("metadata/descriptive/dc.xml", _dublin_core(utgava), "application/xml", utgava.faststalld)
    lasmig = Arkivfil("documentation/LASMIG.txt", _lasmig(utgava, data), "text/plain", nar)
    filer = [lasmig, *_scheman(utgava), *data]
    paket = Paket(
        namn=namn, titel=rent(f"{utgava.data.titel}, utgåva {utgava.nummer}"), arkivbildare=rent(_arkivbildare(utgava)),
        program=PROGRAM, skapad=nar, ersatt=utgava.efterfoljare is not None,
    )  # fmt: skip
    innehall = [("METS.xml", mets(paket, dc, filer)), *((fil.sokvag, fil.data) for fil in (dc, *filer))]
    return zippa([(f"{namn}/{sokvag}", bytes_) for sokvag, bytes_ in innehall], nar)


def _data(utgava):
    """The edition's files by name, and how it came about. A signed PDF stands instead of the unsigned, which is its beginning."""
    signatur = getattr(utgava, "signatur", None)
    filer = []
    for fil in utgava.filer.select_related("kommun", "utgava__verksamhetsar"):
        if not (signatur and fil.sort == Utgavefil.Sort.PDF and fil.kommun_id is None):
            filer.append(Arkivfil(DATA + fil.filnamn, bytes(fil.innehall), MIME[fil.sort], fil.skapad))
    if signatur:
        signerad = DATA + filnamn(utgava, "pdf", tillagg="signerad")
        filer.append(Arkivfil(signerad, bytes(signatur.innehall), "application/pdf", signatur.tid))
        filer.append(Arkivfil(DATA + "signaturkontroll.json", _signaturkontroll(signatur), "application/json", signatur.tid))
    handelser = list(handelser_om(utgava))
    filer.append(Arkivfil(DATA + "logg.csv", _logg(handelser), "text/csv", max((h.tid for h in handelser), default=utgava.faststalld)))
    return sorted(filer, key=lambda fil: fil.sokvag)


def _signaturkontroll(signatur):
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


def _arkivbildare(utgava):
    """The region whose report it is."""
    region = utgava.avtal.parter.filter(organisation__sort=Organisation.Sort.REGION).select_related("organisation").order_by("pk").first()
    return str(region.organisation) if region else utgava.data.underskrift.titel


def _dublin_core(utgava):
    data = utgava.data
    rot = etree.Element("metadata", nsmap={"dc": DC, "dcterms": DCTERMS})
    falt = [
        ("title", f"{data.titel}, utgåva {utgava.nummer}"), ("creator", data.underskrift.titel),
        ("publisher", _arkivbildare(utgava)), ("subject", data.undertitel), ("description", utgavebeteckning(data)),
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
