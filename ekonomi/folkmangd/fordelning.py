"""A sum split between parties by population: whole kronor, largest remainder. Pure: no database.

Every share is the exact one cut to whole kronor, or one krona more: the kronor that are left go to the largest remainders,
a tie to the larger population, then to the lower code. So the shares always sum to the krona, and none is a whole krona
from the exact share. A party that joined or left during the year weighs by its days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from samverkan.svenska import MINUS, tusental


@dataclass(frozen=True)
class Andel:
    """A party: its code (kommunkod), name and population, and how many of the year's days it was party."""

    kod: str
    namn: str
    folkmangd: int
    dagar: int = 1
    av_dagar: int = 1

    @property
    def vikt(self) -> Fraction:
        return Fraction(self.folkmangd * self.dagar, self.av_dagar)


@dataclass(frozen=True)
class Fordelningsrad:
    """The working of one share: the exact share, cut to whole kronor, and whether it got one of the kronor left."""

    andel: Andel
    exakt: Fraction
    hela: int
    extra: bool

    @property
    def belopp(self) -> int:
        """Kronor."""
        return self.hela + self.extra

    @property
    def exakt_text(self) -> str:
        """The exact share with three decimals, as the working prints it."""
        tusendelar = round(abs(self.exakt) * 1000)
        tecken = MINUS if self.exakt < 0 else ""
        return f"{tecken}{tusental(tusendelar // 1000)},{tusendelar % 1000:03}"


def fordela(belopp: int, andelar: Sequence[Andel]) -> list[Fordelningsrad]:
    """Split `belopp` (whole kronor, also negative: a deficit) in the order the parties are given.

    ValueError when nobody weighs anything and there is something to split, when a party stands twice, or weighs below zero.
    """
    if len({a.kod for a in andelar}) < len(andelar):
        raise ValueError("A party stands twice in the split.")
    if any(a.vikt < 0 for a in andelar):
        raise ValueError("A population or a number of days is below zero.")
    summa = sum((a.vikt for a in andelar), Fraction(0))
    if not summa:
        if belopp:
            raise ValueError("Nobody has a population to split by.")
        return [Fordelningsrad(a, Fraction(0), 0, False) for a in andelar]
    exakta = [abs(belopp) * a.vikt / summa for a in andelar]
    hela = [int(e) for e in exakta]
    ordning = sorted(range(len(andelar)), key=lambda i: (-(exakta[i] - hela[i]), -andelar[i].vikt, andelar[i].kod))
    extra = set(ordning[: abs(belopp) - sum(hela)])
    if belopp < 0:
        return [Fordelningsrad(a, -e, -h - (i in extra), False) for i, (a, e, h) in enumerate(zip(andelar, exakta, hela, strict=True))]
    return [Fordelningsrad(a, e, h, i in extra) for i, (a, e, h) in enumerate(zip(andelar, exakta, hela, strict=True))]


def dagar_som_part(fran: date | None, till: date | None, year_fran: date, year_till: date) -> tuple[int, int]:
    """(days as party within the year, days of the year), both ends counted; an open end reaches as far as the year."""
    borjar, slutar = max(fran or year_fran, year_fran), min(till or year_till, year_till)
    return max(0, (slutar - borjar).days + 1), (year_till - year_fran).days + 1
