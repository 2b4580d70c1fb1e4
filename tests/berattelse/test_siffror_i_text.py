"""The figures of a text: which are read, which have a row, which disagree with it; and what is left alone. Pure."""

from datetime import date
from decimal import Decimal

import pytest

from berattelse.granskning.anmarkning import Genomgang, Text, kort, rena
from berattelse.granskning.kontroller import textens
from berattelse.granskning.siffror import mot_registret, samma_antal, siffror, utan_rad
from berattelse.granskning.stil import langa_meningar, passerat, skrivsatt
from berattelse.innehall.schema import Avsnittsdel

pytestmark = pytest.mark.en_gang
BUZ = {1: (("BUZ", "Barn- och utbildningsnätverket"), 4), 2: (("SocSam",), None)}


def text(html, *rader, sort="resultat"):
    """A part of a section; `rader` are lines made of rows, an arena's as (line, arena)."""
    html = html if html.startswith("<") else f"<p>{html}</p>"
    egna = tuple(rad if isinstance(rad, tuple) else (rad, None) for rad in rader)
    return Text("uppdrag-1", "Lärcentrum", rena(html), "/a/", Avsnittsdel(sort), html=html, rader=egna)


def genomgang(*texter, **fields):
    fields.setdefault("alla_rader", [rad for t in texter for rad, _ in t.rader])
    return Genomgang(**{"year": "2022", "idag": date(2023, 1, 20), "texter": texter, "arenor": BUZ} | fields)


def sagt(regel, *texter, **fields):
    return [a.utan_namn for a in regel(genomgang(*texter, **fields))]


@pytest.mark.parametrize(
    ("mening", "vantat"),
    [
        ("Fick 49,8 mnkr och 400 tkr.", [("pengar", 49_800_000), ("pengar", 400_000)]),
        ("Fick 1 200 500 kronor.", [("pengar", 1_200_500)]),
        ("Fick 1.200 kr.", [("pengar", 1200)]),
        ("Andelen är 12,5 procent eller 80\u00a0%.", [("procent", Decimal("12.5")), ("procent", 80)]),
        ("Tjugofem utbildningar och 4000 personer.", [("antal", 25), ("antal", 4000)]),
        ("Sex protokollförda möten.", [("antal", 6)]),
        ("Under 2022 drivit projekt, RUN/659/2016 projekt, §3 ärenden.", []),
        ("En utbildning, ett möte, 0 möten och 1 träffar.", []),
        ("Åtta kommuner i 14 dagar, kl. 10.30, 3–4 möten, år 2022.", []),
    ],
)  # fmt: skip
def test_which_figures_are_read(mening, vantat):
    assert [(s.slag, s.varde) for s in siffror(mening)] == vantat


# --- a figure without a row --------------------------------------------------------------------------------------------


def test_money_per_cent_and_counts_without_a_row_are_marked():
    ut = sagt(utan_rad, text("Fick 5 tkr. Det är 12 procent. Det blev 25 utbildningar."))
    assert [u.split("”")[1] for u in ut] == ["5 tkr", "12 procent", "25 utbildningar"]


@pytest.mark.parametrize(
    ("ord_", "rad"),
    [
        ("Fick 49,8 mnkr.", "Förmedlat: 49\u00a0800\u00a0tkr."), ("Fick 49,8 mnkr.", "Förmedlat: 49\u00a0830\u00a0tkr."),
        ("Det är 12 procent.", "Andel: 12 procent."), ("Det blev 25 utbildningar.", "Utbildningar: 25 utbildningar."),
        ("Har haft sex möten.", "BUZ har haft sex protokollförda möten."), ("Vid fyra tillfällen.", "BUZ har haft fyra sammanträden."),
        ("Tre utbildningar hölls.", "Tre utbildningar och två konferenser har genomförts."),
    ],
)  # fmt: skip
def test_a_figure_that_a_row_says_is_not_marked(ord_, rad):
    assert sagt(utan_rad, text(ord_, rad)) == []
    assert len(sagt(utan_rad, text(ord_))) == 1


def test_a_row_that_says_another_figure_is_no_row_for_it():
    assert len(sagt(utan_rad, text("Fick 49,8 mnkr.", "Förmedlat: 49\u00a0860\u00a0tkr."))) == 1
    assert len(sagt(utan_rad, text("Det blev 25 utbildningar.", "Deltagare: 25 personer."))) == 1


def test_the_money_of_the_year_has_rows():
    assert sagt(utan_rad, text("Överskottet är 3 001 tkr."), belopp=frozenset({Decimal(3_001_400)})) == []


@pytest.mark.parametrize(
    "ord_",
    [
        "År 2019 hölls 25 utbildningar.", "Förra året hölls 25 utbildningar.", "Vi ska hålla 25 utbildningar.", "Målet är 25 utbildningar.",
        "Jämfört med 25 utbildningar 2021.", "Antalet kommer att bli 25 utbildningar.",
    ],
)  # fmt: skip
def test_history_and_what_lies_ahead_do_not_warn(ord_):
    t = text(ord_, "Utbildningar: 27 utbildningar.")
    assert sagt(utan_rad, t) == sagt(mot_registret, t) == []
    assert sagt(utan_rad, text("Det blir 25 utbildningar.", sort="framtid")) == []


def test_a_figure_that_is_fetched_from_a_row_has_one():
    assert sagt(utan_rad, text('<p>Har haft <data data-varde="arena:12">sju</data> möten.</p>')) == []
    assert sagt(utan_rad, text('<p>Har haft <data value="12">sju</data> möten.</p>')) != []


# --- against the register ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ord_", "vad"),
    [
        ("Vi höll 25 utbildningar.", "Texten säger ”25 utbildningar”, raden säger ”27 utbildningar”."),
        ("BUZ har haft tre möten.", "Texten säger ”tre möten”, registret har fyra hållna."),
    ],
)
def test_a_count_that_disagrees(ord_, vad):
    assert sagt(mot_registret, text(ord_, "Utbildningar: 27 utbildningar.")) == [vad]


@pytest.mark.parametrize(
    "ord_",
    [
        "Vi höll 27 utbildningar.", "Vi höll 25 digitala utbildningar.", "Ytterligare 25 utbildningar hölls.", "Under våren hölls 25 utbildningar.",
        "BUZ har haft fyra möten.", "BUZ har haft tre möten, varav två digitala.", "BUZ och Skolchefsnätverket har haft tre möten och fem träffar.",
        "SocSam har haft tre möten.", "Någon har haft tre möten.", "BUZ hade tre möten i mars.", "BUZ har tre uppdrag.", "BUZ träffade 3 elever.",
        "Vi höll 25 distansutbildningar.",
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_left_alone(ord_):
    assert sagt(mot_registret, text(ord_, "Utbildningar: 27 utbildningar.", ("BUZ har haft fyra möten.", 1))) == []


def test_rows_that_say_several_numbers_contradict_none():
    assert sagt(mot_registret, text("Vi höll 25 utbildningar.", "I Berg: 27 utbildningar.", "I Åre: 3 utbildningar.")) == []


def test_what_the_arenas_own_sentence_says_too_is_not_contradicted():
    assert sagt(mot_registret, text("BUZ har haft tre möten.", ("BUZ har haft fyra möten, varav tre heldagar.", 1))) == []


# --- as last year ------------------------------------------------------------------------------------------------------


def test_counts_that_stood_in_the_same_part_last_year():
    nu, forra = text("Det blev 25 utbildningar och fyra möten."), text("Det blev 25 utbildningar och fyra möten.")
    assert sagt(samma_antal, nu, forra=[forra]) == ["25 utbildningar stod också i förra årets berättelse. Stämmer det i år?"]
    assert sagt(samma_antal, nu, forra=[text("Det blev 25 utbildningar.", sort="framtid")]) == []
    assert sagt(samma_antal, nu, forra=[text("Det blev 25 konferenser.")]) == []
    assert sagt(samma_antal, text("Något", "Kurs: 25 utbildningar."), forra=[text("Annat", "Kurs: 25 utbildningar.")]) != []


# --- how it is written -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ord_", "vad"),
    [
        ("Det är 5 % och 6 procent.", "Procent skrivs både"), ("Fick 1.200 kronor.", "punkt mellan tusental. På svenska skrivs 1 200."),
        ("4000 personer och 10 300 personer.", "både ihop (”4000”) och isär (”10 300”)"), ("Är 2.5 procent.", "decimalpunkt. På svenska skrivs 2,5."),
    ],
)  # fmt: skip
def test_numbers_written_in_two_ways(ord_, vad):
    assert [vad in s for s in sagt(skrivsatt, text(ord_))] == [True]


@pytest.mark.parametrize(
    "ord_",
    [
        "Det är 5 % och 6 %.", "5 procent, 10 300 personer och 2,5 procent.", "4000 personer.", "År 2022 och 10 300 personer.", "RUN/1234/2022 och 10 300 personer.",
        "Avsnitt 2.5 och version 1.2.300.", "procent och %",
    ],
)  # fmt: skip
def test_one_way_of_writing_is_left_alone(ord_):
    assert sagt(skrivsatt, text(ord_)) == []


def test_a_very_long_sentence():
    assert sagt(langa_meningar, text(" ".join(["ord"] * 45) + ".")) == []
    assert "46 ord" in sagt(langa_meningar, text(" ".join(["ord"] * 46) + "."))[0]
    assert sagt(langa_meningar, text(f"<ul>{'<li>ett två tre fyra fem</li>' * 20}</ul>")) == [], "each item is its own"


@pytest.mark.parametrize(
    ("ord_", "tid"),
    [
        ("Arbetet kommer att börja hösten 2022.", "hösten 2022"), ("En ny tjänst ska tillsättas under november 2022.", "november 2022"),
        ("Arbetet kommer att börja hösten 2023.", None), ("Arbetet började hösten 2022.", None), ("Arbetet ska börja i januari 2023.", None),
        ("Arbetet ska fortsätta 2022.", None),
    ],
)  # fmt: skip
def test_a_time_that_is_called_coming_and_has_been(ord_, tid):
    assert [f"talar om {tid} " in s for s in sagt(passerat, text(ord_))] == ([True] if tid else [])


def test_a_month_that_ends_today_has_not_been():
    ord_ = text("En ny tjänst ska tillsättas under november 2022.")
    assert [len(sagt(passerat, ord_, idag=date(2022, *dag))) for dag in ((11, 30), (12, 1))] == [0, 1]


# --- accepted ----------------------------------------------------------------------------------------------------------


def nycklar(ord_, **fields):
    return {a.nyckel for a in textens(genomgang(text(ord_), **fields))}


@pytest.mark.parametrize("ord_", ["Det blev 25 utbildningar.", "Under 2021 var vi få.", "BUZ har haft tre möten."])
def test_what_was_accepted_is_asked_again_only_when_its_own_sentence_changes(ord_):
    fore = nycklar(ord_)
    assert fore
    assert nycklar(f"{ord_} Något mer har skrivits.") == fore
    assert not nycklar(ord_.replace(".", " i länet.")) & fore


def test_an_amount_of_last_year_is_asked_again_when_its_sentence_changes():
    forra = [text("Fick 5 tkr.")]
    samma = [{a.nyckel for a in textens(genomgang(text(o), forra=forra)) if a.sort == "samma"} for o in ("Fick 5 tkr.", "Fick åter 5 tkr.")]
    assert all(samma)
    assert samma[0] != samma[1]


def test_a_sentence_is_shortened_at_a_word():
    assert (kort("kort"), kort("ett två tre", 8)) == ("kort", "ett två …")
