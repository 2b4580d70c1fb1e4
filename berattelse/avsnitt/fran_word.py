"""A section's Word file taken back: which words belong to which part, and what in it the program wrote. Pure.

Each part's heading carries a bookmark with the section, the version it was made from and the part, and each line that the program
wrote one that says so. Where the bookmarks are gone the headings tell, and of a line of a row that it is one.
"""

import re
from dataclasses import dataclass, field

from samverkan.skrivet.jamfor import BREAK, words
from samverkan.utifran.wordtext import SparadAndring, Wordkommentar, Wordstycke, som_html
from samverkan.vilande import Vilande

lxml_html = Vilande("lxml.html")

PROGRAM, FIL = "program", "fil"  # marks of what the program wrote: lines of rows; and what is said of the file itself
OM = "Avsnitt ur verksamhetsberättelsen"
NOTIS = (
    "Skriv under rubrikerna. Filen läses in igen på avsnittets sida. Listor och meningar som programmet gör av registrerade rader läses "
    "inte in: de ändras där de är registrerade."
)
TOM = "Ingen text ännu. Skriv här i stället för den här raden."
_MARKE = re.compile(r"avsnitt_([1-9][0-9]{0,17})_v([1-9][0-9]{0,8})_([a-z]+)(?:_[0-9_]+)?")
HELA = {"underskrift", "innehall_rubrik"}  # bookmarks of the whole report, and of no section


def marke(pk, version, part):
    return f"avsnitt_{pk}_v{version}_{part}"


def i_ord(html):
    """The words on one line: what tells two paragraphs apart."""
    return " ".join(word for word in words(html.replace("\u00a0", " ")) if word != BREAK)


@dataclass
class Ordgrupp:
    """What the file says of one part; of one that is not known, under which heading it stood."""

    rubrik: str = ""
    stycken: list[Wordstycke] = field(default_factory=list)

    @property
    def html(self):
        return som_html(self.stycken)

    @property
    def andringar(self) -> list[SparadAndring]:
        return [a for s in self.stycken for a in s.andringar]

    @property
    def kommentarer(self) -> list[tuple[Wordkommentar, str]]:
        return [(k, i_ord(s.html)) for s in self.stycken for k in s.kommentarer]


@dataclass
class Aterlast:
    """`delar` are the parts that the file has; `losa` what belongs to none; `programmets` all that the program wrote.

    `igenkanda` is how many of the program's lines are rows' now, `radandringar` those that are none of them. `version` is what the
    file was made from; `andra` are other sections it has, and `hela` says that it is the whole report.
    """

    delar: dict[str, Ordgrupp] = field(default_factory=dict)
    losa: list[Ordgrupp] = field(default_factory=list)
    programmets: Ordgrupp = field(default_factory=Ordgrupp)
    igenkanda: int = 0
    radandringar: list[str] = field(default_factory=list)
    version: int | None = None
    andra: set[int] = field(default_factory=set)
    hela: bool = False


def dela_upp(stycken, pk, rubriker, rader):
    """Aterlast. `rubriker` is {heading in lower case: part}, `rader` {part: the program's lines in it}; FIL is what nobody writes."""
    return _Delare(stycken, pk, rubriker, rader).read()


class _Delare:
    def __init__(self, stycken, pk, rubriker, rader):
        self._stycken, self._pk, self._rubriker, self._rader = stycken, pk, rubriker, rader
        self._alla = set().union(*rader.values())
        self._ut = Aterlast()
        self._part, self._grupp, self._niva = None, Ordgrupp(), 9
        self._marken = [(s, match) for s in stycken for namn in s.marken if (match := _MARKE.fullmatch(namn))]
        self._vid = {}
        for s, match in self._marken:
            if int(match[1]) == pk:
                self._vid.setdefault(id(s), []).append(match[3])
        self._delmarken = {part for parts in self._vid.values() for part in parts}

    def read(self):
        egna = [int(match[2]) for _, match in self._marken if int(match[1]) == self._pk]
        self._ut.version = max(egna, default=None)
        self._ut.andra = {int(match[1]) for _, match in self._marken} - {self._pk}
        self._ut.hela = not self._marken and any(HELA & set(s.marken) for s in self._stycken)
        self._ut.losa.append(self._grupp)
        for s in self._stycken:
            self._ta(s)
        self._ut.losa = [grupp for grupp in self._ut.losa if grupp.stycken]
        return self._ut

    def _ta(self, s):
        text = i_ord(s.html)
        if (part := self._ny_del(s, text)) is not None:
            self._borja(part, s, text)
        elif self._ar_programmets(s, text):
            self._programmets(s, text)
        elif s.rubrik and s.rubrik <= self._niva:
            self._los(s, text)
        elif text or s.andringar or s.kommentarer:
            self._grupp.stycken.append(s)

    def _ny_del(self, s, text):
        """The part that begins here: by its bookmark, else by its heading where no bookmark of the part is left."""
        if part := next((part for part in self._vid.get(id(s), ()) if part in self._rader and part != FIL), None):
            return part
        part = self._rubriker.get(text.casefold())
        return (
            part
            if part and part not in self._delmarken and (s.rubrik or not self._marken) and not self._har_marke(s, PROGRAM, FIL)
            else None
        )

    def _har_marke(self, s, *sorter):
        return any(sort in sorter for sort in self._vid.get(id(s), ()))

    def _borja(self, part, s, text):
        """A heading goes; where it was taken away the bookmark stands at the first words of the text."""
        if part == FIL:
            self._programmets(s, text)
            return
        self._part = part
        self._grupp = self._ut.delar.setdefault(part, Ordgrupp())
        ar_rubrik = s.rubrik == 1 or text.casefold() in self._rubriker
        self._niva = s.rubrik or 1
        if not ar_rubrik:
            self._ta_text(s, text)
        elif s.andringar or s.kommentarer:
            self._grupp.stycken.append(_utan_ord(s))

    def _ta_text(self, s, text):
        if self._ar_programmets(s, text):
            self._programmets(s, text)
        elif text:
            self._grupp.stycken.append(s)

    def _ar_programmets(self, s, text):
        fast = s.titel or text in {TOM, NOTIS} or text.startswith(f"{OM} ")
        return fast or self._har_marke(s, PROGRAM, FIL) or text in self._rader.get(self._part, ())

    def _programmets(self, s, text):
        self._ut.programmets.stycken.append(s)
        if s.rubrik and (self._har_marke(s, FIL) or self._rubriker.get(text.casefold()) == FIL):
            self._part, self._grupp, self._niva = FIL, Ordgrupp(), s.rubrik
            self._ut.losa.append(self._grupp)
        elif text in self._alla:
            self._ut.igenkanda += 1
        elif self._har_marke(s, PROGRAM):
            self._ut.radandringar.append(text)

    def _los(self, s, text):
        """A heading of its own that names no part: what stands under it belongs nowhere yet."""
        self._part, self._niva = None, s.rubrik
        self._grupp = Ordgrupp(rubrik=text, stycken=[s])
        self._ut.losa.append(self._grupp)


def _utan_ord(s):
    return Wordstycke(andringar=s.andringar, kommentarer=s.kommentarer)


def behall(ny, visad, sparad):
    """The text with each paragraph, list, table, item and cell that reads as it did before as it was kept: with its figures and links.

    `ny` is cleaned HTML; `sparad` is the older text, `visad` the same with its figures as they were shown.
    """
    kanda = {}
    for som_visad in (visad, sparad):
        for v, s in zip(_bitar(_rot(som_visad)), _bitar(_rot(sparad)), strict=False):
            html = _ut(s)
            if html not in (former := kanda.setdefault(_lydelse(v), [])):
                former.append(html)
    rot = _rot(ny)
    _ersatt(rot, kanda)
    return "".join(map(_ut, rot))


def _rot(html):
    return lxml_html.fragment_fromstring(html or "", create_parent="div")


def _ut(element):
    return lxml_html.tostring(element, encoding="unicode", with_tail=False)


def _bitar(rot):
    return rot.iterdescendants("p", "h5", "ul", "ol", "li", "table", "td", "th")


def _lydelse(element):
    """What it says and which of its words are marked: a link's look is its own."""
    marken = (
        (tag, " ".join(i_ord(_ut(m)) for m in element.iter(tag) if not len(m.xpath(".//a")))) for tag in ("strong", "em", "sub", "sup")
    )
    return element.tag, i_ord(_ut(element)), tuple(marken), tuple(a.get("href") for a in element.iter("a"))


def _ersatt(element, kanda):
    """The outermost that is known is put in whole; of several that read alike each once, in their order."""
    for barn in list(element):
        former = kanda.get(_lydelse(barn)) if isinstance(barn.tag, str) else None
        if not former:
            _ersatt(barn, kanda)
            continue
        gammal = lxml_html.fragment_fromstring(former.pop(0) if len(former) > 1 else former[0])
        gammal.tail = barn.tail
        element.replace(barn, gammal)
