"""State grants: what came in and what became of it foots, and what nobody registered is said to be unknown."""

import pytest
from django.db import IntegrityError, transaction

from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Statsbidrag
from tests import factories
from tests.ekonomi.factories import figures
from tests.formular import skicka

pytestmark = pytest.mark.django_db
HELT = {"ingaende": 1_200_400, "formedlat": 48_000_900, "anvant": 2_000_300, "aterbetalas": 999_200, "overfors": 0}


@pytest.fixture
def money(hus):
    return figures(hus)


def andra(money, as_user, **data):
    address = f"/ekonomi/statsbidrag/{money.bidrag.pk}/andra/"
    return skicka(as_user(money.controller), address, {"uppdrag": money.uppdrag.pk, "namn": "Yrkesvux"} | data)


def test_all_of_a_grant_is_typed_and_shown_with_to_whom_and_when(money, as_user):
    data = {namn: str(kr) for namn, kr in HELT.items()} | {"belopp": "49 800 000"}
    svar = andra(money, as_user, **data, formedlat_till="länets åtta kommuner", redovisad="2023-03-14")
    assert svar.status_code == 302
    html = as_user(money.controller).get(f"/ekonomi/year/{money.year.pk}/").content.decode()
    assert "48\u00a0000\u00a0900" in html
    assert "Förmedlat till länets åtta kommuner. Redovisades till staten den 14 mars 2023. Det som har kommit in" in html


def test_more_out_than_in_and_what_does_not_foot_is_refused_in_words(money, as_user):
    svar = andra(money, as_user, belopp="100", ingaende="0", formedlat="90", anvant="20")
    assert svar.context["form"].errors["overfors"] == ["Mer är förmedlat, använt, återbetalas och överförs än vad som har kommit in."]
    svar = andra(money, as_user, belopp="100", ingaende="0", formedlat="90", anvant="5", aterbetalas="0", overfors="0")
    assert svar.context["form"].errors["overfors"] == [
        "Ingående och mottaget ska tillsammans vara förmedlat, använt, återbetalas och överförs."
    ]
    money.bidrag.refresh_from_db()
    assert money.bidrag.belopp == 49_800_000


@pytest.mark.parametrize("andrat", [{"overfors": 1}, {"anvant": None, "formedlat": 60_000_000}])
def test_the_database_refuses_it_too(money, andrat):
    with pytest.raises(IntegrityError), transaction.atomic():
        Statsbidrag.objects.filter(pk=money.bidrag.pk).update(**HELT | andrat)
    Statsbidrag.objects.filter(pk=money.bidrag.pk).update(**HELT | {"anvant": None, "ingaende": None})


def test_what_is_printed_in_tkr_foots_too(money):
    Statsbidrag.objects.filter(pk=money.bidrag.pk).update(**HELT)
    tabell = ekonomiskt_resultat(money.year).statsbidrag
    (rad,) = tabell.rader
    assert rad.ingaende_tkr + rad.tkr == rad.formedlat_tkr + rad.anvant_tkr + rad.aterbetalas_tkr + rad.overfors_tkr
    assert rad.overfors_tkr == 0
    assert tabell.summor["formedlat_tkr"] == rad.formedlat_tkr


def test_the_unknown_is_named_and_has_no_sum(money):
    Statsbidrag.objects.filter(pk=money.bidrag.pk).update(formedlat=1000, redovisas="mars 2023.")
    tabell = ekonomiskt_resultat(money.year).statsbidrag
    assert tabell.vidare
    assert tabell.rader[0].besked == (
        "Redovisas mars 2023. Inte känt: ingående från tidigare år, använt, återbetalas och överförs till nästa år."
    )
    assert tabell.summor["anvant"] is tabell.summor["anvant_tkr"] is None


def test_an_opening_that_is_not_what_last_year_carried_forward_is_marked(money, as_user):
    before = factories.verksamhetsar(money.avtal, 2021, status="locked")
    before.statsbidrag.create(uppdrag=money.uppdrag, namn="Yrkesvux", belopp=9, overfors=7)
    Statsbidrag.objects.filter(pk=money.bidrag.pk).update(ingaende=8)
    address = f"/ekonomi/year/{money.year.pk}/"
    assert "året före förde över 7\u00a0kr" in as_user(money.controller).get(address).content.decode()
    Statsbidrag.objects.filter(pk=money.bidrag.pk).update(ingaende=7)
    assert "året före förde över" not in as_user(money.controller).get(address).content.decode()
