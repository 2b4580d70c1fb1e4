"""A report cut by its headings, and where each piece belongs: by its own name, and by what stands above and below it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from berattelse.forra.namn import Hemvist, Namnlista, Rubriksort, Rubriktraff, Sakerhet, form, sista_year
from berattelse.forra.stycken import Textstycke, ar_versaler
from samverkan.utifran.wordtext import Wordstycke, som_html

INLEDNING, OVRIGT, INTE = "inledning", "ovrigt", "inte"  # places that are no row: the lead, kept beside, left out
MEST_BITAR = 400
SKAL = {
    "namn": "Namnet är detsamma.",
    "likt": "Namnet är nästan detsamma.",
    "under": "Uppdragen under rubriken hör till området.",
    "rad": "Kapitlet skrivs av registrerade rader och har ingen egen text.",
    "ovan": "Rubriken är inte känd. Texten följer det som står ovanför.",
    "okand": "Rubriken är inte känd.",
    "under_okand": "Står under en rubrik som inte är känd: se efter vad den hör till.",
    "forst": "Står före första rubriken.",
    "inledningen": "Berättelsens titel eller inledning.",
    "kapitel": "Står i ett kapitel som skrivs av registrerade rader.",
}


@dataclass
class Bit:
    """A piece: its heading as it was found ("" before the first), where it was found, and where it is proposed to land."""

    rubrik: str
    plats: str
    hem: str
    part: str
    sakerhet: Sakerhet
    skal: str
    egen: bool = True  # its heading is the name of its place, and is not kept in the text
    stycken: list[Wordstycke] = field(default_factory=list)

    @property
    def html(self) -> str:
        return som_html(self.stycken)


@dataclass(frozen=True)
class _Rubrik:
    """A heading: which paragraph, how it looks (0 by its words alone), and what it names."""

    nummer: int
    niva: int
    traff: Rubriktraff | None


def dela(stycken: list[Textstycke], lista: Namnlista) -> list[Bit]:
    """The pieces in their order. What stands before the first heading is the lead."""
    rubriker = [r for n, s in enumerate(stycken) if (r := _rubrik(n, s, lista, fri=_star_fritt(stycken, n)))]
    rubriker = _utan_innehall(rubriker, stycken)
    delare = _Berattelsedelare(stycken, rubriker, lista)
    return [bit for bit in delare.dela() if bit.rubrik or bit.stycken]


def _utan_innehall(rubriker: list[_Rubrik], stycken: list[Textstycke]) -> list[_Rubrik]:
    """The headings without those that only the table of contents says: from below its own heading to where its first line comes again."""
    for n, rubrik in enumerate(rubriker[:-1]):
        if rubrik.traff and rubrik.traff.sort == Rubriksort.INNEHALL:
            former = [form(stycken[r.nummer].text) for r in rubriker[n + 1 :]]
            igen = former.index(former[0], 1) if former[0] in former[1:] else 0
            return rubriker[: n + 1] + rubriker[n + 1 + igen :]
    return rubriker


def _star_fritt(stycken: list[Textstycke], n: int) -> bool:
    """A few words between a paragraph that has ended and one that is longer: a heading that nothing but its place tells."""
    s, efter = stycken[n], stycken[n + 1] if n + 1 < len(stycken) else None
    if len(s.text.split()) > 9 or not s.text[0].isupper() or s.text[-1] in '.,;:!?…”"' or n == 0 or efter is None:
        return False
    fore = stycken[n - 1]
    return (bool(fore.ord.tecken) or fore.text.endswith((".", ":", "!", "?"))) and len(efter.text.split()) >= 12 and not efter.ord.tecken


def _rubrik(nummer: int, s: Textstycke, lista: Namnlista, *, fri: bool) -> _Rubrik | None:
    if s.ord.tabell or s.ord.tecken:
        return None
    versaler = ar_versaler(s.text) and len(s.text) <= 120 and not s.text.endswith(".")
    fet = s.fet and len(s.text) <= 100 and not s.text.endswith((".", ";", ","))
    stil = bool(s.niva) and len(s.text) <= 200
    if lista.ur_innehall(s.text):
        return None
    traff = lista.traff(s.text, stil=stil or versaler or fet or fri)
    if not (traff or stil or versaler or fet or fri):
        return None
    return _Rubrik(nummer, s.niva if stil else 1 if versaler else 0, traff)


_Plats = tuple[str, str, Sakerhet, str, bool]  # where, which part, how sure, why (SKAL), is the heading its own name


class _Berattelsedelare:
    def __init__(self, stycken: list[Textstycke], rubriker: list[_Rubrik], lista: Namnlista):
        self._stycken, self._rubriker, self._lista = stycken, rubriker, lista
        self._hem, self._part, self._niva = INLEDNING, "beskrivning", 0
        self._efter_okand = False  # is there a heading above that may be of something unknown?
        self._kapitel, self._kapitelniva = "", 0  # a known chapter of rows one is in, and how it looked

    def dela(self) -> Iterator[Bit]:
        forsta = self._rubriker[0].nummer if self._rubriker else len(self._stycken)
        if forsta:
            plats = self._stycken[0].plats
            yield self._med_text(Bit("", plats, INLEDNING, "beskrivning", Sakerhet.TROLIG, SKAL["forst"]), 0, forsta)
        for n, rubrik in enumerate(self._rubriker):
            till = self._rubriker[n + 1].nummer if n + 1 < len(self._rubriker) else len(self._stycken)
            yield self._med_text(self._bit(n, rubrik), rubrik.nummer + 1, till)

    def _med_text(self, bit: Bit, fran: int, till: int) -> Bit:
        bit.stycken = [s.ord for s in self._stycken[fran:till]]
        return bit

    def _bit(self, n: int, rubrik: _Rubrik) -> Bit:
        s, traff = self._stycken[rubrik.nummer], rubrik.traff
        djupare = rubrik.niva > self._kapitelniva > 0
        if (
            traff is None
            or (traff.sort == Rubriksort.OMRADE and not djupare)
            or traff.sort in {Rubriksort.ANDRA, Rubriksort.AVTAL, Rubriksort.KAPITEL}
        ):
            self._lamna_kapitlet(rubrik)
        if traff is None:
            hem, part, sakerhet, skal, egen = self._okand(n, rubrik)
        elif traff.sort == Rubriksort.PART:
            hem, part, sakerhet, skal, egen = self._del(traff)
        else:
            hem, part, sakerhet, skal, egen = self._plats(rubrik, traff)
        self._hem, self._part = hem, part
        return Bit(s.text, s.plats, hem, part, sakerhet, SKAL[skal], egen)

    def _lamna_kapitlet(self, rubrik: _Rubrik) -> None:
        if rubrik.traff or (rubrik.niva and rubrik.niva <= (self._kapitelniva or 1)):
            self._kapitel = ""

    def _plats(self, rubrik: _Rubrik, traff: Rubriktraff) -> _Plats:
        """A heading that names an area, an uppdrag, an agreement or a chapter."""
        skal = "namn" if traff.sakerhet == Sakerhet.SAKER else "likt"
        if traff.sort in {Rubriksort.UPPDRAG, Rubriksort.OMRADE} and self._i_kapitlet(rubrik):
            return OVRIGT, "", Sakerhet.TROLIG, "kapitel", False
        self._kapitel, self._niva, self._efter_okand = "", rubrik.niva, False
        if traff.sort == Rubriksort.KAPITEL:
            self._kapitel, self._kapitelniva = "rad", rubrik.niva
            return OVRIGT, "", Sakerhet.SAKER, "rad", False
        if traff.sort in {Rubriksort.ANDRA, Rubriksort.INNEHALL}:
            return OVRIGT, "", Sakerhet.SAKER, "rad", False
        if traff.sort == Rubriksort.INLEDNING:
            return INLEDNING, "beskrivning", traff.sakerhet, "inledningen", True
        if traff.sort == Rubriksort.OMRADE and (ensam := self._enda_uppdraget(traff.nyckel)):
            return ensam.nyckel, "beskrivning", traff.sakerhet, skal, True
        return traff.nyckel, "beskrivning", traff.sakerhet, skal, True

    def _i_kapitlet(self, rubrik: _Rubrik) -> bool:
        """Within a chapter of rows, which names uppdrag without being about them: unless the heading stands as high as the chapter's."""
        return bool(self._kapitel) and not (rubrik.niva and rubrik.niva <= self._kapitelniva)

    def _enda_uppdraget(self, omrade: str) -> Hemvist | None:
        """The only uppdrag of an area, when it bears the same name."""
        under = [h for h in self._lista.hemvister.values() if h.omrade == omrade]
        return under[0] if len(under) == 1 and self._lista.samma_namn(omrade, under[0].nyckel) else None

    def _del(self, traff: Rubriktraff) -> _Plats:
        sort = self._sort(self._hem)
        if sort == Rubriksort.UPPDRAG or (sort == Rubriksort.AVTAL and traff.nyckel in {"beskrivning", "aktiviteter", "resultat"}):
            part = "aktiviteter" if sort == Rubriksort.AVTAL and traff.nyckel == "resultat" else traff.nyckel
            if self._efter_okand:
                return self._hem, part, Sakerhet.OSAKER, "under_okand", False
            return self._hem, part, traff.sakerhet, "namn" if traff.sakerhet == Sakerhet.SAKER else "likt", traff.egen
        if self._hem == OVRIGT:
            return OVRIGT, "", *((Sakerhet.TROLIG, "kapitel") if self._kapitel else (Sakerhet.OKAND, "under_okand")), False
        return self._hem, "beskrivning", Sakerhet.OSAKER, "ovan", False

    def _sort(self, hem: str) -> Rubriksort | None:
        found = self._lista.hemvister.get(hem)
        return found.sort if found else None

    def _okand(self, n: int, rubrik: _Rubrik) -> _Plats:
        """A heading that looks like one and is nobody's name."""
        if rubrik.niva and (omrade := self._av_uppdragen(n)):
            self._niva = rubrik.niva
            return omrade, "beskrivning", Sakerhet.TROLIG, "under", True
        if self._kapitel:
            return OVRIGT, "", Sakerhet.TROLIG, "kapitel", False
        if self._hem != OVRIGT and (not rubrik.niva or rubrik.niva > self._niva > 0):
            self._efter_okand = self._efter_okand or not rubrik.niva
            return self._hem, self._part, Sakerhet.OSAKER, "ovan", False
        self._niva = rubrik.niva
        return OVRIGT, "", Sakerhet.OKAND, "okand", False

    def _av_uppdragen(self, n: int) -> str:
        """The area of the uppdrag that stand under a chapter's heading, when they have one in common that no heading names."""
        omraden: set[str] = set()
        for rubrik in self._rubriker[n + 1 :]:
            traff = rubrik.traff
            nytt = traff and traff.sort in {Rubriksort.OMRADE, Rubriksort.KAPITEL, Rubriksort.ANDRA}
            if nytt or 0 < rubrik.niva <= self._rubriker[n].niva:
                break
            if traff and traff.sort == Rubriksort.UPPDRAG:
                omraden.add(self._lista.hemvister[traff.nyckel].omrade)
        namnda = {r.traff.nyckel for r in self._rubriker if r.traff and r.traff.sort == Rubriksort.OMRADE}
        return omraden.pop() if len(omraden) == 1 and not omraden & namnda else ""


def med_year(bit: Bit) -> str:
    """The year that the heading of the priorities says."""
    return sista_year(bit.rubrik) if bit.part == "prioriterade" else ""
