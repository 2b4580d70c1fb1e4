"""What a Word file says, paragraph by paragraph as HTML: its tracked changes carried out and told of, its comments beside it."""

from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from samverkan.utifran.wordfil import R, W, Wordfil
from samverkan.utifran.wordlistor import Listor, Stilar, varde

MELLAN = {"p", "tab", "br", "tc"}
AV = {"0", "false", "off", "none"}
TECKEN = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
GENOM = {"fldSimple", "smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir"}  # hold what is said as if they were not there
INFOGAT, BORTTAGET = {"ins", "moveTo"}, {"del", "moveFrom"}
UTELAMNAT = {
    "drawing": "bilder", "pict": "bilder", "object": "inbäddade objekt", "AlternateContent": "textrutor eller figurer",
    "footnoteReference": "fotnoter", "endnoteReference": "slutnoter", "altChunk": "inbäddade filer",
    "oMath": "formler", "oMathPara": "formler",
}  # fmt: skip
FET = {"strong", "strong emphasis", "intense emphasis"}
KURSIV = {"emphasis", "strong emphasis", "intense emphasis"}


@dataclass
class SparadAndring:
    """A tracked change: what was put in (`infogat`) or taken away, by whom and when as the file says."""

    infogat: bool
    av: str
    tid: str
    text: str


@dataclass
class Wordkommentar:
    av: str
    tid: str
    text: str


@dataclass
class Wordstycke:
    """A paragraph (its words as HTML within it) or a table (the whole of it). `tecken` is its sign in a list, `niva` how deep it stands."""

    html: str = ""
    tabell: bool = False
    rubrik: int = 0
    titel: bool = False
    tecken: str = ""
    niva: int = 0
    marken: list[str] = field(default_factory=list)
    andringar: list[SparadAndring] = field(default_factory=list)
    kommentarer: list[Wordkommentar] = field(default_factory=list)


@dataclass
class Wordtext:
    """`utelamnat` names what is not read, each once."""

    stycken: list[Wordstycke]
    utelamnat: list[str]


def read(data):
    """Wordtext of a file. WordError when it is none that may be read."""
    fil = Wordfil(data)
    lasare = _Lasare(fil)
    lasare.block(fil.text())
    lasare.avsluta()
    return Wordtext(lasare.stycken, list(lasare.utelamnat))


def som_html(stycken: list[Wordstycke]) -> str:
    """The paragraphs as HTML, their items as Word puts them on the clipboard: what cleans a pasted text makes lists of them."""
    return "".join(map(_som_html, stycken))


def _som_html(s: Wordstycke) -> str:
    if s.tabell:
        return s.html
    if s.rubrik:
        return f"<h5>{s.html}</h5>"
    if s.tecken:
        tecken = f'<span style="mso-list:Ignore">{s.tecken}</span>'
        return f'<p style="mso-list:l0 level{min(s.niva, 8) + 1}">{tecken}{s.html}</p>'
    return f"<p>{s.html}</p>"


def _sort(element):
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _vem(element):
    """(who, when) as the file says; the minute is enough."""
    return element.get(f"{W}author", "")[:200], element.get(f"{W}date", "")[:16].replace("T", " ")


def _ord(element, *text):
    """The words of what is said there now; those that are taken away when `text` is "delText"."""
    text = text or ("t",)
    return " ".join("".join(t.text or "" if _sort(t) in text else " " for t in element.iter() if _sort(t) in {*text, *MELLAN}).split())


@dataclass
class _Rad:
    """A paragraph that is being read: (words, marks, address) in their order, and what stands at them."""

    delar: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list)
    om: Wordstycke = field(default_factory=Wordstycke)

    def html(self):
        return "".join(_markt("".join(d[0] for d in grupp), marken, lank) for (marken, lank), grupp in groupby(self.delar, lambda d: d[1:]))


def _markt(text, marken, lank):
    html = escape(text, quote=False).replace("\n", "<br>")
    if not text.strip():
        return html
    for marke in marken:
        html = f"<{marke}>{html}</{marke}>"
    return f'<a href="{escape(lank)}">{html}</a>' if lank else html


class _Lasare:
    def __init__(self, fil):
        self.stycken, self.utelamnat = [], {}
        self._stilar = Stilar(fil.bredvid("styles.xml"))
        self._listor = Listor(self._stilar, fil.bredvid("numbering.xml"))
        self._lankar, self._kommentarer = fil.lankar(), dict(_kommentarer(fil.bredvid("comments.xml")))
        self._rad = _Rad()
        self._falt = []  # for each field one is inside: has its result begun?
        self._i_tabell = 0

    def block(self, element):
        for barn in element:
            sort = _sort(barn)
            if sort == "p":
                self._stycke(barn)
            elif sort == "tbl":
                self._tabell(barn)
            elif sort in GENOM | INFOGAT:
                self.block(barn)
            else:
                self._annat(barn, sort)

    def avsluta(self):
        """Words that wait for a paragraph that does not come are one."""
        if self._rad.delar:
            self._fardigt("", None)

    def _annat(self, element, sort):
        """What stands among the blocks or the words and is neither: it is remembered, told of, or nothing."""
        if sort == "bookmarkStart":
            self._rad.om.marken.append(element.get(f"{W}name", ""))
        elif sort in {"commentRangeStart", "commentReference"}:
            self._kommentar(element.get(f"{W}id"))
        elif sort in UTELAMNAT:
            self.utelamnat[UTELAMNAT[sort]] = True

    def _kommentar(self, id_):
        if id_ in self._kommentarer:
            self._rad.om.kommentarer.append(self._kommentarer.pop(id_))

    def _stycke(self, p):
        """One whose end is taken away goes on in the next."""
        ppr = p.find(f"{W}pPr")
        for barn in p:
            self._inom(barn)
        if ppr is not None and any(ppr.find(f"{W}rPr/{W}{sort}") is not None for sort in BORTTAGET):
            return
        self._fardigt(varde(ppr, f"{W}pStyle"), ppr)

    def _fardigt(self, stil, ppr):
        s, html, self._rad = self._rad.om, self._rad.html(), _Rad()
        s.html, s.rubrik, s.titel = html, self._stilar.rubrik(stil, ppr), self._stilar.namn(stil) == "title"
        punkt = None if s.rubrik or not html.strip() else self._listor.tecken(stil, ppr)
        if punkt and not punkt[0] and self.stycken and self.stycken[-1].tecken:
            return self._gar_vidare(s)
        s.tecken, s.niva = punkt or ("", 0)
        self.stycken.append(s)
        return None

    def _gar_vidare(self, s):
        """More of the item before it, on a line of its own."""
        punkt = self.stycken[-1]
        punkt.html += f"<br>{s.html}"
        for namn in ("marken", "andringar", "kommentarer"):
            getattr(punkt, namn).extend(getattr(s, namn))

    def _inom(self, element, lank=""):
        """One part of a paragraph, and what is within it."""
        sort = _sort(element)
        if sort == "r":
            self._lopande(element, lank)
        elif sort in BORTTAGET:
            self._andring(element, _ord(element, "delText", "t"), infogat=False)
        elif sort in INFOGAT | GENOM | {"hyperlink"}:
            if sort in INFOGAT:
                self._andring(element, _ord(element), infogat=True)
            lank = self._lankar.get(element.get(f"{R}id"), "") or lank if sort == "hyperlink" else lank
            for barn in element:
                self._inom(barn, lank)
        else:
            self._annat(element, sort)

    def _andring(self, element, text, *, infogat):
        """Those that follow on each other, of one person and minute, are one."""
        if not text:
            return
        av, tid = _vem(element)
        tidigare = self._rad.om.andringar
        if tidigare and (tidigare[-1].infogat, tidigare[-1].av, tidigare[-1].tid) == (infogat, av, tid) and _foljer_pa(element):
            tidigare[-1].text += f" {text}"
        else:
            tidigare.append(SparadAndring(infogat, av, tid, text))

    def _lopande(self, r, lank):
        """Words of one look."""
        rpr = r.find(f"{W}rPr")
        if _satt(rpr, "vanish"):
            return
        if _satt(rpr, "strike") or _satt(rpr, "dstrike"):
            self.utelamnat["överstruken text"] = True
            return
        marken = self._marken(rpr)
        for barn in r:
            sort = _sort(barn)
            if sort == "fldChar":
                self._faltgrans(barn.get(f"{W}fldCharType"))
            elif (text := _tecken(barn, sort)) is None:
                self._annat(barn, sort)
            elif all(self._falt):
                self._rad.delar.append((text, marken, lank))

    def _faltgrans(self, sort):
        if sort == "begin":
            self._falt.append(False)
        elif self._falt and sort == "separate":
            self._falt[-1] = True
        elif self._falt and sort == "end":
            self._falt.pop()

    def _marken(self, rpr):
        stil = self._stilar.namn(varde(rpr, f"{W}rStyle"))
        lage = {"superscript": "sup", "subscript": "sub"}.get(varde(rpr, f"{W}vertAlign"))
        alla = (("strong", stil in FET or _satt(rpr, "b")), ("em", stil in KURSIV or _satt(rpr, "i")), (lage, lage))
        return tuple(marke for marke, satt in alla if satt)

    def _tabell(self, tbl):
        """A table is one piece, with what stands at the paragraphs in it; one within a cell is only its words."""
        self.avsluta()
        helt, self._rad = self._rad.om, _Rad()
        rader, oppna = [], {}
        self._i_tabell += 1
        for tr in tbl.iter(f"{W}tr"):
            if next(tr.iterancestors(f"{W}tbl")) is tbl and not self._rad_borta(tr, helt):
                rader.append(self._tabellrad(tr, oppna, helt))
        self._i_tabell -= 1
        if self._i_tabell:
            helt.html = "<br>".join(" ".join(cell[0] for cell in rad) for rad in rader)
        else:
            helt.tabell, helt.html = True, f"<table>{''.join(map(_rad_html, rader))}</table>"
        self.stycken.append(helt)

    def _rad_borta(self, tr, helt):
        """Is the row taken away by a tracked change? It is told of, as one that is put in."""
        for sort in (*INFOGAT, *BORTTAGET):
            if (sparat := tr.find(f"{W}trPr/{W}{sort}")) is not None:
                helt.andringar.append(SparadAndring(sort in INFOGAT, *_vem(sparat), _ord(tr, "t", "delText")))
                return sort in BORTTAGET
        return False

    def _tabellrad(self, tr, oppna, helt):
        """[[words, columns, rows]] of the cells that begin here. `oppna` is the cell of each column that may go on downwards."""
        rad, kolumn = [], 0
        for tc in tr.iter(f"{W}tc"):
            if next(tc.iterancestors(f"{W}tr")) is not tr:
                continue
            ner, over = tc.find(f"{W}tcPr/{W}vMerge"), varde(tc, f"{W}tcPr/{W}gridSpan")
            bredd = min(int(over), 1000) if over.isdecimal() and int(over) else 1
            if ner is not None and ner.get(f"{W}val", "continue") == "continue" and kolumn in oppna:
                oppna[kolumn][2] += 1
            else:
                oppna[kolumn] = [self._cell(tc, helt), bredd, 1]
                rad.append(oppna[kolumn])
            kolumn += bredd
        return rad

    def _cell(self, tc, helt):
        ute, self.stycken = self.stycken, []
        self.block(tc)
        self.avsluta()
        inne, self.stycken = self.stycken, ute
        for s in inne:
            for namn in ("marken", "andringar", "kommentarer"):
                getattr(helt, namn).extend(getattr(s, namn))
        inne = [s for s in inne if s.html.strip()]
        return inne[0].html if len(inne) == 1 and not inne[0].tecken else som_html(inne)


def _rad_html(rad):
    return f"<tr>{''.join(f'<td{_spann(bredd, hojd)}>{html}</td>' for html, bredd, hojd in rad)}</tr>"


def _spann(bredd, hojd):
    return "".join(f' {namn}="{antal}"' for namn, antal in (("colspan", bredd), ("rowspan", hojd)) if antal > 1)


def _satt(rpr, namn):
    element = rpr.find(f"{W}{namn}") if rpr is not None else None
    return element is not None and element.get(f"{W}val", "1") not in AV


def _tecken(element, sort):
    """The words or the sign an element is; None when it is neither. A new page is no new line."""
    if sort == "t":
        return " ".join((element.text or "").split("\n"))
    return None if sort == "br" and element.get(f"{W}type") in {"page", "column"} else TECKEN.get(sort)


def _foljer_pa(element):
    fore = element.getprevious()
    return fore is not None and _sort(fore) == _sort(element)


def _kommentarer(root):
    """(id, comment), those without words left out."""
    for kommentar in root if root is not None else ():
        if text := _ord(kommentar)[:2000]:
            yield kommentar.get(f"{W}id"), Wordkommentar(*_vem(kommentar), text)
