"""What a reading of the accounts holds, whatever file it came from, and its sums by object. Pure: no database, amounts in öre.

An amount stands on a key: (period, account, objects). The period is a month "202203", a span "20220101-20221231" (a year's
balance) or "" (the year the file was read for); the objects are ((dimension, code), …), empty for a line without any.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, replace
from typing import Any, Self

KONTO = "konto"  # the accounts themselves as a dimension, for files that have none
MAX_DIMENSION = 20  # letters
Objekt = tuple[tuple[str, str], ...]  # ((dimension, code), …)
Nyckel = tuple[str, str, Objekt]
Rad = tuple[str, str, Objekt, int]  # period, account, objects, öre


class Kalla:
    """Where the amounts were taken: never from two of them at once."""

    VERIFIKATIONER = "verifikationer"
    PERIODSALDON = "periodsaldon"
    ARSSALDON = "årssaldon"
    RADER = "rader"


class Felslag:
    """Kinds of remarks that are never cut short, as each of them may be money. Others are named by their own sentence."""

    OBALANS = "Verifikationen går inte jämnt ut"
    DUBBEL = "Verifikationen står två gånger med samma rader"
    BOKSLUT = "Verifikationen tömmer resultatkonton vid årets slut"
    LIKA = "Samma saldo står på två lika rader"


@dataclass(frozen=True)
class Fel:
    """Something the reader stumbled on. `tappat` when an amount on the line could not be counted; `sort` is what kind it is of."""

    rad: int
    etikett: str
    vad: str
    tappat: bool = False
    sort: str = ""

    @property
    def viktigt(self) -> bool:
        """Is it about the whole file, a sum that is missing, or a voucher that stands out?"""
        return self.tappat or not self.rad or self.sort in {Felslag.OBALANS, Felslag.DUBBEL, Felslag.BOKSLUT, Felslag.LIKA}


@dataclass(frozen=True)
class Felgrupp:
    """The remarks of one kind: how many there are, and those that are kept."""

    sort: str
    antal: int
    fel: list[Fel]

    @property
    def tappat(self) -> bool:
        return any(f.tappat for f in self.fel)

    @property
    def fler(self) -> int:
        return self.antal - len(self.fel)


class Lasning:
    """How the lines of an account are read: which of them are parts of another."""

    TOTALER = "totaler"  # a line without objects is the whole amount, those with objects are parts of it
    RADER = "rader"  # every line counts once
    UTAN_TOTAL = "utan total"  # as totals, but where there is none every line counts once


@dataclass(frozen=True)
class Kontosaldo:
    """An account in one of the file's years: what was read, öre, and the file's own balance (None: the file says none)."""

    konto: str
    fran: str  # ÅÅÅÅMMDD
    till: str
    last: int
    eget: int | None = None
    vantat: bool = False  # the file has balances of this kind, so this account should have one
    oklart: bool = False  # its lines can be read in two ways, and the file does not say which
    lasning: str = Lasning.TOTALER

    @property
    def skillnad(self) -> int:
        """What was read beyond the file's own balance, öre; nothing when there is none to hold it against."""
        return self.last - (self.eget or 0) if self.eget is not None or self.vantat else 0

    @property
    def skiljer(self) -> bool:
        return bool(self.skillnad) or (self.oklart and self.eget is None)


@dataclass
class Avlasning:
    """A file as read. `saldon` are the amounts that count (debit positive), `budget` the budgeted ones, both in öre."""

    huvud: dict[str, str] = field(default_factory=dict)
    kalla: str = Kalla.RADER
    dimensioner: dict[str, str] = field(default_factory=dict)
    objekt: dict[tuple[str, str], str] = field(default_factory=dict)
    konton: dict[str, str] = field(default_factory=dict)
    saldon: dict[Nyckel, int] = field(default_factory=dict)
    budget: dict[Nyckel, int] = field(default_factory=dict)
    dubbla: dict[Nyckel, int] = field(default_factory=dict)  # of `saldon`: vouchers that stand twice
    bokslut: dict[Nyckel, int] = field(default_factory=dict)  # of `saldon`: vouchers that empty the accounts
    avstamning: list[Kontosaldo] = field(default_factory=list)
    rakenskapsyear: tuple[str, str] | None = None  # the first and last day of the file's own year, ÅÅÅÅMMDD
    omfattar_till: str = ""
    fel: list[Fel] = field(default_factory=list)
    antal: dict[str, int] = field(default_factory=dict)  # kind of remark → how many, also those that are not kept

    @property
    def totalrader(self) -> bool:
        """An account's whole amount stands on a line without objects, and parts of it again on lines with."""
        return self.kalla in {Kalla.PERIODSALDON, Kalla.VERIFIKATIONER}

    @property
    def antal_fel(self) -> int:
        return sum(self.antal.values())

    @property
    def anmarkningar(self) -> list[Felgrupp]:
        """The remarks by kind: first what may be money, then the most common."""
        per_sort: dict[str, list[Fel]] = {}
        for fel in self.fel:
            per_sort.setdefault(fel.sort, []).append(fel)
        rader = [Felgrupp(sort, self.antal[sort], fel) for sort, fel in per_sort.items()]
        return sorted(rader, key=lambda a: (not any(f.viktigt for f in a.fel), -a.antal))

    def utan(self, *, dubbla: bool, bokslut: bool) -> Self:
        """The same without the second of each voucher that stands twice, and without those that empty the accounts."""
        bort: defaultdict[Nyckel, int] = defaultdict(int)
        for belopp in (self.dubbla if dubbla else {}, self.bokslut if bokslut else {}):
            for nyckel, ore in belopp.items():
                bort[nyckel] += ore
        if not bort:
            return self
        saldon = {nyckel: ore - bort.get(nyckel, 0) for nyckel, ore in self.saldon.items()}
        return replace(self, saldon=saldon, avstamning=[_utan(rad, bort) for rad in self.avstamning])

    def som_json(self) -> dict[str, Any]:
        """As JSON-able data."""
        belopp = {namn: [[*nyckel, ore] for nyckel, ore in getattr(self, namn).items()] for namn in _BELOPP}
        return belopp | {
            "huvud": self.huvud, "kalla": self.kalla, "dimensioner": self.dimensioner, "konton": self.konton,
            "objekt": [[*nyckel, namn] for nyckel, namn in self.objekt.items()],
            "avstamning": [list(astuple(rad)) for rad in self.avstamning],
            "rakenskapsyear": self.rakenskapsyear, "omfattar_till": self.omfattar_till,
            "fel": [list(astuple(f)) for f in self.fel], "antal": self.antal,
        }  # fmt: skip

    @classmethod
    def ur_json(cls, data: dict[str, Any]) -> Self:
        def belopp(rader: list[list[Any]]) -> dict[Nyckel, int]:
            return {(period, konto, tuple(map(tuple, objekt))): ore for period, konto, objekt, ore in rader}

        return cls(
            huvud=data["huvud"], kalla=data["kalla"], dimensioner=data["dimensioner"], konton=data["konton"],
            objekt={(dim, kod): namn for dim, kod, namn in data["objekt"]},
            avstamning=[Kontosaldo(*rad) for rad in data["avstamning"]],
            rakenskapsyear=data["rakenskapsyear"] and tuple(data["rakenskapsyear"]),
            omfattar_till=data["omfattar_till"], fel=[Fel(*f) for f in data["fel"]], antal=data["antal"],
            **{namn: belopp(data[namn]) for namn in _BELOPP},
        )  # fmt: skip


_BELOPP = ("saldon", "budget", "dubbla", "bokslut")


def _utan(rad: Kontosaldo, bort: Mapping[Nyckel, int]) -> Kontosaldo:
    av = sum(
        ore for (period, konto, objekt), ore in bort.items() if konto == rad.konto and not objekt and rad.fran[:6] <= period <= rad.till[:6]
    )
    return replace(rad, last=rad.last - av) if av else rad


@dataclass(frozen=True)
class Kontourval:
    """Which accounts are counted: "3-8" is every account that begins with 3 to 8, "4010" or "401*" those that begin so."""

    raknas: str = "3-8"
    utom: str = "899"

    def __contains__(self, konto: str) -> bool:
        return not konto or (_traffas(konto, self.raknas) and not _traffas(konto, self.utom))


_DEL = re.compile(r"(\d+)\*?(?:\s*[-–]\s*(\d+)\*?)?")


def kontodelar(text: str) -> list[tuple[str, str]]:
    """ "3-8, 4010" → [("3", "8"), ("4010", "4010")]. ValueError, with the part that is not understood, for anything else."""
    delar = []
    for bit in filter(None, (d.strip() for d in text.replace(";", ",").split(","))):
        m = _DEL.fullmatch(bit)
        if not m or (m[2] and len(m[1]) != len(m[2])):
            raise ValueError(bit)
        delar.append((m[1], m[2] or m[1]))
    return delar


def _traffas(konto: str, text: str) -> bool:
    return any(fran <= konto[: len(fran)] <= till for fran, till in kontodelar(text))


UTAN = "(utan)"  # the code of what has no object
OCH = " + "  # between the two codes when the file is read by two dimensions at once


def galler_monster(monster: str, kod: str) -> bool:
    """Does "401*" or "401" name this object? Case makes no difference; an empty code is named by "(utan)".

    Of two dimensions at once each is named for itself: "401 + *" or "* + P1".
    """
    monster, kod = monster.strip().casefold(), (kod or UTAN).casefold()
    if OCH in monster and OCH in kod:
        return all(map(_galler, monster.split(OCH, 1), kod.split(OCH, 1)))
    return _galler(monster, kod)


def _galler(monster: str, kod: str) -> bool:
    return kod.startswith(monster[:-1]) if monster.endswith("*") else kod == monster


def valj_monster(monster: Iterable[str], kod: str) -> str | None:
    """The pattern that decides: the code itself, else the nearest pattern. What has no object is never guessed.

    Of two dimensions a whole code goes before a beginning, and the second dimension before the first.
    """
    traffar = [m for m in monster if galler_monster(m, kod) and (kod or not m.endswith("*"))]
    return max(traffar, key=_narhet, default=None)


def _narhet(monster: str) -> tuple[bool, bool, int]:
    return "*" not in monster, not monster.endswith("*"), len(monster)
