"""Second factors: added, asked for at login, demanded by role, lost and reset; and one's own sessions."""

import json
import re
import time
from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from samverkan.actions import anonymisera
from samverkan.inloggning import faktorer
from samverkan.inloggning.faktorkrav import Faktorkrav
from samverkan.inloggning.genom import NYCKEL
from samverkan.inloggning.tjanster import Inloggningstjanst
from samverkan.models import Handelse, Rolltilldelning, User
from samverkan.registerutdrag import utdrag
from tests.faktorer import HEM, Inloggningsnyckel, acts, fel_kod, inne, kod, logga_in, med_app, text
from tests.formular import blanketter


@pytest.fixture
def efter(django_capture_on_commit_callbacks):
    """What waits until a request is committed is done when its block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def skyddad(hus, efter):
    """(a person, her app's secret, her reserve codes, her client). The code she began by is of the step before, so that the next is hers."""
    client = logga_in(hus.samordnare)
    return (hus.samordnare, *med_app(client, efter), client)


# --- the app's codes ----------------------------------------------------------------------------------------------------


def test_an_app_is_added_by_its_code_and_asked_for_at_the_next_login(hus, efter):
    client = logga_in(hus.samordnare)
    sida = client.get(reverse("mfa_activate_totp"))
    hemlighet = sida.context["form"].secret
    assert 'src="data:image/svg+xml;base64,' in sida.content.decode()
    assert hemlighet in text(sida)
    fel = client.post(reverse("mfa_activate_totp"), {"code": fel_kod(hemlighet)})
    assert "Koden stämmer inte" in text(fel)
    assert fel.context["form"].secret == hemlighet  # what is set up in the app holds
    assert not Authenticator.objects.exists()
    with efter():
        client.post(reverse("mfa_activate_totp"), {"code": kod(hemlighet)})
    assert acts(hus.samordnare) == ["loggade in", "lade till kodapp", "skapade reservkoder"]
    assert mail.outbox[-1].to == [hus.samordnare.email]
    assert "kodapp tillagd" in mail.outbox[-1].body
    annan = logga_in(hus.samordnare)
    assert not inne(annan)
    svar = annan.post(reverse("mfa_authenticate"), {"code": kod(hemlighet, 1)})
    assert svar["Location"] == "/"
    assert inne(annan)


def test_a_wrong_code_does_not_let_in_is_traced_and_five_shut_the_way(skyddad):
    person, hemlighet, _, _ = skyddad
    client = logga_in(person)
    for _ in range(5):
        svar = client.post(reverse("mfa_authenticate"), {"code": fel_kod(hemlighet)})
        assert "Koden stämmer inte" in text(svar)
    assert not inne(client)
    assert Handelse.objects.filter(akt="misslyckades logga in").last().text == f"Fel engångskod till {person}"
    svar = client.post(reverse("mfa_authenticate"), {"code": kod(hemlighet, 1)})
    assert "För många försök. Vänta fem minuter" in text(svar)
    assert not inne(client)
    assert acts(person).count("misslyckades logga in") == 5


def test_a_code_counts_once(skyddad):
    person, hemlighet, _, _ = skyddad
    anvand = kod(hemlighet, 1)
    assert logga_in(person).post(reverse("mfa_authenticate"), {"code": anvand}).status_code == 302
    client = logga_in(person)
    svar = client.post(reverse("mfa_authenticate"), {"code": f" {anvand[:3]} {anvand[3:]}"})
    assert "redan använd" in text(svar)
    assert not inne(client)
    assert acts(person)[-1] == "misslyckades logga in"


def test_also_the_code_the_app_was_added_by(hus, efter):
    client = logga_in(hus.samordnare)
    hemlighet = client.get(reverse("mfa_activate_totp")).context["form"].secret
    anvand = kod(hemlighet)
    client.post(reverse("mfa_activate_totp"), {"code": anvand})
    client = logga_in(hus.samordnare)
    assert "redan använd" in text(client.post(reverse("mfa_authenticate"), {"code": anvand}))
    assert not inne(client)


def test_the_letters_code_alone_does_not_let_in(skyddad):
    person, hemlighet, _, _ = skyddad
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": person.email})
    brevkod = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE)[1]
    assert client.post(reverse("account_confirm_login_code"), {"code": brevkod})["Location"] == reverse("mfa_authenticate")
    assert not inne(client)
    client.post(reverse("mfa_authenticate"), {"code": kod(hemlighet, 1)})
    assert inne(client)


def test_a_reserve_code_is_shown_once_and_lets_in_once(skyddad):
    person, _, koder, client = skyddad
    assert len(koder) == 10
    igen = client.get(reverse("mfa_view_recovery_codes"))
    assert koder[0] not in text(igen)
    assert "visas inte igen" in text(igen)
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 403
    annan = logga_in(person)
    annan.post(reverse("mfa_authenticate"), {"code": koder[0]})
    assert "9 av tio koder är kvar" in text(annan.get(HEM))
    assert "använde reservkod" in acts(person)
    tredje = logga_in(person)
    assert "Koden stämmer inte" in text(tredje.post(reverse("mfa_authenticate"), {"code": koder[0]}))
    assert not inne(tredje)
    annan.post(reverse("mfa_generate_recovery_codes"))
    assert "Koden stämmer inte" in text(tredje.post(reverse("mfa_authenticate"), {"code": koder[1]}))


def test_the_app_is_taken_away_and_its_reserve_codes_with_it(skyddad, efter):
    person, _, _, client = skyddad
    with efter():
        client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert acts(person)[-2:] == ["tog bort kodapp", "tog bort reservkoder"]
    assert "kodapp borttagen" in mail.outbox[-1].body
    assert inne(logga_in(person))


def test_her_factors_are_not_changed_long_after_she_logged_in(skyddad, monkeypatch):
    _, _, _, client = skyddad
    nu = time.time()
    monkeypatch.setattr(time, "time", lambda: nu + 3600)
    svar = client.post(reverse("mfa_deactivate_totp"))
    assert svar["Location"].startswith(reverse("account_reauthenticate"))
    assert "skriv en kod från appen" in text(client.get(svar["Location"]))
    assert Authenticator.objects.filter(type="totp").exists()


# --- what is kept, and where --------------------------------------------------------------------------------------------


def test_the_secret_stands_nowhere_in_the_clear(skyddad, settings, caplog):
    person, hemlighet, koder, _ = skyddad
    sparat = " ".join(str(rad.data) for rad in Authenticator.objects.all())
    loggat = " ".join(f"{h.text} {h.detaljer}" for h in Handelse.objects.all())
    brev = " ".join(b.body for b in mail.outbox)
    uppgifter = str(list(utdrag(person.email)))
    assert "mfa.Authenticator" in uppgifter
    assert "usersessions.UserSession" in uppgifter
    for hemligt in (hemlighet, *koder):
        assert hemligt not in sparat + loggat + brev + uppgifter + caplog.text
    assert Authenticator.objects.get(type="totp").data["secret"] not in uppgifter
    assert Session.objects.first().session_key not in uppgifter


def test_a_new_key_of_the_site_reads_what_the_former_wrote_when_it_is_told_of_it(skyddad, settings):
    person, hemlighet, _, _ = skyddad
    gammal = settings.SECRET_KEY
    settings.SECRET_KEY = "en-annan-nyckel-som-ingen-kan-gissa-men-som-ar-ny"
    client = logga_in(person)
    assert "Koden stämmer inte" in text(client.post(reverse("mfa_authenticate"), {"code": kod(hemlighet, 1)}))
    assert faktorer.olasta() == 1
    settings.SECRET_KEY_FALLBACKS = [gammal]
    assert faktorer.olasta() == 0
    client.post(reverse("mfa_authenticate"), {"code": kod(hemlighet, 1)})
    assert inne(client)


def test_they_go_with_the_account_when_it_has_had_its_time(skyddad):
    person, _, _, client = skyddad
    anonymisera(person, by=None)
    assert not Authenticator.objects.exists()
    assert not inne(client)
    assert "UserSession" not in str(list(utdrag(person.email)))


# --- demanded by role ---------------------------------------------------------------------------------------------------


def test_who_must_have_one_and_has_none_reaches_only_the_page_where_it_is_set_up(hus, settings, efter):
    settings.TVAFAKTOR = frozenset({"processledare"})
    client = logga_in(hus.processledare)
    for adress in ("/moten/", "/personer/", reverse("account_change_password")):
        assert client.get(adress)["Location"] == HEM
    for adress in (reverse("samverkan:halsa"), reverse("publik:list")):  # what is open to all
        assert client.get(adress).status_code == 200
    sida = client.get(HEM)
    assert "Din roll kräver tvåfaktorsinloggning" in text(sida)
    client.get("/moten/?status=planerat")
    med_app(client, efter)
    assert client.get("/moten/").status_code == 200
    assert 'href="/moten/?status=planerat"' in client.get(HEM).content.decode()
    assert inne(logga_in(hus.samordnare))  # of her it is not demanded


def test_what_she_was_writing_when_it_was_demanded_waits_for_her(hus, settings, efter):
    client = logga_in(hus.processledare)
    settings.TVAFAKTOR = frozenset({"processledare"})
    svar = client.post(reverse("uppdrag:uppdrag_create", args=[hus.avtal.pk]), {"namn": "Det hon skrev"})
    assert svar["Location"] == HEM
    assert "Det du skrev finns kvar" in text(client.get(HEM))
    med_app(client, efter)
    assert "Det hon skrev" in client.get(reverse("samverkan:skrivet")).content.decode()


def test_a_role_that_is_over_demands_nothing_and_the_administrator_is_named_by_her_own_word(hus, settings):
    settings.TVAFAKTOR = frozenset({"controller"})
    assert not inne(logga_in(hus.controller))
    Rolltilldelning.objects.filter(user=hus.controller).update(till="2021-01-01")
    assert inne(logga_in(hus.controller))
    User.objects.filter(pk=hus.controller.pk).update(is_staff=True, is_superuser=True)
    assert inne(logga_in(hus.controller))
    settings.TVAFAKTOR = frozenset({"administrator"})
    assert logga_in(hus.controller).get("/admin/")["Location"] == HEM


def test_a_login_service_counts_only_where_the_operator_says_it_vouches(hus, settings):
    settings.TVAFAKTOR = frozenset({"processledare"})
    client = logga_in(hus.processledare)
    session = client.session
    session[NYCKEL] = "regionens-idp"
    session.save()
    tjanst = Inloggningstjanst("regionens-idp", "Regionen", "23", "oidc", "https://idp.region.example")
    settings.INLOGGNINGSTJANSTER = (tjanst,)
    assert not inne(client)
    settings.INLOGGNINGSTJANSTER = (replace(tjanst, tvafaktor=True),)
    assert inne(client)


def test_a_role_that_is_none_is_refused_when_the_web_starts(settings):
    settings.TVAFAKTOR = frozenset({"procesledare", "ingen"})
    with pytest.raises(ImproperlyConfigured, match="procesledare är ingen roll"):
        Faktorkrav(None)


def test_the_demand_costs_one_query_once(hus, settings, efter, django_assert_max_num_queries):
    """Her session remembers that she has one: no page asks again."""
    client = logga_in(hus.processledare)
    med_app(client, efter)
    with django_assert_max_num_queries(1_000) as utan:
        client.get(reverse("samverkan:organisation_list"))
        antal = len(utan)
        assert not [q for q in utan.captured_queries if "usersessions" in q["sql"] or "mfa_" in q["sql"]]
    settings.TVAFAKTOR = frozenset({"processledare"})
    client.get(HEM)
    with django_assert_max_num_queries(antal):
        assert client.get(reverse("samverkan:organisation_list")).status_code == 200


# --- login keys ---------------------------------------------------------------------------------------------------------


def med_nyckel(client):
    nyckel, options = Inloggningsnyckel(), client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    data = {"name": "Tjänstedatorn", "passwordless": "on", "credential": nyckel.skapas(options)}
    assert client.post(reverse("mfa_add_webauthn"), data)["Location"] == reverse("mfa_view_recovery_codes")
    return nyckel


def visa_nyckel(nyckel, user):
    """Log in by the key alone, from the page of the login that some other page led to."""
    client = Client()
    form = next(f for f in blanketter(client.get("/moten/", follow=True)) if "credential" in f.fields)
    fraga = client.get(form.action, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    data = {"next": form.fields["next"], "credential": nyckel.visas(fraga["request_options"], user)}
    svar = client.post(form.action, data, follow=True)
    return client, text(svar)


def test_a_key_is_enough_alone_and_opens_only_its_owners_account(hus):
    forsta = logga_in(hus.samordnare)
    nyckel = med_nyckel(forsta)
    assert acts(hus.samordnare) == ["loggade in", "lade till inloggningsnyckel"]
    assert "Tjänstedatorn" in text(forsta.get(HEM))
    client, sagt = visa_nyckel(nyckel, hus.samordnare)
    assert inne(client)
    assert sagt.startswith("Möten")
    for _ in range(2):  # neither as another, who has none, nor as another who has
        client, sagt = visa_nyckel(nyckel, hus.lasare)
        assert "hör inte till något konto här" in sagt
        assert not inne(client)
        Authenticator.objects.filter(user=hus.lasare).delete()
        med_nyckel(logga_in(hus.lasare))
    User.objects.filter(pk=hus.samordnare.pk).update(is_active=False)
    client, sagt = visa_nyckel(nyckel, hus.samordnare)
    assert not inne(client)
    assert "Kontot är stängt" in sagt


def test_a_key_of_anothers_is_no_second_factor_and_a_key_taken_away_is_none(hus, efter):
    forsta = logga_in(hus.samordnare)
    nyckel, frammande = med_nyckel(forsta), med_nyckel(logga_in(hus.lasare))

    def andra_steget(nyckeln):
        client = logga_in(hus.samordnare)
        fraga = client.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]
        return client, client.post(reverse("mfa_authenticate"), {"credential": nyckeln.visas(fraga, hus.samordnare)})

    client, svar = andra_steget(frammande)
    assert (svar.status_code, inne(client)) == (200, False)
    assert Handelse.objects.filter(akt="misslyckades logga in").get().text == "Fel inloggningsnyckel till Samordnare"
    client, _ = andra_steget(nyckel)
    assert inne(client)
    rad = Authenticator.objects.get(user=hus.samordnare, type="webauthn")
    assert rad.last_used_at
    assert logga_in(hus.direktor).post(reverse("mfa_remove_webauthn", args=[rad.pk])).status_code == 404
    client.post(reverse("mfa_remove_webauthn", args=[rad.pk]))
    assert acts(hus.samordnare)[-2:] == ["tog bort inloggningsnyckel", "tog bort reservkoder"]
    assert not inne(forsta)
    assert "hör inte till något konto här" in visa_nyckel(nyckel, hus.samordnare)[1]


def test_a_key_gets_another_name(hus):
    client = logga_in(hus.samordnare)
    med_nyckel(client)
    rad = Authenticator.objects.get(type="webauthn")
    assert "Namnet är inte bytt" in text(client.post(reverse("mfa_edit_webauthn", args=[rad.pk]), {"name": " "}))
    client.post(reverse("mfa_edit_webauthn", args=[rad.pk]), {"name": "Min telefon"})
    assert "Min telefon" in text(client.get(HEM))
    assert acts(hus.samordnare)[-1] == "bytte namn på inloggningsnyckel"


# --- keys that are none -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "svar", ["", "null", "5", "[]", "{}", '{"id": "x"}', "inte json", "[" * 100_000, '{"response": {"userHandle": "MQ"}}']
)
def test_what_is_no_key_opens_nothing_and_breaks_nothing(skyddad, svar):
    person, _, _, inloggad = skyddad
    client = Client()
    client.get(reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"})
    assert client.post(reverse("mfa_login_webauthn"), {"credential": svar})["Location"] == reverse("account_login")
    client = logga_in(person)
    client.get(reverse("mfa_authenticate"))
    assert client.post(reverse("mfa_authenticate"), {"credential": svar}).status_code == 200
    assert not inne(client)
    inloggad.get(reverse("mfa_add_webauthn"))
    assert "Nyckeln är inte tillagd" in text(inloggad.post(reverse("mfa_add_webauthn"), {"name": "N", "credential": svar}))
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_a_new_key_that_was_cut_off_on_its_way_is_not_added(hus):
    client = logga_in(hus.samordnare)
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    svar = json.loads(Inloggningsnyckel().skapas(options))
    svar["response"]["attestationObject"] = svar["response"]["attestationObject"][:2]
    assert "Nyckeln är inte tillagd" in text(client.post(reverse("mfa_add_webauthn"), {"name": "N", "credential": json.dumps(svar)}))
    assert not Authenticator.objects.exists()
