"""The vouchers as they are booked: even or not, read before, such as close the year; and one by one, as they stand behind a sum."""

import codecs

import pytest

from ekonomi.sie.enskilda import verifikationer
from ekonomi.sie.verifikationer import Huvudbok, Verifikation, ar_resultatkonto
from tests.ekonomi.sieprov import HUVUD, VERIFIKATIONER, fil

pytestmark = pytest.mark.en_gang
A, P = ("1", "401"), ("6", "P1")
ARET = ("20220101", "20221231")


def rader(bok, *poster, manad="202203"):
    """Rows of (account, objects, öre), numbered as the book numbers them."""
    k = bok.konteringar
    return [(k.konto(manad, konto), k.objektlista(objekt), ore) for konto, objekt, ore in poster]


def bokslutet(bok, *poster, dag="20221231"):
    """A voucher of the year's last day, booked and kept as one of those that may close the year."""
    ver = Verifikation(1, "B", "9", dag, rader(bok, *poster, manad=dag[:6]))
    bok.bokfor("B", "9", ver.rader)
    bok.sista.append(ver)
    return ver


@pytest.mark.parametrize(
    ("konto", "resultat"),
    [
        ("2999", False),
        ("3000", True),
        ("3", True),
        ("8", True),
        ("8910", True),
        ("899", False),
        ("8999", False),
        ("9000", False),
        ("", False),
    ],
)
def test_an_account_of_the_result(konto, resultat):
    assert ar_resultatkonto(konto) is resultat


@pytest.mark.parametrize(
    ("ver", "namn", "manad", "text"),
    [
        (Verifikation(1, "A", "7", "20220315", huvud='#VER A 7 20220315 "Löner mars" 20220401'), "A 7", "202203", "Löner mars"),
        (Verifikation(1, "", "7", "", huvud="#VER"), "7", "", ""),
        (Verifikation(1, "A", "", "202203", huvud="#VER A 7 20220315"), "A", "202203", ""),
        (Verifikation(1, "S" * 39, "1234", ""), "S" * 39 + " ", "", ""),
    ],
)
def test_how_a_voucher_is_named(ver, namn, manad, text):
    assert (ver.namn, ver.manad, ver.text) == (namn, manad, text)


def test_what_a_voucher_lacks_to_go_out_even_is_told_and_its_rows_are_counted():
    bok = Huvudbok()
    ett = rader(bok, ("5010", (A,), 500), ("5010", (A,), 20), ("1930", (), -500))
    assert bok.bokfor("A", "1", ett) == (20, False)
    assert bok.bokfor("A", "2", rader(bok, ("1930", (), 7))) == (7, False)
    assert bok.saldon(bok.belopp, ()) == {
        ("202203", "5010", ()): 520, ("202203", "5010", (A,)): 520, ("202203", "1930", ()): -493,
    }  # fmt: skip


def test_the_same_number_with_the_same_rows_has_been_read_before():
    bok = Huvudbok()
    ett = rader(bok, ("5010", (A,), 500), ("1930", (), -500))
    andra = rader(bok, ("5010", (A,), 501), ("1930", (), -501))
    assert [bok.bokfor(*ver)[1] for ver in (
        ("A", "1", ett), ("A", "1", andra), ("A", "2", ett), ("B", "1", ett), ("A", "1", ett[:1]), ("A", "1", [*ett, *rader(bok, ("1930", (), 0))]),
    )] == [False] * 6  # fmt: skip
    assert bok.dubbla == {}
    assert bok.bokfor("A", "1", ett[::-1]) == (0, True), "in whatever order its rows stand"
    assert bok.saldon(bok.dubbla, ()) == {
        ("202203", "5010", ()): 500, ("202203", "5010", (A,)): 500, ("202203", "1930", ()): -500,
    }  # fmt: skip
    assert bok.saldon(bok.belopp, ())["202203", "5010", ()] == 500 * 6 + 501


def test_what_has_no_number_or_no_rows_is_never_taken_for_one_read_before():
    bok = Huvudbok()
    ett = rader(bok, ("5010", (A,), 500))
    assert [bok.bokfor("A", "", ett), bok.bokfor("A", "", ett)] == [(500, False)] * 2
    assert [bok.bokfor("A", "1", []), bok.bokfor("A", "1", [])] == [(0, False)] * 2
    assert bok.dubbla == {}


def test_amounts_of_a_list_are_parts_of_each_object_and_of_both():
    bok = Huvudbok()
    x = ("7", "x")
    bok.bokfor("A", "1", rader(bok, ("5010", (A, P, x), 10), ("5010", (A,), 5), ("5010", (P, x), 2), ("5010", (), 1)))
    utan = {("202203", "5010", ()): 18, ("202203", "5010", (A,)): 15, ("202203", "5010", (P,)): 12, ("202203", "5010", (x,)): 12}
    assert bok.saldon(bok.belopp, ()) == utan
    assert bok.saldon(bok.belopp, ("1", "6")) == utan | {("202203", "5010", (A, P)): 10}
    assert bok.saldon(bok.belopp, ("6", "1")) == utan | {("202203", "5010", (A, P)): 10}, "in the file's own order"
    assert bok.saldon(bok.belopp, ("6", "7")) == utan | {("202203", "5010", (P, x)): 12}


def test_rows_of_its_own_are_summed_apart_from_the_book():
    bok = Huvudbok()
    ett = rader(bok, ("5010", (A,), 500), ("5010", (A,), 20))
    assert bok.saldon(bok.samlade(ett), ()) == {("202203", "5010", ()): 520, ("202203", "5010", (A,)): 520}
    assert bok.belopp == {}


# --- the voucher that closes a year ------------------------------------------------------------------------------------


def test_a_voucher_that_empties_the_accounts_of_the_result_closes_the_year():
    bok = Huvudbok()
    bok.bokfor("A", "1", rader(bok, ("5010", (A,), 500), ("3010", (), -700), ("1930", (), 200), manad="202201"))
    ver = bokslutet(bok, ("5010", (), -500), ("3010", (), 700), ("2099", (), -200))
    assert bok.bokslut([ARET]) == [ver]
    assert bok.bokslut([("20210101", "20211231")]) == []
    assert bok.bokslut([]) == []
    assert bok.bokslut([ARET, ("20210101", "20211231")]) == [ver]


def test_so_does_one_that_empties_the_only_account_there_is():
    bok = Huvudbok()
    bok.bokfor("A", "1", rader(bok, ("5010", (A,), 500), ("1930", (), -500)))
    assert bok.bokslut([ARET]) == [], "nothing was booked on the last day"
    ver = bokslutet(bok, ("5010", (), -500), ("8999", (), 0), ("2099", (), 500))
    assert bok.bokslut([ARET]) == [ver]


@pytest.mark.parametrize(
    "poster",
    [
        (("5010", (), -499), ("2099", (), 499)),  # something is left
        (("5010", (), -500), ("2099", (), 500)),  # one account of two: it may be a correction
        (("5010", (), -500), ("3010", (), 699), ("2099", (), -199)),  # one of the two is not emptied
        (("1930", (), 5), ("2440", (), -5)),  # no account of the result
        (("5010", (), 5), ("5010", (), -5)),  # moves nothing
    ],
)
def test_what_leaves_an_account_or_moves_none_does_not(poster):
    bok = Huvudbok()
    bok.bokfor("A", "1", rader(bok, ("5010", (A,), 500), ("3010", (), -700), ("1930", (), 200)))
    bokslutet(bok, *poster)
    assert bok.bokslut([ARET]) == []


def test_several_that_empty_one_each_close_it_together():
    bok = Huvudbok()
    bok.bokfor("A", "1", rader(bok, ("5010", (A,), 500), ("3010", (), -700), ("1930", (), 200)))
    tva = [bokslutet(bok, ("5010", (), -500), ("2099", (), 500)), bokslutet(bok, ("3010", (), 700), ("2099", (), -700))]
    assert bok.bokslut([ARET]) == tva


def test_two_accounts_at_nought_are_enough_though_a_third_is_left():
    bok = Huvudbok()
    bok.bokfor("A", "1", rader(bok, ("5010", (A,), 500), ("3010", (), -700), ("6010", (), 9), ("1930", (), 191)))
    ver = bokslutet(bok, ("5010", (), -500), ("3010", (), 700), ("2099", (), -200))
    assert bok.bokslut([ARET]) == [ver]


def test_what_was_booked_in_another_year_is_not_reckoned_in():
    bok = Huvudbok()
    for manad, ore in (("202112", 90), ("202201", 200), ("202212", 300), ("202301", 7)):
        bok.bokfor("A", manad, rader(bok, ("5010", (), ore), ("1930", (), -ore), manad=manad))
    ver = bokslutet(bok, ("5010", (), -500), ("2099", (), 500))
    assert bok.bokslut([ARET]) == [ver]
    assert bok.bokslut([("20220101", "20230131")]) == [], "it is no voucher of that year's last day"
    assert bok.bokslut([("20220201", "20221231")]) == [], "what came in January is not there"


# --- one by one --------------------------------------------------------------------------------------------------------


def som_last(data):
    return [(v.rad, v.namn, v.dag, v.text, list(v.poster)) for v in verifikationer(data)]


def test_the_vouchers_stand_in_the_files_order_with_their_line_and_rows():
    ett, tva, tre = som_last(fil(VERIFIKATIONER, 4))
    assert ett[1:4] == ("A 1", "20220315", "Löner mars")
    assert ett[4] == [
        ("202203", "5010", (A, P), 50_000_000),
        ("202203", "5010", (("1", "402"),), 10_050),
        ("202203", "1930", (), -50_010_050),
    ]
    rad = fil(VERIFIKATIONER, 4).decode("cp437").splitlines().index('#VER A 1 20220315 "Löner mars"') + 1
    assert [v[0] for v in (ett, tva, tre)] == [rad, rad + 6, rad + 13]
    assert [post[3] for post in tva[4]] == [29_500_000, -29_500_000], "what was taken away or added later is no row"
    assert tre[4] == [("202301", "5010", (A,), 700), ("202301", "1930", (), -700)]


@pytest.mark.parametrize("slut", ["}\n", "}", "", "}\n#TRANS 5010 {} 5 20220101\n"])
def test_the_last_one_is_read_however_the_file_ends(slut):
    kropp = "#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n#TRANS 1930 {} -5\n"
    assert som_last(fil(kropp + slut, 4))[0][4] == [("202201", "5010", (), 500), ("202201", "1930", (), -500)]


@pytest.mark.parametrize("kodning", ["cp437", "utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_whatever_the_letters_are_written_in(kodning):
    data = fil(VERIFIKATIONER + '#VER Ö 4 20220601 "Färja till Frösön"\n{\n#TRANS 5010 {} 1\n#TRANS 1930 {} -1\n}\n', 4, kodning=kodning)
    assert [(v.namn, v.text) for v in verifikationer(data)][-1] == ("Ö 4", "Färja till Frösön")


def test_letters_that_were_read_wrong_before_are_put_right_as_in_the_sums():
    kropp = '#VER A 1 20220105 "FÃ¤rja"\n{\n#TRANS 5010 {} 5\n#TRANS 1930 {} -5\n}\n'
    data = fil(kropp, 4, huvud=HUVUD.replace("ä", "a").replace("ö", "o"), kodning="utf-8")
    assert [v.text for v in verifikationer(data)] == ["Färja"]


def test_a_letter_that_no_table_has_is_shown_as_lost():
    data = fil('#VER A 1 20220105 "FXrja"\n{\n#TRANS 5010 {} 5\n#TRANS 1930 {} -5\n}\n', 4, kodning="utf-8")
    assert [v.text for v in verifikationer(codecs.BOM_UTF8 + data.replace(b"FXrja", b"F\xffrja"))] == ["F\ufffdrja"]
