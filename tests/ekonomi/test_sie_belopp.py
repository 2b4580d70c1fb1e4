"""Amounts with thousands apart and no quotes: read as one when they can be nothing else, and told in either case."""

import pytest

from ekonomi.sie import reader
from ekonomi.utfall.avlasning import KONTO
from tests.ekonomi.sieprov import fil
from tests.ekonomi.test_sie import utfall

pytestmark = pytest.mark.en_gang


@pytest.mark.parametrize(
    ("rest", "kronor", "mening"),
    [
        ("1 000.50", 1000.5, "skrivet med mellanrum och är läst som 1 000,50 kr"),
        ("-1 234 567,5 20220105 text", -1_234_567.5, "skrivet med mellanrum"),
        ("1\u00a0000 20220105", 1000, "skrivet med mellanrum"),
        ("1.5 000", 1.5, "Efter beloppet står ”000”. Beloppet är läst som 1,50 kr"),
        ("1 00", 1, "Efter beloppet står ”00”"),
        ('5 "hyra mars"', 5, "Efter beloppet står ”hyra mars”"),
        ("5 220105", 5, None),
        ('5 "" "1 000"', 5, None),
        ('"1 000.50" 2022-01-05', 1000.5, None),
    ],
)
def test_what_stands_after_the_amount_of_a_row_is_its_day_or_is_told(rest, kronor, mening):
    kropp = f'#VER A 1 20220105 "t"\n{{\n#TRANS 4010 {{1 "401"}} {rest}\n#TRANS 1930 {{}} "{-kronor}"\n}}\n'
    last = reader.read(fil(kropp, 4))
    assert utfall(last) == {"401": kronor}
    assert [mening in f.vad.replace("\u00a0", " ") for f in last.fel] == ([True] if mening else [])


@pytest.mark.parametrize(("rest", "kronor"), [('{1 "401"', 0), ('1 "999" 1000.00', 1000), ('{1 "401" 1000.00', 1000)])
def test_objects_without_their_braces_are_never_taken_for_an_amount(rest, kronor):
    last = reader.read(fil(f'#VER A 1 20220131 "x"\n{{\n#TRANS 5010 {rest}\n}}\n'))
    assert utfall(last, KONTO).get("5010", 0) == kronor
    assert any("Objekten kan inte skiljas från beloppet" in f.vad and f.tappat for f in last.fel) is (kronor == 0)


@pytest.mark.parametrize(
    ("rest", "kronor", "mening"),
    [
        ("1 000.50", 1000.5, "skrivet med mellanrum"),
        ("1 234 567", 1_234_567, "skrivet med mellanrum"),
        ("5.00 100", 5, None),
        ("5.00 ton", 5, "Efter beloppet står ”ton”"),
        ("5.00 0", 5, None),
        ("5.00 12.5", 5, None),
    ],
)
@pytest.mark.parametrize("fore", ["#PSALDO 0 202201 5010 {}", "#RES 0 5010"])
def test_after_a_balance_a_quantity_may_stand(fore, rest, kronor, mening):
    last = reader.read(fil(f"{fore} {rest}\n"))
    assert utfall(last, KONTO) == {"5010": kronor}
    assert [mening in f.vad for f in last.fel] == ([True] if mening else [])


def test_after_whole_kronor_three_digits_are_a_quantity_as_the_standard_has_it_and_told_where_they_may_be_thousands():
    """The year's own balance is held against what was read, so there a quantity is no fault; a month's balance is what is read."""
    assert not reader.read(fil("#RES 0 5010 5 100\n")).fel
    last = reader.read(fil("#PSALDO 0 202201 5010 {} 5 100\n"))
    assert (utfall(last, KONTO), ["Efter beloppet står ”100”" in f.vad for f in last.fel]) == ({"5010": 5}, [True])
