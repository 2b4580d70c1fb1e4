"""Which kommuner take part in an uppdrag and when: one page, and nothing moves in a locked year."""

from datetime import date

import pytest
from django.urls import reverse

from samverkan.models import Handelse
from tests.formular import skicka
from uppdrag.models import Medverkan, Verksamhetsar


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def lock(year):
    Verksamhetsar.objects.filter(pk=year.pk).update(status=Verksamhetsar.Status.LOCKED)


@pytest.fixture
def sida(hus):
    """The page of participation as a browser would post it, with Berg and Krokom ticked for all time."""
    hus.data = {}
    for rad in hus.uppdrag.medverkan.all():
        hus.data |= {f"{rad.organisation_id}-{rad.pk}-medverkar": "on"}
    hus.rad = hus.uppdrag.medverkan.get(organisation=hus.berg)
    hus.prefix = f"{hus.berg.pk}-{hus.rad.pk}"
    return hus


def test_kommuner_are_ticked_with_dates_on_one_page(sida, as_user):
    client = as_user(sida.processledare)
    assert text_of(client.get(url("medverkan_edit", sida.uppdrag.pk))).count("<fieldset") == 2
    skicka(client, url("medverkan_edit", sida.uppdrag.pk), sida.data | {f"{sida.prefix}-till": "2022-06-30"})
    sida.rad.refresh_from_db()
    assert sida.rad.till == date(2022, 6, 30)
    # A kommun that has left gets a line for a new period.
    ny = {
        f"{sida.prefix}-till": "2022-06-30",
        f"{sida.berg.pk}-ny-medverkar": "on",
        f"{sida.berg.pk}-ny-fran": "2023-01-01",
    }
    skicka(client, url("medverkan_edit", sida.uppdrag.pk), sida.data | ny)
    assert Medverkan.objects.filter(organisation=sida.berg).count() == 2
    assert Handelse.objects.filter(akt="ändrade medverkan", detaljer__kommuner=["Bergs kommun"]).count() == 2


def test_overlapping_periods_and_wrong_dates_are_told_at_the_date(sida, as_user):
    client = as_user(sida.processledare)
    skicka(client, url("medverkan_edit", sida.uppdrag.pk), sida.data | {f"{sida.prefix}-till": "2022-06-30"})
    ny = {
        f"{sida.prefix}-till": "2022-06-30",
        f"{sida.berg.pk}-ny-medverkar": "on",
        f"{sida.berg.pk}-ny-fran": "2022-05-01",
    }
    page = text_of(skicka(client, url("medverkan_edit", sida.uppdrag.pk), sida.data | ny))
    assert "Perioden går i en annan av kommunens perioder." in page
    fel = {f"{sida.prefix}-fran": "2023-01-01", f"{sida.prefix}-till": "2022-06-30"}
    assert "Slutdatum kan inte ligga före startdatum." in text_of(skicka(client, url("medverkan_edit", sida.uppdrag.pk), sida.data | fel))
    assert Medverkan.objects.count() == 2


def test_a_kommun_that_never_took_part_is_ticked_off(sida, as_user):
    sida.data.pop(f"{sida.prefix}-medverkar")
    skicka(as_user(sida.processledare), url("medverkan_edit", sida.uppdrag.pk), sida.data | {"x": ""})
    assert [m.organisation for m in Medverkan.objects.all()] == [sida.krokom]


def test_participation_in_a_locked_year_does_not_move(sida, as_user):
    lock(sida.year)
    client = as_user(sida.processledare)
    page = text_of(skicka(client, url("medverkan_edit", sida.uppdrag.pk), sida.data | {f"{sida.prefix}-till": "2022-06-30"}))
    assert "år 2022, som är låst" in page
    skicka(client, url("medverkan_edit", sida.uppdrag.pk), sida.data | {f"{sida.prefix}-till": "2023-06-30"})
    sida.rad.refresh_from_db()
    assert sida.rad.till == date(2023, 6, 30)
