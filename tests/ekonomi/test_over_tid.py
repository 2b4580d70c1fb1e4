"""The money over the years: each figure at its year, a dash where nothing is registered, the same in Excel."""

import io

import pytest
from openpyxl import load_workbook

from ekonomi.models import Arsresultat, Resultatpost
from ekonomi.over_tid import over_tid
from tests import factories
from tests.ekonomi.factories import figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def money(hus):
    money = figures(hus)
    fore = factories.verksamhetsar(hus.avtal, 2021, status="locked")
    Arsresultat.objects.create(verksamhetsar=fore, belopp=-5_000)
    Resultatpost.objects.create(verksamhetsar=fore, uppdrag=hus.uppdrag, budget=100, utfall=105, belopp=-5)
    factories.verksamhetsar(hus.avtal, 2020, status="locked")  # has no figures, and is no column
    return money


def test_every_figure_stands_at_its_year_and_the_unknown_is_none(money):
    o = over_tid(money.avtal)
    assert [y.beteckning for y in o.years] == ["2021", "2022"]
    tabeller = {rubrik: {rad.namn: rad.belopp for rad in rader} for rubrik, rader in o.tabeller}
    assert tabeller["Hela överenskommelsen"]["Ersättning"] == (None, 10_307_000)
    assert tabeller["Resultat per uppdrag"][money.uppdrag.namn] == (-5, 1_705_000)
    assert tabeller["Utfall per uppdrag"][money.uppdrag.namn] == (105, None)
    assert tabeller["Resultat per uppdrag"]["Övriga delar"] == (None, 1_296_000)


def test_page_picture_and_excel(money, as_user):
    client, adress = as_user(money.controller), f"/ekonomi/over-aren/{money.avtal.pk}/"
    html = client.get(adress).content.decode()
    assert "<svg" in html
    assert '<td class="siffra">–</td>' in html
    ark = load_workbook(io.BytesIO(client.get(f"{adress}underlag.xlsx").content)).active
    assert ("Hela överenskommelsen", "Ersättning", None, 10_307_000) in list(ark.iter_rows(values_only=True))
    for who in (money.kommunchef, money.utomstaende):
        assert as_user(who).get(adress).status_code == as_user(who).get(f"{adress}underlag.xlsx").status_code == 404
