"""The vouchers of a SIE file as they are booked: even or not, read before, or such as close the year. Pure, standard library only."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from operator import itemgetter

from ekonomi.sie.belopp import dela
from ekonomi.sie.kort import Konteringar, Nyckel, Objekt, Rad

_ore = itemgetter(1)


@dataclass(slots=True)
class Verifikation:
    """A voucher: its line, series and number, its day ÅÅÅÅMMDD ("" when it has none), its rows."""

    rad: int
    serie: str
    nr: str
    dag: str
    rader: list[Rad] = field(default_factory=list)
    huvud: str = ""  # its line as written
    poster: list[tuple[str, str, Objekt, int]] = field(default_factory=list)  # month, account, objects, öre; only when asked for

    @property
    def manad(self) -> str:
        return self.dag[:6]

    @property
    def text(self) -> str:
        return next(iter(dela(self.huvud)[0][4:5]), "")

    @property
    def namn(self) -> str:
        return f"{self.serie} {self.nr}".strip()[:40]


def ar_resultatkonto(konto: str) -> bool:
    """An account of the result, but not the one that carries the year's result over (899)."""
    return "3" <= konto[:1] <= "8" and konto[:3] != "899"


class Huvudbok:
    """What the vouchers come to, month by month, and those that stand out."""

    def __init__(self) -> None:
        self.konteringar = Konteringar()
        self.belopp: defaultdict[int, int] = defaultdict(int)  # öre, by the number of the kontering
        self.dubbla: defaultdict[int, int] = defaultdict(int)  # of the vouchers that had been read before
        self.sista_dagar: set[str] = set()  # the last days of the years
        self.sista: list[Verifikation] = []  # the vouchers of those days
        self._sedda: set[int] = set()

    def for_in(self, rader: list[Rad]) -> int:
        """Count the rows; what they come to together, öre."""
        return self._for_in(rader)[0]

    def _for_in(self, rader: list[Rad]) -> tuple[int, int]:
        """(what the rows come to together, a mark that is the same for the same rows)"""
        belopp, summa, marke = self.belopp, 0, len(rader)
        for nr, ore in rader:
            belopp[nr] += ore
            summa += ore
            marke += hash((nr, ore))
        return summa, marke

    def bokfor(self, ver: Verifikation) -> tuple[int, bool]:
        """(what it lacks to go out even, öre; has the same number been read before with the same rows?)"""
        rader = ver.rader
        summa, marke = self._for_in(rader)
        if ver.dag in self.sista_dagar:
            self.sista.append(ver)
        if not ver.nr or not rader:
            return summa, False
        marke = hash((ver.serie, ver.nr, marke))
        last_forut = marke in self._sedda
        self._sedda.add(marke)
        if last_forut:
            for nr, ore in rader:
                self.dubbla[nr] += ore
        return summa, last_forut

    def bokslut(self, years: Iterable[tuple[str, str]]) -> list[Verifikation]:
        """The vouchers of a year's last day that empty its accounts: each of their accounts of the result stands at nought after it."""
        ut: list[Verifikation] = []
        for forsta, sista in years if self.sista else ():
            summor: defaultdict[str, int] = defaultdict(int)
            for nr, ore in self._totaler(self.belopp.items()).items():
                manad, konto = self.konteringar.konton[nr]
                if forsta[:6] <= manad <= sista[:6] and ar_resultatkonto(konto):
                    summor[konto] += ore
            tomma = [ver for ver in self.sista if ver.dag == sista and (egna := self._konton(ver)) and not any(summor[k] for k in egna)]
            tomda = {konto for ver in tomma for konto in self._konton(ver)}
            if len(tomda) > 1 or tomda == summor.keys():
                ut += tomma
        return ut

    def _konton(self, ver: Verifikation) -> set[str]:
        """The accounts of the result that a voucher moves."""
        summor: defaultdict[str, int] = defaultdict(int)
        for nr, ore in ver.rader:
            konto = self.konteringar.nyckel(nr)[1]
            if ar_resultatkonto(konto):
                summor[konto] += ore
        return {konto for konto, ore in summor.items() if ore}

    def _totaler(self, belopp: Iterable[Rad]) -> dict[int, int]:
        """Öre by month and account."""
        ut: defaultdict[int, int] = defaultdict(int)
        for nr, ore in belopp:
            ut[nr >> 32] += ore
        return ut

    def saldon(self, belopp: Collection[Rad], par: tuple[str, ...]) -> dict[Nyckel, int]:
        """Amounts by number as balances by month: each account's total, its part on each object, and on both objects of `par`."""
        konton, delar = self.konteringar.konton, Konteringar()
        per_lista = [[delar.objektlista(del_) for del_ in _delar(objekt, par)] for objekt in self.konteringar.objekt]
        summor: defaultdict[int, int] = defaultdict(int)
        totaler: defaultdict[int, int] = defaultdict(int)
        for nr, ore in belopp:
            konto = nr & _KONTO
            totaler[konto] += ore
            for del_ in per_lista[nr - konto]:
                summor[konto + del_] += ore
        ut: dict[Nyckel, int] = {(*konton[nr >> 32], ()): ore for nr, ore in totaler.items()}
        return ut | {(*konton[nr >> 32], delar.objekt[nr & ~_KONTO]): ore for nr, ore in summor.items()}


_KONTO = ~0xFFFFFFFF  # the part of a number that says month and account


def _delar(objekt: Objekt, par: tuple[str, ...]) -> list[Objekt]:
    """The objects one by one, and both of `par` when both are there."""
    tva = tuple(ett for ett in objekt if ett[0] in par)
    return [(ett,) for ett in objekt] + ([tva] if len(tva) > 1 else [])
