"""The secret addresses of calendars: made, shown once, renewed, withdrawn; and what they open, asked anew at each fetch."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from berattelse import personuppgifter
from berattelse.views.kalender import GISSNINGAR, HAMTNINGAR
from samverkan.actions import anonymisera
from samverkan.avidentifiering import gar, pekare
from samverkan.lankar import fingeravtryck
from samverkan.models import Handelse, Rolltilldelning
from samverkan.registerutdrag import utdrag
from tests import factories
from tests.enkat import factories as enkatens
from uppdrag.models import Arenamedlem, Kalenderadress, Ordforande, Tillfalle


def skapa(client, galler="min"):
    """Press the button; the path of the address that the page shows."""
    response = client.post("/kalender/skapa-adress/", {"galler": galler})
    assert response.status_code == 201
    (adress,) = set(re.findall(r"http://testserver(/prenumeration/[a-z2-7]{26}/samverkan\.ics)", response.content.decode()))
    return adress


def rubriker(vag, client=None):
    response = (client or Client()).get(vag)
    assert response.status_code == 200
    return [str(rad["summary"]) for rad in Calendar.from_ical(response.content).walk("VEVENT")]


@pytest.fixture
def medlem(hus):
    """Berg sits in BUZ; another arena has neither it nor anybody of it."""
    Arenamedlem.objects.create(arena=hus.arena, organisation=hus.berg)
    hus.andra = factories.arena(hus.avtal, "Rådet")
    factories.mote(hus.arena, date(2022, 3, 1))
    factories.mote(hus.andra, date(2022, 3, 2))
    factories.mote(factories.arena(hus.annat_avtal, "Främmande"), date(2022, 3, 3))
    return hus


# --- the address ------------------------------------------------------------------------------------------------------
def test_an_address_is_shown_once_and_its_hash_alone_is_kept(medlem, as_user):
    client = as_user(medlem.kommunchef)
    vag = skapa(client)
    token = vag.split("/")[2]
    rad = Kalenderadress.objects.get()
    assert (rad.token_hash, rad.hamtad) == (fingeravtryck(token), None)
    sida = client.get("/kalender/").content.decode()
    assert token not in sida
    assert "Inte hämtad än" in sida
    assert token not in "".join(str(s.get_decoded()) for s in Session.objects.all())
    assert [h.akt for h in Handelse.objects.all()] == ["skapade kalenderadress"]
    assert token not in str(Handelse.objects.values())
    assert not any("token_hash" in str(r) or rad.token_hash in str(r) for r in utdrag(medlem.kommunchef.email))
    assert "uppdrag.Kalenderadress" in {r["modell"] for r in utdrag(medlem.kommunchef.email)}


def test_the_link_for_a_program_asks_over_https_where_the_site_does(medlem, as_user, settings):
    client = as_user(medlem.kommunchef)
    assert 'href="webcal://testserver/prenumeration/' in client.post("/kalender/skapa-adress/", {"galler": "min"}).content.decode()
    settings.ADRESS = "https://samverkan.exempel.test"
    sida = client.post("/kalender/skapa-adress/", {"galler": "min"}).content.decode()
    assert 'href="webcals://samverkan.exempel.test/prenumeration/' in sida


def test_a_new_address_ends_the_old_one(medlem, as_user):
    client = as_user(medlem.kommunchef)
    gammal, ny = skapa(client), skapa(client)
    assert Client().get(gammal).status_code == 404
    assert rubriker(ny) == ["BUZ: sammanträde"]
    assert Kalenderadress.objects.count() == 1


def test_a_withdrawn_address_opens_nothing(medlem, as_user):
    client = as_user(medlem.kommunchef)
    vag, rad = skapa(client), Kalenderadress.objects.get()
    svar = client.post(f"/kalender/{rad.pk}/dra-tillbaka/", follow=True)
    assert "Adressen är tillbakadragen" in svar.content.decode()
    response = Client().get(vag)
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert "skapa en ny" in response.content.decode()


def test_nobody_withdraws_anothers_address(medlem, as_user):
    vag, rad = skapa(as_user(medlem.kommunchef)), Kalenderadress.objects.get()
    assert as_user(medlem.processledare).post(f"/kalender/{rad.pk}/dra-tillbaka/").status_code == 404
    assert rubriker(vag)


@pytest.mark.parametrize("galler", ["arena-{frammande}", "arena-999999", "year-x", "", "annat"])
def test_no_address_is_made_to_what_is_not_hers(medlem, as_user, galler):
    frammande = medlem.annat_avtal.arenor.get()
    svar = as_user(medlem.kommunchef).post("/kalender/skapa-adress/", {"galler": galler.format(frammande=frammande.pk)})
    assert svar.status_code == 200
    assert not Kalenderadress.objects.exists()


def test_the_page_is_reached_from_the_menu_the_meetings_the_arena_and_the_year(medlem, as_user):
    client = as_user(medlem.kommunchef)
    assert client.get("/moten/").content.decode().count('href="/kalender/"') == 2
    assert f'href="/kalender/?galler=arena-{medlem.arena.pk}#skapa"' in client.get(medlem.arena.get_absolute_url()).content.decode()
    assert f'href="/kalender/?galler=year-{medlem.year.pk}#skapa"' in client.get("/year/").content.decode()
    assert f'value="arena-{medlem.arena.pk}" selected' in client.get(f"/kalender/?galler=arena-{medlem.arena.pk}").content.decode()
    assert Client().get("/kalender/").status_code == 302


# --- what it opens ------------------------------------------------------------------------------------------------------
def test_ones_own_calendar_has_the_meetings_of_ones_own_arenas(medlem, as_user):
    assert rubriker(skapa(as_user(medlem.kommunchef))) == ["BUZ: sammanträde"]
    assert rubriker(skapa(as_user(medlem.samordnare))) == ["BUZ: sammanträde"]  # by the uppdrag that reports it
    assert rubriker(skapa(as_user(medlem.controller))) == []
    Ordforande.objects.create(arena=medlem.andra, user=medlem.controller, fran=date(2020, 1, 1))
    assert rubriker(skapa(as_user(medlem.controller))) == ["Rådet: sammanträde"]
    assert rubriker(skapa(as_user(medlem.utomstaende))) == []


def test_the_meeting_with_ones_own_kommun_is_there_and_anothers_is_not(hus, as_user):
    for kommun in (hus.berg, hus.krokom):
        Tillfalle.objects.create(
            avtal=hus.avtal, kommun=kommun, om_year=hus.year, sort="kommunvis_traff", fran=date(2022, 9, 1), till=date(2022, 9, 1)
        )
    client = as_user(hus.kommunchef)
    assert rubriker(skapa(client)) == ["Bergs kommun: kommunvis träff"]
    assert rubriker(skapa(client, f"year-{hus.year.pk}")) == ["Bergs kommun: kommunvis träff"]


def test_what_has_ended_is_asked_at_each_fetch(medlem, as_user):
    vag = skapa(as_user(medlem.kommunchef))
    arenans = skapa(as_user(medlem.kommunchef), f"arena-{medlem.andra.pk}")
    assert (rubriker(vag), rubriker(arenans)) == (["BUZ: sammanträde"], ["Rådet: sammanträde"])
    Arenamedlem.objects.update(till=timezone.localdate() - timedelta(days=1))
    assert rubriker(vag) == []
    Rolltilldelning.objects.filter(user=medlem.kommunchef).update(till=timezone.localdate() - timedelta(days=1))
    assert rubriker(vag) == []
    assert Client().get(arenans).status_code == 404


def test_a_closed_account_opens_nothing(medlem, as_user):
    vag = skapa(as_user(medlem.kommunchef))
    medlem.kommunchef.is_active = False
    medlem.kommunchef.save()
    assert Client().get(vag).status_code == 404


def test_an_example_account_opens_nothing_where_the_example_is_off(medlem, as_user, settings):
    vag = skapa(as_user(medlem.kommunchef))
    medlem.kommunchef.exempel = True
    medlem.kommunchef.save()
    assert rubriker(vag)
    settings.DEMO = False
    assert Client().get(vag).status_code == 404


def test_a_years_calendar_has_its_days_as_far_as_one_may_know_them(medlem, as_user):
    medlem.year.overlamnas, medlem.year.undertecknas = date(2023, 3, 31), date(2023, 3, 1)
    medlem.year.save()
    enkatens.omgang(medlem, namn="Öppen runda", sista_dag=date(2022, 12, 1), oppnar=date(2022, 11, 1), status="oppen")
    enkatens.omgang(medlem, namn="Planerad runda", sista_dag=date(2022, 12, 5), oppnar=date(2022, 11, 1), status="planerad")
    alla = ["BUZ: sammanträde", "Rådet: sammanträde", "Sista dag att svara: Öppen runda"]
    galler = f"year-{medlem.year.pk}"
    assert rubriker(skapa(as_user(medlem.kommunchef), galler)) == alla
    assert rubriker(skapa(as_user(medlem.processledare), galler)) == [
        *alla, "Sista dag att svara: Planerad runda", "Berättelsen 2022 undertecknas", "Berättelsen 2022 överlämnas senast",
    ]  # fmt: skip


def test_the_steps_of_the_year_are_in_it_the_partys_own_alone_to_a_party(medlem, as_user):
    for sort, vem, dag in (("skrivet", "samordnare", 5), ("bedomt", "kommunchef", 9), ("traffat", "processledare", None)):
        medlem.year.arssteg.create(sort=sort, vem=vem, ordning=1, sista_dag=dag and date(2023, 3, dag))
    galler = f"year-{medlem.year.pk}"
    bedomt = "Kommunernas bedömning 2022: sista dag"
    assert [r for r in rubriker(skapa(as_user(medlem.kommunchef), galler)) if "sista dag" in r] == [bedomt]
    assert [r for r in rubriker(skapa(as_user(medlem.processledare), galler)) if "sista dag" in r] == [
        "Skriv avsnitten 2022: sista dag",
        bedomt,
    ]


def test_another_year_and_another_agreement_are_not_in_it(medlem, as_user):
    factories.verksamhetsar(medlem.avtal, 2023)
    factories.mote(medlem.arena, date(2023, 1, 1))
    assert rubriker(skapa(as_user(medlem.kommunchef), f"year-{medlem.year.pk}")) == ["BUZ: sammanträde", "Rådet: sammanträde"]


# --- the fetch ----------------------------------------------------------------------------------------------------------
def test_the_fetch_sets_no_cookie_and_is_kept_by_no_proxy(medlem, as_user):
    inloggad = as_user(medlem.kommunchef)
    vag = skapa(inloggad)
    for client in (Client(), inloggad):
        response = client.get(vag)
        assert response["Cache-Control"] == "private"
        assert not response.cookies
    assert Client().head(vag).status_code == 200
    assert Client().post(vag).status_code == 405


def test_what_has_not_changed_is_not_sent_again(medlem, as_user):
    vag = skapa(as_user(medlem.kommunchef))
    forst = Client().get(vag)
    igen = Client().get(vag, headers={"if-none-match": forst["ETag"]})
    assert (igen.status_code, igen.content, igen["ETag"], igen["Cache-Control"]) == (304, b"", forst["ETag"], "private")
    factories.mote(medlem.arena, date(2022, 4, 1))
    assert Client().get(vag, headers={"if-none-match": forst["ETag"]}).status_code == 200


def test_when_it_was_last_fetched_is_told(medlem, as_user):
    client = as_user(medlem.kommunchef)
    vag = skapa(client)
    with time_machine.travel("2027-02-03 10:15:00+00:00", tick=False):
        Client().get(vag)
    with time_machine.travel("2027-02-03 10:16:00+00:00", tick=False):
        Client().get(vag)  # so soon after, it is the same fetch
    assert "Senast hämtad 2027-02-03 kl. 11.15" in client.get("/kalender/").content.decode()


def test_who_guesses_is_stopped_and_a_valid_address_opens_all_the_same(medlem, as_user):
    vag = skapa(as_user(medlem.kommunchef))
    for _ in range(GISSNINGAR):
        assert Client().get("/prenumeration/okand/samverkan.ics").status_code == 404
    assert Client().get("/prenumeration/okand/samverkan.ics").status_code == 429
    assert rubriker(vag) == ["BUZ: sammanträde"]


def test_one_address_is_not_fetched_without_end(medlem, as_user, monkeypatch):
    monkeypatch.setattr("berattelse.views.kalender.HAMTNINGAR", 2)
    vag = skapa(as_user(medlem.kommunchef))
    assert [Client().get(vag).status_code for _ in range(3)] == [200, 200, 429]
    assert HAMTNINGAR >= 10  # one that asks each minute is let in


def test_a_fetch_asks_as_little_of_many_meetings_as_of_one(medlem, as_user, django_assert_max_num_queries):
    vag = skapa(as_user(medlem.processledare), f"year-{medlem.year.pk}")
    for n in range(1, 10):
        factories.mote(medlem.andra, date(2022, 5, n))
    with django_assert_max_num_queries(16):
        assert len(rubriker(vag)) == 11


# --- what becomes of it -------------------------------------------------------------------------------------------------
def test_an_address_nothing_has_fetched_for_a_year_goes(medlem, as_user):
    skapa(as_user(medlem.kommunchef))
    personuppgifter.gallra()
    assert Kalenderadress.objects.exists()
    Kalenderadress.objects.update(skapad=timezone.now() - timedelta(days=366))
    assert "kalenderprogram" in " ".join(personuppgifter.kor())
    assert not Kalenderadress.objects.exists()


def test_who_is_anonymised_has_no_address_left_and_needs_no_name_for_it(medlem, as_user):
    skapa(as_user(medlem.lasare))
    assert [slag.antal for slag in gar(medlem.lasare, pekare(medlem.lasare)) if slag.vad == "adresser till kalendrar"] == [1]
    anonymisera(medlem.lasare, by=None)
    assert not Kalenderadress.objects.exists()
    assert medlem.lasare.namn == f"Avidentifierad person {medlem.lasare.pk}"


def test_an_address_stands_in_nobodys_way(medlem, as_user):
    """Neither the arena nor the name of a person is kept because a calendar program fetched something."""
    tom = factories.arena(medlem.avtal, "Fel")
    skapa(as_user(medlem.processledare), f"arena-{tom.pk}")
    client = as_user(medlem.processledare)
    sida = client.get(f"/arenor/{tom.pk}/ta-bort/").content.decode()
    version = re.search(r'name="version" value="([^"]*)"', sida)[1]
    assert client.post(f"/arenor/{tom.pk}/ta-bort/", {"version": version}).status_code == 302
    assert not Kalenderadress.objects.exists()
