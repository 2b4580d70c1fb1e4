"""A login key (passkey) in a real browser, under the site's own rules of what may run: made, logged in by, and taken away."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from samverkan.models import Handelse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOSENORD = "ett-langt-losenord"


def nyckelring(page):
    """The browser has a keyring of its own, unlocked by a finger that is always hers."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    val = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": val | {"automaticPresenceSimulation": True}})


def ut(page):
    page.get_by_role("button", name="Logga ut", exact=True).click()
    page.wait_for_url("**/konto/login/")


def test_a_key_is_made_logged_in_by_and_opens_nothing_once_it_is_taken_away(page, live_server, hus, axe):
    fel = []
    page.on("console", lambda rad: rad.type == "error" and fel.append(rad.text))
    nyckelring(page)
    page.goto(f"{live_server.url}/min-inloggning/")
    page.get_by_label("E-postadress").fill(hus.samordnare.email)
    page.get_by_label("Lösenord").fill(LOSENORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.get_by_role("link", name="Lägg till inloggningsnyckel").click()
    page.get_by_label("Namn").fill("Tjänstedatorn")
    assert axe(page) == []
    page.get_by_role("button", name="Lägg till inloggningsnyckel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservkoder")
    expect(page.locator(".reservkoder li")).to_have_count(10)
    with page.expect_download() as hamtad:
        page.get_by_role("link", name="Ladda ner koderna").click()
    assert hamtad.value.path().read_text().count("\n") == 11
    page.get_by_role("link", name="Jag har sparat koderna").click()
    expect(page.get_by_role("row", name="Tjänstedatorn")).to_contain_text("ja")
    assert axe(page) == []
    ut(page)

    page.get_by_role("button", name="Logga in med inloggningsnyckel").click()
    expect(page.get_by_role("link", name="Min inloggning").first).to_be_visible()
    assert Authenticator.objects.get(type="webauthn").last_used_at
    ut(page)

    page.get_by_label("E-postadress").fill(hus.samordnare.email)
    page.get_by_label("Lösenord").fill(LOSENORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bekräfta inloggningen")
    assert axe(page) == []
    page.get_by_role("button", name="Använd inloggningsnyckel").click()
    expect(page.get_by_role("link", name="Min inloggning").first).to_be_visible()
    assert Handelse.objects.filter(akt="loggade in").count() == 3

    page.goto(f"{live_server.url}/min-inloggning/")
    page.get_by_role("link", name="Ta bort Tjänstedatorn").click()
    page.get_by_role("button", name="Ta bort inloggningsnyckel").click()
    expect(page.get_by_role("status")).to_contain_text("Inloggningsnyckeln är borttagen")
    assert not Authenticator.objects.exists()
    ut(page)
    page.get_by_role("button", name="Logga in med inloggningsnyckel").click()
    expect(page.get_by_role("status")).to_contain_text("hör inte till något konto här")
    assert fel == []
