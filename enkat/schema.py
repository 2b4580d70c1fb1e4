"""What this room says of a year in an edition: the judgement of the kommuner and of the bodies, with codes and ids as keys."""

from dataclasses import dataclass, field
from enum import StrEnum

from uppdrag.schema import Beslutsuppgift


class Bedomningslage(StrEnum):
    """Why a kommun has a value of an uppdrag, or has none."""

    LAMNAD = "lamnad"
    SAKNAS = "saknas"
    DELTAR_INTE = "deltar_inte"


LAGE_I_ORD = {Bedomningslage.SAKNAS: "inte lämnad", Bedomningslage.DELTAR_INTE: "deltar inte"}


@dataclass(kw_only=True)
class Skalsteg:
    varde: int
    text: str


@dataclass(kw_only=True)
class Kommunnamn:
    kod: str
    kort: str


@dataclass(kw_only=True)
class Bedomning:
    """One kommun's judgement of one uppdrag; `varde` is None also for what cannot be judged."""

    kod: str
    lage: Bedomningslage
    svar: str = ""
    varde: int | None = None
    motivering: str = ""
    nytta: str = ""

    @property
    def text(self) -> str:
        return LAGE_I_ORD.get(self.lage, self.svar)

    @property
    def deltar(self) -> bool:
        return self.lage != Bedomningslage.DELTAR_INTE


@dataclass(kw_only=True)
class Avvikande:
    """A dissent from the joint value: whose (a kommun's code), its value in words ("" for none), and why."""

    kod: str
    kommun: str
    varde: str
    text: str


@dataclass(kw_only=True)
class Uppdragsvarde:
    """One uppdrag: the kommuner's judgements in the order of `kommuner`, and what they agree on."""

    uppdrag_id: int | None
    uppdrag: str
    bedomningar: list[Bedomning]
    gemensamt: str
    enad: bool
    beslut: Beslutsuppgift | None
    motivering: str
    avvikelser: list[Avvikande]


@dataclass(kw_only=True)
class Svarsantal:
    svar: str
    antal: int
    procent: int | None


@dataclass(kw_only=True)
class Rundtext:
    """What one respondent wrote, and what it chose (`svar`). Of an anonymous round the words alone; `kod` is a kommun's."""

    vem: str = ""
    kod: str = ""
    svar: str = ""
    text: str


@dataclass(kw_only=True)
class Rundsvar:
    """One question of a round, of an uppdrag or of the year; `dolt` says why its answers are not shown.

    `foljdfraga` is what the words answer ("Varför?"); "" where the question itself is answered in words.
    """

    fraga: str
    antal: int
    tillfragade: int
    median: str
    dolt: str
    rader: list[Svarsantal]
    uppdrag: str = ""
    foljdfraga: str = ""
    texter: list[Rundtext] = field(default_factory=list)


@dataclass(kw_only=True)
class EjTillfragade:
    skal: str
    organ: list[str]


@dataclass(kw_only=True)
class Rundauppgift:
    """What is said of any round of questions."""

    namn: str
    exempel: bool
    lamnade: int
    tillfragade: int
    preliminar: bool
    fragor: list[Rundsvar] = field(default_factory=list)
    inte: list[EjTillfragade] = field(default_factory=list)


@dataclass(kw_only=True)
class Kommunernas(Rundauppgift):
    """A round in which each kommun judges each uppdrag. `fragor` are what else it asked.

    `motivering` is the reason that holds for all the joint values, "" where it is not known that there is one.
    """

    fraga: str
    skala: list[Skalsteg]
    kommuner: list[Kommunnamn]
    uppdrag: list[Uppdragsvarde]
    motivering: str = ""

    @property
    def nagon_enad(self) -> bool:
        return any(rad.enad for rad in self.uppdrag)

    @property
    def utan_svar(self) -> list[Kommunnamn]:
        """Those that have handed in nothing of it yet: a sentence says so, and they have no column; none while nobody has."""
        saknas = [k for n, k in enumerate(self.kommuner) if all(u.bedomningar[n].lage == Bedomningslage.SAKNAS for u in self.uppdrag)]
        return saknas if len(saknas) < len(self.kommuner) else []

    @property
    def med_svar(self) -> list[Kommunnamn]:
        utan = {k.kod for k in self.utan_svar}
        return [k for k in self.kommuner if k.kod not in utan]

    @property
    def tryckta(self) -> list[tuple[Uppdragsvarde, list[Bedomning]]]:
        """[(uppdrag, the judgements of those that have a column)]"""
        med = {k.kod for k in self.med_svar}
        return [(u, [cell for cell in u.bedomningar if cell.kod in med]) for u in self.uppdrag]

    @property
    def ett_beslut(self) -> Beslutsuppgift | None:
        """The decision by which every agreed value was agreed; None where they differ, or nothing is agreed."""
        enade = [rad.beslut for rad in self.uppdrag if rad.enad]
        return enade[0] if enade and all(beslut == enade[0] for beslut in enade) else None

    @property
    def ord_per_uppdrag(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """[(uppdrag, [(kommun, why it judged so, the benefit it sees)])] of what was written; who wrote nothing is left out."""
        namn = {k.kod: k.kort for k in self.kommuner}
        rader = [
            (u.uppdrag, [(namn[b.kod], b.motivering, b.nytta) for b in u.bedomningar if b.motivering or b.nytta]) for u in self.uppdrag
        ]
        return [rad for rad in rader if rad[1]]


class Tillfragade(StrEnum):
    ORGAN = "organ"
    KOMMUNER = "kommuner"


@dataclass(kw_only=True)
class Svarsrunda(Rundauppgift):
    """A round that is told question by question: of the bodies, or of the kommuner where they judge no uppdrag by name."""

    av: Tillfragade = Tillfragade.ORGAN
    anonym: bool = False


@dataclass(kw_only=True)
class Arsvardering:
    """The judgement of one year: every round that was opened, the first opened first."""

    kommunrundor: list[Kommunernas] = field(default_factory=list)
    rundor: list[Svarsrunda] = field(default_factory=list)

    @property
    def kommuner(self) -> Kommunernas | None:
        """The latest judgement of each uppdrag: the one the joint value is about; None when nobody has been asked."""
        return self.kommunrundor[-1] if self.kommunrundor else None

    @property
    def organrundor(self) -> list[Svarsrunda]:
        return [runda for runda in self.rundor if runda.av == Tillfragade.ORGAN]
