"""One section as a Word file to work on in Word: as it reads, each part under its heading also where nothing is written yet.

What is needed to take it back stands in it as bookmarks (avsnitt/fran_word.py).
"""

from dataclasses import dataclass, field
from html import escape

from django.template.loader import render_to_string
from django.utils import timezone

from berattelse.avsnitt import fran_word
from berattelse.innehall.schema import Avsnittsdel, Projekttabell
from berattelse.innehall.sektioner import pa_niva, sektion
from berattelse.skrift.word import som_docx

RUBRIK_NIVA = 3  # of headings within a text, in the file


@dataclass
class Radlista:
    """Lines that the program writes, under a heading or none."""

    rubrik: str
    rader: list[str]


@dataclass
class Worddel:
    """A part of the file; `skrivs` when it is written by somebody, and not by the program alone."""

    namn: str
    rubrik: str
    skrivs: bool
    marke: str
    nummer: str
    html: str = ""
    listor: list[Radlista] = field(default_factory=list)
    tabell: Projekttabell | None = None
    tabellrubrik: str = ""

    @property
    def lopande(self):
        """The facts of the first part are sentences, and no list."""
        return self.namn == Avsnittsdel.BESKRIVNING

    @property
    def rader(self):
        """All that the program wrote in it, as words."""
        rader = [" ".join(lista.rader) for lista in self.listor] if self.lopande else [rad for lista in self.listor for rad in lista.rader]
        rader += [*(lista.rubrik for lista in self.listor), self.tabellrubrik]
        tabell = [self.tabell.kolumner, *self.tabell.rader] if self.tabell else []
        html = [*map(escape, rader), "".join(map(_tabellrad, tabell))]
        return {fran_word.i_ord(text) for text in html if text}


def _tabellrad(celler):
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in celler)}</tr>"


def rubriker(avsnitt):
    """{part: its heading in the file} of the parts that are written."""
    if avsnitt.delar == ("beskrivning",):
        return {"beskrivning": "Text"}
    egna = {Avsnittsdel.PRIORITERADE: avsnitt.prioriterade_rubrik}
    return {part: egna.get(part) or Avsnittsdel(part).i_ord for part in avsnitt.delar}


def worddelar(avsnitt, underlag):
    """The parts of the file in their order: those that are written, and those that only the rows fill."""
    tryckta, skrivna = {str(del_.sort): del_ for del_ in sektion(avsnitt, underlag).delar}, rubriker(avsnitt)
    delar = []
    for nummer, namn in enumerate((str(del_) for del_ in Avsnittsdel if del_ in skrivna or del_ in tryckta), 1):
        tryckt, skrivs = tryckta.get(namn), namn in skrivna
        text = underlag.skriven(avsnitt, namn) if skrivs else ""
        delar.append(
            Worddel(
                namn, skrivna.get(namn) or Avsnittsdel(namn).i_ord, skrivs, _marke(avsnitt, namn if skrivs else fran_word.FIL, nummer),
                str(nummer), pa_niva(text, RUBRIK_NIVA), _listor(tryckt), tryckt.tabell if tryckt else None,
                f"Projekt och uppdrag under {avsnitt.verksamhetsar}" if tryckt and tryckt.tabell else "",
            )
        )  # fmt: skip
    return delar


def _marke(avsnitt, namn, nummer):
    marke = fran_word.marke(avsnitt.pk, avsnitt.version, namn)
    return f"{marke}_0_{nummer}" if namn == fran_word.FIL else marke


def _listor(tryckt):
    return [Radlista(lista.rubrik, [rad.text for rad in lista.rader]) for lista in tryckt.listor if lista.rader] if tryckt else []


def som_word(avsnitt, underlag, av):
    """The file's bytes. `av` is who fetches it: the author of what she goes on writing."""
    year = avsnitt.verksamhetsar
    om = f"{fran_word.OM} {year}, version {avsnitt.version}"
    context = {
        "b": {"titel": f"{avsnitt} {year}", "av": av, "undertitel": om, "skapad": timezone.localdate(), "exempel": avsnitt.exempel},
        "delar": worddelar(avsnitt, underlag),
        "marke": fran_word.marke(avsnitt.pk, avsnitt.version, fran_word.PROGRAM),
        "om_filen": fran_word.marke(avsnitt.pk, avsnitt.version, fran_word.FIL),
        "notis": fran_word.NOTIS,
        "tom": fran_word.TOM,
        "year": year,
    }
    return som_docx(render_to_string("berattelse/avsnitt_word.html", context), lases_in=True)
