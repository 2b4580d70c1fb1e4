"""A damaged sheet, or another kind of file, gives rows or a sentence of our own: never anything else."""

import io
import random

import pytest
from openpyxl import load_workbook

from ekonomi import actions
from ekonomi.models import Utfallsfil
from ekonomi.utfall import blad
from samverkan.utifran.kalkylark import InteExcelError, oppna

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_bytes_turned_and_ends_cut_give_rows_or_a_sentence():
    hel, slump = blad.mall([("401", "FoU Jämt", 5, 7)]), random.Random(2022)  # noqa: S311 - seeded on purpose
    refused = 0
    for n in range(48):  # each fourth is cut, the others have 1, 4 or 40 bytes turned
        data = bytearray(hel)
        if turned := (0, 1, 4, 40)[n % 4]:
            for _ in range(turned):
                data[slump.randrange(4, len(data))] ^= slump.randrange(1, 256)
        else:
            del data[slump.randrange(len(data)) :]
        try:
            blad.read(bytes(data))
        except InteExcelError:
            refused += 1
    assert refused > 24
    assert blad.read(hel).saldon


def test_a_sheet_is_opened_twice_only_when_it_has_formulas(monkeypatch):
    opened = []
    monkeypatch.setattr(blad, "oppna", lambda data, *, data_only: opened.append(data_only) or oppna(data, data_only=data_only))
    blad.read(blad.mall([("401", "FoU Jämt", 5, 7)]))
    assert opened == [False]
    with_formula = io.BytesIO()
    bok = load_workbook(io.BytesIO(blad.mall([("401", "FoU Jämt", 5, 7)])))
    bok["Utfall"]["D2"] = "=SUM(C2:C2)"
    bok.save(with_formula)
    assert "inget sparat värde" in blad.read(with_formula.getvalue()).fel[0].vad
    assert opened == [False, False, True]


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        (OLE, "gamla formatet .xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "skyddad med lösenord"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument"),
        (b"Objekt;Utfall\n401;5\n", "ingen Excelfil"),
        (b"", "ingen Excelfil"),
    ],
)
def test_another_kind_of_file_is_told_what_it_is(data, mening):
    with pytest.raises(InteExcelError, match=mening):
        oppna(data, data_only=True)


def test_a_table_of_text_named_as_a_sheet_is_refused_and_not_stuck(hus):
    fil = actions.ta_emot(hus.year, "utfall.XLSX", b"Objekt;Utfall\n401;5\n", by=hus.controller)
    actions.read(fil)
    fil.refresh_from_db()
    assert fil.status == Utfallsfil.Status.VAGRAD
    assert "ingen Excelfil" in fil.avslag
