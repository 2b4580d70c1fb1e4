"""What this room says of a year in an edition: typed, ISO dates, codes and ids as keys. Kept for ever: a change is a new schema."""

from dataclasses import dataclass, field
from datetime import date

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


def beslutsuppgift(beslut) -> Beslutsuppgift:
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
    installda: int


@dataclass(kw_only=True)
class Arenasumma:
    planerat: int | None
    hallna: int
    installda: int


@dataclass(kw_only=True)
class Arenatabell:
    rader: list[Arenatabellrad]
    summa: Arenasumma


@dataclass(kw_only=True)
class Tillfallesuppgift:
    """One occasion. `narvaro` are the codes of the kommuner that were there; empty where no attendance is registered."""

    fran: date
    till: date
    vad: str
    grupp: str = ""
    form: str = ""
    status: str
    exempel: bool = False
    narvaro: list[str] = field(default_factory=list)

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
