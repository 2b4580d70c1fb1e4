"""What the document Sammanställning says, as it is kept and handed out: what is withheld says why, and who is anonymous has no name."""

from dataclasses import dataclass
from datetime import date


@dataclass(kw_only=True)
class Avtalet:
    titel: str
    dnr: str


@dataclass(kw_only=True)
class Svarsrad:
    """One alternative: how many chose it, whole per cent (None where it is not averaged), and who."""

    svar: str
    antal: int
    procent: int | None
    raknas: bool
    vilka: list[str]


@dataclass(kw_only=True)
class Svarstext:
    vem: str
    text: str


@dataclass(kw_only=True)
class Fragans:
    """One question: `antal` have answered of `tillfragade`; the shares are of `bas`; `dolt` says why nothing more is told."""

    fraga: str
    antal: int
    tillfragade: int
    bas: int
    median: str
    dolt: str
    rader: list[Svarsrad]
    texter: list[Svarstext]


@dataclass(kw_only=True)
class Avdelningens:
    """A section of the form, or one uppdrag of a section that is asked for each."""

    rubrik: str
    fragor: list[Fragans]


@dataclass(kw_only=True)
class Mening:
    """A dissent from the joint value: the kommun, its own value in words ("" for none), and why."""

    kommun: str
    varde: str
    text: str


@dataclass(kw_only=True)
class Gemensamt:
    """The joint value of one uppdrag; `status` is its code, `beslut` the decision in words, "" before it is agreed."""

    uppdrag: str
    varde: str
    status: str
    beslut: str
    skal: str
    avvikelser: list[Mening]


@dataclass(kw_only=True)
class Otillfragade:
    """Those who were not asked, by the reason."""

    skal: str
    vilka: list[str]


@dataclass(kw_only=True)
class Pappersvar:
    """An answer that came on paper: from which respondent, and how in words, with its day and who registered it."""

    vem: str
    inkom: date
    hur: str


@dataclass(kw_only=True)
class Omgangens:
    namn: str
    formular: str
    kalla: str
    oppnar: date
    sista_dag: date
    anonym: bool
    exempel: bool
    preliminar: bool
    lamnade: int
    tillfragade: int
    saknas: list[str]
    sena: list[str]  # came too late, and taken in
    inte: list[Otillfragade]
    papper: list[Pappersvar]
    delar: list[Avdelningens]
    gemensamt: list[Gemensamt]
    motivering: str  # what holds for all the joint values


@dataclass(kw_only=True)
class Sammanstallning:
    dokument: str = "sammanstallning"
    avtal: Avtalet
    year: str
    omgangar: list[Omgangens]
