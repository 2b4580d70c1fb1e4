"""On a phone: what is wider than the screen scrolls in a region with a name, reached by keyboard, and its edge says that there is more."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from samverkan.models import User
from tests.browser.rullar import utan_plats

pytestmark = [pytest.mark.browser, pytest.mark.en_gang, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sidan(live_server, page, client):
    """sidan(email, address): the page of that person, on a phone."""

    def oppna(email, address):
        client.force_login(User.objects.get(email=f"{email}@exempel.test"))
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.goto(live_server.url + address).ok
        return page

    return oppna


@pytest.mark.parametrize("ljus", ["light", "dark"])
def test_wide_tables_and_pictures_scroll_in_a_region_that_says_so(sidan, rattighetsdemo, axe, ljus):
    demo = rattighetsdemo
    vardering = reverse("enkat:vardering_list", args=[demo.stangd.pk])
    for address in (reverse("ekonomi:year_detail", args=[demo.year.pk]), reverse("ekonomi:skuld_detail", args=[demo.avtal.pk]), vardering):
        page = sidan("processledare", address)
        page.emulate_media(color_scheme=ljus)
        assert utan_plats(page) == []
        assert axe(page) == []
    karta = page.locator("figure").first
    expect(karta).to_have_attribute("aria-label", "Kommunernas bedömning av varje uppdrag")
    assert (
        karta.evaluate("e => e.querySelector('svg').getBoundingClientRect().width / e.querySelector('svg').viewBox.baseVal.width") >= 0.95
    )
    tabell = page.get_by_role("region", name="Kommunernas bedömning")
    expect(tabell).to_be_visible()
    tabell.focus()
    page.keyboard.press("ArrowRight")
    expect(tabell).to_be_focused()
    page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_the_kommuns_year_is_fetched_to_its_start_page_and_fits(sidan, rattighetsdemo, axe):
    page = sidan("kommunchef.berg", "/")
    expect(page.get_by_text("Berg betalar")).to_be_visible()
    expect(page.get_by_text("558 tkr")).to_be_visible()
    expect(page.get_by_role("link", name="Visa alla 11 och närvaron")).to_be_visible()
    assert utan_plats(page) == []
    assert axe(page) == []
