"""What the reader says of a file, word for word and line by line, and what it has read of its head."""

import pytest

from ekonomi.sie import reader
from ekonomi.utfall.avlasning import Kalla
from tests.ekonomi.sieprov import HUVUD, fil

pytestmark = pytest.mark.en_gang
RADER = HUVUD.count("\n")
NOG = "#PSALDO 0 202201 5010 {} 1\n"  # so that the file holds an amount
MOT = "#TRANS 1930 {} -5\n}\n"


def reading(kropp, **kwargs):
    return reader.read(fil(kropp, **kwargs))


def besked(last):
    """[(line of the body, label, sentence, is an amount lost?)]; line 0 is of the whole file."""
    return [(f.rad and f.rad - RADER, f.etikett.removeprefix("#"), f.vad.replace("\u00a0", " "), f.tappat) for f in last.fel]


def konton(last):
    """{(period, account, objects): öre}"""
    return dict(last.saldon)


OKLART = (0, "", "Raderna för konto 5010 kan läsas på mer än ett sätt, och filen har inget eget saldo som avgör.", False)
UTAN_SALDO = (0, "", "Filen har inget eget saldo för konto 5010, där det finns belopp.", False)
AVHUGGEN = "Där beloppet ska stå står en dag. Raden är kanske avhuggen; den är inte räknad."
KLAMRAR = "Klamrarna för objekt, {}, saknas eller tar inte slut."
INGA = (0, "", "Filen innehåller inga belopp för resultatkonton.", False)
UTAN_DATUM = "Verifikationen saknar datum; raderna räknas efter sina egna."
EJ_DATERAD = "Transaktionen har inget datum, varken eget eller verifikationens. Den är inte räknad."
TAR_SLUT = "Filen tar slut mitt i en verifikation. Den är kanske avhuggen."
UTANFOR = "Transaktionen står utanför en verifikation. Den är räknad efter sitt eget datum."
EGNA_DAGAR = "{\n#TRANS 5010 {} 5 20220105\n#TRANS 1930 {} -5 20220105\n}\n"
BESKED = [
    ("Löner mars\n" + NOG, [(1, "", "Raden börjar inte med en etikett. Den hör kanske till raden före; den är hoppad över.", False)]),
    ("#NYTT 1 2 3\n" + NOG, [(1, "NYTT", "Okänd etikett. Den är hoppad över.", False)]),
    ("# nytt\t1\n" + NOG, [(1, "NYTT", "Okänd etikett. Den är hoppad över.", False)]),
    (f"#{'n' * 21}\n" + NOG, [(1, "N" * 20, "Okänd etikett. Den är hoppad över.", False)]),
    ("{\n" + NOG, []),
    ("#OBJEKT 1\n" + NOG, [(1, "OBJEKT", "Objektet saknar kod.", False)]),
    ('#KONTO 5011 "a"b"\n' + NOG, [(1, "KONTO", "Citattecknen går inte jämnt ut. Raden är läst så gott det går.", False)]),
    ("#RAR -2\n" + NOG, [(1, "RAR", "Räkenskapsåret saknar datum.", False)]),
    ("#RAR -2 20200101\n" + NOG, [(1, "RAR", "Räkenskapsåret saknar datum.", False)]),
    ("#RAR -2 20200101 x 20201231\n" + NOG, [(1, "RAR", "Räkenskapsåret saknar datum.", False)]),
    ("#RAR -2 x 20201231\n" + NOG, [(1, "RAR", "Räkenskapsåret saknar datum.", False)]),
    ("#RAR 20200101 20201231\n" + NOG, [(1, "RAR", "Räkenskapsåret saknar datum.", False)]),
    ("#RAR 0 20220101 20221231\n" + NOG, []),
    (
        "#RAR -3 20190301 20200228\n#PSALDO -3 201902 5010 {} 1\n#PSALDO -3 201903 5010 {} 1\n#PSALDO -3 202002 5010 {} 1\n",
        [(2, "PSALDO", "Perioden 201902 ligger utanför räkenskapsår -3. Perioden gäller.", False)],
    ),
    ("#RAR 0 20220101 20221130\n" + NOG, [(1, "RAR", "Räkenskapsår 0 står två gånger med olika datum. De första gäller.", False)]),
    (
        "#FLAGGA 0\n#FLAGGA 0\n" + NOG,
        [(n, "FLAGGA", "Här börjar en fil till i samma fil. Beloppen i båda är sammanlagda.", False) for n in (1, 2)],
    ),
    # balances by month
    (NOG + "#PSALDO 0 202201 5010 {}\n", [(2, "PSALDO", "Raden saknar fält. Beloppet är inte räknat.", True)]),
    (NOG + "#PSALDO 0 5010 202201 {} 5\n", [(2, "PSALDO", "Period och konto har bytt plats.", False)]),
    (NOG + "#PSALDO 0 202213 5010 {} 5\n", [(2, "PSALDO", "Perioden ”202213” är ingen månad. Beloppet är inte räknat.", True)]),
    (
        NOG + f"#PSALDO 0 {'x' * 41} 5010 {{}} 5\n",
        [(2, "PSALDO", f"Perioden ”{'x' * 40}” är ingen månad. Beloppet är inte räknat.", True)],
    ),
    (NOG + "#PSALDO 0 202201 202202 {} 5\n", []),
    (NOG + "#PSALDO 0 20221231 5010 {} 5\n#PSALDO 0 2022-12 5010 {} 5\n#PSALDO -2 202001 5010 {} 5\n", []),
    (NOG + "#PSALDO 0 202112 5010 {} 5\n", [(2, "PSALDO", "Perioden 202112 ligger utanför räkenskapsår 0. Perioden gäller.", False)]),
    (NOG + "#PSALDO 0 202301 5010 {} 5\n", [(2, "PSALDO", "Perioden 202301 ligger utanför räkenskapsår 0. Perioden gäller.", False)]),
    (NOG + "#PBUDGET 0 202301 5010 {} 5\n", [(2, "PBUDGET", "Perioden 202301 ligger utanför räkenskapsår 0. Perioden gäller.", False)]),
    (NOG + "#PSALDO 0 202201 5010 5\n", [(2, "PSALDO", KLAMRAR, False)]),
    (
        NOG + "#PSALDO 0 202201 5010 {1} 5\n",
        [(2, "PSALDO", "Objektlistan går inte jämnt ut i dimension och objekt; det sista är hoppat över.", False)],
    ),
    (
        NOG + "#PSALDO 0 202201 5010 {1 401 1 402} 5\n",
        [(2, "PSALDO", "Dimension 1 står två gånger på raden; den första räknas.", False), OKLART],
    ),
    (
        NOG + f"#PSALDO 0 202201 5010 {{{'x' * 41} 401 {'x' * 41} 402}} 5\n",
        [(2, "PSALDO", f"Dimension {'x' * 40} står två gånger på raden; den första räknas.", False), OKLART],
    ),
    (NOG + "#PSALDO 0 202201 5010 {1 401 1 401} 1\n", []),
    # amounts
    (NOG + "#PSALDO 0 202201 5010 {} fem\n", [(2, "PSALDO", "Beloppet ”fem” går inte att läsa och är inte räknat.", True)]),
    (
        NOG + f"#PSALDO 0 202201 5010 {{}} {'x' * 41}\n",
        [(2, "PSALDO", f"Beloppet ”{'x' * 40}” går inte att läsa och är inte räknat.", True)],
    ),
    (NOG + "#PSALDO 0 202201 5010 {} 5.005\n", [(2, "PSALDO", "Beloppet har delar av ören och är avrundat.", False)]),
    (
        NOG + "#PSALDO 0 202201 5010 {} 1 234 000.50\n",
        [(2, "PSALDO", "Beloppet är skrivet med mellanrum och är läst som 1 234 000,50 kr.", False)],
    ),
    (NOG + "#PSALDO 0 202201 5010 {} 5 ton\n", [(2, "PSALDO", "Efter beloppet står ”ton”. Beloppet är läst som 5,00 kr.", False)]),
    (
        NOG + f"#PSALDO 0 202201 5010 {{}} 5 {'x' * 41}\n",
        [(2, "PSALDO", f"Efter beloppet står ”{'x' * 40}”. Beloppet är läst som 5,00 kr.", False)],
    ),
    (NOG + NOG, [(2, "PSALDO", "Samma saldo står redan på en likadan rad. Båda är räknade.", False), OKLART]),
    (
        "#PSALDO 0 202201 5010 {1 401 6 P1} 1\n#PSALDO 0 202201 5010 {6 P1 1 401} 1\n#RES 0 5010 1\n",
        [(2, "PSALDO", "Samma saldo står redan på en likadan rad. Båda är räknade.", False)],
    ),
    (NOG + NOG + "#RES 0 5010 2\n", [(2, "PSALDO", "Samma saldo står redan på en likadan rad. Båda är räknade.", False)]),
    (
        NOG + "#PSALDO -1 202201 5010 {} 1\n#PSALDO 0 202202 5010 {} 1\n",
        [(2, "PSALDO", "Perioden 202201 ligger utanför räkenskapsår -1. Perioden gäller.", False)],
    ),
    (2 * "#PSALDO 0 202201 5010 {} 0\n", []),
    (
        2 * "#PSALDO 0 20220131 5010 {} 1\n",
        [(2, "PSALDO", "Samma saldo står redan på en likadan rad. Båda är räknade.", False), OKLART],
    ),
    # the year's balances
    ("#RES 0 5010 5\n#RES 0 5010 6\n", [(2, "RES", "Saldot står på flera rader; beloppen är sammanlagda.", False)]),
    ("#RES 0 5010 5\n#RES 0 5020\n", [(2, "RES", "Raden saknar fält. Saldot är inte läst.", True)]),
    ("#RES 5010 0 5\n", [(1, "RES", "Årsnummer och konto har bytt plats.", False)]),
    ("#RES 0 5010 5\n#RES i 5010 5\n", [(2, "RES", "”i” är inget årsnummer. Saldot är inte läst.", True)]),
    (f"#RES 0 5010 5\n#RES {'x' * 41} 5010 5\n", [(2, "RES", f"”{'x' * 40}” är inget årsnummer. Saldot är inte läst.", True)]),
    ("#RES 0 10 5\n", []),  # both look like a year: the first is one
    # vouchers
    ("#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT, []),
    ("#VER A 1 text 20220105\n{\n#TRANS 5010 {} 5\n" + MOT, []),
    (2 * ("#VER A\n" + EGNA_DAGAR), [(1, "VER", UTAN_DATUM, False), (6, "VER", UTAN_DATUM, False)]),
    (
        2 * ("#VER A 1\n" + EGNA_DAGAR),
        [
            (1, "VER", UTAN_DATUM, False),
            (6, "VER", UTAN_DATUM, False),
            (6, "VER", "Verifikation A 1 står redan i filen med samma rader.", False),
        ],
    ),
    (
        "#VER A 1 x y 20220105\n{\n#TRANS 5010 {} 5 20220105\n#TRANS 1930 {} -5 20220105\n}\n",
        [(1, "VER", UTAN_DATUM, False)],
    ),
    (
        "#VER A 1 20220105 { #TRANS 5010 {} 5 }\n",
        [(1, "VER", "Verifikationens transaktioner står på samma rad som den och är inte räknade.", True), INGA],
    ),
    *(
        (f"{ver}\n#TRANS 5010 {{}} 5 20220106\n#TRANS 1930 {{}} -5 20220106\n", [(1, "VER", UTAN_DATUM, False)])
        for ver in ("#VER A 20220105 x y", "#VER 20220105 1 x y")
    ),
    (
        "#VER A 1 20220105\n#TRANS 5010 {} fem\n" + NOG,
        [(2, "TRANS", "Beloppet ”fem” går inte att läsa och är inte räknat.", True)],
    ),
    (
        "#VER A 1 20220105\n{\n#TRANS 5010 {} 5\nLöner\n}\n",
        [
            (4, "", "Raden börjar inte med en etikett. Den hör kanske till raden före; den är hoppad över.", False),
            (1, "VER", "Verifikationen går inte jämnt ut: det skiljer 5,00 kr.", False),
        ],
    ),
    ("#TRANS 5010 {} 220105\n" + NOG, [(1, "TRANS", EJ_DATERAD, True)]),
    ("#TRANS 220105 {} 5\n" + NOG, [(1, "TRANS", EJ_DATERAD, True)]),
    ("#TRANS 5010 {} 5 20220105 20220106\n", [(1, "TRANS", UTANFOR, False)]),
    ("#VER A 1\n{\n#TRANS 5010 {} 5\n}\n", [(1, "VER", UTAN_DATUM, False), (3, "TRANS", EJ_DATERAD, True), INGA]),
    ("#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n}\n", [(1, "VER", "Verifikationen går inte jämnt ut: det skiljer 5,00 kr.", False)]),
    ('#VER A 1 20220105 "t"\n{\n#TRANS 5010 {} 5,0\n}\n', [(1, "VER", "Verifikationen går inte jämnt ut: det skiljer 5,00 kr.", False)]),
    ("#VER A 1 20220105\n#TRANS 5010 {} 5\n", [(1, "VER", "Verifikationen går inte jämnt ut: det skiljer 5,00 kr.", False)]),
    (
        "#VER A 1 20220105\n#TRANS 5010 {} -5\n#VER A 2 20220106\n#TRANS 5010 {} 5\n#TRANS 1930 {} -5\n",
        [(1, "VER", "Verifikationen går inte jämnt ut: det skiljer −5,00 kr.", False)],
    ),
    (
        "#VER A 1 20220105\n#TRANS 5010 {} 5\n#VER A 2 x\n#TRANS 5010 {} 5 20220105\n#TRANS 1930 {} -5 20220105\n",
        [
            (1, "VER", "Verifikationen går inte jämnt ut: det skiljer 5,00 kr.", False),
            (3, "VER", UTAN_DATUM, False),
        ],
    ),
    ("#TRANS 5010 {} 5 20220105\n", [(1, "TRANS", UTANFOR, False)]),
    # a quote left open before an amount takes no day into it
    (
        '#VER A 1 20220105\n{\n#TRANS 5010 {} "5 20220105\n' + MOT,
        [(3, "TRANS", "Citattecknen går inte jämnt ut. Raden är läst så gott det går.", False)],
    ),
    # one without braces ends where the next begins, and an empty line in it is no brace
    ("#VER A 1 20220105\n#TRANS 5010 {} 5\n#TRANS 1930 {} -5\n\n", []),
    (
        "#VER A 1 20220105\n#TRANS 5010 {} 5\n#TRANS 1930 {} -5\n#VER A 2 20220105\n{\n#TRANS 5010 {} 6\n#TRANS 1930 {} -6\n}\n#TRANS 5010 {} 5 20220105\n",
        [(9, "TRANS", UTANFOR, False)],
    ),
    ("#TRANS 5010 {} 5\n" + NOG, [(1, "TRANS", EJ_DATERAD, True)]),
    ("#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT + "#TRANS 5010 {} 5 20220105\n", [(6, "TRANS", UTANFOR, False)]),
    (
        "#VER A 1 20220105\n{\n#TRANS 5010\n}\n" + NOG,
        [(3, "TRANS", KLAMRAR, False), (3, "TRANS", "Raden saknar konto eller belopp och är inte räknad.", True)],
    ),
    (
        "#VER A 1 20220105\n{\n#TRANS 5010 5 1\n}\n" + NOG,
        [(3, "TRANS", KLAMRAR, False), (3, "TRANS", "Objekten kan inte skiljas från beloppet, som inte är räknat.", True)],
    ),
    ("#VER A 1 20220105\n{\n#TRANS 5010 5 20220105\n" + MOT, [(3, "TRANS", KLAMRAR, False)]),
    # a row that is cut, with its day where the amount should be
    *(
        (
            NOG + f"#VER A 1 {dag}\n{{\n#TRANS 5010 {{}} 5\n#TRANS 1930 {{}} -5\n#TRANS 5010 {{}} {belopp}\n}}\n",
            [(6, "TRANS", AVHUGGEN, True)],
        )
        for dag, belopp in (
            ("20220105", "20220105"),
            ("20220105", "20220104"),
            ("220105", "220105"),
            ("2022-01-05", '20220105 "Hyra"'),
        )
    ),
    ("#VER A 1 20220105\n{\n#TRANS 5010 {} 20220105 20220105\n#TRANS 1930 {} -20220105.00\n}\n", []),
    ("#VER A 1 20220105\n{\n#TRANS 5010 {} 220105\n#TRANS 1930 {} -220105\n}\n", []),
    ("#VER A 1 20220105\n{\n#TRANS 5010 {} 20220230\n#TRANS 1930 {} -20220230\n}\n", []),
    # days that are none
    ("#VER A 1 20220230\n{\n#TRANS 5010 {} 5\n" + MOT, [(1, "VER", "Dagen 2022-02-30 finns inte i kalendern. Månaden gäller.", False)]),
    (
        '#VER A 1 ""\n{\n#TRANS 5010 {} 5 20220230\n#TRANS 1930 {} -5 20220228\n}\n',
        [(1, "VER", UTAN_DATUM, False), (3, "TRANS", "Dagen 2022-02-30 finns inte i kalendern. Månaden gäller.", False)],
    ),
    ("#VER A 1 20220228\n{\n#TRANS 5010 {} 5\n#TRANS 1930 {} -5\n", [(0, "", TAR_SLUT, True)]),
    ("#VER A 1 20220228\n{\n#TRANS 5010 {} 5\n" + MOT + "#VER A 2 20220228\n{\n", [(0, "", TAR_SLUT, True)]),
    ("#PSALDO 0 20220230 5010 {} 5\n", [(1, "PSALDO", "Dagen 2022-02-30 finns inte i kalendern. Månaden gäller.", False)]),
    ("#RAR -2 20200101 20200230\n" + NOG, [(1, "RAR", "Dagen 2020-02-30 finns inte i kalendern. Månaden gäller.", False)]),
    # vouchers that stand twice, and such as close the year
    (2 * ("#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT), [(6, "VER", "Verifikation A 1 står redan i filen med samma rader.", False)]),
    (2 * ('#VER "" "" 20220105\n{\n#TRANS 5010 {} 5\n' + MOT), []),
    ("#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT + "#VER A 1 20220205\n{\n#TRANS 5010 {} 5\n" + MOT, []),
    ("#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT + "#VER B 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT, []),
    (
        "#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT + "#VER B 9 20221231\n{\n#TRANS 5010 {} -5\n#TRANS 2099 {} 5\n}\n",
        [(6, "VER", "Verifikation B 9 den 2022-12-31 tömmer resultatkontona.", False)],
    ),
    ("#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT + "#VER B 9 20221231\n{\n#TRANS 5010 {} -4\n#TRANS 2099 {} 4\n}\n", []),
    ("#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT + "#VER B 9 20221230\n{\n#TRANS 5010 {} -5\n#TRANS 2099 {} 5\n}\n", []),
    ('#VER A 1 20220105\n{\n#TRANS 5010 5 ""\n' + MOT, [(3, "TRANS", KLAMRAR, False)]),
    ("#FLAGGA 1\n", [(1, "FLAGGA", "Här börjar en fil till i samma fil. Beloppen i båda är sammanlagda.", False), INGA]),
    # against the file's own balances
    ("#PSALDO 0 202201 5010 {} 5\n#PSALDO 0 202212 5010 {} 6\n#PSALDO -1 202112 5010 {} 7\n#RES 0 5010 11\n#RES -1 5010 1\n", []),
    (NOG + "#RES 0 5010 6\n", [(0, "", "Periodsaldon stämmer inte med filens årssaldo för konto 5010.", False)]),
    (
        "#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT + "#RES 0 5010 6\n",
        [(0, "", "Verifikationer stämmer inte med filens årssaldo för konto 5010.", False)],
    ),
    (NOG + "#RES 0 5010 1\n#RES 0 5020 0\n", []),
    (
        "#PSALDO 0 202201 9010 {} 5\n#RES 0 9010 6\n",
        [(0, "", "Periodsaldon stämmer inte med filens årssaldo för konto 9010.", False)],
    ),
    # of an account of the balance: what it became, on both of its lines, less what it was; the 100 is a quantity
    ("#PSALDO 0 202201 1930 {} 12\n#IB 0 1930 5 100\n#UB 0 1930 10\n#UB 0 1930 7\n#IB 0 1940\n", []),
    (NOG + "#RES 0 5020 0.01\n", [(0, "", "Periodsaldon stämmer inte med filens årssaldo för konto 5020.", False), UTAN_SALDO]),
    (NOG + "#RES 0 5020 -0.01\n", [(0, "", "Periodsaldon stämmer inte med filens årssaldo för konto 5020.", False), UTAN_SALDO]),
    (
        NOG + "".join(f"#RES 0 50{n} 5\n" for n in (15, 14, 13, 12, 11)),
        [(0, "", "Periodsaldon stämmer inte med filens årssaldo för konto 5011, 5012, 5013, 5014, 5015.", False), UTAN_SALDO],
    ),
    (
        NOG + "".join(f"#RES 0 50{n} 5\n" for n in (16, 15, 14, 13, 12, 11)),
        [(0, "", "Periodsaldon stämmer inte med filens årssaldo för konto 5011, 5012, 5013, 5014, 5015 och 1 till.", False), UTAN_SALDO],
    ),
    (
        NOG + "#PSALDO 0 202201 FEL {} 5\n#PSALDO 0 202202 ANM {} -6\n#PSALDO 0 202201 5X {} 5\n",
        [
            (0, "", "Kontot ”ANM” är inget nummer och räknas inte. Där står −6,00 kr.", True),
            (0, "", "Kontot ”FEL” är inget nummer och räknas inte. Där står 5,00 kr.", True),
        ],
    ),
]


@pytest.mark.parametrize(("kropp", "vantat"), BESKED)
def test_each_remark_word_for_word_at_its_line(kropp, vantat):
    assert besked(reading(kropp)) == vantat


def test_remarks_of_one_kind_are_counted_together_whatever_they_name():
    rader = (
        "#NYTT 1", "#NYARE 1", "#RAR 0 20220101 20221130", "#PSALDO 0 20220230 5010 {} 5", "#PSALDO 0 202213 5010 {} 5",
        "#PSALDO 0 202301 5010 {} 5", "#RES i 5010 5", "#PSALDO 0 202201 5010 {1 401 1 402} 5", "#PSALDO 0 202201 5010 {} fem",
        "#PSALDO 0 202201 5010 {} 1 000.50", "#PSALDO 0 202201 5010 {} 5 ton", "#PSALDO 0 202201 FEL {} 5", "#RES 0 5010 0",
    )  # fmt: skip
    assert reading("\n".join(rader)).antal == {
        "Okänd etikett. Den är hoppad över": 2, "Räkenskapsåret står två gånger med olika datum": 1, "Dagen finns inte i kalendern": 1,
        "Perioden är ingen månad": 1, "Perioden ligger utanför sitt räkenskapsår": 1, "Saldot har inget årsnummer": 1,
        "En dimension står två gånger på raden": 1, "Beloppet går inte att läsa": 1, "Beloppet är skrivet med mellanrum": 1,
        "Något oväntat står efter beloppet": 1, "Kontot är inget nummer": 1,
        "Periodsaldon stämmer inte med filens årssaldo för konto 5010": 1,
    }  # fmt: skip


def test_a_file_without_its_years_is_held_against_nothing():
    utan = "".join(rad for rad in HUVUD.splitlines(keepends=True) if not rad.startswith("#RAR"))
    assert not reading(NOG, huvud=utan).fel
    sagt = "Filen säger inte vilket räkenskapsår den gäller (#RAR saknas). Dess årssaldon (#RES) {}."
    assert [f.vad for f in reading(NOG + "#RES 0 5010 6\n", huvud=utan).fel] == [sagt.format("kan inte jämföras med det som är läst")]
    assert [f.vad for f in reading("#RES 0 5010 6\n", huvud=utan).fel] == [sagt.format("räknas för det år den läses in för")]


@pytest.mark.parametrize(
    ("rad", "ore"),
    [("5.005", 501), ("-5.005", -501), ("5.004", 500), ("-5.0049", -500), ("1 000.50", 100_050), ('"-1 000"', -100_000)],
)
def test_parts_of_an_ore_are_rounded_away_from_zero(rad, ore):
    assert konton(reading(f"#PSALDO 0 202201 5010 {{}} {rad}\n")) == {("202201", "5010", ()): ore}


@pytest.mark.parametrize(
    ("rad", "vantat"),
    [
        ('#TRANS 5010 {"1" "40 1"} 5 20220105 "Leverant"r"', {("202201", "5010", (("1", "40 1"),)): 500}),
        ('#TRANS 5010 {1 401} "5.00 20220105 Hyra', {("202201", "5010", (("1", "401"),)): 500}),
        ('#TRANS {1 401} "5', {}),
    ],
)
def test_quotes_that_do_not_go_out_even_are_believed_as_far_as_an_amount_stands_where_it_should(rad, vantat):
    last = reading(f"#VER A 1 20220105\n{{\n{rad}\n}}\n")
    assert {nyckel: ore for nyckel, ore in last.saldon.items() if nyckel[2]} == vantat


def test_what_stands_outside_a_voucher_is_no_copy_of_one():
    assert reading(2 * "#TRANS 5010 {} 5 20220105\n").dubbla == {}


def test_amounts_stand_on_their_month_account_and_objects():
    last = reading(
        "#PSALDO 0 20220331 5010 {1 401 6 P1} 5\n#PSALDO 0 2022-03 5010 {} 6\n#PSALDO 0 5010 202204 {} 7\n#PBUDGET 0 202203 5010 {1 401} 8\n"
    )
    assert konton(last) == {("202203", "5010", (("1", "401"), ("6", "P1"))): 500, ("202203", "5010", ()): 600, ("202204", "5010", ()): 700}
    assert last.budget == {("202203", "5010", (("1", "401"),)): 800}
    # the first of two codes in one dimension, and what has a code
    last = reading("#PSALDO 0 202203 5010 {1 401 1 402} 5\n#PSALDO 0 202203 5010 {1 402 6} 6\n")
    assert konton(last) == {("202203", "5010", (("1", "401"),)): 500, ("202203", "5010", (("1", "402"),)): 600}


@pytest.mark.parametrize("kropp", ["#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT, "#FTYP AB\n", "#PROGRAM x\n"])
def test_one_label_that_is_known_makes_it_a_file_of_the_kind(kropp):
    reading(kropp, huvud="")
    with pytest.raises(reader.InteSieError):
        reading(kropp.replace("#", "#X"), huvud="")


def test_progress_is_told_now_and_then_in_per_cent_and_never_as_done(monkeypatch):
    monkeypatch.setattr(reader.kort, "BIT", 8192)
    data, steg = f"{NOG:16383}\n{NOG:16383}\n".encode(), []
    assert reader.read(data).saldon == reader.read(data, steg.append).saldon
    assert steg == [50, 99]


def test_the_years_balances_stand_on_the_span_of_their_year():
    last = reading("#RES 0 5010 5\n#RES -1 5010 6\n#RES -2 5010 7\n")
    assert last.kalla == Kalla.ARSSALDON
    assert konton(last) == {("20220101-20221231", "5010", ()): 500, ("20210101-20211231", "5010", ()): 600}
    utan = "".join(rad for rad in HUVUD.splitlines(keepends=True) if not rad.startswith("#RAR"))
    assert konton(reading("#RES 0 5010 5\n#RES -1 5010 6\n", huvud=utan)) == {("", "5010", ()): 500}


def test_vouchers_go_before_months_and_months_before_years():
    ver, ps, res = "#VER A 1 20220105\n{\n#TRANS 5010 {} 5\n" + MOT, "#PSALDO 0 202201 5010 {} 5\n", "#RES 0 5010 5\n"
    for kropp, kalla in ((ver + ps + res, "verifikationer"), (ps + res, "periodsaldon"), (res, "årssaldon")):
        last = reading(kropp)
        assert (last.kalla, last.huvud["Beloppen är lästa ur"], last.fel) == (kalla, kalla, [])
    tom = reading("")
    assert (besked(tom), tom.saldon) == ([INGA], {})
