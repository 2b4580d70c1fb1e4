"""A table that somebody sends as Excel, as CSV or as pasted cells: read as rows of plain text. Pure: no database."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime, time

from samverkan.utifran.kalkylark import MAX_RADER, oppna

MAX_KOLUMNER = 40
MELLAN = "; "  # between what stood on lines of its own within a cell


class InteTabellError(ValueError):
    """The file is no such table; the message says in Swedish what is wrong with it as a whole."""


@dataclass(frozen=True)
class Filtabell:
    """The rows that say anything, each with its number in the file, and the areas that are merged into one cell ("A3:A5")."""

    rader: list[list[str]]
    nummer: list[int]
    sammanslagna: list[tuple[int, int, str]] = field(default_factory=list)  # first row, last row, "A3:A5"


def read(data: bytes) -> list[Filtabell]:
    """Each sheet of an Excel file, or the one table of a text file. A cell that cannot be read says so by itself: "=B2", "#REF!"."""
    if not data.strip():
        raise InteTabellError("Filen är tom.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _ur_excel(data)
    return [ur_text(text_av(data))]


def text_av(data: bytes) -> str:
    """As Excel and Outlook write text: UTF-16 with its mark, UTF-8 with or without, else Windows' own."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise InteTabellError("Filen är avbruten mitt i ett tecken. Spara den igen.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def ur_text(text: str) -> Filtabell:
    """The separator is the one the first line has: tab before semicolon before comma."""
    if text.lstrip().startswith("<"):
        raise InteTabellError("Filen är en webbsida, inte en tabell. Spara den som Excel (.xlsx) eller CSV.")
    if "\x00" in text:
        raise InteTabellError("Filen är varken Excel (.xlsx), CSV eller en kalender (.ics).")
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    forsta = next((rad for rad in text.splitlines() if rad.strip()), "")
    tecken = next((t for t in "\t;," if t in forsta), ";")
    citat = csv.QUOTE_MINIMAL if text.count('"') % 2 == 0 else csv.QUOTE_NONE
    lasare = csv.reader(io.StringIO(text, newline=""), delimiter=tecken, quoting=citat)
    try:
        rader = [([cell_text(cell) for cell in celler[:MAX_KOLUMNER]], lasare.line_num) for celler in lasare]
    except csv.Error as error:
        raise InteTabellError("Filen har en cell som är för lång, eller ett tecken som inte hör hemma i en tabell.") from error
    rader = [rad for rad in rader if any(rad[0])]
    return Filtabell([celler for celler, _ in rader], [nummer for _, nummer in rader])


def _ur_excel(data: bytes) -> list[Filtabell]:
    formler = oppna(data, data_only=False)
    har_formler = any(cell.data_type == "f" for ark in formler.worksheets for rad in _rader(ark) for cell in rad)
    varden = oppna(data, data_only=True) if har_formler else formler
    return [_blad(ark, formler[ark.title]) for ark in varden.worksheets]


def _rader(ark):
    return ark.iter_rows(max_row=min(ark.max_row, MAX_RADER), max_col=min(ark.max_column, MAX_KOLUMNER))


def _blad(ark, formler):
    ut = Filtabell([], [], [(o.min_row, o.max_row, o.coord) for o in formler.merged_cells.ranges])
    for nummer, (rad, formelrad) in enumerate(zip(_rader(ark), _rader(formler), strict=True), 1):
        celler = [_varde(cell, formel) for cell, formel in zip(rad, formelrad, strict=True)]
        if any(celler):
            ut.rader.append(celler)
            ut.nummer.append(nummer)
    return ut


def _varde(cell, formel):
    if cell.value is None and formel.data_type == "f":
        return f"={formel.coordinate}"  # a formula whose value was never saved
    return cell_text(cell.value)


def cell_text(varde) -> str:
    """What a cell says, as somebody would have typed it."""
    if varde is None:
        return ""
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if isinstance(varde, datetime):
        return varde.date().isoformat() if varde.time() == time() else varde.isoformat(" ", "minutes")
    if isinstance(varde, date):
        return varde.isoformat()
    if isinstance(varde, float):
        return str(int(varde)) if varde.is_integer() else str(varde).replace(".", ",")
    rader = [" ".join("".join(t for t in rad if t.isprintable() or t.isspace()).split()) for rad in str(varde).splitlines()]
    return MELLAN.join(filter(None, rader))


def ar_kalender(data: bytes) -> bool:
    """Is it a calendar rather than a table?"""
    return b"BEGIN:VCALENDAR" in data[:200].replace(b"\x00", b"").upper()
