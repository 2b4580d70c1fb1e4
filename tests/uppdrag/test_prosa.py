"""Counts become prose: the sentences of 2022 from rows, and the cases the documents do not show."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdrag.egna_ord import avvikelse
from uppdrag.prosa import ORD, Arenaunderlag, Arrangorsunderlag, Traff, mening, sammanfattning, summa

JAN, DEC = date(2022, 1, 1), date(2022, 12, 31)


def traffar(n, **fields):
    return tuple(Traff(JAN + timedelta(days=20 * i), JAN + timedelta(days=20 * i), **fields) for i in range(n))


def arena(namn, ord_, rows, **fields):
    return Arenaunderlag(namn, ord_, JAN, DEC, tuple(rows), **fields)


def monthly(months=range(1, 13), **fields):
    return tuple(Traff(date(2022, m, 9), date(2022, m, 9), serie=True, **fields) for m in months)


def installda(n):
    return traffar(n, hallen=False, installd=True)


def arrangerat(rows, **fields):
    return sammanfattning(Arrangorsunderlag(tuple(rows), JAN, DEC, **fields))


GRUPPER = ("ledningsgruppen", "det operativa nätverket")
FEM_TRAFFAR = traffar(2, langd="heldag") + traffar(5)[2:]
GOLDEN = {
    "Kommundirektörerna har haft sex protokollförda möten":
        ("möte", traffar(6, protokollford=True), {"protokollfors": True}),
    "Vägen till arbete har haft fyra möten": ("möte", traffar(4), {}),
    "BUZ har haft tre sammanträdesdagar": ("sammanträdesdag", traffar(3, langd="heldag"), {}),
    "Skolchefsnätverket har haft fem heldagar": ("heldag", traffar(5, langd="heldag"), {}),
    "Elevhälsochefsnätverket har haft fem träffar, varav två heldagar": ("träff", FEM_TRAFFAR, {}),
    "Barnarenan har haft fyra sammanträden": ("sammanträde", traffar(4), {"planerat": 4}),
    "Regionalt utvecklingsnätverk har haft fyra sammanträden för respektive grupp":
        ("sammanträde", traffar(4, grupp=GRUPPER[0]) + traffar(4, grupp=GRUPPER[1]), {"grupper": GRUPPER}),
    "SocSam har haft fem sammanträden": ("sammanträde", traffar(5), {}),
    "MAS/MAR-nätverket har träffats en gång per månad": ("träff", monthly(), {"manadsvis": True}),
    "Förvaltningschefsnätverket har haft nio träffar": ("träff", traffar(9), {}),
    "Fredagsgruppen har haft elva träffar": ("träff", traffar(11), {}),
    "Länsnätverk psykisk hälsa har inte sammankallats enligt plan": ("träff", (), {"planerat": 4, "inte_traffats": True}),
    "Regionen sammankallade det första mötet": ("möte", traffar(1, sammankallad_av_region=True), {}),
}  # fmt: skip


STUDIERESA = Traff(date(2022, 9, 12), date(2022, 9, 14), ord="studieresa", delar=8)


def test_what_organisers_arranged_in_2022():
    kurser = traffar(3, ord="utbildning") + traffar(2, ord="konferens")
    text = "Tre utbildningar och två konferenser har genomförts till och med den 31 mars"
    assert arrangerat(kurser, slutade=date(2022, 3, 31)) == text
    besok = traffar(8, ord="studiebesök", del_av=True)
    moten = traffar(6, ord="nätverksmöte") + traffar(2, ord="webbinarium") + traffar(1, ord="temadag")
    assert arrangerat([*moten, STUDIERESA, *besok]) == (
        "Sex nätverksmöten, två webbinarier, en temadag och en tredagars studieresa med åtta studiebesök har genomförts"
    )


WITHOUT_JULY = [m for m in range(1, 13) if m != 7]
MINUTED, DIGITAL, FYSISK, HELDAG = {"protokollford": True}, {"form": "digitalt"}, {"form": "fysiskt"}, {"langd": "heldag"}
NOT_IN_THE_DOCUMENTS = {
    # one, twelve and thirteen
    "BUZ har haft ett sammanträde": ("sammanträde", traffar(1), {}),
    "BUZ har haft en träff": ("träff", traffar(1), {}),
    "BUZ har haft tolv träffar": ("träff", traffar(12), {}),
    "BUZ har haft 13 träffar": ("träff", traffar(13), {}),
    "BUZ har haft två nätverksträffar": ("nätverksträff", traffar(2), {}),
    # that they did not meet is told when somebody said so, against the plan where there is one; fewer than planned is not told
    "BUZ har inte träffats under året (vakant ordförande)": ("träff", (), {"inte_traffats": True, "skal": "vakant ordförande."}),
    "BUZ har inte träffats under året": ("träff", (), {"inte_traffats": True}),
    "MAS har inte sammankallats enligt plan": ("träff", (), {"manadsvis": True, "inte_traffats": True}),
    "BUZ har inte sammankallats enligt plan (vakant ordförande)":
        ("möte", (), {"planerat": 2, "inte_traffats": True, "skal": "vakant ordförande"}),
    "BUZ har haft ett möte": ("möte", traffar(1), {"planerat": 4}),
    # cancelled
    "BUZ har haft tre möten; ett möte ställdes in": ("möte", traffar(3) + installda(1), {}),
    "BUZ har ställt in två träffar": ("träff", installda(2), {}),
    "BUZ har inte träffats under året; två träffar ställdes in": ("träff", installda(2), {"inte_traffats": True}),
    "BUZ har inte träffats under året; en träff ställdes in": ("träff", installda(1), {"planerat": 4, "inte_traffats": True}),
    "BUZ har ställt in en träff": ("träff", installda(1), {"planerat": 4}),
    # a form is said when it is known: of all, or of how many
    "BUZ har haft tre möten, samtliga digitala": ("möte", traffar(3, **DIGITAL), {}),
    "BUZ har haft en digital träff": ("träff", traffar(1, **DIGITAL), {}),
    "BUZ har haft två möten, varav ett digitalt": ("möte", traffar(1, **DIGITAL) + traffar(1), {}),
    "BUZ har haft fyra möten, varav ett fysiskt": ("möte", traffar(1, **FYSISK) + traffar(3), {}),
    "BUZ har haft fyra träffar, varav en fysisk, två digitala och en i hybridform":
        ("träff", traffar(1, **FYSISK) + traffar(2, **DIGITAL) + traffar(1, form="hybrid"), {}),
    "BUZ har haft fyra möten, samtliga fysiska": ("möte", traffar(4, **FYSISK), {}),
    "BUZ har haft två möten, samtliga heldagar i hybridform": ("möte", traffar(2, form="hybrid", **HELDAG), {}),
    "BUZ har haft ett möte i hybridform": ("möte", traffar(1, form="hybrid"), {}),
    "BUZ har haft tre träffar, varav en fysisk och två heldagar":
        ("träff", traffar(1, **FYSISK, **HELDAG) + traffar(1, **HELDAG) + traffar(1), {}),
    # how many took part is told when it is known of each
    "BUZ har haft ett möte med ca 450 deltagare": ("möte", traffar(1, deltagare=450, ca=True), {}),
    "BUZ har haft två möten med 1\u00a0200 deltagare": ("möte", traffar(2, deltagare=600), {}),
    "BUZ har haft tre möten, varav ett digitalt":
        ("möte", traffar(2, deltagare=600) + traffar(1, **DIGITAL), {}),
    "BUZ har haft ett digitalt möte": ("möte", traffar(1, **DIGITAL), {}),
    "BUZ har haft två möten med ca 30 deltagare": ("möte", traffar(1, deltagare=10, ca=True) + traffar(1, deltagare=20), {}),
    # whole days are said when some or all were, but not of heldagar
    "BUZ har haft fyra träffar, varav en heldag": ("träff", traffar(1, **HELDAG) + traffar(3), {}),
    "BUZ har haft två träffar, samtliga heldagar": ("träff", traffar(2, **HELDAG), {}),
    "BUZ har haft fyra heldagar": ("heldag", traffar(1, **HELDAG) + traffar(3), {}),
    "BUZ har haft två träffar, samtliga digitala, varav en heldag":
        ("träff", traffar(1, **HELDAG, **DIGITAL) + traffar(1, **DIGITAL), {}),
    "BUZ har haft två träffar, samtliga digitala heldagar": ("träff", traffar(2, **HELDAG, **DIGITAL), {}),
    # minutes are said when all were minuted and the arena keeps minutes
    "BUZ har haft ett protokollfört möte": ("möte", traffar(1, **MINUTED), {"protokollfors": True}),
    "BUZ har haft en protokollförd träff": ("träff", traffar(1, **MINUTED), {"protokollfors": True}),
    "BUZ har haft tre möten": ("möte", traffar(2, **MINUTED) + traffar(1), {"protokollfors": True}),
    "BUZ har haft fyra möten": ("möte", traffar(4, **MINUTED), {}),
    # a monthly series names the exempt months in which they did not meet; a month missed makes it a count
    "MAS har träffats en gång per månad, utom i juli":
        ("träff", monthly(WITHOUT_JULY), {"manadsvis": True, "undantag": (7, 8)}),
    "MAS har träffats en gång per månad, utom i juni, juli och augusti":
        ("träff", monthly([1, 2, 3, 4, 5, 9, 10, 11, 12]), {"manadsvis": True, "undantag": (6, 7, 8)}),
    "MAS har haft elva träffar": ("träff", monthly(WITHOUT_JULY), {"manadsvis": True}),
    "MAS har haft elva träffar, samtliga digitala": ("träff", monthly(WITHOUT_JULY, **DIGITAL), {"manadsvis": True}),
    # the form of a monthly series, of sub-groups
    "MAS har träffats en gång per månad: tolv träffar, varav tre fysiska":
        ("träff", monthly([1, 2, 3], **FYSISK) + monthly(range(4, 13)), {"manadsvis": True}),
    "MAS har träffats en gång per månad: tolv träffar, samtliga digitala": ("träff", monthly(**DIGITAL), {"manadsvis": True}),
    "MAS har träffats en gång per månad, utom i juli: elva träffar, varav en heldag":
        ("träff", monthly([1], **HELDAG) + monthly(WITHOUT_JULY[1:]), {"manadsvis": True, "undantag": (7,)}),
    "RUN har haft fyra sammanträden för respektive grupp, sammanlagt åtta sammanträden, varav tre fysiska":
        ("sammanträde", traffar(3, grupp=GRUPPER[0], **FYSISK) + traffar(1, grupp=GRUPPER[0]) + traffar(4, grupp=GRUPPER[1]),
         {"grupper": GRUPPER}),
    "RUN har haft två träffar för ledningsgruppen, sammanlagt två träffar, samtliga digitala":
        ("träff", traffar(2, grupp=GRUPPER[0], **DIGITAL), {"grupper": GRUPPER}),
    "RUN har haft två träffar för ledningsgruppen, varav en fysisk":
        ("träff", traffar(1, grupp=GRUPPER[0], **FYSISK) + traffar(1, grupp=GRUPPER[0]), {"grupper": GRUPPER[:1]}),
    "RUN har haft två träffar för ledningsgruppen och en gemensam, sammanlagt tre träffar, varav en fysisk":
        ("träff", traffar(2, grupp=GRUPPER[0]) + traffar(1, **FYSISK), {"grupper": GRUPPER[:1]}),
    "RUN har haft ett digitalt möte för ledningsgruppen":
        ("möte", traffar(1, grupp=GRUPPER[0], **DIGITAL), {"grupper": GRUPPER}),
    "MAS har haft tolv träffar": ("träff", monthly(), {"manadsvis": False}),
}  # fmt: skip


def utan_datum(n, fran=JAN, till=DEC, **fields):
    return (Traff(fran, till, utan_datum=True, **fields),) * n


# What nobody knows of an occasion: its form, its day.
FIXTURES = {
    "BUZ har haft sju möten": ("möte", traffar(7), {}),
    "BUZ har haft fyra sammanträden, varav ett fysiskt": ("sammanträde", traffar(1, **FYSISK) + traffar(3), {}),
    "BUZ har haft fyra möten, dagarna är inte kända": ("möte", utan_datum(4), {}),
    "BUZ har haft en träff, dagen är inte känd": ("träff", utan_datum(1), {}),
    "BUZ har haft fyra möten, varav tre fysiska; dagarna är inte kända": ("möte", utan_datum(3, **FYSISK) + utan_datum(1), {}),
    "BUZ har haft sex möten; för fyra av dem är dagarna inte kända": ("möte", traffar(2) + utan_datum(4), {}),
    "BUZ har haft tre möten; för ett av dem är dagen inte känd": ("möte", traffar(2) + utan_datum(1), {}),
    "MAS har haft tolv träffar; för en av dem är dagen inte känd":
        ("träff", monthly(range(2, 13)) + utan_datum(1), {"manadsvis": True}),
}  # fmt: skip
VAR, HOST = (JAN, date(2022, 6, 30)), (date(2022, 7, 1), DEC)


@pytest.mark.parametrize("rows", [(), traffar(1, hallen=False)])
@pytest.mark.parametrize("plan", [{}, {"planerat": 0}, {"planerat": 4}, {"manadsvis": True}, {"protokollfors": True}])
def test_an_arena_nobody_reported_says_nothing(rows, plan):
    u = arena("SocSam", "sammanträde", rows, **plan)
    assert (mening(u), u.antal_hallna, u.antal_installda) == ("", None, None)


def test_what_waits_to_be_marked_held_is_no_meeting_that_failed():
    u = arena("SocSam", "sammanträde", traffar(1, hallen=False), planerat=4)
    assert (mening(u), u.antal_hallna) == ("", None)
    assert mening(replace(u, inte_traffats=True)) == "SocSam har inte träffats under året"


def test_numbers_are_known_only_where_somebody_gave_them():
    assert (arena("X", "möte", traffar(4)).antal_hallna, arena("X", "möte", traffar(4)).antal_installda) == (4, 0)
    for plan in (None, 5):
        u = arena("X", "möte", utan_datum(4), planerat=plan)
        assert (u.antal_hallna, u.antal_installda, u.utan_datum) == (4, None, 4)
    u = arena("X", "möte", installda(2))
    assert (u.antal_hallna, u.antal_installda) == (None, 2)
    u = arena("X", "möte", (), inte_traffats=True)
    assert (u.antal_hallna, u.antal_installda) == (0, None)


def test_own_words_beside_a_plan_say_all_that_is_known():
    assert arena("X", "möte", (), planerat=4).antal_hallna is None
    assert arena("X", "möte", (), planerat=4, inte_traffats=True).antal_hallna == 0
    u = arena("X", "möte", (), planerat=4, egen_mening="X ska mötas fyra gånger per år")
    assert (u.antal_hallna, u.antal_installda) == (None, None)


def test_trainings_are_told_by_half_year():
    var = utan_datum(13, *VAR, ord="utbildning") + utan_datum(1, *VAR, ord="konferens")
    host = (
        utan_datum(3, *HOST, ord="utbildning", **FYSISK) + utan_datum(11, *HOST, ord="utbildning") + utan_datum(1, *HOST, ord="konferens")
    )
    assert arrangerat([*var, *host], delar=2) == (
        "13 utbildningar och en konferens har genomförts under våren samt 14 utbildningar, varav tre fysiska, och en konferens under hösten"
        "; dagarna är inte kända"
    )
    dated = [replace(t, utan_datum=False, till=t.fran) for t in [*var, *host]]
    assert arrangerat(dated, delar=2).endswith("en konferens under hösten")
    assert arrangerat(dated) == "27 utbildningar, varav tre fysiska, och två konferenser har genomförts"
    assert arrangerat(dated[:13], delar=2) == "13 utbildningar har genomförts under våren"
    assert arrangerat(dated[14:28], delar=2) == "14 utbildningar, varav tre fysiska, har genomförts under hösten"


def test_what_begins_on_the_last_day_of_spring_is_springs_whenever_it_ends():
    for slut in (date(2022, 6, 30), date(2022, 7, 1)):
        rader = [Traff(date(2022, 6, 30), slut, ord="konferens"), *traffar(1, ord="konferens")]
        assert arrangerat(rader, delar=2) == "Två konferenser har genomförts under våren"


@pytest.mark.parametrize(
    ("antal", "ord_", "text"),
    [
        (1, "möte", "Ett fysiskt möte har genomförts"),
        (2, "möte", "Två möten, samtliga fysiska, har genomförts"),
        (1, "webbinarium", "Ett webbinarium har genomförts"),
        (2, "webbinarium", "Två webbinarier har genomförts"),
    ],
)
def test_a_form_is_said_of_one_or_of_all_but_not_of_what_always_has_it(antal, ord_, text):
    assert arrangerat(traffar(antal, ord=ord_, form="digitalt" if ord_ == "webbinarium" else "fysiskt")) == text


def test_trainings_are_told_by_quarter_and_what_has_no_quarter_last():
    rows = [Traff(date(2022, m, 5), date(2022, m, 5), ord="utbildning") for m in (1, 2, 5, 12)]
    assert arrangerat([*rows, *utan_datum(1, ord="konferens")], delar=4) == (
        "Två utbildningar har genomförts under första kvartalet; en utbildning under andra kvartalet; en utbildning under fjärde kvartalet"
        " samt en konferens under året; för ett av dem är dagen inte känd"
    )


def test_how_many_took_part_in_what_was_arranged():
    rows = [*traffar(1, ord="konferens", deltagare=450, ca=True), *traffar(2, ord="utbildning")]
    assert arrangerat(rows) == "Två utbildningar och en konferens med ca 450 deltagare har genomförts"
    assert arrangerat(traffar(1, ord="konferens", deltagare=8)) == "En konferens med åtta deltagare har genomförts"


@pytest.mark.parametrize(("text", "rader"), [*FIXTURES.items(), *GOLDEN.items(), *NOT_IN_THE_DOCUMENTS.items()])
def test_the_rows_make_the_sentence(text, rader):
    ord_, rows, plan = rader
    assert mening(arena(text.partition(" har ")[0], ord_, rows, **plan)) == text


@pytest.mark.parametrize(("text", "rader"), [*FIXTURES.items(), *GOLDEN.items(), *NOT_IN_THE_DOCUMENTS.items()])
def test_the_registers_own_words_never_disagree_with_it(text, rader):
    ord_, rows, plan = rader
    assert avvikelse(text, arena(text.partition(" har ")[0], ord_, rows, **plan)) is None


@given(n=st.integers(1, 60), ord_=st.sampled_from(sorted(ORD)))
def test_number_and_noun_always_agree(n, ord_):
    text = mening(arena("BUZ", ord_, [Traff(JAN + timedelta(days=i), JAN + timedelta(days=i)) for i in range(n)]))
    number, noun = text.removeprefix("BUZ har haft ").split(" ", 1)
    assert noun == (ORD[ord_].singular if n == 1 else ORD[ord_].plural)
    assert number.isdigit() == (n > 12)
    assert (number == ORD[ord_].genus) == (n == 1)


def test_what_nobody_said_of_a_meeting_is_not_told():
    tolv = [Traff(date(2022, m, 9), date(2022, m, 9)) for m in range(1, 13)]
    assert mening(arena("BUZ", "möte", tolv)) == "BUZ har haft tolv möten"
    assert mening(arena("BUZ", "möte", tolv[:2], protokollfors=True)) == "BUZ har haft två möten"
    assert arrangerat(tolv) == "Tolv möten har genomförts"
    assert arena("BUZ", "möte", tolv).egen_mening == ""


def test_a_period_shorter_than_a_year_is_not_called_a_year():
    arena_from_october = Arenaunderlag("BUZ", "träff", date(2021, 10, 1), date(2022, 9, 30), inte_traffats=True)
    assert mening(arena_from_october).endswith("under året")
    assert mening(Arenaunderlag("BUZ", "träff", JAN, date(2022, 6, 30), inte_traffats=True)).endswith("under perioden")
    assert mening(Arenaunderlag("BUZ", "träff", JAN, date(2022, 12, 30), inte_traffats=True)).endswith("under perioden")


def test_what_is_planned_or_outside_the_period_or_part_of_another_does_not_count():
    rows = (
        *traffar(2),
        Traff(date(2022, 12, 1), date(2022, 12, 1), hallen=False),
        Traff(date(2021, 12, 31), date(2021, 12, 31)),
        Traff(date(2023, 1, 1), date(2023, 1, 1), hallen=False, installd=True),
        Traff(JAN, JAN, del_av=True),
    )
    assert mening(arena("BUZ", "möte", rows)) == "BUZ har haft två möten"


def test_the_first_and_last_day_belong_to_the_period_and_several_days_count_once():
    assert mening(arena("BUZ", "möte", [Traff(JAN, JAN), Traff(DEC, date(2023, 1, 2))])) == "BUZ har haft två möten"


def test_groups_that_met_differently_are_told_one_by_one():
    def run(first, second, together=0):
        rows = traffar(first, grupp=GRUPPER[0]) + traffar(second, grupp=GRUPPER[1]) + traffar(together)
        return mening(arena("RUN", "sammanträde", rows, grupper=GRUPPER)).removeprefix("RUN har haft ")

    assert run(4, 3) == "fyra sammanträden för ledningsgruppen och tre för det operativa nätverket"
    assert run(1, 4) == "ett sammanträde för ledningsgruppen och fyra för det operativa nätverket"
    assert run(4, 0) == "fyra sammanträden för ledningsgruppen"
    assert run(0, 1) == "ett sammanträde för det operativa nätverket"
    assert run(4, 4, 2) == "fyra sammanträden för respektive grupp och två gemensamma"
    assert run(4, 3, 1) == "fyra sammanträden för ledningsgruppen, tre för det operativa nätverket och ett gemensamt"
    assert run(0, 0, 2) == "två sammanträden"
    en_gemensam = traffar(2, grupp=GRUPPER[0]) + traffar(1, grupp=GRUPPER[1]) + traffar(1)
    assert mening(arena("RUN", "träff", en_gemensam, grupper=GRUPPER)) == (
        "RUN har haft två träffar för ledningsgruppen, en för det operativa nätverket och en gemensam"
    )
    # one group alone is named; of the others nothing is known
    assert mening(arena("RUN", "träff", traffar(2, grupp="beredningen"))) == "RUN har haft två träffar för beredningen"
    u = arena("RUN", "träff", traffar(2, grupp="beredningen"), grupper=("beredningen", *GRUPPER))
    assert mening(u) == "RUN har haft två träffar för beredningen"
    # a group the arena no longer lists still counts
    u = arena("RUN", "sammanträde", traffar(2, grupp="den gamla gruppen"), grupper=GRUPPER[:1])
    assert mening(u) == "RUN har haft två sammanträden för den gamla gruppen"


def test_who_convened_is_said_when_it_varied():
    first, *later = traffar(3, sammankallad_av_region=False)
    by_us = replace(first, sammankallad_av_region=True)
    assert mening(arena("Rådet", "träff", [*later, by_us])) == "Regionen sammankallade den första träffen"
    assert mening(arena("Rådet", "sammanträde", [by_us])) == "Regionen sammankallade det första sammanträdet"
    only_the_last = [first, later[0], replace(later[1], sammankallad_av_region=True)]
    assert mening(arena("Rådet", "träff", only_the_last)) == "Rådet har haft tre träffar; regionen sammankallade en av dem"
    last_two = [first, *(replace(t, sammankallad_av_region=True) for t in later)]
    assert mening(arena("Rådet", "träff", last_two)) == "Rådet har haft tre träffar; regionen sammankallade två av dem"
    assert mening(arena("Rådet", "träff", traffar(3, sammankallad_av_region=True))) == "Rådet har haft tre träffar"
    assert mening(arena("Rådet", "träff", [first, *later])) == "Rådet har haft tre träffar"


def test_what_is_known_of_the_form_is_told_of_the_meeting_that_the_region_convened():
    by_us, *later = traffar(3, sammankallad_av_region=False)
    by_us = replace(by_us, sammankallad_av_region=True)
    fysiskt, hybrid = replace(by_us, form="fysiskt"), replace(by_us, form="hybrid")
    forst = "Regionen sammankallade det första mötet"
    assert mening(arena("Rådet", "möte", [fysiskt])) == f"{forst}, som var fysiskt"
    assert mening(arena("Rådet", "träff", [fysiskt])) == "Regionen sammankallade den första träffen, som var fysisk"
    assert mening(arena("Rådet", "möte", [hybrid])) == f"{forst}, som hölls i hybridform"
    assert mening(arena("Rådet", "möte", [fysiskt, *later])) == f"{forst}; sammanlagt hölls tre möten, varav ett fysiskt"
    assert mening(arena("Rådet", "möte", [by_us, *later])) == forst


def test_monthly_meetings_of_an_agreement():
    moten = traffar(4, ord="möte")
    assert arrangerat([*moten, *monthly(ord="förvaltningsmöte")]) == (
        "Fyra möten har genomförts. Förvaltningsmöten har hållits en gång per månad"
    )
    each_month_but_no_series = [replace(t, serie=False) for t in monthly(ord="förvaltningsmöte")]
    assert arrangerat(each_month_but_no_series) == "Tolv förvaltningsmöten har genomförts"
    one_beside_the_series = [*monthly(ord="förvaltningsmöte"), *traffar(1, ord="förvaltningsmöte")]
    assert arrangerat(one_beside_the_series) == "Förvaltningsmöten har hållits en gång per månad"
    fysiska = [*monthly([1, 2, 3], ord="förvaltningsmöte", **FYSISK), *monthly(range(4, 13), ord="förvaltningsmöte")]
    text = "Förvaltningsmöten har hållits en gång per månad: tolv förvaltningsmöten, varav tre fysiska"
    assert arrangerat(fysiska) == text
    assert arrangerat(monthly(ord="webbinarium", **DIGITAL)) == "Webbinarier har hållits en gång per månad"
    text = "Fyra möten och elva förvaltningsmöten har genomförts"
    assert arrangerat([*moten, *monthly(WITHOUT_JULY, ord="förvaltningsmöte")]) == text


def test_trips_and_words_outside_the_list():
    rows, ordning = [STUDIERESA, *traffar(2, ord="webbinarium")], ("studieresa", "webbinarium")
    text = "Två webbinarier och en tredagars studieresa med åtta studiebesök har genomförts"
    assert arrangerat(rows, ordning=ordning) == text, "the visits stand last, so that they are no part of the rest"
    for dagar, ord_ in ((2, "tvådagars"), (12, "tolvdagars"), (13, "13-dagars")):
        resa = Traff(date(2022, 5, 1), date(2022, 5, dagar), ord="studieresa")
        assert arrangerat([resa]) == f"En {ord_} studieresa har genomförts"
    assert arrangerat([STUDIERESA, STUDIERESA]) == "Två studieresor med 16 studiebesök har genomförts"
    fjorton = Traff(date(2022, 5, 1), date(2022, 5, 14), ord="studieresa", delar=1)
    assert arrangerat([fjorton]) == "En 14-dagars studieresa med ett studiebesök har genomförts"
    assert arrangerat(traffar(1, ord="temadag", delar=3)) == "En temadag har genomförts", "its parts may be anything"
    assert arrangerat(traffar(2, ord="Frukostmöte")) == "Två frukostmöten har genomförts"


def test_what_an_organiser_cancelled_is_told_and_nothing_is_nothing():
    cancelled = traffar(1, ord="konferens", hallen=False, installd=True)
    assert arrangerat(traffar(1, ord="utbildning") + cancelled) == "En utbildning har genomförts; en konferens ställdes in"
    assert arrangerat(cancelled) == "En konferens ställdes in"
    assert arrangerat(()) == ""


def test_an_arena_under_two_uppdrag_and_a_joint_meeting_count_once():
    barnarenan = arena("Barnarenan", "sammanträde", traffar(4) + installda(1), planerat=5, nyckel=7)
    socsam = arena("SocSam", "sammanträde", traffar(5), nyckel=8)
    assert summa([barnarenan, socsam, barnarenan]) == (5, 9, 1)
    assert summa([]) == (0, 0, 0)
    joint = Traff(JAN, JAN, nyckel="gemensamt")
    assert summa([arena("SVOM", "möte", [joint, *traffar(1)]), arena("SocSam", "möte", [joint])]).hallna == 2
