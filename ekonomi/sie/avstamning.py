"""Is what was read of a SIE file as the file itself says? Account by account, and what is to be told of it. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ekonomi.utfall.avlasning import Avlasning, Kalla, Kontosaldo, Lasning, Rad
from ekonomi.utfall.summor import delar_mer_an_total, kontosummor, last_som
from samverkan import svenska

Egna = Mapping[tuple[str, str], int]  # (årsnr, account) → öre
LASNINGAR = (Lasning.TOTALER, Lasning.RADER, Lasning.UTAN_TOTAL)


@dataclass
class EgnaSaldon:
    """What the file itself says of its accounts: the year's result, and what the balance was and became; öre."""

    res: Egna
    ib: Egna
    ub: Egna
    lika: set[tuple[str, str]] = field(default_factory=set)  # (period, account) of lines that stand twice, alike

    def vantas(self, nr: str, konto: str) -> bool:
        """Should this account have a balance, as others of its kind have one?"""
        egna = self.ub if konto[:1] in {"1", "2"} else self.res if "3" <= konto[:1] <= "8" else {}
        return any(year == nr for year, _ in egna)

    def konton(self, nr: str) -> dict[str, int]:
        """{account: how it moved in the year}"""
        ut = {konto: ore for (year, konto), ore in self.res.items() if year == nr}
        if any(year == nr for year, _ in self.ub) and (nr == "0" or any(year == nr for year, _ in self.ib)):
            for konto in {konto for year, konto in (*self.ub, *self.ib) if year == nr} - ut.keys():
                ut[konto] = self.ub.get((nr, konto), 0) - self.ib.get((nr, konto), 0)
        return ut


def stam_av(avlasning: Avlasning, years: Mapping[str, tuple[str, str]], saldon: EgnaSaldon) -> Iterator[Kontosaldo]:
    """Each account in each year of the file that has amounts: what was read, in the way that agrees with its own balance."""
    for nr, (fran, till) in sorted(years.items(), reverse=True):
        per_konto = _per_konto(avlasning, fran, till)
        if not per_konto and nr != "0":
            continue
        egna = saldon.konton(nr)
        vantade = {klass: saldon.vantas(nr, klass) for klass in "123456789"}
        for konto in sorted(per_konto.keys() | egna.keys()):
            rader, eget = per_konto.get(konto, []), egna.get(konto)
            lasning, last = _lasning(avlasning, rader, eget)
            if last or eget:
                oklart = avlasning.kalla == Kalla.PERIODSALDON and _oklart(rader, saldon.lika)
                yield Kontosaldo(konto, fran, till, last, eget, vantade.get(konto[:1], False), oklart, lasning)


def _per_konto(avlasning: Avlasning, fran: str, till: str) -> dict[str, list[Rad]]:
    ut: defaultdict[str, list[Rad]] = defaultdict(list)
    for (period, konto, objekt), ore in avlasning.saldon.items():
        if period == f"{fran}-{till}" or (len(period) == 6 and fran[:6] <= period <= till[:6]):
            ut[konto].append((period, konto, objekt, ore))
    return ut


def _lasning(avlasning: Avlasning, rader: list[Rad], eget: int | None) -> tuple[str, int]:
    """(how the lines of an account are read, what they then come to): as its own balance says, else with totals as the standard has it."""
    if avlasning.kalla != Kalla.PERIODSALDON:
        return Lasning.TOTALER, sum(rad[3] for rad in rader if not rad[2])
    for lasning in LASNINGAR if eget is not None else ():
        if last_som(rader, lasning) == eget:
            return lasning, eget
    return Lasning.TOTALER, last_som(rader, Lasning.TOTALER)


def _oklart(rader: list[Rad], lika: set[tuple[str, str]]) -> bool:
    """Can the lines be read in two ways, with no reason to believe in the one?"""
    vanligt = last_som(rader, Lasning.TOTALER)
    return vanligt != last_som(rader, Lasning.UTAN_TOTAL) or delar_mer_an_total(rader) or any(rad[:2] in lika for rad in rader)


def skillnader(avlasning: Avlasning) -> Iterator[str]:
    """What differs in the file's own year, in sentences."""
    egna = [rad for rad in avlasning.avstamning if (rad.fran, rad.till) == avlasning.rakenskapsyear and rad.skiljer]
    if konton := [rad.konto for rad in egna if rad.eget is not None]:
        yield f"{avlasning.kalla.capitalize()} stämmer inte med filens årssaldo för konto {_nagra(konton)}."
    if konton := [rad.konto for rad in egna if rad.eget is None and rad.vantat]:
        yield f"Filen har inget eget saldo för konto {_nagra(konton)}, där det finns belopp."
    if konton := [rad.konto for rad in egna if rad.eget is None and not rad.vantat]:
        yield f"Raderna för konto {_nagra(konton)} kan läsas på mer än ett sätt, och filen har inget eget saldo som avgör."


def utan_year(avlasning: Avlasning, res: Egna, years: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """A file that has balances of a year, but does not say which."""
    if res and not years:
        vad = "räknas för det år den läses in för" if avlasning.kalla == Kalla.ARSSALDON else "kan inte jämföras med det som är läst"
        yield f"Filen säger inte vilket räkenskapsår den gäller (#RAR saknas). Dess årssaldon (#RES) {vad}."


def _nagra(konton: list[str]) -> str:
    return ", ".join(konton[:5]) + (f" och {len(konton) - 5} till" if len(konton) > 5 else "")


def utan_nummer(avlasning: Avlasning) -> Iterator[str]:
    """Accounts that are no number belong to no class: said, as nothing of them is counted."""
    for konto, ore in sorted(kontosummor(avlasning).items()):
        if not konto[:1].isdecimal():
            yield f"Kontot ”{konto}” är inget nummer och räknas inte. Där står {svenska.ore(ore)} kr."
