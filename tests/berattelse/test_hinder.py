"""What hinders the report: each thing with where it stands and whose it is; and who has answered, told to whom it may be told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from berattelse import actions
from berattelse.granskning.beredskap import Beredskap
from tests import factories as grund
from tests.berattelse import factories, utgavor
from tests.enkat import factories as f
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.arsplan import PRAXIS

pytestmark = pytest.mark.django_db
IDAG = timezone.localdate()


@pytest.fixture(autouse=True)
def stegen(hus):
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)


def hinder(client):
    """[(what, where it stands, whose or "du")] of the start page; None where it says nothing of what hinders."""
    rader = client.get("/").context["sida"].hinder
    return None if rader is None else [(h.vad, h.laget, "du" if h.mitt else h.vem) for h in rader]


def avsnitt(hus, n, status):
    uppdrag = grund.uppdrag(hus.avtal, f"Uppdrag {n}")
    uppdrag.samordnare.create(user=hus.samordnare, fran=grund.BORJAN)
    return factories.avsnitt(hus, uppdrag=uppdrag, status=status)


def test_each_thing_says_whose_it_is_and_hers_are_hers(hus, as_user):
    avsnitt(hus, 1, "klar")
    avsnitt(hus, 2, "utkast")
    avsnitt(hus, 3, "godkand")
    fel = {vad: (laget, vem) for vad, laget, vem in hinder(as_user(hus.processledare))}
    assert fel["Uppdrag 1"] == ("väntar på granskning", "du")
    assert fel["Uppdrag 2"] == ("utkast", str(hus.samordnare))
    assert fel["Utfallet"] == ("inte godkänt", "Controllern")
    assert "Uppdrag 3" not in fel
    assert ("Utfallet", "inte godkänt", "du") in hinder(as_user(hus.controller))
    assert ("Uppdrag 1", "väntar på granskning", "Processledaren") in hinder(as_user(hus.direktor))
    for who in (hus.samordnare, hus.kommunchef, hus.lasare, hus.utomstaende, hus.roll_los):
        assert hinder(as_user(who)) is None


def test_nothing_hinders_a_year_that_is_not_near_its_end_or_is_locked(hus, as_user):
    type(hus.year).objects.update(till=IDAG)
    hus.year.arssteg.filter(sort="faststallt").update(fran=None, sista_dag=IDAG + timedelta(61))
    assert hinder(as_user(hus.processledare)) is None
    type(hus.year).objects.update(till=IDAG - timedelta(1))
    assert hinder(as_user(hus.processledare))
    utgavor.rad(hus.year, hus.direktor)
    factories.lock(hus.year)
    assert hinder(as_user(hus.processledare)) is None


def test_what_is_said_to_be_done_waits_to_be_adopted_and_nothing_hinders_until_something_does(hus, as_user):
    """The start page and the year's, for whoever leads, for the controller and for the director."""
    rubriken, year = "Hindrar fastställandet", utgavor.klart_year(hus)
    assert rubriken in as_user(hus.processledare).get("/").content.decode()
    aret = year.get_absolute_url()
    actions.godta(year, [lage.anmarkning for lage in Beredskap(year, 1).ogodtagna], skal="Stämmer.", by=hus.processledare)
    actions.fardigstall(year, 1, by=hus.processledare)
    for vem in (hus.processledare, hus.controller, hus.direktor):
        client = as_user(vem)
        sida = client.get("/")
        assert (rubriken in sida.content.decode(), hinder(client)) == (False, None)
        assert sida.context["sida"].mening.endswith("fastställts för mer än 60 dagar sedan. Den är färdigställd."), sida.context[
            "sida"
        ].mening
        assert "Det som saknas" not in (text := client.get(aret).content.decode())
        assert "väntar på att fastställas" in text
    year.avsnitt.filter(uppdrag__isnull=False).update(status="ater")
    assert rubriken in as_user(hus.direktor).get("/").content.decode()
    assert "Det som saknas" in as_user(hus.processledare).get(aret).content.decode()


def test_many_sections_are_told_by_where_they_stand(hus, as_user):
    for n in range(5):
        avsnitt(hus, n, "klar")
    for n in range(5, 9):
        avsnitt(hus, n, "ej_paborjad")
    client = as_user(hus.processledare)
    rader = hinder(client)[:2]
    assert set(rader) == {("Fem avsnitt", "väntar på granskning", "du"), ("Fyra avsnitt", "inte påbörjat", str(hus.samordnare))}
    sida = client.get("/").context["sida"]
    assert sum(h.antal for h in sida.hinder) == 9 + len(hinder(client)) - 2
    avsnitt(hus, 9, "klar")
    [granska] = [a for a in client.get("/").context["sida"].att_gora if a.knapp == "Granska"]
    assert granska.text == "Granska sex avsnitt 2022"
    assert client.get(granska.url).status_code == 200


@pytest.mark.parametrize("anonym", [False, True])
def test_who_has_answered_is_told_to_whom_it_may_be_told(hus, as_user, anonym):
    falt = {"anonym": True, "minsta_grupp": 2} if anonym else {}
    omgang = f.omgang(hus, "kommunernas", oppnar=IDAG, sista_dag=IDAG + timedelta(9), **falt)
    f.deltagare(omgang, hus.berg)
    f.deltagare(omgang, hus.krokom, status="inskickat")
    for who in ("processledare", "direktor", "kommunchef", "lasare", "utomstaende"):
        sida = as_user(getattr(hus, who)).get("/").context["sida"]
        far_namn, far_antal = who == "processledare" and not anonym, who == "kommunchef" and not anonym
        assert [(len(rader), inne) for _, rader, inne in sida.svarslaget] == ([(2, 1)] if far_namn else [])
        assert sida.andra_kommuner == ((1, 2, "Svaren visas för alla när frågerundan är stängd.") if far_antal else None)
