"""Days, months and periods as running text has them."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

T = TypeVar("T")
Tid = tuple[int, int, int]

MANADER = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def manad(nummer: int) -> str:
    """1 → "januari". ValueError for what is no month."""
    if not 1 <= nummer <= 12:
        raise ValueError(f"Det finns ingen månad {nummer}.")
    return MANADER[nummer - 1]


def datum(dag: date) -> str:
    """26 januari 2023."""
    return f"{dag_och_manad(dag)} {dag.year}"


def dag_och_manad(dag: date, nu: date | None = None) -> str:
    """31 mars; with its year when that is another than the year of `nu`."""
    return f"{dag.day} {manad(dag.month)}" if nu is None or dag.year == nu.year else datum(dag)


def period(fran: date, till: date) -> str:
    """Both days included: "12–14 september 2022". Month and year are said once when they can be.

    ValueError when it ends before it begins.
    """
    if till < fran:
        raise ValueError(f"Perioden slutar {till}, före sin början {fran}.")
    if fran == till:
        return datum(fran)
    if fran.year != till.year:
        return f"{datum(fran)}–{datum(till)}"
    if fran.month != till.month:
        return f"{dag_och_manad(fran)}–{datum(till)}"
    return f"{fran.day}–{datum(till)}"


def tidpunkt(dag: date | None, i_ord: str = "") -> str:
    """When, as running text has it: "den 26 januari 2023"; of words "i juni 2018", "hösten 2021"."""
    if dag:
        return f"den {datum(dag)}"
    return f"i {i_ord}" if i_ord[:1].islower() and not i_ord.startswith(("i ", "under ", *ARSTIDER)) else i_ord


ARSTIDER = ("våren", "sommaren", "hösten", "vintern")
# Where in a year its words begin, as far as rows are put in order by them.
BORJAR = {namn: nummer for nummer, namn in enumerate(MANADER, 1)} | {"början": 1, "våren": 3, "sommaren": 6, "hösten": 9, "slutet": 12}


def tid(dag: date | None, i_ord: str = "") -> Tid | None:
    """The day as (year, month, day), or what its words tell of it, with 0 for what they do not: "juni 2018" is (2018, 6, 0).

    None when the words name no year, or several.
    """
    if dag:
        return dag.year, dag.month, dag.day
    namnda = {int(tal) for tal in re.findall(r"\b(?:19|20)\d\d\b", i_ord)}
    borjar = [BORJAR[ord_] for ord_ in re.findall(r"\w+", i_ord.lower()) if ord_ in BORJAR]
    return (namnda.pop(), borjar[-1] if borjar else 0, 0) if len(namnda) == 1 else None


def i_tid(rader: Iterable[T], nar: Callable[[T], Tid | None], *, senast_forst: bool = False) -> list[T]:
    """The rows in the order of their time as far as it is known, else in the order they came; last those of which nothing is known."""
    alla = [(nar(rad), rad) for rad in rader]
    kanda = sorted(((nar_, rad) for nar_, rad in alla if nar_), key=lambda par: par[0], reverse=senast_forst)
    return [rad for _, rad in kanda] + [rad for nar_, rad in alla if not nar_]


def manader(fran: date, till: date) -> Iterator[tuple[int, int]]:
    """The (year, month) pairs that a period touches, in order."""
    for i in range(fran.year * 12 + fran.month - 1, till.year * 12 + till.month):
        yield i // 12, i % 12 + 1


def tomma_manader(dagar: Iterable[date], fran: date, till: date) -> list[int]:
    """The months (1–12) of a period, in its order, in which none of the days falls."""
    upptagna = {(dag.year, dag.month) for dag in dagar}
    return list(dict.fromkeys(month for year, month in manader(fran, till) if (year, month) not in upptagna))


class Delperiod(NamedTuple):
    """A part of a year with its name as it stands after "under"."""

    namn: str
    fran: date
    till: date


def aretsdelar(fran: date, till: date, antal: int) -> list[Delperiod]:
    """A year in two, four or twelve parts of whole months. Half a calendar year is called by its season.

    A year whose months do not part evenly has its last part shorter; one too short has fewer parts.
    """
    borjor = [date(year, month, 1) for year, month in manader(fran, till)][:: -(-len(list(manader(fran, till))) // antal)]
    kalenderar = (fran.month, fran.day, till.month, till.day) == (1, 1, 12, 31) and fran.year == till.year
    if antal == 2:
        namn = ["våren", "hösten"] if kalenderar else ["första halvåret", "andra halvåret"]
    elif antal == 4:
        namn = [f"{ordning} kvartalet" for ordning in ("första", "andra", "tredje", "fjärde")]
    else:
        namn = [manad(dag.month) for dag in borjor]
    granser = [*zip([fran, *borjor[1:]], [*(dag - timedelta(days=1) for dag in borjor[1:]), till], strict=True)]
    return [Delperiod(text, *grans) for text, grans in zip(namn, granser, strict=False)]
