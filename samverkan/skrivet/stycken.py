"""Two have changed the same text: what only one of them changed is taken, and where they meet both are kept. Pure.

A text is read as a row of pieces: the paragraphs, lists and tables of HTML, or the lines of plain text. For each piece of the
text both began from it is asked what each has made of it, and what each has put after it.
"""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from samverkan.vilande import Vilande

lxml_html = Vilande("lxml.html")


HTML = re.compile(r"\s*<(p|h[1-6]|ul|ol|table|blockquote)[ >]", re.IGNORECASE)
# What an editor writes and the saved text does not: the same text with or without.
_UTAN_INNEBORD = re.compile(r'</?(?:p|tbody|thead|colgroup|col)\b[^>]*>|\s(?:colspan|rowspan)="1"|\s+style="[^"]*"', re.IGNORECASE)


@dataclass(frozen=True)
class Mote:
    """A place where both have changed: what I wrote and what is saved, one of them "" when it was taken away there."""

    mitt: str
    deras: str


@dataclass
class Jamkat:
    """The text with both's changes in it; at each meeting both stand, the saved one first."""

    text: str
    moten: list[Mote] = field(default_factory=list)


def stycken(text):
    """The pieces of a text, in their order."""
    if not HTML.match(text):
        return text.replace("\r\n", "\n").split("\n") if text else []
    root = lxml_html.fragment_fromstring(text, create_parent="div")
    pieces = [lxml_html.tostring(child, encoding="unicode").strip() for child in root]
    return [p for p in [(root.text or "").strip(), *pieces] if p]


def jamka(mitt, deras, bas):
    """Jamkat of what I wrote, what is saved now, and what I started from ("" when that is not known)."""
    a, b, o = ([_Stycke(piece) for piece in stycken(text)] for text in (mitt, deras, bas))
    mina, sparade = _andringar(o, a), _andringar(o, b)
    out, moten = [], []
    for i, forra in enumerate([[], *([piece] for piece in o)]):
        _jamka_plats(forra, mina.blev[i], sparade.blev[i], out, moten)
        _jamka_plats([], mina.efter[i], sparade.efter[i], out, moten)
    return Jamkat(("" if HTML.match(mitt or deras) else "\n").join(piece.text for piece in out), moten)


class _Stycke:
    """A piece that equals another when they say the same, whoever wrote the tags."""

    def __init__(self, text):
        self.text = text
        self.mark = " ".join(_UTAN_INNEBORD.sub("", text).replace("\u00a0", " ").replace("&nbsp;", " ").split())

    def __eq__(self, other):
        return self.mark == other.mark

    def __hash__(self):
        return hash(self.mark)


@dataclass
class _Andringar:
    """For each former piece (and, first, for the beginning of the text) what it became, and what was put after it."""

    blev: list[list]
    efter: list[list]


def _andringar(o, ny):
    andringar = _Andringar([[], *([piece] for piece in o)], [[] for _ in range(len(o) + 1)])
    for op, i1, i2, j1, j2 in SequenceMatcher(None, o, ny, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        par = min(i2 - i1, j2 - j1)
        for k in range(i2 - i1):
            andringar.blev[i1 + k + 1] = [ny[j1 + k]] if k < par else []
        andringar.efter[i1 + par] = ny[j1 + par : j2]
    return andringar


def _jamka_plats(forra, mitt, sparat, out, moten):
    if mitt in (forra, sparat):
        out += sparat
    elif sparat == forra:
        out += mitt
    else:
        out += [*sparat, *(piece for piece in mitt if piece not in sparat)]
        moten.append(Mote(*("\n".join(piece.text for piece in part) for part in (mitt, sparat))))
