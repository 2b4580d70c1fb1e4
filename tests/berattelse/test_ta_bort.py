"""What was made by mistake is removed while nothing hangs on it; else a sentence says what does."""

import pytest
from django.urls import reverse
from django.utils import timezone

from berattelse.models import Avsnitt
from enkat.models import Omgang
from samverkan.models import Handelse, Organisation, Roll, User
from tests import factories
from tests.berattelse import factories as egna
from tests.enkat import factories as enkatens
from tests.formular import skicka
from uppdrag.models import Arena, Arenamedlem, Arenanamn, Arenavisning, Rubrik, Verksamhetsar

pytestmark = pytest.mark.django_db


def tryck(client, name, row):
    """Open the page that takes away, press the button; the answer and its text."""
    response = skicka(client, reverse(name, args=[row.pk]), {"x": "1"})
    return response, " ".join(response.content.decode().split())


def test_an_arena_goes_with_its_own_parts(hus, as_user):
    arena = factories.arena(hus.avtal, "Fel arena", under=[hus.uppdrag])
    Arenanamn.objects.create(arena=arena, namn="Den felaktiga")
    Arenamedlem.objects.create(arena=arena, organisation=hus.berg)
    assert tryck(as_user(hus.processledare), "uppdrag:arena_ta_bort", arena)[0].status_code == 302
    assert list(Arena.objects.all()) == [hus.arena]
    assert Arenavisning.objects.count() == 1
    assert Handelse.objects.get(akt="tog bort arena").text == "Fel arena"


def test_an_arena_that_has_met_stays_and_says_why(hus, as_user):
    factories.mote(hus.arena)
    response, text = tryck(as_user(hus.processledare), "uppdrag:arena_ta_bort", hus.arena)
    assert response.status_code == 200
    assert "på raden hänger 1 tillfälle. Skriv i stället när arenan upphörde." in text
    assert Arena.objects.exists()


def test_a_year_goes_with_its_headings_and_untouched_sections(hus, as_user):
    client = as_user(hus.processledare)
    client.post(reverse("berattelse:year_skapa_avsnitt", args=[hus.year.pk]))
    assert Avsnitt.objects.count() == 3
    assert tryck(client, "berattelse:year_ta_bort", hus.year)[0].status_code == 302
    assert [m.objects.count() for m in (Avsnitt, Rubrik, Verksamhetsar)] == [0, 0, 0]


def test_a_year_with_what_somebody_did_stays(hus, as_user):
    factories.mote(hus.arena)
    egna.avsnitt(hus, status="utkast")
    enkatens.omgang(hus)
    text = tryck(as_user(hus.processledare), "berattelse:year_ta_bort", hus.year)[1]
    assert "hänger 1 frågerunda, 1 avsnitt som någon har börjat på och 1 tillfälle." in text
    assert Avsnitt.objects.count() == 1
    Verksamhetsar.objects.update(status="locked")
    assert as_user(hus.processledare).get(reverse("berattelse:year_ta_bort", args=[hus.year.pk])).status_code == 403


def test_an_organisation_only_while_nothing_hangs_on_it(hus, as_user):
    client, fel = as_user(hus.processledare), factories.organisation("Fel", Organisation.Sort.ANNAN)
    assert tryck(client, "samverkan:organisation_ta_bort", fel)[0].status_code == 302
    assert not Organisation.objects.filter(pk=fel.pk).exists()
    text = tryck(client, "samverkan:organisation_ta_bort", hus.berg)[1]
    for vad in ("1 part", "1 medverkan", "3 rolltilldelningar"):
        assert vad in text


def test_a_person_who_never_logged_in_goes_with_her_roles(hus, as_user):
    person = factories.user("Felstavad", roll=Roll.SAMORDNARE, organisation=hus.region)
    client = as_user(hus.processledare)
    hus.uppdrag.samordnare.create(user=person)
    assert "på raden hänger 1 samordnare. Avsluta det med datum" in tryck(client, "uppdrag:person_ta_bort", person)[1]
    hus.uppdrag.samordnare.filter(user=person).delete()
    assert tryck(client, "uppdrag:person_ta_bort", person)[0].status_code == 302
    assert not User.objects.filter(pk=person.pk).exists()


def test_a_person_who_has_logged_in_stays(hus, as_user):
    person = factories.user("Var inne", roll=Roll.SAMORDNARE, organisation=hus.region, last_login=timezone.now())
    assert "har loggat in och kan inte tas bort" in tryck(as_user(hus.processledare), "uppdrag:person_ta_bort", person)[1]
    assert User.objects.filter(pk=person.pk).exists()


def test_nobody_takes_away_herself(hus, as_user):
    assert as_user(hus.processledare).get(reverse("uppdrag:person_ta_bort", args=[hus.processledare.pk])).status_code == 403


def test_a_planned_round_goes_and_an_opened_one_stays(hus, as_user):
    omgang = enkatens.omgang(hus)
    client, url = as_user(hus.processledare), reverse("enkat:omgang_ta_bort", args=[omgang.pk])
    Omgang.objects.update(status="oppen")
    assert client.get(url).status_code == 403
    Omgang.objects.update(status="planerad")
    assert tryck(client, "enkat:omgang_ta_bort", omgang)[0].status_code == 302
    assert not Omgang.objects.exists()


@pytest.mark.parametrize(("vem", "status"), [("samordnare", 403), ("utomstaende", 404)])
def test_not_by_others(hus, as_user, vem, status):
    client = as_user(getattr(hus, vem))
    for name, row in (("uppdrag:arena_ta_bort", hus.arena), ("berattelse:year_ta_bort", hus.year)):
        assert client.post(reverse(name, args=[row.pk]), {"x": "1"}).status_code == status
    assert client.post(reverse("uppdrag:person_ta_bort", args=[hus.samordnare.pk]), {"x": "1"}).status_code in {403, 404}
    assert client.post(reverse("samverkan:organisation_ta_bort", args=[hus.berg.pk]), {"x": "1"}).status_code == 403
    assert Arena.objects.exists()
