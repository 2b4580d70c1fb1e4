"""The short way through a SIE file: which vouchers go it, what they say, and how the file falls into pieces."""

import io

import pytest

from ekonomi.sie import kort
from ekonomi.sie.belopp import InteSieError
from ekonomi.sie.kort import Konteringar, stycken, verifikation

pytestmark = pytest.mark.en_gang
HUVUD = "#VER A 1 20220315\n{\n"


def rader(text, konteringar=None):
    """[(account, objects, öre)] of a voucher with these rows, or None when it is left to the long way."""
    konteringar = konteringar or Konteringar()
    tolkad = verifikation(f"{HUVUD}{text}\n}}", konteringar)
    return tolkad and [(*konteringar.nyckel(konto, lista)[1:], ore) for konto, lista, ore in tolkad[3]]


@pytest.mark.parametrize(
    ("text", "vantat"),
    [
        ('#TRANS 5010 {1 "401" 6 P1} 5.5 20220316 "t" 3', [("5010", (("1", "401"), ("6", "P1")), 550)]),
        ("  #TRANS\t5010\t{}\t-5\t220316 x", [("5010", (), -500)]),
        ('#TRANS 5010 {"1" "40 1"} -0.05 ""', [("5010", (("1", "40 1"),), -5)]),
        ("#TRANS 5010 {} 123456789012.99", [("5010", (), 12_345_678_901_299)]),
        ("#TRANS 5010 {} 1\n#TRANS 1930 {} -1.00", [("5010", (), 100), ("1930", (), -100)]),
        ("#TRANS 5010 {} 20220315 20220315", [("5010", (), 2_022_031_500)]),
        # anything odd is left to the long way
        ("#TRANS 5010 {} 20220315", None),
        ('#TRANS 5010 {} 20220315 "" "Hyra"', None),
        ("#TRANS 5010 {1} 5", None),
        ("#TRANS 5010 {1 401 1 402} 5", None),
        ('#TRANS 5010 {1 4"1} 5', None),
        ('#TRANS 5010 {1 "401} 5', None),
        ('#TRANS 5010 {1 "4"1} 5', None),
        ("#TRANS 5010 {1 4\ufffd1} 5", None),
        ("#TRANS 5010 {1 401} 5 hyra", None),
        ("#TRANS 5010 {1 401} 5,0", None),
        ("#TRANS FEL {1 401} 5", None),
        ("#TRANS 5010 5", None),
        ("#PSALDO 5010 {1 401} 5", None),
        ("#TRANS 5010 {} 1\n\n#TRANS 1930 {} -1", None),
        ("#TRANS 5010 {} 1\n#RTRANS 5010 {} 1", None),
        ("#TRANS 5010 {} 1\n} #TRANS 1930 {} -1", None),
        ("#TRANS 5010 {} 1\n}x", None),
    ],
)
def test_a_voucher_whose_rows_are_as_most_programs_write_them_goes_the_short_way(text, vantat):
    konteringar = Konteringar()
    assert rader(text, konteringar) == vantat
    assert rader(text, konteringar) == vantat, "and so does the next with the same objects"


@pytest.mark.parametrize(
    ("huvud", "vantat"),
    [
        ('#VER "A" "1" 20220315 "Löner mars" 20220401', ("A", "1", "20220315")),
        ("#VER\tA\t1\t20221231", ("A", "1", "20221231")),
        ('#VER "" 1 20220228', ("", "1", "20220228")),
        ("#VER A 1 20221331", None),
        ("#VER A 1 20220230", None),
        ("#VER A 1 220315", None),
        ("#VER A 1 20220315 {", None),
        ("#VER A 20220315", None),
    ],
)
def test_the_head_of_a_voucher(huvud, vantat):
    tolkad = verifikation(f"{huvud}\n{{\n#TRANS 5010 {{}} 5\n}}", Konteringar())
    assert (tolkad and tolkad[:3]) == vantat


def test_what_stands_after_the_voucher_is_handed_back():
    assert verifikation(f"{HUVUD}#TRANS 5010 {{}} 5\n}} \n#KONTO 1 x", Konteringar())[4:] == (HUVUD, " \n#KONTO 1 x")
    assert verifikation(f"{HUVUD}#TRANS 5010 {{}} 5\n", Konteringar()) is None


@pytest.mark.parametrize("bit", [1, 2, 7, 50, 10_000])
def test_the_pieces_are_the_whole_file_however_it_is_read(monkeypatch, bit):
    text = f"#FLAGGA 0\n\n{HUVUD}#TRANS 5010 {{}} 5\n}}\n#VER\tB 2 20220316\n{{\n}}\n#KONTO 1 x\n#VERB\n#VER C\n"
    monkeypatch.setattr(kort, "BIT", bit)
    bitar = list(stycken(io.StringIO(text)))
    assert "\n".join(bitar) == text.removesuffix("\n")
    assert "\n".join(stycken(io.StringIO(f"{text}#KONTO 2 y"))) == f"{text}#KONTO 2 y", "the last line may have no end"
    assert bit < 10_000 or [b.split("\n")[0][:6] for b in bitar] == ["#FLAGG", "#VER A", "#VER\tB", "#VER C"]


def test_a_line_that_never_ends_is_refused(monkeypatch):
    monkeypatch.setattr(kort, "BIT", 4)
    monkeypatch.setattr(kort, "MAX_RAD", 8)
    assert list(stycken(io.StringIO("x" * 8 + "\n"))) == ["x" * 8]
    with pytest.raises(InteSieError) as fel:
        list(stycken(io.StringIO("x" * 12)))
    assert str(fel.value) == "Filen har en rad som är flera miljoner tecken lång. Exportera den på nytt ur ekonomisystemet."
