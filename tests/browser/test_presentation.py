"""The slides in a real browser: by the keyboard, by the links alone, readable to all, and one page each on paper."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from samverkan.models import User
from uppdrag.models import Verksamhetsar

TITEL = "Verksamhets\u00adberättelse 2022"
pytestmark = [pytest.mark.browser, pytest.mark.en_gang, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server, client, demoaret):
    client.force_login(User.objects.get(email="direktor@exempel.test"))
    return live_server.url + reverse("berattelse:dokument_presentation", args=[Verksamhetsar.objects.get(beteckning="2022").pk])


@pytest.fixture
def cookie(client, live_server, address):
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}


def shown(page):
    """The heading that stands highest in the window."""
    return page.evaluate(
        "[...document.querySelectorAll('.bild')].find(b => b.getBoundingClientRect().bottom > innerHeight / 2).querySelector('h1, h2').textContent"
    )


def test_arrows_turn_the_slides(page, address, cookie):
    said = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.context.add_cookies([cookie])
    page.goto(address)
    assert shown(page) == TITEL
    seen = []
    for key in ("ArrowRight", "PageDown", " ", "ArrowDown", "ArrowLeft", "End", "Home"):
        page.keyboard.press(key)
        seen.append(shown(page))
    assert [ord_.replace("\u00a0", " ") for ord_ in seen] == [
        "Året 2022 i fyra tal", "Kommunerna om 2021: uppfyllt i 10 av 11 uppdrag", "118 möten", "Skulden till kommunerna: 6 491 tkr",
        "118 möten", "Att ta ställning till", TITEL,
    ]  # fmt: skip
    page.keyboard.press("ArrowLeft")
    assert shown(page) == TITEL
    assert page.evaluate("document.activeElement.id") == "bild-0"
    assert said == []


def test_the_links_do_the_same_without_javascript(browser, address, cookie):
    context = browser.new_context(java_script_enabled=False, locale="sv-SE", viewport={"width": 1280, "height": 720})
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="Nästa").first.click()
    expect(page).to_have_url(re.compile("#bild-1$"))
    box = page.locator("#bild-1").bounding_box()
    assert abs(box["y"]) < 2
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390), ("light", 320)])
def test_readable_to_all_and_no_slide_wider_or_higher_than_the_screen(browser, axe, address, cookie, scheme, width):
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, locale="sv-SE", viewport={"width": width, "height": 720})
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(address)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width > 390:
        assert page.evaluate("[...document.querySelectorAll('.bild')].map(b => Math.round(b.getBoundingClientRect().height))") == [720] * 7
    context.close()


def test_one_page_to_a_slide_on_paper(page, address, cookie):
    page.context.add_cookies([cookie])
    page.goto(address)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 7
