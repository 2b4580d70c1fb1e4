"""The meetings with each kommun about a year: registered, read by the right people, locked with their own year."""

from datetime import date

import pytest

from tests import factories
from tests.formular import skicka
from uppdrag.arsregister import Arsregister
from uppdrag.models import Narvaro, Tillfalle


def data(**fields):
    return {"fran": "2023-01-17", "form": "fysiskt", "status": "hallet", "anteckning": "Nöjda", "till_namnden": "Bemanningen"} | fields


@pytest.fixture
def traff(hus):
    row = Tillfalle.objects.create(
        avtal=hus.avtal, kommun=hus.berg, om_year=hus.year, sort="kommunvis_traff", fran=date(2023, 1, 17), till=date(2023, 1, 17),
        anteckning="Bergs anteckning", till_namnden="Bergs fråga",
    )  # fmt: skip
    Narvaro.objects.create(tillfalle=row, organisation=hus.berg, antal=2)
    return row


def test_registered_from_the_list_also_after_the_last_year(as_user, hus):
    client = as_user(hus.processledare)
    assert client.get(f"/year/{hus.year.pk}/traffar/").content.decode().count("Ingen träff är registrerad.") == 2
    client.post(f"/year/{hus.year.pk}/traffar/{hus.berg.pk}/ny/", data())
    row = Tillfalle.objects.get()
    assert (row.kommun, row.om_year, row.sort) == (hus.berg, hus.year, "kommunvis_traff")
    assert row.narvaro.get().organisation == hus.berg
    page = client.get(f"/year/{hus.year.pk}/traffar/").content.decode()
    assert "Bemanningen" in page
    assert page.count("Ingen träff är registrerad.") == 1


def test_it_is_changed_and_who_was_there_is_noted(as_user, hus, traff):
    client = as_user(hus.processledare)
    skicka(client, f"/moten/{traff.pk}/traff/", data(anteckning="Ändrad"))
    traff.refresh_from_db()
    assert traff.anteckning == "Ändrad"
    assert client.get(f"/moten/{traff.pk}/narvaro/").status_code == 200
    assert f"/moten/{traff.pk}/traff/" in client.get(traff.get_absolute_url()).content.decode()
    assert client.get(f"/moten/{traff.pk}/andra/").status_code == 404


def test_each_kommun_reads_its_own(as_user, hus, traff):
    krokom = factories.user("Chef", roll="kommunchef", organisation=hus.krokom)
    assert "Bergs anteckning" in as_user(hus.tjansteperson).get(f"/year/{hus.year.pk}/traffar/").content.decode()
    page = as_user(krokom).get(f"/year/{hus.year.pk}/traffar/").content.decode()
    assert "Bergs" not in page
    assert as_user(krokom).get(traff.get_absolute_url()).status_code == 404
    assert as_user(krokom).get("/moten/").content.decode().count("Bergs kommun") == 0
    assert "Bergs fråga" in as_user(hus.samordnare).get(traff.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("roll", "status"), [("samordnare", 403), ("kommunchef", 403), ("utomstaende", 404)])
def test_only_the_processledare_registers(as_user, hus, traff, roll, status):
    client = as_user(getattr(hus, roll))
    assert client.post(f"/year/{hus.year.pk}/traffar/{hus.krokom.pk}/ny/", data()).status_code == status
    assert client.post(f"/moten/{traff.pk}/traff/", data()).status_code == status


@pytest.mark.parametrize(
    ("fields", "text"),
    [({"fran": "2021-12-01"}, "innan året började"), ({"fran": "2199-01-01"}, "Dagen har inte varit ännu"), ({"fran": "x"}, "ÅÅÅÅ-MM-DD")],
)
def test_bad_input_is_told_at_its_field(as_user, hus, fields, text):
    response = as_user(hus.processledare).post(f"/year/{hus.year.pk}/traffar/{hus.berg.pk}/ny/", data(**fields))
    assert text in response.content.decode()
    assert not Tillfalle.objects.exists()


def test_a_day_in_a_locked_year_is_refused(as_user, hus, traff):
    factories.verksamhetsar(hus.avtal, 2023, status="locked")
    client = as_user(hus.processledare)
    assert "låst" in client.post(f"/year/{hus.year.pk}/traffar/{hus.krokom.pk}/ny/", data()).content.decode()
    assert client.post(f"/moten/{traff.pk}/traff/", data(anteckning="Ändrad")).status_code == 403
    assert Tillfalle.objects.get().anteckning == "Bergs anteckning"


def test_it_counts_in_no_arena_and_no_total(hus, traff):
    underlag = Arsregister(hus.year)
    assert underlag.tabell().summa.hallna is None
    assert underlag.for_organiser_uppdrag(hus.uppdrag) == ""


def test_the_kommun_was_there_when_it_has_been_held(as_user, hus):
    client, sida = as_user(hus.processledare), f"/year/{hus.year.pk}/traffar/"
    client.post(f"{sida}{hus.berg.pk}/ny/", data(status="planerat"))
    row = Tillfalle.objects.get()
    assert not row.narvaro.exists()
    assert "Deltog" not in client.get(sida).content.decode()
    skicka(client, f"/moten/{row.pk}/traff/", data())
    assert row.narvaro.get().organisation == hus.berg
    assert "Deltog: Bergs kommun" in client.get(sida).content.decode()
