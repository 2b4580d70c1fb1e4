"""The days that one cell says: one or several, as people write them. Pure.

"3/2, 17 mars och 2 juni 2022; 2022-09-14": a day takes the month and the year that follow it when it has none of its own.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from samverkan import svenska

FORSTA, SISTA = date(1800, 1, 1), date(2200, 12, 31)
_KALKYLS_NOLL = date(1899, 12, 30)  # the day Excel counts its days from
_MANAD = "|".join([*svenska.MANADER, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "okt", "nov", "dec"])
_YEAR = r"(?:19|20)\d\d"
_VECKODAG = r"(?:(?:mån|tis|ons|tors|fre|lör|sön)(?:dag)?(?:en)?\s+)?"
_ISO = rf"(?P<iso>{_YEAR}-\d{{1,2}}-\d{{1,2}}|{_YEAR}[01]\d[0-3]\d)(?:[ T]\d\d[:.]\d\d(?:[:.]\d\d)?)?"
_I_ORD = rf"(?P<dag>\d{{1,2}})(?::e)?(?:\s*[/.]\s*(?P<nr>\d{{1,2}})|\s*(?P<ord>{_MANAD})\.?)?(?:[\s/.-]+(?P<year>{_YEAR}))?"
_DAG = re.compile(rf"{_VECKODAG}(?:den\s+)?(?:{_ISO}|{_I_ORD})", re.IGNORECASE)
_MELLAN = re.compile(r"\s*(?:[,;&]|\boch\b|\bsamt\b)\s*", re.IGNORECASE)
_STRECK = r"–|—|--|(?:(?<=^\d)|(?<=^\d\d))-(?=\d{1,2}\s)|(?<=\s)-(?=\s)"  # never the hyphen within 2022-03-14 or 3/2-2022
_TILL = re.compile(rf"\s*(?:{_STRECK}|\btill(?: och med)?\b|\bt\.?o\.?m\.?)\s*", re.IGNORECASE)


class OlasligtError(ValueError):
    """What a cell says cannot be read; the message says in Swedish why."""


@dataclass
class _Del:
    text: str
    dag: int
    manad: int | None = None
    year: int | None = None


def dagar(text: str, year: int | None = None) -> list[tuple[date, date]]:
    """[(first, last)] of each day or period, in the order written; `year` is of those that say none. OlasligtError."""
    if re.fullmatch(r"\d{5}", text):  # a date that has lost its format: the number of the day, as Excel counts
        dag = _KALKYLS_NOLL + timedelta(days=int(text))
        return [(dag, dag)]
    delar = [[_del(d) for d in _TILL.split(bit)] for bit in _MELLAN.split(text.strip(" .")) if bit.strip()]
    _fyll_i([d for par in delar for d in par], year)
    return [_period(par) for par in delar]


def dag(text: str) -> date:
    """The only day the cell says."""
    alla = dagar(text)
    if len(alla) != 1 or alla[0][0] != alla[0][1]:
        raise OlasligtError("Skriv bara en dag här.")
    return alla[0][0]


def _del(text: str) -> _Del:
    m = _DAG.fullmatch(text.strip())
    if m is None:
        raise OlasligtError(f"”{text.strip()[:40]}” är ingen dag. Skriv till exempel 2022-03-17 eller 17 mars 2022.")
    if m["iso"]:
        siffror = m["iso"].split("-") if "-" in m["iso"] else [m["iso"][:4], m["iso"][4:6], m["iso"][6:]]
        return _Del(text, int(siffror[2]), int(siffror[1]), int(siffror[0]))
    manad = int(m["nr"]) if m["nr"] else _manad(m["ord"]) if m["ord"] else None
    return _Del(text, int(m["dag"]), manad, int(m["year"]) if m["year"] else None)


def _manad(ord_: str) -> int:
    return next(n for n, namn in enumerate(svenska.MANADER, 1) if namn.startswith(ord_.lower()[:3]))


def _fyll_i(delar: list[_Del], year: int | None) -> None:
    """From the last to the first: what is not said is what the next one says."""
    manad = sagt = None
    for d in reversed(delar):
        d.manad = manad = d.manad or manad
        d.year = sagt = d.year or sagt
    for d in delar:
        d.year = d.year or year
        if d.manad is None:
            raise OlasligtError(f"”{d.text.strip()}” saknar månad.")
        if d.year is None:
            raise OlasligtError(f"”{d.text.strip()}” saknar år. Skriv året, eller fyll i kolumnen År.")


def _period(par: list[_Del]) -> tuple[date, date]:
    if len(par) > 2:
        raise OlasligtError("Skriv en period med första och sista dagen.")
    fran, till = _dag(par[0]), _dag(par[-1])
    if till < fran:
        raise OlasligtError(f"Perioden slutar före den börjar: {par[0].text.strip()} till {par[-1].text.strip()}.")
    return fran, till


def _dag(d: _Del) -> date:
    try:
        dagen = date(d.year or 0, d.manad or 0, d.dag)
    except ValueError as error:
        raise OlasligtError(f"”{d.text.strip()}” finns inte i almanackan.") from error
    if not FORSTA <= dagen <= SISTA:
        raise OlasligtError("Året ska ligga mellan 1800 och 2200.")
    return dagen
