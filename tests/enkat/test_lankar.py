"""The personal links: each opens one answer, is hashed at rest, can be taken back, and cannot be guessed at."""

from random import Random

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from enkat.models import Inbjudan, Omgang
from enkat.svarande import GISSNINGAR
from tests import factories
from tests.enkat import factories as f
from tests.enkat.test_svara import skicka
from tests.langd import antal


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


def test_guessing_is_rate_limited(client, hus, buz):
    factories.kontakt(hus)
    for n in range(GISSNINGAR):
        assert client.get(f"/svara/gissning{n}/").status_code == 404
    svar = client.post("/svara/en-till/sida/1/", f.poster(buz, q1_text="Många ord"))
    assert svar.status_code == 429
    for words in ("Många ord", "Inget är sparat", "0700-00 00 00"):
        assert words in svar.content.decode()  # she may be one of many behind the same proxy, with a link that was cut
    svar = client.post("/svara/en-till/spara/", f.poster(buz, q1="Ja"), headers={"Accept": "application/json"})
    assert (svar.status_code, "inte sparat" in svar.json()["fel"]) == (429, True)
    assert client.get("/svara/en-till/", REMOTE_ADDR="10.1.1.1").status_code == 404
    assert client.get(f.lank(buz)).status_code == 200  # others' guesses close no valid link, from the same address either


def spoilt(token, n):
    """A link as a mail program may leave it: what it stood between, broken over lines, in upper case, encoded once more."""
    slump = Random(n)  # noqa: S311 - the same hundred every time
    fore, efter = (
        slump.choice(["", "<", "(", "[", "%3C", '"']),
        slump.choice([".", ",", ">", ").", "]", ";", "%3E", "!", ".)", "%2E", "&gt;"[:1]]),
    )
    if slump.random() < 0.5:
        token = token.upper()
    if slump.random() < 0.6:
        plats = slump.randrange(1, len(token))
        token = token[:plats] + slump.choice(["%0A", "%0D%0A", "=%0D%0A", "%20", "%250A", "%C2%AD"]) + token[plats:]
    vag = slump.choice(["/svara/", "/SVARA/", "/Svara//", "/svara/"])
    return f"{vag}{fore}{token}{efter}{slump.choice(['', '/', '/.'])}"


@pytest.mark.lang
def test_a_hundred_ways_to_spoil_a_link_open_it_or_a_page_that_helps(client, hus, buz):
    factories.kontakt(hus)
    url = f.lank(buz)
    token, oppnade = url.split("/")[2], 0
    for n in range(antal(25, 100)):
        response = client.get(spoilt(token, n), follow=True)
        if response.status_code == 200:
            assert "Svar från BUZ" in response.content.decode()
            oppnade += 1
        else:
            assert response.status_code in (404, 429)
            assert "0700-00 00 00" in response.content.decode()
        assert client.get(url).status_code == 200
    assert oppnade > antal(22, 90)


def test_an_address_that_is_no_link_says_whom_to_call(client, hus, buz):
    factories.kontakt(hus)
    for path in ("/SVARA/nagot", "/svara/a/b/c", "/svara/%0A/"):
        response = client.get(path)
        assert response.status_code == 404
        assert "Länken känns inte igen" in response.content.decode()
        assert "0700-00 00 00" in response.content.decode()


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


def test_a_helper_asked_in_twice_has_one_link_and_keeps_her_words(client, buz, django_capture_on_commit_callbacks):
    url = f.lank(buz)
    lankar = []
    for epost in ("sekreterare@exempel.test", "Sekreterare@Exempel.test"):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{url}medhjalpare/", {"namn": "Sekreteraren", "epost": epost})
        lankar.append(next(word for word in mail.outbox[-1].body.split() if "/svara/" in word).removeprefix("http://testserver"))
    assert [client.get(lank).status_code for lank in lankar] == [404, 200]
    assert Inbjudan.objects.filter(roll="medhjalpare").count() == 1


def test_a_lost_cookie_stops_nobody_who_has_the_link(buz):
    client = Client(enforce_csrf_checks=True)
    url = f.lank(buz)
    assert skicka(client, url, f.poster(buz, **f.HELT)).status_code == 200
    assert f.skicka_in(client, f"{url}skicka-in/").status_code == 302
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
    assert (response.status_code, response.json()["fel"].split(".")[0]) == (403, "Svarstiden är slut")
    response = client.post("/svara/okand/spara/", f.poster(buz, q1="Ja"), headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert "det du skrev är inte sparat" in response.json()["fel"]


def test_guesses_of_yesterday_are_forgotten(client, buz):
    with time_machine.travel("2026-03-13 10:00 +0100", tick=False):
        for n in range(GISSNINGAR):
            client.get(f"/svara/gissning{n}/")
        assert client.get("/svara/en-till/").status_code == 429
    with time_machine.travel("2026-03-13 10:11 +0100", tick=False):
        assert client.get("/svara/en-till/").status_code == 404
