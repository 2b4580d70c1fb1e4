"""In the browser: a round from opening to results, answered on a phone by a chair without account."""

import contextlib
import io
import re

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect
from pypdf import PdfReader

from enkat.models import Deltagare, Inlamnat, Omgang, Svar
from tests.enkat import factories as f
from uppdrag.models import Ordforande

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True, "locale": "sv-SE"}


@pytest.fixture
def hus(transactional_db, hus):
    """Committed, so that the browser's own connection sees it."""
    Ordforande.objects.create(arena=hus.arena, namn="Ordföranden i BUZ", epost="buz@exempel.test")
    return hus


@pytest.fixture
def ny(browser):
    """ny(**options) gives the page of a browser of its own; all are closed afterwards."""
    contexts = []

    def page(**options):
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield page
    for context in contexts:
        context.close()


def log_in(page, client, live_server, user):
    client.force_login(user)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


def lank(letter):
    return next(word for word in letter.body.split() if "/svara/" in word)


def sparat(page):
    page.locator("#sparat").get_by_text(re.compile("^Sparat ")).wait_for()


def kill(browser):
    """As when the battery dies: nothing is closed, nothing more is sent."""
    with contextlib.suppress(PlaywrightError):  # it dies before it can answer
        browser.new_browser_cdp_session().send("Browser.crash")
    assert not browser.is_connected()


def test_a_round_from_opening_to_results(live_server, hus, ny, client, launch_browser, settings, monkeypatch):
    settings.ADRESS = live_server.url  # where the links of the letters lead
    monkeypatch.setattr("enkat.actions.omgang.ar_vardag", lambda dag: True)  # whatever day the tests are run
    omgang = f.omgang(hus, status=Omgang.Status.PLANERAD, namn="Organens värdering")
    Deltagare.objects.create(omgang=omgang, arena=hus.arena, mottagare="Ordföranden i BUZ", epost="buz@exempel.test")
    leder = ny(locale="sv-SE")
    log_in(leder, client, live_server, hus.processledare)
    leder.goto(f"{live_server.url}/enkat/")
    leder.get_by_role("link", name="Organens värdering").click()
    leder.get_by_role("link", name="Öppna frågerundan").click()
    leder.get_by_role("button", name="Öppna och skicka breven").click()
    expect(leder.get_by_text("0 av 1 har skickat in.")).to_be_visible()
    url = lank(mail.outbox[-1])
    # The mail filter opens every link of the letter twice before anybody has seen it.
    for link in re.findall(r"https?://\S+", mail.outbox[-1].body) * 2:
        assert Client().get(link).status_code == 200
    assert Deltagare.objects.get().status == Deltagare.Status.EJ_BORJAT
    # On a phone: half of it, then the browser is killed.
    egen = launch_browser()
    phone = egen.new_context(**PHONE).new_page()
    phone.goto(url)
    phone.get_by_role("button", name="Börja svara").click()
    phone.get_by_label("Till liten del").check()
    phone.get_by_label("Varför?").fill("Två tjänster var tomma.")
    sparat(phone)
    kill(egen)
    # In another it goes on; a second person writes in the same field at the same time.
    dator = ny(locale="sv-SE")
    dator.goto(url)
    dator.get_by_role("button", name="Fortsätt svara").click()
    expect(dator.get_by_label("Till liten del")).to_be_checked()
    expect(dator.get_by_label("Varför?")).to_have_value("Två tjänster var tomma.")
    andra = ny(locale="sv-SE")
    andra.goto(live_server.url + f.lank(Deltagare.objects.get(), roll="medhjalpare", namn="Sekreteraren") + "sida/1/")
    andra.get_by_label("Varför?").fill("Två tjänster var tomma. En temadag flyttades.")
    sparat(andra)
    dator.get_by_label("Varför?").fill("Två tjänster var tomma hela våren.")
    dator.get_by_text("Sekreteraren har skrivit här samtidigt").wait_for()
    dator.get_by_role("button", name="Behåll båda").click()
    sparat(dator)
    text = Svar.objects.get(falt="text").text
    assert "En temadag flyttades." in text
    assert "hela våren" in text
    dator.get_by_role("group", name="2. I vilken").get_by_label("Nöjd", exact=True).check()
    dator.get_by_role("button", name="Nästa").click()
    for nummer in "345":
        dator.get_by_role("group", name=re.compile(f"^{nummer}\\.")).get_by_label("I stort sett nöjd").check()
    dator.get_by_role("button", name="Läs igenom och skicka in").click()
    dator.get_by_role("button", name="Skicka in", exact=True).click()
    expect(dator.get_by_role("heading", name="Svaret är inskickat")).to_be_visible()
    kvitto = next(letter for letter in mail.outbox if letter.attachments)
    assert "hela våren" in " ".join(page.extract_text() for page in PdfReader(io.BytesIO(kvitto.attachments[0][1])).pages)
    # The results hold it.
    leder.goto(f"{live_server.url}/enkat/omgangar/{omgang.pk}/resultat/")
    expect(leder.get_by_text("1 av 1 har skickat in sitt svar.")).to_be_visible()
    leder.get_by_role("row", name=re.compile("^Till liten del 1")).get_by_role("link", name="BUZ").click()
    expect(leder.get_by_text("En temadag flyttades.")).to_be_visible()
    with leder.expect_download() as download:
        leder.goto(f"{live_server.url}/enkat/omgangar/{omgang.pk}/resultat/")
        leder.get_by_role("link", name="PDF").click()
    pdf = PdfReader(download.value.path())
    assert "hela våren" in " ".join(page.extract_text() for page in pdf.pages)


@pytest.fixture
def svar(hus):
    """BUZ's answer in an open round."""
    return f.deltagare(f.omgang(hus), hus.arena)


def test_without_network_the_browser_keeps_it_and_sends_it_later(live_server, svar, ny):
    page = ny(locale="sv-SE")
    page.goto(live_server.url + f.lank(svar) + "sida/1/")
    page.context.set_offline(True)
    page.get_by_label("Varför?").fill("Skrivet på tåget")
    page.get_by_text("Ingen kontakt med servern").wait_for()
    assert not Svar.objects.exists()
    page.context.set_offline(False)
    sparat(page)
    assert Svar.objects.get().text == "Skrivet på tåget"


def test_what_is_answered_before_the_script_has_come_is_saved_too(live_server, svar, ny):
    page, held = ny(locale="sv-SE"), []

    def hold(route):
        held.append(route)

    page.route("**/svara*.js", hold)
    page.goto(live_server.url + f.lank(svar) + "sida/1/", wait_until="commit")
    page.get_by_label("Till liten del").check()
    page.get_by_label("Varför?").fill("Skrivet medan sidan laddades")
    assert not Svar.objects.exists()
    held[0].continue_()
    sparat(page)
    assert Svar.objects.get(falt="text").text == "Skrivet medan sidan laddades"
    assert str(Svar.objects.get(falt="val").alternativ) == "Till liten del"


def test_a_page_closed_without_network_is_sent_when_it_is_opened_again(live_server, svar, ny):
    page = ny(locale="sv-SE")
    url = live_server.url + f.lank(svar) + "sida/1/"
    page.goto(url)
    page.context.set_offline(True)
    page.get_by_label("Varför?").fill("Locket föll igen")
    page.get_by_text("Ingen kontakt med servern").wait_for()
    page.close()
    context = page.context
    context.set_offline(False)
    page = context.new_page()
    page.goto(url)
    sparat(page)
    expect(page.get_by_label("Varför?")).to_have_value("Locket föll igen")
    assert Svar.objects.get().text == "Locket föll igen"


def test_answered_with_the_keyboard_alone(live_server, svar, ny):
    page = ny(locale="sv-SE")
    page.goto(live_server.url + f.lank(svar) + "sida/1/")
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Med tangenterna")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Regionens tjänstemannastöd")).to_be_visible()
    assert sorted(s.alternativ.text if s.alternativ else s.text for s in Svar.objects.all()) == ["Ja", "Med tangenterna", "Nöjd"]


def test_the_report_is_read_beside_the_question(live_server, hus, ny):
    from berattelse.models import Avsnitt

    Avsnitt.objects.create(
        verksamhetsar=hus.year, sort="uppdrag", uppdrag=hus.uppdrag, beskrivning="<p>Redovisat av regionen</p>", status="godkand"
    )
    d = f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)
    page = ny(locale="sv-SE", viewport={"width": 1400, "height": 900})
    page.goto(live_server.url + f.lank(d) + "sida/1/")
    expect(page.get_by_text("Redovisat av regionen")).to_be_visible()
    smal = ny(locale="sv-SE", viewport={"width": 320, "height": 800})
    smal.goto(live_server.url + f.lank(d) + "sida/1/")
    expect(smal.get_by_text("Redovisat av regionen")).to_be_visible()


def test_answering_is_accessible_and_fits_a_phone(live_server, hus, svar, ny, axe):
    page = ny(bypass_csp=True, viewport={"width": 320, "height": 800}, locale="sv-SE")
    url = live_server.url + f.lank(svar)
    faults = {}
    for vag in ("", "sida/1/", "sida/2/", "skicka-in/", "medhjalpare/", "historik/"):
        page.goto(url + vag)
        found, wide = axe(page), page.evaluate("document.documentElement.scrollWidth")
        if found or wide > 320:
            faults[vag] = (found, wide)
    assert faults == {}
    assert not Inlamnat.objects.exists()


def test_logged_out_meanwhile_nothing_is_lost_and_it_is_saved_after_the_next_login(live_server, hus, svar, ny, client):
    f.ordforande(hus.arena, hus.lasare)
    page = ny(locale="sv-SE")
    log_in(page, client, live_server, hus.lasare)
    page.goto(f"{live_server.url}/enkat/svar/{svar.pk}/sida/1/")
    page.context.clear_cookies()
    page.get_by_label("Varför?").fill("Skrivet efter utloggningen")
    page.get_by_text("Du är inte längre inloggad").wait_for()
    assert not Svar.objects.exists()
    flik = page.context.new_page()
    flik.goto(f"{live_server.url}/konto/login/")
    flik.locator("input[name=login]").fill(hus.lasare.email)
    flik.locator("input[name=password]").fill("ett-langt-losenord")
    flik.keyboard.press("Enter")
    flik.wait_for_url(lambda url: "login" not in url)
    sparat(page)
    assert Svar.objects.get().text == "Skrivet efter utloggningen"


def test_closed_while_somebody_writes_she_is_told_in_words_and_keeps_her_text(live_server, svar, ny):
    page = ny(locale="sv-SE")
    page.goto(live_server.url + f.lank(svar) + "sida/1/")
    Omgang.objects.update(status="stangd")
    page.get_by_label("Varför?").fill("För sent skrivet")
    expect(page.locator("#sparat")).to_contain_text("Det du skrev sedan svarstiden var slut är mottaget och kvar, men räknas inte.")
    expect(page.get_by_label("Varför?")).to_have_value("För sent skrivet")
    assert not Svar.objects.exists()
