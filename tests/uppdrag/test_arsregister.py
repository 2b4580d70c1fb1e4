"""From rows to sentences: every meeting counts once, under each uppdrag that shows it, and in the table."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.formular import skicka
from uppdrag.arsregister import Arsregister
from uppdrag.models import Arena, Arenaar, Arenagrupp, Arenavisning, Tillfalle
from uppdrag.schema import Arenasumma


@pytest.fixture
def barnarenan(hus):
    """An arena shown under two uppdrag, with four meetings."""
    hus.social = factories.uppdrag(hus.avtal, "Social välfärd")
    arena = factories.arena(hus.avtal, "Barnarenan", under=[hus.uppdrag, hus.social], niva=Arena.Niva.KOMMUNER_OCH_REGION)
    Arenaar.objects.create(arena=arena, verksamhetsar=hus.year, planerat=4)
    for m in (2, 4, 9, 11):
        factories.mote(arena, date(2022, m, 1))
    return arena


def meningar(year, uppdrag):
    return {rad.arena.namn: rad.mening for rad in Arsregister(year).for_uppdrag(uppdrag)}


def test_a_meeting_removed_is_gone_from_both_uppdrag_and_once_from_the_total(hus, barnarenan):
    for u in (hus.uppdrag, hus.social):
        assert meningar(hus.year, u)["Barnarenan"] == "Barnarenan har haft fyra sammanträden"
    before = Arsregister(hus.year).tabell().summa
    barnarenan.tillfallen.first().delete()
    for u in (hus.uppdrag, hus.social):
        assert meningar(hus.year, u)["Barnarenan"] == "Barnarenan har haft tre sammanträden"
    after = Arsregister(hus.year).tabell().summa
    assert after == replace(before, hallna=before.hallna - 1)


def test_the_table_has_every_arena_once_with_all_its_uppdrag(hus, barnarenan):
    tabell = Arsregister(hus.year).tabell()
    rad = next(rad for rad in tabell.rader if rad.arena == "Barnarenan")
    assert sorted(rad.uppdrag) == ["Lärcentrum", "Social välfärd"]
    assert (rad.planerat, rad.hallna, rad.installda) == (4, 4, 0)
    assert [r.arena for r in tabell.rader].count("Barnarenan") == 1
    assert tabell.summa == Arenasumma(planerat=None, hallna=4, installda=0)


def test_arenas_come_by_level_and_then_in_their_order_under_the_uppdrag(hus, barnarenan):
    ovrig = factories.arena(hus.avtal, "FolkhälsoZ", niva=Arena.Niva.OVRIG)
    andra = factories.arena(hus.avtal, "Andra")
    Arenavisning.objects.create(arena=ovrig, uppdrag=hus.uppdrag, ordning=1)
    Arenavisning.objects.create(arena=andra, uppdrag=hus.uppdrag, ordning=2)
    namn = [rad.arena.namn for rad in Arsregister(hus.year).for_uppdrag(hus.uppdrag)]
    assert namn == ["BUZ", "Andra", "Barnarenan", "FolkhälsoZ"]


def test_only_meetings_held_within_the_year_count(hus):
    for datum, fields in (
        (date(2022, 1, 1), {}),
        (date(2022, 12, 31), {}),
        (date(2021, 12, 31), {}),
        (date(2022, 3, 1), {"status": "planerat"}),
        (date(2022, 4, 1), {"status": "installt"}),
        (date(2022, 5, 1), {"sort": "utbildning"}),
    ):
        factories.mote(hus.arena, datum, **fields)
    rad = Arsregister(hus.year).rad(hus.arena)
    assert (rad.hallna, rad.installda) == (2, 1)


def test_the_own_sentence_is_printed_and_watched(hus, barnarenan):
    plan = Arenaar.objects.filter(arena=barnarenan)
    plan.update(egen_mening="Barnarenan har haft fem sammanträden")
    rad = Arsregister(hus.year).rad(barnarenan)
    assert (rad.egen, rad.mening) == (True, "Barnarenan har haft fem sammanträden")
    assert "fyra" in rad.avvikelse
    plan.update(egen_mening="Barnarenan har haft fyra sammanträden i Åre")
    assert Arsregister(hus.year).rad(barnarenan).avvikelse is None


def test_groups_series_minutes_and_who_convened_reach_the_sentence(hus):
    run = factories.arena(hus.avtal, "RUN")
    for n, namn in enumerate(("ledningsgruppen", "nätverket"), 1):
        grupp = Arenagrupp.objects.create(arena=run, namn=namn)
        factories.mote(run, date(2022, n, 1), grupp=grupp)
    mas = factories.arena(hus.avtal, "MAS", motesord="träff")
    Arenaar.objects.create(arena=mas, verksamhetsar=hus.year, manadsvis=True, undantagna_manader=[7])
    for m in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12):
        factories.mote(mas, date(2022, m, 5))
    direktorer = factories.arena(hus.avtal, "Direktörerna", motesord="möte", protokollfors=True)
    for m in (1, 2):
        factories.mote(direktorer, date(2022, m, 5), protokoll=True)
    radet = factories.arena(hus.avtal, "Rådet", motesord="möte")
    factories.mote(radet, date(2022, 1, 5), sammankallat_av=hus.region)
    rader = {rad.arena.namn: rad.mening for rad in Arsregister(hus.year).rader()}
    assert rader["RUN"] == "RUN har haft ett sammanträde för respektive grupp"
    assert rader["MAS"] == "MAS har träffats en gång per månad, utom i juli"
    assert rader["Direktörerna"] == "Direktörerna har haft två protokollförda möten"
    assert rader["Rådet"] == "Regionen sammankallade det första mötet"


def test_what_an_uppdrag_and_another_agreement_arranged_is_told_by_kind(hus):
    annat = factories.avtal([hus.region], huvudavtal=hus.avtal)

    def ordna(sort, m, **fields):
        dag = {"fran": date(2022, m, 1), "till": date(2022, m, 1)}
        return Tillfalle.objects.create(avtal=hus.avtal, sort=sort, **dag | fields)

    ordna("utbildning", 1, uppdrag=hus.uppdrag)
    ordna("konferens", 2, uppdrag=hus.uppdrag)
    ordna("webbinarium", 3, annat_avtal=annat)
    resa = ordna("studieresa", 9, annat_avtal=annat, till=date(2022, 9, 3))
    ordna("studiebesok", 9, annat_avtal=annat, del_av=resa)
    underlag = Arsregister(hus.year)
    assert underlag.for_organiser_uppdrag(hus.uppdrag) == "En utbildning och en konferens har genomförts"
    mening = "Ett webbinarium och en tredagars studieresa med ett studiebesök har genomförts"
    assert underlag.for_avtal(annat) == mening
    assert underlag.for_organiser_uppdrag(factories.uppdrag(hus.avtal)) == ""


def test_what_an_occasion_is_called_is_told_and_one_that_cannot_be_counted_as_its_kind(hus, client):
    """Also after its form has been saved again; never as a word that says less than is registered."""
    fields = {"avtal": hus.avtal, "uppdrag": hus.uppdrag, "sort": "utbildning", "status": "hallet", "registrerat_av": hus.samordnare}
    rader = [
        Tillfalle.objects.create(**fields, motesord=ord_, fran=date(2022, 3, dag), till=date(2022, 3, dag))
        for dag, ord_ in enumerate(("kurs", "Handledarkurs", "kurs", "hearing", ""), 1)
    ]
    text = "Två kurser, en handledarkurs och två utbildningar har genomförts"
    assert Arsregister(hus.year).for_organiser_uppdrag(hus.uppdrag) == text
    client.force_login(hus.samordnare)
    dag = {"uppdrag": hus.uppdrag.pk, "fran": "2022-03-01", "sort": "utbildning", "status": "hallet", "motesord": "kurs", "rubrik": "Ny"}
    assert skicka(client, reverse("uppdrag:tillfalle_edit", args=[rader[0].pk]), dag).status_code == 302
    assert Arsregister(hus.year).for_organiser_uppdrag(hus.uppdrag) == text
    assert "Utbildning, kallas kurs: Ny" in client.get(reverse("uppdrag:tillfalle_list")).content.decode()


def test_the_year_is_read_in_a_number_of_queries_that_does_not_grow(hus):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            underlag = Arsregister(hus.year)
            underlag.tabell()
            for uppdrag in hus.avtal.uppdrag.all():
                underlag.for_uppdrag(uppdrag)
                underlag.for_organiser_uppdrag(uppdrag)
        return len(captured)

    factories.mote(hus.arena)
    one = queries()
    for m in (2, 3):
        u = factories.uppdrag(hus.avtal)
        arena = factories.arena(hus.avtal, under=[u, hus.uppdrag])
        factories.mote(arena, date(2022, m, 1), grupp=Arenagrupp.objects.create(arena=arena, namn="g"))
        factories.mote(arena, date(2022, m, 2), sammankallat_av=hus.region)
    assert queries() == one
