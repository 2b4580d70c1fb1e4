"""Reads a population as SCB publishes it: CSV, json-stat2, Excel, or a plain list. Pure: no database.

What is asked of a file is one number for each kommun on one day. Sexes and ages are summed, and a total is never added to its
own parts. Nothing is guessed: a number that cannot be read, a kommun that is missing, or a table for another day is told.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from math import prod

from ekonomi.folkmangd.scbtabell import InteFolkmangdError, Kommuner, Tal, ar_tom, csvtabell, heltal, tal_ur
from samverkan import svenska
from samverkan.utifran.kalkylark import InteExcelError, tabeller

TABELL = "TAB1267"  # Folkmängd 1 november
MAX_VARDEN = 100_000  # all kommuner, ages and sexes
_TOTAL = re.compile(r"(?:^|\s)(?:tot|samtliga|båda|alla|1\+2|män och kvinnor)", re.IGNORECASE)
_FOLK = re.compile(r"folkmängd|befolkning|antal|BE0101A9", re.IGNORECASE)
_SCBS_JSON = re.compile(r'"source"\s*:\s*"(?:SCB|Statistics Sweden)|"BE0101A9"')
_SCBS_TABELL = (
    re.compile(r"\bregion\b", re.IGNORECASE),
    re.compile(r"\b\d{4} [A-ZÅÄÖ]"),
    re.compile(r"\bkön\b|\bålder\b|folkmängd\w* (?:den )?(?:1 november|31 december)", re.IGNORECASE),
)
_DAGAR = {"1 november": (11, 1), "31 december": (12, 31)}


@dataclass(frozen=True)
class Lasfel:
    """Where in the file ("rad 4", "cell C5", "värde 3", "" for the whole), and what is wrong there."""

    plats: str
    vad: str


@dataclass
class Folkmangdsavlasning:
    """The population by kommunkod; to be used only when there are no faults."""

    antal: dict[str, int] = field(default_factory=dict)
    fel: list[Lasfel] = field(default_factory=list)
    i_scbs_form: bool = False  # is it laid out as SCB's own tables are? Else it is somebody's own list


def read(data: bytes, kommuner: Mapping[str, str], dag: date) -> Folkmangdsavlasning:
    """The population on `dag` of `kommuner` {kommunkod: name}. InteFolkmangdError when the file is no such table."""
    if not data.strip():
        raise InteFolkmangdError("Filen är tom.")
    kanda = Kommuner(kommuner)
    tal, text = _ur_excel(data, kanda) if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else _ur_text(_text(data), kanda)
    _krav_dag(text.casefold(), dag)
    ut = _summera(_av_year(tal, dag), kanda)
    ut.i_scbs_form = _i_scbs_form(text)
    return ut


def _i_scbs_form(text):
    """SCB's answers say whose they are, or what the content is; its tables have the word region, code and name, and what is counted."""
    if text.lstrip().startswith("{"):
        return bool(_SCBS_JSON.search(text))
    return all(monster.search(text) for monster in _SCBS_TABELL)


def _text(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")  # "Unicode-text" as Excel saves it
        except UnicodeDecodeError as error:
            raise InteFolkmangdError("Filen är avbruten mitt i ett tecken. Spara den igen.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # SCB's CSV is ISO-8859-1, which is a part of it


def _ur_text(text, kommuner):
    if text.lstrip().startswith("<"):
        raise InteFolkmangdError("Filen är en webbsida, inte en tabell. Hämta tabellen igen från SCB.")
    if "\x00" in text:
        raise InteFolkmangdError("Filen är varken CSV, json-stat2 eller Excel (.xlsx).")
    return (_ur_json(text, kommuner) if text.lstrip().startswith("{") else tal_ur(csvtabell(text, kommuner), kommuner)), text


def _ur_excel(data, kommuner):
    try:
        blad = tabeller(data)
    except InteExcelError as error:
        raise InteFolkmangdError(str(error)) from error
    bast = max(blad, key=lambda tabell: kommuner.antal_i(c for rad in tabell for c in rad.celler), default=[])
    return tal_ur(bast, kommuner), " ".join(c for rad in bast for c in rad.celler if isinstance(c, str))


def _ur_json(text, kommuner):
    try:
        data = json.loads(text)
        if data.get("class") == "dataset" or "dimension" in data:
            return list(_ur_jsonstat(data, kommuner))
        return list(_ur_pxjson(data, kommuner))
    except InteFolkmangdError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise InteFolkmangdError(
            f"Filen är inte json-stat2 som SCB skriver det. Hämta tabell {TABELL} igen som json-stat2 eller CSV."
        ) from error


def _ur_jsonstat(data, kommuner):
    """One flat list of values, the last variable running fastest."""
    ids, varden = data["id"], data["value"]
    if prod(len(_kategorier(data["dimension"][i])) for i in ids) > MAX_VARDEN:
        raise InteFolkmangdError("Tabellen är för stor. Hämta bara kommunerna och det år som gäller.")
    roller = data.get("role") or {}
    region, tid = _variabel(ids, roller.get("geo"), "region"), _variabel(ids, roller.get("time"), "tid")
    for n, val in enumerate(product(*(_kategorier(data["dimension"][i]) for i in ids))):
        per_variabel = dict(zip(ids, val, strict=True))
        varde = varden.get(str(n)) if isinstance(varden, dict) else varden[n]
        kod = kommuner.kod(per_variabel[region][0]) or kommuner.kod(per_variabel[region][1])
        if kod:
            ovrigt = tuple(" ".join(per_variabel[i]) for i in ids if i not in {region, tid})
            yield Tal(f"värde {n + 1}", kod, per_variabel[tid][0][:4] if tid else "", ovrigt, varde)


def _variabel(ids, roll, namn):
    """The variable that the file says has the role, else the one of that name."""
    return next((i for i in roll or ids if roll or i.casefold() == namn), None)


def _kategorier(dimension):
    """[(code, label)] in order; a variable with one category may leave its index out."""
    kategori = dimension["category"]
    texter, index = kategori.get("label", {}), kategori.get("index")
    koder = sorted(index, key=index.get) if isinstance(index, dict) else index or list(texter)
    return [(kod, str(texter.get(kod, ""))) for kod in koder]


def _ur_pxjson(data, kommuner):
    """The older answer of SCB's service: a key and a value to each row."""
    namn = [k["code"].casefold() for k in data["columns"] if k.get("type") != "c"]
    for n, rad in enumerate(data["data"], 1):
        nycklar = dict(zip(namn, rad["key"], strict=True))
        kod = kommuner.kod(nycklar["region"])
        if kod:
            ovrigt = tuple(v for k, v in nycklar.items() if k not in {"region", "tid"})
            yield Tal(f"värde {n}", kod, nycklar.get("tid", "")[:4], ovrigt, rad["values"][0])


def _krav_dag(text, dag):
    """A table for another day of the year is the wrong table."""
    namnda = {manad_och_dag: ord_ for ord_, manad_och_dag in _DAGAR.items() if re.search(rf"(?<!\d){ord_}", text)}
    if namnda and (dag.month, dag.day) not in namnda:
        ord_ = next(iter(namnda.values()))
        raise InteFolkmangdError(f"Filen gäller den {ord_}, men fördelningen följer folkmängden {dag}. Hämta tabell {TABELL} från SCB.")


def _av_year(tal, dag):
    years = sorted({t.year for t in tal if t.year})
    if years and str(dag.year) not in years:
        raise InteFolkmangdError(f"Filen har inga siffror för {dag.year}, bara för {svenska.lista_text(years)}.")
    return [t for t in tal if t.year in {"", str(dag.year)}]


def _summera(tal, kommuner):
    """One number for each kommun, and every fault."""
    ut, summor, sedda = Folkmangdsavlasning(), defaultdict(int), set()
    tal = _utan_delar_till_totaler(tal)
    for t in tal:
        antal = heltal(t.varde)
        if antal is None:
            vad = "Antalet saknas." if ar_tom(t.varde) else f"”{str(t.varde)[:40]}” är inget antal invånare."
            ut.fel.append(Lasfel(t.plats, f"{kommuner.namn[t.kod]}: {vad}"))
        elif (t.kod, t.ovrigt) in sedda:
            ut.fel.append(Lasfel(t.plats, f"{kommuner.namn[t.kod]} står där en gång till."))
        sedda.add((t.kod, t.ovrigt))
        summor[t.kod] += antal or 0
    ut.fel += [Lasfel("", f"{namn} saknas i filen.") for kod, namn in kommuner.namn.items() if kod not in summor]
    ut.fel += _ojamna(sedda, kommuner)
    ut.antal = {kod: summor[kod] for kod in kommuner.namn if kod in summor}
    return ut


def _utan_delar_till_totaler(tal):
    """Where a variable has a total (all ages, both sexes) only that is kept; where it says what is counted, only the population."""
    for n in range(len(tal[0].ovrigt) if tal else 0):
        for monster in (_TOTAL, _FOLK):
            behall = {t.ovrigt[n] for t in tal if monster.search(t.ovrigt[n])}
            if behall:
                tal = [t for t in tal if t.ovrigt[n] in behall]
    return tal


def _ojamna(sedda, kommuner):
    """Every kommun must have the same parts: one sex too few is a wrong number, not a small kommun."""
    delar = defaultdict(set)
    for kod, ovrigt in sedda:
        delar[kod].add(ovrigt)
    alla = set().union(*delar.values())
    return [
        Lasfel("", f"{kommuner.namn[kod]} har inte alla delar: {', '.join(filter(None, sorted(alla - har)[0])) or 'en rad'} saknas.")
        for kod, har in sorted(delar.items())
        if har != alla
    ]
