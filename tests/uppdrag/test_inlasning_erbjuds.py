"""What the page offers to read in, and to whom."""

import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_the_list_shows_what_one_may_read_in(client, hus):
    client.force_login(hus.samordnare)
    assert re.findall(r'/lasin/\d+/(\w+)/"', client.get("/lasin/").content.decode()) == ["tillfallen", "aktiviteter", "resultat"]
    client.force_login(hus.processledare)
    assert len(re.findall(r"/lasin/\d+/\w+/", client.get("/lasin/").content.decode())) == 6
    client.force_login(hus.kommunchef)
    assert client.get("/lasin/").status_code == 403


def test_what_is_read_into_a_year_is_offered_only_where_one_is_open(client, hus):
    """The agreement that hangs beside has no years: its meetings are read into the main one's. Where none is open it says what to do."""
    i_ett_year = {"tillfallen", "aktiviteter", "resultat"}

    def erbjudna():
        return {(int(pk), slag) for pk, slag in re.findall(r"/lasin/(\d+)/(\w+)/", client.get("/lasin/").content.decode())}

    bredvid = factories.avtal([hus.region], huvudavtal=hus.avtal)
    client.force_login(hus.processledare)
    assert {slag for pk, slag in erbjudna() if pk == hus.avtal.pk} >= i_ett_year
    assert {slag for pk, slag in erbjudna() if pk == bredvid.pk} == {"personer", "uppdrag", "arenor"}
    hus.avtal.verksamhetsar.update(status="locked")
    assert {slag for pk, slag in erbjudna() if pk == hus.avtal.pk} == {"personer", "uppdrag", "arenor"}
    sida = client.get("/lasin/").content.decode()
    assert "För att läsa in tillfällen, aktiviteter och resultat behövs ett öppet verksamhetsår." in sida
    assert sida.count("behövs ett öppet verksamhetsår") == 1
