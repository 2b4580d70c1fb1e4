"""What was typed in a form when the session had ended is there again after login; what was typed too late can be copied."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from berattelse.models import Avsnitt
from samverkan.inloggning.konton import Adapter
from samverkan.models import Handelse
from samverkan.skrivet import kvarlamnat as skrivet
from tests.formular import blanketter, dolda, skicka

LOSENORD = "ett-langt-losenord"
pytestmark = pytest.mark.django_db


@pytest.fixture
def adress(hus):
    return reverse("uppdrag:uppdrag_edit", args=[hus.uppdrag.pk])


def logga_in(client, user, svar):
    """Log in on the page that `svar` leads to, and follow it home."""
    user.set_password(LOSENORD)
    user.save()
    return client.post(svar["Location"], {"login": user.email, "password": LOSENORD}, follow=True)


def typed(client, adress, **andrat):
    """What a browser holds of the form, opened while she was logged in, with what she then typed."""
    data = {"namn": "Lärcentrum", "status": "aktivt", "ordning": "1"} | dolda(client, adress) | andrat
    client.logout()
    return data


def test_what_was_typed_is_shown_after_login_and_saved_by_one_press(hus, as_user, adress):
    client = as_user(hus.processledare)
    data = typed(client, adress, namn="Lärcentrum i länet", anmarkning="Rad ett\r\nRad två")
    svar = client.post(adress, data)
    assert svar["Location"] == f"{reverse('account_login')}?next=/skrivet/"
    sida = logga_in(client, hus.processledare, svar)
    text = sida.content.decode()
    assert "Du hade blivit utloggad när du sparade." in text
    assert '<dt>Namn</dt><dd class="radbryt">Lärcentrum i länet</dd>' in text
    assert "version" not in [rad[0] for rad in sida.context["rader"]]
    form = next(f for f in blanketter(sida) if f.action == adress)
    assert client.post(adress, dict(form.form_values())).status_code == 302
    hus.uppdrag.refresh_from_db()
    assert (hus.uppdrag.namn, hus.uppdrag.anmarkning.split()) == ("Lärcentrum i länet", ["Rad", "ett", "Rad", "två"])
    assert skrivet.NYCKEL not in client.session


def test_a_colleague_who_saved_meanwhile_is_not_written_over(hus, as_user, adress):
    client = as_user(hus.processledare)
    data = typed(client, adress, namn="Mitt namn")
    svar = client.post(adress, data)
    skicka(as_user(hus.processledare), adress, data | {"namn": "Kollegans namn"} | dolda(as_user(hus.processledare), adress))
    client = Client()
    client.post(adress, data)
    sida = logga_in(client, hus.processledare, svar)
    form = next(f for f in blanketter(sida) if f.action == adress)
    krock = client.post(adress, dict(form.form_values()))
    assert krock.status_code == 409
    assert "Sparat nu: Kollegans namn" in krock.content.decode()


def test_the_text_of_a_section_is_kept_too_and_read_as_text(hus, as_user):
    avsnitt = Avsnitt.objects.create(verksamhetsar=hus.year, sort="uppdrag", uppdrag=hus.uppdrag)
    adress = reverse("berattelse:avsnitt_edit", args=[avsnitt.pk])
    client = Client()
    data = dict.fromkeys(avsnitt.delar, "") | {"version": avsnitt.version, "beskrivning": "<p>Nytt <b>stycke</b></p><script>x</script>"}
    sida = logga_in(client, hus.processledare, client.post(adress, data))
    assert ("Nytt stycke" in sida.content.decode(), "<script>x" in sida.content.decode()) == (True, False)
    form = next(f for f in blanketter(sida) if f.action == adress)
    assert client.post(adress, dict(form.form_values())).status_code == 302
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == "<p>Nytt <strong>stycke</strong></p>"


def test_who_may_not_open_the_page_is_shown_nothing_and_it_is_gone(hus, as_user, adress):
    client = Client()
    svar = client.post(adress, {"namn": "Hemligt namn"})
    sida = logga_in(client, hus.lasare, svar)
    assert sida.redirect_chain[-1][0] == "/"
    assert "Hemligt namn" not in sida.content.decode()
    assert skrivet.NYCKEL not in client.session


def test_what_one_typed_is_never_shown_to_the_next_who_logs_in_in_the_same_browser(hus, as_user, adress):
    client = Client()
    svar = client.post(adress, {"namn": "Mitt utkast", "skrivande": hus.controller.pk})
    sida = logga_in(client, hus.processledare, svar)
    assert "Mitt utkast" not in sida.content.decode()
    assert skrivet.NYCKEL not in client.session
    client = Client()
    sida = logga_in(client, hus.processledare, client.post(adress, {"namn": "Mitt utkast", "skrivande": hus.processledare.pk}))
    assert "Mitt utkast" in sida.content.decode()


def test_nobody_fills_the_sessions_from_outside(hus, adress):
    svar = [Client().post(adress, {"namn": "x" * 1000})["Location"] for _ in range(skrivet.MANGA + 2)]
    assert svar[0].endswith("/skrivet/")
    assert not svar[-1].endswith("/skrivet/")
    assert Session.objects.count() == skrivet.MANGA


def test_it_can_be_thrown_away(hus, adress):
    client = Client()
    logga_in(client, hus.processledare, client.post(adress, {"namn": "X"}))
    assert client.get("/skrivet/").status_code == 200
    client.post("/skrivet/kasta/")
    assert client.get("/skrivet/")["Location"] == "/"


def test_a_password_is_never_kept(hus):
    client = Client()
    client.post("/moten/registrera/", {"password1": "hemligt", "losen": "hemligt", "rubrik": "Möte"})
    assert client.session[skrivet.NYCKEL]["falt"] == [["rubrik", "Möte"]]


def test_more_than_a_page_can_hold_is_not_kept(hus, adress):
    client = Client()
    assert client.post(adress, {"namn": "x" * (skrivet.MEST + 1)}).status_code == 302
    assert skrivet.NYCKEL not in client.session


def test_a_page_from_before_a_new_login_shows_what_was_typed_but_saves_nothing(hus, adress):
    client = Client(enforce_csrf_checks=True)
    client.force_login(hus.processledare)
    svar = client.post(adress, {"namn": "Nytt namn", "csrfmiddlewaretoken": "x" * 64})
    text = svar.content.decode()
    assert svar.status_code == 403
    assert '<dt>Namn</dt><dd class="radbryt">Nytt namn</dd>' in text
    assert 'value="Nytt namn"' not in text
    hus.uppdrag.refresh_from_db()
    assert hus.uppdrag.namn == "Lärcentrum"
    assert not Handelse.objects.filter(akt="ändrade uppdrag").exists()


def test_what_was_typed_in_a_row_that_is_gone_can_be_copied(hus, as_user):
    svar = as_user(hus.processledare).post(reverse("uppdrag:uppdrag_edit", args=[999]), {"namn": "Långt skrivet"})
    assert svar.status_code == 404
    assert "Långt skrivet" in svar.content.decode()


def test_who_logs_in_by_the_code_in_the_letter_meets_it_too(hus, adress, rf):
    client = Client()
    client.post(adress, {"namn": "X"})
    assert "Det du skrev finns kvar" in client.get(reverse("account_login")).content.decode()
    fraga = rf.get("/")
    fraga.session, fraga.user = client.session, hus.processledare
    assert Adapter(fraga).get_login_redirect_url(fraga) == "/skrivet/"
    del fraga.session[skrivet.NYCKEL]
    assert Adapter(fraga).get_login_redirect_url(fraga) == "/"
