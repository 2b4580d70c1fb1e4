"""The personal links: each opens one answer, is hashed at rest, can be taken back, and cannot be guessed at."""

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from enkat.models import Inbjudan, Omgang
from enkat.svarande import GISSNINGAR
from tests.enkat import factories as f
from tests.enkat.test_svara import skicka


@pytest.fixture
def buz(hus):
    """BUZ, asked in an open round with the form of 2015."""
    return f.deltagare(f.omgang(hus), hus.arena)


def test_a_token_of_one_round_opens_no_other(client, hus, buz):
    annan = f.deltagare(f.omgang(hus, namn="Annan"), hus.arena)
    f.lank(annan)
    mine = f.lank(buz)
    skicka(client, mine, f.poster(annan, q1="Ja"))
    assert not annan.svar.exists()
    token = mine.split("/")[2]
    assert client.get(f"/enkat/svar/{annan.pk}/").status_code == 302
    assert Inbjudan.objects.filter(token_hash=token).count() == 0
    assert all(len(h) == 64 and token not in h for h in Inbjudan.objects.values_list("token_hash", flat=True))


def test_a_revoked_link_opens_nothing(client, buz):
    url = f.lank(buz, aterkallad=timezone.now())
    response = client.get(url)
    assert response.status_code == 404
    assert "känns inte igen" in response.content.decode()


def test_guessing_is_rate_limited(client, buz):
    for n in range(GISSNINGAR):
        assert client.get(f"/svara/gissning{n}/").status_code == 404
    assert client.get("/svara/en-till/").status_code == 429
    assert client.get(f.lank(buz)).status_code == 429
    assert client.get(f.lank(buz), REMOTE_ADDR="10.1.1.1").status_code == 200


def test_a_helper_is_asked_in_and_her_link_taken_back(client, buz, django_capture_on_commit_callbacks):
    url = f.lank(buz)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{url}medhjalpare/", {"namn": "Sekreteraren", "epost": "sekreterare@exempel.test"})
    (letter,) = mail.outbox
    hers = next(word for word in letter.body.split() if "/svara/" in word).removeprefix("http://testserver")
    assert client.get(hers).status_code == 200
    inbjudan = Inbjudan.objects.get(roll="medhjalpare")
    client.post(f"{url}medhjalpare/{inbjudan.pk}/aterkalla/")
    assert client.get(hers).status_code == 404
    assert client.post(f"{url}medhjalpare/", {"namn": "", "epost": "inte en adress"}).status_code == 200
    assert Inbjudan.objects.count() == 2


def test_a_lost_cookie_stops_nobody_who_has_the_link(buz):
    client = Client(enforce_csrf_checks=True)
    url = f.lank(buz)
    assert skicka(client, url, f.poster(buz, **f.HELT)).status_code == 200
    assert client.post(f"{url}skicka-in/").status_code == 302
    assert buz.inlamningar.count() == 1


def test_by_account_a_forged_save_is_refused(hus, buz):
    f.ordforande(hus.arena, hus.lasare)
    client = Client(enforce_csrf_checks=True)
    client.force_login(hus.lasare)
    assert skicka(client, f"/enkat/svar/{buz.pk}/", f.poster(buz, q1="Ja")).status_code == 403
    assert not buz.svar.exists()


def test_the_page_that_saves_is_told_in_words_that_the_round_is_closed(client, buz):
    url = f.lank(buz)
    Omgang.objects.update(status="stangd")
    response = client.post(f"{url}spara/", f.poster(buz, q1="Ja"), headers={"Accept": "application/json"})
    assert (response.status_code, response.json()["fel"].split(".")[0]) == (403, "Omgången är stängd")
    Inbjudan.objects.update(aterkallad=timezone.now())
    response = client.post(f"{url}spara/", f.poster(buz, q1="Ja"), headers={"Accept": "application/json"})
    assert (response.status_code, response.json()["fel"]) == (404, "Länken gäller inte längre.")


def test_guesses_of_yesterday_are_forgotten(client, buz):
    with time_machine.travel("2026-03-13 10:00 +0100", tick=False):
        for n in range(GISSNINGAR):
            client.get(f"/svara/gissning{n}/")
        assert client.get("/svara/en-till/").status_code == 429
    with time_machine.travel("2026-03-13 10:11 +0100", tick=False):
        assert client.get("/svara/en-till/").status_code == 404
