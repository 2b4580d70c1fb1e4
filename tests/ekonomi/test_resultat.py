"""The year's figures: raised, rounded, footed, and told in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekonomi import resultat
from samverkan import svenska


def test_the_compensation_of_2022_is_raised_before_it_is_rounded():
    kronor = resultat.uppraknad(10_046_000, Decimal("2.60"))
    assert kronor == 10_307_196
    assert isinstance(kronor, int)


@pytest.mark.parametrize(("bas", "index", "kronor"), [(1_000, "2.55", 1026), (100, "0", 100), (100, "-10", 90), (0, "5", 0)])
def test_half_a_krona_is_raised_upwards(bas, index, kronor):
    assert resultat.uppraknad(bas, Decimal(index)) == kronor


def test_rows_that_foot_say_so_and_rows_that_do_not_say_how_much():
    poster = [resultat.Resultatdel("FoU Jämt", 1_705_000), resultat.Resultatdel("Övriga delar", 1_296_000)]
    assert (
        resultat.fotning(poster, 3_001_000).text == "Raderna är tillsammans 3\u00a0001\u00a0000\u00a0kr, lika med summan i redovisningen."
    )
    assert resultat.fotning(poster, 3_000_000).text == "Det skiljer 1\u00a0000\u00a0kr mellan raderna och redovisningen."
    utan_summa = resultat.fotning(poster, None)
    assert utan_summa.text == "Summan enligt redovisningen är inte registrerad, så raderna är inte avstämda."
    assert (utan_summa.summa, utan_summa.differens) == (3_001_000, 0)
    assert resultat.fotning(poster, 3_000_000).differens == -1_000
    assert resultat.fotning(poster, 3_001_001).text == "Det skiljer 1\u00a0kr mellan raderna och redovisningen."


@pytest.mark.parametrize(("belopp", "ord_"), [(1, "överskott"), (-1, "underskott"), (0, "nollresultat")])
def test_surplus_and_deficit_have_different_words(belopp, ord_):
    assert resultat.over_eller_under(belopp) == ord_


@given(st.lists(st.integers(-(10**8), 10**8), max_size=20))
def test_a_column_in_tkr_foots_to_its_sum_rounded_once(belopp):
    assert sum(resultat.tkr_belopp(belopp)) == svenska.till_tkr(sum(belopp))


@pytest.mark.parametrize(
    ("belopp", "summa", "delar"),
    [
        ([1_499, 1_501, 2_000], 5, [1, 2, 2]),  # the tkr left goes to the one that lost most
        ([1_500, 1_500], 3, [2, 1]),  # the first of equals
        ([1_999, 1_998, 1_001], 4, [2, 1, 1]),
        ([-1_500, 2_600], 1, [-2, 3]),
        ([999, 1_001], 1, [0, 1]),  # no tkr is left, and none is given
        ([], 0, []),
    ],
)
def test_parts_foot_to_the_total_they_are_told(belopp, summa, delar):
    assert resultat.tkr_delar(belopp, summa) == delar


def test_what_is_not_said_of_a_row_is_not_told():
    rad = resultat.Resultatdel("FoU Jämt", 1)
    assert (rad.forklaring, rad.uppdrag_id, rad.harledd, rad.budget, rad.utfall) == ("", None, False, None, None)


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


def test_the_result_is_added_to_what_the_year_has_in_the_book_and_stands_last():
    rows = resultat.skuldrader([("2022", 100, 20, True), ("2020", 7, 0, False)], "2022", 3_000)
    assert [(r.ursprung, r.ingaende, r.forandring, r.utgaende, r.okand_uppdelning, r.att_bokfora) for r in rows] == [
        ("2020", 7, 0, 7, False, False),
        ("2022", 100, 3_020, 3_120, True, True),
    ]


def test_a_prognos_below_the_budget_leaves_something_and_an_unknown_one_nothing_to_tell():
    assert resultat.avvikelse(1_000_000, 1_030_000) == -30_000
    assert resultat.avvikelse(0, -5) == 5
    assert resultat.avvikelse(None, 1) is resultat.avvikelse(1, None) is resultat.avvikelse(None, None) is None


def test_a_column_has_a_sum_when_every_row_that_says_something_says_it():
    assert resultat.kolumnsumma([[1, None, 0], [2, 5, 0], [None, None, None]]) == [3, None, 0]
    assert resultat.kolumnsumma([[None]]) == resultat.kolumnsumma([]) == []


@pytest.mark.parametrize(
    ("summa", "mening"),
    [
        (6_491_000, "Skulden till kommunerna är 6\u00a0491\u00a0tkr"),
        (0, "Skulden till kommunerna är 0\u00a0tkr"),
        (-1, "Underskottet är 0\u00a0tkr"),
        (-510_000, "Underskottet är 510\u00a0tkr"),
    ],
)
def test_the_debt_below_zero_is_called_a_deficit(summa, mening):
    assert resultat.skuldlage(summa) == mening
    assert resultat.skuldlage(summa, "är därmed") == mening.replace("är", "är därmed")


@pytest.mark.parametrize(
    ("belopp", "delar"),
    [
        ([1, 1, 1], ["33.4", "33.3", "33.3"]),  # the tenth that is left goes to the first of equals
        ([0, 100], ["0.0", "100.0"]),
        ([1], ["100.0"]),
        ([5_030, 4_970], ["50.3", "49.7"]),
        ([0, 0], [None, None]),
        ([-1, 101], [None, None]),
        ([-2, 1], [None, None]),
    ],
)
def test_parts_in_per_cent_are_a_hundred_together(belopp, delar):
    assert resultat.i_procent(belopp) == [del_ and Decimal(del_) for del_ in delar]
