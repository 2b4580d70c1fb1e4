"""Reports of last year as files: the same small report as Word with and without styles, as PDF and as text."""

import io
from datetime import date

from django.utils import timezone
from docx import Document
from weasyprint import HTML

from berattelse.models import Intagenberattelse

# (level of the heading or 0, words): as reports are written, with capitals, years and headings that nobody knows.
STYCKEN = (
    (1, "Verksamhetsberättelse 2021"),
    (0, "Det här är berättelsen för januari till och med december 2021."),
    (1, "KOMPETENS OCH UTBILDNING"),
    (0, "Inom området ingår utbildning och kompetensförsörjning för länets alla kommuner."),
    (2, "Lärcentrum"),
    (0, "Kommunerna har gett regionen i uppdrag att samordna länets lärcentrum och deras utveckling under året."),
    (3, "Kommunala arenor"),
    (0, "Styrgruppen har haft fyra sammanträden under året, varav två var digitala och två på plats."),
    (3, "Exempel på aktiviteter under 2021"),
    (-1, "Utvecklingsgruppen har gjort en studieresa."),
    (-1, "Två filialer har öppnat."),
    (3, "Prioriterade områden 2022"),
    (0, "Fler studerande i hela länet, och bättre stöd för den som läser på distans och arbetar samtidigt."),
    (2, "Vård- och omsorgscollege (VO-C)"),
    (0, "Föreningen finns nationellt, och samverkan i länet bygger på avtal mellan kommunerna och regionen."),
    (3, "Framtida utmaningar och utvecklingsarbeten"),
    (0, "Behovet av utbildad personal är stort i alla kommuner, och det växer under de kommande åren."),
    (1, "PERSONALENS SOMMARFEST"),
    (0, "Sommarfesten hölls i juni och var mycket uppskattad av alla som hade möjlighet att vara med."),
    (1, "EKONOMISKT RESULTAT"),
    (0, "Resultatet uppgick till ett överskott om 12 tkr, som är skuldfört till kommunerna."),
)
CSS = (
    "@page{size:A4;margin:2.5cm;@bottom-center{content:'Sida ' counter(page)}@top-left{content:'Region Prov, berättelse'}}"
    "body{font:11pt/1.35 serif}h1{font-size:17pt}h2{font-size:14pt}h3{font-size:12pt}"
)


def word(*, stilar=True, stycken=STYCKEN):
    document = Document()
    for niva, text in stycken:
        if niva > 0 and stilar:
            document.add_heading(text, niva)
        else:
            document.add_paragraph(text, style="List Bullet" if niva < 0 else None)
    return _bytes(document.save)


def pdf(stycken=STYCKEN, *, html=None):
    rader = (f"<h{niva}>{text}</h{niva}>" if niva > 0 else f"<p>{'• ' if niva < 0 else ''}{text}</p>" for niva, text in stycken)
    # Three pages, so that what stands at the edges is seen to repeat.
    return HTML(string=html or f"<style>{CSS} h1{{break-before:page}}</style>{''.join(rader)}").write_pdf()


def text(stycken=STYCKEN):
    return "\n\n".join(f"{'• ' if niva < 0 else ''}{ord_}" for niva, ord_ in stycken).encode()


def _bytes(spara):
    ut = io.BytesIO()
    spara(ut)
    return ut.getvalue()


FILER = {
    "stilar.docx": word, "utan.docx": lambda: word(stilar=False), "berattelse.pdf": pdf, "berattelse.txt": text,
}  # fmt: skip


def rader(year, by):
    """(one that waits to be taken in, one that is taken in) of the agreement of the year."""
    bit = {"rubrik": "Okänt", "plats": "sida 1", "hem": "ovrigt", "part": "", "sakerhet": "okand", "skal": "", "egen": False, "year": "",
           "html": "<p>Text.</p>"}  # fmt: skip
    falt = {"avtal": year.avtal, "typ": "txt", "storlek": 5, "innehall": b"Text.", "bitar": [bit], "av": by}
    fore = {"beteckning": "2020", "fran": date(2020, 1, 1), "till": date(2020, 12, 31)}
    inlast = Intagenberattelse.objects.create(namn="2020.txt", sha256="a" * 64, **fore, **falt)
    forra = year.foregaende
    intagen = Intagenberattelse.objects.create(
        namn="2021.txt", sha256="b" * 64, beteckning=str(forra), fran=forra.fran, till=forra.till, verksamhetsar=forra, status="intagen",
        intagen=timezone.now(), intagen_av=by, **falt,
    )  # fmt: skip
    return inlast, intagen
