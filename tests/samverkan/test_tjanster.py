"""Logging in by others' login services (OpenID Connect), against real ones on this machine: who comes in, who does not, and what she is told."""

import json
from datetime import timedelta

import pytest
from allauth.core import context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin, SocialToken
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.inloggning.genom import NYCKEL, prova, svarar_for_tvafaktor, uid, vem
from samverkan.inloggning.tjanster import Inloggningstjanst
from samverkan.models import Handelse, Roll, Rolltilldelning
from samverkan.registerutdrag import utdrag
from tests import factories, faktorer, oidcserver
from tests.formular import skicka

LOSENORD = "ett-langt-losenord"
START = "/konto/tjanst/region/"


@pytest.fixture(scope="module")
def server():
    with oidcserver.oidcserver() as adress:
        yield adress


def _tjanst(adress, **andra):
    bas = {"id": "region", "namn": "Region Prov", "organisation": "98", "sort": "oidc", "klient": "samverkan", "hemlighet": "h"}
    return Inloggningstjanst(**bas | {"utfardare": adress} | andra)


@pytest.fixture
def tjanster(settings, server, hus):
    """The region's service and Bergs kommun's, with one issuer and one client id."""
    berg = {"id": "berg", "namn": "Bergs kommun", "organisation": hus.berg.kod}
    settings.INLOGGNINGSTJANSTER = (_tjanst(server, hjalp="servicedesk 063-14 00 00"), _tjanst(server, **berg))
    return settings.INLOGGNINGSTJANSTER


def _kom_in(client, server, user, *, start=START, sub=None, **uppgifter):
    """The answer when she comes back from the service, which says her address is bekräftad unless told otherwise."""
    sub = sub or f"sub{user.pk}"
    oidcserver.person(server, sub, **{"email": user.email, "email_verified": True} | uppgifter)
    return client.get(oidcserver.hos_tjansten(client, start, sub))


def _handelser():
    return list(Handelse.objects.order_by("pk").values_list("akt", "text"))


def _nekad(svar, *ord_, status=403):
    """The page's words, once it is found to be a refusal that nobody is logged in by."""
    sida = svar.content.decode()
    assert svar.status_code == status
    assert "Inloggningen med" in sida
    assert "_auth_user_id" not in svar.wsgi_request.session
    assert all(o in sida for o in ord_), sida
    assert "no-store" in svar["Cache-Control"]
    return sida


# --- who comes in -----------------------------------------------------------------------------------------------------


def test_the_login_page_offers_each_service_and_keeps_where_she_was_going(client, tjanster):
    sida = client.get("/konto/login/?next=/handelser/").content.decode()
    assert 'href="/konto/tjanst/region/?next=/handelser/">Logga in med Region Prov</a>' in sida
    assert ">Logga in med Bergs kommun</a>" in sida


def test_without_services_the_login_page_says_nothing_of_them(client, hus):
    assert "/konto/tjanst/" not in client.get("/konto/login/").content.decode()
    assert client.get(START).status_code == 404


def test_she_who_has_a_role_there_comes_in_and_the_log_says_how(client, server, tjanster, hus):
    svar = _kom_in(client, server, hus.samordnare, start=f"{START}?next=/handelser/")
    assert svar["Location"] == "/handelser/"
    assert client.session[NYCKEL] == "region"
    assert _handelser() == [("kopplade inloggning", "till Region Prov"), ("loggade in", "genom Region Prov")]
    assert {h.user for h in Handelse.objects.all()} == {hus.samordnare}


def test_she_is_told_by_letter_once_that_her_account_is_tied(client, server, tjanster, hus, django_capture_on_commit_callbacks):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            _kom_in(Client(), server, hus.samordnare)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([hus.samordnare.email], "Din inloggning är kopplad")
    assert "Region Prov" in letter.body


def test_an_account_that_was_only_tied_can_still_be_taken_away(client, server, tjanster, hus, as_user):
    """She came by the service, and never took the step after it."""
    ny = factories.user("Fel Person", roll=Roll.LASARE, organisation=hus.region)
    SocialAccount.objects.create(user=ny, provider="region", uid="x")
    skicka(as_user(hus.processledare), reverse("uppdrag:person_ta_bort", args=[ny.pk]), {})
    assert not SocialAccount.objects.exists()


def test_the_second_time_she_is_known_by_her_identity_and_nothing_more_is_kept(client, server, tjanster, hus):
    _kom_in(client, server, hus.samordnare, name="Sam Ordnare", picture="https://bild.test/1")
    _kom_in(Client(), server, hus.samordnare)
    koppling = SocialAccount.objects.get()
    assert (koppling.user, koppling.provider, koppling.extra_data) == (hus.samordnare, "region", {})
    assert f"sub{hus.samordnare.pk}" not in koppling.uid
    assert not SocialToken.objects.exists()
    assert "socialaccount.SocialAccount" in [rad["modell"] for rad in utdrag(hus.samordnare.email)]
    assert [akt for akt, _ in _handelser()] == ["kopplade inloggning", "loggade in", "loggade in"]


def test_of_two_first_logins_at_once_the_second_finds_the_tie(tjanster, hus):
    """Both had looked for it before either had tied it."""
    vems = {"kand_som": uid(tjanster[0], "a1"), "epost": hus.samordnare.email, "intygad": True}
    forst, sedan = (vem(None, tjanster[0], **vems) for _ in range(2))
    assert [prova(tjanster[0], login) for login in (forst, sedan)] == [None, None]
    assert sedan.account == forst.account == SocialAccount.objects.get()
    assert sedan.user == hus.samordnare


def test_her_password_is_left_as_it_was(client, server, tjanster, hus):
    _kom_in(client, server, hus.samordnare)
    annan = Client()
    annan.post(reverse("account_login"), {"login": hus.samordnare.email, "password": LOSENORD})
    assert annan.get("/").status_code == 200
    assert NYCKEL not in annan.session
    assert _handelser()[-1] == ("loggade in", "Samordnare")


def test_two_services_with_one_client_id_are_two(client, server, tjanster, hus):
    Rolltilldelning.objects.create(user=hus.samordnare, roll=Roll.LASARE, organisation=hus.berg, fran=factories.BORJAN)
    assert _kom_in(client, server, hus.samordnare).status_code == 302
    annan = Client()
    assert _kom_in(annan, server, hus.samordnare, start="/konto/tjanst/berg/").status_code == 302
    assert annan.session[NYCKEL] == "berg"
    assert set(SocialAccount.objects.values_list("provider", flat=True)) == {"region", "berg"}


def test_a_login_that_waits_for_a_further_step_finds_its_service_again(client, server, tjanster, hus, rf):
    """A second factor is asked for between: the login is kept in the session until then."""
    request = rf.get("/")
    for tjanst in tjanster:
        leverantor = get_adapter(request).get_provider(request, tjanst.id)
        login = vem(leverantor, tjanst, kand_som=uid(tjanst, "a1"), epost=hus.samordnare.email, intygad=True)
        login.user = hus.samordnare
        with context.request_context(request):
            ater = SocialLogin.deserialize(json.loads(json.dumps(login.serialize())))
        assert (ater.provider.sub_id, ater.account.uid, ater.user) == (tjanst.id, login.account.uid, hus.samordnare)


def test_only_a_service_that_vouches_for_a_second_factor_does_so(client, server, settings, hus):
    for vad in (True, False):
        settings.INLOGGNINGSTJANSTER = (_tjanst(server, tvafaktor=vad),)
        assert svarar_for_tvafaktor(_kom_in(Client(), server, hus.samordnare).wsgi_request) is vad
    client.force_login(hus.samordnare)
    assert not svarar_for_tvafaktor(client.get("/").wsgi_request)


def test_her_own_second_factor_is_asked_for_when_she_comes_by_a_service(client, server, tjanster, hus, django_capture_on_commit_callbacks):
    hemlighet, _ = faktorer.med_app(faktorer.logga_in(hus.samordnare), lambda: django_capture_on_commit_callbacks(execute=True))
    svar = _kom_in(client, server, hus.samordnare)
    assert svar["Location"].startswith(reverse("mfa_authenticate"))
    vantar = client.session["account_login"]["signal_kwargs"]["sociallogin"]
    assert vantar.get("token") is None  # the service's token opens something there, and is nothing to keep
    assert client.post(reverse("mfa_authenticate"), {"code": faktorer.fel_kod(hemlighet)}).status_code == 200
    assert not faktorer.inne(client)
    client.post(reverse("mfa_authenticate"), {"code": faktorer.kod(hemlighet, 1)})
    assert faktorer.inne(client)
    assert client.session[NYCKEL] == "region"


def test_she_is_sent_nowhere_else_afterwards(client, server, tjanster, hus):
    assert _kom_in(client, server, hus.samordnare, start=f"{START}?next=https://en.annan.test/")["Location"] == "/"


def test_the_device_is_known_afterwards_and_what_she_had_typed_is_shown(client, server, tjanster, hus):
    client.post(f"/uppdrag/{hus.uppdrag.pk}/andra/", {"namn": "Det hon skrev"})
    svar = _kom_in(client, server, hus.samordnare)
    assert svar["Location"] == "/skrivet/"
    assert svar.cookies["enhet"].value


def test_another_who_was_logged_in_is_logged_out(client, server, tjanster, hus):
    client.force_login(hus.controller)
    _kom_in(client, server, hus.samordnare)
    assert client.session["_auth_user_id"] == str(hus.samordnare.pk)
    assert client.session[NYCKEL] == "region"


def test_a_new_address_on_the_account_ends_that_session_too(client, server, tjanster, hus):
    _kom_in(client, server, hus.samordnare)
    hus.samordnare.email = "ny@exempel.test"
    hus.samordnare.save()
    assert client.get("/").status_code == 302


def test_she_who_logs_out_is_told_that_the_service_still_knows_her(client, server, tjanster, hus):
    _kom_in(client, server, hus.samordnare)
    sida = client.post(reverse("account_logout"), follow=True).content.decode()
    assert "Du är fortfarande inloggad hos Region Prov" in sida
    _kom_in(client, server, hus.samordnare)
    assert "fortfarande inloggad" not in client.get(_kom_in(client, server, hus.samordnare)["Location"]).content.decode()
    annan = Client()
    annan.force_login(hus.samordnare)
    assert "fortfarande inloggad" not in annan.post(reverse("account_logout"), follow=True).content.decode()


def test_a_login_by_password_after_a_service_is_not_said_to_be_by_the_service(client, server, tjanster, hus):
    """The key would vouch for a second factor."""
    session = client.session
    session[NYCKEL] = "region"
    session.save()
    client.post(reverse("account_login"), {"login": hus.samordnare.email, "password": LOSENORD})
    assert NYCKEL not in client.session


# --- who does not -----------------------------------------------------------------------------------------------------


def test_an_unknown_person_is_told_and_her_address_is_not_written_down(client, server, tjanster, hus):
    ingen = factories.user("Ingen")
    adress = ingen.email
    ingen.delete()
    oidcserver.person(server, "okand", email=adress, email_verified=True)
    svar = client.get(oidcserver.hos_tjansten(client, START, "okand"))
    _nekad(svar, f"Ingen i Samverkan har adressen {adress}", "processledare", "servicedesk 063-14 00 00")
    assert _handelser() == [("misslyckades logga in", "Genom Region Prov: okänd person")]
    assert not Handelse.objects.filter(detaljer__icontains=adress).exists()
    assert not SocialAccount.objects.exists()


def test_the_page_says_whom_to_call(client, server, tjanster, hus):
    factories.kontakt(hus)
    svar = _kom_in(client, server, hus.direktor, start="/konto/tjanst/berg/")
    _nekad(svar, "Processledare Prov", "0700-00 00 00", "kontakt@exempel.test")


def test_a_kommuns_service_does_not_speak_for_the_regions_direktor(client, server, tjanster, hus):
    _nekad(_kom_in(client, server, hus.direktor, start="/konto/tjanst/berg/"), "Du har ingen roll hos Bergs kommun i dag")
    assert _handelser() == [("misslyckades logga in", "Genom Bergs kommun: ingen roll där i dag")]
    assert Handelse.objects.get().objekt == f"samverkan.user:{hus.direktor.pk}"
    assert not SocialAccount.objects.exists()


def test_a_role_that_has_ended_or_not_begun_opens_nothing_though_she_is_known_there(client, server, tjanster, hus):
    _kom_in(client, server, hus.samordnare)
    idag = timezone.localdate()
    hus.samordnare.rolltilldelningar.update(till=idag - timedelta(days=1))
    _nekad(_kom_in(Client(), server, hus.samordnare), "ingen roll hos Region Prov i dag")
    hus.samordnare.rolltilldelningar.update(till=None, fran=idag + timedelta(days=1))
    _nekad(_kom_in(Client(), server, hus.samordnare), "ingen roll hos Region Prov i dag")
    hus.samordnare.rolltilldelningar.update(fran=idag)
    assert _kom_in(Client(), server, hus.samordnare).status_code == 302


@pytest.mark.parametrize("falt", ["is_superuser", "is_staff"])
def test_an_administrator_comes_in_by_no_others_service(client, server, tjanster, hus, falt):
    setattr(hus.processledare, falt, True)
    hus.processledare.save()
    _nekad(_kom_in(client, server, hus.processledare), "administratörskonto")
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(client, server, tjanster, hus):
    _kom_in(client, server, hus.samordnare)
    hus.samordnare.is_active = False
    hus.samordnare.save()
    _nekad(_kom_in(Client(), server, hus.samordnare), "Ditt konto är stängt")


def test_a_second_identity_with_her_address_is_refused(client, server, tjanster, hus):
    _kom_in(client, server, hus.samordnare)
    _nekad(_kom_in(Client(), server, hus.samordnare, sub="en-annan"), "redan kopplat till en annan identitet", "processledare koppla loss")
    assert SocialAccount.objects.count() == 1
    assert _handelser()[-1] == ("misslyckades logga in", "Genom Region Prov: en annan identitet är kopplad")


def test_her_identity_with_anothers_address_is_refused(client, server, tjanster, hus):
    _kom_in(client, server, hus.samordnare)
    svar = _kom_in(Client(), server, hus.samordnare, email=hus.controller.email)
    _nekad(svar, "ditt konto har en annan")
    assert _handelser()[-1][0] == "misslyckades logga in"


@pytest.mark.parametrize(("uppgifter", "ord_"), [({"email_verified": False}, "intygar inte"), ({"email": ""}, "ingen e-postadress")])
def test_an_address_the_service_does_not_vouch_for_opens_nothing(client, server, tjanster, hus, uppgifter, ord_):
    _nekad(_kom_in(client, server, hus.samordnare, **uppgifter), ord_)


def test_a_service_that_never_says_so_may_be_believed_by_the_operators_word(client, server, settings, hus):
    settings.INLOGGNINGSTJANSTER = (_tjanst(server, epost_bekraftad=True),)
    assert _kom_in(client, server, hus.samordnare, email_verified=None).status_code == 302


def test_a_service_whose_organisation_is_not_there_lets_nobody_in(client, server, settings, hus):
    settings.INLOGGNINGSTJANSTER = (_tjanst(server, organisation="77"),)
    _nekad(_kom_in(client, server, hus.samordnare), "ingen roll hos Region Prov i dag")


# --- what goes wrong on the way ---------------------------------------------------------------------------------------


def test_she_who_changes_her_mind_is_told_how_to_go_on(client, server, tjanster):
    state = oidcserver.fragan(client, START)["state"][0]
    _nekad(client.get(f"{START}svar/?error=access_denied&state={state}"), "Du avbröt inloggningen")


def test_an_answer_is_taken_once_and_only_by_the_browser_that_asked(client, server, tjanster, hus):
    oidcserver.person(server, "a1", email=hus.samordnare.email, email_verified=True)
    svar = oidcserver.hos_tjansten(client, START, "a1")
    _nekad(Client().get(svar), "började i en annan webbläsare", status=400)
    _nekad(client.get(svar.replace("region", "berg")), "Börja om", status=400)
    assert client.get(svar).status_code == 302
    client.logout()
    _nekad(client.get(svar), "redan använd", status=400)


def test_a_code_that_is_used_up_is_refused(client, server, tjanster, hus):
    oidcserver.person(server, "a1", email=hus.samordnare.email, email_verified=True)
    anvand = oidcserver.hos_tjansten(client, START, "a1")
    client.get(anvand)
    annan = Client()
    state = oidcserver.fragan(annan, START)["state"][0]
    code = anvand.partition("code=")[2].partition("&")[0]
    _nekad(annan.get(f"{START}svar/?code={code}&state={state}"), "tar inte emot koden", status=400)


# --- the tie is undone ------------------------------------------------------------------------------------------------


def test_the_processledare_undoes_the_tie_and_she_is_told(client, server, tjanster, hus, django_capture_on_commit_callbacks):
    _kom_in(client, server, hus.samordnare)
    leder = Client()
    leder.force_login(hus.processledare)
    sida = leder.get(hus.samordnare.get_absolute_url()).content.decode()
    vag = reverse("uppdrag:person_koppla_loss", args=[hus.samordnare.pk, "region"])
    assert vag in sida
    with django_capture_on_commit_callbacks(execute=True):
        assert leder.post(vag)["Location"] == hus.samordnare.get_absolute_url()
    assert not SocialAccount.objects.exists()
    assert (mail.outbox[0].to, "Region Prov" in mail.outbox[0].body) == ([hus.samordnare.email], True)
    assert _handelser()[-1] == ("kopplade loss inloggning", "Samordnare: från Region Prov")
    assert leder.post(vag).status_code == 404
    assert _kom_in(Client(), server, hus.samordnare, sub="en-annan").status_code == 302


def test_nobody_else_undoes_it(client, server, tjanster, hus):
    _kom_in(client, server, hus.samordnare)
    vag = reverse("uppdrag:person_koppla_loss", args=[hus.samordnare.pk, "region"])
    assert "Koppla loss" not in client.get(hus.samordnare.get_absolute_url()).content.decode()
    for person, status in ((hus.samordnare, 403), (hus.controller, 404), (hus.utomstaende, 404)):
        client.force_login(person)
        assert client.post(vag).status_code == status
    assert SocialAccount.objects.exists()


def test_the_administrator_undoes_it_in_the_operators_pages(client, server, tjanster, hus, as_user, django_capture_on_commit_callbacks):
    _kom_in(Client(), server, hus.samordnare)
    hus.controller.is_staff = hus.controller.is_superuser = True
    hus.controller.save()
    rad, driften = SocialAccount.objects.get(), as_user(hus.controller)
    assert "Region Prov" in driften.get("/admin/socialaccount/socialaccount/").content.decode()
    assert driften.get("/admin/socialaccount/socialapp/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        driften.post(f"/admin/socialaccount/socialaccount/{rad.pk}/delete/", {"post": "yes"})
    assert not SocialAccount.objects.exists()
    assert mail.outbox[0].to == [hus.samordnare.email]
