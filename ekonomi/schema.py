"""What this room says of a year in an edition: whole kronor, and beside them the whole tkr that are printed and foot."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from ekonomi.resultat import is_avrundad, over_eller_under
from ekonomi.skuld.bok import is_ofullstandig
from samverkan import svenska
from uppdrag.schema import Beslutsuppgift

INGEN_TIDIGARE = "Ingen skuld från tidigare år är registrerad"


@dataclass(kw_only=True)
class Ersattningsandring:
    """A decision that changed the sum, kronor."""

    beslut: Beslutsuppgift
    text: str
    belopp: int


@dataclass(kw_only=True)
class Ersattningsuppgift:
    """How the compensation was reached, kronor. `skal` is why it is not the raised sum, where the rounding does not say it."""

    bas: int
    bas_harledd: bool
    index_procent: Decimal
    uppraknad: int
    avrundning: int
    belopp: int
    differens: int
    andringar: list[Ersattningsandring]
    gallande: int
    skal: str = ""

    @property
    def is_avrundad(self) -> bool:
        """Is the fixed sum the raised one, but for the rounding?"""
        return is_avrundad(self.differens, self.avrundning)

    @property
    def skillnaden(self) -> str:
        """What lies between the raised sum and the fixed one."""
        if self.is_avrundad:
            return f"avrundning till närmaste {svenska.kronor(self.avrundning)}"
        return "skillnad mot den uppräknade" + (f": {self.skal}" if self.skal else "")


@dataclass(kw_only=True)
class Kommunandel:
    """One kommun's share of the compensation, kronor, and per cent with one decimal: they make a hundred. None: an edition of before."""

    kod: str
    kommun: str
    folkmangd: int
    dagar: int
    belopp: int
    procent: Decimal | None = None


@dataclass(kw_only=True)
class Fordelningsuppgift:
    """The split, by the population of a day."""

    datum: date
    kalla: str
    kontrollerad: bool
    summa: int
    rader: list[Kommunandel]

    @property
    def har_procent(self) -> bool:
        return all(rad.procent is not None for rad in self.rader)

    @property
    def summa_procent(self) -> Decimal:
        return sum((rad.procent or Decimal(0) for rad in self.rader), Decimal(0))


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

    @property
    def ett_ord(self) -> bool:
        """Is every row what the whole is? Then the word stands once, in the caption."""
        return all(rad.vad == self.vad for rad in self.rader)

    @property
    def har_skal(self) -> bool:
        return any(rad.forklaring for rad in self.rader)


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


class Skuldstegsort(StrEnum):
    """What moves the debt within a year."""

    RESULTAT = "resultat"
    BESLUT = "beslut"
    RATTELSE = "rattelse"


@dataclass(kw_only=True)
class Skuldsteg:
    """One step from the opening debt to the closing one, kronor and printed tkr: a decision lowers it. No decisions: one step of zero."""

    sort: Skuldstegsort
    vad: str
    belopp: int
    tkr: int
    att_bokfora: bool = False
    beslut: Beslutsuppgift | None = None

    @property
    def nar(self) -> str:
        """What stands beneath it: by which decision, or that it is yet to be booked."""
        if self.beslut:
            return str(self.beslut)
        if self.sort == Skuldstegsort.BESLUT:
            return "inga"
        return "bokförs när berättelsen fastställs" if self.att_bokfora else "bokfört"


@dataclass(kw_only=True)
class Skulduppgifter:
    """The debt by origin on the last day of the year, and the steps there from the opening one ([]: an edition of before).

    `summa_ingaende_tkr` is None where nobody has said what was owed when the year began.
    """

    rader: list[Skulduppgift]
    summa: int
    summa_ingaende_tkr: int | None
    summa_forandring_tkr: int
    summa_utgaende_tkr: int
    per: date
    steg: list[Skuldsteg] = field(default_factory=list)

    @property
    def om_ingaende(self) -> str:
        """ "Ingående 3 490 tkr", or that nothing is registered."""
        if self.summa_ingaende_tkr is None:
            return INGEN_TIDIGARE
        return f"Ingående {svenska.tusental(self.summa_ingaende_tkr)}{svenska.HARD_SPACE}tkr"

    @property
    def har_beslut(self) -> bool:
        return any(steg.beslut for steg in self.steg)

    @property
    def att_bokfora(self) -> bool:
        """Is anything of it yet to be booked? Then it is hatched."""
        return any(rad.att_bokfora for rad in self.rader) or any(steg.att_bokfora for steg in self.steg)

    @property
    def har_underskott(self) -> bool:
        """Is any year's part a deficit?"""
        return any(rad.utgaende < 0 for rad in self.rader)


@dataclass(kw_only=True)
class Kommunskuld:
    """One kommun's part by origin (None where nothing is divided); `kod` is "" for what is not divided.

    Its sums are None while a part of it is not divided (an edition of before has the sum of what is).
    """

    kod: str
    namn: str
    belopp: list[int | None]
    summa: int | None
    tkr: list[int | None]
    summa_tkr: int | None


@dataclass(kw_only=True)
class Kommunskulder:
    """The debt by kommun and origin; every row and column foots, in kronor and in the printed tkr."""

    ursprung: list[str]
    rader: list[Kommunskuld]
    belopp: list[int]
    summa: int
    tkr: list[int]
    summa_tkr: int

    @property
    def ofullstandig(self) -> bool:
        """Is the sum of a kommun not known?"""
        return is_ofullstandig(belopp for rad in self.rader if not rad.kod for belopp in rad.belopp)

    @property
    def tryckta(self) -> list[tuple[Kommunskuld, int | None]]:
        """Each row with its sum as it is printed, in tkr; None, a dash, where it is not known."""
        return [(rad, None if rad.kod and self.ofullstandig else rad.summa_tkr) for rad in self.rader]


@dataclass(kw_only=True)
class Statsbidragsuppgift:
    """One state grant, kronor and printed tkr. What is not registered is None: brought forward, what became of it, the year before.

    When nothing is unknown, brought forward and received are what was passed on, used, to repay and carried forward.
    """

    UT: ClassVar = {"formedlat": "förmedlat", "anvant": "använt", "aterbetalas": "återbetalas", "overfors": "överförs till nästa år"}

    namn: str
    uppdrag_id: int | None = None
    uppdrag: str
    redovisas: str
    belopp: int
    tkr: int
    formedlat: int | None
    redovisat: int | None
    ingaende: int | None = None
    formedlat_till: str = ""
    anvant: int | None = None
    aterbetalas: int | None = None
    overfors: int | None = None
    redovisad: date | None = None
    ingaende_tkr: int | None = None
    formedlat_tkr: int | None = None
    anvant_tkr: int | None = None
    aterbetalas_tkr: int | None = None
    overfors_tkr: int | None = None
    forra: int | None = None
    forra_tkr: int | None = None

    @property
    def okant(self) -> list[str]:
        """What of it nobody has registered, in words."""
        alla = {"ingaende": "ingående från tidigare år", **self.UT}
        return [ord_ for falt, ord_ in alla.items() if getattr(self, falt) is None]

    @property
    def redovisning(self) -> str:
        """When it was reported to the state, or is to be: "Redovisas mars 2023"."""
        if self.redovisad:
            return f"Redovisades till staten den {svenska.datum(self.redovisad)}"
        return f"Redovisas {self.redovisas.rstrip('.')}" if self.redovisas else ""

    @property
    def besked(self) -> str:
        """What the figures do not say: to whom, reported when, and what is not known or that it foots."""
        till = f"Förmedlat till {self.formedlat_till.rstrip('.')}" if self.formedlat_till else ""
        lage = f"Inte känt: {svenska.lista_text(self.okant)}" if self.okant else "Det som har kommit in och det som har gått ut stämmer"
        return " ".join(f"{mening}." for mening in (till, self.redovisning, lage) if mening)


@dataclass(kw_only=True)
class Statsbidragstabell:
    """`forra_year` is "" where no year before is registered; its sum is None while one of its grants is not known, or has ended."""

    rader: list[Statsbidragsuppgift]
    summa: int
    summa_tkr: int
    forra_year: str = ""
    forra_summa: int | None = None
    forra_summa_tkr: int | None = None

    @property
    def vidare(self) -> bool:
        """Is anything told of a grant besides what was received?"""
        falt = ("ingaende", *Statsbidragsuppgift.UT, "redovisat", "redovisad")
        return any(getattr(rad, f) is not None for rad in self.rader for f in falt) or any(rad.formedlat_till for rad in self.rader)

    def kolumnsumma(self, falt: str) -> int | None:
        """The column's sum; None while a row lacks it."""
        varden = [getattr(rad, falt) for rad in self.rader]
        return None if None in varden else sum(varden)

    @property
    def summor(self) -> dict[str, int | None]:
        """The sums of the other columns, kronor and printed tkr, by the field's name."""
        falt = ("ingaende", *Statsbidragsuppgift.UT, "redovisat")
        return {f: self.kolumnsumma(f) for f in falt} | {f"{f}_tkr": self.kolumnsumma(f"{f}_tkr") for f in falt[:-1]}


@dataclass(kw_only=True)
class Arsrad:
    """One uppdrag (or the whole) in the year before and in the year: kronor and printed tkr. None where nothing is registered."""

    namn: str
    uppdrag_id: int | None = None
    budget: list[int | None]
    utfall: list[int | None]
    belopp: list[int | None]
    budget_tkr: list[int | None]
    utfall_tkr: list[int | None]
    tkr: list[int | None]


@dataclass(kw_only=True)
class Kommunar:
    """One kommun's part of the compensation in the year before and in the year, kronor. None where it is not known."""

    kod: str
    kommun: str
    belopp: list[int | None]


@dataclass(kw_only=True)
class Arsjamforelse:
    """The year beside the year before, `years` as they are called. It is there only when something is registered for the year before."""

    MATT: ClassVar = {"budget": "Ersättning", "utfall": "Utfall", "belopp": "Resultat"}

    years: list[str]
    rader: list[Arsrad]
    hela: Arsrad
    per_kommun: list[Kommunar]

    @property
    def matt(self) -> list[str]:
        """What can be compared: the fields that say anything of the year before."""
        return [falt for falt in self.MATT if any(getattr(rad, falt)[0] is not None for rad in (*self.rader, self.hela))]

    @property
    def kolumner(self) -> list[str]:
        return [f"{self.MATT[falt]} {year}" for falt in self.matt for year in self.years]

    @property
    def tryckta(self) -> list[tuple[str, list[int | None]]]:
        """[(name, tkr)], the whole last, each as long as `kolumner`; without the rows that have nothing in any of them."""
        tkr = [f"{falt}_tkr" if falt != "belopp" else "tkr" for falt in self.matt]
        rader = [(rad.namn, [varde for falt in tkr for varde in getattr(rad, falt)]) for rad in (*self.rader, self.hela)]
        return [(namn, varden) for namn, varden in rader if any(varde is not None for varde in varden)]

    @property
    def okant(self) -> bool:
        """Is there a dash in it?"""
        return any(None in varden for _, varden in self.tryckta)


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
    forra_aret: Arsjamforelse | None = None

    @property
    def finns(self) -> bool:
        """Is there anything to tell? Without it the chapter has no heading."""
        tabeller = (self.ersattning, self.fordelning, self.resultat.rader, self.skuld.rader, self.skuld_per_kommun, self.statsbidrag.rader)
        return any((*tabeller, self.forra_aret, self.stycken, self.noter))
