"""A pasted list becomes rows: marks of lists are taken off, columns of a sheet and days within a line are understood. Pure."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from samverkan import svenska

MEST = 120  # lines of one paste: more than a section has, and few enough to be read through and posted
_MARKE = re.compile(r"^\s*(?:[•·▪▫◦‣●○■□➢✓*§\uf0b7\uf0a7]|[–—-](?=\s)|o(?=\t| {2,})|\d{1,3}[.)](?=\s)|[a-zåäö]\)(?=\s))\s*")
_MANAD = "|".join(svenska.MANADER) + "|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec"
_DAG = (
    r"(?P<iso>(?:19|20)\d\d-\d{1,2}-\d{1,2})"
    rf"|(?P<dag>\d{{1,2}})\s(?P<manad>{_MANAD})\.?(?:\s(?P<year>(?:19|20)\d\d))?"
    r"|(?P<dag2>\d{1,2})/(?P<manad2>\d{1,2})(?:[-/ ](?P<year2>(?:19|20)\d\d))?"
)
_TID = rf"(?:{_DAG}|(?P<bara>{_MANAD})(?:\s(?P<year3>(?:19|20)\d\d))?)"
_HEL = re.compile(rf"^(?:den\s)?{_TID}$", re.IGNORECASE)
_FORST = re.compile(rf"^(?:den\s)?{_TID}\s*(?:[:–—,]|-(?=\s))\s*(?=\S)", re.IGNORECASE)
_SIST = re.compile(rf"\s*[(,;–—]\s*(?:den\s)?{_TID}\s*[)]?[.]?$", re.IGNORECASE)
_TAL = re.compile(r"^[−-]?\d[\d\s\u00a0\u202f]*(?:[,.]\d+)?$")
_TAL_OCH_ENHET = re.compile(r"^([−-]?\d[\d\s\u00a0\u202f]*(?:,\d+)?)\s*([^\W\d]\D*|%)$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
RUBRIKER = {
    "text": ("text", "aktivitet", "resultat", "projekt", "namn", "beskrivning", "vad", "rubrik"), "datum": ("datum", "dag", "när", "tid"),
    "manad": ("månad",), "year": ("år",), "belopp": ("mängd", "antal", "belopp", "värde"), "enhet": ("enhet",), "kalla": ("källa",),
    "kolumn": ("kolumn", "område"),
}  # fmt: skip
_RUBRIK = {ord_: namn for namn, alla in RUBRIKER.items() for ord_ in alla}


@dataclass(frozen=True)
class Lasrad:
    """One line as it was read. `datum` is a day, or what was written when it is no day; `year` another year than the one it is for."""

    text: str = ""
    datum: date | str | None = None
    manad: int | None = None
    year: int | None = None
    belopp: str = ""
    enhet: str = ""
    kalla: str = ""
    kolumn: str = ""


def read(inklistrat: str, fran: date, till: date, enheter: Iterable[str] = (), *, kolumner: bool = False) -> list[Lasrad]:
    """The rows of a pasted list, for the time `fran`–`till`: a day without its year is the one within it.

    `enheter` are the units a number may be told in (none: numbers stay in the text); `kolumner`: the first of two cells is the
    column of the project table.
    """
    alla = _celler(inklistrat)
    if not alla:
        return []
    huvud = [_RUBRIK.get(cell.strip(" :*").lower()) for cell in alla[0]]
    if len(huvud) > 1 and all(huvud):
        return [_ur_huvud(celler, huvud, fran, till) for celler in alla[1:]]
    kanda = {enhet.lower(): enhet for enhet in enheter}
    return [_ur_celler(celler, fran, till, kanda, kolumner) for celler in alla]


def _celler(text: str) -> list[list[str]]:
    """[[cell]] of every line that says anything; a cell of a sheet that holds several lines is one cell."""
    ren = text.replace("\r\n", "\n").replace("\r", "\n")
    kalkyl = "\t" in ren and ren.count('"') % 2 == 0
    rader = csv.reader(ren.splitlines(keepends=True), delimiter="\t") if kalkyl else (rad.split("\t") for rad in ren.split("\n"))
    return [celler for rad in rader if (celler := _rad(rad))]


def _rad(rad: list[str]) -> list[str]:
    """The cells of a line without its mark; none when there is nothing but marks in it. A mark may stand in a cell of its own."""
    celler = [" ".join(cell.split()) if n else cell for n, cell in enumerate(rad)]
    if len(celler) > 1 and (celler[0].strip() == "o" or _MARKE.fullmatch(f"{celler[0]} ")):
        celler = celler[1:]
    elif celler:
        celler[0] = " ".join(_MARKE.sub("", celler[0], count=1).split())
    return celler if any(celler) else []


def _ur_huvud(celler: list[str], huvud: list[str | None], fran: date, till: date) -> Lasrad:
    """A line under a head of names: each cell is what its head says."""
    ut = Lasrad()
    for namn, cell in zip(huvud, celler, strict=False):
        if cell and namn in {"datum", "manad"}:
            m = _HEL.match(cell)
            ut = _med_tid(ut, m, fran, till) if m else replace(ut, datum=cell)
        elif cell and namn == "year":
            ut = _med_year(ut, cell, fran, till)
        elif cell and namn:
            uppgift: dict[str, Any] = {namn: cell}
            ut = replace(ut, **uppgift)
    return ut


def _ur_celler(celler: list[str], fran: date, till: date, enheter: dict[str, str], kolumner: bool) -> Lasrad:
    """A line without a head: a cell that is a day, a year, a number or a unit is that; the first of the others is the text."""
    ut, ord_ = Lasrad(), []
    for cell in filter(None, celler):
        if m := _HEL.match(cell):
            ut = _med_tid(ut, m, fran, till)
        elif len(celler) > 1 and _YEAR.match(cell):
            ut = _med_year(ut, cell, fran, till)
        elif enheter and len(celler) > 1 and (mangd := _mangd(cell, enheter)):
            ut = replace(ut, **mangd)
        else:
            ord_.append(cell)
    if kolumner and len(ord_) > 1:
        return replace(ut, kolumn=ord_[0], text=", ".join(ord_[1:]))
    if enheter and len(ord_) > 1:
        ut = replace(ut, kalla=", ".join(ord_[1:]))
        ord_ = ord_[:1]
    return _tid_i_texten(replace(ut, text=", ".join(ord_)), fran, till)


def _mangd(cell: str, enheter: dict[str, str]) -> dict[str, Any]:
    """What a cell says of an amount: a number, a unit, or both. {} when it is something else."""
    if _TAL.match(cell):
        return {"belopp": cell}
    if cell.lower() in enheter:
        return {"enhet": enheter[cell.lower()]}
    m = _TAL_OCH_ENHET.match(cell)
    enhet = m and enheter.get({"%": "procent", "kr": "kronor"}.get(m[2].strip().lower(), m[2].strip().lower()))
    return {"belopp": m[1].strip(), "enhet": enhet} if m and enhet else {}


def _med_year(ut: Lasrad, cell: str, fran: date, till: date) -> Lasrad:
    year = int(cell) if _YEAR.match(cell) else 0
    return ut if fran.year <= year <= till.year else replace(ut, year=year)


def _tid_i_texten(ut: Lasrad, fran: date, till: date) -> Lasrad:
    """A day at the beginning or the end of the text is the row's day, when a cell has not said one."""
    if ut.datum or ut.manad:
        return ut
    m = _FORST.search(ut.text) or _SIST.search(ut.text)
    if not m:
        return ut
    return _med_tid(replace(ut, text=(ut.text[: m.start()] + ut.text[m.end() :]).strip()), m, fran, till)


def _med_tid(ut: Lasrad, m: re.Match[str], fran: date, till: date) -> Lasrad:
    """The row with its day, or its month when that is all that is said."""
    if m["bara"]:
        year = m["year3"]
        return _med_year(replace(ut, manad=_manad(m["bara"])), year, fran, till) if year else replace(ut, manad=_manad(m["bara"]))
    if m["iso"]:
        return replace(ut, datum=_dag(*map(int, m["iso"].split("-"))) or m["iso"])
    dag, manad = int(m["dag"] or m["dag2"]), _manad(m["manad"] or m["manad2"])
    skrivet = m["year"] or m["year2"]
    aren = [int(skrivet)] if skrivet else range(fran.year, till.year + 1)
    dagar = [d for year in aren if (d := _dag(year, manad, dag))]
    inom = [d for d in dagar if fran <= d <= till]
    return replace(ut, datum=(inom or dagar)[0] if dagar else m[0])


def _dag(year: int, manad: int, dag: int) -> date | None:
    try:
        return date(year, manad, dag)
    except ValueError:
        return None


def _manad(ord_: str) -> int:
    """The number of a month by its name, its beginning or its digits."""
    if ord_.isdecimal():
        return int(ord_)
    return next(n for n, namn in enumerate(svenska.MANADER, 1) if namn.startswith(ord_.lower()[:3]))
