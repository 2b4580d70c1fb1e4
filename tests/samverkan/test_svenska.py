"""Swedish numbers, amounts, dates and order as they are printed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan import svenska
from samverkan.databas import swedish_key

MOTE, TRAFF = svenska.SUBSTANTIV["möte"], svenska.SUBSTANTIV["träff"]


def test_number_words_stop_at_twelve():
    assert [svenska.talord(n, "ett") for n in (0, 1, 2, 12, 13)] == ["noll", "ett", "två", "tolv", "13"]
    assert svenska.talord(1, "en") == "en"
    assert svenska.talord(1234) == "1\u00a0234"
    assert svenska.talord(-3) == "\u22123"


def test_a_gender_that_is_none_is_refused():
    with pytest.raises(ValueError, match="Genus"):
        svenska.talord(1, "det")


@pytest.mark.parametrize(
    ("text", "tal"),
    [
        ("fem", 5),
        ("Ett", 1),
        ("en", 1),
        ("femton", 15),
        ("tjugoen", 21),
        ("nittionio", 99),
        ("13", 13),
        ("flera", None),
    ],
)
def test_a_number_is_read_in_words_or_digits(text, tal):
    assert svenska.tolka_tal(text) == tal


@given(st.integers(0, 200))
def test_what_is_written_can_be_read_again(n):
    assert svenska.tolka_tal(svenska.talord(n, "ett")) == n


def test_amounts_have_hard_spaces_and_a_true_minus():
    assert svenska.tkr(10_307_000) == "10\u00a0307\u00a0tkr"
    assert svenska.kronor(10_307_000) == "10\u00a0307\u00a0000\u00a0kr"
    assert svenska.kronor(-1_500) == "\u22121\u00a0500\u00a0kr"


def test_half_a_tkr_is_rounded_away_from_zero_and_nothing_is_never_minus():
    assert [svenska.till_tkr(b) for b in (499, 500, 1_500, 2_500, -499, -500, -1_500)] == [0, 1, 2, 3, 0, -1, -2]
    assert svenska.tkr(-499) == "0\u00a0tkr"


def test_percent_drops_needless_zeros_only():
    assert svenska.procent(Decimal("2.60")) == "2,6\u00a0%"
    assert svenska.procent(Decimal("10.00")) == "10\u00a0%"
    assert svenska.procent(Decimal("1E+2")) == "100\u00a0%"
    assert svenska.procent(Decimal("-0.25")) == "\u22120,25\u00a0%"
    assert svenska.procent(Decimal("-0.00")) == "0\u00a0%"
    with pytest.raises(ValueError, match="procenttal"):
        svenska.procent(Decimal("NaN"))


def test_a_column_that_each_rounded_by_itself_would_not_foot():
    assert svenska.avrunda_kolumn([1_400, 1_400, 1_400]) == [2, 1, 1]
    assert svenska.avrunda_kolumn([1_705_000, 1_296_000]) == [1705, 1296]
    assert svenska.avrunda_kolumn([]) == []


@given(st.lists(st.integers(-(10**9), 10**9), max_size=30))
def test_a_rounded_column_foots_and_no_row_moves_a_whole_tkr(belopp):
    kolumn = svenska.avrunda_kolumn(belopp)
    assert sum(kolumn) == svenska.till_tkr(sum(belopp))
    assert all(abs(t * 1000 - b) < 1000 for t, b in zip(kolumn, belopp, strict=True))


def test_dates_and_periods():
    assert svenska.datum(date(2023, 1, 26)) == "26 januari 2023"
    assert svenska.period(date(2022, 9, 12), date(2022, 9, 12)) == "12 september 2022"
    assert svenska.period(date(2022, 9, 12), date(2022, 9, 14)) == "12–14 september 2022"
    assert svenska.period(date(2022, 1, 1), date(2022, 12, 31)) == "1 januari–31 december 2022"
    assert svenska.period(date(2021, 10, 1), date(2022, 9, 30)) == "1 oktober 2021–30 september 2022"


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="före sin början"):
        svenska.period(date(2022, 9, 14), date(2022, 9, 12))


@pytest.mark.parametrize("nummer", [0, 13, -1])
def test_there_is_no_month_beside_the_twelve(nummer):
    with pytest.raises(ValueError, match="ingen månad"):
        svenska.manad(nummer)


def test_the_months_of_a_year_that_begins_in_october():
    dagar = [date(2021, 11, 3), date(2022, 1, 31)]
    assert svenska.tomma_manader(dagar, date(2021, 10, 1), date(2022, 3, 31)) == [10, 12, 2, 3]


def test_lists_read_as_sentences():
    lists = ([], ["a"], ["a", "b"], ["a", "b", "c"])
    assert [svenska.lista_text(x) for x in lists] == ["", "a", "a och b", "a, b och c"]
    assert svenska.lista_text(["juli", "augusti"], "eller") == "juli eller augusti"


def test_a_noun_takes_number_and_adjective_after_its_gender():
    digital = svenska.Adjektiv("digital", "digitalt", "digitala")
    assert [MOTE.antal(n) for n in (0, 1, 2, 13)] == ["inga möten", "ett möte", "två möten", "13 möten"]
    assert [TRAFF.antal(n, digital) for n in (1, 2)] == ["en digital träff", "två digitala träffar"]
    assert MOTE.antal(1, digital) == "ett digitalt möte"


def test_a_compound_is_inflected_as_its_last_part_and_an_unknown_word_never_wrongly():
    assert svenska.substantiv("Frukostmöte").antal(2) == "två frukostmöten"
    assert svenska.substantiv("Handledarkurs").antal(2) == "två handledarkurser"
    assert svenska.substantiv("hearing", annars="utbildning").antal(2) == "två utbildningar"
    assert svenska.substantiv("nätverksträff").antal(1) == "en nätverksträff"
    assert svenska.substantiv("hearing").antal(2) == "två tillfällen"
    assert svenska.substantiv("digital träff").antal(2) == "två tillfällen"


def test_swedish_order_puts_a_ring_a_and_o_with_dots_last():
    kommuner = ["Östersund", "Åre", "Berg", "Ängelholm", "Zappa", "berg"]
    assert sorted(kommuner, key=svenska.sorteringsnyckel) == ["Berg", "berg", "Zappa", "Åre", "Ängelholm", "Östersund"]


def test_other_accents_are_no_letters_of_their_own_however_they_are_typed():
    assert sorted(["idf", "idé", "ide"], key=svenska.sorteringsnyckel) == ["ide", "idé", "idf"]
    assert svenska.sorteringsnyckel("A\u030are")[0] == svenska.sorteringsnyckel("\u00c5re")[0]


@given(st.lists(st.text("abzåäöABZÅÄÖ 12-", max_size=6)))
def test_lists_sorted_here_and_in_the_database_agree(texter):
    assert sorted(texter, key=svenska.sorteringsnyckel) == sorted(texter, key=swedish_key)


def test_a_day_of_another_year_is_told_with_it():
    dag = date(2022, 12, 29)
    assert svenska.dag_och_manad(dag) == svenska.dag_och_manad(dag, date(2022, 1, 1)) == "29 december"
    assert svenska.dag_och_manad(dag, date(2023, 1, 1)) == "29 december 2022"


@pytest.mark.parametrize(
    ("dag", "i_ord", "tid"),
    [
        (date(2022, 2, 7), "i februari 2021", (2022, 2, 7)), (None, "juni 2018", (2018, 6, 0)), (None, "Hösten 2021", (2021, 9, 0)),
        (None, "2022", (2022, 0, 0)), (None, "slutet av maj 2022", (2022, 5, 0)), (None, "2021 eller 2022", None), (None, "då", None),
    ],
)  # fmt: skip
def test_a_day_in_words_is_read_as_far_as_it_is_known(dag, i_ord, tid):
    assert svenska.tid(dag, i_ord) == tid


@pytest.mark.parametrize(
    ("dag", "i_ord", "text"),
    [
        (date(2022, 2, 7), "", "den 7 februari 2022"), (None, "juni 2018", "i juni 2018"), (None, "början av 2022", "i början av 2022"),
        (None, "hösten 2021", "hösten 2021"), (None, "2022", "2022"), (None, "i juni 2018", "i juni 2018"),
    ],
)  # fmt: skip
def test_when_it_was_stands_in_running_text(dag, i_ord, text):
    assert svenska.tidpunkt(dag, i_ord) == text
