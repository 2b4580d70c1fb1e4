"""Two with the same form open: the second to save is told what the first saved, and by whom."""

import threading
from datetime import date

import pytest
import time_machine
from django.db import connections
from django.urls import reverse

from samverkan.inaktuell import Inaktuell, radversion
from samverkan.sidor import forsok
from tests import factories
from tests.formular import dolda, skicka
from uppdrag.actions import uppdrag as actions
from uppdrag.forms.uppdrag import Medverkansform, Uppdragsform
from uppdrag.models import Beslut, Dagordningspunkt, Medverkan, Nytta, Rekommendation, Samordnare, Uppdrag

FALT = {"namn": "Lärcentrum", "status": "aktivt", "ordning": "1"}


@pytest.fixture
def adress(hus):
    return reverse("uppdrag:uppdrag_edit", args=[hus.uppdrag.pk])


def oppnat(hus, **andrat):
    """A form that was opened and filled in, not yet saved."""
    version = Uppdragsform(instance=Uppdrag.objects.get(pk=hus.uppdrag.pk), by=hus.processledare)["version"].initial
    data = FALT | {"version": version} | andrat
    return Uppdragsform(data, instance=Uppdrag.objects.get(pk=hus.uppdrag.pk), by=hus.processledare)


def test_the_page_tells_both_values_who_saved_and_when(hus, as_user, adress):
    mina = dolda(as_user(hus.processledare), adress) | FALT | {"namn": "Mitt namn"}
    skicka(as_user(hus.processledare), adress, FALT | {"namn": "Kollegans namn"})
    svar = as_user(hus.processledare).post(adress, mina)
    text = svar.content.decode()
    assert svar.status_code == 409
    assert "Någon annan har sparat medan du skrev." in text
    assert f'{hus.processledare} sparade <span class="text-nowrap">20' in text
    assert ("Sparat nu: Kollegans namn" in text, 'value="Mitt namn"' in text) == (True, True)
    assert Uppdrag.objects.get(pk=hus.uppdrag.pk).namn == "Kollegans namn"
    igen = mina | {"version": svar.context["form"]["version"].value()}
    assert as_user(hus.processledare).post(adress, igen).status_code == 302
    assert Uppdrag.objects.get(pk=hus.uppdrag.pk).namn == "Mitt namn"


def test_a_form_opened_before_midnight_is_saved_after_it(hus, as_user):
    knytning, client = Samordnare.objects.get(), as_user(hus.processledare)
    adress = reverse("uppdrag:person_samordnare_end", args=[knytning.pk])
    with time_machine.travel("2022-11-30 23:55 +0100", tick=False):
        oppnat = dolda(client, adress)
        assert 'value="2022-11-30"' in client.get(adress).content.decode()
    with time_machine.travel("2022-12-01 00:05 +0100", tick=False):
        assert client.post(adress, oppnat | {"till": "2022-11-30"}).status_code == 302
        knytning.refresh_from_db()
        assert knytning.till == date(2022, 11, 30)
        svar = client.post(adress, oppnat | {"till": "2022-11-29"})
    assert svar.status_code == 409, "another has ended it meanwhile"
    assert "Sparat nu: 2022-11-30" in svar.content.decode()


@pytest.mark.parametrize("version", ["", "x", "0" * 16])
def test_a_missing_or_made_up_mark_is_a_stale_one(hus, as_user, adress, version):
    svar = as_user(hus.processledare).post(adress, FALT | {"version": version, "namn": "Nytt"})
    assert svar.status_code == 409
    assert Uppdrag.objects.get(pk=hus.uppdrag.pk).namn == "Lärcentrum"


def test_two_forms_valid_at_once_one_is_saved_and_the_other_told(hus):
    forsta, andra = oppnat(hus, namn="A"), oppnat(hus, namn="B")
    assert (forsta.is_valid(), andra.is_valid()) == (True, True)
    assert forsok(forsta, actions.spara, forsta, by=hus.processledare)
    assert not forsok(andra, actions.spara, andra, by=hus.processledare)
    assert andra.errors["namn"] == ["Sparat nu: A"]


def test_a_row_taken_away_meanwhile_is_said_and_the_typed_kept(hus):
    nytta = Nytta.objects.create(uppdrag=hus.uppdrag, text="X")
    form = oppnat(hus, namn="A")
    assert form.is_valid()
    nytta.delete()
    hus.uppdrag.medverkan.all().delete()
    Uppdrag.objects.filter(pk=hus.uppdrag.pk).delete()
    assert not forsok(form, actions.spara, form, by=hus.processledare)
    assert "Någon annan har tagit bort det här" in form.non_field_errors()[0]
    assert form["namn"].value() == "A"


def test_a_period_that_another_adds_is_not_erased_by_an_older_page(hus, as_user):
    url = reverse("uppdrag:medverkan_edit", args=[hus.uppdrag.pk])
    Medverkan.objects.all().delete()
    mina = dolda(as_user(hus.processledare), url) | {f"{hus.krokom.pk}-ny-medverkar": "on"}
    skicka(as_user(hus.processledare), url, {f"{hus.berg.pk}-ny-medverkar": "on"})
    svar = as_user(hus.processledare).post(url, mina)
    assert svar.status_code == 409
    assert [m.organisation for m in Medverkan.objects.all()] == [hus.berg]
    form = svar.context["form"]
    assert isinstance(form, Medverkansform)
    assert {f"{rad.prefix}": rad["medverkar"].value() for rad in form.rader}[f"{hus.krokom.pk}-ny"]
    igen = mina | {"version": form["version"].value(), f"{hus.berg.pk}-{Medverkan.objects.get().pk}-medverkar": "on"}
    assert as_user(hus.processledare).post(url, igen).status_code == 302
    assert Medverkan.objects.count() == 2


def test_a_period_that_another_has_taken_away_is_still_there_as_it_was_typed(hus, as_user):
    url = reverse("uppdrag:medverkan_edit", args=[hus.uppdrag.pk])
    Medverkan.objects.all().delete()
    rad = Medverkan.objects.create(uppdrag=hus.uppdrag, organisation=hus.berg)
    prefix = f"{hus.berg.pk}-{rad.pk}"
    mina = dolda(as_user(hus.processledare), url) | {f"{prefix}-medverkar": "on", f"{prefix}-fran": "2021-01-01"}
    rad.delete()
    svar = as_user(hus.processledare).post(url, mina)
    assert svar.status_code == 409
    assert 'value="2021-01-01"' in svar.content.decode()
    igen = mina | {"version": svar.context["form"]["version"].value()}
    assert as_user(hus.processledare).post(url, igen).status_code == 302
    assert str(Medverkan.objects.get().fran) == "2021-01-01"


def test_an_older_agenda_does_not_write_over_and_a_line_taken_away_is_told(hus, as_user):
    mote = factories.mote(hus.arena, status="planerat")
    punkt = Dagordningspunkt.objects.create(tillfalle=mote, ordning=1, sort="arende", titel="Budget")
    url = reverse("uppdrag:dagordning_edit", args=[mote.pk])
    falt = {"dagordning-0-ordning": "1", "dagordning-0-sort": "arende", "dagordning-0-titel": "Min budget"}
    mina = dolda(as_user(hus.processledare), url) | {"dagordning-TOTAL_FORMS": "1"} | falt
    Dagordningspunkt.objects.update(titel="Kollegans budget")
    svar = as_user(hus.processledare).post(url, mina)
    assert svar.status_code == 409
    assert "Sparat nu: Kollegans budget" in svar.content.decode()
    igen = mina | {"version": svar.context["form"]["version"].value()}
    punkt.delete()
    text = as_user(hus.processledare).post(url, igen).content.decode()
    assert ("Någon annan har tagit bort det här" in text, "Min budget" in text) == (True, True)
    assert not Dagordningspunkt.objects.exists()


def test_a_follow_up_from_an_older_state_is_refused(hus, as_user):
    beslut = Beslut.objects.create(avtal=hus.avtal, organ="Rådet", datum="2022-03-01", text="Säkra bemanningen")
    row = Rekommendation.objects.create(avtal=hus.avtal, beslut=beslut, text="Säkra bemanningen", agare="Direktören")
    url = reverse("uppdrag:rekommendation_folj_upp", args=[row.pk])
    falt = {"verksamhetsar": hus.year.pk, "text": "Klart"}
    mina = dolda(as_user(hus.processledare), url) | falt
    assert skicka(as_user(hus.processledare), url, falt | {"status": "pagar"}).status_code == 302
    svar = as_user(hus.processledare).post(url, mina | {"status": "avskriven"})
    assert svar.status_code == 409
    row.refresh_from_db()
    assert row.status == "pagar"


def test_what_has_changed_since_the_page_was_opened_is_not_taken_away(hus, as_user):
    nytta = Nytta.objects.create(uppdrag=hus.uppdrag, text="Färre resor")
    url = reverse("uppdrag:nytta_delete", args=[nytta.pk])
    mina = dolda(as_user(hus.processledare), url)
    Nytta.objects.update(text="Helt annat")
    svar = as_user(hus.processledare).post(url, mina)
    assert svar.status_code == 409
    assert "Helt annat" in svar.content.decode()
    nytta.refresh_from_db()
    assert as_user(hus.processledare).post(url, {"version": radversion(nytta)}).status_code == 302
    assert not Nytta.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.bara_postgresql
def test_eight_save_the_same_row_at_once_and_one_does():
    hus = factories.hus()
    former = [oppnat(hus, namn=f"Namn {n}") for n in range(8)]
    assert all(form.is_valid() for form in former)
    start, sparade, nekade = threading.Barrier(8), [], []

    def spara(form):
        try:
            start.wait()
            actions.spara(form, by=hus.processledare)
            sparade.append(form.cleaned_data["namn"])
        except Inaktuell:
            nekade.append(form)
        finally:
            connections.close_all()

    tradar = [threading.Thread(target=spara, args=[form]) for form in former]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()
    assert (len(sparade), len(nekade)) == (1, 7)
    assert [Uppdrag.objects.get(pk=hus.uppdrag.pk).namn] == sparade
