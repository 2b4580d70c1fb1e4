"""The event log as the processledare reads and takes it out."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samverkan.door import log
from samverkan.models import Handelse


def rows(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_only_what_happened_in_ones_own_agreements_is_shown(hus, as_user):
    log(hus.avtal, "ändrade", by=hus.samordnare, text="Vårt avtal", avtal_id=hus.avtal.pk)
    log(hus.annat_avtal, "ändrade", by=hus.utomstaende, text="Deras avtal", avtal_id=hus.annat_avtal.pk)
    html = as_user(hus.processledare).get("/handelser/").content.decode()
    assert "Vårt avtal" in html
    assert "Deras avtal" not in html
    other = as_user(hus.utomstaende).get("/handelser/").content.decode()
    assert "Deras avtal" in other
    assert "Vårt avtal" not in other


def test_logins_and_failed_logins_at_the_parties_are_shown(hus, as_user, client):
    client.post(reverse("account_login"), {"login": hus.kommunchef.email, "password": "ett-langt-losenord"})
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": hus.lasare.email, "password": "fel"})
    html = as_user(hus.processledare).get("/handelser/").content.decode()
    assert "loggade in" in html
    assert "Fel lösenord till Läsare" in html
    other = as_user(hus.utomstaende).get("/handelser/").content.decode()
    assert "Fel lösenord till Läsare" not in other
    assert "Kommunchef" not in other


@pytest.mark.parametrize("who", ["samordnare", "controller", "direktor", "tjansteperson", "kommunchef", "lasare", "roll_los"])
def test_the_log_belongs_to_the_processledare(hus, as_user, who):
    client = as_user(getattr(hus, who))
    assert client.get("/handelser/").status_code == 403
    assert client.get("/handelser/csv/").status_code == 403


def test_the_search_narrows_by_word_and_day(hus, as_user):
    log(hus.avtal, "ändrade", by=hus.samordnare, text="Första raden", avtal_id=hus.avtal.pk)
    log(hus.avtal, "låste", by=hus.samordnare, text="Andra raden", avtal_id=hus.avtal.pk)
    client = as_user(hus.processledare)
    html = client.get("/handelser/", {"text": "LÅSTE"}).content.decode()
    assert "Andra raden" in html
    assert "Första raden" not in html
    today = timezone.localdate()
    assert "Första raden" in client.get("/handelser/", {"fran": today, "till": today}).content.decode()
    assert "Ingen händelse" in client.get("/handelser/", {"till": today - timedelta(days=1)}).content.decode()
    assert "Ingen händelse" in client.get("/handelser/", {"fran": today + timedelta(days=1)}).content.decode()


def test_a_day_that_is_no_day_is_told_at_its_field(hus, as_user):
    response = as_user(hus.processledare).get("/handelser/", {"fran": "i går"})
    assert response.status_code == 200
    assert "fran" in response.context["form"].errors


def test_a_page_that_is_not_there_shows_the_first(hus, as_user):
    for n in range(101):
        log(hus.avtal, "ändrade", by=hus.samordnare, text=f"Rad {n}", avtal_id=hus.avtal.pk)
    client = as_user(hus.processledare)
    assert "sida=2" in client.get("/handelser/").content.decode()
    assert "Rad 0<" in client.get("/handelser/", {"sida": "2"}).content.decode()
    utanfor = client.get("/handelser/", {"sida": "99"}).content.decode()
    assert "Rad 100<" in utanfor
    assert "Rad 0<" not in utanfor


def test_the_file_opens_in_excel_and_holds_no_formula(hus, as_user):
    for text in ("=1+1", "+46", "-1", "@namn", "Vanlig; text"):
        log(hus.avtal, "ändrade", by=hus.samordnare, text=text, avtal_id=hus.avtal.pk)
    response = as_user(hus.processledare).get("/handelser/csv/")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in response["Content-Disposition"]
    head, *body = rows(response)
    assert head == ["Tid", "Vem", "Vad", "Objekt", "Beskrivning"]
    assert {row[4] for row in body} == {"'=1+1", "'+46", "'-1", "'@namn", "Vanlig; text"}
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in body for cell in row)


def test_the_file_holds_what_was_searched_for(hus, as_user):
    log(hus.avtal, "ändrade", by=hus.samordnare, text="Första raden", avtal_id=hus.avtal.pk)
    log(hus.avtal, "låste", by=hus.samordnare, text="Andra raden", avtal_id=hus.avtal.pk)
    assert [row[4] for row in rows(as_user(hus.processledare).get("/handelser/csv/", {"text": "låste"}))[1:]] == ["Andra raden"]


def test_the_log_asks_as_often_for_three_rows_as_for_one(hus, as_user):
    client = as_user(hus.processledare)
    counts = []
    for n in (1, 2):
        for _ in range(n):
            log(hus.avtal, "ändrade", by=hus.samordnare, text="Rad", avtal_id=hus.avtal.pk)
        with CaptureQueriesContext(connection) as asked:
            client.get("/handelser/")
        counts.append(len(asked))
    assert Handelse.objects.count() == 3
    assert counts[0] == counts[1]
