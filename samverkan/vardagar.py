"""Which days are worked: Monday to Friday, neither red nor an eve kept as one. Letters go, and last days fall, on these."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from samverkan.svenska import datum

AFTNAR = {(12, 24), (12, 31)}
VECKODAGAR = ("lördag", "söndag")


@lru_cache(maxsize=8)
def _roda(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("SE", years=year, language="sv", include_sundays=False)


def ar_vardag(dag: date) -> bool:
    """Monday to Friday, not red, not midsommarafton, julafton or nyårsafton."""
    if dag.weekday() > 4 or dag in _roda(dag.year) or (dag.month, dag.day) in AFTNAR:
        return False
    return not (dag.month == 6 and dag.weekday() == 4 and 19 <= dag.day <= 25)


def olamplig(dag: date) -> str:
    """Why few would answer on that day, as the end of a sentence: "är en söndag"; "" for an ordinary weekday."""
    if (dag.month, dag.day) >= (12, 20) or (dag.month, dag.day) <= (1, 6):
        return "ligger vid jul och nyår"
    if dag.weekday() > 4:
        return f"är en {VECKODAGAR[dag.weekday() - 5]}"
    return "" if ar_vardag(dag) else "är en röd dag eller en helgafton"


def dagvarning(dag: date) -> str:
    """What to think of when that is to be the last day to answer; "" for an ordinary weekday."""
    varfor = olamplig(dag)
    return f"Sista dagen, {datum(dag)}, {varfor}. Välj gärna en vanlig vardag." if varfor else ""


def senaste_vardag(dag: date) -> date:
    """The day itself, or the last weekday before it: a reminder that falls on a red day goes out earlier, never later."""
    while not ar_vardag(dag):
        dag -= timedelta(days=1)
    return dag


def nasta_vardag(dag: date) -> date:
    """The day itself, or the first weekday after it."""
    while not ar_vardag(dag):
        dag += timedelta(days=1)
    return dag
