"""What this room says of a year in an edition: whole kronor, and beside them the whole tkr that are printed and foot."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ekonomi.resultat import over_eller_under
from uppdrag.schema import Beslutsuppgift


@dataclass(kw_only=True)
class Ersattningsandring:
    """A decision that changed the sum, kronor."""

    beslut: Beslutsuppgift
    text: str
    belopp: int


@dataclass(kw_only=True)
class Ersattningsuppgift:
    """How the compensation was reached, kronor."""

    bas: int
    bas_harledd: bool
    index_procent: Decimal
    uppraknad: int
    avrundning: int
    belopp: int
    differens: int
    andringar: list[Ersattningsandring]
    gallande: int


@dataclass(kw_only=True)
class Kommunandel:
    """One kommun's share of the compensation, kronor."""

    kod: str
    kommun: str
    folkmangd: int
    dagar: int
    belopp: int


@dataclass(kw_only=True)
class Fordelningsuppgift:
    """The split, by the population of a day."""

    datum: date
    kalla: str
    kontrollerad: bool
    summa: int
    rader: list[Kommunandel]


@dataclass(kw_only=True)
class Resultatuppgift:
    """One part of the result, kronor and printed tkr."""

    uppdrag_id: int | None = None
    namn: str
    belopp: int
    tkr: int
    harledd: bool
    budget: int | None
    utfall: int | None
    forklaring: str

    @property
    def vad(self) -> str:
        return over_eller_under(self.belopp)


@dataclass(kw_only=True)
class Resultattabell:
    """`enligt` is the sum by the accounts, None when it is not registered."""

    rader: list[Resultatuppgift]
    summa: int
    summa_tkr: int
    avstamning: str
    stammer: bool

    @property
    def vad(self) -> str:
        return over_eller_under(self.summa)


@dataclass(kw_only=True)
class Skulduppgift:
    """The debt from one time of origin, kronor and printed tkr."""

    ursprung: str
    ingaende: int
    forandring: int
    utgaende: int
    ingaende_tkr: int
    forandring_tkr: int
    utgaende_tkr: int
    okand_uppdelning: bool
    att_bokfora: bool


@dataclass(kw_only=True)
class Skulduppgifter:
    """The debt by origin on the last day of the year."""

    rader: list[Skulduppgift]
    summa: int
    summa_ingaende_tkr: int
    summa_forandring_tkr: int
    summa_utgaende_tkr: int
    per: date

    @property
    def har_underskott(self) -> bool:
        """Is any year's part a deficit?"""
        return any(rad.utgaende < 0 for rad in self.rader)


@dataclass(kw_only=True)
class Kommunskuld:
    """One kommun's part by origin (None where nothing is divided); `kod` is "" for what is not divided."""

    kod: str
    namn: str
    belopp: list[int | None]
    summa: int
    tkr: list[int | None]
    summa_tkr: int


@dataclass(kw_only=True)
class Kommunskulder:
    """The debt by kommun and origin; every row and column foots, in kronor and in the printed tkr."""

    ursprung: list[str]
    rader: list[Kommunskuld]
    belopp: list[int]
    summa: int
    tkr: list[int]
    summa_tkr: int


@dataclass(kw_only=True)
class Statsbidragsuppgift:
    """One state grant, kronor; `formedlat` and `redovisat` are None where nothing is registered."""

    namn: str
    uppdrag_id: int | None = None
    uppdrag: str
    redovisas: str
    belopp: int
    tkr: int
    formedlat: int | None
    redovisat: int | None


@dataclass(kw_only=True)
class Statsbidragstabell:
    rader: list[Statsbidragsuppgift]
    summa: int
    summa_tkr: int

    @property
    def vidare(self) -> bool:
        """Is anything told of what was passed on or reported?"""
        return any(rad.formedlat is not None or rad.redovisat is not None for rad in self.rader)


@dataclass(kw_only=True)
class Ekonomikapitel:
    """The chapter Ekonomiskt resultat: its sentences, its tables, its notes."""

    stycken: list[str]
    ersattning: Ersattningsuppgift | None
    fordelning: Fordelningsuppgift | None
    resultat: Resultattabell
    skuld: Skulduppgifter
    skuld_per_kommun: Kommunskulder | None
    statsbidrag: Statsbidragstabell
    noter: list[str] = field(default_factory=list)

    @property
    def finns(self) -> bool:
        """Is there anything to tell? Without it the chapter has no heading."""
        tabeller = (self.ersattning, self.fordelning, self.resultat.rader, self.skuld.rader, self.skuld_per_kommun, self.statsbidrag.rader)
        return any((*tabeller, self.stycken, self.noter))
