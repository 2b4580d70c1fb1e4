"""The arenas: found by any name, counted once, planned, and written only by those who may."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.models import Handelse
from tests import factories
from tests.formular import skicka
from uppdrag.models import (
    Arena,
    Arenaar,
    Arenagrupp,
    Arenamedlem,
    Arenanamn,
    Arenavisning,
    Ordforande,
    Verksamhetsar,
)

NY = {"namn": "Fredagsgruppen", "sort": "chefsarena", "niva": "kommunal", "motesord": "träff", "ordning": "1"}


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def lock(year):
    Verksamhetsar.objects.filter(pk=year.pk).update(status=Verksamhetsar.Status.LOCKED)


def test_the_list_tells_by_level_what_was_planned_held_and_cancelled(hus, as_user):
    Arenaar.objects.create(arena=hus.arena, verksamhetsar=hus.year, planerat=4)
    for m, status in ((1, "hallet"), (2, "hallet"), (3, "installt")):
        factories.mote(hus.arena, date(2022, m, 1), status=status)
    page = text_of(as_user(hus.lasare).get(url("arena_list")))
    assert "Kommunala arenor" in page
    assert "BUZ har haft två sammanträden; ett sammanträde ställdes in." in page
    assert "Sammanlagt: planerat 4, hållet 2, inställt 1." in page


def test_an_arena_under_two_uppdrag_stands_once_and_counts_once(hus, as_user):
    Arenavisning.objects.create(arena=hus.arena, uppdrag=factories.uppdrag(hus.avtal, "Social välfärd"))
    factories.mote(hus.arena)
    page = text_of(as_user(hus.lasare).get(url("arena_list")))
    assert page.count("BUZ har haft ett sammanträde.") == 1
    assert "hållet 1," in page


@pytest.mark.parametrize("sok", ["kommunchefsgruppen", "CHEFSGRUPP", "kommundirektör", "kd"])
def test_an_arena_is_found_by_any_of_its_names(hus, as_user, sok):
    arena = factories.arena(hus.avtal, "Kommundirektörerna", forkortning="KD")
    Arenanamn.objects.create(arena=arena, namn="Kommunchefsgruppen")
    page = text_of(as_user(hus.lasare).get(url("arena_list"), {"sok": sok}))
    assert arena.get_absolute_url() in page
    assert hus.arena.get_absolute_url() not in page


def test_no_hit_says_what_to_do(hus, as_user):
    assert "Ingen arena heter så" in text_of(as_user(hus.lasare).get(url("arena_list"), {"sok": "finns inte"}))


def test_an_agreement_without_years_is_told_so(hus, as_user):
    assert "Inget verksamhetsår är registrerat" in text_of(as_user(hus.utomstaende).get(url("arena_list")))


@pytest.mark.parametrize("sida", ["arena_list", "arena_detail"])
def test_the_pages_ask_as_much_for_three_as_for_one(hus, as_user, sida):
    client, args = as_user(hus.samordnare), () if sida == "arena_list" else (hus.arena.pk,)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(url(sida, *args))
        return len(captured)

    def fyll(n):
        factories.mote(hus.arena, date(2022, n, 1))
        factories.mote(factories.arena(hus.avtal, under=[hus.uppdrag]), date(2022, n, 1))
        Arenanamn.objects.create(arena=hus.arena, namn=f"namn {n}")
        Arenamedlem.objects.create(arena=hus.arena, organisation=factories.organisation())
        Ordforande.objects.create(arena=hus.arena, user=factories.user("O"), fran=date(2022, n, 1))
        Arenavisning.objects.create(arena=hus.arena, uppdrag=factories.uppdrag(hus.avtal))

    fyll(1)
    queries()
    one = queries()
    fyll(2)
    fyll(3)
    assert queries() == one


def test_the_page_gathers_what_is_known_of_the_arena(hus, as_user):
    Arenanamn.objects.create(arena=hus.arena, namn="Barn och utbildning i Z län")
    Arenamedlem.objects.create(arena=hus.arena, organisation=hus.berg, fran=date(2020, 1, 1))
    Ordforande.objects.create(arena=hus.arena, namn="Ordförande i BUZ", fran=date(2021, 1, 1))
    Arenagrupp.objects.create(arena=hus.arena, namn="ledningsgruppen")
    Arenaar.objects.create(arena=hus.arena, verksamhetsar=hus.year, planerat=3)
    page = text_of(as_user(hus.tjansteperson).get(hus.arena.get_absolute_url()))
    for words in (
        "Barn och utbildning i Z län",
        "Bergs kommun, från och med 1 januari 2020",
        "Ordförande i BUZ, från och med 1 januari 2021",
        "ledningsgruppen",
        "Lärcentrum",
        "2022: 3",
    ):
        assert words in page
    assert "Registrera ett möte" not in page


def test_processledare_adds_and_changes_an_arena(hus, as_user):
    client = as_user(hus.processledare)
    data = NY | {"visas": [hus.uppdrag.pk]}
    assert "Fredagsgruppen är tillagd" in text_of(client.post(url("arena_create", hus.avtal.pk), data, follow=True))
    arena = Arena.objects.get(namn="Fredagsgruppen")
    assert list(arena.uppdrag.all()) == [hus.uppdrag]
    skicka(client, url("arena_edit", arena.pk), NY | {"niva": "ovrig"})
    arena.refresh_from_db()
    assert arena.niva == "ovrig"
    assert Handelse.objects.filter(objekt=f"uppdrag.arena:{arena.pk}", user=hus.processledare).count() == 2


def test_the_same_name_twice_is_told_at_the_name(hus, as_user):
    response = as_user(hus.processledare).post(url("arena_create", hus.avtal.pk), NY | {"namn": "BUZ"})
    assert response.context["form"].errors["namn"] == ["Avtalet har redan en arena med det namnet."]


@pytest.mark.parametrize(("vem", "status"), [("utomstaende", 404), ("samordnare", 403), ("lasare", 403)])
def test_nobody_else_writes_an_arena(hus, as_user, vem, status):
    client = as_user(getattr(hus, vem))
    assert client.post(url("arena_create", hus.avtal.pk), NY).status_code == status
    assert skicka(client, url("arena_edit", hus.arena.pk), NY).status_code == status
    assert client.get(url("arena_detail", hus.arena.pk)).status_code == (404 if status == 404 else 200)


RADER = {
    "arenanamn": (Arenanamn, {"namn": "Annat namn"}),
    "arenagrupp": (Arenagrupp, {"namn": "ledningsgruppen"}),
    "arenamedlem": (Arenamedlem, {"fran": "2022-01-01"}),
    "ordforande": (Ordforande, {"namn": "Ordförande", "fran": "2022-01-01"}),
    "arenavisning": (Arenavisning, {"ordning": "2"}),
}


def radens(hus, sort):
    """What the form of a row sends, and a row there already is."""
    model, data = RADER[sort]
    if sort == "arenamedlem":
        return data | {"organisation": hus.berg.pk}, model.objects.create(arena=hus.arena, organisation=hus.krokom)
    if sort == "arenavisning":
        annat = factories.uppdrag(hus.avtal, "Ledning")
        return data | {"uppdrag": annat.pk}, hus.arena.visningar.get()
    row = {"namn": "gammalt"} | ({"fran": date(2020, 1, 1)} if sort == "ordforande" else {})
    return data, model.objects.create(arena=hus.arena, **row)


@pytest.mark.parametrize("sort", RADER)
def test_processledare_adds_changes_and_removes_what_hangs_on_an_arena(hus, as_user, sort):
    data, row = radens(hus, sort)
    client, model = as_user(hus.processledare), RADER[sort][0]
    before = model.objects.count()
    response = client.post(url(f"{sort}_create", hus.arena.pk), data)
    assert response.status_code == 302, response.context["form"].errors
    assert response.url.startswith(hus.arena.get_absolute_url())
    assert model.objects.count() == before + 1
    assert skicka(client, url(f"{sort}_delete", row.pk)).status_code == 302
    assert skicka(client, url(f"{sort}_edit", model.objects.latest("pk").pk), data).status_code == 302


@pytest.mark.parametrize("sort", RADER)
@pytest.mark.parametrize(("vem", "status"), [("utomstaende", 404), ("samordnare", 403), ("lasare", 403)])
def test_nobody_else_writes_what_hangs_on_an_arena(hus, as_user, sort, vem, status):
    data, row = radens(hus, sort)
    client = as_user(getattr(hus, vem))
    assert client.post(url(f"{sort}_create", hus.arena.pk), data).status_code == status
    assert skicka(client, url(f"{sort}_edit", row.pk), data).status_code == status
    assert skicka(client, url(f"{sort}_delete", row.pk)).status_code == status


def test_a_group_that_has_met_is_not_removed(hus, as_user):
    grupp = Arenagrupp.objects.create(arena=hus.arena, namn="ledningsgruppen")
    factories.mote(hus.arena, grupp=grupp)
    page = text_of(skicka(as_user(hus.processledare), url("arenagrupp_delete", grupp.pk)))
    assert "Gruppen har haft ett tillfälle" in page
    assert Arenagrupp.objects.exists()


# --- the plan of the year and the own sentence --------------------------------------------------------------------


def test_samordnare_plans_the_year_and_is_warned_when_her_sentence_disagrees(hus, as_user):
    factories.mote(hus.arena)
    data = {"planerat": "4", "egen_mening": "BUZ har haft fem sammanträden"}
    page = text_of(skicka(as_user(hus.samordnare), url("arena_plan", hus.arena.pk, hus.year.pk), data, follow=True))
    assert "Den egna meningen stämmer inte med registret" in page
    assert "registret visar ett sammanträde" in page
    plan = Arenaar.objects.get()
    assert (plan.planerat, plan.egen_mening) == (4, "BUZ har haft fem sammanträden")
    assert "Stämmer inte med registret" in text_of(as_user(hus.samordnare).get(url("arena_list")))


def test_a_sentence_that_agrees_gives_no_warning(hus, as_user):
    factories.mote(hus.arena)
    data = {"egen_mening": "BUZ har haft ett sammanträde, i mars"}
    page = text_of(skicka(as_user(hus.samordnare), url("arena_plan", hus.arena.pk, hus.year.pk), data, follow=True))
    assert "I berättelsen står: BUZ har haft ett sammanträde, i mars." in page
    assert "stämmer inte" not in page


def test_the_plan_is_refused_others_and_in_a_locked_year(hus, as_user):
    plan = url("arena_plan", hus.arena.pk, hus.year.pk)
    assert as_user(hus.utomstaende).post(plan, {"planerat": "4"}).status_code == 404
    assert as_user(hus.controller).post(plan, {"planerat": "4"}).status_code == 403
    annan = factories.arena(hus.avtal, "SocSam")  # not reported under her uppdrag
    assert skicka(as_user(hus.samordnare), url("arena_plan", annan.pk, hus.year.pk), {}).status_code == 403
    annat_year = factories.verksamhetsar(hus.annat_avtal)
    assert skicka(as_user(hus.samordnare), url("arena_plan", hus.arena.pk, annat_year.pk), {}).status_code == 404
    lock(hus.year)
    assert as_user(hus.processledare).post(plan, {"planerat": "4"}).status_code == 403
    assert not Arenaar.objects.exists()
