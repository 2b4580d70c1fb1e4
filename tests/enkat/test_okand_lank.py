"""The page of a link nobody knows: whom to call, where that can only be one region's; else no name is given away."""

import pytest

from tests import factories
from tests.enkat import factories as f
from uppdrag.models import Part

SIDA = "/svara/finns-inte/"


@pytest.fixture
def oppen(hus):
    factories.kontakt(hus)
    return f.omgang(hus)


def test_where_one_region_asks_its_contact_person_is_named(client, oppen):
    response = client.get(SIDA)
    assert response.status_code == 404
    assert "kontakt@exempel.test" in response.content.decode()


def test_where_two_regions_ask_nobody_is_named_and_the_page_says_whom_to_turn_to(client, hus, oppen):
    avtal = hus.annat_avtal
    f.omgang(factories.SimpleNamespace(avtal=avtal, year=factories.verksamhetsar(avtal)))
    sida = client.get(SIDA).content.decode()
    assert "kontakt@exempel.test" not in sida
    assert "svara på brevet" in sida
    Part.objects.filter(avtal=avtal).delete()
    assert "kontakt@exempel.test" in client.get(SIDA).content.decode()


def test_where_nobody_asks_nobody_is_named(client, oppen):
    type(oppen).objects.update(status="stangd")
    assert "kontakt@exempel.test" not in client.get(SIDA).content.decode()
