"""Files of all sorts that are read in: an odd one is told in a sentence, and the template is read as it is."""

import io

import pytest
from openpyxl import load_workbook

from samverkan.tabell import Kalkylblad, arbetsbok
from samverkan.utifran import kalender
from samverkan.utifran.kalkylark import InteExcelError
from samverkan.utifran.tabellfil import InteTabellError, ar_kalender, read
from tests import bomber
from tests.factories import BORJAN
from uppdrag.inlasning.tabell import tolka
from uppdrag.inlasning.tillfalletabell import Tillfalleblad
from uppdrag.views.inlasning import KANDA


def bok(*rader):
    return arbetsbok(Kalkylblad("Blad", rader[0], rader[1:], [10]))


def sammanslagen():
    fil = load_workbook(io.BytesIO(bok(["Arena", "Datum"], ["BUZ", "2022-02-03"], ["", "2022-02-04"])))
    fil.active.merge_cells("A2:A3")
    return _bytes(fil)


def formler():
    fil = load_workbook(io.BytesIO(bok(["Arena", "Datum"], ["BUZ", ""])))
    fil.active["B2"] = "=TODAY()"
    return _bytes(fil)


def _bytes(fil):
    ut = io.BytesIO()
    fil.save(ut)
    return ut.getvalue()


UDDA = {
    "tom": (b" \n", "Filen är tom"),
    "bomb": (bomber.xlsx_celler(), "för stor uppackad"),
    "trasig": (b"PK\x03\x04 inte mer", "går inte att öppna som Excel"),
    "sammanslagen": (sammanslagen(), "A2:A3 är sammanslagna"),
    "dubbla": (b"Arena;Datum;arena\nBUZ;2022-02-03;BUZ\n", "Rubriken Arena står i mer än en kolumn"),
    "utan datum": (b"Arena;Rubrik\nBUZ;x\n", "Rubriken Datum saknas"),
    "annat": (b"Frukt;Pris\nBanan;3\n", "Ingen rad har rubrikerna Arena och Datum"),
    "bara huvud": (b"Arena;Datum\n;\n\n", "inga rader under rubrikerna"),
    "tusentals": (b"Arena;Datum\n" + b"BUZ;2022-02-03\n" * 10_000, "rader. Läs in högst 400 åt gången"),
    "webbsida": (b"<html>", "webbsida"),
    "binär": (b"\x00\x01\x02\x00" * 50, "varken Excel"),
    "kalender": (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "ingen kalender som går att läsa"),
}


@pytest.mark.parametrize("namn", UDDA)
def test_an_odd_file_is_told_in_a_sentence(namn):
    fil, mening = UDDA[namn]
    with pytest.raises((InteTabellError, InteExcelError), match=mening):
        kalender.read(fil, BORJAN, BORJAN) if ar_kalender(fil) else tolka(Tillfalleblad.kolumner, read(fil))


@pytest.mark.parametrize("slag", ["personer", "uppdrag", "arenor", "tillfallen"])
def test_the_template_is_read_as_it_is_and_its_example_left_out(as_user, hus, slag):
    mall = as_user(hus.processledare).get(f"/lasin/{hus.avtal.pk}/{slag}/mall/").content
    blad = load_workbook(io.BytesIO(mall)).worksheets
    assert len(blad) == 3
    with pytest.raises(InteTabellError, match="Raden som börjar med Exempel räknas inte"):
        tolka({k.slug: k.kolumner for k in KANDA}[slag], read(mall))
