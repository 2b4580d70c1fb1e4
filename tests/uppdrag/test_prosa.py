"""Counts become prose: the sentences of 2022 from rows, and the cases the documents do not show."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdrag.prosa import ORD, Arenaunderlag, Arrangorsunderlag, Traff, avvikelse, mening, sammanfattning

JAN, DEC = date(2022, 1, 1), date(2022, 12, 31)


def traffar(n, **fields):
    return tuple(Traff(JAN + timedelta(days=20 * i), JAN + timedelta(days=20 * i), **fields) for i in range(n))


def arena(namn, ord_, rows, **fields):
    return Arenaunderlag(namn, ord_, JAN, DEC, tuple(rows), **fields)


def monthly(months=range(1, 13)):
    return [Traff(date(2022, m, 9), date(2022, m, 9), serie=True) for m in months]


GRUPPER = ("ledningsgruppen", "det operativa nätverket")
GOLDEN = [
    (arena("Kommundirektörerna", "möte", traffar(6, protokollford=True), protokollfors=True), "Kommundirektörerna har haft sex protokollförda möten"),
    (arena("Vägen till arbete", "möte", traffar(4)), "Vägen till arbete har haft fyra möten"),
    (arena("BUZ", "sammanträdesdag", traffar(3, heldag=True)), "BUZ har haft tre sammanträdesdagar"),
    (arena("Skolchefsnätverket", "heldag", traffar(5, heldag=True)), "Skolchefsnätverket har haft fem heldagar"),
    (arena("Elevhälsochefsnätverket", "träff", traffar(2, heldag=True) + traffar(3)), "Elevhälsochefsnätverket har haft fem träffar, varav två heldagar"),
    (arena("Barnarenan", "sammanträde", traffar(4), planerat=4), "Barnarenan har haft fyra sammanträden"),
    (
        arena("Regionalt utvecklingsnätverk", "sammanträde", traffar(4, grupp=GRUPPER[0]) + traffar(4, grupp=GRUPPER[1]), grupper=GRUPPER),
        "Regionalt utvecklingsnätverk har haft fyra sammanträden för respektive grupp",
    ),
    (arena("SocSam", "sammanträde", traffar(5)), "SocSam har haft fem sammanträden"),
    (arena("MAS/MAR-nätverket", "träff", monthly(), manadsvis=True), "MAS/MAR-nätverket har träffats en gång per månad"),
    (arena("Förvaltningschefsnätverket", "träff", traffar(9)), "Förvaltningschefsnätverket har haft nio träffar"),
    (arena("Fredagsgruppen", "träff", traffar(11)), "Fredagsgruppen har haft elva träffar"),
    (arena("Länsnätverk psykisk hälsa", "träff", [], planerat=4), "Länsnätverk psykisk hälsa har inte sammankallats enligt plan"),
    (arena("Primärkommunala samverkansrådet", "möte", traffar(1, sammankallad_av_region=True)), "Regionen sammankallade det första mötet"),
]


@pytest.mark.parametrize(("underlag", "text"), GOLDEN, ids=[text for _, text in GOLDEN])
def test_sentences_of_2022(underlag, text):
    assert mening(underlag) == text


def test_what_an_uppdrag_arranged_until_it_ended():
    rows = traffar(3, ord="utbildning") + traffar(2, ord="konferens")
    u = Arrangorsunderlag(rows, JAN, DEC, slutade=date(2022, 3, 31))
    assert sammanfattning(u) == "Tre utbildningar och två konferenser har genomförts till och med den 31 mars"


def test_a_network_with_many_kinds():
    resa = Traff(date(2022, 9, 12), date(2022, 9, 14), ord="studieresa", delar=8)
    besok = tuple(Traff(date(2022, 9, 12), date(2022, 9, 12), ord="studiebesök", del_av=True) for _ in range(8))
    rows = (*traffar(6, ord="nätverksmöte"), *traffar(2, ord="webbinarium"), *traffar(1, ord="temadag"), resa, *besok)
    assert sammanfattning(Arrangorsunderlag(rows, JAN, DEC)) == (
        "Sex nätverksmöten, två webbinarier, en temadag och en tredagars studieresa med åtta studiebesök har genomförts"
    )


def test_monthly_meetings_of_an_agreement():
    rows = (*traffar(4, ord="möte"), *[Traff(t.fran, t.till, ord="förvaltningsmöte", serie=True) for t in monthly()])
    assert sammanfattning(Arrangorsunderlag(rows, JAN, DEC)) == "Fyra möten har genomförts. Förvaltningsmöten har hållits en gång per månad"


@pytest.mark.parametrize(
    ("ord_", "n", "text"),
    [("sammanträde", 1, "BUZ har haft ett sammanträde"), ("träff", 1, "BUZ har haft en träff"), ("träff", 12, "BUZ har haft tolv träffar"),
     ("träff", 13, "BUZ har haft 13 träffar")],
)  # fmt: skip
def test_one_twelve_and_thirteen(ord_, n, text):
    assert mening(arena("BUZ", ord_, traffar(n))) == text


def test_none_held_is_a_failure_only_when_something_was_planned():
    assert mening(arena("BUZ", "träff", [])) == "BUZ har inte haft någon träff under perioden"
    assert mening(arena("BUZ", "möte", [], planerat=0)) == "BUZ har inte haft något möte under perioden"
    assert mening(arena("BUZ", "möte", [], planerat=2)) == "BUZ har inte sammankallats enligt plan"


def test_cancelled_meetings_are_told_apart():
    rows = traffar(3) + traffar(1, hallen=False, installd=True)
    assert mening(arena("BUZ", "möte", rows)) == "BUZ har haft tre möten; ett möte ställdes in"
    assert mening(arena("BUZ", "möte", traffar(2, hallen=False, installd=True))) == "BUZ har inte träffats; två möten ställdes in"


def test_planned_and_outside_meetings_do_not_count():
    rows = (*traffar(2), Traff(date(2022, 12, 1), date(2022, 12, 1), hallen=False), Traff(date(2021, 12, 31), date(2021, 12, 31)))
    assert mening(arena("BUZ", "möte", rows)) == "BUZ har haft två möten"


def test_only_digital_and_several_days():
    assert mening(arena("BUZ", "möte", traffar(3, digital=True))) == "BUZ har haft tre möten, samtliga digitala"
    assert mening(arena("BUZ", "möte", [Traff(date(2022, 5, 3), date(2022, 5, 5))])) == "BUZ har haft ett möte"


def test_a_monthly_series_names_its_exempt_months_and_falls_back_to_the_count():
    without_july = monthly([1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12])
    assert mening(arena("MAS", "träff", without_july, manadsvis=True, undantag=(7,))) == "MAS har träffats en gång per månad utom i juli"
    assert mening(arena("MAS", "träff", without_july, manadsvis=True)) == "MAS har haft elva träffar"


def test_groups_that_met_differently_are_told_one_by_one():
    rows = traffar(4, grupp=GRUPPER[0]) + traffar(1, grupp=GRUPPER[1])
    assert mening(arena("RUN", "sammanträde", rows, grupper=GRUPPER)) == (
        "RUN har haft fyra sammanträden för ledningsgruppen och ett sammanträde för det operativa nätverket"
    )


def test_not_all_minuted_says_nothing_of_minutes():
    rows = traffar(1, protokollford=True) + traffar(1)
    assert mening(arena("X", "möte", rows, protokollfors=True)) == "X har haft två möten"
    assert mening(arena("X", "möte", traffar(1, protokollford=True), protokollfors=True)) == "X har haft ett protokollfört möte"


def test_an_own_sentence_is_held_against_the_register():
    u = arena("Barnarenan", "sammanträde", traffar(4))
    assert avvikelse("Barnarenan har haft fyra sammanträden", u) is None
    assert avvikelse("Barnarenan är igång och arbetar med sin balanslista", u) is None
    assert avvikelse("Barnarenan har haft 5 sammanträden", u) == "Texten säger fem, men registret visar fyra sammanträden."
    assert avvikelse("Arenan har haft tre protokollförda sammanträden", u) == "Texten säger tre, men registret visar fyra sammanträden."
    assert avvikelse("Har träffats en gång per månad", u) == "Texten säger en gång per månad, men registret visar fyra sammanträden."


@given(n=st.integers(1, 60), ord_=st.sampled_from(sorted(ORD)))
def test_number_and_noun_always_agree(n, ord_):
    text = mening(arena("BUZ", ord_, [Traff(JAN + timedelta(days=i), JAN + timedelta(days=i)) for i in range(n)]))
    tail = text.removeprefix("BUZ har haft ")
    number, noun = tail.split(" ", 1)
    assert noun == (ORD[ord_].singular if n == 1 else ORD[ord_].plural)
    assert number.isdigit() == (n > 12)
