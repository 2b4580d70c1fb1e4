"""Tables that leave the house: whatever a row or a year is called, the file is made, and no text in it is a formula."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from samverkan.tabell import Kalkylblad, arbetsbok, csv_cell

pytestmark = pytest.mark.en_gang
FORMLER = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil.test")']


@pytest.mark.parametrize("text", FORMLER)
def test_no_text_is_a_formula_be_it_a_head_or_a_cell(text):
    ark = load_workbook(BytesIO(arbetsbok(Kalkylblad("Blad", (text, "Namn"), [(text, "x")], (10, 10))))).active
    assert [(cell.data_type, cell.value) for rad in ark.iter_rows(max_col=1) for cell in rad] == [("s", text)] * 2
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("titel", ["Året 2021/22", "[2022]: *?\\", "x" * 60, "'", "", "a\x00b"])
def test_a_sheet_may_be_called_anything(titel):
    namn = load_workbook(BytesIO(arbetsbok(Kalkylblad(titel, ("A",), [], (10,))))).sheetnames[0]
    assert 0 < len(namn) < 32
