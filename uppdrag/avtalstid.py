"""Time in an agreement, as pure functions: where it stands, what is unknown between versions, which days moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

DAG = timedelta(days=1)
Period = tuple[date | None, date | None]


class Tidsatt(Protocol):
    """What stands from a day to a day, where they are known."""

    fran: date | None
    till: date | None


Version = TypeVar("Version", bound=Tidsatt)


@dataclass(frozen=True)
class Lucka:
    """A time between two versions of which nothing is known. Without `fran` the former's end is unknown too."""

    fran: date | None
    till: date

    @property
    def nasta(self) -> date:
        """The day of which something is known again."""
        return self.till + DAG


def med_luckor(versioner: Iterable[Version]) -> list[Version | Lucka]:
    """The versions in order of time, with a Lucka wherever it is not known what held until the next began."""
    rader: list[Version | Lucka] = []
    forra: Version | None = None
    for version in sorted(versioner, key=lambda v: v.fran or date.min):
        if forra is not None and version.fran and (forra.till is None or version.fran > forra.till + DAG):
            rader.append(Lucka(forra.till and forra.till + DAG, version.fran - DAG))
        rader.append(version)
        forra = version
    return rader


def lage(fran: date | None, till: date | None, uppsagt: bool, idag: date) -> tuple[str, str]:
    """Where an agreement stands today: the chip's value and its word."""
    if till is None and fran is None:
        return "okant", "Tiden okänd"
    if till and till < idag:
        return "avslutat", "Avslutat"
    if fran and fran > idag:
        return "kommande", "Kommande"
    return ("uppsagt", "Uppsagt") if uppsagt else ("galler", "Gäller")


def andrade_dagar(fore: Period | None, efter: Period | None) -> list[tuple[date, date]]:
    """The periods (from, to) that two versions of a period do not share. None: no period."""
    periods = [_slut(p) for p in (fore, efter) if p is not None]
    if len(periods) < 2 or periods[0][1] < periods[1][0] or periods[1][1] < periods[0][0]:
        return periods
    (f1, t1), (f2, t2) = periods
    candidates = []
    if f1 != f2:
        candidates.append((min(f1, f2), max(f1, f2) - DAG))
    if t1 != t2:
        candidates.append((min(t1, t2) + DAG, max(t1, t2)))
    return candidates


def _slut(period: Period) -> tuple[date, date]:
    fran, till = period
    return fran or date.min, till or date.max
