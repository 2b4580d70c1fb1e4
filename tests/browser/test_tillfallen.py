"""In the browser: a meeting registered with the keyboard alone, and pages that are accessible, also on a narrow screen."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories
from tests.langd import varannan
from uppdrag.models import Arenagrupp, Arenanamn, Beslut, Dagordningspunkt, Tillfalle

pytestmark = [pytest.mark.browser, pytest.mark.en_gang, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hus(transactional_db, hus):
    """Committed, so that the browser's own connection sees it."""
    return hus


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    yield context.new_page()
    context.close()


@pytest.fixture
def inne(live_server, page, client):
    """inne(user) gives the page of somebody who is logged in."""

    def login(user):
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return page

    return login


def url(live_server, name, *args):
    return live_server.url + reverse(f"uppdrag:{name}", args=args)


def tryck(page, *keys):
    """Press the keys one by one; how many they were."""
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def test_a_meeting_is_registered_by_keyboard_in_few_strokes(live_server, inne, hus):
    page = inne(hus.samordnare)
    page.goto(url(live_server, "tillfalle_list"))
    # The page begins at the arena, then the date: "B", Tab, eight digits (this browser wants the month first), Enter.
    expect(page.locator("#id_arena")).to_be_focused()
    strokes = tryck(page, "B", "Tab", *"05052022", "Enter")
    page.get_by_text("BUZ har haft ett sammanträde.").wait_for()
    assert strokes <= 11
    assert Tillfalle.objects.get().fran == date(2022, 5, 5)
    # The arena is kept and the page begins at the date: the next one is nine strokes.
    expect(page.locator("#id_fran")).to_be_focused()
    strokes = tryck(page, *"05122022", "Enter")
    page.get_by_text("BUZ har haft två sammanträden.").wait_for()
    assert strokes == 9


def test_what_was_wrong_is_told_at_its_field_and_the_page_begins_there(live_server, inne, hus):
    factories.mote(hus.arena, date(2022, 5, 5))
    page = inne(hus.samordnare)
    page.goto(url(live_server, "tillfalle_list"))
    expect(page.locator("#id_arena")).to_be_focused()
    tryck(page, "B", "Tab", *"05052022", "Enter")
    page.locator("#error_1_id_fran").get_by_text("Finns redan: BUZ, möte den 5 maj 2022").wait_for()
    field = page.locator("#id_fran")
    expect(field).to_have_value("2022-05-05")
    assert field.evaluate("el => el === document.activeElement")
    expect(field).to_have_attribute("aria-invalid", "true")


def test_the_rest_is_folded_until_it_is_wanted(live_server, inne, hus):
    page = inne(hus.samordnare)
    page.goto(url(live_server, "tillfalle_list"))
    expect(page.locator("#id_rubrik")).to_be_hidden()
    page.get_by_text("Fler uppgifter", exact=True).click()
    page.locator("#id_rubrik").fill("Höstmöte")
    page.locator("#id_till").fill("2022-05-04")
    page.locator("#id_arena").select_option("BUZ")
    page.locator("#id_fran").fill("2022-05-05")
    page.get_by_role("button", name="Registrera", exact=True).click()
    page.get_by_text("Tillfället kan inte sluta före det börjar.", exact=True).wait_for()
    expect(page.locator("#id_rubrik")).to_have_value("Höstmöte")
    expect(page.locator("#id_rubrik")).to_be_visible()


@pytest.fixture
def sidor(hus):
    """Every page of arenas, meetings, decisions and years, with something on it."""
    mote = factories.mote(hus.arena, status="planerat", rubrik="Ett möte med en mycket lång rubrik om samverkan i länet")
    Dagordningspunkt.objects.create(tillfalle=mote, titel="Ärenden från regionstyrelsen", sort="rubrik")
    Dagordningspunkt.objects.create(tillfalle=mote, titel="Budgetuppföljning", foredragande="Controller")
    Arenanamn.objects.create(arena=hus.arena, namn="Barn och utbildning i Z län")
    Arenagrupp.objects.create(arena=hus.arena, namn="ledningsgruppen")
    beslut = Beslut.objects.create(avtal=hus.avtal, organ="Regionens samverkansråd", datum=date(2022, 2, 7), text="Bifall")
    return [
        ("arena_list",),
        ("arena_detail", hus.arena.pk),
        ("arena_edit", hus.arena.pk),
        ("arena_plan", hus.arena.pk, hus.year.pk),
        ("tillfalle_list",),
        ("tillfalle_detail", mote.pk),
        ("tillfalle_edit", mote.pk),
        ("tillfalle_ta_bort", mote.pk),
        ("serie_create",),
        ("dagordning_detail", mote.pk),
        ("dagordning_edit", mote.pk),
        ("narvaro_edit", mote.pk),
        ("beslut_list",),
        ("beslut_detail", beslut.pk),
        ("beslut_create",),
        ("year_list",),
        ("year_lock", hus.year.pk),
        ("rubrik_list", hus.year.pk),
        ("rubrik_create", hus.year.pk),
        ("rubrik_ordna", hus.year.pk),
    ]


@pytest.mark.lang
def test_every_page_is_accessible_and_fits_a_narrow_screen(live_server, inne, hus, sidor, axe):
    page, faults = inne(hus.processledare), {}
    for namn, *args in sidor[varannan(0)]:
        page.set_viewport_size({"width": 320, "height": 800})
        response = page.goto(url(live_server, namn, *args))
        assert response.status == 200, namn
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            faults[namn] = "scrolls sideways at 320 px"
        expect(page.locator("h1")).to_have_count(1)
        if found := axe(page):
            faults[namn] = found
    assert faults == {}


def test_a_page_with_errors_is_accessible_too(live_server, inne, hus, axe):
    page = inne(hus.samordnare)
    page.goto(url(live_server, "tillfalle_list"))
    page.get_by_role("button", name="Registrera", exact=True).click()
    page.get_by_text("Det gick inte att spara").wait_for()
    assert axe(page) == []


def test_a_planned_meeting_is_marked_held_in_the_list_and_the_list_prints(live_server, inne, hus):
    factories.mote(hus.arena, date(2022, 3, 1), status="planerat")
    factories.mote(hus.arena, date(2022, 4, 1), status="planerat")
    page = inne(hus.samordnare)
    page.goto(url(live_server, "tillfalle_list"))
    page.get_by_role("button", name=re.compile("Hållet.*2022-03-01")).click()
    expect(page.get_by_text("BUZ, 1 mars 2022: hållet.")).to_be_visible()
    page.get_by_role("checkbox", name="BUZ 2022-04-01 har hållits").check()
    page.get_by_role("button", name="Markera de ikryssade som hållna").click()
    expect(page.get_by_text("Ett tillfälle är nu")).to_be_visible()
    assert Tillfalle.objects.hallna().count() == 2
    page.emulate_media(media="print")
    expect(page.get_by_role("row", name="2022-04-01")).to_be_visible()
    expect(page.locator("#id_fran")).to_be_hidden()
