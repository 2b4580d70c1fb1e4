from contextlib import suppress
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekonomi.sie import reader
from ekonomi.sie.belopp import InteSieError, belopp_i_ore
from ekonomi.utfall import avlasning
from ekonomi.utfall.avlasning import KONTO, Avlasning, Kalla, Kontourval
from ekonomi.utfall.summor import forslag_dimension, per_objekt, tomma_manader
from tests.ekonomi.sieprov import HUVUD, PERIODER, VERIFIKATIONER, fil

pytestmark = pytest.mark.en_gang

ARET = (date(2022, 1, 1), date(2022, 12, 31))


def utfall(last, dimension="1", urval=None, aret=ARET):
    """{code: kronor} of what was read."""
    return {s.kod: s.utfall / 100 for s in per_objekt(last, dimension, *aret, urval or Kontourval())}


def fel(last):
    return [(f.rad, f.etikett, f.vad.split(".")[0]) for f in last.fel]


def test_type_3_counts_the_objects_and_what_the_total_has_beyond_them():
    last = reader.read(fil(PERIODER))
    assert last.kalla == Kalla.PERIODSALDON
    assert utfall(last) == {"401": 795_000, "402": 120_000.5, "": 1_380_000}
    assert sum(utfall(last).values()) == 2_295_000.5
    assert not last.fel


def test_every_dimension_and_the_accounts_give_the_same_total():
    for kropp, typ in ((PERIODER, 3), (VERIFIKATIONER, 4)):
        last = reader.read(fil(kropp, typ))
        assert len({sum(utfall(last, dim).values()) for dim in ("1", "6", KONTO)}) == 1


def test_type_4_sums_the_vouchers_of_the_year_and_no_removed_row():
    last = reader.read(fil(VERIFIKATIONER, 4))
    assert last.kalla == Kalla.VERIFIKATIONER
    assert utfall(last) == {"401": 795_000, "402": 100.5}
    assert utfall(last, "6") == {"P1": 500_000, "": 295_100.5}


def test_vouchers_and_balances_in_one_file_are_not_added():
    assert utfall(reader.read(fil(PERIODER + VERIFIKATIONER, 4)))["401"] == 795_000


def test_type_1_has_accounts_only():
    last = reader.read(fil("#RES 0 3010 -2500000\n#RES 0 5010 795000.00\n#RES -1 5010 1\n#UB 0 1930 5\n", 1))
    assert last.kalla == Kalla.ARSSALDON
    assert utfall(last, KONTO) == {"3010": -2_500_000, "5010": 795_000}


def test_type_2_has_accounts_by_month():
    last = reader.read(fil("#PSALDO 0 202201 5010 {} 10.00\n#PSALDO 0 202212 5010 {} 20.00\n#PSALDO -1 202112 5010 {} 5\n", 2))
    assert utfall(last, KONTO) == {"5010": 30}
    assert tomma_manader(last, *ARET) == [(2022, m) for m in range(2, 12)]


def test_a_year_from_october_takes_its_months_from_both_years_of_the_file():
    last = reader.read(
        fil(
            "#PSALDO -1 202109 5010 {1 401} 1\n#PSALDO -1 202110 5010 {1 401} 10\n#PSALDO 0 202209 5010 {1 401} 100\n#PSALDO 0 202210 5010 {1 401} 1000\n"
        )
    )
    assert utfall(last, aret=(date(2021, 10, 1), date(2022, 9, 30))) == {"401": 110}


def test_the_budget_of_the_file_is_read_beside():
    rad = next(s for s in per_objekt(reader.read(fil(PERIODER)), "1", *ARET, Kontourval()) if s.kod == "401")
    assert rad.budget == 2_500_000_00


@pytest.mark.parametrize(
    ("raknas", "utom", "vantat"), [("3-8", "", -1_705_000), ("3-8", "3010", 795_000), ("5*", "", 795_000), ("50-59, 30", "301", 795_000)]
)
def test_accounts_are_chosen(raknas, utom, vantat):
    last = reader.read(
        fil("#PSALDO 0 202201 3010 {1 401} -2500000\n#PSALDO 0 202201 5010 {1 401} 795000\n#PSALDO 0 202201 1930 {1 401} 5\n")
    )
    assert utfall(last, urval=Kontourval(raknas, utom))["401"] == vantat


@pytest.mark.parametrize("text", ["tre", "3-88", "3-", "*"])
def test_a_choice_of_accounts_that_says_nothing_is_refused(text):
    with pytest.raises(ValueError, match=text.replace("*", r"\*")):
        avlasning.kontodelar(text)


@pytest.mark.parametrize(
    ("kodning", "namn"),
    [
        ("cp437", "PC8 (codepage 437)"),
        ("cp1252", "Windows-1252"),
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("mac_roman", "Mac Roman"),
    ],
)
def test_the_bytes_say_the_encoding_whatever_the_head_says(kodning, namn):
    last = reader.read(fil(PERIODER, kodning=kodning))
    assert last.huvud["Teckenkodning"] == namn
    assert last.huvud["Företag"] == "Region Prov Härjedalen"
    assert last.objekt["1", "401"] == "FoU Jämt"
    assert bool(last.fel) == (kodning != "cp437")


def test_a_mark_of_utf8_that_lies_is_not_believed():
    assert reader.read(b"\xef\xbb\xbf" + fil(PERIODER)).objekt["1", "401"] == "FoU Jämt"


@pytest.mark.parametrize(
    "skriven",
    [
        lambda data: data.replace(b"\r\n", b"\r"), lambda data: data.replace(b"\r\n", b"\n"), lambda data: data.replace(b"401", b"4\x0001"),
        lambda data: data + b"\x1a" + b"\x00" * 500, lambda data: data.replace(b" ", b"\t"), lambda data: data.replace(b"#PSALDO", b"  #psaldo"),
        lambda data: data.replace(b"202203", b"20220331"), lambda data: data.replace(b"#PBUDGET", b"\x0c#PBUDGET"),
        lambda data: data + b'#KONTO 5011 "' + b"x" * 500_000 + b'"\r\n',
    ],
)  # fmt: skip
def test_however_the_lines_are_written_the_amounts_are_the_same(skriven):
    last = reader.read(skriven(fil(PERIODER)))
    assert utfall(last) == {"401": 795_000, "402": 120_000.5, "": 1_380_000}
    assert last.objekt["1", "401"] == "FoU Jämt"
    assert "\x00" not in str(last.som_json())
    assert not last.fel


def test_utf8_with_a_stray_byte_is_still_utf8():
    last = reader.read(fil(PERIODER, kodning="utf-8") + b'#OBJEKT 1 "500" "V\x84g och \xe5r"\n')
    assert last.objekt["1", "401"] == "FoU Jämt"


FAULTS = {
    "a quote within a word": ('#OBJEKT 1 "403" "Leverant"r"\n', "Citattecknen", {}),
    "a quote that never closes": ('#PSALDO 0 202201 5010 {1 "403} 5.00\n', "Citattecknen", {"403": 5}),
    "no braces": ("#PSALDO 0 202201 5010 5.00\n", "Klamrarna", {"": 5}),
    "objects without braces": ("#PSALDO 0 202201 5010 1 401 5.00\n", "Klamrarna", {"401": 5}),
    "an unknown label": ("#NYTT 1 2 3\n", "Okänd etikett", {}),
    "no label": ("Löner mars\n", "Raden börjar inte", {}),
    "a month that is none": ("#PSALDO 0 202213 5010 {1 401} 5.00\n", "Perioden", {}),
    "period and account changed about": ("#PSALDO 0 5010 202201 {1 401} 5.00\n", "Period och konto", {"401": 5}),
    "a code that is not declared, without braces": ("#PSALDO 0 202201 5010 1 777 5.00\n", "Klamrarna", {"777": 5}),
    "a brace that never closes": ("#PSALDO 0 202201 5010 {1 401 5.00\n", "Klamrarna", {"401": 5}),
    "a month with a dash": ("#PSALDO 0 2022-01 5010 {1 401} 5.00\n", None, {"401": 5}),
    "a day with dashes": ("#VER A 1 2022-01-05\n{\n#TRANS 5010 {1 401} 5\n#TRANS 1930 {} -5\n}\n", None, {"401": 5}),
    "a day without its century": ("#VER A 1 220105\n{\n#TRANS 5010 {1 401} 5\n#TRANS 1930 {} -5\n}\n", None, {"401": 5}),
    "the rows on the voucher's line": ("#VER A 1 20220105 { #TRANS 5010 {1 401} 5 }\n", "Verifikationens transaktioner står", {}),
    "year and account changed about": ("#RES 5010 0 5.00\n", "Årsnummer och konto", {"": 5}),
    "a balance of no year": ("#RES i 5010 5.00\n", "”i” är inget årsnummer", {}),
    "a space after the mark": ("# PSALDO 0 202201 5010 {1 401} 5.00\n", None, {"401": 5}),
    "a quote and a brace in a text": (
        '#VER A 1 20220105 "t"\n{\n#TRANS 5010 {1 401} 5 20220105 "a \\" {1 402}"\n#TRANS 1930 {} -5\n}\n',
        None,
        {"401": 5},
    ),
    "objects after the amount": ("#PSALDO 0 202201 5010 5.00 {1 401}\n", None, {"401": 5}),
    "an amount in words": ("#PSALDO 0 202201 5010 {1 401} fem\n", "Beloppet", {}),
    "too few fields": ("#PSALDO 0 202201 {1 401}\n", "Raden saknar fält", {}),
    "an object without its code": ("#PSALDO 0 202201 5010 {1} 5.00\n", "Objektlistan", {"": 5}),
    "a dimension twice": ("#PSALDO 0 202201 5010 {1 401 1 402} 5.00\n", "Dimension 1 står två", {"401": 5}),
    "parts of an öre": ("#PSALDO 0 202201 5010 {1 401} 5.005\n", "Beloppet har delar", {"401": 5.01}),
    "an account that is no number": ("#PSALDO 0 202201 FEL {1 401} 5.00\n", "Kontot ”FEL”", {}),
    "tabs and quotes everywhere": ('#PSALDO\t"0"\t"202201"\t"5010"\t{"1"\t"401"}\t"5.00"\n', None, {"401": 5}),
    "a row outside a voucher": ("#TRANS 5010 {1 401} 5.00 20220101\n", "Transaktionen står utanför", {"401": 5}),
    "a row without any date": ("#VER A 1\n{\n#TRANS 5010 {1 401} 5.00\n}\n", "Verifikationen saknar datum", {}),
    "a voucher that does not go out even": (
        "#VER A 1 20220101\n{\n#TRANS 5010 {1 401} 5.00\n}\n",
        "Verifikationen går inte jämnt",
        {"401": 5},
    ),
    "a voucher without braces": ("#VER A 1 20220101\n#TRANS 5010 {1 401} 5\n#TRANS 1930 {} -5\n", None, {"401": 5}),
    "a row without amount": ("#VER A 1 20220101\n{\n#TRANS 5010\n}\n", "Klamrarna", {}),
    "a balance that is not the file's own": ("#PSALDO 0 202201 5010 {} 5.00\n#RES 0 5010 6.00\n", "Periodsaldon stämmer inte", {"": 5}),
    "a lost letter": ('#OBJEKT 1 "403" "V\ufffdg"\n', "Ett tecken", {}),
    "a year without dates": ("#RAR 1\n", "Räkenskapsåret saknar", {}),
}


@pytest.mark.parametrize("namn", FAULTS)
def test_each_fault_is_told_with_its_line_and_the_rest_is_read(namn):
    kropp, mening, vantat = FAULTS[namn]
    last = reader.read(fil(kropp, 4 if "#TRANS" in kropp else 3, kodning="utf-8" if "\ufffd" in kropp else "cp437"))
    funna = [f for f in last.fel if mening and f.vad.startswith(mening)]
    assert bool(funna) == bool(mening), last.fel
    if funna and funna[0].etikett:
        rader = fil(kropp, kodning="utf-8").decode().splitlines()
        assert rader[funna[0].rad - 1].startswith(funna[0].etikett)
        assert funna[0].rad > HUVUD.count("\n")
    assert utfall(last) == vantat
    assert mening or not last.fel


def test_a_lost_amount_is_marked_as_lost():
    last = reader.read(fil("#PSALDO 0 202201 5010 {1 401} fem\n#NYTT 1\n"))
    assert [f.tappat for f in last.fel[:2]] == [True, False]


@pytest.mark.parametrize(
    ("text", "ore"),
    [("500", 50000), ("-500.5", -50050), ("1234,56", 123456), ("12 771.00", 1277100), ("−5", -500), ("500.00-", -50000), ("+5", 500), ("1.234,50", 123450), ("0", 0)],
)  # fmt: skip
def test_amounts_as_they_are_written(text, ore):
    assert belopp_i_ore(text) == ore


@pytest.mark.parametrize("text", ["", "fem", "5..0", "1e5", "--5", "NaN", "20.5.1"])
def test_what_is_no_amount(text):
    assert belopp_i_ore(text) is None


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        (b"", "Filen är tom"),
        (b"<html><title>404 Not Found</title>", "webbsida med rubriken ”404 Not Found”"),
        (b'<?xml version="1.0"?><Sie xmlns="http://www.sie.se/sie5">', "SIE 5"),
        (b"PK\x03\x04abc", "Excelfil"),
        (b"%PDF-1.7", "PDF"),
        ("Kära kontroller,\nhär kommer filen.\n".encode(), "ingen rad börjar med en etikett"),
        (b"#hej\n#svejs\n", "ingen rad börjar med en etikett"),
        (bytes(range(256)), "ingen rad börjar med en etikett"),
    ],
)
def test_only_what_is_not_sie_is_refused_and_says_what_it_is(data, mening):
    with pytest.raises(InteSieError, match=mening):
        reader.read(data)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    for prov in (data, fil(PERIODER)[:400] + data):
        with suppress(InteSieError):
            assert reader.read(prov).kalla


@given(st.integers(0, 10**9))
def test_a_file_damaged_anywhere_is_still_read(fro):
    slump = Random(fro)  # noqa: S311
    data = bytearray(fil(VERIFIKATIONER, 4))
    for _ in range(slump.randint(1, 20)):
        plats = slump.randrange(40, len(data))
        slump.choice([data.pop, lambda p: data.insert(p, slump.randrange(256)), lambda p: data.__setitem__(p, 34)])(plats)
    last = reader.read(bytes(data))
    assert Avlasning.ur_json(last.som_json()) == last
    assert len({sum(s.utfall for s in per_objekt(last, dim, *ARET, Kontourval())) for dim in (*last.dimensioner, KONTO)}) == 1


SKRIVSATT = st.sampled_from(
    [
        '#TRANS {konto} {{1 "401" 6 "P1"}} {belopp}', "#TRANS {konto} {{}} {belopp} 20220101", '   #TRANS\t{konto}\t{{1 401}}\t{belopp}\t20220101\t"Text, med { }"',
        '#TRANS {konto} {{"1" "402"}} {belopp} "" "Inköp av ""x"" " 3 "AB"', '#TRANS {konto} {{1 401 1 402}} {belopp}', "#TRANS {konto} {{1}} {belopp}",
        '#TRANS {konto} {{}} {belopp} 20220101 "rad som inte tar slut', '#TRANS {konto} {{1 "401}} {belopp}', "#TRANS {konto} {{1 401 {belopp}", "#TRANS {konto} {belopp}", "#TRANS {konto} {{1 401}} {belopp}00", "#TRANS {konto}",
        "#TRANS {konto} {{1 401}} 1 000.50", "#TRANS {konto} {{}} {belopp} 500 20220101", '#TRANS {konto} {{}} {belopp} "20220101"', "#TRANS {konto} {{}} {belopp} ton",
    ]
)  # fmt: skip


@given(st.lists(st.tuples(SKRIVSATT, st.sampled_from(["5010", "3010", "FEL"]), st.integers(-(10**6), 10**6), st.booleans()), max_size=12))
def test_the_short_way_reads_as_the_long_way(rader):
    """Rows as most programs write them are read by one expression; told to go the long way, the reader says the same."""
    text = [
        m.replace("{konto}", konto).replace("{belopp}", f"{n / 100:.2f}" if ore else str(n)).replace("{{", "{").replace("}}", "}")
        for m, konto, n, ore in rader
    ]
    data = fil(
        "#VER A 1 20220315\n{\n" + "\n".join(text) + "\n}\n#VER A 2\n#TRANS 5010 {} 1 20220401\n#VER A 3 20221399\n#TRANS 5010 {} 2\n", 4
    )
    kort = reader.read(data)
    assert reader.read(data, snabbt=False).som_json() == kort.som_json()


def test_the_dimension_that_takes_the_money_is_proposed():
    assert forslag_dimension(reader.read(fil(PERIODER)), *ARET, Kontourval()) == "1"
    assert forslag_dimension(reader.read(fil("#RES 0 5010 5\n", 1)), *ARET, Kontourval()) == KONTO


@pytest.mark.parametrize(
    ("kod", "vantat"), [("401", "401"), ("4012", "401*"), ("4099", "40*"), ("900", None), ("", "(utan)"), ("a1", "A*")]
)
def test_the_nearest_pattern_decides(kod, vantat):
    assert avlasning.valj_monster(["40*", "401", "401*", "A*", "(utan)"], kod) == vantat
