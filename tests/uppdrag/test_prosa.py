"""Counts become prose: the sentences of 2022 from rows, and the cases the documents do not show."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdrag.prosa import ORD, Arenaunderlag, Arrangorsunderlag, Traff, avvikelse, mening, sammanfattning, summa

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
FEM_TRAFFAR = traffar(2, heldag=True) + traffar(5)[2:]
GOLDEN = {
    "Kommundirektörerna har haft sex protokollförda möten":
        ("möte", traffar(6, protokollford=True), {"protokollfors": True}),
    "Vägen till arbete har haft fyra möten": ("möte", traffar(4), {}),
    "BUZ har haft tre sammanträdesdagar": ("sammanträdesdag", traffar(3, heldag=True), {}),
    "Skolchefsnätverket har haft fem heldagar": ("heldag", traffar(5, heldag=True), {}),
    "Elevhälsochefsnätverket har haft fem träffar, varav två heldagar": ("träff", FEM_TRAFFAR, {}),
    "Barnarenan har haft fyra sammanträden": ("sammanträde", traffar(4), {"planerat": 4}),
    "Regionalt utvecklingsnätverk har haft fyra sammanträden för respektive grupp":
        ("sammanträde", traffar(4, grupp=GRUPPER[0]) + traffar(4, grupp=GRUPPER[1]), {"grupper": GRUPPER}),
    "SocSam har haft fem sammanträden": ("sammanträde", traffar(5), {}),
    "MAS/MAR-nätverket har träffats en gång per månad": ("träff", monthly(), {"manadsvis": True}),
    "Förvaltningschefsnätverket har haft nio träffar": ("träff", traffar(9), {}),
    "Fredagsgruppen har haft elva träffar": ("träff", traffar(11), {}),
    "Länsnätverk psykisk hälsa har inte sammankallats enligt plan": ("träff", (), {"planerat": 4}),
    "Regionen sammankallade det första mötet": ("möte", traffar(1, sammankallad_av_region=True), {}),
}  # fmt: skip


@pytest.mark.parametrize("text", GOLDEN)
def test_sentences_of_2022(text):
    ord_, rows, plan = GOLDEN[text]
    namn = text.partition(" har ")[0]
    assert mening(arena(namn, ord_, rows, **plan)) == text


def test_what_an_uppdrag_arranged_until_it_ended():
    rows = traffar(3, ord="utbildning") + traffar(2, ord="konferens")
    text = "Tre utbildningar och två konferenser har genomförts till och med den 31 mars"
    assert arrangerat(rows, slutade=date(2022, 3, 31)) == text


STUDIERESA = Traff(date(2022, 9, 12), date(2022, 9, 14), ord="studieresa", delar=8)


def test_a_network_with_many_kinds():
    besok = traffar(8, ord="studiebesök", del_av=True)
    moten = traffar(6, ord="nätverksmöte") + traffar(2, ord="webbinarium") + traffar(1, ord="temadag")
    assert arrangerat([*moten, STUDIERESA, *besok]) == (
        "Sex nätverksmöten, två webbinarier, en temadag och en tredagars studieresa med åtta studiebesök har genomförts"
    )


@pytest.mark.parametrize(
    ("ord_", "n", "text"),
    [
        ("sammanträde", 1, "ett sammanträde"), ("träff", 1, "en träff"), ("tillfälle", 1, "ett tillfälle"),
        ("träff", 12, "tolv träffar"), ("träff", 13, "13 träffar"), ("nätverksträff", 2, "två nätverksträffar"),
    ],
)  # fmt: skip
def test_one_twelve_and_thirteen(ord_, n, text):
    assert mening(arena("BUZ", ord_, traffar(n))) == f"BUZ har haft {text}"


@given(n=st.integers(1, 60), ord_=st.sampled_from(sorted(ORD)))
def test_number_and_noun_always_agree(n, ord_):
    text = mening(arena("BUZ", ord_, [Traff(JAN + timedelta(days=i), JAN + timedelta(days=i)) for i in range(n)]))
    number, noun = text.removeprefix("BUZ har haft ").split(" ", 1)
    assert noun == (ORD[ord_].singular if n == 1 else ORD[ord_].plural)
    assert number.isdigit() == (n > 12)
    assert (number == ORD[ord_].genus) == (n == 1)


def test_none_held_is_a_failure_only_when_something_was_planned():
    assert mening(arena("BUZ", "träff", ())) == "BUZ har inte haft någon träff under året"
    assert mening(arena("Cheferna", "möte", (), planerat=0)) == "Cheferna har inte haft något möte under året"
    assert mening(arena("BUZ", "möte", (), planerat=2)) == "BUZ har inte sammankallats enligt plan"


def test_a_period_shorter_than_a_year_is_not_called_a_year():
    half = Arenaunderlag("BUZ", "träff", JAN, date(2022, 6, 30))
    assert mening(half) == "BUZ har inte haft någon träff under perioden"
    october = Arenaunderlag("BUZ", "träff", date(2021, 10, 1), date(2022, 9, 30))
    assert mening(october) == "BUZ har inte haft någon träff under året"


def test_fewer_than_planned_is_told_only_when_there_was_none():
    assert mening(arena("BUZ", "möte", traffar(1), planerat=4)) == "BUZ har haft ett möte"
    assert mening(arena("BUZ", "möte", traffar(6), planerat=4)) == "BUZ har haft sex möten"


def test_cancelled_meetings_are_told_apart():
    assert mening(arena("BUZ", "möte", traffar(3) + installda(1))) == "BUZ har haft tre möten; ett möte ställdes in"
    assert mening(arena("BUZ", "träff", installda(2))) == "BUZ har inte träffats; två träffar ställdes in"
    only_cancelled = arena("BUZ", "träff", installda(2), planerat=4)
    assert mening(only_cancelled) == "BUZ har inte träffats enligt plan; två träffar ställdes in"


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


def test_form_is_said_when_all_were_digital():
    assert mening(arena("BUZ", "möte", traffar(3, digital=True))) == "BUZ har haft tre möten, samtliga digitala"
    assert mening(arena("BUZ", "träff", traffar(1, digital=True))) == "BUZ har haft en digital träff"
    assert mening(arena("BUZ", "möte", traffar(1, digital=True) + traffar(1))) == "BUZ har haft två möten"


def test_whole_days_are_said_when_some_or_all_were():
    some = traffar(1, heldag=True) + traffar(3)
    assert mening(arena("BUZ", "träff", some)) == "BUZ har haft fyra träffar, varav en heldag"
    assert mening(arena("BUZ", "träff", traffar(2, heldag=True))) == "BUZ har haft två träffar, samtliga heldagar"
    assert mening(arena("BUZ", "heldag", some)) == "BUZ har haft fyra heldagar"
    digital = [replace(t, digital=True) for t in some]
    assert mening(arena("BUZ", "träff", digital)) == "BUZ har haft fyra träffar, samtliga digitala, varav en heldag"


def test_minutes_are_said_when_all_were_minuted_and_the_arena_keeps_minutes():
    minuted = traffar(1, protokollford=True)
    assert mening(arena("X", "möte", minuted, protokollfors=True)) == "X har haft ett protokollfört möte"
    assert mening(arena("X", "träff", minuted, protokollfors=True)) == "X har haft en protokollförd träff"
    assert mening(arena("X", "möte", minuted + traffar(1), protokollfors=True)) == "X har haft två möten"
    assert mening(arena("X", "möte", minuted)) == "X har haft ett möte"


WITHOUT_JULY = [m for m in range(1, 13) if m != 7]


def test_a_monthly_series_names_its_exempt_months():
    u = arena("MAS", "träff", monthly(WITHOUT_JULY), manadsvis=True, undantag=(7,))
    assert mening(u) == "MAS har träffats en gång per månad, utom i juli"
    assert mening(replace(u, traffar=monthly(range(1, 12)), undantag=(12, 7))) == (
        "MAS har träffats en gång per månad, utom i december"
    ), "July was exempt but they met: it is not named"


def test_a_month_without_meeting_turns_the_series_into_a_count():
    assert mening(arena("MAS", "träff", monthly(WITHOUT_JULY), manadsvis=True)) == "MAS har haft elva träffar"
    assert mening(arena("MAS", "träff", monthly(), manadsvis=False)) == "MAS har haft tolv träffar"


def test_groups_that_met_differently_are_told_one_by_one():
    def run(first, second, together=0):
        rows = traffar(first, grupp=GRUPPER[0]) + traffar(second, grupp=GRUPPER[1]) + traffar(together)
        return mening(arena("RUN", "sammanträde", rows, grupper=GRUPPER)).removeprefix("RUN har haft ")

    assert run(4, 3) == "fyra sammanträden för ledningsgruppen och tre för det operativa nätverket"
    assert run(1, 4) == "ett sammanträde för ledningsgruppen och fyra för det operativa nätverket"
    assert run(4, 0) == "fyra sammanträden för ledningsgruppen men inget för det operativa nätverket"
    assert run(0, 1) == "ett sammanträde för det operativa nätverket men inget för ledningsgruppen"
    assert run(4, 4, 2) == "fyra sammanträden för respektive grupp och två gemensamma"
    assert run(4, 3, 1) == "fyra sammanträden för ledningsgruppen, tre för det operativa nätverket och ett gemensamt"
    assert run(0, 0, 2) == "två sammanträden"


def test_a_group_the_arena_no_longer_lists_still_counts():
    u = arena("RUN", "sammanträde", traffar(2, grupp="den gamla gruppen"), grupper=GRUPPER[:1])
    assert mening(u) == "RUN har haft två sammanträden för den gamla gruppen men inget för ledningsgruppen"


def test_who_convened_is_said_when_it_varied():
    first, *later = traffar(3, sammankallad_av_region=False)
    by_us = replace(first, sammankallad_av_region=True)
    assert mening(arena("Rådet", "träff", [*later, by_us])) == "Regionen sammankallade den första träffen"
    assert mening(arena("Rådet", "sammanträde", [by_us])) == "Regionen sammankallade det första sammanträdet"
    last_two = [first, *(replace(t, sammankallad_av_region=True) for t in later)]
    assert mening(arena("Rådet", "träff", last_two)) == "Rådet har haft tre träffar; regionen sammankallade två av dem"
    assert mening(arena("Rådet", "träff", traffar(3, sammankallad_av_region=True))) == "Rådet har haft tre träffar"
    assert mening(arena("Rådet", "träff", [first, *later])) == "Rådet har haft tre träffar"


def test_monthly_meetings_of_an_agreement():
    moten = traffar(4, ord="möte")
    assert arrangerat([*moten, *monthly(ord="förvaltningsmöte")]) == (
        "Fyra möten har genomförts. Förvaltningsmöten har hållits en gång per månad"
    )
    text = "Fyra möten och elva förvaltningsmöten har genomförts"
    assert arrangerat([*moten, *monthly(WITHOUT_JULY, ord="förvaltningsmöte")]) == text


def test_the_trip_with_its_visits_comes_last():
    rows, ordning = [STUDIERESA, *traffar(2, ord="webbinarium")], ("studieresa", "webbinarium")
    text = "Två webbinarier och en tredagars studieresa med åtta studiebesök har genomförts"
    assert arrangerat(rows, ordning=ordning) == text


def test_a_long_trip_and_words_outside_the_list():
    fjorton = Traff(date(2022, 5, 1), date(2022, 5, 14), ord="studieresa", delar=1)
    assert arrangerat([fjorton]) == "En 14-dagars studieresa med ett studiebesök har genomförts"
    assert arrangerat(traffar(2, ord="Frukostmöte")) == "Två frukostmöten har genomförts"


def test_what_an_organiser_cancelled_is_told_and_nothing_is_nothing():
    cancelled = traffar(1, ord="konferens", hallen=False, installd=True)
    both = traffar(1, ord="utbildning") + cancelled
    assert arrangerat(both) == "En utbildning har genomförts; en konferens ställdes in"
    assert arrangerat(cancelled) == "En konferens ställdes in"
    assert arrangerat(()) == ""


def test_an_arena_under_two_uppdrag_counts_once_in_the_totals():
    barnarenan = arena("Barnarenan", "sammanträde", traffar(4) + installda(1), planerat=5, nyckel=7)
    socsam = arena("SocSam", "sammanträde", traffar(5), nyckel=8)
    assert summa([barnarenan, socsam, barnarenan]) == (5, 9, 1)
    assert summa([]) == (0, 0, 0)


def test_a_joint_meeting_of_two_arenas_counts_once():
    joint = Traff(JAN, JAN, nyckel="gemensamt")
    assert summa([arena("SVOM", "möte", [joint, *traffar(1)]), arena("SocSam", "möte", [joint])]).hallna == 2


BARNARENAN = arena("Barnarenan", "sammanträde", traffar(4))
ELEVHALSA = arena("Elevhälsochefsnätverket", "träff", FEM_TRAFFAR, planerat=6)
RUN = arena("RUN", "sammanträde", traffar(4, grupp=GRUPPER[0]) + traffar(3, grupp=GRUPPER[1]), grupper=GRUPPER)
MAS = arena("MAS", "träff", monthly(WITHOUT_JULY))


@pytest.mark.parametrize(
    ("text", "u"),
    [
        ("Barnarenan har haft fyra sammanträden", BARNARENAN),
        ("Barnarenan har haft 4 sammanträden.", BARNARENAN),
        ("Barnarenan är igång och arbetar med sin balanslista", BARNARENAN),
        ("Har träffats vid fyra tillfällen; vid ett möte deltog SKR, och vid två möten åtta kommuner", BARNARENAN),
        ("Ett möte i maj ägnades åt skolan", BARNARENAN),
        ("Sammanträder fyra gånger per år, tolv kommuner och två regioner deltar", BARNARENAN),
        ("Har inte träffats så ofta som man önskat", BARNARENAN),
        ("Fem träffar varav 2 heldagar", ELEVHALSA),
        ("Fem av sex planerade träffar har hållits", ELEVHALSA),
        ("Tre extra träffar tillkom", ELEVHALSA),
        ("Fyra sammanträden för ledningsgruppen och tre sammanträden för nätverket, sju sammanträden i allt", RUN),
        ("MAS har träffats en gång per månad, utom i juli", MAS),
    ],
)
def test_an_own_text_that_agrees_or_claims_nothing_passes(text, u):
    assert avvikelse(text, u) is None


@pytest.mark.parametrize(
    ("text", "u", "sagt", "visat"),
    [
        ("Barnarenan har haft 5 sammanträden", BARNARENAN, "”5 sammanträden”", "fyra sammanträden"),
        ("Femton möten har hållits", BARNARENAN, "”Femton möten”", "fyra sammanträden"),
        ("Arenan har haft ett möte", BARNARENAN, "”ett möte”", "fyra sammanträden"),
        ("Har träffats vid tre tillfällen", BARNARENAN, "”tre tillfällen”", "fyra sammanträden"),
        ("Har träffats sex gånger", BARNARENAN, "”sex gånger”", "fyra sammanträden"),
        ("Inga möten har hållits", BARNARENAN, "”Inga möten”", "fyra sammanträden"),
        ("Arenan har inte sammankallats", BARNARENAN, "att inga möten har hållits", "fyra sammanträden"),
        ("Arenan har inte haft något möte", BARNARENAN, "att inga möten har hållits", "fyra sammanträden"),
        ("Ett möte ställdes in", BARNARENAN, "”Ett möte ställdes in”", "inga inställda sammanträden"),
        ("Varav två digitala möten", BARNARENAN, "”två digitala möten”", "inga digitala sammanträden"),
        ("Sju planerade träffar", ELEVHALSA, "”Sju planerade träffar”", "sex planerade träffar"),
        ("Fem träffar, varav fyra heldagar", ELEVHALSA, "”fyra heldagar”", "två heldagar"),
        ("Två träffar", ELEVHALSA, "”Två träffar”", "fem träffar, varav två heldagar"),
        ("Fyra sammanträden för respektive grupp", RUN, "”Fyra sammanträden”",
         "fyra sammanträden för ledningsgruppen och tre för det operativa nätverket"),
        ("MAS träffas 1 gång/månad", MAS, "en gång per månad", "elva träffar, ingen i juli"),
        ("En gång per månad", BARNARENAN, "en gång per månad", "fyra sammanträden"),
        ("Har haft en träff", arena("X", "träff", ()), "”en träff”", "inga träffar"),
    ],
)  # fmt: skip
def test_an_own_text_that_disagrees_is_told_so(text, u, sagt, visat):
    assert avvikelse(text, u) == f"Texten säger {sagt}, men registret visar {visat}."


def test_every_disagreement_is_told_and_told_once():
    assert avvikelse("Har haft tre träffar, varav en heldag. Det var tre träffar", ELEVHALSA) == (
        "Texten säger ”tre träffar”, men registret visar fem träffar, varav två heldagar. "
        "Texten säger ”en heldag”, men registret visar två heldagar."
    )


RADER = st.builds(
    Traff,
    fran=st.just(JAN), till=st.just(JAN), hallen=st.booleans(), heldag=st.booleans(), digital=st.booleans(),
    protokollford=st.booleans(), grupp=st.sampled_from(("", "", *GRUPPER)),
    sammankallad_av_region=st.sampled_from((None, None, False, True)),
).map(lambda t: replace(t, installd=not t.hallen))  # fmt: skip


@given(
    rows=st.lists(st.tuples(RADER, st.integers(0, 364)), max_size=20), ord_=st.sampled_from(sorted(ORD)),
    planerat=st.sampled_from((None, 0, 4)), protokollfors=st.booleans(), undantag=st.sets(st.integers(1, 12)),
)  # fmt: skip
def test_the_counted_sentence_never_disagrees_with_the_register(rows, ord_, planerat, protokollfors, undantag):
    rows = [replace(t, fran=JAN + timedelta(days=d), till=JAN + timedelta(days=d)) for t, d in rows]
    plan = {"planerat": planerat, "protokollfors": protokollfors, "manadsvis": True, "undantag": tuple(undantag)}
    u = arena("X", ord_, rows, grupper=GRUPPER, **plan)
    text = mening(u)
    assert avvikelse(text, u) is None
    assert not text.endswith(".")
    assert "  " not in text
