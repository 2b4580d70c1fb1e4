"""A kommun that has left the agreement still reads its own money and the editions of the years it was party in, and nothing newer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ekonomi.models import Skuldpost, Skuldursprung
from tests import factories
from tests.berattelse import utgavor
from tests.ekonomi.factories import med_resultat
from uppdrag.models import Part

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamnat(hus):
    """Berg leaves with the year 2022; a debt of 2023 arises after that, undivided, and an edition of 2023 is signed."""
    med_resultat(hus)
    hus.nasta = factories.verksamhetsar(hus.avtal, 2023)
    hus.utgava, hus.ny_utgava = utgavor.rad(hus.year, hus.processledare), utgavor.rad(hus.nasta, hus.processledare)
    nytt = Skuldursprung.objects.create(avtal=hus.avtal, verksamhetsar=hus.nasta, beteckning="2023", forsta=2023, sista=2023)
    Skuldpost.objects.create(
        ursprung=nytt, sort=Skuldpost.Sort.RESULTAT, datum=hus.nasta.till, belopp=777_000, text="Resultat 2023", av=hus.controller
    )
    Part.objects.filter(avtal=hus.avtal, organisation=hus.berg).update(till=hus.year.till)
    return hus


def utdraget(hus, kommun, form=""):
    return f"/ekonomi/skuld/{hus.avtal.pk}/kommun/{kommun.pk}/{form}"


def test_it_reads_its_own_statement_and_finds_it_from_the_start(lamnat, as_user):
    client = as_user(lamnat.kommunchef)
    sida = client.get(utdraget(lamnat, lamnat.berg)).content.decode()
    assert "952\u00a0993\u00a0kr" in sida
    assert "777\u00a0000" not in sida, "a debt that arose after it left is none of its"
    for form in ("utdrag.pdf", "utdrag.xlsx"):
        assert client.get(utdraget(lamnat, lamnat.berg, form)).status_code == 200
    for start in ("/", "/ekonomi/"):
        assert utdraget(lamnat, lamnat.berg) in client.get(start).content.decode()


def test_it_reads_the_editions_of_its_years(lamnat, as_user):
    client = as_user(lamnat.kommunchef)
    assert lamnat.utgava.get_absolute_url() in client.get("/").content.decode()
    assert client.get(lamnat.utgava.get_absolute_url()).status_code == 200


def test_it_sees_no_new_year_and_nothing_of_the_others(lamnat, as_user):
    client = as_user(lamnat.kommunchef)
    assert lamnat.ny_utgava.get_absolute_url() not in client.get("/").content.decode()
    for adress in (
        lamnat.ny_utgava.get_absolute_url(),
        lamnat.avtal.get_absolute_url(),
        lamnat.nasta.get_absolute_url(),
        reverse("berattelse:kommun_detail", args=[lamnat.nasta.pk, lamnat.berg.pk]),
        reverse("ekonomi:skuld_detail", args=[lamnat.avtal.pk]),
        utdraget(lamnat, lamnat.krokom),
    ):
        assert client.get(adress).status_code == 404, adress


def test_who_was_never_party_reads_neither(lamnat, as_user):
    for vem in (lamnat.utomstaende, lamnat.roll_los):
        client = as_user(vem)
        assert client.get(utdraget(lamnat, lamnat.berg)).status_code == 404
        assert client.get(lamnat.utgava.get_absolute_url()).status_code == 404


def test_who_is_to_become_party_reads_nothing_before(lamnat, as_user):
    hos = lamnat.utomstaende.rolltilldelningar.first().organisation
    Part.objects.create(avtal=lamnat.avtal, organisation=hos, fran=timezone.localdate() + timedelta(days=9))
    assert as_user(lamnat.utomstaende).get(utdraget(lamnat, hos)).status_code == 404


def test_who_is_left_sees_the_new_debt_on_its_statement(lamnat, as_user):
    client = as_user(lamnat.controller)
    assert "777\u00a0000" in client.get(utdraget(lamnat, lamnat.krokom)).content.decode()
