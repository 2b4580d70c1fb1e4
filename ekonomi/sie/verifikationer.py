"""The vouchers of a SIE file as they are booked: even or not, read before, or such as close the year. Pure, standard library only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ekonomi.sie.belopp import dela
from ekonomi.sie.kort import Konteringar, Nyckel, Objekt, Rad

Belopp = defaultdict[int, dict[int, int]]  # number of month and account → that of the objects → öre


@dataclass(slots=True)
class Verifikation:
    """A voucher: its line, series and number, its day ÅÅÅÅMMDD ("" when it has none), its rows."""

    rad: int
    serie: str
    nr: str
    dag: str
    rader: list[Rad] = field(default_factory=list)
    huvud: str = ""  # its line as written
    poster: Sequence[tuple[str, str, Objekt, int]] = ()  # month, account, objects, öre; only when asked for
    oppen: bool = False  # has its brace begun?

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
        self.belopp = _tom()
        self.dubbla = _tom()  # of the vouchers that had been read before
        self.sista_dagar: set[str] = set()  # the last days of the years
        self.sista: list[Verifikation] = []  # the vouchers of those days
        self._sedda: set[int] = set()

    def bokfor(self, serie: str, nr: str, rader: list[Rad]) -> tuple[int, bool]:
        """Count the rows: (what they lack to go out even, öre; has the same number been read before with the same rows?)"""
        belopp, summa, marke = self.belopp, 0, len(rader)
        for rad in rader:
            konto, lista, ore = rad
            listor = belopp[konto]
            listor[lista] = listor.get(lista, 0) + ore
            summa += ore
            marke += hash(rad)
        if not nr or not rader:
            return summa, False
        marke, sedda = hash((serie, nr, marke)), self._sedda
        if marke not in sedda:
            sedda.add(marke)
            return summa, False
        _lagg_till(self.dubbla, rader)
        return summa, True

    def bokslut(self, years: Iterable[tuple[str, str]]) -> list[Verifikation]:
        """The vouchers of a year's last day that empty its accounts: each of their accounts of the result stands at nought after it."""
        ut: list[Verifikation] = []
        for forsta, sista in years if self.sista else ():
            summor: defaultdict[str, int] = defaultdict(int)
            for nr, delar in self.belopp.items():
                manad, konto = self.konteringar.konton[nr]
                if forsta[:6] <= manad <= sista[:6] and ar_resultatkonto(konto):
                    summor[konto] += sum(delar.values())
            tomma = [ver for ver in self.sista if ver.dag == sista and (egna := self._konton(ver)) and not any(summor[k] for k in egna)]
            tomda = {konto for ver in tomma for konto in self._konton(ver)}
            if len(tomda) > 1 or tomda == summor.keys():
                ut += tomma
        return ut

    def _konton(self, ver: Verifikation) -> set[str]:
        """The accounts of the result that a voucher moves."""
        summor: defaultdict[str, int] = defaultdict(int)
        for nr, _, ore in ver.rader:
            konto = self.konteringar.konton[nr][1]
            if ar_resultatkonto(konto):
                summor[konto] += ore
        return {konto for konto, ore in summor.items() if ore}

    def saldon(self, belopp: Belopp, par: tuple[str, ...]) -> dict[Nyckel, int]:
        """Amounts by number as balances by month: each account's total, its part on each object, and on both objects of `par`."""
        konteringar, delar = self.konteringar, Konteringar()
        per_lista = [[delar.objektlista(del_) for del_ in _delar(objekt, par)] for objekt in konteringar.objekt]
        ut: dict[Nyckel, int] = {}
        for nr, listor in belopp.items():
            konto, summor = konteringar.konton[nr], defaultdict[int, int](int)
            for lista, ore in listor.items():
                for del_ in per_lista[lista]:
                    summor[del_] += ore
            ut[*konto, ()] = sum(listor.values())
            ut |= {(*konto, delar.objekt[del_]): ore for del_, ore in summor.items()}
        return ut

    def samlade(self, rader: Iterable[Rad]) -> Belopp:
        return _lagg_till(_tom(), rader)


def _tom() -> Belopp:
    return defaultdict(dict)


def _lagg_till(belopp: Belopp, rader: Iterable[Rad]) -> Belopp:
    for konto, lista, ore in rader:
        belopp[konto][lista] = belopp[konto].get(lista, 0) + ore
    return belopp


def _delar(objekt: Objekt, par: tuple[str, ...]) -> list[Objekt]:
    """The objects one by one, and both of `par` when both are there."""
    tva = tuple(ett for ett in objekt if ett[0] in par)
    return [(ett,) for ett in objekt] + ([tva] if len(tva) > 1 else [])
