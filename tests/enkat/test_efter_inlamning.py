"""What is written after an answer was handed in does not count, and everybody concerned is told: on every page, in the list, by letter."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from enkat import dagligen
from enkat.models import Inlamnat, Omgang, Sidotext
from tests import factories
from tests.enkat import factories as f
from tests.enkat.test_svara import skicka
from tests.formular import skicka as fyll

RAKNAS_INTE = "räknas inte än"
FORST = "räknas ändringen först när svaret har skickats in igen"


@pytest.fixture
def buz(hus):
    factories.kontakt(hus)
    return f.deltagare(f.omgang(hus), hus.arena)


@pytest.fixture
def url(client, buz):
    """The link of an answer that is handed in."""
    url = f.lank(buz)
    skicka(client, url, f.poster(buz, **f.HELT))
    f.skicka_in(client, f"{url}skicka-in/")
    return url


SIDOR = ["", "sida/1/", "sida/2/", "skicka-in/", "klart/", "historik/", "medhjalpare/"]


@pytest.mark.parametrize("sida", SIDOR)
def test_every_page_says_what_counts(client, buz, url, sida):
    page = client.get(url + sida).content.decode()
    assert FORST in page
    assert RAKNAS_INTE not in page
    assert "0700-00 00 00" in page
    skicka(client, url, f.poster(buz, q5="Nöjd", v_q5=1))
    page = client.get(url + sida).content.decode()
    assert RAKNAS_INTE in page
    assert FORST not in page
    f.skicka_in(client, f"{url}skicka-in/")
    assert RAKNAS_INTE not in client.get(url + sida).content.decode()


def test_before_it_is_handed_in_nothing_is_said_of_it(client, buz):
    url = f.lank(buz)
    skicka(client, url, f.poster(buz, q1="Ja"))
    for sida in ("", "sida/1/", "skicka-in/"):
        page = client.get(url + sida).content.decode()
        assert RAKNAS_INTE not in page
        assert FORST not in page


def test_the_list_and_the_compilation_mark_it(client, as_user, hus, buz, url):
    def sidor():
        ledare = as_user(hus.processledare)
        return [ledare.get(f"/enkat/omgangar/{buz.omgang_id}/{sida}").content.decode() for sida in ("", "resultat/")]

    assert not any("efter inlämning" in page or "efter att det skickades in" in page for page in sidor())
    client.logout()
    skicka(client, url, f.poster(buz, q5="Nöjd", v_q5=1))
    lista, sammanstallning = sidor()
    assert "Ändrat efter inlämning:</strong> BUZ." in lista
    assert "Svaret från BUZ har ändrats efter att det skickades in" in sammanstallning
    assert str(Inlamnat.objects.get(fraga__nummer="5").alternativ) == "Missnöjd"


def test_after_closing_the_page_tells_which_version_counts(client, buz, url):
    Omgang.objects.update(status="stangd")
    assert "därefter räknas inte" not in client.get(url).content.decode()
    Omgang.objects.update(status="oppen")
    skicka(client, url, f.poster(buz, q5="Nöjd", v_q5=1))
    Omgang.objects.update(status="stangd")
    page = client.get(url).content.decode()
    assert "inlämning nummer 1, inskickat" in page
    assert "Det som ändrades därefter räknas inte." in page
    assert "0700-00 00 00" in page


def test_two_days_before_closing_who_hands_in_gets_a_letter_once(client, buz, url, django_capture_on_commit_callbacks):
    """The last day is a Friday, so the letter goes on the Wednesday; a change after that gets one more."""
    with time_machine.travel("2030-06-10 10:00 +0200", tick=False):
        Omgang.objects.update(oppnar=date(2030, 6, 3), sista_dag=date(2030, 6, 14), paminn_dagar=[])
        skicka(client, url, f.poster(buz, q5="Nöjd", v_q5=1))
    buz.utskick.update(fel="")  # the receipt went

    def dag(dag):
        with time_machine.travel(f"{dag} 08:00 +0200", tick=False), django_capture_on_commit_callbacks(execute=True):
            return dagligen.kor()

    assert dag("2030-06-11") == []
    assert dag("2030-06-12") == [f"{buz.omgang}: besked till 1 om att ändringar inte räknas än."]
    assert dag("2030-06-12") == dag("2030-06-13") == []
    (letter,) = mail.outbox
    assert letter.subject.startswith("Ändrat men inte inskickat:")
    assert letter.to == [buz.epost]
    lank = next(word for word in letter.body.split() if "/svara/" in word).partition("/svara/")[2]
    with time_machine.travel("2030-06-13 10:00 +0200", tick=False):
        f.skicka_in(client, f"/svara/{lank}skicka-in/")
    assert dag("2030-06-14") == []
    assert buz.inlamningar.count() == 2


def bredvid(buz, **fields):
    fraga = next(x for x in buz.omgang.formular.fragor if x.nummer == "1")
    return Sidotext.objects.create(deltagare=buz, fraga=fraga, falt="text", av="Sekreteraren", skribent="länk 99", **fields)


def test_words_beside_must_be_taken_in_or_set_aside_before_it_is_handed_in(client, buz):
    url = f.lank(buz)
    skicka(client, url, f.poster(buz, **f.HELT, q1_text="Mitt."))
    forsta = bredvid(buz, text="Vi hann inte med kursen.")
    page = client.get(f"{url}skicka-in/").content.decode()
    assert "Vi hann inte med kursen." in page
    assert '<button class="btn btn-primary">Skicka in</button>' not in page
    f.skicka_in(client, f"{url}skicka-in/")
    assert not buz.inlamningar.exists()
    response = client.post(f"{url}sidotext/{forsta.pk}/ta-in/", {"skicka_in": "1"})
    assert response["Location"].endswith("/skicka-in/")
    assert buz.svar.get(falt="text").text == "Mitt.\n\nVi hann inte med kursen."
    andra = bredvid(buz, text="Inte med.")
    client.post(f"{url}sidotext/{andra.pk}/ta-bort/", {"skicka_in": "1"})
    f.skicka_in(client, f"{url}skicka-in/")
    assert [i.text for i in Inlamnat.objects.filter(fraga__nummer="1")] == ["Mitt.\n\nVi hann inte med kursen."]


def test_a_choice_beside_is_taken_in_instead_of_the_other_and_a_strangers_is_not(client, hus, buz):
    url = f.lank(buz)
    skicka(client, url, f.poster(buz, **f.HELT))
    fraga = next(x for x in buz.omgang.formular.fragor if x.nummer == "5")
    sido = Sidotext.objects.create(
        deltagare=buz, fraga=fraga, falt="val", av="Sekreteraren", skribent="länk 99", alternativ=fraga.alternativ.get(text="Nöjd")
    )
    annan = f.deltagare(f.omgang(hus, namn="Annan", formular=buz.omgang.formular), hus.arena)
    assert client.post(f"{f.lank(annan)}sidotext/{sido.pk}/ta-in/").status_code == 404
    client.post(f"{url}sidotext/{sido.pk}/ta-in/")
    assert str(buz.svar.get(fraga=fraga).alternativ) == "Nöjd"
    assert not Sidotext.objects.exists()
    sido.pk = None
    sido.save()
    Omgang.objects.update(status="stangd")
    assert client.post(f"{url}sidotext/{sido.pk}/ta-in/").status_code == 403
    assert Sidotext.objects.count() == 1


def test_words_beside_a_question_that_is_gone_are_refused_in_words(client, hus, buz):
    """The page of another respondent's form: the field is not among hers."""
    url = f.lank(buz)
    annat = f.antaget(hus.avtal, "kommunernas")
    sido = Sidotext.objects.create(deltagare=buz, fraga=annat.fragor[0], falt="text", av="A", skribent="länk 9", text="Borta")
    response = client.post(f"{url}sidotext/{sido.pk}/ta-in/", follow=True)
    assert "Frågan finns inte längre i formuläret" in response.content.decode()
    assert Sidotext.objects.count() == 1


def test_opened_again_without_an_address_no_letter_is_said_to_go(as_user, hus, buz):
    Omgang.objects.update(status="stangd")
    buz.epost = ""
    buz.save()
    data = {"oppen_till": timezone.localdate() + timedelta(days=3), "skal": "Sjuk"}
    page = fyll(as_user(hus.processledare), f"/enkat/deltagare/{buz.pk}/oppna-igen/", data, follow=True).content.decode()
    assert "Inget brev går: adressen saknas." in page


class TestTheAnswersOwnPages:
    def test_how_it_stands_is_said_once(self, client, as_user, hus, buz, url):
        def laget(page):
            return re.sub(r"<[^>]+>", "", re.search(r"<dt>Läget</dt><dd>(.*?)</dd>", page)[1])

        sagt = laget(client.get(url).content.decode())
        assert sagt.lower().count("inskickat") == 1
        kommun = f.deltagare(f.omgang(hus, "kommunernas"), hus.berg, status="inskickat")
        kommun.inlamningar.create(nummer=1, av="Chefen", sort="papper", inkom=timezone.localdate(), user=hus.processledare)
        page = as_user(hus.kommunchef).get(reverse("enkat:svar_start", args=[kommun.pk])).content.decode()
        assert "Inkommet på papper eller i Word" in laget(page)
        assert laget(page).lower().count("papper") == 1

    def test_a_receipt_is_promised_where_the_button_is(self, client, buz):
        adress = f.lank(buz)
        skicka(client, adress, f.poster(buz, q1="Ja"))
        page = client.get(f"{adress}skicka-in/").content.decode()
        assert ("Ett kvitto" in page) is (">Skicka in</button>" in page) is False
        skicka(client, adress, f.poster(buz, **f.HELT))
        page = client.get(f"{adress}skicka-in/").content.decode()
        assert ("Ett kvitto" in page) is (">Skicka in</button>" in page) is True

    def test_the_history_tells_a_reason_from_its_answer(self, client, buz):
        adress = f.lank(buz)
        skicka(client, adress, f.poster(buz, q1="Till liten del", q1_text="Tiden räckte inte."))
        page = client.get(f"{adress}historik/").content.decode()
        med = [rad.fraga for rad in buz.svar.filter(falt="text").exclude(fraga__foljdfraga="").select_related("fraga")]
        assert med
        assert all(f"{fraga}: {fraga.foljdfraga}</td>" in page for fraga in med)
        assert page.count(f"{med[0]}</td>") == 1, "the choice keeps the question's own name"

    def test_what_is_handed_in_is_not_among_what_is_to_be_answered(self, as_user, hus):
        idag = timezone.localdate()
        d = f.deltagare(f.omgang(hus, "kommunernas", oppnar=idag, sista_dag=idag + timedelta(9)), hus.berg)
        page = as_user(hus.kommunchef).get(reverse("enkat:start")).content.decode()
        assert ("Att svara på" in page, "Inskickade svar" in page) == (True, False)
        type(d).objects.update(status="inskickat")
        page = as_user(hus.kommunchef).get(reverse("enkat:start")).content.decode()
        assert ("Att svara på" in page, "Inskickade svar" in page) == (False, True)

    def test_no_link_on_the_page_begins_with_a_small_letter(self, as_user, hus):
        f.deltagare(f.omgang(hus, "kommunernas", status="stangd", oppnar=date(2023, 1, 1), sista_dag=date(2023, 2, 1)), hus.berg)
        page = as_user(hus.processledare).get(reverse("enkat:start")).content.decode()
        inne = page.partition("<main")[2]
        lankar = re.findall(r"<a [^>]*>([^<]+)<", inne)
        assert "Gemensam värdering" in lankar
        assert [text for text in lankar if text[:1].islower()] == []
