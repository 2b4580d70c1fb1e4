"""The debt as a table: a row for each kommun, a column for each year of origin, and what is not divided. Whole kronor."""

from dataclasses import dataclass

from ekonomi.folkmangd.nyckel import kommunparter_i
from ekonomi.skuld.bok import is_ofullstandig, saldon


@dataclass(frozen=True)
class Kommunrad:
    """One kommun's balances by origin (None where nothing is divided), and all together: None while a part of it is not divided."""

    organisation: object
    belopp: tuple
    summa: int | None

    @property
    def kant(self):
        """What is divided, kronor."""
        return sum(filter(None, self.belopp))


@dataclass(frozen=True)
class Skuldtabell:
    """Every column foots, and what is divided with what is not makes `summa`, the balance of the ledger."""

    ursprung: tuple
    rader: tuple[Kommunrad, ...]
    ofordelat: tuple
    ofordelat_summa: int
    kolumnsummor: tuple
    summa: int


def skuldtabell(avtal, lagen_nu):
    """The table of these origins."""
    per_ursprung = [saldon(lage) for lage in lagen_nu]
    ofordelat = tuple(None if lage.nyckel else s.ofordelat for lage, s in zip(lagen_nu, per_ursprung, strict=True))
    rader, okant = [], is_ofullstandig(ofordelat)
    for o in kommunparter_i(avtal):
        belopp = tuple(s.per_kommun.get(o.kod, 0) if lage.nyckel else None for lage, s in zip(lagen_nu, per_ursprung, strict=True))
        rader.append(Kommunrad(o, belopp, None if okant else sum(filter(None, belopp))))
    return Skuldtabell(
        tuple(lagen_nu), tuple(rader), ofordelat, sum(filter(None, ofordelat)), tuple(lage.saldo for lage in lagen_nu),
        sum(lage.saldo for lage in lagen_nu),
    )  # fmt: skip


@dataclass(frozen=True)
class Odelad:
    """A debt whose own year's key is not known: what each kommun has had of it for herself (as booked), and the key agreed on since."""

    ursprung: object
    enskilt: tuple  # (kommun, kronor)
    beslut: object  # None while it is not divided


def att_dela(lagen_nu, kommuner):
    """The debts that have no key of their own year."""
    return [
        Odelad(lage, tuple((o, lage.per_enskild[o.kod]) for o in kommuner if o.kod in lage.per_enskild), lage.grund and lage.grund.beslut)
        for lage in lagen_nu
        if lage.grund is None or lage.grund.beslut
    ]
