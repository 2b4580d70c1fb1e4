"""What an order to the accounts says: the lines that book entries of the debt ledger. Pure: no database, whole kronor, debit positive."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

SKULD, RESULTAT = "skuld", "resultat"


@dataclass(frozen=True)
class Konto:
    """An account, and the object of a dimension that is booked on with it ("" for none)."""

    konto: str
    namn: str
    dimension: str = ""
    dimensionsnamn: str = ""
    objekt: str = ""
    objektsnamn: str = ""


@dataclass(frozen=True)
class Orderrad:
    """One line: debit when positive. `post` is the entry of the ledger that it books."""

    konto: Konto
    text: str
    belopp: int
    post: int

    @property
    def debet(self) -> int:
        return max(self.belopp, 0)

    @property
    def kredit(self) -> int:
        return max(-self.belopp, 0)

    def som_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def ur_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(Konto(**data["konto"]), data["text"], data["belopp"], data["post"])


@dataclass(frozen=True)
class Bokford:
    """An entry of the ledger: what it raises the debt by, which account stands against it ("resultat", or what a decision does)."""

    post: int
    belopp: int
    text: str
    mot: str


@dataclass(frozen=True)
class Resultatrad:
    """A part of the year's result: the uppdrag it stands on (None for what no uppdrag has), its name and kronor."""

    uppdrag: int | None
    namn: str
    belopp: int


class Saknas(ValueError):  # noqa: N818
    """Accounts that are not registered. `vad` says which, in words that stand after "Konto saknas för"."""

    def __init__(self, vad: Sequence[str]) -> None:
        super().__init__(", ".join(vad))
        self.vad = list(vad)


Konton = Mapping[tuple[str, int | None], Konto]
NAMN = {
    SKULD: "skulden till kommunerna", RESULTAT: "årets resultat", "aterbetalas": "det som återbetalas",
    "overfors": "det som överförs till ett senare år", "anvands": "det som används", "tacks": "det som täcker ett underskott",
}  # fmt: skip


def orderrader(poster: Sequence[Bokford], konton: Konton, resultat: Sequence[Resultatrad] = ()) -> list[Orderrad]:
    """The lines: for each entry the debt's account and what stands against it, so that they go out even.

    `resultat` divides the year's result when it makes it up to the krona; else that stands on one line. Saknas without an account.
    """
    rader = [rad for p in poster for rad in _par(p, resultat)]
    saknas = dict.fromkeys(NAMN[galler] for galler, uppdrag, _, _, _ in rader if _valt(konton, galler, uppdrag) is None)
    if saknas:
        raise Saknas(list(saknas))
    return [
        Orderrad(konto, text, belopp, post)
        for galler, uppdrag, text, belopp, post in rader
        if (konto := _valt(konton, galler, uppdrag)) is not None
    ]


def _par(p: Bokford, resultat: Sequence[Resultatrad]) -> Iterable[tuple[str, int | None, str, int, int]]:
    """(account for, uppdrag, text, kronor, entry)."""
    delas = p.mot == RESULTAT and sum(del_.belopp for del_ in resultat) == p.belopp
    for del_ in resultat if delas else ():
        if del_.belopp:
            yield RESULTAT, del_.uppdrag, f"{p.text}, {del_.namn}", del_.belopp, p.post
    if not delas:
        yield p.mot, None, p.text, p.belopp, p.post
    yield SKULD, None, p.text, -p.belopp, p.post


def _valt(konton: Konton, galler: str, uppdrag: int | None) -> Konto | None:
    return konton.get((galler, uppdrag)) or konton.get((galler, None))


def omvanda(rader: Iterable[Orderrad], rattad: int, rattelse: int, text: str) -> list[Orderrad]:
    """The lines that take back what was ordered for one entry, on the same accounts."""
    return [Orderrad(rad.konto, text, -rad.belopp, rattelse) for rad in rader if rad.post == rattad]
