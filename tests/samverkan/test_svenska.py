"""Swedish numbers, amounts and dates as they are printed."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from samverkan import svenska


def test_amounts_have_hard_spaces_and_a_true_minus():
    assert svenska.tkr(10_307_000) == "10\u00a0307\u00a0tkr"
    assert svenska.kronor(-1_500) == "\u22121\u00a0500\u00a0kr"
    assert svenska.tkr(-1_500) == "\u22122\u00a0tkr"
    assert svenska.tkr(499) == "0\u00a0tkr"


def test_percent_drops_needless_zeros_only():
    assert svenska.procent(Decimal("2.60")) == "2,6\u00a0%"
    assert svenska.procent(Decimal("10.00")) == "10\u00a0%"
    assert svenska.procent(Decimal("10")) == "10\u00a0%"
    assert svenska.procent(Decimal("-0.25")) == "\u22120,25\u00a0%"


def test_number_words_stop_at_twelve():
    assert [svenska.talord(n, "ett") for n in (0, 1, 2, 12, 13)] == ["noll", "ett", "två", "tolv", "13"]


def test_dates_and_periods():
    assert svenska.datum(date(2023, 1, 26)) == "26 januari 2023"
    assert svenska.period(date(2022, 9, 12), date(2022, 9, 14)) == "12–14 september 2022"
    assert svenska.period(date(2022, 1, 1), date(2022, 12, 31)) == "1 januari–31 december 2022"
    assert svenska.period(date(2021, 10, 1), date(2022, 9, 30)) == "1 oktober 2021–30 september 2022"


def test_lists_read_as_sentences():
    assert [svenska.lista_text(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a och b", "a, b och c"]


@given(st.lists(st.integers(-10**9, 10**9), max_size=30))
def test_a_rounded_column_foots_and_stays_within_one_tkr(belopp):
    tkr = svenska.avrunda_kolumn(belopp)
    assert sum(tkr) == svenska.till_tkr(sum(belopp))
    assert all(abs(t * 1000 - b) < 2000 for t, b in zip(tkr, belopp, strict=True))
