"""The letters of a SIE file: encoding, fields, amounts and days, each at the edge of what is read."""

from decimal import Decimal

import pytest

from ekonomi.sie.belopp import (
    InteSieError,
    avhuggen,
    belopp_i_ore,
    belopp_isar,
    dela,
    dela_utan_citat,
    kodning,
    oklart,
    prova_sie,
    ratta,
    utan_klammer,
)
from ekonomi.sie.datum import ar_period, finns, som_dag, som_period

pytestmark = pytest.mark.en_gang
EXCEL = "Filen är en Excelfil eller ett zip-arkiv, inte en SIE-fil. Packa upp arkivet, eller läs in Excelfilen som Excel."
WEBBSIDA = "Filen är en webbsida{}, inte en SIE-fil. Hämta filen igen ur ekonomisystemet."
BANKFIL = "Filen är en bankfil (ISO 20022), inte en SIE-fil. Exportera SIE 4."
SIE5 = "Filen är SIE 5 (XML). Exportera den som SIE 4 i stället."


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        (b"", "Filen är tom."),
        (b" \t\r\n\x00\xef\xbb\xbf\xff\xfe", "Filen är tom."),
        (b" " * 4096 + b"#FLAGGA 0", "Filen är tom."),
        (b" " * 4095 + b"<html>", WEBBSIDA.format("")),
        (b"PK\x03\x04abc", EXCEL),
        (b"%PDF-1.7", "Filen är en PDF, inte en SIE-fil. Exportera SIE 4 ur ekonomisystemet."),
        (
            b"\xd0\xcf\x11\xe0abc",
            "Filen är ett gammalt Office-dokument, inte en SIE-fil. Spara det som .xlsx, eller exportera SIE 4.",
        ),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Sie xmlns="http://www.sie.se/sie5">', SIE5),
        (b'<root xmlns:s="http://www.sie.se/sie5"/>', SIE5),
        (b"<s:Sie>", SIE5),
        (b"<Sie>", SIE5),
        ('<?xml version="1.0"?><Sie xmlns="http://www.sie.se/sie5">'.encode("utf-16"), SIE5),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>', BANKFIL),
        (b"<d:CstmrCdtTrfInitn>", BANKFIL),
        (b'<?xml version="1.0"?><ns:Faktura id="1">', "Filen är XML (Faktura), inte en SIE-fil. Exportera SIE 4 ur ekonomisystemet."),
        (
            b'<?xml version="1.0"?><!-- ' + b"x" * 9000 + b" --><Faktura>",
            "Filen är XML, inte en SIE-fil. Exportera SIE 4 ur ekonomisystemet.",
        ),
        (b'<?xml version="1.0"?><html lang="sv">', WEBBSIDA.format("")),
        (b'<?xml version="1.0"?><HTML>', WEBBSIDA.format("")),
        (
            b'<?xml version="1.0"?><' + b"x" * 41 + b">",
            f"Filen är XML ({'x' * 40}), inte en SIE-fil. Exportera SIE 4 ur ekonomisystemet.",
        ),
        (b"<Siesta>", WEBBSIDA.format("")),
        (b"<html><TITLE>\n Logga in \n</TITLE>", WEBBSIDA.format(" med rubriken ”Logga in”")),
        (b"<title>Logga\nin</title>", WEBBSIDA.format(" med rubriken ”Logga\nin”")),
        ("<title>Du måste \xe5ter".encode("latin-1") + b"</title>", WEBBSIDA.format(" med rubriken ”Du m\ufffdste \ufffdter”")),
        (b"<title>" + b"x" * 81 + b"</title>", WEBBSIDA.format(f" med rubriken ”{'x' * 80}”")),
    ],
)
def test_what_is_plainly_something_else_is_told_what_it_is(data, mening):
    with pytest.raises(InteSieError) as fel:
        prova_sie(data)
    assert str(fel.value) == mening


def test_what_may_be_sie_is_not_refused():
    for data in (b"#FLAGGA 0", b"x<html>", b"\xef\xbb\xbf#FLAGGA 0", b" " * 4095 + b"#"):
        prova_sie(data)


AAOO = {"cp437": b"\x86\x84\x94\x8f\x8e\x99", "cp1252": b"\xe5\xe4\xf6\xc5\xc4\xd6", "mac_roman": b"\x8c\x8a\x9a\x81\x80\x85"}
PC8, LATIN, MAC, UTF8 = ("PC8 (codepage 437)", "cp437"), ("Windows-1252", "cp1252"), ("Mac Roman", "mac_roman"), ("UTF-8", "utf-8-sig")


@pytest.mark.parametrize(("data", "vantat"), [(b"Loner", ("ASCII", "cp437")), ("Löner".encode(), UTF8)])
def test_what_is_plain_is_known_at_once(data, vantat):
    assert kodning(data) == vantat


def test_each_letter_of_each_encoding_is_known():
    for codec, vantat in (("cp437", PC8), ("cp1252", LATIN), ("mac_roman", MAC)):
        assert AAOO[codec].decode(codec) == "åäöÅÄÖ"
        for tecken in AAOO[codec]:
            assert kodning(b"x" + bytes([tecken]) + b"x") == vantat
    assert kodning("é".encode("utf-16")) == kodning(b"\xfe\xff\x00\xe9") == ("UTF-16", "utf-16")


@pytest.mark.parametrize(
    ("data", "vantat"),
    [
        # UTF-8 with a stray byte of another encoding, until there are as many of that
        ("åå".encode() + b"\xe5", UTF8),
        ("å".encode() + b"\xe5", LATIN),
        ("ÄÄ".encode() + b"\x84", UTF8),
        ("Ä".encode() + b"\x84", PC8),
        *((2 * c.encode() + b"\xe5", UTF8) for c in "åäöÅÄÖ"),
        # of two encodings the one with most; codepage 437 when they are as many
        (b"\xe5\xe4\x86", LATIN),
        (b"\xe5\x86", PC8),
        (b"\xe5\xe4\x8a", LATIN),
        (b"\xe5\x8a", MAC),
        (b"\x8a\x80\x86", MAC),
        (b"\x8a\x86", PC8),
        (b"\xfc", PC8),
    ],
)
def test_of_mixed_letters_the_most_decide(data, vantat):
    assert kodning(data) == vantat


@pytest.mark.parametrize(
    ("fel", "ratt"),
    [
        ("fr†n F„rjan till F”rskolan Žrnis ™stra", "från Färjan till Förskolan Ärnis Östra"),
        ("fr\x86n F\x84rjan F\x94rskolan \x8fre \x8ernis \x99stra", "från Färjan Förskolan Åre Ärnis Östra"),
        ("fr├Ñn F├ñrjan F├╢rskolan ├àre ├ûstra", "från Färjan Förskolan Åre Östra"),
        ("frÃ¥n FÃ¤rjan FÃ¶rskolan Ã…re Ã„rnis Ã–stra", "från Färjan Förskolan Åre Ärnis Östra"),
        ("Ã\x85re Ã\x84rnis Ã\x96stra", "Åre Ärnis Östra"),
        ('"™stra', '"Östra'),
    ],
)
def test_letters_of_every_wrong_kind_are_put_right_and_the_first_word_told(fel, ratt):
    data, ordet = ratta(f"#ORGNR 1 {fel}".encode())
    assert data.decode() == f"#ORGNR 1 {ratt}"
    assert ordet == fel.lstrip('"').split(" ")[0]


@pytest.mark.parametrize("text", ["Loner", "fr†n Åre", "Not † 5", "Not† 5", "Not †5", "i „citat", "™ 5", "™X", "2™s", "a ™S"])
def test_what_may_be_meant_is_left_alone(text):
    assert ratta(text.encode()) == (text.encode(), "")


def test_of_a_long_word_so_much_is_told_as_says_which():
    assert ratta(f"{'a' * 60}†{'b' * 60}".encode())[1] == f"{'a' * 37}†{'b' * 40}"


@pytest.mark.parametrize(
    ("text", "vantat"),
    [
        ('a "b c" {1 "x y"} d', (["a", "b c", "d"], ["1", "x y"], False)),
        ("a {} b", (["a", "b"], [], False)),
        ("a b", (["a", "b"], None, False)),
        ("a{1 2}b", (["a", "b"], ["1", "2"], False)),
        ("a {1} b {2}", (["a", "b"], ["1", "2"], False)),
        ("a }b", (["a", "b"], [], False)),
        ('"" ""', (["", ""], None, False)),
        ('a "s \\"t\\" u" b', (["a", 's "t" u', "b"], None, False)),
        ('a {"s \\"t\\""}', (["a"], ['s "t"'], False)),
        ('a\\"b c', (["a" + '"b', "c"], None, False)),
        ('a "c\\\\d"', (["a", "c\\\\d"], None, False)),
        # a brace that never closes: which of it are objects is not known
        ("a {1 2", (["a", "1", "2"], None, False)),
        ("a {", (["a"], [], False)),
        # quotes that do not go out even, or stand within a word
        ('a "b', (["a", "b"], None, True)),
        ('a "Leverant"r" c', (["a", 'Leverant"r', "c"], None, True)),
        ('a "x"y"z" c', (["a", 'x"y"z', "c"], None, True)),
        ('a "x"y"z" "c"', (["a", 'x"y"z', "c"], None, True)),
    ],
)
def test_a_line_falls_into_fields_and_objects(text, vantat):
    assert dela(text) == vantat


def test_without_its_quotes_a_line_falls_apart_at_every_space():
    assert dela_utan_citat('a "b c {1 "2"}') == (["a", "b", "c"], ["1", "2"])
    assert dela_utan_citat('a"b') == (["a", "b"], None)


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("12345", 12_345_00), ("1.5", 150), ("1.05", 105), ("-1.05", -105), ("-0", 0), (".5", 50), ("-.05", -5), ("0.99", 99),
        ("123456789012", 12_345_678_901_200), ("123456789012.99", 12_345_678_901_299),
        ("1 000", 100_000), ("1'000", 100_000), ("1\u202f000", 100_000), ("1\u00a0000", 100_000), ("+5", 500),
        ("5-", -500), ("5.5-", -550), ("5–", -500), ("–5", -500), ("−5", -500),
        ("1,5", 150), ("12,34", 1234), ("1.234,5", 123_450), ("1.000.000,5", 100_000_050), ("1,000,000.5", 100_000_050), ("-1,234.50", -123_450),
        ("12.345,6", 1_234_560), ("-123,456.7", -12_345_670),
        ("0.005", Decimal("0.5")), ("1,234", Decimal("123.4")), ("5.", Decimal(500)), ("-5.", Decimal(-500)), ("1,", Decimal(100)),
        ("-0.125", Decimal("-12.5")), (".1234", Decimal("12.34")), ("0." + "1" * 30, Decimal("11." + "1" * 26)),
    ],
)  # fmt: skip
def test_amounts_to_the_edge_of_what_is_one(text, ore):
    assert belopp_i_ore(text) == ore
    assert type(belopp_i_ore(text)) is type(ore)


@pytest.mark.parametrize(
    "text",
    ["1234567890123", "1234567890123.", "1234567890123.555", "1,23,4.5", "1.5,5", "1,5.5", "12,34,56", "1.2.3", "--5", "-", ".", "-.", "-5-", "0." + "1" * 31,
     "1234,567.8", "1,2345.6", "1,234.", "1.234,", ",123.5", "x1", "1x", "0x10", "1e5", "1.5e5"],
)  # fmt: skip
def test_what_is_no_amount_at_all(text):
    assert belopp_i_ore(text) is None


@pytest.mark.parametrize(
    ("falt", "mangd", "vantat"),
    [
        (["5.00"], False, ("5.00", "")),
        (["5.00", "20220101"], False, ("5.00", "20220101")),
        (["1", "000.50"], False, ("1 000.50", "")),
        (["-1", "234", "567,5", "x"], False, ("-1 234 567,5", "x")),
        (["−12", "345"], False, ("−12 345", "")),
        (["–12", "345"], False, ("–12 345", "")),
        (["+999", "345-"], False, ("+999 345-", "")),
        (["1234", "567"], False, ("1234", "567")),
        (["1", "00"], False, ("1", "00")),
        (["1", "0000"], False, ("1", "0000")),
        (["1.5", "000"], False, ("1.5", "000")),
        (["1", "000.5", "000"], False, ("1 000.5", "000")),
        (["1", "000.505"], False, ("1", "000.505")),
        (["1", "000", "000", "000", "000"], False, ("1 000 000 000 000", "")),
        (["1", "000", "000", "000", "000", "000"], False, ("1 000 000 000 000", "000")),
        (["1", "000", "x"], False, ("1 000", "x")),
        # where a quantity may follow, one group of three digits may be that
        (["5", "100"], True, ("5", "100")),
        (["5", "000"], True, ("5 000", "")),
        (["5", "012"], True, ("5 012", "")),
        (["5", "100", "200"], True, ("5 100 200", "")),
        (["5", "100", "x"], True, ("5", "100")),
        (["5"], True, ("5", "")),
    ],
)
def test_an_amount_with_its_thousands_apart_is_one(falt, mangd, vantat):
    assert belopp_isar(falt, mangd=mangd) == vantat


@pytest.mark.parametrize(
    ("text", "mangd", "vantat"),
    [
        ("20220101", False, False), ("220101", False, False), ("hyra", False, True), ("5", False, True),
        ("3", True, False), ("12.5", True, False), ("1234", True, False), ("ton", True, True),
        ("100", True, True), ("100.50", True, True), ("100,5-", True, True), ("100.505", True, False), ("12", True, False),
    ],
)  # fmt: skip
def test_what_stands_after_an_amount_is_clear_or_not(text, mangd, vantat):
    assert oklart(text, mangd=mangd) is vantat


OBJEKT, DIM = {("1", "401"): "", ("6", "P1"): ""}, {"1": "", "6": ""}


@pytest.mark.parametrize(
    ("text", "falt", "objekt"),
    [
        ("5010 1 401 5.00", ["5010", "5.00"], ["1", "401"]),
        ("5010 1 401 6 P1 5.00 20220101", ["5010", "5.00", "20220101"], ["1", "401", "6", "P1"]),
        ("5010 1 777 5.00", ["5010", "5.00"], ["1", "777"]),  # of a dimension that is declared
        ("5010 9 777 5.00", ["5010", "9", "777", "5.00"], []),
        ("5010 1 20220101 5.00", ["5010", "1", "20220101", "5.00"], []),  # a day is no code
        ("5010 1 777 hyra", ["5010", "1", "777", "hyra"], []),
        ("5010 1 401 hyra", ["5010", "hyra"], ["1", "401"]),  # an object that is declared
        ("5010 1 401", ["5010", "1", "401"], []),  # no amount is left
        ("5010 5.00", ["5010", "5.00"], []),
        ("5010", ["5010"], []),
    ],
)
def test_objects_without_braces_are_known_by_what_is_declared(text, falt, objekt):
    assert utan_klammer(text.split(), 1, OBJEKT, DIM) == (falt, objekt)


def test_an_empty_field_or_a_list_in_quotes_stands_for_the_objects():
    assert utan_klammer(["5010", "", "5"], 1, OBJEKT, DIM) == (["5010", "5"], [])
    assert utan_klammer(["5010", "{1 401}", "5"], 1, OBJEKT, DIM) == (["5010", "5"], ["1", "401"])
    assert utan_klammer(["5010", "{}", "5"], 1, OBJEKT, DIM) == (["5010", "5"], [])
    assert utan_klammer(["0", "202201", "5010", "", "5"], 3, OBJEKT, DIM) == (["0", "202201", "5010", "5"], [])
    # but not when it is the last, where the amount should be; and a code may be empty only in quotes
    assert utan_klammer(["5010", ""], 1, OBJEKT, DIM) == (["5010", ""], [])
    assert utan_klammer(["5010", "1", "", "5"], 1, OBJEKT, DIM) == (["5010", "1", "", "5"], [])


@pytest.mark.parametrize(
    ("text", "vantat"),
    [
        ("20220105", True), ("20220104", True), ("2022-01-04", True), ("20210105", False), ("220105", True), ("220104", False),
        ("20220230", False), ("5.00", False), ("20220104 Hyra", True), ("20220104 Hyra 20220105", True), ("20220105 20220105", False),
    ],
)  # fmt: skip
def test_a_day_where_the_amount_should_be_and_none_after_it(text, vantat):
    assert avhuggen(text.split(), "20220105") is vantat


@pytest.mark.parametrize(
    ("text", "vantat"),
    [
        ("20220315", "20220315"), ("2022-03-15", "20220315"), ("220315", "20220315"), ("22-03-15", "20220315"), ("19991231", "19991231"),
        ("2022-0315", ""), ("202203-15", ""), ("18991231", ""), ("2022031", ""), ("202203155", ""), ("", ""), ("idag", ""),
    ],
)  # fmt: skip
def test_a_day_is_known_by_its_shape(text, vantat):
    assert som_dag(text) == vantat


@pytest.mark.parametrize(
    ("text", "vantat"),
    [("2022-03", "202203"), ("2022-03-15", "20220315"), ("1999-12", "199912"), ("5010-1", "5010-1"), ("202203", "202203")],
)
def test_a_month_is_read_with_or_without_its_dash(text, vantat):
    assert som_period(text) == vantat


@pytest.mark.parametrize(
    ("text", "vantat"),
    [
        ("202201", True), ("202212", True), ("20221231", True), ("202200", False), ("202213", False), ("2022011", False), ("20220", False),
        ("2022010101", False), ("190001", False), ("190101", True), ("219912", True), ("220001", False), ("2022xx", False), ("20220x", False), ("20x201", False), ("202201xx", False), ("x02201", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_a_month_or_a_day(text, vantat):
    assert ar_period(text) is vantat


@pytest.mark.parametrize("dag", ["20220101", "20221231", "20200229", "20000229", "20220430", "00010101"])
def test_a_day_of_the_calendar(dag):
    assert finns(dag) is True


@pytest.mark.parametrize(
    "dag", ["20220230", "20210229", "19000229", "20221301", "20220001", "20220100", "20220431", "00000101", "2022", ""]
)
def test_what_is_no_day_of_the_calendar(dag):
    assert finns(dag) is False
