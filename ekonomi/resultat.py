"""The figures of the year. Pure: dataclasses in and out, whole kronor, no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from samverkan import svenska


def uppraknad(bas: int, index_procent: Decimal | str) -> int:
    """Base raised by the index: 10046000 and 2.6 → 10307196 kronor (half a krona upwards)."""
    return int((bas * (1 + Decimal(index_procent) / 100)).quantize(Decimal(1), ROUND_HALF_UP))


def is_avrundad(differens: int, avrundning: int) -> bool:
    """Is the difference (kronor) what rounding to the nearest unit takes or gives, and no more?"""
    return abs(differens) * 2 <= avrundning


def avvikelse(budget: int | None, prognos: int | None) -> int | None:
    """Kronor that the prognos leaves of the budget: a deficit is negative. None while either is unknown."""
    return None if budget is None or prognos is None else budget - prognos


def kolumnsumma(rader: Iterable[Sequence[int | None]]) -> list[int | None]:
    """The sum of each column, kronor. A row that says nothing at all is left out; a column that another row lacks has no sum."""
    sagda = [rad for rad in rader if any(varde is not None for varde in rad)]
    return [None if None in kolumn else sum(varde or 0 for varde in kolumn) for kolumn in zip(*sagda, strict=True)]


@dataclass(frozen=True)
class Resultatdel:
    """One row of the result, kronor: surplus positive, deficit negative."""

    namn: str
    belopp: int
    forklaring: str = ""
    uppdrag_id: int | None = None
    harledd: bool = False
    budget: int | None = None
    utfall: int | None = None


@dataclass(frozen=True)
class Fotning:
    """Do the rows foot to what the accounts say? `enligt` is None when the accounts' sum is not registered."""

    summa: int
    enligt: int | None

    @property
    def differens(self) -> int:
        """Kronor: what the accounts have beyond the rows."""
        return 0 if self.enligt is None else self.enligt - self.summa

    @property
    def text(self) -> str:
        if self.enligt is None:
            return "Summan enligt redovisningen är inte registrerad, så raderna är inte avstämda."
        if self.differens:
            return f"Det skiljer {svenska.kronor(abs(self.differens))} mellan raderna och redovisningen."
        return f"Raderna är tillsammans {svenska.kronor(self.summa)}, lika med summan i redovisningen."


def over_eller_under(belopp: int) -> str:
    """ "överskott" or "underskott", or "nollresultat" for neither."""
    if belopp == 0:
        return "nollresultat"
    return "överskott" if belopp > 0 else "underskott"


def tkr_eller_kronor(belopp: int) -> str:
    """In tkr; in kronor what would be told as none."""
    return svenska.tkr(belopp) if svenska.till_tkr(belopp) or not belopp else svenska.kronor(belopp)


def over_ersattningen(resultat: int | None, ersattning: int | None) -> str:
    """Of a result larger than the whole compensation, kronor: what that would mean; "" of any other, or while one is not known."""
    if resultat is None or ersattning is None or abs(resultat) <= ersattning:
        return ""
    vore = "verksamheten hade då större intäkter än kostnader" if resultat > 0 else "verksamheten kostade då mer än dubbelt så mycket"
    vad = f"{over_eller_under(resultat).capitalize()}et, {svenska.kronor(abs(resultat))}"
    return f"{vad}, är större än hela ersättningen, {svenska.kronor(ersattning)}: {vore}. Se efter att beloppet stämmer."


def skuldlage(summa: int, verb: str = "är") -> str:
    """ "Skulden till kommunerna är 6 491 tkr"; of a deficit "Underskottet är 510 tkr"."""
    return f"{'Underskottet' if summa < 0 else 'Skulden till kommunerna'} {verb} {svenska.tkr(abs(summa))}"


class MedBelopp(Protocol):
    """Anything with an amount in kronor: a row of the database, or a Resultatdel."""

    @property
    def belopp(self) -> int: ...


def fotning(poster: Iterable[MedBelopp], enligt: int | None) -> Fotning:
    return Fotning(sum(p.belopp for p in poster), enligt)


def tkr_belopp(belopp: Sequence[int]) -> list[int]:
    """Amounts (kronor) as whole tkr that foot to the rounded sum: the same numbers in text and table."""
    return svenska.avrunda_kolumn(belopp)


def tkr_delar(belopp: Sequence[int], summa: int) -> list[int]:
    """Amounts (kronor) as whole tkr that make `summa` tkr, which must be their own sum cut, or one more. Largest remainder."""
    delar = [b // 1000 for b in belopp]
    mest_forlorat = sorted(range(len(belopp)), key=lambda i: belopp[i] % 1000, reverse=True)
    for i in mest_forlorat[: summa - sum(delar)]:
        delar[i] += 1
    return delar


def i_procent(belopp: Sequence[int]) -> list[Decimal | None]:
    """Each amount's part of their sum, per cent with one decimal: together exactly a hundred. None of a sum that is not above zero."""
    summa = sum(belopp)
    if summa <= 0 or min(belopp) < 0:
        return [None] * len(belopp)
    promille = [b * 1_000_000 // summa for b in belopp]
    return [Decimal(del_).scaleb(-1) for del_ in tkr_delar(promille, 1000)]


@dataclass(frozen=True)
class Skuldrad:
    """The debt by year of origin, kronor: what is booked, and this year's result when it is not booked yet."""

    ursprung: str
    ingaende: int
    forandring: int
    okand_uppdelning: bool = False
    att_bokfora: bool = False

    @property
    def utgaende(self) -> int:
        return self.ingaende + self.forandring


def skuldrader(bokfort: Iterable[tuple[str, int, int, bool]], year: str, resultat: int) -> list[Skuldrad]:
    """Rows by origin. `bokfort` is [(origin, opening, change during the year, unknown split)].

    `resultat` is what is yet to be booked of this year's result, else 0: it stands on the year's own row.
    """
    rader = [Skuldrad(ursprung, ingaende, forandring, okand) for ursprung, ingaende, forandring, okand in bokfort]
    if not resultat:
        return rader
    egen = next((rad for rad in rader if rad.ursprung == year), Skuldrad(year, 0, 0))
    return [*(rad for rad in rader if rad != egen), replace(egen, forandring=egen.forandring + resultat, att_bokfora=True)]
