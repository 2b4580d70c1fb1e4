"""Every letter is a row: read by the processledare, sent again when it did not go, and never with what would open something."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from enkat.models import Inbjudan
from samverkan import actions, brev
from samverkan.brev import Avsandare
from samverkan.models import Brev, Handelse
from tests import factories
from tests.enkat import factories as enkatens
from tests.mejlserver import mejlserver

FORE = timedelta(hours=1)


@pytest.fixture
def nekat(hus, settings):
    """A letter about the agreement that the mail server refused an hour ago."""
    with mejlserver(settings, "chef@exempel.test"):
        fel = brev.skicka(brevet(hus))
    assert fel == "mejlservern svarade 550 Adressen finns inte"
    Brev.objects.update(forsokt=timezone.now() - FORE)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return Brev.objects.get()


def brevet(hus, till="chef@exempel.test", **falt):
    fran = Avsandare("Region Prov", "", "", hus.processledare, hus.avtal.pk)
    return brev.brev(till, "Att granska", "brev/prov.txt", {"adress": "https://x"}, avsandare=fran, varfor="du granskar", **falt)


def igen(rad):
    return reverse("samverkan:brev_skicka_igen", args=[rad.pk])


def test_a_letter_that_was_refused_is_seen_and_sent_again_as_it_was(hus, nekat, as_user):
    client = as_user(hus.processledare)
    lista = client.get(reverse("samverkan:brev_list")).content.decode()
    assert "Ett brev kunde inte skickas." in lista
    sida = client.get(nekat.get_absolute_url()).content.decode()
    assert "mejlservern svarade 550 Adressen finns inte" in sida
    assert "provbrev från Samverkan på https://x" in sida
    svar = client.post(igen(nekat), follow=True).content.decode()
    assert "Brevet är skickat till chef@exempel.test." in svar
    assert "Brevet har nyss skickats." in svar
    (gick,) = mail.outbox
    assert (gick.to, gick.subject, gick.body, gick.reply_to) == (
        ["chef@exempel.test"],
        nekat.amne,
        nekat.text,
        [hus.processledare.email],
    )
    assert gick.alternatives[0][0] == nekat.html
    nekat.refresh_from_db()
    assert (nekat.fel, nekat.antal, nekat.status_i_ord) == ("", 2, "skickat")
    assert Handelse.objects.filter(akt="skickade brev igen", user=hus.processledare, avtal_id=hus.avtal.pk).count() == 1
    assert client.post(igen(nekat)).status_code == 403, "it has just gone"
    assert actions.forsok_igen() == 0
    assert len(mail.outbox) == 1


def test_one_more_refusal_is_told(hus, nekat, as_user, settings):
    with mejlserver(settings, "chef@exempel.test"):
        svar = as_user(hus.processledare).post(igen(nekat), follow=True).content.decode()
    assert "Brevet till chef@exempel.test kunde inte skickas: mejlservern svarade 550 Adressen finns inte." in svar
    assert "är skickat till" not in svar


@pytest.mark.parametrize(("vem", "kod"), [("utomstaende", 404), ("samordnare", 404), ("kommunchef", 404)])
def test_a_letter_is_for_the_processledare_of_its_agreement_alone(hus, nekat, as_user, vem, kod):
    client = as_user(getattr(hus, vem))
    assert client.get(nekat.get_absolute_url()).status_code == client.post(igen(nekat)).status_code == kod
    svar = client.get(reverse("samverkan:brev_list"))
    assert svar.status_code == 403 or "Att granska" not in svar.content.decode()


def test_a_personal_link_is_not_kept_and_a_new_one_is_sent_from_its_page(hus, as_user, django_capture_on_commit_callbacks):
    d = enkatens.deltagare(enkatens.omgang(hus), hus.berg)
    type(d).objects.update(epost="chef@exempel.test")
    with django_capture_on_commit_callbacks(execute=True):
        as_user(hus.processledare).post(reverse("enkat:deltagare_skicka_igen", args=[d.pk]))
    token = re.search(r"/svara/(\w+)/", mail.outbox[0].body)[1]
    rad, inbjudan = Brev.objects.get(), Inbjudan.objects.get()
    assert token not in f"{rad.text} {rad.html} {inbjudan.token_hash}"
    assert "/svara/[utelämnat]" in rad.text
    Brev.objects.update(forsokt=timezone.now() - FORE, fel="x")
    client = as_user(hus.processledare)
    sida = client.get(rad.get_absolute_url()).content.decode()
    assert "Brevet har en personlig länk eller kod, som inte sparas." in sida
    assert f'<a href="{d.omgang.get_absolute_url()}">Skicka ett nytt' in sida
    assert client.post(igen(rad)).status_code == 403
    assert actions.forsok_igen() == 0


def test_what_was_enclosed_is_not_kept_either(hus):
    brev.skicka(brevet(hus, bilagor=[("a.pdf", b"%PDF", "application/pdf")]))
    rad = Brev.objects.get()
    assert (rad.hinder, rad.html) == (brev.BILAGA, "")
    assert "provbrev" in rad.text


@pytest.mark.parametrize("vag", ["account_request_login_code", "account_reset_password"])
def test_of_a_code_and_a_new_password_only_that_a_letter_went_is_kept(client, hus, as_user, vag):
    client.post(reverse(vag), {"email": hus.samordnare.email})
    rad = Brev.objects.get()
    assert (rad.till, rad.fel, rad.text, rad.html) == (hus.samordnare.email, "", "", "")
    assert mail.outbox[0].subject == rad.amne
    assert as_user(hus.processledare).get(rad.get_absolute_url()).status_code == 200
    assert as_user(hus.utomstaende).get(rad.get_absolute_url()).status_code == 404


def test_the_clock_tries_a_letter_again_a_few_times_and_not_for_ever(hus, nekat, settings):
    Brev.objects.update(antal=3)
    with mejlserver(settings, "chef@exempel.test"):
        assert actions.forsok_igen() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Brev.objects.update(forsokt=timezone.now() - FORE)
    assert actions.forsok_igen() == 0, "four times"
    Brev.objects.update(antal=1, skapad=timezone.now() - timedelta(days=4))
    assert actions.forsok_igen() == 0, "nobody wants it any more"
    Brev.objects.update(skapad=timezone.now())
    assert actions.forsok_igen() == 1
    assert len(mail.outbox) == 1


def test_letters_go_after_ninety_days(hus, nekat, capsys):
    Brev.objects.update(skapad=timezone.now() - timedelta(days=89))
    call_command("gallra")
    assert Brev.objects.exists()
    Brev.objects.update(skapad=timezone.now() - timedelta(days=91))
    call_command("gallra")
    assert not Brev.objects.exists()


def test_the_list_asks_as_much_of_three_letters_as_of_one(hus, nekat, as_user, django_assert_max_num_queries):
    client = as_user(hus.processledare)
    with django_assert_max_num_queries(12) as en:
        client.get(reverse("samverkan:brev_list"))
    for n in range(3):
        factories.user(f"P{n}")
        brev.skicka(brevet(hus, f"p{n}@exempel.test"))
    with django_assert_max_num_queries(len(en)):
        assert "Fyra brev" in client.get(reverse("samverkan:brev_list")).content.decode()
    assert "<caption>Ett brev</caption>" in client.get(reverse("samverkan:brev_list"), {"visa": "misslyckade"}).content.decode()


def test_a_letter_to_somebody_who_once_had_a_role_here_or_to_an_administrator_is_not_ours_to_read(hus, as_user):
    forr = factories.user(roll="kommunchef", organisation=hus.berg, email="forr@exempel.test")
    forr.rolltilldelningar.update(till=timezone.localdate() - timedelta(days=1))
    admin = factories.user(roll="processledare", organisation=hus.region, email="admin@exempel.test", is_superuser=True)
    for person in (forr, admin, hus.samordnare):
        Brev.objects.create(till=person.email, amne=f"Till {person.email}", forsokt=timezone.now())
    lista = as_user(hus.processledare).get(reverse("samverkan:brev_list")).content.decode()
    assert f"Till {hus.samordnare.email}" in lista
    assert "Till forr@" not in lista
    assert "Till admin@" not in lista
