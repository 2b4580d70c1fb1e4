"""What a check says and what it reads: a warning, a running text of the report, and what the texts are held against. Pure."""

import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from berattelse.innehall.schema import Avsnittsdel

# The kinds of warning, by which the list is grouped, in its order.
SORT_I_ORD = {
    "resultat": "Resultatet", "svar": "Svar som saknas", "arena": "Arenor och möten", "tom": "Delar som saknas",
    "rubrik": "Rubriker som inte är avtalets", "fel_year": "Årtal", "dag": "Dagar som har passerat",
    "bemanning": "Bemanning från förra året",
    "varde": "Siffror som har ändrats", "register": "Siffror som inte stämmer med raderna", "samma": "Samma siffra som förra året",
    "enhet": "Enheter för belopp", "skrivsatt": "Olika sätt att skriva tal", "siffra": "Tal i siffror", "mening": "Mycket långa meningar",
    "rekommendationer": "Rekommendationer", "traffar": "Kommunvisa träffar", "forslag": "Ändringsförslag",
    "lank": "Länkar att se på", "utan_rad": "Siffror utan rad",
}  # fmt: skip
FRAMAT = {Avsnittsdel.FRAMTID, Avsnittsdel.PRIORITERADE}  # the parts that speak of what lies ahead

_TAG = re.compile(r"<[^>]+>")
_BLOCK = re.compile(r"</(?:p|li|h[1-6]|td|th|tr|blockquote)>|<br\s*/?>", re.IGNORECASE)
# A figure that is fetched from a row, whatever element it stands in.
_UR_RAD = re.compile(r"<(\w+)\b[^>]*\bdata-varde\b[^>]*>.*?</\1>", re.IGNORECASE | re.DOTALL)
_MENING = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ”\"])|\n+")
UR_RAD = "\u25a0"  # stands where such a figure stood


@dataclass(frozen=True)
class Anmarkning:
    """One warning: its kind, whom it is about, what it says in Swedish, and where it is mended (an address, "" when unknown).

    `grund` is the text it was made of, where another text with the same fault is to warn anew; `delar` the parts it stands in.
    """

    sort: str
    om: str
    text: str
    url: str = ""
    grund: str = ""
    delar: tuple[str, ...] = field(default=(), compare=False)

    @property
    def sort_i_ord(self) -> str:
        return SORT_I_ORD.get(self.sort, "Övrigt")

    @property
    def utan_namn(self) -> str:
        """What it says where everybody sees whom it is about."""
        text = self.text.removeprefix(f"{self.om}: ")
        return text[:1].upper() + text[1:]

    @property
    def nyckel(self) -> str:
        grund = f"\n{self.grund}" if self.grund else ""
        return hashlib.sha256(f"{self.sort}\n{self.om}\n{self.text}{grund}".encode()).hexdigest()


@dataclass(frozen=True)
class Text:
    """A running text of the report: its place in it, whose it is, which part, its heading and words, and where it is mended.

    `ord` are all the words, also of the rows that people wrote; `html` is what is written freely, and `rader` are the lines made
    of rows under it, with the arena that each tells of (or None).
    """

    plats: str
    om: str
    ord: str
    url: str
    sort: Avsnittsdel | None = None
    rubrik: str = ""
    html: str = ""
    rader: tuple[tuple[str, int | None], ...] = ()
    i_avsnitt: bool = True  # False for what is written elsewhere than in the sections

    @property
    def delar(self) -> tuple[str, ...]:
        return (str(self.sort),) if self.sort else ("beskrivning",)

    @property
    def lope(self) -> str:
        """The free text, a block to a line; a figure that comes from a row stands in it as a mark."""
        return rena(_BLOCK.sub("\n", _UR_RAD.sub(UR_RAD, self.html)))

    @cached_property
    def meningar(self) -> list[str]:
        return [ren for mening in _MENING.split(self.lope) if (ren := " ".join(mening.split()))]


@dataclass(frozen=True)
class Genomgang:
    """The texts that are read together, and what they are held against.

    `forra` are last year's; `alla_rader` the lines made of rows in the whole year, `belopp` the kronor of its money; `arenor`
    {arena: (its names, meetings held or None when unknown)}; `enhet` the report's most usual unit of money.
    """

    year: str
    idag: date
    texter: Sequence[Text]
    forra: Sequence[Text] = ()
    enhet: str = ""
    alla_rader: Sequence[str] = ()
    belopp: frozenset[Decimal] = frozenset()
    arenor: Mapping[int, tuple[tuple[str, ...], int | None]] = field(default_factory=dict)

    @cached_property
    def egna(self) -> list[str]:
        """The years that are the report's own."""
        return re.findall(r"(?:19|20)\d\d", self.year)


def rena(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text))


def kort(mening: str, mest: int = 110) -> str:
    """The sentence, or its beginning at the end of a word."""
    return mening if len(mening) <= mest else mening[:mest].rsplit(" ", 1)[0] + " …"
