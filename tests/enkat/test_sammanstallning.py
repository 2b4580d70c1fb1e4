"""The arithmetic of the compilation, by hand: what is not applicable is counted and never averaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enkat.resultat.andelar import Ettsvar, Val, andelar, median, sammanstall

PLAN, JA, STOR, LITEN, INTE = (
    Val(0, "Har inte haft någon detaljerad plan", ej_tillampligt=True), Val(1, "Ja", 4), Val(2, "Till stor del", 3),
    Val(3, "Till liten del", 2), Val(4, "Inte hunnit med alls", 1),
)  # fmt: skip
VAL = [PLAN, JA, STOR, LITEN, INTE]


def svar(*valda):
    return [Ettsvar(f"Organ {n}", v) for n, v in enumerate(valda)]


def test_the_hand_made_fixture():
    # Six asked, five answered: two not applicable, one Ja, two Till liten del.
    r = sammanstall("1. Har ni?", VAL, svar(0, 0, 1, 3, 3), tillfragade=6)
    assert (r.antal, r.tillfragade, r.bas) == (5, 6, 3)
    assert [(rad.antal, rad.procent) for rad in r.rader] == [(2, None), (1, 33), (0, 0), (2, 67), (0, 0)]
    assert r.median == "Till liten del"


def test_not_applicable_does_not_move_the_median():
    assert median(VAL, [1, 1, 3]) == median(VAL, [1, 1, 3, 0, 0, 0, 0]) == "Ja"


def test_a_median_lies_between_neighbours_or_is_not_told():
    assert median(VAL, [1, 3]) == median(VAL, [1, 1, 4, 4]) == ""
    assert median(VAL, [1, 2]) == "mellan Ja och Till stor del"
    assert median(VAL, [1, 2, 2, 4]) == "Till stor del"


def test_no_median_without_order_or_answers():
    assert median([Val(1, "Röd"), Val(2, "Blå")], [1, 2, 2]) == ""
    assert median(VAL, [0, 0]) == ""


def test_only_not_applicable_has_no_share():
    r = sammanstall("F", VAL, svar(0, 0), tillfragade=2)
    assert r.bas == 0
    assert [rad.procent for rad in r.rader] == [None, 0, 0, 0, 0]


def test_every_number_leads_to_its_answers():
    r = sammanstall("F", VAL, svar(1, 3, 1), tillfragade=3)
    assert [[s.vem for s in rad.vilka] for rad in r.rader] == [[], ["Organ 0", "Organ 2"], [], ["Organ 1"], []]


def test_texts_that_say_the_same_are_told_together_in_the_order_they_came():
    svar = [
        Ettsvar("BUZ", None, "Sent underlag."),
        Ettsvar("SocSam", None, "Bra."),
        Ettsvar("FoU", None, "sent  underlag."),
        Ettsvar("IFO", None, " "),
    ]
    lika = sammanstall("Varför?", [], svar, tillfragade=4).lika_texter
    assert [[t.vem for t in grupp] for grupp in lika] == [["BUZ", "FoU"], ["SocSam"]]


def test_a_small_group_is_withheld_and_says_why():
    four = [Ettsvar(f"Organ {n}", 1, "Text") for n in range(4)]
    r = sammanstall("F", VAL, four, tillfragade=6, minsta=5)
    assert (r.rader, r.texter, r.median) == ((), (), "")
    assert "färre än 5 har svarat" in r.dolt
    five = sammanstall("F", VAL, [*four, Ettsvar("Organ 4", 2, "Annat")], tillfragade=6, minsta=5)
    assert five.dolt == ""
    assert {s.vem for rad in five.rader for s in rad.vilka} | {s.vem for s in five.texter} == {""}


def test_unanimous_in_an_anonymous_round_is_withheld_and_in_an_open_one_told():
    lika = [Ettsvar(f"Organ {n}", 1) for n in range(6)]
    r = sammanstall("F", VAL, lika, tillfragade=6, minsta=5)
    assert "alla som svarade valde samma svar" in r.dolt
    assert r.rader == ()
    assert sammanstall("F", VAL, lika, tillfragade=6).dolt == ""
    assert sammanstall("F", VAL, [*lika[:5], Ettsvar("Organ 5", 2)], tillfragade=6, minsta=5).dolt == ""


@pytest.mark.parametrize(
    ("antal", "delar"), [([1, 1, 1], [33, 33, 33]), ([1, 1], [50, 50]), ([1, 7], [13, 88]), ([0, 0], [0, 0]), ([2, 1], [67, 33])]
)
def test_equal_counts_have_equal_shares(antal, delar):
    assert andelar(antal) == delar


@given(st.lists(st.integers(0, 50), min_size=1, max_size=8))
def test_each_share_is_rounded_by_itself(antal):
    delar = andelar(antal)
    assert len({(n, d) for n, d in zip(antal, delar, strict=True)}) == len(set(antal))
    assert all(d == 0 for d, n in zip(delar, antal, strict=True) if n == 0)
    assert all(abs(d - 100 * n / sum(antal)) <= 0.5 for d, n in zip(delar, antal, strict=True) if sum(antal))
