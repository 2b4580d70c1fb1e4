"""Recommendations followed up year by year; a change is in force only when every party has said yes."""

import threading
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.utils import timezone

from samverkan.models import Handelse, Roll
from tests import factories
from tests.formular import skicka, tryck
from uppdrag.actions import forslag as actions
from uppdrag.forms.forslag import Partsbeslutsform
from uppdrag.models import Andringsforslag, Beslut, Part, Partsbeslut, Rekommendation


@pytest.fixture
def beslut(hus):
    return Beslut.objects.create(
        avtal=hus.avtal, organ="Regionens samverkansråd", datum=date(2023, 2, 6), text="Säkra bemanningen", rekommendation=True
    )


@pytest.fixture
def rekommendation(hus, beslut):
    return Rekommendation.objects.create(avtal=hus.avtal, beslut=beslut, text="Säkra bemanningen", agare="Direktören")


def test_a_recommendation_stands_under_its_decision(as_user, hus, beslut):
    client = as_user(hus.processledare)
    assert "Säkra bemanningen" in client.get(f"/beslut/{beslut.pk}/rekommendationer/ny/").content.decode()
    response = client.post(f"/beslut/{beslut.pk}/rekommendationer/ny/", {"text": "Säkra bemanningen", "agare": "Direktören"})
    row = Rekommendation.objects.get()
    assert response["Location"] == row.get_absolute_url()
    assert (row.avtal, row.status) == (hus.avtal, "oppen")
    assert "Säkra bemanningen" in as_user(hus.lasare).get("/rekommendationer/").content.decode()


def test_followed_up_the_next_year_and_each_word_stays(as_user, hus, rekommendation):
    nasta = factories.verksamhetsar(hus.avtal, 2023)
    client, url = as_user(hus.processledare), f"/rekommendationer/{rekommendation.pk}/folj-upp/"
    skicka(client, url, {"verksamhetsar": hus.year.pk, "text": "Två tjänster är utlysta", "status": "pagar"})
    skicka(client, url, {"verksamhetsar": nasta.pk, "text": "Tillsatta", "status": "genomford"})
    rekommendation.refresh_from_db()
    assert rekommendation.status == "genomford"
    page = client.get(rekommendation.get_absolute_url()).content.decode()
    assert page.index("Två tjänster är utlysta") < page.index("Tillsatta")


def test_a_step_that_is_none_is_refused(as_user, hus, rekommendation):
    Rekommendation.objects.update(status="genomford")
    client = as_user(hus.processledare)
    data = {"verksamhetsar": hus.year.pk, "text": "Nej", "status": "avskriven"}
    assert skicka(client, f"/rekommendationer/{rekommendation.pk}/folj-upp/", data).status_code == 200
    with pytest.raises(ValidationError, match="kan inte gå från"):
        actions.folj_upp(rekommendation, verksamhetsar=hus.year, text="X", status="pagar", by=hus.processledare)
    assert not rekommendation.uppfoljningar.exists()


@pytest.mark.parametrize(("roll", "status"), [("samordnare", 403), ("kommunchef", 403), ("utomstaende", 404)])
def test_only_the_processledare_follows_up(as_user, hus, rekommendation, roll, status):
    assert skicka(as_user(getattr(hus, roll)), f"/rekommendationer/{rekommendation.pk}/folj-upp/").status_code == status


def data(**fields):
    return {"rubrik": "En styrgrupp", "sort": "annan", "text": "Rådet ersätts"} | fields


def test_from_draft_to_sent_out(as_user, hus, django_capture_on_commit_callbacks):
    hus.berg.funktionsbrevlada = "kommun@exempel.test"
    hus.berg.save()
    client = as_user(hus.processledare)
    response = skicka(client, f"/avtal/{hus.avtal.pk}/andringsforslag/nytt/", data(sort="ta_bort"))
    assert "Välj vilket uppdrag som ska tas bort eller omformas." in response.content.decode()
    skicka(client, f"/avtal/{hus.avtal.pk}/andringsforslag/nytt/", data(sort="ta_bort", uppdrag=hus.uppdrag.pk))
    row = Andringsforslag.objects.get()
    assert as_user(hus.kommunchef).get(row.get_absolute_url()).status_code == 404
    client = as_user(hus.processledare)
    with django_capture_on_commit_callbacks(execute=True):
        tryck(client, row.get_absolute_url(), f"/andringsforslag/{row.pk}/sand-ut/")
    assert [letter.to for letter in mail.outbox] == [["kommun@exempel.test"]]
    assert skicka(client, f"/andringsforslag/{row.pk}/andra/", data(rubrik="Annan")).status_code == 403
    page = as_user(hus.kommunchef).get(row.get_absolute_url()).content.decode()
    assert page.count("inte beslutat") == 3


@pytest.fixture
def utsant(hus):
    return Andringsforslag.objects.create(
        avtal=hus.avtal,
        rubrik="En styrgrupp",
        sort="annan",
        text="X",
        status="utsant",
        utsant_den=timezone.localdate() - timedelta(days=30),
    )


def beslutsdata(organisation, **fields):
    return {
        "organisation": organisation.pk,
        "bifall": "ja",
        "organ": "Kommunstyrelsen",
        "datum": timezone.localdate(),
        "paragraf": "7",
    } | fields


def besluta(client, forslag, organisation, **fields):
    return client.post(f"/andringsforslag/{forslag.pk}/partsbeslut/nytt/", beslutsdata(organisation, **fields))


def test_in_force_from_1_january_when_the_last_party_says_yes(as_user, hus, utsant):
    client = as_user(hus.processledare)
    igar = timezone.localdate() - timedelta(days=1)
    besluta(client, utsant, hus.region, organ="Regionala utvecklingsnämnden")
    besluta(client, utsant, hus.krokom, datum=igar)
    utsant.refresh_from_db()
    assert (utsant.status, utsant.galler_fran) == ("utsant", None)
    assert client.get(utsant.get_absolute_url()).content.decode().count("inte beslutat") == 1
    besluta(client, utsant, hus.berg)
    utsant.refresh_from_db()
    assert (utsant.status, utsant.galler_fran) == ("antaget", date(timezone.localdate().year + 1, 1, 1))
    assert besluta(client, utsant, hus.berg).status_code == 403


def test_one_no_stops_it(as_user, hus, utsant):
    client = as_user(hus.processledare)
    besluta(client, utsant, hus.krokom, bifall="nej")
    utsant.refresh_from_db()
    assert (utsant.status, utsant.galler_fran) == ("avslaget", None)
    assert besluta(client, utsant, hus.berg).status_code == 403


def test_a_kommunchef_registers_for_her_own_kommun_alone(as_user, hus, utsant):
    client = as_user(hus.kommunchef)
    assert besluta(client, utsant, hus.krokom).status_code == 200
    assert not Partsbeslut.objects.exists()
    assert besluta(client, utsant, hus.berg).status_code == 302
    assert Partsbeslut.objects.get().registrerad_av == hus.kommunchef
    for roll, status in (("tjansteperson", 403), ("samordnare", 403), ("utomstaende", 404)):
        assert besluta(as_user(getattr(hus, roll)), utsant, hus.krokom).status_code == status


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"datum": "2199-01-01"}, "efter i dag"),
        ({"datum": "2001-01-01"}, "innan förslaget sändes ut"),
        ({"paragraf": ""}, "måste fyllas i"),
        ({"bifall": ""}, "måste fyllas i"),
    ],
)
def test_a_decision_that_is_not_whole_is_told_at_its_field(as_user, hus, utsant, fields, text):
    assert text in besluta(as_user(hus.processledare), utsant, hus.berg, **fields).content.decode()
    assert not Partsbeslut.objects.exists()


def test_a_party_that_has_left_is_not_waited_for_and_one_that_came_is(as_user, hus, utsant):
    Part.objects.filter(organisation=hus.krokom).update(till=timezone.localdate() - timedelta(days=1))
    ny = factories.organisation("Ny kommun")
    Part.objects.create(avtal=hus.avtal, organisation=ny, fran=timezone.localdate())
    client = as_user(hus.processledare)
    for part in (hus.region, hus.berg):
        besluta(client, utsant, part)
    utsant.refresh_from_db()
    assert utsant.status == "utsant"
    besluta(client, utsant, ny)
    utsant.refresh_from_db()
    assert utsant.status == "antaget"


def test_decided_in_december_or_january_it_waits_for_the_next_new_year(hus, utsant):
    Andringsforslag.objects.update(utsant_den=date(2024, 1, 1))
    for organisation, dag in ((hus.region, "2024-12-30"), (hus.berg, "2024-12-31"), (hus.krokom, "2025-01-02")):
        with time_machine.travel(f"{dag} 12:00 +0100", tick=False):
            form = Partsbeslutsform(
                beslutsdata(organisation), instance=Partsbeslut(forslag=utsant), parter=utsant.partsorganisationer(hus.processledare)
            )
            assert form.is_valid(), form.errors
            actions.besluta(form, by=hus.processledare)
    utsant.refresh_from_db()
    assert utsant.galler_fran == date(2026, 1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="one connection at a time in the test's own memory")
def test_the_last_two_decide_at_once_and_it_is_in_force_once():
    hus = factories.hus()
    forslag = Andringsforslag.objects.create(
        avtal=hus.avtal, rubrik="X", sort="annan", text="X", status="utsant", utsant_den=timezone.localdate()
    )
    Partsbeslut.objects.create(forslag=forslag, organisation=hus.region, bifall=True, organ="RUN", datum=timezone.localdate(), paragraf="1")
    start = threading.Barrier(2)

    def press(organisation):
        try:
            row = Andringsforslag.objects.get(pk=forslag.pk)
            form = Partsbeslutsform(
                beslutsdata(organisation), instance=Partsbeslut(forslag=row), parter=row.partsorganisationer(hus.processledare)
            )
            assert form.is_valid()
            start.wait()
            actions.besluta(form, by=hus.processledare)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=[org]) for org in (hus.berg, hus.krokom)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    forslag.refresh_from_db()
    assert forslag.status == "antaget"
    assert Handelse.objects.filter(akt="registrerade antaget ändringsförslag").count() == 1


def test_withdrawn_it_is_not_decided(as_user, hus, utsant):
    client = as_user(hus.processledare)
    client.post(f"/andringsforslag/{utsant.pk}/aterta/")
    utsant.refresh_from_db()
    assert utsant.status == "atertaget"
    assert besluta(client, utsant, hus.berg).status_code == 403


def test_the_contact_person_gets_the_letter_and_may_register(as_user, hus, utsant, django_capture_on_commit_callbacks):
    from uppdrag.models import Kontaktperson

    kontakt = factories.user("Kontakt", roll=Roll.TJANSTEPERSON, organisation=hus.krokom)
    Kontaktperson.objects.create(part=Part.objects.get(organisation=hus.krokom), user=kontakt, fran=date(2020, 1, 1))
    Andringsforslag.objects.update(status="utkast")
    utsant.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        actions.sand_ut(utsant, by=hus.processledare)
    assert [kontakt.email] in [letter.to for letter in mail.outbox]
    assert besluta(as_user(kontakt), utsant, hus.krokom).status_code == 302


def test_the_proposal_asks_as_many_queries_for_three_parties_as_for_six(as_user, hus, utsant):
    client = as_user(hus.processledare)

    class Counter:
        n = 0

        def __call__(self, execute, *args):
            self.n += 1
            return execute(*args)

    def queries():
        with connection.execute_wrapper(counter := Counter()):
            client.get(utsant.get_absolute_url())
        return counter.n

    three = queries()
    for _ in range(3):
        Part.objects.create(avtal=hus.avtal, organisation=factories.organisation())
    assert queries() == three
