"""What a reading of the accounts holds, whatever file it came from, and its sums by object. Pure: no database, amounts in öre.

An amount stands on a key: (period, account, objects). The period is a month "202203", a span "20220101-20221231" (a year's
balance) or "" (the year the file was read for); the objects are ((dimension, code), …), empty for a line without any.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from samverkan.svenska import manader

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


@dataclass(frozen=True)
class Fel:
    """Something the reader stumbled on. `tappat` when an amount on the line could not be counted."""

    rad: int
    etikett: str
    vad: str
    tappat: bool = False


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
    rakenskapsyear: tuple[str, str] | None = None  # the first and last day of the file's own year, ÅÅÅÅMMDD
    omfattar_till: str = ""
    fel: list[Fel] = field(default_factory=list)
    antal_fel: int = 0

    @property
    def totalrader(self) -> bool:
        """An account's whole amount stands on a line without objects, and parts of it again on lines with."""
        return self.kalla in {Kalla.PERIODSALDON, Kalla.VERIFIKATIONER}

    def som_json(self) -> dict[str, Any]:
        """As JSON-able data."""
        return {
            "huvud": self.huvud, "kalla": self.kalla, "dimensioner": self.dimensioner, "konton": self.konton,
            "objekt": [[*nyckel, namn] for nyckel, namn in self.objekt.items()],
            "saldon": [[*nyckel, ore] for nyckel, ore in self.saldon.items()],
            "budget": [[*nyckel, ore] for nyckel, ore in self.budget.items()],
            "rakenskapsyear": self.rakenskapsyear, "omfattar_till": self.omfattar_till,
            "fel": [[f.rad, f.etikett, f.vad, f.tappat] for f in self.fel], "antal_fel": self.antal_fel,
        }  # fmt: skip

    @classmethod
    def ur_json(cls, data: dict[str, Any]) -> Self:
        def belopp(rader: list[list[Any]]) -> dict[Nyckel, int]:
            return {(period, konto, tuple(map(tuple, objekt))): ore for period, konto, objekt, ore in rader}

        return cls(
            huvud=data["huvud"], kalla=data["kalla"], dimensioner=data["dimensioner"], konton=data["konton"],
            objekt={(dim, kod): namn for dim, kod, namn in data["objekt"]},
            saldon=belopp(data["saldon"]), budget=belopp(data["budget"]),
            rakenskapsyear=data["rakenskapsyear"] and tuple(data["rakenskapsyear"]),
            omfattar_till=data["omfattar_till"], fel=[Fel(*f) for f in data["fel"]], antal_fel=data["antal_fel"],
        )  # fmt: skip


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


@dataclass(frozen=True)
class Objektsumma:
    """The amounts of one object, öre: income negative as in the accounts, `utfall` the cost that is left. Code "" is what has no object."""

    kod: str
    namn: str
    intakter: int = 0
    kostnader: int = 0
    budget: int = 0

    @property
    def utfall(self) -> int:
        return self.intakter + self.kostnader

    @property
    def har_belopp(self) -> bool:
        return bool(self.intakter or self.kostnader or self.budget)


def inom(period: str, fran: date, till: date) -> bool:
    """Does the period belong to the year? A span must lie within it."""
    if not period:
        return True
    start, _, slut = period.partition("-")
    if slut:
        return f"{fran:%Y%m%d}" <= start and slut <= f"{till:%Y%m%d}"
    return f"{fran:%Y%m}" <= start <= f"{till:%Y%m}"


def per_objekt(avlasning: Avlasning, dimension: str, fran: date, till: date, urval: Kontourval) -> list[Objektsumma]:
    """The sums of the year by object of one dimension, and last what stands on no object of it. Only objects with amounts."""
    utfall = _fordelade(avlasning.saldon, dimension, fran, till, urval, totalrader=avlasning.totalrader)
    budget = _fordelade(avlasning.budget, dimension, fran, till, urval, totalrader=avlasning.kalla != Kalla.RADER)
    summor = []
    for kod in sorted(utfall.keys() | budget.keys(), key=lambda kod: (kod == "", kod)):
        konton = utfall.get(kod, {}).values()
        rad = Objektsumma(
            kod, _namn(avlasning, dimension, kod), sum(b for b in konton if b < 0), sum(b for b in konton if b > 0),
            sum(budget.get(kod, {}).values()),
        )  # fmt: skip
        if rad.har_belopp:
            summor.append(rad)
    return summor


def _namn(avlasning: Avlasning, dimension: str, kod: str) -> str:
    if not kod:
        return "Utan objekt"
    return avlasning.konton.get(kod, "") if dimension == KONTO else avlasning.objekt.get((dimension, kod), "")


def _fordelade(
    belopp: dict[Nyckel, int], dimension: str, fran: date, till: date, urval: Kontourval, *, totalrader: bool
) -> Mapping[str, Mapping[str, int]]:
    """{code: {account: öre}} of the lines that count."""
    konton = {konto: konto in urval for konto in {nyckel[1] for nyckel in belopp}}
    perioder = {period: inom(period, fran, till) for period in {nyckel[0] for nyckel in belopp}}
    rader = [(*nyckel, ore) for nyckel, ore in belopp.items() if perioder[nyckel[0]] and konton[nyckel[1]]]
    if dimension == KONTO:
        return {konto: {konto: ore} for konto, ore in _per_konto(rader, totalrader).items()}
    return _ur_totaler(rader, dimension) if totalrader else _ur_rader(rader, dimension)


def _per_konto(rader: list[Rad], totalrader: bool) -> dict[str, int]:
    """{account: öre}"""
    if totalrader:
        return _kontototaler(rader)
    total: defaultdict[str, int] = defaultdict(int)
    for _, konto, _, ore in rader:
        total[konto] += ore
    return total


def som_perioder(belopp: dict[Nyckel, int]) -> dict[Nyckel, int]:
    """The rows of vouchers as period balances: each account's total, and its part on each object of each dimension."""
    ut: defaultdict[Nyckel, int] = defaultdict(int)
    for (period, konto, objekt), ore in belopp.items():
        ut[period, konto, ()] += ore
        for par in objekt:
            ut[period, konto, (par,)] += ore
    return dict(ut)


def kontosummor(avlasning: Avlasning, fran: str, till: str) -> dict[str, int]:
    """What was read on each account, öre, in the months ÅÅÅÅMM from–to; every account, also one that is no number."""
    rader = [(*nyckel, ore) for nyckel, ore in avlasning.saldon.items() if fran <= nyckel[0][:6] <= till]
    return dict(_per_konto(rader, avlasning.totalrader))


def _kontototaler(rader: list[Rad]) -> dict[str, int]:
    """{account: öre}: its total lines; in a period without any, its lines in the dimension that says most of it."""
    total: defaultdict[str, int] = defaultdict(int)
    delar: defaultdict[tuple[str, str], defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    med_total = set()
    for period, konto, objekt, ore in rader:
        if objekt:
            delar[period, konto][objekt[0][0]].append(ore)
        else:
            total[konto] += ore
            med_total.add((period, konto))
    for (period, konto), per_dimension in delar.items():
        if (period, konto) not in med_total:
            total[konto] += sum(max(per_dimension.values(), key=lambda belopp: sum(map(abs, belopp))))
    return total


def _ur_rader(rader: list[Rad], dimension: str) -> dict[str, defaultdict[str, int]]:
    """Every line counts once: on its object of the dimension, or on none."""
    ut: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for _, konto, objekt, ore in rader:
        ut[dict(reversed(objekt)).get(dimension, "")][konto] += ore
    return ut


def _ur_totaler(rader: list[Rad], dimension: str) -> dict[str, defaultdict[str, int]]:
    """Object lines are parts of the account's total line: what they leave of it stands on no object.

    A line with this object alone is its whole amount; lines that name other objects too are added only where there is no such line.
    """
    ensamma: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    delade: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for period, konto, objekt, ore in rader:
        kod = dict(reversed(objekt)).get(dimension)
        if kod is not None:
            (ensamma if len(objekt) == 1 else delade)[period, konto, kod] += ore
    ut: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    rest = _kontototaler(rader)
    for (_, konto, kod), ore in (delade | ensamma).items():
        ut[kod][konto] += ore
        rest[konto] -= ore
    for konto, ore in rest.items():
        if ore:
            ut[""][konto] += ore
    return ut


def valbara_dimensioner(avlasning: Avlasning) -> list[str]:
    """Those whose number is one: a broken line may leave a whole text where the number stands."""
    return [dim for dim in avlasning.dimensioner if len(dim) <= MAX_DIMENSION]


def forslag_dimension(avlasning: Avlasning, fran: date, till: date, urval: Kontourval) -> str:
    """The dimension that takes most of the year's money; the accounts when there is none."""
    storlek = {}
    for dim in valbara_dimensioner(avlasning):
        storlek[dim] = sum(abs(s.kostnader) + abs(s.intakter) for s in per_objekt(avlasning, dim, fran, till, urval) if s.kod)
    bast = max(storlek, key=storlek.__getitem__, default="")
    return bast if bast and storlek[bast] else KONTO


def tomma_manader(avlasning: Avlasning, fran: date, till: date) -> list[tuple[int, int]]:
    """The (year, month) pairs of the year in which the file has no amount; none when its amounts have no months."""
    med = {period for period, _, _ in avlasning.saldon if len(period) == 6}
    return [par for par in manader(fran, till) if f"{par[0]}{par[1]:02}" not in med] if med else []


def galler_monster(monster: str, kod: str) -> bool:
    """Does "401*" or "401" name this object? Case makes no difference; an empty code is named by "(utan)"."""
    monster, kod = monster.strip().casefold(), (kod or "(utan)").casefold()
    return kod.startswith(monster[:-1]) if monster.endswith("*") else kod == monster


def valj_monster(monster: Iterable[str], kod: str) -> str | None:
    """The pattern that decides: the code itself, else the longest pattern. What has no object is never guessed."""
    traffar = [m for m in monster if galler_monster(m, kod) and (kod or not m.endswith("*"))]
    return max(traffar, key=lambda m: (not m.endswith("*"), len(m)), default=None)
