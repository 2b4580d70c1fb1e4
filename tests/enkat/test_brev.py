"""The letters: who sends them, why they came, whom to call; and that each act writes to the one concerned."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from enkat import dagligen
from enkat.models import Inlamning, Omgang
from tests import factories
from tests.enkat import factories as f
from tests.enkat.test_svara import skicka as spara
from tests.formular import skicka


@pytest.fixture
def buz(hus):
    factories.kontakt(hus)
    return f.deltagare(f.omgang(hus), hus.arena)


@pytest.fixture
def brev(django_capture_on_commit_callbacks):
    """brev(act) gives the letters that the act sent."""

    def kor(act):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return mail.outbox

    return kor


def test_a_letter_says_who_sends_it_why_and_whom_to_call(as_user, hus, buz, brev):
    client = as_user(hus.processledare)
    (letter,) = brev(lambda: client.post(f"/enkat/deltagare/{buz.pk}/skicka-igen/"))
    html = {typ: text for text, typ in letter.alternatives}["text/html"]
    for text in (letter.body, html):
        for words in ("Region Prov", f"dnr {hus.avtal.dnr}", "du står som den som svarar för BUZ", "0700-00 00 00", "kontakt@exempel.test"):
            assert words in text
    assert letter.reply_to == ["kontakt@exempel.test"]
    lank = next(word for word in letter.body.split() if "/svara/" in word)
    assert f'href="{lank}"' in html


def test_who_has_handed_in_is_not_told_that_it_is_time(as_user, hus, brev):
    berg = f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)
    client, url = as_user(hus.processledare), f"/enkat/deltagare/{berg.pk}/skicka-igen/"
    (letter,) = brev(lambda: client.post(url))
    assert "Nu är det dags att svara för Berg." in letter.body
    Inlamning.objects.create(deltagare=berg, nummer=1, av="Kommunchefen")
    (letter,) = brev(lambda: client.post(url))
    assert "Svaret från Berg är inskickat" in letter.body
    assert "Nu är det dags" not in letter.body


def test_where_no_contact_person_is_named_nobody_is_invented(as_user, hus, brev):
    d = f.deltagare(f.omgang(hus), hus.arena)
    client = as_user(hus.processledare)
    (letter,) = brev(lambda: client.post(f"/enkat/deltagare/{d.pk}/skicka-igen/"))
    assert "Frågor?" not in letter.body
    assert letter.reply_to == []


def test_opened_again_for_one_writes_to_that_one(as_user, hus, buz, brev):
    Omgang.objects.update(status="stangd")
    client = as_user(hus.processledare)
    till = timezone.localdate() + timedelta(days=3)
    (letter,) = brev(lambda: skicka(client, f"/enkat/deltagare/{buz.pk}/oppna-igen/", {"oppen_till": till, "skal": "Sjuk"}))
    assert letter.to == [buz.epost]
    assert letter.subject.startswith("Öppet igen: ")
    assert "/svara/" in letter.body
    assert brev(lambda: skicka(client, f"/enkat/deltagare/{buz.pk}/oppna-igen/", {"oppen_till": date(2020, 1, 1), "skal": "Sjuk"})) == []


def test_who_is_replaced_is_told_and_her_link_works_no_more(client, as_user, hus, buz, brev):
    gammal = f.lank(buz)
    ledare = as_user(hus.processledare)
    brevet = brev(lambda: skicka(ledare, f"/enkat/deltagare/{buz.pk}/mottagare/", {"mottagare": "Nya", "epost": "nya@exempel.test"}))
    assert {b.to[0]: b.subject.split(":")[0] for b in brevet} == {
        "ordforande@exempel.test": "Någon annan svarar nu",
        "nya@exempel.test": buz.omgang.namn + " – BUZ",
    }
    assert "Din länk gäller inte längre" in next(b for b in brevet if b.to == ["ordforande@exempel.test"]).body
    assert client.get(gammal).status_code == 404


def test_what_came_on_paper_is_receipted_to_whom_it_is_from_and_called_so(as_user, hus, buz, brev):
    client = as_user(hus.processledare)
    url = f"/enkat/svar/{buz.pk}/"
    spara(client, url, f.poster(buz, **f.HELT))
    idag = timezone.localdate()
    (letter,) = brev(lambda: f.skicka_in(client, f"{url}skicka-in/", {"namn": "Ordföranden", "inkom": idag}))
    assert letter.to == [buz.epost]
    for words in ("på papper eller i Word", "från Ordföranden, registrerat ", "av Processledare", "version 1"):
        assert words in letter.body
    assert "Svaret är registrerat" in letter.subject
    assert letter.attachments


def test_a_round_opened_before_its_day_opens_that_day_and_says_so(as_user, hus, planerad, brev):
    om_en_vecka = timezone.localdate() + timedelta(days=7)
    Omgang.objects.update(oppnar=om_en_vecka, sista_dag=om_en_vecka + timedelta(days=7))
    client, url = as_user(hus.processledare), f"/enkat/omgangar/{planerad.pk}/oppna/"
    assert "Öppnas den nu gäller dagens datum" in client.get(url).content.decode()
    (letter,) = brev(lambda: client.post(url))
    assert letter.to == ["buz@exempel.test"]
    assert Omgang.objects.get().oppnar == timezone.localdate()


def test_no_letter_can_smuggle_a_header(hus, buz):
    buz.epost = "a@exempel.test\nBcc: b@exempel.test"
    with pytest.raises(ValidationError):
        buz.full_clean()


@time_machine.travel("2024-06-19 08:00 +0200")
def test_a_receipt_that_cannot_be_made_undoes_nothing_is_seen_and_goes_later(client, as_user, hus, brev, monkeypatch):
    buz = f.deltagare(f.omgang(hus), hus.arena)
    lank = f.lank(buz)
    spara(client, lank, f.poster(buz, **f.HELT))
    with monkeypatch.context() as trasigt:
        trasigt.setattr("enkat.emails.som_pdf", lambda inlamning: 1 / 0)
        assert brev(lambda: f.skicka_in(client, f"{lank}skicka-in/")) == []
    assert buz.inlamningar.count() == 1
    assert "Kvittot till ordforande@exempel.test kunde inte skickas" in client.get(f"{lank}klart/").content.decode()
    rundan = as_user(hus.processledare).get(buz.omgang.get_absolute_url()).content.decode()
    assert "kunde inte skickas: svaret gick inte att göra till PDF" in rundan
    (letter,) = brev(dagligen.kor)
    assert (letter.to, letter.attachments[0][2]) == (["ordforande@exempel.test"], "application/pdf")
    assert "Svaret är inskickat" in letter.subject
    assert brev(dagligen.kor) == []
