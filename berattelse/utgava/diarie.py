"""What of a year, or of a round of questions, belongs in the diarium, in one zip: each document with its dnr, day and hash, and what lacks.

What is kept as a file is put in as it is; a document beside the report is printed from its rows, once it is dated. Nothing in the zip
tells of when it was made: the same rows give the same bytes.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from berattelse.dokument import DOKUMENT
from berattelse.dokument.brevhuvud import uppgifter
from berattelse.innehall.schema import som_json
from berattelse.models import Dokumentsort, Utgavefil, filnamn
from berattelse.skrift.datafiler import som_csv
from berattelse.skrift.tabell import Tabell, ja
from berattelse.skrift.zipfil import zippa
from berattelse.utgava.arkiv import signaturkontroll
from enkat import svarspdf
from enkat.models import Inlamning
from enkat.resultat import sammanstallning
from samverkan import svenska
from uppdrag.models import Beslut

UTAN_DNR = "inget diarienummer angivet"
UNDERLAG = "De uppgifter som är registrerade"


@dataclass
class Handling:
    """One document: `kalla` says all that is in it, `gor` gives its bytes."""

    namn: str
    titel: str
    dnr: str
    dag: date | None
    ur: str
    kalla: str
    gor: Callable[[], bytes]
    exempel: bool = False

    @property
    def dnr_i_ord(self):
        return f"{self.dnr}{' (exempel)' if self.exempel else ''}" if self.dnr else UTAN_DNR


@dataclass
class Arende:
    """The documents in their order, and what is not among them with the reason."""

    titel: str
    dnr: str
    sist: date  # the day of the zip, when no document has a later one
    handlingar: list[Handling] = field(default_factory=list)
    saknas: list[tuple[str, str]] = field(default_factory=list)
    exempel: bool = False  # is its dnr one?

    @property
    def dnr_i_ord(self):
        return f"{self.dnr}{' (exempel)' if self.exempel else ''}" if self.dnr else UTAN_DNR

    @property
    def text(self):
        """All that the zip says: it is known by this, and printed once."""
        rader = [(h.namn, h.titel, h.dnr_i_ord, str(h.dag), h.ur, h.kalla) for h in self.handlingar]
        return f"att diarieföra {self.titel} {self.dnr_i_ord} {rader} {self.saknas}"


def arende(year):
    """What of this year belongs in the diarium, as it stands."""
    ut = Arende(f"Uppföljningen {year} av {year.avtal.titel}", year.dnr, year.till, exempel=year.dnr_exempel)
    for utgava in year.utgavor.select_related("signatur", "verksamhetsar__avtal").order_by("nummer"):
        ut.handlingar += _utgavans(utgava)
    for sort in Dokumentsort:
        _dokumentet(ut, year, sort)
    _sammanstallningen(ut, year)
    _besluten(ut, year)
    return ut


def omgangens_arende(omgang):
    """What of a round that is over belongs in the diarium: the answers and the compilation; of an anonymous one that alone."""
    year = omgang.verksamhetsar
    ut = Arende(f"{omgang.namn}, {year.avtal.titel}", year.dnr, omgang.slutade, exempel=year.dnr_exempel)
    if omgang.anonym:
        ut.saknas.append(("Svaren", "Frågerundan lovar anonymitet: svaren redovisas inte var för sig."))
    else:
        _svaren(ut, omgang)
    ut.handlingar.append(_sammanstallning(year, [sammanstallning.innehall(omgang)], f"sammanstallning-{slugify(omgang.namn)}.pdf"))
    return ut


def _svaren(ut, omgang):
    year, tillfragade = omgang.verksamhetsar, omgang.deltagare.tillfragade()
    rader = Inlamning.objects.filter(deltagare__in=tillfragade).select_related(
        "deltagare__organisation", "deltagare__arena", "deltagare__omgang__verksamhetsar__avtal"
    )
    for i in rader.order_by("deltagare", "nummer"):
        namn, kalla = f"svar-{slugify(str(i.deltagare))}-{i.nummer}.pdf", f"inlämning {i.pk} {omgang.exempel} {omgang.avtal.dnr} {year.dnr}"
        titel, ur = f"Svar från {i.deltagare}, inlämning {i.nummer}", f"Inlämnat av {i.av}"
        gor = partial(svarspdf.som_pdf, i)
        ut.handlingar.append(Handling(namn, titel, year.dnr, _dag(i.tid), ur, kalla, gor, exempel=year.dnr_exempel))
    if saknas := [str(d) for d in tillfragade.filter(inlamningar__isnull=True)]:
        ut.saknas.append(("Svar", f"Inget svar är inlämnat av {svenska.lista_text(saknas)}."))


def _fil(namn, titel, utgava, dag, ur, sha256, gor):
    return Handling(namn, titel, utgava.data.dnr, dag, ur, sha256, gor, exempel=utgava.data.dnr_exempel)


def _utgavans(utgava):
    """The signed PDF (the unsigned while there is none), what the check of the signature showed, and the kommuner's editions."""
    signatur, ur = getattr(utgava, "signatur", None), f"Utgåva {utgava.nummer}, fastställd {_dag(utgava.faststalld)}"
    filer = utgava.filer.filter(sort=Utgavefil.Sort.PDF).select_related("kommun", "utgava__verksamhetsar").defer("innehall")
    if signatur:
        dag, namn = _dag(signatur.tid), filnamn(utgava, "pdf", tillagg="signerad")
        signerat = f"{ur}, signerad av {signatur.undertecknare}"
        yield _fil(namn, f"{utgava}, signerad", utgava, dag, signerat, signatur.sha256, partial(_bytes, signatur))
        kontroll, namn = signaturkontroll(signatur), filnamn(utgava, "json", tillagg="signaturkontroll")
        summa = hashlib.sha256(kontroll).hexdigest()
        yield _fil(namn, f"{utgava}: kontrollen av signaturen", utgava, dag, ur, summa, partial(bytes, kontroll))
    for fil in filer:
        if fil.kommun or not signatur:
            titel = f"{utgava} för {fil.kommun}" if fil.kommun else f"{utgava}, osignerad"
            yield _fil(fil.filnamn, titel, utgava, _dag(fil.skapad), ur, fil.sha256, partial(_bytes, fil))


def _bytes(rad):
    """Read when the zip is made, and not each time that somebody asks whether it is."""
    return bytes(rad.innehall)


def _dag(tid):
    return timezone.localdate(tid)


def _dokumentet(ut, year, sort):
    """A document beside the report, once it is dated: before that it is a draft."""
    uppgift, val = uppgifter(year, sort), DOKUMENT[sort.value]
    if not uppgift.datum:
        ut.saknas.append((sort.label, "Dokumentet är inte daterat och räknas som utkast. Sätt datum under Ändra uppgifter."))
        return
    data = val.samla(year, 1)
    gor, namn = (lambda: val.format["pdf"](data)), f"{sort.value}-{year}.pdf".replace("/", "-")
    ut.handlingar.append(
        Handling(namn, f"{sort.label} {year}", uppgift.dnr, uppgift.datum, UNDERLAG, som_json(data), gor, exempel=uppgift.dnr_exempel)
    )


def _sammanstallningen(ut, year):
    """Of the rounds that are over: what is still answered is not done."""
    delar = [del_ for del_ in sammanstallning.for_year(year) if del_["omgang"].is_over]
    if not delar:
        ut.saknas.append(("Sammanställning", sammanstallning.INGEN if not year.omgangar.exists() else "Ingen frågerunda är avslutad ännu."))
        return
    ut.handlingar.append(_sammanstallning(year, delar, f"sammanstallning-{year}.pdf".replace("/", "-")))


def _sammanstallning(year, delar, namn):
    dag = max(del_["omgang"].slutade for del_ in delar)
    html, gor = sammanstallning.som_html(delar), partial(sammanstallning.som_pdf, delar)
    return Handling(namn, f"Sammanställning {year}", year.dnr, dag, "Frågerundornas svar", html, gor, exempel=year.dnr_exempel)


def _besluten(ut, year):
    """The decisions on the report and its judgement as they are registered; the minutes themselves are kept by each body."""
    om = Beslut.objects.filter(pk__in=Beslut.objects.om_berattelsen(year).values("pk")) | Beslut.objects.filter(
        pk__in=year.utgavor.filter(fardigstallande__beslut__isnull=False).values("fardigstallande__beslut")
    )
    tabell = beslutstabell(om)
    if not tabell.rader:
        ut.saknas.append(("Beslut", "Inget beslut om berättelsen är registrerat."))
        return
    utan = [f"{organ}{f' § {paragraf}' if paragraf else ''}" for organ, paragraf, *_, handling, _ in tabell.rader if not handling]
    if utan:
        ut.saknas.append(("Protokoll", f"Handling eller diarienummer är inte angivet för {svenska.lista_text(utan)}."))
    data, dag = som_csv(tabell.huvud, tabell.rader), max((b.datum for b in om if b.datum), default=None)
    namn = f"beslut-{year}.csv".replace("/", "-")
    ur = "Registrerade beslut; protokollen finns hos varje organ"
    ut.handlingar.append(
        Handling(namn, f"Beslut om berättelsen {year}", year.dnr, dag, ur, data.decode(), lambda: data, exempel=year.dnr_exempel)
    )


def beslutstabell(beslut):
    """Decisions as a table, the first first."""
    rader = [
        (b.organ, b.paragraf, b.datum or b.datum_text, b.text, b.skuldbelopp, b.dokument, ja(b.exempel))
        for b in svenska.i_tid(beslut.order_by("pk"), lambda b: b.tid)
    ]
    huvud = ("organ", "paragraf", "datum", "beslut", "av skulden, kronor", "handling eller diarienummer", "exempel (ja/nej)")
    return Tabell("beslut", "Beslut", huvud, rader)


def som_zip(ut) -> bytes:
    """Numbered files, an index to read and one for programs, and the hashes as sha256sum reads them."""
    filer = [(f"{n:02}-{h.namn}", h, h.gor()) for n, h in enumerate(ut.handlingar, 1)]
    rader = [(namn, h, hashlib.sha256(data).hexdigest()) for namn, h, data in filer]
    summor = "".join(f"{summa}  {namn}\n" for namn, _, summa in rader).encode()
    context = {"arende": ut, "rader": rader}
    innehall = [
        ("00-innehall.html", render_to_string("berattelse/diarie.html", context).encode()),
        ("00-innehall.txt", render_to_string("berattelse/diarie.txt", context).replace("\n", "\r\n").encode("utf-8-sig")),
        ("sha256sums.txt", summor),
    ]
    dagar = [h.dag for h in ut.handlingar if h.dag]
    dag = datetime.combine(max([*dagar, ut.sist]), time.min, UTC)
    return zippa([*innehall, *((namn, data) for namn, _, data in filer)], dag)
