"""From the last approved section to a signed edition that anybody can check; signed here, and signed elsewhere."""

import hashlib

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from berattelse.models import Avsnitt, Signatur, Utgava, Utgavefil
from samverkan.signering import pades
from tests.berattelse import utgavor
from tests.langd import LANGT
from uppdrag.models import Verksamhetsar

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("kort_tryck")]


@pytest.fixture
def in_browser(browser, live_server):
    """in_browser(user) gives a page logged in as that person (None: nobody), on a small screen when asked."""
    contexts = []

    def open_page(user=None, **kwargs):
        context = browser.new_context(accept_downloads=True, locale="sv-SE", base_url=live_server.url, **kwargs)
        contexts.append(context)
        if user:
            client = Client()  # one for each: a new login ends the session before it
            client.force_login(user)
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def ladda_ner(page, namn):
    with page.expect_download() as download:
        page.get_by_role("link", name=namn, exact=True).click()
    return download.value.path().read_bytes()


def annan_tjanst(pdf):
    """Signed with somebody else's key."""
    return pades.sign(pdf, utgavor.undertecknare("Signeringstjänsten"), tid=timezone.now())


def godkann_sista(page, hus):
    """The processledare approves the one section that waits, then goes by links from the year's page."""
    avsnitt = Avsnitt.objects.get(uppdrag=hus.uppdrag)
    page.goto(avsnitt.get_absolute_url())
    page.get_by_role("button", name="Godkänn").click()
    expect(page.locator(".status--godkand").first).to_be_visible()
    page.goto(reverse("berattelse:year_overview", args=[hus.year.pk]))
    page.get_by_role("link", name="Färdigställ", exact=True).click()


def fardigstall(page):
    expect(page.get_by_role("button", name="Godta de markerade")).to_be_visible()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Varför de godtas").fill("Rubriken är vald för året.")
    page.get_by_role("button", name="Godta de markerade").click()
    page.get_by_role("button", name="Färdigställ").click()
    expect(page.get_by_text("Nu kan direktören fastställa den.")).to_be_visible()


def faststall(page, hus):
    page.goto(reverse("berattelse:fardigstall", args=[hus.year.pk, 1]))
    page.get_by_role("link", name="Fastställ", exact=True).click()
    page.get_by_role("button", name="Fastställ", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Verksamhetsberättelse 2022, utgåva 1")


def test_from_the_last_section_to_a_signed_edition_checked_by_somebody_else(hus, in_browser, tmp_path, axe):
    utgavor.klart_year(hus)
    Avsnitt.objects.filter(uppdrag=hus.uppdrag).update(status="klar")
    ledare = in_browser(hus.processledare)
    godkann_sista(ledare, hus)
    fardigstall(ledare)
    direktor = in_browser(hus.direktor)
    faststall(direktor, hus)
    assert Verksamhetsar.objects.get(pk=hus.year.pk).status == "locked"
    direktor.get_by_role("link", name="Signera", exact=True).click()
    nyckel = tmp_path / "nyckel.p12"
    nyckel.write_bytes(utgavor.nyckelfil())
    direktor.get_by_label("Certifikatfil (.p12 eller .pfx)").set_input_files(nyckel)
    direktor.get_by_label("Certifikatets lösenord").fill("fel")
    direktor.get_by_role("button", name="Signera").click()
    expect(direktor.locator(".invalid-feedback").first).to_be_visible()
    direktor.get_by_label("Certifikatfil (.p12 eller .pfx)").set_input_files(nyckel)
    direktor.get_by_label("Certifikatets lösenord").fill("hemligt")
    direktor.get_by_label("Signera även om certifikatet inte är betrott").check()
    direktor.get_by_role("button", name="Signera").click()
    expect(direktor.get_by_text("Utgåvan är signerad.")).to_be_visible()
    signerad = ladda_ner(direktor, "Signerad PDF")
    assert hashlib.sha256(signerad).hexdigest() == Signatur.objects.get().sha256

    ledare.goto(Utgava.objects.get().get_absolute_url())
    expect(ledare.get_by_text("Gjorda utgåvor: 2 av 2.")).to_be_visible()
    ledare.get_by_role("button", name="Publicera").click()
    expect(ledare.get_by_role("link", name="öppen sida")).to_be_visible()
    assert axe(ledare) == []

    nagon = in_browser(viewport={"width": 320, "height": 700})
    fil = tmp_path / "berattelse.pdf"
    fil.write_bytes(signerad)
    nagon.goto("/verifiera/")
    nagon.get_by_label("Fil att kontrollera").set_input_files(fil)
    nagon.get_by_role("button", name="Kontrollera", exact=True).click()
    expect(nagon.get_by_role("heading", name="Oförändrad")).to_be_visible()
    expect(nagon.get_by_text("Verksamhetsberättelse 2022, utgåva 1", exact=False).first).to_be_visible()
    fil.write_bytes(signerad[:-300] + bytes([signerad[-300] ^ 1]) + signerad[-299:])
    nagon.get_by_label("Fil att kontrollera").set_input_files(fil)
    nagon.get_by_role("button", name="Kontrollera", exact=True).click()
    expect(nagon.get_by_role("heading", name="Ändrad")).to_be_visible()
    nagon.goto("/berattelser/")
    nagon.get_by_role("link", name="2022").click()
    expect(nagon.get_by_role("heading", level=1)).to_have_text("Verksamhetsberättelse 2022")
    assert nagon.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.lang
@pytest.mark.skipif(not LANGT, reason="in make test-long; the same acts without a browser: tests/berattelse/test_utgava.py")
def test_signed_in_another_service_and_handed_in(hus, fardigt_year, in_browser, tmp_path):
    direktor = in_browser(hus.direktor)
    faststall(direktor, hus)
    direktor.get_by_role("link", name="Signera i en annan tjänst").click()
    hamtad = ladda_ner(direktor, "Hämta filen att signera")
    assert hamtad == bytes(Utgavefil.objects.get(sort="pdf", kommun=None).innehall)
    fil = tmp_path / "signerad.pdf"
    fil.write_bytes(hamtad)
    direktor.get_by_label("Den signerade filen (PDF)").set_input_files(fil)
    direktor.get_by_role("button", name="Lämna in").click()
    expect(direktor.get_by_text("Den är inte underskriven.").first).to_be_visible()
    fil.write_bytes(annan_tjanst(hamtad))
    direktor.get_by_label("Den signerade filen (PDF)").set_input_files(fil)
    direktor.get_by_role("button", name="Lämna in").click()
    expect(direktor.get_by_role("heading", name="Behåll den signerade filen?")).to_be_visible()
    expect(direktor.locator("main")).to_contain_text("Signeringstjänsten")
    direktor.get_by_role("button", name="Behåll").click()
    expect(direktor.get_by_text("Den signerade filen är sparad. Utgåvan är signerad.")).to_be_visible()
    nagon = in_browser()
    nagon.goto("/verifiera/")
    nagon.get_by_label("Fil att kontrollera").set_input_files(fil)
    nagon.get_by_role("button", name="Kontrollera", exact=True).click()
    expect(nagon.get_by_role("heading", name="Oförändrad")).to_be_visible()
    expect(nagon.locator("main")).to_contain_text("Signeringstjänsten")


def test_the_page_of_an_edition_keeps_to_its_own_styles(hus, in_browser):
    """The strict policy refuses what a script would write into the page: htmx must not try."""
    utgava, sagt = utgavor.rad(hus.year, hus.processledare), []
    page = in_browser(hus.processledare)
    page.on("console", lambda message: sagt.append(message.text))
    page.goto(utgava.get_absolute_url())
    page.get_by_role("heading", name="Kommunernas egna utgåvor").wait_for()
    assert not sagt
