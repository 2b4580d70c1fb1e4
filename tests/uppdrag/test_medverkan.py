"""Which kommuner take part in an uppdrag and when: one page, and nothing moves in a locked year."""

from datetime import date

import pytest
from django.urls import reverse

from samverkan.models import Handelse
from tests import factories
from tests.formular import skicka
from uppdrag.models import Medverkan, Part, Uppdrag, Verksamhetsar


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


def test_every_kommun_in_one_tick(hus, as_user):
    """Those that have no line; one that has taken part before keeps its days, and one that has left the agreement is none."""
    ragunda, bracke = (factories.organisation(namn) for namn in ("Ragunda kommun", "Bräcke kommun"))
    Part.objects.create(avtal=hus.avtal, organisation=ragunda)
    Part.objects.create(avtal=hus.avtal, organisation=bracke, till=date(2021, 1, 1))
    hus.uppdrag.medverkan.filter(organisation=hus.berg).update(till=date(2022, 6, 30))
    data = {"alla": "on"} | {f"{rad.organisation_id}-{rad.pk}-medverkar": "on" for rad in hus.uppdrag.medverkan.all()}
    berg = hus.uppdrag.medverkan.get(organisation=hus.berg)
    skicka(as_user(hus.processledare), url("medverkan_edit", hus.uppdrag.pk), data | {f"{hus.berg.pk}-{berg.pk}-till": "2022-06-30"})
    assert set(hus.uppdrag.medverkan.values_list("organisation__namn", "till")) == {
        ("Bergs kommun", date(2022, 6, 30)), ("Krokoms kommun", None), ("Ragunda kommun", None),
    }  # fmt: skip


def test_a_new_uppdrag_with_every_kommun(hus, as_user):
    client, data = as_user(hus.processledare), {"namn": "Energi", "status": "aktivt", "ordning": 2, "alla": "on", "fran": "2022-01-01"}
    skicka(client, url("uppdrag_create", hus.avtal.pk), data)
    assert set(Medverkan.objects.filter(uppdrag__namn="Energi").values_list("organisation", "fran")) == {
        (hus.berg.pk, date(2022, 1, 1)), (hus.krokom.pk, date(2022, 1, 1)),
    }  # fmt: skip
    lock(hus.year)
    assert "som är låst" in text_of(skicka(client, url("uppdrag_create", hus.avtal.pk), data | {"namn": "Vård"}))
    assert not Uppdrag.objects.filter(namn="Vård").exists()
