"""What this room says of a year in an edition: typed, ISO dates, codes and ids as keys. Kept for ever: a change is a new schema."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from samverkan import svenska


@dataclass(kw_only=True)
class Beslutsuppgift:
    """A decision as it is told: the body, its § and its day, or the day in words where only that is known."""

    organ: str
    paragraf: str = ""
    datum: date | None = None
    datum_text: str = ""
    text: str = ""
    exempel: bool = False

    def __str__(self) -> str:
        """ "Regionens samverkansråd § 4, 7 februari 2023 (exempel)"."""
        paragraf = f" § {self.paragraf}" if self.paragraf else ""
        dag = svenska.datum(self.datum) if self.datum else self.datum_text
        return f"{self.organ}{paragraf}{', ' if dag else ''}{dag}{' (exempel)' if self.exempel else ''}"


class Beslutsrad(Protocol):
    """What is read of a row of Beslut."""

    organ: str
    paragraf: str
    datum: date | None
    datum_text: str
    text: str
    exempel: bool


def beslutsuppgift(beslut: Beslutsrad) -> Beslutsuppgift:
    """The decision of a row of Beslut."""
    return Beslutsuppgift(
        organ=beslut.organ, paragraf=beslut.paragraf, datum=beslut.datum, datum_text="" if beslut.datum else beslut.datum_text,
        text=beslut.text, exempel=beslut.exempel,
    )  # fmt: skip


@dataclass(kw_only=True)
class Arenatabellrad:
    """One arena in the closing table; None where a number is not known."""

    id: int | None
    arena: str
    niva: str
    uppdrag: list[str]
    planerat: int | None
    hallna: int | None
    installda: int | None
    utan_datum: int = 0  # of those held, how many are known by number alone

    @property
    def dagarna(self) -> str:
        """What is said beside the number when days are not known."""
        if not self.utan_datum:
            return ""
        if self.utan_datum == self.hallna:
            return "dagen är inte känd" if self.hallna == 1 else "dagarna är inte kända"
        return f"{svenska.talord(self.utan_datum)} av dagarna är inte {'känd' if self.utan_datum == 1 else 'kända'}"


@dataclass(kw_only=True)
class Arenasumma:
    planerat: int | None
    hallna: int | None
    installda: int | None


@dataclass(kw_only=True)
class Arenatabell:
    rader: list[Arenatabellrad]
    summa: Arenasumma

    @property
    def redovisade(self) -> int:
        """How many arenas the sum of the held meetings is a sum of."""
        return sum(rad.hallna is not None for rad in self.rader)

    @property
    def delar(self) -> str:
        """Which parts the total has, "" when it has them all: "22 av 24 arenor"."""
        return self._av_alla(self.redovisade)

    @property
    def delar_installda(self) -> str:
        """The same of the cancelled: of meetings known by number alone nobody knows whether any was."""
        return self._av_alla(sum(rad.installda is not None for rad in self.rader))

    @property
    def installda_i_ord(self) -> str:
        """ "SocSam två och BUZ ett": the cancelled meetings that are registered; of the other arenas nobody has said that none was."""
        return svenska.lista_text([f"{rad.arena} {svenska.talord(rad.installda, 'ett')}" for rad in self.rader if rad.installda])

    def _av_alla(self, antal: int) -> str:
        """Of nothing there is no sum, and the dash says that."""
        return f"{antal} av {len(self.rader)} arenor" if 0 < antal < len(self.rader) else ""


@dataclass(kw_only=True)
class Tillfallesuppgift:
    """One occasion; `form` is "" where it is not known.

    `narvaro` are the codes of the kommuner that were there; empty where no attendance is registered.
    """

    fran: date
    till: date
    vad: str
    grupp: str = ""
    form: str = ""
    status: str
    exempel: bool = False
    narvaro: list[str] = field(default_factory=list)
    mote: bool = True  # a meeting of the arena, that the table counts; else something it arranged
    deltagare: int | None = None
    deltagare_ca: bool = False

    @property
    def hallet(self) -> bool:
        return self.status == "hallet"


@dataclass(kw_only=True)
class Arenatillfallen:
    """The occasions of one arena, and the codes of the kommuner that sit in it."""

    id: int
    arena: str
    niva: str
    tillfallen: list[Tillfallesuppgift]
    medlemmar: list[str]


@dataclass(kw_only=True)
class Traffuppgift:
    """A meeting with one kommun about the year, and what it sent to regionala utvecklingsnämnden. `form` is "" where it is not known."""

    kod: str
    kommun: str
    fran: date
    till: date
    form: str = ""
    till_namnden: str = ""
    exempel: bool = False


@dataclass(kw_only=True)
class Partsbesked:
    """What one party has decided on a proposal; `bifall` is None where nothing is decided."""

    kod: str
    part: str
    bifall: bool | None = None
    organ: str = ""
    paragraf: str = ""
    datum: date | None = None

    @property
    def i_ord(self) -> str:
        return "har inte beslutat" if self.bifall is None else "bifall" if self.bifall else "avslag"


@dataclass(kw_only=True)
class Forslagsuppgift:
    """A proposed change of the agreement and every party's word on it. `sort` and `status` are those of Andringsforslag."""

    rubrik: str
    sort: str
    uppdrag: str = ""
    text: str
    skal: str = ""
    status: str
    utsant_den: date
    galler_fran: date | None = None
    exempel: bool = False
    parter: list[Partsbesked] = field(default_factory=list)

    @property
    def obeslutade(self) -> list[str]:
        return [p.part for p in self.parter if p.bifall is None]
