"""In the browser: the whole judgement on one page, two at once, what is too long, and what comes late."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from enkat.models import Inlamnat, Omgang, Sentsvar, Svar
from tests import factories
from tests.browser.test_enkat import hus, log_in, ny, sparat  # noqa: F401 - fixtures
from tests.enkat import factories as f
from uppdrag.models import Medverkan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UPPDRAG = [
    "EU-frågor", "Internationellt arbete", "Ledning", "Barn och utbildning", "Vård- och omsorgscollege", "Vägen till arbete",
    "Social välfärd", "FoU Jämt", "Energikontoret", "Kurs och konferens",
]  # fmt: skip


@pytest.fixture
def berg(hus):  # noqa: F811
    """Berg, asked about eleven uppdrag."""
    for namn in UPPDRAG:
        Medverkan.objects.create(uppdrag=factories.uppdrag(hus.avtal, namn), organisation=hus.berg)
    factories.kontakt(hus)
    return f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)


def rad(page, uppdrag):
    return page.get_by_role("region", name=uppdrag, exact=True)


def test_eleven_uppdrag_are_judged_on_one_page(live_server, hus, berg, ny):  # noqa: F811
    page = ny(locale="sv-SE", viewport={"width": 1280, "height": 900})
    page.goto(live_server.url + f.lank(berg))
    page.get_by_role("button", name="Börja svara").click()
    expect(page.get_by_role("region")).to_have_count(11)
    saknas = page.locator("[data-saknas]")
    expect(saknas.get_by_role("listitem")).to_have_count(11)
    for namn in ("Lärcentrum", *UPPDRAG[:-1]):
        rad(page, namn).get_by_label("Till stor del").check()
    rad(page, "Kurs och konferens").get_by_label("Inte alls").check()
    expect(saknas.get_by_role("listitem")).to_have_count(1)
    expect(saknas.get_by_role("listitem")).to_have_text("Kurs och konferens: Skriv ett svar på följdfrågan ”Motivering”.")
    page.get_by_role("button", name="Skicka in").click()
    expect(saknas.get_by_text("Svaret är inte inskickat.")).to_be_visible()
    expect(saknas).to_be_focused()
    rad(page, "Kurs och konferens").get_by_label("Motivering").fill("Nedlagt.")
    expect(saknas).to_be_hidden()
    expect(page.locator("[data-klara]")).to_have_text("11")
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("heading", name="Svaret är inskickat")).to_be_visible()
    assert Inlamnat.objects.count() == 11
    assert mail.outbox


def test_two_write_one_hands_in_and_the_others_words_are_met(live_server, berg, ny):  # noqa: F811
    chef, hjalp = ny(locale="sv-SE"), ny(locale="sv-SE")
    chef.goto(live_server.url + f.lank(berg) + "allt/")
    hjalp.goto(live_server.url + f.lank(berg, roll="medhjalpare", namn="Handläggaren") + "allt/")
    expect(hjalp.get_by_role("button", name="Skicka in")).to_have_count(0)
    rad(hjalp, "Ledning").get_by_label("Motivering").fill("Handläggarens skäl")
    sparat(hjalp)
    rad(chef, "Ledning").get_by_label("Motivering").fill("Chefens skäl")
    chef.get_by_role("button", name="Skicka in").click()
    chef.get_by_text("Handläggaren har skrivit här samtidigt").wait_for()
    assert not Inlamnat.objects.exists()
    chef.get_by_role("button", name="Behåll båda").click()
    sparat(chef)
    assert Svar.objects.get().text == "Handläggarens skäl\n\nChefens skäl"


def test_handed_in_changed_and_left_everybody_is_told(live_server, hus, ny, client):  # noqa: F811
    """The chair on her page, the processledare in the list, and the compilation."""
    buz = f.deltagare(f.omgang(hus), hus.arena)
    page = ny(locale="sv-SE")
    url = live_server.url + f.lank(buz)
    page.goto(url + "allt/")
    for nummer in "12345":
        page.get_by_role("group", name=f"{nummer}.").get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("heading", name="Svaret är inskickat")).to_be_visible()
    page.get_by_role("link", name="Ändra svaret").click()
    page.get_by_role("button", name="Ändra svaret").click()
    page.get_by_label("Varför?").fill("Ändrat efteråt")
    page.get_by_text("Räknas först när svaret har skickats in igen.").wait_for()
    page.goto(url)
    expect(page.get_by_text("Det som har ändrats efter inlämningen räknas inte än")).to_be_visible()
    ledare = ny(locale="sv-SE")
    log_in(ledare, client, live_server, hus.processledare)
    ledare.goto(f"{live_server.url}/enkat/omgangar/{buz.omgang_id}/")
    expect(ledare.get_by_text("Ändrat efter inlämning:")).to_be_visible()
    ledare.goto(f"{live_server.url}/enkat/omgangar/{buz.omgang_id}/resultat/")
    expect(ledare.get_by_text("Svaret från BUZ har ändrats efter att det skickades in")).to_be_visible()


def test_a_text_that_is_too_long_is_counted_and_refused_whole(live_server, berg, ny):  # noqa: F811
    page = ny(locale="sv-SE")
    page.goto(live_server.url + f.lank(berg) + "allt/")
    falt = rad(page, "Ledning").get_by_label("Motivering")
    falt.fill("å" * 20_007)
    expect(rad(page, "Ledning").locator(".tecken")).to_contain_text("7 tecken för mycket")
    expect(rad(page, "Ledning")).to_contain_text("Texten är 7 tecken för lång")
    expect(falt).to_have_value("å" * 20_007)
    falt.fill("å" * 20_000)
    sparat(page)
    assert len(Svar.objects.get().text) == 20_000
    expect(rad(page, "Ledning").locator("[data-fel]").nth(1)).to_be_hidden()


def test_what_is_pasted_into_any_field_is_not_cut(live_server, hus, ny, client):  # noqa: F811
    page = ny(locale="sv-SE")
    log_in(page, client, live_server, hus.processledare)
    page.goto(f"{live_server.url}/enkat/year/{hus.year.pk}/omgangar/ny/")
    falt = page.get_by_label("Namn")
    falt.click()
    page.keyboard.insert_text("n" * 130)
    expect(falt).to_have_value("n" * 130)
    expect(page.get_by_text("10 tecken för mycket")).to_be_visible()
    expect(page.locator("[maxlength]")).to_have_count(0)


def test_late_and_without_script_it_is_kept_shown_and_taken_in(live_server, hus, berg, ny, client):  # noqa: F811
    page = ny(locale="sv-SE", java_script_enabled=False)
    page.goto(live_server.url + f.lank(berg) + "allt/")
    for namn in ("Lärcentrum", *UPPDRAG):
        rad(page, namn).get_by_label("Helt").check()
    Omgang.objects.update(status="stangd")
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("alert")).to_contain_text("mottaget och kvar, men räknas inte. Processledare Prov avgör")
    ledare = ny(locale="sv-SE")
    log_in(ledare, client, live_server, hus.processledare)
    ledare.goto(f"{live_server.url}/enkat/omgangar/{berg.omgang_id}/")
    ledare.get_by_text("Kom för sent, väntar på ditt beslut:").get_by_role("link").or_(
        ledare.get_by_role("link", name="Berg", exact=True)
    ).first.click()
    ledare.get_by_role("button", name="Ta in").click()
    expect(ledare.get_by_text("Det som kom sent är intaget.")).to_be_visible()
    ledare.goto(f"{live_server.url}/enkat/omgangar/{berg.omgang_id}/resultat/")
    expect(ledare.get_by_text("Svaret från Berg kom för sent och har tagits in av processledaren.")).to_be_visible()


def test_the_new_pages_are_accessible_and_fit_a_phone(live_server, hus, berg, ny, axe, client):  # noqa: F811
    page = ny(bypass_csp=True, viewport={"width": 320, "height": 800}, locale="sv-SE")
    url = live_server.url + f.lank(berg)
    faults = {}

    def look(vag):
        found, wide = axe(page), page.evaluate("document.documentElement.scrollWidth")
        if found or wide > 320:
            faults[vag] = (found, wide)

    page.goto(url + "allt/")
    look("allt")
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look("saknas")
    rad(page, "Ledning").get_by_label("Motivering").fill("å" * 20_001)
    expect(rad(page, "Ledning")).to_contain_text("Texten är 1 tecken för lång")
    look("lång")
    Omgang.objects.update(status="stangd")
    rad(page, "Ledning").get_by_label("Motivering").fill("Sent")
    expect(page.locator("#sparat")).to_contain_text("mottaget och kvar")
    page.goto(url)
    look("stängd")
    assert Sentsvar.objects.count() == 1
    log_in(page, client, live_server, hus.processledare)
    for vag in ("", "lagg-undan/"):
        page.goto(f"{live_server.url}/enkat/deltagare/{berg.pk}/sent/{vag}")
        look(f"sent/{vag}")
    assert faults == {}


def test_judged_with_the_keyboard_alone(live_server, berg, ny):  # noqa: F811
    page = ny(locale="sv-SE")
    page.goto(live_server.url + f.lank(berg) + "allt/")
    rad(page, "Ledning").get_by_text("Ur berättelsen").focus()
    page.keyboard.press("Enter")
    expect(rad(page, "Ledning").locator("details")).to_have_attribute("open", "")
    rad(page, "Ledning").get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Med tangenterna")
    sparat(page)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")  # in a form it saves, and takes nothing away
    expect(page.get_by_text("Allt på sidan är sparat.")).to_be_visible()
    assert sorted(s.alternativ.text if s.alternativ else s.text for s in Svar.objects.all()) == ["Med tangenterna", "Till stor del"]
