"""The short way through a SIE file: which lines go it, and what they say."""

import pytest

from ekonomi.sie.kort import Kortvag

pytestmark = pytest.mark.en_gang


@pytest.mark.parametrize(
    ("text", "vantat"),
    [
        ('#TRANS 5010 {1 "401" 6 P1} 5.5 20220316 "t" 3', ("5010", (("1", "401"), ("6", "P1")), 550)),
        ("  #TRANS\t5010\t{}\t-5\t220316 x\n", ("5010", (), -500)),
        ('#TRANS 5010 {"1" "40 1"} -0.05 ""', ("5010", (("1", "40 1"),), -5)),
        ("#TRANS 5010 {} 123456789012.99", ("5010", (), 12_345_678_901_299)),
        # anything odd is left to the long way
        ("#TRANS 5010 {1} 5", None),
        ("#TRANS 5010 {1 401 1 402} 5", None),
        ('#TRANS 5010 {1 4"1} 5', None),
        ('#TRANS 5010 {1 "401} 5', None),
        ("#TRANS 5010 {1 4\ufffd1} 5", None),
        ("#TRANS 5010 {1 401} 5 hyra", None),
        ("#TRANS 5010 {1 401} 5,0", None),
        ("#TRANS FEL {1 401} 5", None),
        ("#TRANS 5010 5", None),
        ("#PSALDO 5010 {1 401} 5", None),
    ],
)
def test_a_row_as_most_programs_write_it_goes_the_short_way(text, vantat):
    kort = Kortvag()
    assert kort.rad(text) == vantat
    assert kort.rad(text) == vantat, "and so does the next with the same objects"


@pytest.mark.parametrize(
    ("text", "vantat"),
    [
        ('#VER "A" "1" 20220315 "Löner mars" 20220401', "20220315"),
        (" #VER\tA\t1\t20221231\n", "20221231"),
        ("#VER A 1 20221331", None),
        ("#VER A 1 220315", None),
        ("#VER A 1 20220315 {", None),
        ("#VER A 20220315", None),
    ],
)
def test_a_voucher_as_most_programs_write_it_goes_the_short_way(text, vantat):
    assert Kortvag.ver(text) == vantat


def test_the_objects_that_were_named_are_remembered():
    kort = Kortvag()
    for text in ("#TRANS 5010 {1 401} 5", "#TRANS 5010 {6 P1 1 401} 5", "#TRANS 5010 {1} 5", "#TRANS 5010 {} 5"):
        kort.rad(text)
    assert kort.anvanda == {("1", "401"), ("6", "P1")}
