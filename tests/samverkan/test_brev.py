"""Letters: what a page says of one is what the mail server said; and every letter has the same frame."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as installningar
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from enkat import dagligen
from enkat.models import Omgang, Utskick
from samverkan.actions import forsok_igen
from samverkan.inaktuell import radversion
from samverkan.models import Brev, Organisation, User
from tests import factories
from tests.berattelse.factories import avsnitt as nytt_avsnitt
from tests.enkat import factories as f
from tests.formular import skicka
from tests.mejlserver import mejlserver
from uppdrag.models import Andringsforslag, Part

riktigt = pytest.mark.django_db(transaction=True)  # what is done is committed, and its letters go, before the page answers
NEKAT = "kunde inte skickas: mejlservern svarade 550 Adressen finns inte"
OMOJLIGA = [f"a@{'å' * 60}.se", "a@\u06271.se"]  # addresses that no mail server can be told of
ROT = Path(installningar.BASE_DIR)
# What a page may not say of a letter before the mail server has: samverkan/sidor.py says it afterwards.
FOR_TIDIGT = re.compile(r"är skickad|är skickat|[Ss]kickad till|fått ett brev|har skickat (en|ett)\b|[Bb]rev\w* är på väg")


@pytest.fixture
def buz(hus):
    factories.kontakt(hus)
    return f.deltagare(f.omgang(hus), hus.arena)


def omgangens(hus, buz, akt):
    return hus.processledare, f"/enkat/omgangar/{buz.omgang_id}/{akt}/", {}


def svarandens(hus, buz, akt, **data):
    return hus.processledare, f"/enkat/deltagare/{buz.pk}/{akt}/", data


def person(hus, buz):
    data = {"namn": "Ny", "email": "ordforande@exempel.test", "roll": "lasare", "organisation": hus.berg.pk, "fran": timezone.localdate()}
    return hus.processledare, reverse("uppdrag:person_create"), data


def forslag(hus, buz):
    Organisation.objects.filter(pk=hus.berg.pk).update(funktionsbrevlada="ordforande@exempel.test")
    row = Andringsforslag.objects.create(avtal=hus.avtal, rubrik="Ett förslag", sort="annan", text="Text")
    return hus.processledare, reverse("uppdrag:forslag_sand_ut", args=[row.pk]), {"version": radversion(row)}


def avsnitt(hus, buz):
    User.objects.filter(pk=hus.processledare.pk).update(email="ordforande@exempel.test")
    row = nytt_avsnitt(hus, status="utkast")
    return hus.samordnare, reverse("berattelse:avsnitt_klar", args=[row.pk]), {"version": row.version}


def medhjalpare(hus, buz):
    vag = f"{f.lank(buz)}medhjalpare/"
    type(buz).objects.filter(pk=buz.pk).update(epost="annan@exempel.test")  # nobody asks herself
    return hus.lasare, vag, {"namn": "Hjälparen", "epost": "ordforande@exempel.test"}


AKTER = {
    "bjud in medhjälpare": medhjalpare,
    "påminn": lambda hus, buz: omgangens(hus, buz, "paminn"),
    "skicka igen": lambda hus, buz: svarandens(hus, buz, "skicka-igen"),
    "byt mottagare": lambda hus, buz: svarandens(hus, buz, "mottagare", mottagare="Ny", epost="ordforande@exempel.test"),
    "lägg till person": person,
    "sänd ut förslag": forslag,
    "lämna avsnitt": avsnitt,
}


@riktigt
@pytest.mark.parametrize("akt", AKTER)
@pytest.mark.parametrize("nekar", [False, True])
def test_a_page_says_of_a_letter_what_the_mail_server_said(as_user, hus, buz, settings, monkeypatch, akt, nekar):
    monkeypatch.setattr("enkat.actions.omgang.ar_vardag", lambda dag: True)
    vem, url, data = AKTER[akt](hus, buz)
    client = as_user(vem)
    with mejlserver(settings, *(["ordforande@exempel.test"] if nekar else [])):
        response = skicka(client, url, data) if data else client.post(url)
        assert response.status_code == 302
        sida = client.get(response.url).content.decode()
    assert (f"till ordforande@exempel.test {NEKAT}" in sida) == nekar
    assert bool(re.search(r"(Brevet är skickat|Breven är skickade) till [^<]*ordforande@exempel.test", sida)) != nekar


@riktigt
def test_a_letter_is_told_of_by_each_who_should_have_had_it(as_user, hus, buz, settings, monkeypatch):
    monkeypatch.setattr("enkat.actions.omgang.ar_vardag", lambda dag: True)
    f.deltagare(buz.omgang, factories.arena(hus.avtal, "SocSam"))
    buz.omgang.deltagare.filter(arena__namn="SocSam").update(epost="socsam@exempel.test")
    client = as_user(hus.processledare)
    with mejlserver(settings, "socsam@exempel.test"):
        sida = client.post(f"/enkat/omgangar/{buz.omgang_id}/paminn/", follow=True).content.decode()
    assert "Brevet är skickat till ordforande@exempel.test." in sida
    assert f"Brevet till socsam@exempel.test {NEKAT}." in sida
    assert list(Utskick.objects.order_by("till").values_list("fel", flat=True)) == ["", "mejlservern svarade 550 Adressen finns inte"]


@riktigt
def test_a_mail_server_that_is_down_is_told_and_undoes_nothing(as_user, hus, buz, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    sida = as_user(hus.processledare).post(f"/enkat/deltagare/{buz.pk}/skicka-igen/", follow=True).content.decode()
    assert "Brevet till ordforande@exempel.test kunde inte skickas: mejlservern svarar inte." in sida
    assert buz.inbjudningar.count() == 1


@riktigt
@pytest.mark.parametrize("adress", OMOJLIGA)
def test_an_address_that_no_letter_can_bear_stops_no_other_letter_and_is_told(hus, settings, adress):
    """It was written before it was asked for at its field."""
    for till in (adress, "annan@exempel.test"):
        Brev.objects.create(till=till, amne="Ämne", text="Text", html="<p>Text</p>", fel="nej", forsokt=timezone.now() - Brev.SKICKAS)
    with mejlserver(settings):
        assert forsok_igen() == 1
    assert Brev.objects.get(till="annan@exempel.test").fel == ""
    assert Brev.objects.get(till=adress).fel == "adressen går inte att skicka till"


@riktigt
@pytest.mark.parametrize("adress", OMOJLIGA)
def test_an_address_that_no_letter_can_bear_is_refused_at_its_field(client, as_user, hus, adress):
    akt = person(hus, None)
    page = skicka(as_user(akt[0]), akt[1], akt[2] | {"email": adress})
    assert page.context["form"].errors["email"]
    assert not User.objects.filter(namn="Ny").exists()
    assert skicka(as_user(akt[0]), akt[1], akt[2] | {"email": "a@räksmörgås.se"}).status_code == 302
    client.logout()
    assert client.post("/konto/login/code/", {"email": adress}).status_code == 200


@riktigt
def test_the_clock_tells_of_letters_that_were_refused(hus, buz, settings, monkeypatch):
    monkeypatch.setattr("enkat.dagligen.ar_vardag", lambda dag: True)
    monkeypatch.setattr("enkat.actions.omgang.ar_vardag", lambda dag: True)
    idag = timezone.localdate()
    Omgang.objects.update(status="planerad", oppnar=idag, sista_dag=idag + timedelta(days=5))
    with mejlserver(settings, "ordforande@exempel.test"):
        gjort = dagligen.kor()
    assert any("är öppnad" in text for text in gjort)
    assert f"Brevet till ordforande@exempel.test {NEKAT}." in gjort


@riktigt
def test_the_clock_counts_a_reminder_only_when_it_has_gone(hus, buz, settings, monkeypatch):
    monkeypatch.setattr("enkat.dagligen.ar_vardag", lambda dag: True)
    monkeypatch.setattr("enkat.actions.omgang.ar_vardag", lambda dag: True)
    idag = timezone.localdate()
    Omgang.objects.update(sista_dag=idag + timedelta(days=5), paminn_dagar=[5])
    andra = f.deltagare(buz.omgang, factories.arena(hus.avtal))
    type(andra).objects.filter(pk=andra.pk).update(epost="andra@exempel.test")
    with mejlserver(settings, "ordforande@exempel.test"):
        gjort = dagligen.kor()
    assert [text for text in gjort if "påminnelse till" in text] == [f"{buz.omgang}: påminnelse till 1."]
    assert f"Brevet till ordforande@exempel.test {NEKAT}." in gjort


@pytest.mark.parametrize("email", ["samordnare", "ingen"])
def test_a_login_code_that_could_not_be_sent_is_told_alike_to_known_and_unknown(client, hus, settings, email):
    adress = hus.samordnare.email if email == "samordnare" else "ingen@exempel.test"
    with mejlserver(settings, adress):
        sida = client.post(reverse("account_request_login_code"), {"email": adress}, follow=True).content.decode()
    assert f"Brevet till {adress} {NEKAT}." in sida
    assert "har vi skickat" not in sida


def brevet_om_konto(client, vag, adress):
    client.post(reverse(vag), {"email": adress})
    return mail.outbox[-1]


@pytest.mark.parametrize(
    ("vag", "varfor"), [("account_request_login_code", "en kod för att logga in"), ("account_reset_password", "ett nytt lösenord")]
)
def test_a_letter_about_the_account_has_the_frame_of_the_others(client, hus, vag, varfor):
    factories.kontakt(hus)
    letter = brevet_om_konto(client, vag, hus.samordnare.email)
    html = {typ: text for text, typ in letter.alternatives}["text/html"]
    for text in (letter.body, html):
        for words in (
            "Region Prov",
            f"Du får brevet för att någon, troligen du, har bett om {varfor}",
            "0700-00 00 00",
            "kontakt@exempel.test",
        ):
            assert words in text
        assert hus.avtal.dnr not in text
    assert letter.reply_to == ["kontakt@exempel.test"]


def test_the_letter_about_an_account_that_is_not_there_names_a_region_only_where_there_is_one(client, hus):
    factories.kontakt(hus)
    letter = brevet_om_konto(client, "account_request_login_code", "ingen@exempel.test")  # the site has two regions
    assert "någon har försökt logga in" in letter.body
    assert "Region" not in letter.body
    assert "Frågor?" not in letter.body
    Part.objects.exclude(avtal=hus.avtal).delete()
    client.cookies.clear()
    letter = brevet_om_konto(client, "account_reset_password", "ingen2@exempel.test")
    assert "Region Prov" in letter.body
    assert "kontakt@exempel.test" in letter.body


def test_no_page_says_that_a_letter_went_before_the_mail_server_has_said_so():
    filer = [
        *ROT.glob("*/views/*.py"),
        *ROT.glob("*/views.py"),
        *ROT.glob("templates/account/*.html"),
        *ROT.glob("templates/uppdrag/*.html"),
    ]
    assert len(filer) > 40
    assert {str(fil.relative_to(ROT)): found for fil in filer if (found := FOR_TIDIGT.findall(fil.read_text()))} == {}


def test_every_letter_goes_by_the_one_way():
    """`.send()` stands where its answer is told, and where each letter gets its row."""
    rum = [fil for rum in ("samverkan", "uppdrag", "enkat", "ekonomi", "berattelse") for fil in (ROT / rum).rglob("*.py")]
    assert {str(fil.relative_to(ROT)) for fil in rum if ".send()" in fil.read_text()} == {"samverkan/brev.py"}


def test_a_letter_is_signed_by_its_frame_alone():
    mallar = [
        fil
        for mapp in ("berattelse/mejl", "enkat/mejl", "uppdrag", "ekonomi", "account/email")
        for fil in (ROT / "templates" / mapp).glob("*.txt")
    ]
    assert len(mallar) > 15
    assert [fil.name for fil in mallar if re.search(r"hälsningar|^Samverkan$", fil.read_text(), re.MULTILINE)] == []


def test_every_letter_says_in_whose_name_it_goes_and_why_it_came():
    utan, antal = [], 0
    for fil in (fil for rum in ("samverkan", "uppdrag", "enkat", "ekonomi", "berattelse") for fil in (ROT / rum).rglob("*.py")):
        kod = fil.read_text()
        for nod in ast.walk(ast.parse(kod)) if "brev(" in kod else ():
            if isinstance(nod, ast.Call) and getattr(nod.func, "id", "") == "brev":
                antal += 1
                if not {"avsandare", "varfor"} <= {k.arg for k in nod.keywords}:
                    utan.append(f"{fil.relative_to(ROT)}:{nod.lineno}")
    assert utan == []
    assert antal >= 11
