"""She who has left is no longer to be known, but where a record names her: what goes and what stays is told first."""

from datetime import date, timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.inaktuell import radversion
from samverkan.models import Brev, Handelse, Kladd, Roll, Rolltilldelning, User
from tests import factories
from uppdrag.actions.personer import avidentifiera
from uppdrag.models import Samordnare

I_GAR = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def slutad(hus):
    """She was a läsare in Berg, and has left no record."""
    person = factories.user("Anna Slutad", email="anna@exempel.test", titel="Utredare", telefon="070-000 00 00")
    Rolltilldelning.objects.create(user=person, roll=Roll.LASARE, organisation=hus.berg, fran=date(2020, 1, 1), till=I_GAR)
    return person


def sidan(person):
    return reverse("uppdrag:person_avidentifiera", args=[person.pk])


def gor(client, person):
    return client.post(sidan(person), {"version": radversion(User.objects.get(pk=person.pk))}, follow=True)


def test_name_address_sessions_drafts_and_letters_go_and_the_address_is_free(hus, slutad, as_user):
    hennes = Client()
    hennes.force_login(slutad)
    Kladd.objects.create(user=slutad, plats="/x/", skrivning="a.1", falt="text", text="Halvskrivet")
    Brev.objects.create(till="Anna@exempel.test", amne="Ett brev", text="Hej Anna")
    SocialAccount.objects.create(user=slutad, provider="region", uid="x")
    client = as_user(hus.processledare)
    fore = client.get(sidan(slutad)).content.decode()
    gar = ("E-postadress", "Telefon", "Namn", "Titel", "Texter som inte är sparade", "Kopplingar till inloggningstjänster")
    for ord_ in (*gar, "Avidentifierad person"):
        assert ord_ in fore
    efter = gor(client, slutad).content.decode()
    slutad.refresh_from_db()
    assert (slutad.namn, slutad.titel, slutad.telefon, slutad.is_active) == (f"Avidentifierad person {slutad.pk}", "", "", False)
    assert not slutad.has_usable_password()
    assert "Anna" not in efter
    assert "anna@" not in efter
    assert hennes.get("/konto/password/change/").status_code == 302
    assert not any(rad.get_decoded().get("_auth_user_id") == str(slutad.pk) for rad in Session.objects.all())
    assert Kladd.objects.filter(user=slutad).count() == Brev.objects.count() == 0
    assert not SocialAccount.objects.exists()  # the service ties whoever comes with the address now to her own account
    assert factories.user("Anna igen", email="anna@exempel.test").pk != slutad.pk
    handelse = Handelse.objects.get(akt="anonymiserade")
    assert (handelse.text, handelse.user) == (f"Konto {slutad.pk}", hus.processledare)
    assert "Anna" not in str(handelse.detaljer)
    assert slutad.rolltilldelningar.count() == 1, "that the account had the role is still read"


def test_a_name_that_a_record_needs_stays_and_the_page_says_which_and_why(hus, slutad, as_user):
    Samordnare.objects.create(uppdrag=hus.uppdrag, user=slutad, fran=date(2020, 1, 1), till=I_GAR)
    client = as_user(hus.processledare)
    fore = client.get(sidan(slutad)).content.decode()
    assert "Namnet står kvar på kontot" in fore
    assert "Samordnare</dt><dd>Det hör till en handling" in fore
    gor(client, slutad)
    slutad.refresh_from_db()
    assert (slutad.namn, slutad.is_active, slutad.telefon) == ("Anna Slutad", False, "")
    assert slutad.email.endswith("@borttagen.invalid")


def test_who_still_holds_something_is_not_touched(hus, slutad, as_user):
    client = as_user(hus.processledare)
    for person in (hus.lasare, hus.samordnare):
        assert "Avsluta den först." in client.get(sidan(person)).content.decode()
        assert "Avsluta den först." in gor(client, person).content.decode()
    tie = Samordnare.objects.create(uppdrag=hus.uppdrag, user=slutad, fran=date(2020, 1, 1))
    assert f"Knytningen som samordnare ({tie}) har inte slutat." in gor(client, slutad).content.decode()
    assert not Handelse.objects.filter(akt="anonymiserade").exists()
    assert User.objects.filter(email__endswith="@borttagen.invalid").count() == 0


def test_nobody_does_it_to_herself_nor_to_a_processledare_in_office(hus, as_user):
    """The last one's role cannot end (test_sista_processledaren.py), so she is never the one."""
    assert as_user(hus.processledare).get(sidan(hus.processledare)).status_code == 403
    with pytest.raises(ValidationError, match="dig själv"):
        avidentifiera(hus.processledare, by=hus.processledare)
    andra = factories.user("Andra", roll=Roll.PROCESSLEDARE, organisation=hus.region)
    assert "Rollen Processledare, Region Prov har inte slutat." in gor(as_user(andra), hus.processledare).content.decode()
    hus.processledare.refresh_from_db()
    assert hus.processledare.is_active


@pytest.mark.parametrize("roll", ["samordnare", "controller", "direktor", "kommunchef", "lasare", "utomstaende"])
def test_others_may_not(hus, slutad, as_user, roll):
    client = as_user(getattr(hus, roll))
    assert client.get(sidan(slutad)).status_code in {403, 404}
    assert client.post(sidan(slutad), {"version": radversion(slutad)}).status_code in {403, 404}


def test_not_an_administrator_and_not_what_has_changed_meanwhile(hus, slutad, as_user):
    client = as_user(hus.processledare)
    gammal = radversion(slutad)
    User.objects.filter(pk=slutad.pk).update(telefon="1")
    svar = client.post(sidan(slutad), {"version": gammal})
    assert (svar.status_code, "inget är gjort" in svar.content.decode()) == (409, True)
    User.objects.filter(pk=slutad.pk).update(is_staff=True)
    assert gor(client, slutad).status_code == 403


def test_it_is_done_once_and_not_opened_again(hus, slutad, as_user):
    client = as_user(hus.processledare)
    gor(client, slutad)
    assert "redan avidentifierad" in client.get(sidan(slutad)).content.decode()
    client.post(reverse("uppdrag:person_oppna", args=[slutad.pk]))
    slutad.refresh_from_db()
    assert slutad.is_active is False
    assert Handelse.objects.filter(akt="anonymiserade").count() == 1


def test_each_table_is_asked_once(hus, slutad, as_user, django_assert_max_num_queries):
    """Some seventy of them may name her."""
    client = as_user(hus.processledare)
    with django_assert_max_num_queries(160):
        client.get(sidan(slutad))
