"""How many questions the heaviest pages ask the database, and why some ask more than twelve."""

import pytest
from django.urls import reverse

from berattelse.views.publika import adress_till
from tests import factories
from tests.berattelse import utgavor
from tests.berattelse.queries import antal_fragor

# It shows exactly what will be frozen, so it gathers the whole report anew: one question for each kind of row that the report tells of.
FASTSTALL = 68
FRAMSTEG = 12


def sida(hus, namn):
    return reverse(f"berattelse:{namn}", args=[hus.year.pk, 1])


def test_the_page_where_one_adopts_asks_no_more_when_there_are_more_rows(hus, as_user):
    for n in range(3):
        factories.mote(factories.arena(hus.avtal, under=[hus.uppdrag]))
        hus.arena.tillfallen.create(avtal=hus.avtal, fran=f"2022-0{n + 1}-01", till=f"2022-0{n + 1}-01")
    utgavor.fardig(hus)
    assert antal_fragor(as_user(hus.direktor), sida(hus, "faststall")) <= FASTSTALL


def test_the_page_of_the_progress_does_not_gather_the_report_each_time(hus, fardigt_year, as_user):
    client = as_user(hus.direktor)
    antal_fragor(client, sida(hus, "faststalls"))
    assert antal_fragor(client, sida(hus, "faststalls")) <= FRAMSTEG


@pytest.mark.parametrize(("namn", "hogst"), [("detail", 12), ("andringar", 12), ("underlag", 12)])
def test_a_public_page_asks_little_however_many_editions_there_are(hus, client, namn, hogst):
    forsta = utgavor.rad(hus.year, hus.direktor)
    for beteckning in (2020, 2021):
        utgavor.rad(factories.verksamhetsar(hus.avtal, beteckning, status="locked"), hus.direktor)
    url = reverse(f"publik:{namn}", kwargs=adress_till(forsta))
    assert antal_fragor(client, url) <= hogst
