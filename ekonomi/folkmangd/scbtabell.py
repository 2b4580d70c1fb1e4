"""Finds the numbers of a table as people and SCB lay it out: years in the heads or in a column, or neither. Pure.

The region's column is the one where most cells name a kommun, by code ("2326 Berg") or name. The heads are the nearest row
above that says a year or what is counted. What is neither region, year nor number is a variable, such as sex or age.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from samverkan.utifran.kalkylark import Kalkylrad

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
ANTAL = re.compile(r"folkm|antal|invånare|befolkning", re.IGNORECASE)
TIDSRUBRIKER = {"år", "tid", "year", "time", "tidpunkt"}


class InteFolkmangdError(ValueError):
    """The file as a whole is not such a table; the message says in Swedish what is wrong."""


@dataclass(frozen=True)
class Tal:
    """One number: where it stands, whose (kommunkod), which year ("" when not said), and its other variables."""

    plats: str
    kod: str
    year: str
    ovrigt: tuple[str, ...]
    varde: object


class Kommuner:
    """Knows a kommun by its code or by its name, with or without the word kommun."""

    def __init__(self, kommuner: Mapping[str, str]):
        self.namn = dict(kommuner)
        self.koder = {form: kod for kod, namn in kommuner.items() for form in _namnformer(namn)}

    def kod(self, cell) -> str | None:
        text = str(cell if cell is not None else "").strip()
        m = re.match(r"(\d{4})\b", text)
        if m:
            return m[1] if m[1] in self.namn else None
        return next((self.koder[form] for form in _namnformer(text) if form in self.koder), None)

    def antal_i(self, celler) -> int:
        """How many of them are named."""
        return len({self.kod(cell) for cell in celler} - {None})


def _namnformer(namn):
    """ "Bergs kommun" is also written Bergs and Berg; the nearest form first."""
    namn = namn.strip().casefold()
    kort = re.sub(r"\s+kommun$", "", namn)
    return (namn, kort, kort.removesuffix("s")) if kort != namn else (namn,)


def ar_tom(cell) -> bool:
    return cell is None or cell == ""


def heltal(varde) -> int | None:
    """A number of people; None for what is none."""
    if isinstance(varde, bool) or varde is None:
        return None
    m = re.fullmatch(r"(\d{1,9})(?:[.,]0+)?", re.sub(r"[\s\u00a0\u202f]", "", str(varde)))
    return int(m[1]) if m else None


def csvtabell(text: str, kommuner: Kommuner) -> list[Kalkylrad]:
    """The separator is the one that makes most of the file."""
    try:
        return max(
            (list(_csvrader(text, tecken)) for tecken in ",;\t"),
            key=lambda tabell: (kommuner.antal_i(c for rad in tabell for c in rad.celler), sum(len(rad.celler) for rad in tabell)),
        )
    except csv.Error as error:
        raise InteFolkmangdError("Filen har en cell som är för lång, eller ett tecken som inte hör hemma i en tabell.") from error


def _csvrader(text, tecken):
    lasare = csv.reader(text.splitlines(), delimiter=tecken)
    for celler in lasare:
        if any(cell.strip() for cell in celler):
            yield Kalkylrad([cell.strip() for cell in celler], [f"rad {lasare.line_num}"] * len(celler))


def tal_ur(tabell: list[Kalkylrad], kommuner: Kommuner) -> list[Tal]:
    """The kommuner's numbers. InteFolkmangdError when it names none of them, or has no numbers."""
    tabell = _jamnbred(tabell)
    traffar = [kommuner.antal_i(kolumn) for kolumn in zip(*(rad.celler for rad in tabell), strict=True)]
    if not any(traffar):
        raise InteFolkmangdError("Filen nämner ingen av kommunerna, varken med kod eller namn.")
    region = traffar.index(max(traffar))
    forsta = next(n for n, rad in enumerate(tabell) if kommuner.kod(rad.celler[region]))
    rader = tabell[forsta:]
    kolumner = _kolumner(_huvud(tabell[:forsta], region), region, rader, _namnkolumner(rader, region, kommuner))
    if not kolumner.varden:
        raise InteFolkmangdError("Filen har ingen kolumn med folkmängd.")
    return list(_tal(_ifyllda(rader, [region, *kolumner.ovriga]), region, kolumner, kommuner))


def _namnkolumner(rader, region, kommuner):
    """The columns that say the same kommun as the region's: the name beside the code."""
    traffar = [rad for rad in rader if kommuner.kod(rad.celler[region])]
    return {k for k in range(len(rader[0].celler)) if all(kommuner.kod(r.celler[k]) == kommuner.kod(r.celler[region]) for r in traffar)}


def _jamnbred(tabell):
    bredd = max((len(rad.celler) for rad in tabell), default=0)
    ut = []
    for rad in tabell:
        saknas = bredd - len(rad.celler)
        plats = rad.platser[-1] if rad.platser[-1].startswith("rad") else f"rad {re.sub(r'[^0-9]', '', rad.platser[-1])}"
        ut.append(Kalkylrad(rad.celler + [None] * saknas, rad.platser + [plats] * saknas))
    return ut


def _huvud(ovanfor, region):
    """The texts of the heads; {} when there are none."""
    for rad in reversed(ovanfor):
        text = {k: str(cell).strip() for k, cell in enumerate(rad.celler) if not ar_tom(cell)}
        if not text.get(region, "")[:1].isdigit() and any(map(_ar_rubrik, text.values())):
            return text
    return {}


def _ar_rubrik(text):
    return bool(YEAR.search(text) or ANTAL.search(text) or text.casefold() in TIDSRUBRIKER)


@dataclass(frozen=True)
class _Kolumner:
    """Which columns hold numbers [(column, year)], which one the year, and which the other variables."""

    varden: list[tuple[int, str]]
    tid: int | None
    ovriga: list[int]


def _kolumner(huvud, region, rader, regioner):
    bredd = len(rader[0].celler)
    tid = next((k for k, text in huvud.items() if text.casefold() in TIDSRUBRIKER), None)
    fria = [k for k in range(bredd) if k not in {region, tid, *regioner}]
    med_tal = [k for k in fria if any(heltal(rad.celler[k]) is not None for rad in rader)]
    med_year = [(k, YEAR.findall(huvud[k])[-1]) for k in fria if tid is None and YEAR.search(huvud.get(k, ""))]
    folk = [k for k in fria if ANTAL.search(huvud.get(k, ""))]
    varden = [par for par in med_year if par[0] in folk] or med_year
    if not varden:
        varden = [(k, "") for k in (folk or med_tal)[-1:]]
    upptagna = {k for k, _ in [*varden, *med_year]}
    return _Kolumner(varden, tid, [k for k in fria if k not in upptagna])


def _ifyllda(rader, kolumner):
    """A cell left empty under another repeats it, as in SCB's Excel files."""
    senaste = {}
    for rad in rader:
        celler = list(rad.celler)
        for k in kolumner:
            celler[k] = senaste[k] = senaste.get(k, "") if ar_tom(celler[k]) else celler[k]
        yield Kalkylrad(celler, rad.platser)


def _tal(rader, region, kolumner, kommuner):
    for rad in rader:
        kod = kommuner.kod(rad.celler[region])
        if kod is None:
            continue
        i_rad = partial(Tal, kod=kod, ovrigt=tuple(str(rad.celler[k]) for k in kolumner.ovriga))
        for k, year in kolumner.varden:
            har_tid = kolumner.tid is not None
            yield i_rad(plats=rad.platser[k], year=_year(rad.celler[kolumner.tid]) if har_tid else year, varde=rad.celler[k])


def _year(cell):
    return "".join(YEAR.findall(str(cell))[:1])
