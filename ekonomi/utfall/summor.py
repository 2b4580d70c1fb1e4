"""The sums of a reading: by object, by account, and how the lines of an account are read together. Pure: no database, amounts in öre."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import combinations, permutations

from ekonomi.utfall.avlasning import KONTO, MAX_DIMENSION, OCH, UTAN, Avlasning, Kalla, Kontourval, Lasning, Nyckel, Objekt, Rad
from samverkan import svenska

Summor = defaultdict[str, defaultdict[str, int]]  # {code: {account: öre}}
Dimensioner = tuple[str, ...]  # one, or two at once


@dataclass(frozen=True)
class Objektsumma:
    """The amounts of one object, öre: income negative as in the accounts, `utfall` the cost that is left. Code "" is what has no object.

    `budget` is None where the file says none.
    """

    kod: str
    namn: str
    intakter: int = 0
    kostnader: int = 0
    budget: int | None = None
    konton: Mapping[str, int] = field(default_factory=dict, compare=False)

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
    """The sums of the year by object of one dimension ("1") or of two ("1+6"), and last what has no object. Only objects with amounts."""
    utfall = _fordelade(avlasning, avlasning.saldon, dimension, fran, till, urval, radvis=not avlasning.totalrader)
    budget = _fordelade(avlasning, avlasning.budget, dimension, fran, till, urval, radvis=avlasning.kalla == Kalla.RADER)
    summor = []
    for kod in sorted(utfall.keys() | budget.keys(), key=lambda kod: (kod == "", kod)):
        konton = utfall.get(kod, {})
        rad = Objektsumma(
            kod, _namn(avlasning, dimension, kod), sum(b for b in konton.values() if b < 0), sum(b for b in konton.values() if b > 0),
            sum(budget[kod].values()) if kod in budget else None, {konto: ore for konto, ore in konton.items() if ore},
        )  # fmt: skip
        if rad.har_belopp:
            summor.append(rad)
    return summor


def _namn(avlasning: Avlasning, dimension: str, kod: str) -> str:
    if not kod:
        return "Utan objekt"
    if dimension == KONTO:
        return avlasning.konton.get(kod, "")
    par = zip(dimension.split("+"), kod.split(OCH, 1) if "+" in dimension else [kod], strict=False)
    return ", ".join(filter(None, (avlasning.objekt.get((dim, del_), "") for dim, del_ in par)))


def _fordelade(
    avlasning: Avlasning, belopp: dict[Nyckel, int], dimension: str, fran: date, till: date, urval: Kontourval, *, radvis: bool
) -> Mapping[str, Mapping[str, int]]:
    """{code: {account: öre}} of the lines that count."""
    konton = {konto: konto in urval for konto in {nyckel[1] for nyckel in belopp}}
    perioder = {period: inom(period, fran, till) for period in {nyckel[0] for nyckel in belopp}}
    rader = [(*nyckel, ore) for nyckel, ore in belopp.items() if perioder[nyckel[0]] and konton[nyckel[1]]]
    egna, i_totaler = (rader, []) if radvis else _isar(rader, avlasning)
    if dimension == KONTO:
        return {konto: {konto: ore} for konto, ore in _kontosummor(egna, i_totaler).items()}
    dimensioner = tuple(dimension.split("+"))
    ut = _ur_totaler(i_totaler, dimensioner, exakt=avlasning.kalla == Kalla.VERIFIKATIONER)
    for _, konto, objekt, ore in egna:
        ut[kod_for(objekt, dimensioner)][konto] += ore
    return ut


def _isar(rader: list[Rad], avlasning: Avlasning) -> tuple[list[Rad], list[Rad]]:
    """(lines that each count once, lines of accounts that have totals), as each account was found to be read."""
    avvikande: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for saldo in avlasning.avstamning:
        if saldo.lasning != Lasning.TOTALER:
            avvikande[saldo.konto].append((saldo.fran[:6], saldo.till[:6], saldo.lasning))
    med_total = {rad[:2] for rad in rader if not rad[2]}
    egna: list[Rad] = []
    i_totaler: list[Rad] = []
    for rad in rader:
        lasning = next((satt for fran, till, satt in avvikande.get(rad[1], ()) if fran <= rad[0][:6] <= till), Lasning.TOTALER)
        (egna if _raknas_en_gang(rad, lasning, med_total) else i_totaler).append(rad)
    return egna, i_totaler


def _raknas_en_gang(rad: Rad, lasning: str, med_total: set[tuple[str, str]]) -> bool:
    return lasning == Lasning.RADER or (lasning == Lasning.UTAN_TOTAL and rad[:2] not in med_total)


def _kontosummor(egna: Iterable[Rad], i_totaler: list[Rad]) -> dict[str, int]:
    """{account: öre}"""
    total = _kontototaler(i_totaler)
    for _, konto, _, ore in egna:
        total[konto] += ore
    return total


def kontosummor(avlasning: Avlasning, fran: str = "", till: str = "~") -> dict[str, int]:
    """What was read on each account, öre, in the months ÅÅÅÅMM from–to; every account, also one that is no number."""
    rader = [(*nyckel, ore) for nyckel, ore in avlasning.saldon.items() if fran <= nyckel[0][:6] <= till]
    return dict(_kontosummor(*(_isar(rader, avlasning) if avlasning.totalrader else (rader, []))))


def last_som(rader: list[Rad], lasning: str) -> int:
    """The sum of one account's lines, öre, read in this way."""
    med_total = {rad[:2] for rad in rader if not rad[2]}
    egna = [rad for rad in rader if _raknas_en_gang(rad, lasning, med_total)]
    return sum(_kontosummor(egna, [rad for rad in rader if not _raknas_en_gang(rad, lasning, med_total)]).values())


def delar_mer_an_total(rader: list[Rad]) -> bool:
    """Do the parts of one account come to more than its own total some month, so that they can hardly be parts of it?"""
    totaler: defaultdict[str, int] = defaultdict(int)
    delar: defaultdict[tuple[str, str], int] = defaultdict(int)
    for period, _, objekt, ore in rader:
        if len(objekt) == 1:
            delar[period, objekt[0][0]] += ore
        elif not objekt:
            totaler[period] += ore
    return any(period in totaler and abs(ore) > abs(totaler[period]) for (period, _), ore in delar.items())


def _kontototaler(rader: list[Rad]) -> defaultdict[str, int]:
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


def kod_for(objekt: Objekt, dimensioner: Dimensioner) -> str:
    """The code of a line in one dimension, or in two: "401 + P1"; "" when it has none."""
    koder = dict(reversed(objekt))
    funna = [koder.get(dim, "") for dim in dimensioner]
    return OCH.join(kod or UTAN for kod in funna) if any(funna) else ""


def _ur_totaler(rader: list[Rad], dimensioner: Dimensioner, *, exakt: bool = False) -> Summor:
    """Object lines are parts of the account's total line: what they leave of it stands on no object.

    Of two dimensions, lines that name both are parts of what the first has; what they leave of it has no object in the second.
    When the lines are `exakt` (summed of vouchers) what they leave of the second has no object in the first.
    """
    delar = _delar(rader, dimensioner)
    ut: Summor = defaultdict(lambda: defaultdict(int))
    if len(dimensioner) == 1:
        rest = {"": _kontototaler(rader)}
    else:
        rest = {kod and f"{kod}{OCH}{UTAN}": konton for kod, konton in _ur_totaler(rader, dimensioner[:1]).items()}
    for (_, konto, koder), ore in delar.items():
        ut[OCH.join(koder)][konto] += ore
        fran = f"{koder[0]}{OCH}{UTAN}" if len(koder) > 1 else ""
        rest[fran][konto] -= ore
    if exakt and len(dimensioner) > 1:
        _flytta_andra(rader, dimensioner[1], delar, rest)
    for kod, konton in rest.items():
        for konto, ore in konton.items():
            if ore:
                ut[kod][konto] += ore
    return ut


def _flytta_andra(
    rader: list[Rad], dimension: str, delar: Mapping[tuple[str, str, Dimensioner], int], rest: dict[str, defaultdict[str, int]]
) -> None:
    """From what has no object: what stands on the second dimension alone."""
    ensamma: Summor = defaultdict(lambda: defaultdict(int))
    for kod, konton in _ur_totaler(rader, (dimension,)).items():
        for konto, ore in konton.items() if kod else ():
            ensamma[kod][konto] += ore
    for (_, konto, koder), ore in delar.items():
        ensamma[koder[1]][konto] -= ore
    for kod, konton in ensamma.items():
        for konto, ore in konton.items():
            if ore:
                rest.setdefault(f"{UTAN}{OCH}{kod}", defaultdict(int))[konto] += ore
                rest.setdefault("", defaultdict(int))[konto] -= ore


def _delar(rader: list[Rad], dimensioner: Dimensioner) -> dict[tuple[str, str, Dimensioner], int]:
    """{(period, account, codes): öre} of the lines that name every one of the dimensions.

    A line with these objects alone is their whole amount; lines that name others too are added only where there is no such line.
    """
    ensamma: defaultdict[tuple[str, str, Dimensioner], int] = defaultdict(int)
    delade: defaultdict[tuple[str, str, Dimensioner], int] = defaultdict(int)
    for period, konto, objekt, ore in rader:
        koder = dict(reversed(objekt))
        if all(dim in koder for dim in dimensioner):
            nyckel = period, konto, tuple(koder[dim] for dim in dimensioner)
            (ensamma if len(objekt) == len(dimensioner) else delade)[nyckel] += ore
    return delade | ensamma


def dela_i_procent(ore: int, procent: list[Decimal]) -> list[int]:
    """An amount in parts of per cent (two decimals at most) that foot to the öre: largest remainder, the first of equals."""
    return svenska.avrunda_kolumn([ore * int(p * 100) for p in procent], 10_000)


def konton_av_storlek(konton: Mapping[str, int], belopp: int) -> list[tuple[str, int]]:
    """[(beginning, öre)]: an account, or else accounts that begin alike, whose sum is `belopp` give or take five per cent."""
    ut: list[tuple[str, int]] = []
    for langd in (max(map(len, konton), default=0), 3, 2):
        grupper: defaultdict[str, int] = defaultdict(int)
        for konto, ore in konton.items():
            grupper[konto[:langd]] += ore
        ut += [(b, ore) for b, ore in sorted(grupper.items()) if belopp and abs(ore - belopp) * 20 <= abs(belopp)]
        if ut:
            break
    return ut


def valbara_dimensioner(avlasning: Avlasning) -> list[str]:
    """Those whose number is one: a broken line may leave a whole text where the number stands."""
    return [dim for dim in avlasning.dimensioner if len(dim) <= MAX_DIMENSION]


def valbara_par(avlasning: Avlasning) -> list[str]:
    """Two dimensions at once, "1+6": those that stand together on some line, or beside each other where every line counts once."""
    valbara = valbara_dimensioner(avlasning)
    ihop: set[tuple[str, ...]] = set()
    for objekt in {objekt for _, _, objekt in avlasning.saldon}:
        med = [dim for dim in valbara if dim in dict(objekt)]
        ihop |= set(permutations(med, 2))
    if avlasning.kalla == Kalla.VERIFIKATIONER or any(saldo.lasning == Lasning.RADER for saldo in avlasning.avstamning):
        anvanda = {dim for _, _, objekt in avlasning.saldon for dim, _ in objekt}
        ihop |= set(permutations(anvanda, 2))
    par = [f"{a}+{b}" for a, b in combinations(valbara, 2) if (a, b) in ihop]
    return [dim for dim in par if len(dim) <= MAX_DIMENSION]


def forslag_dimension(avlasning: Avlasning, fran: date, till: date, urval: Kontourval) -> str:
    """The dimension that takes most of the year's money; the accounts when there is none."""
    storlek = {}
    for dim in valbara_dimensioner(avlasning):
        storlek[dim] = sum(s.kostnader - s.intakter for s in per_objekt(avlasning, dim, fran, till, urval) if s.kod)
    bast = max(storlek, key=storlek.__getitem__, default="")
    return bast if bast and storlek[bast] else KONTO


def tomma_manader(avlasning: Avlasning, fran: date, till: date) -> list[tuple[int, int]]:
    """The (year, month) pairs of the year in which the file has no amount; none when its amounts have no months."""
    med = {period for period, _, _ in avlasning.saldon if len(period) == 6}
    return [par for par in svenska.manader(fran, till) if f"{par[0]}{par[1]:02}" not in med] if med else []
