"""What a login service (OpenID Connect) may answer, against one that can lie: what is believed, and that the rest is a sentence."""

import socket

import pytest
from allauth.socialaccount.models import SocialAccount

from tests import oidcserver
from tests.samverkan.test_tjanster import START, _nekad, _tjanst

pytestmark = pytest.mark.en_gang  # what is answered is asked here, not the database


@pytest.fixture(scope="module")
def ljugande():
    with oidcserver.ljugare() as ljugare:
        yield ljugare


@pytest.fixture
def ljugare(ljugande):
    ljugande.borja_om()
    return ljugande


def test_a_service_that_is_down_is_told_of_on_the_way_there_and_back(client, ljugare, settings, hus):
    with socket.socket() as upptagen:
        upptagen.bind(("127.0.0.1", 0))  # and nobody listens
        nere = f"http://127.0.0.1:{upptagen.getsockname()[1]}"
        settings.INLOGGNINGSTJANSTER = (_tjanst(ljugare.adress),)
        state = oidcserver.fragan(client, START)["state"][0]
        settings.INLOGGNINGSTJANSTER = (_tjanst(nere),)
        _nekad(client.get(START), "Tjänsten svarar inte just nu", status=400)
        _nekad(client.get(f"{START}svar/?code=x&state={state}"), "Tjänsten svarar inte just nu", status=400)


@pytest.mark.parametrize(
    ("vad", "kropp", "status", "ord_"),
    [
        ("konfiguration", "", 503, "svarar inte"),
        ("konfiguration", "<html>", 200, "form"),
        ("konfiguration", [], 200, "form"),
        ("konfiguration", {}, 200, "form"),
        ("konfiguration", {"issuer": "https://en.annan.test"}, 200, "kallar sig något annat"),
        ("token", "", 500, "tar inte emot koden (utan förklaring)"),
        ("token", {"error": "invalid_client"}, 401, "tar inte emot koden (invalid_client)"),
        ("token", {"access_token": "x"}, 200, "form"),
        ("token", {"access_token": "x", "id_token": "nonsens"}, 200, "går inte att pröva"),
        ("token", {"access_token": "x", "expires_in": "snart"}, 200, "form"),
        ("nycklar", {"keys": []}, 200, "går inte att pröva"),
        ("nycklar", "nonsens", 200, "form"),
        ("nycklar", "", 404, "svarar inte"),
    ],
)
def test_nonsense_is_a_sentence_and_never_a_fault(client, ljugare, settings, hus, vad, kropp, status, ord_):
    settings.INLOGGNINGSTJANSTER = (_tjanst(ljugare.adress),)
    fraga = oidcserver.fragan(client, START)
    ljugare.token(fraga)
    ljugare.sag(vad, kropp, status)
    _nekad(client.get(f"{START}svar/?code=x&state={fraga['state'][0]}"), ord_, status=400)
    if vad == "konfiguration":
        _nekad(client.get(START), ord_, status=400)


def _med_token(client, ljugare, **ljug):
    fraga = oidcserver.fragan(client, START)
    ljugare.token(fraga, **ljug)
    return client.get(f"{START}svar/?code=x&state={fraga['state'][0]}")


def test_what_the_liar_is_asked_and_says_when_it_tells_the_truth(client, ljugare, settings, hus):
    settings.INLOGGNINGSTJANSTER = (_tjanst(ljugare.adress),)
    fraga = oidcserver.fragan(client, f"{START}?scope=admin&auth_params=prompt%3Dnone&process=connect")
    assert set(fraga["scope"][0].split()) == {"openid", "email"}
    assert fraga["code_challenge_method"] == ["S256"]
    assert fraga["redirect_uri"] == ["http://testserver/konto/tjanst/region/svar/"]
    assert "prompt" not in fraga
    assert _med_token(client, ljugare, email=hus.samordnare.email, email_verified=True)["Location"] == "/"


@pytest.mark.parametrize(
    ("ljug", "ord_"),
    [
        ({"iss": "https://en.annan.test"}, "en annan utfärdare"),
        ({"aud": "ett-annat-program"}, "ett annat program"),
        ({"exp": 1_600_000_000}, "för gammalt"),
        ({"nonce": "en-annans"}, "en annan inloggning"),
        ({"nyckel": oidcserver.NYCKLAR[1]}, "Underskriften stämmer inte"),
        ({"huvud": {"kid": "2"}}, "går inte att pröva"),
        ({"nyckel": "en-hemlighet-som-klienten-har-och-fler", "alg": "HS256"}, "går inte att pröva"),
        ({"nyckel": None, "alg": "none"}, "går inte att pröva"),
        ({"utan": ["exp"]}, "saknar uppgifter"),
        ({"utan": ["sub"]}, "saknar uppgifter"),
    ],
)
def test_a_token_that_lies_opens_nothing(client, ljugare, settings, hus, ljug, ord_):
    settings.INLOGGNINGSTJANSTER = (_tjanst(ljugare.adress),)
    hennes = {"email": hus.samordnare.email, "email_verified": True}
    _nekad(_med_token(client, ljugare, **hennes | ljug), ord_, status=400)
    assert not SocialAccount.objects.exists()


def test_nobody_is_sent_over_an_open_line_and_no_other_issuer_answers(client, ljugare, settings, hus):
    settings.INLOGGNINGSTJANSTER = (_tjanst(ljugare.adress),)
    fraga = oidcserver.fragan(client, START)
    ljugare.token(fraga, email=hus.samordnare.email, email_verified=True)
    vag = f"{START}svar/?code=x&state={fraga['state'][0]}&iss=https://en.annan.test"
    _nekad(client.get(vag), "en annan utfärdare", status=400)
    _, uppgifter = ljugare.server.svar["konfiguration"]
    for namn in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        ljugare.sag("konfiguration", uppgifter | {namn: "http://en.annan.test/"})
        _nekad(client.get(START), "inte börjar med https", status=400)


def test_an_address_that_is_asked_for_must_be_the_same_persons(client, ljugare, settings, hus):
    settings.INLOGGNINGSTJANSTER = (_tjanst(ljugare.adress),)
    ljugare.sag("userinfo", {"sub": "en-annan", "email": hus.samordnare.email, "email_verified": True})
    _nekad(_med_token(client, ljugare), "två olika personer", status=400)
    ljugare.sag("userinfo", {"sub": "a1", "email": hus.samordnare.email, "email_verified": True})
    assert _med_token(client, ljugare)["Location"] == "/"


def test_an_address_that_no_database_takes_is_not_believed(client, ljugare, settings, hus):
    settings.INLOGGNINGSTJANSTER = (_tjanst(ljugare.adress),)
    _nekad(_med_token(client, ljugare, email=f"{hus.samordnare.email}\0", email_verified=True), "inte den form", status=400)


def test_a_stranger_does_not_press_the_button_without_end(client, ljugare, settings, hus):
    settings.INLOGGNINGSTJANSTER = (_tjanst(ljugare.adress),)
    svar = [client.get(START).status_code for _ in range(61)]
    assert (svar[0], svar[-1]) == (302, 429)
