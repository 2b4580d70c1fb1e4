"""What was read against the file's own balances: how each account is read, and what is said where nothing agrees."""

from decimal import Decimal

import pytest

from ekonomi.sie import reader
from ekonomi.sie.avstamning import EgnaSaldon, stam_av
from ekonomi.utfall.avlasning import KONTO, Avlasning, Kalla, Lasning
from ekonomi.utfall.summor import dela_i_procent, konton_av_storlek, valbara_par
from tests.ekonomi.sieprov import HUVUD, PERIODER, VERIFIKATIONER, fil
from tests.ekonomi.test_sie import utfall

pytestmark = pytest.mark.en_gang


def lasningar(last):
    return {rad.konto: rad.lasning for rad in last.avstamning}


def skiljer(last):
    """{account: (read, own)} in kronor."""
    return {rad.konto: (rad.last / 100, None if rad.eget is None else rad.eget / 100) for rad in last.avstamning if rad.skiljer}


# disjoint lines: what stands without an object, on a cost centre, on a project, on both; 115 042,10 kr in all
DELAR = """#PSALDO 0 202201 5010 {} 42.10
#PSALDO 0 202201 5010 {1 "401"} 100000
#PSALDO 0 202201 5010 {6 "P1"} 15000
#PSALDO 0 202202 5010 {1 "402"} -4000
#PSALDO 0 202202 5010 {1 "401" 6 "P1"} 4000
"""


def test_disjoint_lines_are_each_counted_where_that_is_what_the_account_says():
    last = reader.read(fil(DELAR + "#RES 0 5010 115042.10\n"))
    assert lasningar(last) == {"5010": Lasning.RADER}
    assert utfall(last) == {"401": 104_000, "402": -4_000, "": 15_042.10}
    assert utfall(last, "6") == {"P1": 19_000, "": 96_042.10}
    assert utfall(last, KONTO) == {"5010": 115_042.10}
    assert not skiljer(last)


@pytest.mark.parametrize("dim", ["1", "6", KONTO])
def test_disjoint_lines_without_any_total(dim):
    rader = '#PSALDO 0 202201 5010 {1 "401"} 100\n#PSALDO 0 202201 5010 {6 "P1"} 40\n'
    assert sum(utfall(reader.read(fil(rader + "#RES 0 5010 140\n")), dim).values()) == 140
    assert sum(utfall(reader.read(fil(rader + "#RES 0 5010 100\n")), dim).values()) == 100


def test_each_account_is_read_in_its_own_way_and_each_year_of_the_file():
    rader = (
        "#PSALDO 0 202201 5010 {} 100\n#PSALDO 0 202201 5010 {1 401} 60\n#PSALDO 0 202201 5020 {} 100\n#PSALDO 0 202201 5020 {1 401} 60\n"
        "#PSALDO -1 202101 5020 {} 100\n#PSALDO -1 202101 5020 {1 401} 60\n#PBUDGET 0 202201 5020 {} 10\n#PBUDGET 0 202201 5020 {1 401} 7\n"
    )
    last = reader.read(fil(rader + "#RES 0 5010 100\n#RES 0 5020 160\n#RES -1 5020 100\n"))
    assert [(rad.fran[:4], rad.konto, rad.lasning) for rad in last.avstamning] == [
        ("2022", "5010", Lasning.TOTALER), ("2022", "5020", Lasning.RADER), ("2021", "5020", Lasning.TOTALER),
    ]  # fmt: skip
    assert utfall(last) == {"401": 120, "": 140}
    assert not skiljer(last)


def test_a_month_without_a_total_counts_its_lines_when_the_other_months_have_theirs():
    rader = (
        "#PSALDO 0 202201 5010 {} 100\n#PSALDO 0 202201 5010 {1 401} 60\n#PSALDO 0 202202 5010 {1 401} 7\n#PSALDO 0 202202 5010 {6 P1} 5\n"
    )
    last = reader.read(fil(rader + "#RES 0 5010 112\n"))
    assert lasningar(last) == {"5010": Lasning.UTAN_TOTAL}
    assert utfall(last) == {"401": 67, "": 45}


def test_where_no_reading_agrees_the_account_differs():
    last = reader.read(fil(DELAR + "#RES 0 5010 7\n"))
    assert skiljer(last) == {"5010": (42.10, 7)}
    assert [f.vad for f in last.fel] == ["Periodsaldon stämmer inte med filens årssaldo för konto 5010."]


def test_an_account_without_a_balance_of_its_own_where_others_have_theirs_differs():
    last = reader.read(fil("#PSALDO 0 202201 5010 {} 5\n#PSALDO 0 202201 5020 {} 6\n#RES 0 5010 5\n"))
    assert skiljer(last) == {"5020": (6, None)}
    assert [f.vad for f in last.fel] == ["Filen har inget eget saldo för konto 5020, där det finns belopp."]


@pytest.mark.parametrize(
    ("rader", "oklart"),
    [
        ('#PSALDO 0 202201 5010 {1 "401"} 100\n#PSALDO 0 202201 5010 {6 "P1"} 40\n', True),
        ('#PSALDO 0 202201 5010 {} 30\n#PSALDO 0 202201 5010 {1 "401"} 100\n', True),
        ("#PSALDO 0 202201 5010 {} 30\n#PSALDO 0 202201 5010 {} 30\n", True),
        ('#PSALDO 0 202201 5010 {} 100\n#PSALDO 0 202201 5010 {1 "401"} 30\n', False),
        ('#PSALDO 0 202201 5010 {1 "401"} 100\n#PSALDO 0 202201 5010 {1 "402"} 30\n', False),
    ],
)
def test_without_any_balance_of_its_own_what_can_be_read_in_two_ways_is_said(rader, oklart):
    last = reader.read(fil(rader))
    assert bool(skiljer(last)) is oklart
    assert any("kan läsas på mer än ett sätt" in f.vad for f in last.fel) is oklart


def test_the_balance_of_the_books_is_held_against_the_movement():
    rader = "#IB 0 1930 100\n#UB 0 1930 95\n#PSALDO 0 202201 1930 {} -5\n#PSALDO 0 202201 2440 {} 5\n"
    assert skiljer(reader.read(fil(rader + "#UB 0 2440 5\n"))) == {}
    assert skiljer(reader.read(fil(rader))) == {"2440": (5, None)}
    assert skiljer(reader.read(fil(rader + "#UB 0 2440 6\n"))) == {"2440": (5, 6)}
    assert skiljer(reader.read(fil(VERIFIKATIONER + "#IB 0 1930 0\n#UB 0 1930 -795100.50\n#RES 0 5010 795100.50\n", 4))) == {}


SALDON = EgnaSaldon(
    res={("0", "5010"): 7, ("-1", "5020"): 8},
    ib={("0", "1930"): 3, ("0", "1240"): 4, ("-1", "1510"): 2},
    ub={("0", "1930"): 5, ("0", "2440"): -1, ("-1", "1510"): 9, ("-2", "1930"): 5},
)


def test_what_an_account_moved_in_a_year_is_its_result_or_what_its_balance_became_less_what_it_was():
    assert SALDON.konton("0") == {"5010": 7, "1930": 2, "2440": -1, "1240": -4}
    assert SALDON.konton("-1") == {"5020": 8, "1510": 7}
    assert SALDON.konton("-2") == {}, "of an earlier year nobody says what it was before"
    assert EgnaSaldon({}, {}, {("0", "1930"): 5}).konton("0") == {"1930": 5}
    assert EgnaSaldon({}, {("0", "1930"): 5}, {}).konton("0") == {}


@pytest.mark.parametrize(
    ("nr", "konto", "vantat"),
    [
        ("0", "1930", True), ("0", "2440", True), ("-2", "1930", True), ("-3", "1930", False), ("0", "3010", True), ("0", "8999", True),
        ("-2", "5010", False), ("0", "0100", False), ("0", "9010", False), ("0", "FEL", False), ("0", "", False),
    ],
)  # fmt: skip
def test_an_account_should_have_a_balance_where_others_of_its_kind_have_one(nr, konto, vantat):
    assert SALDON.vantas(nr, konto) is vantat


def stammas_av(years, kalla=Kalla.PERIODSALDON, lika=(), **saldon):
    """[(account, first day of the year, read, own, unclear?)] of {p202201: öre} on account 5010 and a balance of 9 on it each year."""
    avlasning = Avlasning(kalla=kalla, saldon={(p.strip("p").replace("_", "-"), "5010", ()): ore for p, ore in saldon.items()})
    egna = EgnaSaldon({("0", "5020"): 9, ("-1", "5020"): 9}, {}, {}, set(lika))
    return [(rad.konto, rad.fran, rad.last, rad.eget, rad.oklart) for rad in stam_av(avlasning, years, egna)]


def test_each_year_of_the_file_that_has_amounts_is_held_against_its_balances_and_its_own_year_always():
    years = {"-2": ("20190501", "20200430"), "-1": ("20210501", "20220430"), "0": ("20220501", "20230430")}
    eget = ("5020", "20220501", 0, 9, False)
    assert stammas_av(years, p202104=1, p202105=2, p202204=4, p202305=8) == [
        eget, ("5010", "20210501", 6, None, False), ("5020", "20210501", 0, 9, False),
    ]  # fmt: skip
    # a year's own balance stands on its whole span, which is no month of another year
    assert stammas_av(years, kalla=Kalla.ARSSALDON, p20220501_20230430=1, p20220501_20240430=2) == [
        ("5010", "20220501", 1, None, False),
        eget,
    ]


@pytest.mark.parametrize(("kalla", "oklart"), [(Kalla.PERIODSALDON, True), (Kalla.VERIFIKATIONER, False)])
def test_of_balances_by_month_one_line_that_stands_twice_makes_the_account_unclear(kalla, oklart):
    rad, _ = stammas_av({"0": ("20220101", "20221231")}, kalla, [("202201", "5010")], p202201=1, p202202=2)
    assert rad == ("5010", "20220101", 3, None, oklart)


DUBBEL = "#VER A 1 20220105\n{\n#TRANS 5010 {1 401} 5\n#TRANS 1930 {} -5\n}\n"


def test_a_voucher_that_stands_twice_is_counted_once_only_when_somebody_says_so():
    last = reader.read(fil(2 * DUBBEL + "#RES 0 5010 5\n", 4))
    assert utfall(last) == {"401": 10}
    assert skiljer(last) == {"5010": (10, 5)}
    en = last.utan(dubbla=True, bokslut=False)
    assert utfall(en) == {"401": 5}
    assert skiljer(en) == {}
    assert last.utan(dubbla=False, bokslut=True) is last


def test_a_voucher_that_empties_the_accounts_can_be_left_out():
    bokslut = "#VER B 9 20221231\n{\n#TRANS 5010 {1 401} -5\n#TRANS 2099 {} 5\n}\n"
    last = reader.read(fil(DUBBEL + bokslut + "#RES 0 5010 5\n", 4))
    assert utfall(last) == {}
    utan = last.utan(dubbla=False, bokslut=True)
    assert utfall(utan) == {"401": 5}
    assert (skiljer(last), skiljer(utan)) == ({"5010": (0, 5)}, {})


def test_two_dimensions_at_once():
    rader = "#VER A 1 20220105\n{\n#TRANS 5010 {1 401 6 P1} 5\n#TRANS 5010 {1 401} 7\n#TRANS 5010 {6 P1} 11\n#TRANS 5010 {} 13\n#TRANS 1930 {} -36\n}\n"
    last = reader.read(fil(rader, 4), par=("1", "6"))
    assert valbara_par(last) == ["1+6"]
    assert utfall(last, "1+6") == {"401 + P1": 5, "401 + (utan)": 7, "(utan) + P1": 11, "": 13}
    assert utfall(last, "1") == {"401": 12, "": 24}
    perioder = "#PSALDO 0 202201 5010 {} 36\n#PSALDO 0 202201 5010 {1 401} 12\n#PSALDO 0 202201 5010 {1 401 6 P1} 5\n#RES 0 5010 36\n"
    last = reader.read(fil(perioder))
    assert valbara_par(last) == ["1+6"]
    assert utfall(last, "1+6") == {"401 + P1": 5, "401 + (utan)": 7, "": 24}
    assert valbara_par(reader.read(fil(PERIODER))) == [], "where nothing says what the two have in common"
    last = reader.read(fil(DELAR + "#RES 0 5010 115042.10\n"))
    assert utfall(last, "1+6") == {"401 + P1": 4000, "401 + (utan)": 100_000, "402 + (utan)": -4000, "(utan) + P1": 15_000, "": 42.10}


@pytest.mark.parametrize("ore", [100, 101, -101, 1, 0, 33_333_333])
@pytest.mark.parametrize("procent", [["50", "50"], ["33.33", "33.33", "33.34"], ["12.5", "87.5"], ["0.01", "99.99"]])
def test_shares_foot_to_the_ore(ore, procent):
    delar = dela_i_procent(ore, [Decimal(p) for p in procent])
    assert sum(delar) == ore
    assert all(abs(d - ore * float(p) / 100) < 1 for d, p in zip(delar, procent, strict=True))


def test_the_account_of_about_a_size_is_found_alone_or_with_those_that_begin_alike():
    assert konton_av_storlek({"3010": -1000, "3020": -40}, -1010) == [("3010", -1000)]
    assert konton_av_storlek({"3011": -500, "3012": -500, "3520": -90}, -1000) == [("301", -1000)]
    assert konton_av_storlek({"3010": -900, "3999": -40}, -1010) == []
    assert konton_av_storlek({}, -1010) == konton_av_storlek({"3010": 0}, 0) == []


def test_remarks_are_counted_by_kind_and_what_may_be_money_is_not_cut():
    budget = "#PBUDGET -1 202301 5010 {} 5\n" * 624
    obalans = "#VER A 1 20220105\n{\n#TRANS 5010 {} 12771\n}\n" + "".join(
        f"#VER A {n} 20220105\n{{\n#TRANS 5010 {{}} 1\n}}\n" for n in range(2, 702)
    )
    last = reader.read(fil(budget + obalans, 4))
    forsta, andra = last.anmarkningar
    assert (forsta.sort, forsta.antal, len(forsta.fel), forsta.fler) == ("Verifikationen går inte jämnt ut", 701, 701, 0)
    assert "12\u00a0771,00" in forsta.fel[0].vad
    assert (andra.sort, andra.antal, len(andra.fel), andra.fler) == ("Perioden ligger utanför sitt räkenskapsår", 624, 500, 124)
    assert last.antal_fel == 701 + 624


@pytest.mark.parametrize(
    ("fel", "ratt"),
    [
        ("L„rcentrum", "Lärcentrum"),
        ("FoU J„mt i ™stersund", "FoU Jämt i Östersund"),
        ("LÃ¤rcentrum", "Lärcentrum"),
        ("L\x84rcentrum", "Lärcentrum"),
        ("\x99stersund", "Östersund"),
        ("L├ñrcentrum, F├╢rskola", "Lärcentrum, Förskola"),
    ],
)
def test_letters_that_were_read_wrong_before_the_file_was_saved_are_put_right_and_told(fel, ratt):
    utan = HUVUD.replace("ä", "a").replace("ö", "o").replace('"FoU Jamt"', f'"{fel}"')
    last = reader.read(fil("#RES 0 5010 1\n", huvud=utan, kodning="utf-8"))
    assert last.objekt["1", "401"] == ratt
    assert ["fel teckenkodning" in f.vad for f in last.fel if not f.rad] == [True]
    ordet = next(ordet for ordet in fel.split(" ") if ordet not in ratt)
    fore, efter = "Filen är sparad som UTF-8 efter att ha lästs i fel teckenkodning: där står ”", "”. Bokstäverna å, ä och ö är rättade."
    assert last.fel[0].vad == fore + ordet + efter


def test_true_quotes_in_a_file_with_its_own_letters_are_left_alone():
    last = reader.read(fil('#KONTO 5011 "Kurs”ledning å"\n#RES 0 5010 1\n', kodning="utf-8"))
    assert last.konton["5011"] == "Kurs”ledning å"
