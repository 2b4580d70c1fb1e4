"""The chapter's sentences and tables are made from the rows."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ekonomi.models import Skuldpost, Skuldursprung
from ekonomi.underlag import ekonomiskt_resultat
from tests.ekonomi.factories import figures
from uppdrag.models import Uppdrag

FIGURES = (
    "10\u00a0307\u00a0tkr", "2,6\u00a0%", "3\u00a0001\u00a0tkr", "1\u00a0705\u00a0tkr", "3\u00a0490\u00a0tkr", "6\u00a0491\u00a0tkr",
    "1 november 2021",
)  # fmt: skip


@pytest.fixture
def money(hus):
    return figures(hus)


def test_the_sentences_hold_the_figures_of_the_rows(money):
    text = " ".join(ekonomiskt_resultat(money.year)["stycken"])
    assert [f for f in FIGURES if f not in text] == []
    assert "Hur beloppet från 2020–2021 fördelar sig på åren är inte känt." in text
    assert "vakanser." in text


def test_other_rows_make_other_sentences(money):
    money.ersattning.belopp, money.ersattning.index_procent = 9_000_000, "1.00"
    money.ersattning.save()
    text = " ".join(ekonomiskt_resultat(money.year)["stycken"])
    assert "9\u00a0000\u00a0tkr" in text
    assert "10\u00a0307" not in text


def test_a_deficit_is_called_a_deficit(money):
    money.arsresultat.belopp = -500_000
    money.arsresultat.save()
    money.post.belopp = -1_796_000
    money.post.save()
    chapter = ekonomiskt_resultat(money.year)
    assert "ett underskott om 500\u00a0tkr" in " ".join(chapter["stycken"])
    assert chapter["resultat"]["rader"][0]["tkr"] == "\u22121\u00a0796"
    assert chapter["resultat"]["rader"][0]["vad"] == "underskott"


def test_a_deficit_is_no_debt_below_zero(money):
    money.arsresultat.belopp = -500_000
    money.arsresultat.save()
    text = ekonomiskt_resultat(money.year)["stycken"][-1]
    assert "Skulden är 3\u00a0490\u00a0tkr från 2020–2021." in text
    assert "Underskottet är 500\u00a0tkr från 2022." in text
    assert "2\u00a0990\u00a0tkr återstår som skuld" in text
    assert "\u2212" not in text


def test_text_and_table_round_alike_and_the_rest_is_told(money):
    money.post.belopp, money.rest.belopp = 1_704_500, 1_296_500
    money.post.save()
    money.rest.save()
    chapter = ekonomiskt_resultat(money.year)
    tabell = [rad["tkr"] for rad in chapter["resultat"]["rader"]]
    text = " ".join(chapter["stycken"])
    assert [f"{tkr}\u00a0tkr" in text for tkr in tabell] == [True, True]


def test_the_rest_and_the_working_are_told(money):
    chapter = ekonomiskt_resultat(money.year)
    assert "Övriga delar ger tillsammans ett överskott om 1\u00a0296\u00a0tkr, uträknat som resten." in " ".join(chapter["stycken"])
    working = (
        "10\u00a0046\u00a0000 × 1,026 = 10\u00a0307\u00a0196, fastställd till 10\u00a0307\u00a0000, skillnad 196\u00a0kr. Basen är härledd."
    )
    assert working in chapter["noter"][0]
    assert chapter["noter"][-1].startswith("Stämmer: ")


def test_without_the_accounts_sum_it_is_not_said_to_foot(money):
    money.arsresultat.delete()
    chapter = ekonomiskt_resultat(money.year)
    assert chapter["resultat"]["stammer"] is False
    assert chapter["noter"][-1].startswith("Avstämning: ")


def test_a_year_without_figures_says_nothing_of_nothing(hus):
    chapter = ekonomiskt_resultat(hus.year)
    assert chapter["stycken"] == []
    assert chapter["ersattning"] is None
    assert chapter["skuld"]["rader"] == []


def test_a_booked_result_is_not_counted_twice(money):
    ursprung = Skuldursprung.objects.create(avtal=money.avtal, beteckning="Året", forsta=2022, sista=2022, verksamhetsar=money.year)
    Skuldpost.objects.create(ursprung=ursprung, sort="resultat", datum=date(2022, 12, 31), belopp=3_001_000, text="Årets resultat")
    assert ekonomiskt_resultat(money.year)["skuld"]["summa"] == 6_491_000


def test_rows_that_do_not_foot_are_told(money):
    money.rest.delete()
    table = ekonomiskt_resultat(money.year)["resultat"]
    assert table["stammer"] is False
    assert "Det skiljer 1\u00a0296\u00a0000\u00a0kr" in table["avstamning"]


def test_the_chapter_is_plain_data(money):
    assert json.loads(json.dumps(ekonomiskt_resultat(money.year)))


def test_queries_do_not_grow_with_the_rows(money):
    with CaptureQueriesContext(connection) as few:
        ekonomiskt_resultat(money.year)
    for n in range(3):
        uppdrag = Uppdrag.objects.create(avtal=money.avtal, namn=f"Nytt {n}")
        money.year.resultatposter.create(uppdrag=uppdrag, belopp=1)
        money.year.statsbidrag.create(uppdrag=uppdrag, namn="Bidrag", belopp=1)
    with CaptureQueriesContext(connection) as many:
        ekonomiskt_resultat(money.year)
    assert len(few) == len(many)
