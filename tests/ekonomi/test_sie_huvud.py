"""What is read of a SIE file's head: its texts, names and encoding, and which labels are known."""

import pytest

from ekonomi.sie import reader
from ekonomi.sie.belopp import InteSieError
from tests.ekonomi.sieprov import fil
from tests.ekonomi.test_sie_besked import INGA, MOT, NOG, RADER, UTAN_DATUM, konton, reading

pytestmark = pytest.mark.en_gang


def test_the_head_is_read_for_its_texts():
    last = reading('#KPTYP EUBAS97\n#VALUTA SEK\n#OMFATTN 20221130\n#PROGRAM "" "Prov" "" 2.0\n' + NOG, typ=3)
    assert last.huvud == {
        "Teckenkodning": "PC8 (codepage 437)", "Program": "Prov 2.0", "Skapad": "20230115", "SIE-typ": "3", "Företag": "Region Prov Härjedalen",
        "Organisationsnummer": "232100-0000", "Kontoplan": "EUBAS97", "Valuta": "SEK", "Omfattar till och med": "20221130",
        "Räkenskapsår": "20220101–20221231", "Beloppen är lästa ur": "periodsaldon",
    }  # fmt: skip
    assert (last.omfattar_till, last.rakenskapsyear) == ("20221130", ("20220101", "20221231"))
    assert reading(f"#FNAMN {'x' * 201}\n#OMFATTN\n" + NOG).huvud["Företag"] == "x" * 200
    assert reading("#OMFATTN\n" + NOG).omfattar_till == ""
    assert reading("#OMFATTN 20221130 20221231\n" + NOG).omfattar_till == "20221130"
    assert "Valuta" not in reading("#VALUTA\n" + NOG).huvud
    assert reading(NOG).omfattar_till == ""


def test_names_of_accounts_dimensions_and_objects():
    last = reading(
        '#DIM 20 "Aktivitet"\n#DIM 22\n#UNDERDIM 21 "Delaktivitet" 20\n#UNDERDIM 23\n#UNDERDIM 24 "Under"\n#DIM 25 20 "Över"\n#DIM\n#UNDERDIM\n#KONTO\n#KONTO 5010 Löner och arvoden\n'
        '#OBJEKT 20 A1 "Ett objekt" till\n#OBJEKT 20 A2\n' + NOG
    )
    assert not last.fel
    assert {d: last.dimensioner[d] for d in ("20", "21", "22", "23", "24", "25")} == {
        "20": "Aktivitet", "21": "Delaktivitet", "22": "", "23": "", "24": "Under", "25": "Över",
    }  # fmt: skip
    assert last.konton["5010"] == "Löner och arvoden"
    assert (last.objekt["20", "A1"], last.objekt["20", "A2"]) == ("Ett objekt till", "")


def test_a_dimension_nobody_declared_has_the_name_the_standard_reserves():
    dimensioner = ("1", "2", "6", "7", "8", "9", "10", "11")
    huvud = "#FLAGGA 0\n"
    last = reading("".join(f"#PSALDO 0 202201 5010 {{{d} X}} 1\n" for d in dimensioner), huvud=huvud)
    assert last.dimensioner == {
        "1": "Kostnadsställe", "2": "Kostnadsbärare", "6": "Projekt", "7": "Anställd", "8": "Kund", "9": "Leverantör", "10": "Faktura", "11": "",
    }  # fmt: skip
    assert last.objekt == {(d, "X"): "" for d in dimensioner}
    assert list(last.objekt) == sorted(last.objekt), "in an order that is the same each time"
    assert list(last.dimensioner) == sorted(dimensioner)
    # and the same of the rows of vouchers, read the short way or the long
    for rad in ("#TRANS 5010 {7 X} 5\n", "#TRANS 5010 {7 X} 5,0\n"):
        last = reading("#VER A 1 20220105\n{\n" + rad + MOT, huvud=huvud)
        assert (last.dimensioner, last.objekt) == ({"7": "Anställd"}, {("7", "X"): ""})


@pytest.mark.parametrize(
    "etikett",
    [
        "FLAGGA", "FORMAT", "GEN", "ADRESS", "KTYP", "SRU", "TAXAR", "ENHET", "IB", "UB", "OIB", "OUB", "PROSA", "FTYP", "BKOD", "KSUMMA", "BTRANS",
        "RTRANS", "FNR", "PROGRAM", "SIETYP", "FNAMN", "ORGNR", "KPTYP", "VALUTA", "OMFATTN",
    ],
)  # fmt: skip
def test_a_label_of_the_standard_is_known_and_makes_the_file_one_of_sie(etikett):
    last = reader.read(f"#{etikett} 1\n".encode())
    assert [f.vad for f in last.fel] == [INGA[2]]


@pytest.mark.parametrize(
    ("rad", "namn"), [("DIM 1", "DIM"), ("KONTO 5010", "KONTO"), ("VER A 1 20220105", "VER"), ("OBJEKT 1 401", "OBJEKT")]
)
def test_one_line_that_is_known_is_enough(rad, namn):
    assert reading("", huvud=f"#{rad}\n").fel[-1].vad == INGA[2]
    with pytest.raises(InteSieError) as fel:
        reading("", huvud=f"#X{rad}\n")
    assert str(fel.value) == "Filen är inte en SIE-fil: ingen rad börjar med en etikett som #FLAGGA eller #SIETYP."


def test_a_file_of_faults_keeps_five_hundred_and_every_lost_amount():
    last = reading(NOG + "#NYTT\n" * 600 + "#PSALDO 0 202201 5010 {} fem\n")
    assert (last.antal_fel, len(last.fel), last.fel[-1].tappat) == (601, 501, True)
    assert last.fel[499].rad == RADER + 501


def test_the_encoding_that_the_head_lies_about_is_told():
    for kodning, namn in (("utf-8", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("mac_roman", "Mac Roman")):
        last = reading(NOG, kodning=kodning)
        assert [(f.rad, f.etikett, f.vad) for f in last.fel] == [
            (3, "#FORMAT", f"Filen säger PC8 men är skriven i {namn}, och är läst så.")
        ]
    for kropp in ("#FORMAT\n", "#FORMAT UTF8\n"):
        assert not reading(kropp + NOG, huvud="#FLAGGA 0\n#FNAMN å\n", kodning="utf-8").fel
    for kropp, sagt in (("#FORMAT PC8 x\n", True), ("#FORMAT x PC8\n", False)):
        assert bool(reading(kropp + NOG, huvud="#FLAGGA 0\n#FNAMN å\n", kodning="utf-8").fel) is sagt
    assert reading("#FORMAT pc8\n" + NOG, huvud="#FLAGGA 0\n#FNAMN å\n", kodning="utf-8").fel
    assert not reading("#FORMAT PC8\n" + NOG, huvud="#FLAGGA 0\n").fel


def test_a_mark_of_utf8_before_another_encoding_is_no_line():
    last = reader.read(b"\xef\xbb\xbf" + fil(NOG))
    assert (last.fel, last.huvud["Teckenkodning"]) == ([], "PC8 (codepage 437)")


def test_a_letter_that_is_lost_is_told_where_it_is():
    last = reading('#KONTO 5011 "L\ufffdn"\n' + NOG, huvud="#FLAGGA 0\n", kodning="utf-8")
    assert [(f.rad, f.etikett, f.vad) for f in last.fel] == [(2, "#KONTO", "Ett tecken har gått förlorat innan filen kom hit.")]
    last = reading("#VER A 1 20220105\n{\n#TRANS 5010 {1 \ufffd} 5\n" + MOT, huvud="#FLAGGA 0\n", kodning="utf-8")
    assert [(f.rad, f.etikett) for f in last.fel] == [(4, "#TRANS")]


def test_how_far_it_has_come_is_told_in_per_cent_and_never_as_done():
    steg = []
    reader.read(b"#FLAGGA 0\n" + b"#KTYP 5010 K\n" * 300_000, steg.append)
    assert steg == sorted(set(steg))
    assert 2 < len(steg) < 99
    assert (steg[0] < 50, steg[-1]) == (True, 99)


@pytest.mark.parametrize("snabbt", [True, False])
def test_a_voucher_read_either_way(snabbt):
    rader = (
        '#VER "A" "1" "20220315" "Löner"\n{\n#TRANS 5010 {1 "401" 6 P1} 5.5 20220316 "t" 3\n#TRANS 5010 {} -.5\n#TRANS 1930 {"1" 401} -5\n}\n'
        "#VER B 2 20221231 x\n{\n  #TRANS\t4010\t{}\t7\n#TRANS 1930 {} -7.00\n}\n"
        "#VER C 3 20221301\n{\n#TRANS 4010 {} 9 20220501\n#TRANS 1930 {} -9 20220501\n}\n"
    )
    last = reader.read(fil(rader), snabbt=snabbt)
    ansvar, projekt = (("1", "401"),), (("6", "P1"),)
    vantat = {
        ("202203", "5010", ()): 500, ("202203", "5010", ansvar): 550, ("202203", "5010", projekt): 550,
        ("202203", "1930", ()): -500, ("202203", "1930", ansvar): -500,
        ("202212", "4010", ()): 700, ("202212", "1930", ()): -700,
        ("202205", "4010", ()): 900, ("202205", "1930", ()): -900,  # a month 13 is none: the rows have their own days
    }  # fmt: skip
    assert konton(last) == vantat
    tva = reader.read(fil(rader), par=("1", "6"), snabbt=snabbt)
    assert konton(tva) == vantat | {("202203", "5010", ansvar + projekt): 550}
    assert [f.vad for f in last.fel] == [UTAN_DATUM]
