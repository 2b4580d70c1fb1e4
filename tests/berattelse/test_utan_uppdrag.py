"""A samordnare by role who is tied to no uppdrag: the guide, her own pages and the processledare's say so, and where it is mended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from berattelse.granskning.borjan import guide
from samverkan.models import Roll
from tests import factories as grund
from tests.berattelse import factories
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.arsplan import PRAXIS
from uppdrag.models import Samordnare

pytestmark = pytest.mark.django_db
SAGT = "Du är inte samordnare för något uppdrag ännu. Processledaren lägger till det på uppdragets sida, under Samordnare."


@pytest.fixture
def nyss(hus):
    """She has the role and nothing to coordinate."""
    return grund.user("Ny samordnare", roll=Roll.SAMORDNARE, organisation=hus.region)


def _text(client, url):
    return " ".join(client.get(url).content.decode().split())


def test_she_is_told_why_there_is_nothing_to_register(hus, nyss, as_user):
    for url in ("/", reverse("uppdrag:tillfalle_list")):
        assert SAGT in _text(as_user(nyss), url), url
        for annan in (hus.samordnare, hus.processledare, hus.lasare):
            assert SAGT not in _text(as_user(annan), url), (url, annan)


def test_the_guide_calls_the_roles_done_first_when_somebody_coordinates_an_uppdrag(hus, nyss):
    steget = lambda: next(s for s in guide(hus.processledare).steg if s.namn == "Personer och roller")  # noqa: E731
    assert steget().klart
    Samordnare.objects.all().delete()
    assert not steget().klart
    assert "Rollerna är givna, men ingen är samordnare för något uppdrag ännu." in steget().vad
    assert steget().url == reverse("uppdrag:person_samordnare_create", args=[hus.samordnare.pk])


def test_where_nobody_coordinates_the_link_leads_to_where_it_is_added(hus, as_user):
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
    Samordnare.objects.all().delete()
    factories.avsnitt(hus, status="utkast")
    url = reverse("uppdrag:samordnare_create", args=[hus.uppdrag.pk])
    client = as_user(hus.processledare)
    assert f'<a href="{url}">Lägg till samordnare<' in _text(client, "/")
    sida = hus.year.get_absolute_url()
    assert _text(client, sida).count(f'href="{url}"') == 2
    assert url not in _text(as_user(hus.direktor), "/") + _text(as_user(hus.direktor), sida)


def test_what_hinders_and_is_hers_is_not_denied_in_what_she_is_to_do(hus, as_user):
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
    idag = timezone.localdate()
    hus.year.arssteg.update(fran=None, sista_dag=None)
    hus.year.arssteg.filter(sort="faststallt").update(sista_dag=idag + timedelta(days=30))
    type(hus.year).objects.filter(pk=hus.year.pk).update(till=idag + timedelta(days=2))
    sida = _text(as_user(hus.controller), "/")
    assert 'Det som väntar på dig är den sak som <a href="#hindrar">hindrar fastställandet</a> och är din.' in sida
    assert "Ingenting väntar på dig" not in sida
    assert 'id="hindrar"' in sida
    assert "Ingenting väntar på dig" in _text(as_user(hus.direktor), "/")
