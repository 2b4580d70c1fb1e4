"""The letters to those who are asked to help: how many, from whom, and what she does who has nothing to do with it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from enkat.actions import omgang as omgangar
from enkat.actions.omgang import BREV_I_TIMMEN
from enkat.models import Deltagare, Inbjudan, Utskick
from samverkan.models import Handelse
from tests import factories
from tests.enkat import factories as f


@pytest.fixture
def buz(hus):
    factories.kontakt(hus)
    return f.deltagare(f.omgang(hus), hus.arena)


@pytest.fixture
def bjud(client, buz, django_capture_on_commit_callbacks):
    """bjud(address) asks somebody in by the chair's link, and gives the page that answers."""
    url = f"{f.lank(buz)}medhjalpare/"

    def bjud(epost, namn="Hjälparen"):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, {"namn": namn, "epost": epost}, follow=True)

    return bjud


def hennes_lank():
    return re.search(r"http://testserver(/svara/[a-z2-7]{26}/)$", mail.outbox[-1].body, re.MULTILINE)[1]


def test_a_links_holder_asks_in_ten_in_an_hour_and_no_more(bjud, buz):
    for n in range(12):
        sidan = bjud(f"okand{n}@exempel.test")
    assert len(mail.outbox) == BREV_I_TIMMEN
    assert Inbjudan.objects.filter(roll="medhjalpare").count() == BREV_I_TIMMEN
    assert "Tio har bjudits in den senaste timmen." in sidan.content.decode()
    bjud("okand0@exempel.test")  # the same address once more is a letter too
    assert len(mail.outbox) == BREV_I_TIMMEN
    Utskick.objects.update(tid=timezone.now() - timedelta(minutes=61))
    bjud("okand30@exempel.test")
    assert mail.outbox[-1].to == ["okand30@exempel.test"]


def test_the_one_who_answers_is_not_asked_in_to_her_own_answer(bjud, buz):
    """Her letters are not counted: without end they would go to her."""
    for epost in (buz.epost, buz.epost.upper()):
        assert "har redan länken som svarar" in bjud(epost).content.decode()
    assert mail.outbox == []
    assert not Inbjudan.objects.filter(roll="medhjalpare").exists()


def test_one_answer_that_is_full_shuts_no_other(buz, client, hus, django_capture_on_commit_callbacks):
    Utskick.objects.bulk_create(Utskick(deltagare=buz, sort="inbjudan", till=f"o{n}@exempel.test") for n in range(BREV_I_TIMMEN))
    annan = f.lank(f.deltagare(buz.omgang, factories.arena(hus.avtal)))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{annan}medhjalpare/", {"namn": "Hjälparen", "epost": "annan@exempel.test"})
    assert mail.outbox[-1].to == ["annan@exempel.test"]


def test_the_letter_says_who_asks(bjud, buz):
    bjud("hjalpare@exempel.test")
    brev = mail.outbox[-1].body
    assert f"Ordföranden har bett dig att hjälpa till med svaret från {buz}." in brev
    assert f"{hennes_lank()}anmal/" in brev


def test_a_helper_reports_what_she_has_nothing_to_do_with(bjud, buz, client, django_capture_on_commit_callbacks):
    bjud("framling@exempel.test")
    lank = hennes_lank()
    assert "Anmäl inbjudan" in client.get(f"{lank}anmal/").content.decode()
    assert not Inbjudan.objects.filter(anmald__isnull=False).exists()  # a mail scanner opens every link
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{lank}anmal/").status_code == 200
    assert client.get(lank).status_code == 404
    assert client.get(f"{lank}anmal/").status_code == 404
    assert mail.outbox[-1].to == ["kontakt@exempel.test"]
    assert "framling@exempel.test" in mail.outbox[-1].body
    assert Handelse.objects.filter(akt="anmälde inbjudan", avtal_id=buz.omgang.avtal_id).exists()
    antal = len(mail.outbox)
    assert "Inget brev går dit." in bjud("Framling@exempel.test").content.decode()
    assert len(mail.outbox) == antal


def test_whoever_answers_for_it_reports_nothing(buz, client):
    """Her link is the region's own; she writes to it instead."""
    lank = f.lank(buz)
    assert [client.get(f"{lank}anmal/").status_code, client.post(f"{lank}anmal/").status_code] == [404, 404]
    assert client.get(lank).status_code == 200


def test_no_address_of_a_link_stands_in_the_log_that_is_kept_for_ever(bjud, buz, client):
    for n in range(2):
        bjud(f"h{n}@exempel.test", namn=f"Hjälparen {n}")
    client.post(f"{hennes_lank()}anmal/")
    omgangar.aterkalla(Inbjudan.objects.get(epost="h0@exempel.test"), by=None, av="Ordföranden")
    omgangar.skicka_igen(buz, by=None)
    annan = Deltagare(omgang=buz.omgang, arena=factories.arena(buz.omgang.avtal))
    omgangar.tillfraga(annan, mottagare="Annan", epost="annan@exempel.test", by=None)
    rader = Handelse.objects.values_list("akt", "text", "detaljer")
    assert {akt for akt, *_ in rader} >= {"bjöd in", "anmälde inbjudan", "återkallade länk", "skickade igen", "tillfrågade"}
    assert [rad for rad in rader if "@" in str(rad) or "Hjälparen" in str(rad)] == []
