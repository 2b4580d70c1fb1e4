"""The year's figures: raised, rounded, footed, and told in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekonomi import resultat
from samverkan import svenska


def test_the_compensation_of_2022_is_raised_before_it_is_rounded():
    assert resultat.uppraknad(10_046_000, Decimal("2.60")) == 10_307_196


@pytest.mark.parametrize(("bas", "index", "kronor"), [(1_000, "2.55", 1026), (100, "0", 100), (100, "-10", 90), (0, "5", 0)])
def test_half_a_krona_is_raised_upwards(bas, index, kronor):
    assert resultat.uppraknad(bas, Decimal(index)) == kronor


def test_rows_that_foot_say_so_and_rows_that_do_not_say_how_much():
    poster = [resultat.Resultatdel("FoU Jämt", 1_705_000), resultat.Resultatdel("Övriga delar", 1_296_000)]
    assert (
        resultat.fotning(poster, 3_001_000).text == "Raderna är tillsammans 3\u00a0001\u00a0000\u00a0kr, lika med summan i redovisningen."
    )
    assert resultat.fotning(poster, 3_000_000).text == "Det skiljer 1\u00a0000\u00a0kr mellan raderna och redovisningen."
    assert "inte registrerad" in resultat.fotning(poster, None).text


@pytest.mark.parametrize(("belopp", "ord_"), [(1, "överskott"), (-1, "underskott"), (0, "nollresultat")])
def test_surplus_and_deficit_have_different_words(belopp, ord_):
    assert resultat.over_eller_under(belopp) == ord_


@given(st.lists(st.integers(-(10**8), 10**8), max_size=20))
def test_a_printed_column_foots_to_its_printed_sum(belopp):
    assert sum(resultat.tkr_belopp(belopp)) == svenska.till_tkr(sum(belopp))


def test_this_years_result_stands_as_to_be_booked_until_it_is_booked():
    lump = ("2020–2021", 3_490_000, 0, True)
    rows = resultat.skuldrader([lump], "2022", 3_001_000)
    assert [(r.ursprung, r.utgaende, r.okand_uppdelning, r.att_bokfora) for r in rows] == [
        ("2020–2021", 3_490_000, True, False),
        ("2022", 3_001_000, False, True),
    ]
    booked = resultat.skuldrader([lump, ("2022", 0, 3_001_000, False)], "2022", 0)
    assert sum(r.utgaende for r in booked) == 6_491_000
    assert not any(r.att_bokfora for r in booked)
