"""Tables that leave the house as files, and tables that come back."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samverkan.vilande import Vilande

openpyxl = Vilande("openpyxl")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KRONOR = "#,##0"  # Excel shows the reader's own separator


def csv_cell(value):
    """The cell as text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


@dataclass(frozen=True)
class Kalkylblad:
    """A sheet: its title, heads, rows and the width of each column (characters). Whole numbers are shown with thousands apart."""

    titel: str
    huvud: Sequence[str]
    rader: Iterable[Sequence]
    bredder: Sequence[int]


def arbetsbok(*blad: Kalkylblad) -> bytes:
    """The sheets as .xlsx: the head stays when one scrolls, and no text is taken for a formula."""
    bok = openpyxl.Workbook()
    bok.remove(bok.active)
    for ett in blad:
        _fyll(bok.create_sheet(_bladnamn(ett.titel)), ett)
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


def _bladnamn(titel):
    """As Excel takes it: 31 signs, none of those it keeps for itself; a year may be called anything."""
    return re.sub(r"[\\/*?:\[\]\x00-\x1f]", "-", titel)[:31].strip("'") or "Blad"


def _fyll(ark, blad):
    for k, rubrik in enumerate(blad.huvud, 1):
        _skriv(ark.cell(1, k), str(rubrik))
        ark.cell(1, k).font = openpyxl.styles.Font(bold=True)
    for n, rad in enumerate(blad.rader, 2):
        for k, varde in enumerate(rad, 1):
            _skriv(ark.cell(n, k), varde)
    ark.freeze_panes = "A2"
    for k, bredd in enumerate(blad.bredder, 1):
        ark.column_dimensions[openpyxl.utils.get_column_letter(k)].width = bredd


def _skriv(cell, varde):
    if isinstance(varde, str):
        cell.value = "".join(tecken for tecken in varde if tecken >= " " or tecken in "\n\t")
        cell.data_type = "s"  # a text that begins with = is a text
    else:
        cell.value = varde
        if isinstance(varde, int) and not isinstance(varde, bool):
            cell.number_format = KRONOR
