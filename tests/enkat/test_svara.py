"""Answering by a personal link and by account: nothing is lost, nothing is overwritten, only the right one hands in."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from enkat.models import Deltagare, Inbjudan, Inlamnat, Omgang, Sidotext, Svar
from samverkan.models import Handelse
from tests.enkat import factories as f


@pytest.fixture
def buz(hus):
    """BUZ, asked in an open round with the form of 2015."""
    return f.deltagare(f.omgang(hus), hus.arena)


def skicka(client, url, data=None):
    return client.post(f"{url}spara/", data or {})


def test_scanners_that_open_every_link_spoil_nothing(client, buz):
    url = f.lank(buz)
    before = Inbjudan.objects.values().get()
    for _ in range(2):
        assert client.get(url).status_code == 200
        assert client.head(url).status_code == 200
        client.get(f"{url}sida/1/")
    assert Inbjudan.objects.values().get() == before
    assert Deltagare.objects.get().status == "ej_borjat"
    assert not Handelse.objects.filter(akt="började svara").exists()
    assert client.post(url).status_code == 302
    assert Deltagare.objects.get().status == "borjat"
    assert Inbjudan.objects.get().borjade


def test_the_page_asks_in_the_adopted_words(client, buz):
    page = client.get(f"{f.lank(buz)}sida/2/").content.decode()
    assert "Har regionens tjänstemäns samverkan skett så att det getts tid till förankring inom kommunerna?" in page
    assert page.index("Nöjd") < page.index("I stort sett nöjd") < page.index("Inte riktigt nöjd") < page.index("Missnöjd")


def test_a_save_is_in_the_database_when_it_is_acknowledged(client, buz):
    response = skicka(client, f.lank(buz), f.poster(buz, q1="Till liten del", q1_text="Två tjänster var tomma."))
    assert response.status_code == 200
    assert {s.varde if s.falt == "text" else str(s.alternativ) for s in Svar.objects.all()} == {"Till liten del", "Två tjänster var tomma."}
    assert response.json()["klara"] == 1
    assert all(now["version"] == 1 for now in response.json()["sparade"].values())


def test_what_is_half_done_goes_on_in_another_browser(client, buz):
    url = f.lank(buz)
    skicka(client, url, f.poster(buz, q1="Ja", q2="Nöjd"))
    client.cookies.clear()
    page = client.get(f"{url}sida/1/").content.decode()
    assert page.count("checked") == 2
    assert "2 av 5" in " ".join(client.get(url).content.decode().split())


def test_two_write_at_once_and_nothing_is_overwritten(client, buz):
    hers, his = f.lank(buz), f.lank(buz, roll="medhjalpare", namn="Sekreteraren")
    skicka(client, hers, f.poster(buz, q1_text="Ordförandens ord"))
    response = skicka(client, his, f.poster(buz, q1_text="Sekreterarens ord"))
    assert response.status_code == 409
    (now,) = response.json()["krockar"].values()
    assert (now["varde"], now["av"], now["version"]) == ("Ordförandens ord", "Ordföranden", 1)
    assert Svar.objects.get().text == "Ordförandens ord"
    assert Sidotext.objects.get().text == "Sekreterarens ord"
    assert "Sekreterarens ord" in client.get(f"{hers}sida/1/").content.decode()
    # He keeps both: the text beside is in the answer now and goes away.
    both = f.poster(buz, q1_text="Ordförandens ord\n\nSekreterarens ord", v_q1_text=1)
    assert skicka(client, his, both).status_code == 200
    assert not Sidotext.objects.exists()
    assert [h.text for h in Svar.history.order_by("version")] == ["Ordförandens ord", "Ordförandens ord\n\nSekreterarens ord"]


def test_two_with_the_same_name_are_kept_apart(client, buz):
    first = f.lank(buz)
    skicka(client, first, f.poster(buz, q1_text="Ett"))
    for n in range(2):
        skicka(client, f.lank(buz, roll="medhjalpare", namn="Sekreteraren"), f.poster(buz, q1_text=f"Två {n}"))
    assert sorted(Sidotext.objects.values_list("text", flat=True)) == ["Två 0", "Två 1"]


def test_a_field_sent_along_unchanged_meets_nobody(client, buz):
    """Without script the whole page is posted: what was only read does not count as written."""
    url = f.lank(buz)
    skicka(client, url, f.poster(buz, q1="Ja", q2="Nöjd"))
    skicka(client, url, f.poster(buz, q1="Till stor del", v_q1=1))
    response = client.post(f"{url}sida/1/", f.poster(buz, q1="Ja", v_q1=1, q2="Missnöjd", v_q2=1) | {"spara": ""})
    assert response.status_code == 302
    assert sorted(str(s.alternativ) for s in Svar.objects.all()) == ["Missnöjd", "Till stor del"]


def test_without_script_a_clash_shows_both(client, buz):
    hers, his = f.lank(buz), f.lank(buz, roll="medhjalpare", namn="Sekreteraren")
    skicka(client, hers, f.poster(buz, q1="Ja"))
    response = client.post(f"{his}sida/1/", f.poster(buz, q1="Till liten del") | {"vidare": ""})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Inget är överskrivet" in page
    assert "Sekreteraren skrev samtidigt" in page


@pytest.mark.parametrize("bad", ["999999", "abc", "-1", "１"])
def test_an_answer_that_is_none_of_the_alternatives_is_refused(client, buz, bad):
    data = f.poster(buz, q1="Ja")
    nyckel = next(n for n in data if not n.startswith("v-"))
    response = skicka(client, f.lank(buz), data | {nyckel: bad})
    assert response.status_code == 400
    assert response.json()["fel"] == {nyckel: "Välj ett av svaren."}
    assert not Svar.objects.exists()


def test_a_text_that_is_too_long_and_a_field_that_is_none_are_refused(client, buz):
    response = skicka(client, f.lank(buz), f.poster(buz, q6="x" * 20_001))
    assert "för lång" in next(iter(response.json()["fel"].values()))
    assert skicka(client, f.lank(buz), {"v-1-0-annat": "0"}).status_code == 400
    assert not Svar.objects.exists()


def lamna(client, url, buz, **andra):
    skicka(client, url, f.poster(buz, **f.HELT | andra))
    return f.skicka_in(client, f"{url}skicka-in/")


def test_handed_in_with_a_receipt_that_holds_the_answer(client, buz, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = lamna(client, f.lank(buz), buz, q1_text="Planen höll.")
    assert response.status_code == 302
    assert Deltagare.objects.get().status == "inskickat"
    assert {(i.fraga.nummer, str(i.alternativ), i.text) for i in Inlamnat.objects.all()} == {
        ("1", "Ja", "Planen höll."), ("2", "Nöjd", ""), ("3", "I stort sett nöjd", ""), ("4", "Nöjd", ""), ("5", "Missnöjd", "")
    }  # fmt: skip
    (letter,) = mail.outbox
    assert letter.to == ["ordforande@exempel.test"]
    (name, content, kind) = letter.attachments[0]
    assert (name, kind, content[:5]) == ("svar-buz.pdf", "application/pdf", b"%PDF-")


def test_pressed_twice_it_is_handed_in_once(client, buz, django_capture_on_commit_callbacks):
    url = f.lank(buz)
    with django_capture_on_commit_callbacks(execute=True):
        lamna(client, url, buz)
        assert f.skicka_in(client, f"{url}skicka-in/").status_code == 302
    assert (buz.inlamningar.count(), len(mail.outbox)) == (1, 1)
    skicka(client, url, f.poster(buz, q5="Nöjd", v_q5=1))
    f.skicka_in(client, f"{url}skicka-in/")
    assert buz.inlamningar.count() == 2


def test_a_mail_server_that_is_down_undoes_nothing(client, buz, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    url = f.lank(buz)
    with django_capture_on_commit_callbacks(execute=True):
        lamna(client, url, buz)
    assert Deltagare.objects.get().status == "inskickat"
    assert buz.utskick.get().fel
    assert "kunde inte skickas" in client.get(f"{url}klart/").content.decode()


def test_what_is_missing_is_listed_and_nothing_is_handed_in(client, buz):
    url = f.lank(buz)
    skicka(client, url, f.poster(buz, q1="Ja"))
    page = client.get(f"{url}skicka-in/").content.decode()
    assert page.count("Välj ett svar.") == 4
    assert f"{url}sida/2/#f-" in page
    assert f.skicka_in(client, f"{url}skicka-in/").status_code == 200
    assert not Inlamnat.objects.exists()


def test_a_helper_writes_but_does_not_hand_in(client, buz):
    url = f.lank(buz, roll="medhjalpare", namn="Sekreteraren")
    assert lamna(client, url, buz).status_code == 403
    assert client.get(f"{url}medhjalpare/").status_code == 403
    assert not Inlamnat.objects.exists()
    assert Svar.objects.count() == 5


def test_changed_until_the_close_each_change_in_the_history(client, buz):
    url = f.lank(buz)
    lamna(client, url, buz)
    skicka(client, url, f.poster(buz, q5="Nöjd", v_q5=1))
    assert "Ändringarna räknas först när du har skickat in svaret igen" in client.get(url).content.decode()
    assert Inlamnat.objects.filter(fraga__nummer="5").count() == 1
    f.skicka_in(client, f"{url}skicka-in/")
    assert [i.nummer for i in buz.inlamningar.all()] == [1, 2]
    assert [str(i.alternativ) for i in Inlamnat.objects.filter(fraga__nummer="5").order_by("pk")] == ["Missnöjd", "Nöjd"]
    page = client.get(f"{url}historik/").content.decode()
    assert "Nummer 2" in page
    assert page.count("<tr>") == 1 + 6


def test_what_was_handed_in_is_never_rewritten(client, buz):
    lamna(client, f.lank(buz), buz)
    for statement in ("UPDATE enkat_inlamnat SET text = 'x'", "DELETE FROM enkat_inlamnat", "DELETE FROM enkat_inlamning"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Inlamnat.objects.count() == 5


def test_a_closed_round_refuses_in_words(client, buz):
    url = f.lank(buz)
    skicka(client, url, f.poster(buz, q1="Ja"))
    Omgang.objects.update(status="stangd")
    for response in (client.get(url), client.get(f"{url}sida/1/"), skicka(client, url, f.poster(buz, q1="Till stor del", v_q1=1))):
        assert response.status_code == 403
        assert "stängd" in response.content.decode() or "Svarstiden är slut" in response.content.decode()
    assert str(Svar.objects.get().alternativ) == "Ja"


def test_the_last_day_lasts_to_its_end_and_no_longer(client, buz):
    url = f.lank(buz)
    Omgang.objects.update(oppnar=timezone.localdate() - timedelta(days=5), sista_dag=timezone.localdate())
    assert client.get(url).status_code == 200
    Omgang.objects.update(sista_dag=timezone.localdate() - timedelta(days=1))
    assert client.get(url).status_code == 403


def test_a_chair_with_an_account_answers_without_the_letter(as_user, hus, buz):
    f.ordforande(hus.arena, hus.lasare)
    client = as_user(hus.lasare)
    url = f"/enkat/svar/{buz.pk}/"
    assert "Svara för BUZ" in client.get("/").content.decode()
    assert lamna(client, url, buz).status_code == 302
    assert buz.inlamningar.get().user == hus.lasare


def test_what_stands_beside_is_taken_away_without_losing_the_page(client, buz):
    hers = f.lank(buz)
    skicka(client, hers, f.poster(buz, q1_text="Ett"))
    skicka(client, f.lank(buz, roll="medhjalpare", namn="Sekreteraren"), f.poster(buz, q1_text="Två"))
    sido = Sidotext.objects.get()
    krock = client.post(f"{hers}sidotext/{sido.pk}/ta-bort/", f.poster(buz, q1_text="Tre"))
    assert krock.status_code == 409
    assert "Tre" in krock.content.decode()
    assert f'action="{hers}sida/1/"' in krock.content.decode()
    assert Sidotext.objects.filter(pk=sido.pk).exists()
    Sidotext.objects.exclude(pk=sido.pk).delete()
    response = client.post(f"{hers}sidotext/{sido.pk}/ta-bort/", f.poster(buz, q2="Nöjd"))
    assert response["Location"] == f"{hers}sida/1/"
    assert not Sidotext.objects.exists()
    assert Svar.objects.filter(alternativ__text="Nöjd").exists()
    assert "Två" not in str(list(Handelse.objects.values_list("text", "detaljer")))  # what is taken away is not kept word for word there
    assert Sidotext.history.filter(text="Två", history_type="-").exists()


def test_where_nothing_stands_any_version_is_saved(client, buz):
    assert skicka(client, f.lank(buz), f.poster(buz, q1="Ja", v_q1=3)).status_code == 200
    assert str(Svar.objects.get().alternativ) == "Ja"


def test_the_log_keeps_no_words_of_an_anonymous_round(client, buz):
    Omgang.objects.update(anonym=True, minsta_grupp=5)
    hers = f.lank(buz)
    skicka(client, hers, f.poster(buz, q1_text="Ett"))
    skicka(client, f.lank(buz, roll="medhjalpare", namn="Sekreteraren"), f.poster(buz, q1_text="Två"))
    client.post(f"{hers}sidotext/{Sidotext.objects.get().pk}/ta-bort/")
    assert not Sidotext.objects.exists()
    assert "Två" not in str([h.detaljer for h in Handelse.objects.all()])


def test_the_page_asks_as_many_queries_however_much_is_written(client, hus, buz):
    url = f.lank(buz)
    client.get(f"{url}sida/1/")
    with connection.execute_wrapper(counter := Counter()):
        client.get(f"{url}sida/1/")
    before = counter.n
    skicka(client, url, f.poster(buz, **f.HELT, q1_text="Text", q6="Text"))
    with connection.execute_wrapper(counter := Counter()):
        client.get(f"{url}sida/1/")
    assert counter.n <= before


class Counter:
    def __init__(self):
        self.n = 0

    def __call__(self, execute, *args):
        self.n += 1
        return execute(*args)


def test_ids_above_a_thousand_are_ids(client, hus, buz):
    """A thousands separator in a hidden field or a value would make the answer unreadable."""
    fraga = buz.omgang.formular.fragor[1]
    fraga.alternativ.create(pk=1_234_567, text="Vet ej", ordning=9)
    url = f.lank(buz)
    page = client.get(f"{url}sida/1/").content.decode()
    assert 'value="1234567"' in page
    namn = f.falt(buz)[("2", "val")]
    assert skicka(client, url, {namn: "1234567", f"v-{namn}": 0}).status_code == 200
    Svar.objects.update(version=4321)
    assert 'value="4321"' in client.get(f"{url}sida/1/").content.decode()
