"""The days of a monthly series, by one of two rules. Pure: numbers and dates in, dates out."""

import calendar
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from samverkan.svenska import manader

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
        """The day that month. A day the month lacks is its last; a week-end by the first rule is the Monday after."""
        langd = calendar.monthrange(year, month)[1]
        if self.dag is not None and self.veckodag is None:
            return _vardag(date(year, month, min(self.dag, langd)))
        alla = [n for n in range(1, langd + 1) if date(year, month, n).weekday() == self.veckodag]
        return date(year, month, alla[-1] if self.vilken == SISTA else alla[self.vilken - 1])


def seriedagar(regel: Manadsregel, fran: date, till: date, undantag: Container[int] = ()) -> list[date]:
    """The days from and including `fran` to and including `till`; no series day falls outside its own month."""
    dagar = [regel.dagen(year, month) for year, month in manader(fran, till) if month not in undantag]
    return [dag for dag in dagar if fran <= dag <= till]


def _vardag(dag: date) -> date:
    """The same day, or the Monday after a week-end; the Friday before where Monday is in the next month."""
    if dag.weekday() < 5:
        return dag
    mandag = dag + timedelta(days=7 - dag.weekday())
    return mandag if mandag.month == dag.month else dag - timedelta(days=dag.weekday() - 4)
