"""The days of a monthly series, by one of two rules. Pure: numbers and dates in, dates out."""

import calendar
from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from samverkan.svenska import manader
from samverkan.vardagar import nasta_vardag, senaste_vardag

VECKODAGAR = ("måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen")
VILKEN = ("första", "andra", "tredje", "fjärde", "sista")
SISTA = len(VILKEN)


@dataclass(frozen=True)
class Manadsregel:
    """A day of the month (`dag`, 1–31), or the first … the last of a weekday (`veckodag`, 0 is Monday)."""

    dag: int | None = None
    veckodag: int | None = None
    vilken: int = 1  # 1 to 4, and SISTA

    def dagen(self, year: int, month: int) -> date:
        """The day that month. A day the month lacks is its last; a week-end, a red day or an eve is the next working day."""
        langd = calendar.monthrange(year, month)[1]
        if self.dag is not None and self.veckodag is None:
            return _vardag(date(year, month, min(self.dag, langd)))
        alla = [n for n in range(1, langd + 1) if date(year, month, n).weekday() == self.veckodag]
        return _vardag(date(year, month, alla[-1] if self.vilken == SISTA else alla[self.vilken - 1]))


def seriedagar(regel: Manadsregel, fran: date, till: date, undantag: Container[int] = ()) -> list[date]:
    """The days from and including `fran` to and including `till`; no series day falls outside its own month."""
    dagar = [regel.dagen(year, month) for year, month in manader(fran, till) if month not in undantag]
    return [dag for dag in dagar if fran <= dag <= till]


def _vardag(dag: date) -> date:
    """The same day, or the next working day; the one before where the next is in another month."""
    nasta = nasta_vardag(dag)
    return nasta if nasta.month == dag.month else senaste_vardag(dag)
