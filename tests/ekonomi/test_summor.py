"""How the lines of a file become sums, place by place: what a test of whole files would let pass."""

from datetime import date
from decimal import Decimal

import pytest

from ekonomi.utfall.avlasning import KONTO, MAX_DIMENSION, Avlasning, Kalla, Kontosaldo, Kontourval, Lasning
from ekonomi.utfall.summor import (
    Objektsumma,
    dela_i_procent,
    delar_mer_an_total,
    forslag_dimension,
    inom,
    kod_for,
    konton_av_storlek,
    kontosummor,
    last_som,
    per_objekt,
    tomma_manader,
    valbara_dimensioner,
    valbara_par,
)

pytestmark = pytest.mark.en_gang
ARET = (date(2022, 1, 1), date(2022, 12, 31))
A, B, P, Q = ("1", "401"), ("1", "402"), ("6", "P1"), ("6", "P2")
VER, PERIOD = Kalla.VERIFIKATIONER, Kalla.PERIODSALDON


def last(*rader, kalla=PERIOD, **mer):
    """A reading of lines (period, account, objects, öre)."""
    return Avlasning(kalla=kalla, saldon={(period, konto, tuple(objekt)): ore for period, konto, objekt, ore in rader}, **mer)


def saldo(konto, lasning, fran="20220101", till="20221231"):
    return Kontosaldo(konto, fran, till, 0, lasning=lasning)


def summor(avlasning, dimension="1", aret=ARET, urval=None):
    """{code: öre}"""
    return {s.kod: s.utfall for s in per_objekt(avlasning, dimension, *aret, urval or Kontourval())}


@pytest.mark.parametrize(
    ("period", "hor_till"),
    [
        ("", True),
        ("202201", True),
        ("202212", True),
        ("202112", False),
        ("202301", False),
        ("20220101-20221231", True),
        ("20211231-20221231", False),
        ("20220101-20230101", False),
        ("20220301-20220331", True),
    ],
)
def test_a_period_belongs_to_the_year_it_lies_within(period, hor_till):
    assert inom(period, *ARET) is hor_till


def test_the_months_of_a_year_from_october():
    aret = (date(2021, 10, 1), date(2022, 9, 30))
    assert [inom(period, *aret) for period in ("202109", "202110", "202112", "202201", "202209", "202210")] == [False, *4 * [True], False]
    assert [inom(f"{fran}-20220930", *aret) for fran in ("20210901", "20211001")] == [False, True]


def test_a_sum_is_the_cost_that_is_left_and_exists_when_any_of_its_three_does():
    assert Objektsumma("401", "FoU", -700, 1000).utfall == 300
    assert Objektsumma("401", "FoU") == Objektsumma("401", "FoU", 0, 0, None, {"5010": 1}), "whichever accounts they stand on"
    assert [Objektsumma("", "", *tre).har_belopp for tre in ((0, 0, 0), (-1, 0, 0), (0, 1, 0), (0, 0, 1))] == [False, True, True, True]


def test_income_cost_budget_and_accounts_of_an_object_stand_apart():
    avlasning = last(
        ("202201", "3010", [A], -700), ("202201", "5010", [A], 1000), ("202201", "5020", [A], 0),
        konton={"5010": "Löner"}, objekt={A: "FoU"}, budget={("202201", "5010", (A,)): 900, ("202201", "5030", (A,)): 50},
    )  # fmt: skip
    (rad,) = per_objekt(avlasning, "1", *ARET, Kontourval())[:1]
    assert (rad.kod, rad.namn, rad.intakter, rad.kostnader, rad.budget) == ("401", "FoU", -700, 1000, 950)
    assert dict(rad.konton) == {"3010": -700, "5010": 1000}
    (rad,) = per_objekt(last(("202201", "3010", [A], -1), ("202201", "5010", [A], 1)), "1", *ARET, Kontourval())[:1]
    assert (rad.intakter, rad.kostnader) == (-1, 1)


def test_an_object_with_a_budget_alone_is_shown_and_one_without_anything_is_not():
    avlasning = last(("202201", "5010", [A], 0), budget={("202201", "5010", (B,)): 900})
    assert [(s.kod, s.utfall, s.budget) for s in per_objekt(avlasning, "1", *ARET, Kontourval())] == [("402", 0, 900)]


def test_what_has_no_object_comes_last_and_is_called_so():
    avlasning = last(("202201", "5010", [], 10), ("202201", "5010", [B], 1), ("202201", "5010", [A], 2), objekt={B: "Barn"})
    assert [(s.kod, s.namn) for s in per_objekt(avlasning, "1", *ARET, Kontourval())] == [("401", ""), ("402", "Barn"), ("", "Utan objekt")]


def test_objects_of_two_dimensions_and_accounts_are_called_by_their_names():
    rader = (("202201", "5010", [A, P], 5), ("202201", "5010", [B], 3))
    avlasning = last(*rader, kalla=Kalla.RADER, objekt={A: "FoU", P: "Yrkesresan"}, konton={"5010": "Löner"})
    assert {s.kod: s.namn for s in per_objekt(avlasning, "1+6", *ARET, Kontourval())} == {
        "401 + P1": "FoU, Yrkesresan", "402 + (utan)": "",
    }  # fmt: skip
    assert [(s.kod, s.namn, s.utfall) for s in per_objekt(avlasning, KONTO, *ARET, Kontourval())] == [("5010", "Löner", 8)]


def test_what_has_no_name_is_called_nothing_and_a_code_may_hold_a_plus():
    med_plus = ("6", "P + 1")
    avlasning = last(("202201", "5010", [A, med_plus], 5), kalla=Kalla.RADER, objekt={med_plus: "Yrkesresan"})
    assert [(s.kod, s.namn) for s in per_objekt(avlasning, "1+6", *ARET, Kontourval())] == [("401 + P + 1", "Yrkesresan")]
    assert [(s.kod, s.namn) for s in per_objekt(avlasning, KONTO, *ARET, Kontourval())] == [("5010", "")]
    assert [(s.kod, s.namn) for s in per_objekt(avlasning, "6", *ARET, Kontourval())] == [("P + 1", "Yrkesresan")]


def test_only_the_accounts_and_periods_that_count_are_counted():
    avlasning = last(
        ("202201", "5010", [A], 1), ("202112", "5010", [A], 2), ("202201", "1930", [A], 4), ("202201", "8999", [A], 8), kalla=Kalla.RADER
    )
    assert summor(avlasning) == {"401": 1}
    assert summor(avlasning, urval=Kontourval("1", "")) == {"401": 4}


@pytest.mark.parametrize(("lasning", "blir"), [(Lasning.TOTALER, 100), (Lasning.RADER, 160), (Lasning.UTAN_TOTAL, 100)])
def test_an_account_is_read_as_it_was_found_to_be(lasning, blir):
    rader = [("202201", "5010", (), 100), ("202201", "5010", (A,), 60)]
    assert last_som(rader, lasning) == blir
    assert sum(kontosummor(last(*rader, avstamning=[saldo("5010", lasning)])).values()) == blir
    assert sum(summor(last(*rader, avstamning=[saldo("5010", lasning)])).values()) == blir


def test_without_a_total_the_lines_of_the_dimension_that_says_most_are_the_account():
    rader = [("202201", "5010", (A,), 60), ("202201", "5010", (B,), -50), ("202201", "5010", (P,), 90)]
    assert last_som(rader, Lasning.TOTALER) == 10
    assert last_som(rader, Lasning.UTAN_TOTAL) == 100
    assert last_som([*rader, ("202201", "5010", (), 7)], Lasning.UTAN_TOTAL) == 7
    assert last_som([*rader, ("202202", "5010", (), 7)], Lasning.UTAN_TOTAL) == 107
    assert last_som([*rader, ("202202", "5010", (), 7)], Lasning.TOTALER) == 17
    for senare in (("202202", "5010", (), 7), ("202201", "5020", (), 7)):
        avlasning = last(*rader, senare, avstamning=[saldo("5010", Lasning.UTAN_TOTAL)])
        assert sum(kontosummor(avlasning).values()) == 107, "a total of another month or account is not its own"
    assert last_som([("202201", "5010", (A, P), 100), ("202201", "5010", (A,), 50)], Lasning.TOTALER) == 150, "by the first of its objects"


@pytest.mark.parametrize(
    ("fran", "till", "blir"), [("20220101", "20221231", 160), ("20220201", "20221231", 100), ("20210101", "20211231", 100)]
)
def test_a_reading_holds_in_its_own_years_months_alone(fran, till, blir):
    avlasning = last(("202201", "5010", [], 100), ("202201", "5010", [A], 60), avstamning=[saldo("5010", Lasning.RADER, fran, till)])
    assert kontosummor(avlasning) == {"5010": blir}


def test_the_first_and_last_month_of_its_year_are_read_in_its_way():
    rader = [(manad, "5010", objekt, ore) for manad in ("202201", "202212", "202301") for objekt, ore in (((), 100), ((A,), 60))]
    assert kontosummor(last(*rader, avstamning=[saldo("5010", Lasning.RADER)])) == {"5010": 160 + 160 + 100}
    assert kontosummor(last(*rader), "202202", "202212") == {"5010": 100}
    assert kontosummor(last(*rader), "202201", "202201") == {"5010": 100}
    december = [("20221201-20221231", "5010", objekt, ore) for objekt, ore in (((), 100), ((A,), 60))]
    assert kontosummor(last(*december, avstamning=[saldo("5010", Lasning.RADER)])) == {"5010": 160}
    assert kontosummor(last(*december), "202212", "202212") == {"5010": 100}
    assert kontosummor(last(*december), "202301") == {}
    assert kontosummor(last(*rader, kalla=Kalla.RADER)) == {"5010": 480}
    assert kontosummor(last(("202201", "X", [A], 5))) == {"X": 5}, "an account that is no number too"


def test_vouchers_of_a_period_are_read_with_totals_and_rows_without():
    rader = (("202201", "5010", [], 100), ("202201", "5010", [A], 60))
    assert summor(last(*rader, kalla=VER)) == {"401": 60, "": 40}
    assert summor(last(*rader, kalla=Kalla.RADER)) == {"401": 60, "": 100}
    assert summor(last(*rader, kalla=Kalla.ARSSALDON)) == {"401": 60, "": 100}


def test_a_budget_of_rows_is_read_row_by_row_and_one_of_balances_with_its_totals():
    budget = {("202201", "5010", ()): 100, ("202201", "5010", (A,)): 60}
    for kalla, utan in ((Kalla.RADER, 100), (PERIOD, 40), (Kalla.ARSSALDON, 40)):
        rader = per_objekt(last(kalla=kalla, budget=budget), "1", *ARET, Kontourval())
        assert {s.kod: s.budget for s in rader} == {"401": 60, "": utan}


@pytest.mark.parametrize(
    ("rader", "mer"),
    [
        ([("", "5010", (), 30), ("", "5010", (A,), 100)], True),
        ([("", "5010", (), 100), ("", "5010", (A,), 100)], False),
        ([("", "5010", (), -30), ("", "5010", (A,), -100)], True),
        ([("", "5010", (), -100), ("", "5010", (A,), 30)], False),
        ([("", "5010", (), 30), ("", "5010", (), 30), ("", "5010", (A,), 50)], False),
        ([("", "5010", (), 30), ("", "5010", (A,), 20), ("", "5010", (B,), 20)], True),
        ([("", "5010", (), 30), ("", "5010", (A,), 20), ("", "5010", (P,), 20)], False),
        ([("", "5010", (), 30), ("", "5010", (A, P), 100)], False),
        ([("01", "5010", (), 30), ("02", "5010", (A,), 100)], False),
        ([("", "5010", (A,), 100)], False),
    ],
)
def test_parts_that_come_to_more_than_their_total_can_hardly_be_parts_of_it(rader, mer):
    assert delar_mer_an_total(rader) is mer


@pytest.mark.parametrize(
    ("objekt", "dimensioner", "kod"),
    [
        ((A, P), ("1",), "401"),
        ((A, P), ("6",), "P1"),
        ((P,), ("1",), ""),
        ((), ("1",), ""),
        ((A, B), ("1",), "401"),
        ((A, P), ("1", "6"), "401 + P1"),
        ((P, A), ("1", "6"), "401 + P1"),
        ((A,), ("1", "6"), "401 + (utan)"),
        ((P,), ("1", "6"), "(utan) + P1"),
        ((), ("1", "6"), ""),
    ],
)
def test_the_code_of_a_line(objekt, dimensioner, kod):
    assert kod_for(objekt, dimensioner) == kod


def test_a_line_with_the_object_alone_is_its_whole_amount_and_others_count_only_where_there_is_none():
    avlasning = last(
        ("202201", "5010", [], 100), ("202201", "5010", [A], 60), ("202201", "5010", [A, P], 25), ("202201", "5010", [B, P], 7),
        ("202201", "5010", [B, Q], 3), ("202202", "5010", [A, P], 2), ("202202", "5010", [], 2),
    )  # fmt: skip
    assert summor(avlasning) == {"401": 62, "402": 10, "": 30}
    assert summor(last(("202201", "5010", [], 100), ("202201", "5010", [A, B], 60))) == {"401": 60, "": 40}, "the first of two of one kind"
    assert summor(avlasning, "1+6") == {"401 + P1": 27, "401 + (utan)": 35, "402 + P1": 7, "402 + P2": 3, "": 30}


def test_of_two_dimensions_of_vouchers_what_the_second_has_alone_is_no_part_of_what_has_none():
    rader = [
        ("202201", "5010", [], 36), ("202201", "5010", [A], 12), ("202201", "5010", [P], 16), ("202201", "5010", [Q], 3),
        ("202201", "5010", [A, P], 5), ("202201", "5020", [], 4), ("202201", "5020", [P], 4),
    ]  # fmt: skip
    assert summor(last(*rader, kalla=VER), "1+6") == {
        "401 + P1": 5, "401 + (utan)": 7, "(utan) + P1": 15, "(utan) + P2": 3, "": 10,
    }  # fmt: skip
    assert summor(last(*rader), "1+6") == {"401 + P1": 5, "401 + (utan)": 7, "": 28}, "balances do not say what the two have in common"
    ursprung = {s.kod: dict(s.konton) for s in per_objekt(last(*rader, kalla=VER), "1+6", *ARET, Kontourval())}
    assert ursprung["(utan) + P1"] == {"5010": 11, "5020": 4}
    assert ursprung[""] == {"5010": 10}


def test_a_remainder_may_be_below_zero():
    assert summor(last(("202201", "5010", [], 10), ("202201", "5010", [A], 60))) == {"401": 60, "": -50}
    assert summor(last(("202201", "5010", [], 60), ("202201", "5010", [A], 60))) == {"401": 60}


def test_parts_of_per_cent_foot_to_the_ore_and_the_first_of_equals_has_what_is_left():
    assert dela_i_procent(101, [Decimal(50), Decimal(50)]) == [51, 50]
    assert dela_i_procent(100, [Decimal("33.33"), Decimal("66.67")]) == [33, 67]
    assert dela_i_procent(-100, [Decimal("12.5"), Decimal("87.5")]) == [-12, -88]
    assert dela_i_procent(1_000_000, [Decimal("0.01"), Decimal("99.99")]) == [100, 999_900]


@pytest.mark.parametrize(
    ("konton", "belopp", "funna"),
    [
        ({"3010": -95}, -100, [("3010", -95)]),
        ({"3010": -94}, -100, []),
        ({"3010": -105}, -100, [("3010", -105)]),
        ({"3010": 105}, -100, []),
        ({"3010": -106}, -100, []),
        ({"3010": -100, "3020": -101}, -100, [("3010", -100), ("3020", -101)]),
        ({"3110": -60, "3112": -40, "3115": -900}, -1000, [("311", -1000)]),
        ({"3110": -60, "3120": -40}, -100, [("31", -100)]),
        ({"3110": -60, "3210": -40}, -100, []),
        ({"5": 100}, 100, [("5", 100)]),
        ({"3010": 0}, 0, []),
        ({}, 7, []),
        ({"40101": 60, "40102": 40}, 100, [("401", 100)]),
        ({"501": 7, "5010": 100}, 100, [("5010", 100)]),
        ({"3020": 100, "3010": 101}, 100, [("3010", 101), ("3020", 100)]),
        ({"3010": 1052}, 1000, []),
    ],
)
def test_an_account_of_about_a_size_is_looked_for_with_those_that_begin_alike(konton, belopp, funna):
    assert konton_av_storlek(konton, belopp) == funna


def test_a_dimension_whose_number_is_a_whole_text_is_not_offered():
    lang, for_lang = "x" * MAX_DIMENSION, "x" * (MAX_DIMENSION + 1)
    assert valbara_dimensioner(last(dimensioner={"1": "Ansvar", lang: "", for_lang: ""})) == ["1", lang]


def test_two_dimensions_are_offered_where_some_line_has_both_or_every_line_counts_once():
    dimensioner = {"1": "Ansvar", "6": "Projekt", "7": "Part"}
    var_for_sig = (("202201", "5010", [A], 1), ("202201", "5010", [P], 2))
    assert valbara_par(last(*var_for_sig, dimensioner=dimensioner)) == []
    assert valbara_par(last(*var_for_sig, kalla=VER, dimensioner=dimensioner)) == ["1+6"]
    assert valbara_par(last(*var_for_sig, avstamning=[saldo("5010", Lasning.RADER)], dimensioner=dimensioner)) == ["1+6"]
    assert valbara_par(last(*var_for_sig, avstamning=[saldo("5010", Lasning.UTAN_TOTAL)], dimensioner=dimensioner)) == []
    assert valbara_par(last(("202201", "5010", [A, ("7", "x")], 1), dimensioner=dimensioner)) == ["1+7"]
    assert valbara_par(last(("202201", "5010", [P, A], 1), dimensioner=dimensioner)) == ["1+6"]
    assert valbara_par(last(("202201", "5010", [A, A], 1), dimensioner=dimensioner)) == []
    lang = "7" * 10
    rader = (("202201", "5010", [("6" * 10, "P"), (lang, "x")], 1), ("202201", "5010", [("6" * 9, "P"), (lang, "x")], 1))
    assert valbara_par(last(*rader, dimensioner={"6" * 10: "", "6" * 9: "", lang: ""})) == [f"{'6' * 9}+{lang}"], (
        "no longer than one may be"
    )


def test_the_dimension_that_takes_most_money_is_proposed_income_and_cost_alike():
    dimensioner = {"1": "Ansvar", "6": "Projekt"}
    rader = (("202201", "5010", [A], 60), ("202201", "3010", [P], -50), ("202201", "5010", [P], 20))
    assert forslag_dimension(last(*rader, kalla=Kalla.RADER, dimensioner=dimensioner), *ARET, Kontourval()) == "6"
    assert forslag_dimension(last(*rader[:2], kalla=Kalla.RADER, dimensioner=dimensioner), *ARET, Kontourval()) == "1"
    assert forslag_dimension(last(("202201", "5010", [], 5), kalla=Kalla.RADER, dimensioner=dimensioner), *ARET, Kontourval()) == KONTO
    assert forslag_dimension(last(), *ARET, Kontourval()) == KONTO


def test_the_months_without_an_amount_are_told_when_the_file_has_months():
    avlasning = last(*((f"2022{n:02}", "5010", [], 1) for n in range(1, 11)))
    assert tomma_manader(avlasning, *ARET) == [(2022, 11), (2022, 12)]
    assert tomma_manader(last(("20220101-20221231", "5010", [], 1), ("", "5010", [], 1)), *ARET) == []
