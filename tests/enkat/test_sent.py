"""What comes after the last day or by a withdrawn link is kept, is said to be late, and is decided by the processledare."""

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from enkat import senkommet
from enkat.models import Deltagare, Inbjudan, Inlamnat, Omgang, Sentbeslut, Sentsvar, Sidotext, Svar
from samverkan.models import Handelse
from tests import factories
from tests.enkat import factories as f
from tests.enkat.test_svara import skicka
from tests.mejlserver import mejlserver

JSON = {"Accept": "application/json"}


@pytest.fixture
def buz(hus):
    factories.kontakt(hus)
    return f.deltagare(f.omgang(hus), hus.arena)


@pytest.fixture
def url(client, buz):
    """A link to an answer that is half written; the round has just been closed."""
    url = f.lank(buz)
    skicka(client, url, f.poster(buz, q1="Ja", q2="Nöjd"))
    Omgang.objects.update(status="stangd")
    return url


RESTEN = {"q3": "Nöjd", "q4": "Nöjd", "q5": "Missnöjd"}


def test_without_script_what_is_posted_late_is_kept_and_said_to_be_late(client, hus, buz, url):
    response = client.post(f"{url}sida/2/", f.poster(buz, **RESTEN, q6="Fler <b>möten</b>"))
    page = response.content.decode()
    assert response.status_code == 403
    assert "Det du skrev sedan svarstiden var slut är mottaget och kvar, men räknas inte." in page
    assert "Processledare Prov avgör om det ska tas in." in page
    assert "Fler &lt;b&gt;möten&lt;/b&gt;" in page
    rad = Sentsvar.objects.get()
    assert (rad.av, rad.orsak, len(rad.innehall)) == ("Ordföranden", "sista_dagen", 4)
    assert Svar.objects.count() == 2
    assert "Fler &lt;b&gt;möten&lt;/b&gt;" in client.get(url).content.decode()
    assert Handelse.objects.filter(akt="skrev för sent").count() == 1


def test_to_the_script_it_names_the_fields_that_are_kept(client, buz, url):
    data = f.poster(buz, q6="Sent")
    response = client.post(f"{url}spara/", data, headers=JSON)
    assert response.status_code == 403
    assert response.json()["kvar"] == [n for n in data if not n.startswith("v-")]
    assert "mottaget och kvar" in response.json()["fel"]
    client.post(f"{url}spara/", f.poster(buz, q6="Sent, och mer"), headers=JSON)
    assert [rad.innehall for rad in Sentsvar.objects.all()] == [
        {n: {"varde": ord_, "version": 0}} for ord_ in ("Sent", "Sent, och mer") for n in data if not n.startswith("v-")
    ]
    client.post(f"{url}spara/", f.poster(buz, q6="Sent, och mer"), headers=JSON)
    assert Sentsvar.objects.count() == 2  # the same again is no more


def test_what_only_came_along_with_the_page_is_not_late(client, buz, url):
    page = client.post(f"{url}sida/1/", f.poster(buz, q1="Ja", v_q1=1, q2="Nöjd", v_q2=1)).content.decode()
    assert "Inget nytt stod på sidan" in page
    assert "mottaget och kvar" not in page
    assert not Sentsvar.objects.exists()


def test_a_press_on_hand_in_a_minute_late_is_kept(client, as_user, hus, buz, url):
    Omgang.objects.update(status="oppen")
    skicka(client, url, f.poster(buz, **RESTEN))
    Omgang.objects.update(status="stangd")
    assert "Att du ville skicka in är antecknat" in f.skicka_in(client, f"{url}skicka-in/").content.decode()
    f.skicka_in(client, f"{url}skicka-in/")
    assert Sentsvar.objects.get().skickar_in
    ta_in(as_user(hus.processledare), buz)
    assert buz.inlamningar.get().sent
    assert Inlamnat.objects.count() == 5


def test_the_processledare_meets_it_where_she_begins(client, as_user, hus, buz, url):
    att_gora = "Ta in eller lägg undan det sena svaret från BUZ"
    assert att_gora not in as_user(hus.processledare).get("/").content.decode()
    client.logout()
    client.post(f"{url}sida/2/", f.poster(buz, **RESTEN, q6="Fler möten"))
    assert att_gora in as_user(hus.processledare).get("/").content.decode()
    for annan in (hus.samordnare, hus.utomstaende):
        assert att_gora not in as_user(annan).get("/").content.decode()
    ta_in(as_user(hus.processledare), buz)
    assert att_gora not in as_user(hus.processledare).get("/").content.decode()


def test_the_closed_page_tells_the_day_the_time_ended(client, buz, url):
    Omgang.objects.update(sista_dag="2030-01-31", stangd_den="2022-11-03")
    assert "Svarstiden slutade 3 november 2022." in client.get(url).content.decode()


def test_handed_in_in_time_and_pressed_again_nothing_is_late(client, buz, url):
    Omgang.objects.update(status="oppen")
    skicka(client, url, f.poster(buz, **RESTEN))
    f.skicka_in(client, f"{url}skicka-in/")
    Omgang.objects.update(status="stangd")
    f.skicka_in(client, f"{url}skicka-in/")
    assert not Sentsvar.objects.exists()


def ta_in(klient, deltagare, **data):
    sista = deltagare.senasvar.last()
    return klient.post(f"/enkat/deltagare/{deltagare.pk}/sent/ta-in/", {"sista": sista.pk if sista else "", **data}, follow=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("nekar", [False, True])
def test_the_page_says_of_the_letter_what_the_mail_server_said(client, as_user, hus, buz, url, settings, nekar):
    client.post(f"{url}sida/2/", f.poster(buz, **RESTEN))
    with mejlserver(settings, *(["ordforande@exempel.test"] if nekar else [])):
        sida = ta_in(as_user(hus.processledare), buz).content.decode()
    assert "Det som kom sent är intaget." in sida
    assert ("Brevet är skickat till ordforande@exempel.test." in sida) is not nekar
    assert ("Brevet till ordforande@exempel.test kunde inte skickas" in sida) is nekar


def test_taken_in_it_counts_is_marked_and_told_by_letter(client, as_user, hus, buz, url, django_capture_on_commit_callbacks):
    client.post(f"{url}sida/2/", f.poster(buz, **RESTEN, q6="Fler möten"))
    ledare = as_user(hus.processledare)
    assert "Kom för sent, väntar på ditt beslut:" in ledare.get(f"/enkat/omgangar/{buz.omgang_id}/").content.decode()
    page = ledare.get(f"/enkat/deltagare/{buz.pk}/sent/").content.decode()
    assert "Fler möten" in page
    with django_capture_on_commit_callbacks(execute=True):
        assert "är intaget" in ta_in(ledare, buz).content.decode()
    inlamning = buz.inlamningar.get()
    assert (inlamning.sort, inlamning.av, inlamning.inkom) == ("sent", "Ordföranden", timezone.localdate())
    assert Deltagare.objects.get().status == "inskickat"
    assert [i.text for i in Inlamnat.objects.filter(fraga__nummer="6")] == ["Fler möten"]
    (letter,) = mail.outbox
    assert letter.to == ["ordforande@exempel.test"]
    assert "räknas nu, märkt som sent" in letter.body
    assert letter.attachments
    resultat = ledare.get(f"/enkat/omgangar/{buz.omgang_id}/resultat/").content.decode()
    assert "Svaret från BUZ kom för sent och har tagits in av processledaren." in resultat
    assert "Kom för sent" in ledare.get(f"/enkat/deltagare/{buz.pk}/inlamning/").content.decode()
    assert "väntar på ditt beslut" not in ledare.get(f"/enkat/omgangar/{buz.omgang_id}/").content.decode()
    assert Handelse.objects.get(akt="tog in sent svar").user == hus.processledare
    assert "redan avgjort" in ta_in(ledare, buz).content.decode()
    assert "kom för sent är intaget" in client.get(url).content.decode()


def test_set_aside_with_a_reason_it_does_not_count_and_is_told(client, as_user, hus, buz, url, django_capture_on_commit_callbacks):
    client.post(f"{url}sida/2/", f.poster(buz, **RESTEN))
    ledare = as_user(hus.processledare)
    vag = f"/enkat/deltagare/{buz.pk}/sent/lagg-undan/"
    sista = buz.senasvar.last().pk
    assert ledare.post(vag, {"sista": sista, "skal": ""}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        ledare.post(vag, {"sista": sista, "skal": "Rådet har redan sammanträtt."})
    assert Sentbeslut.objects.get().sort == "undanlagt"
    assert "Rådet har redan sammanträtt." in mail.outbox[0].body
    assert not Inlamnat.objects.exists()
    client.logout()
    page = client.get(url).content.decode()
    assert "Skälet: Rådet har redan sammanträtt." in page


def test_what_is_not_whole_is_not_taken_in(client, as_user, hus, buz, url):
    client.post(f"{url}sida/2/", f.poster(buz, q3="Nöjd"))
    page = ta_in(as_user(hus.processledare), buz).content.decode()
    assert "Välj ett svar." in page
    assert not Inlamnat.objects.exists()
    assert (Svar.objects.count(), Sentbeslut.objects.count()) == (2, 0)


def test_two_who_wrote_differently_are_not_chosen_between(client, as_user, hus, buz, url):
    client.post(f"{url}sida/2/", f.poster(buz, **RESTEN, q6="Hennes"))
    his = f.lank(buz, roll="medhjalpare", namn="Sekreteraren")
    client.post(f"{his}sida/2/", f.poster(buz, q6="Hans"))
    ledare = as_user(hus.processledare)
    page = ta_in(ledare, buz).content.decode()
    assert "Flera har skrivit olika om 6. Synpunkter för förbättringar. Öppna igen för BUZ" in page
    Deltagare.objects.update(oppen_till=timezone.localdate())
    ta_in(ledare, buz)
    assert [s.text for s in Svar.objects.filter(falt="text")] == ["Hennes"]
    assert [s.text for s in Sidotext.objects.all()] == ["Hans"]
    assert not Inlamnat.objects.exists()


def test_what_comes_after_the_page_was_opened_is_not_decided(client, as_user, hus, buz, url):
    client.post(f"{url}sida/2/", f.poster(buz, **RESTEN))
    sista = buz.senasvar.last().pk
    client.post(f"{url}sida/2/", f.poster(buz, q6="Efteråt"))
    ta_in(as_user(hus.processledare), buz, sista=sista)
    assert not Svar.objects.filter(falt="text").exists()
    assert next(en.falt for en in senkommet.vantar(buz)).keys() == {f.falt(buz)[("6", "text")]}


def test_by_a_withdrawn_link_it_is_kept_and_nothing_is_read(client, buz):
    url = f.lank(buz)
    skicka(client, f.lank(buz), f.poster(buz, q6="Den nyas ord"))
    Inbjudan.objects.filter(pk=Inbjudan.objects.first().pk).update(aterkallad=timezone.now())
    page = client.post(f"{url}sida/2/", f.poster(buz, q6="Den förras ord")).content.decode()
    assert "Det du skrev är mottaget och kvar, men räknas inte." in page
    assert "Den förras ord" in page
    assert "Den nyas ord" not in page
    assert Sentsvar.objects.get().orsak == "aterkallad"
    assert client.get(url).status_code == 404
    assert [s.text for s in Svar.objects.all()] == ["Den nyas ord"]


def test_by_an_unknown_link_nothing_is_kept_and_that_is_said(client, buz):
    response = client.post("/svara/okand/sida/2/", f.poster(buz, q6="Mina ord"))
    page = response.content.decode()
    assert response.status_code == 404
    assert "Inget är sparat." in page
    assert "Mina ord" in page
    assert "kvar" not in page
    assert not Sentsvar.objects.exists()


def test_of_an_anonymous_round_nothing_is_kept_and_that_is_said(client, buz):
    url = f.lank(buz)
    Omgang.objects.update(status="stangd", anonym=True, minsta_grupp=3)
    page = client.post(f"{url}sida/2/", f.poster(buz, q6="Mina ord")).content.decode()
    assert "Det du skrev är inte sparat." in page
    assert "Mina ord" in page
    assert "mottaget och kvar" not in page
    assert not Sentsvar.objects.exists()


def test_by_account_it_is_kept_for_who_answers_and_not_for_the_processledare(as_user, hus, buz):
    f.ordforande(hus.arena, hus.lasare)
    Omgang.objects.update(status="stangd")
    vag = f"/enkat/svar/{buz.pk}/sida/2/"
    assert "mottaget och kvar" in as_user(hus.lasare).post(vag, f.poster(buz, q6="Mina ord")).content.decode()
    assert Sentsvar.objects.get().user == hus.lasare
    assert "väntar på besked" in as_user(hus.lasare).get(f"/enkat/svar/{buz.pk}/").content.decode()
    page = as_user(hus.processledare).post(vag, f.poster(buz, q6="Ledarens")).content.decode()
    assert "det du skrev är inte sparat" in page
    assert "Ledarens" in page
    assert Sentsvar.objects.count() == 1


def test_there_is_an_end_to_what_is_kept_and_that_is_said(client, buz, url, monkeypatch):
    monkeypatch.setattr("enkat.actions.sent.MEST_GANGER", 1)
    client.post(f"{url}sida/2/", f.poster(buz, q6="Ryms"))
    page = client.post(f"{url}sida/2/", f.poster(buz, q6="Ryms inte")).content.decode()
    assert "Det du skrev nu är inte sparat." in page
    assert "Ryms inte" in page
    assert Sentsvar.objects.count() == 1


def test_what_is_too_long_is_shown_whole_and_not_said_to_be_kept(client, buz, url):
    lang = "x" * 20_001
    page = client.post(f"{url}sida/2/", f.poster(buz, **RESTEN, q6=lang)).content.decode()
    assert lang in page
    assert "En del är inte mottaget: Texten är 1 tecken för lång" in page
    assert f.falt(buz)[("6", "text")] not in Sentsvar.objects.get().innehall


def test_who_may_decide(client, as_user, hus, buz, url):
    client.post(f"{url}sida/2/", f.poster(buz, **RESTEN))
    f.ordforande(hus.arena, hus.lasare)
    for vag in ("", "lagg-undan/"):
        assert as_user(hus.lasare).get(f"/enkat/deltagare/{buz.pk}/sent/{vag}").status_code == 403
        assert as_user(hus.controller).get(f"/enkat/deltagare/{buz.pk}/sent/{vag}").status_code == 404
    assert as_user(hus.lasare).post(f"/enkat/deltagare/{buz.pk}/sent/ta-in/").status_code == 403
    assert as_user(hus.controller).post(f"/enkat/deltagare/{buz.pk}/sent/ta-in/").status_code == 404
    Omgang.objects.update(anonym=True, minsta_grupp=3)
    assert as_user(hus.processledare).get(f"/enkat/deltagare/{buz.pk}/sent/").status_code == 403


def test_what_came_late_is_never_rewritten(client, buz, url):
    client.post(f"{url}sida/2/", f.poster(buz, q6="Sent"))
    for statement in ("UPDATE enkat_sentsvar SET av = 'x'", "DELETE FROM enkat_sentsvar"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Sentsvar.objects.count() == 1
