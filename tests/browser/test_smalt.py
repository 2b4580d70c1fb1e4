"""On a phone: what is wider than the screen scrolls in a region with a name, reached by keyboard, and its edge says that there is more."""

import re

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
    assert tabell.evaluate("e => new Promise((done) => setTimeout(() => done(e.scrollLeft), 500))") > 0


def test_the_kommuns_year_is_fetched_to_its_start_page_and_fits(sidan, rattighetsdemo, axe):
    page = sidan("kommunchef.berg", "/")
    expect(page.get_by_text("Bergs del av ersättningen", exact=True)).to_be_visible()
    expect(page.get_by_text("558 tkr")).to_be_visible()
    expect(page.get_by_role("link", name="Visa alla 11 och närvaron")).to_be_visible()
    assert utan_plats(page) == []
    assert axe(page) == []


def test_a_date_is_not_parted_by_the_end_of_a_line_and_what_is_written_is_left_alone(sidan, rattighetsdemo):
    page = sidan("kommunchef.berg", "/")
    page.wait_for_load_state("networkidle")
    text = page.evaluate("document.querySelector('main').textContent")
    assert "14\u00a0mars\u00a02022" in text
    assert not re.search(r"\d (?:januari|februari|mars|maj|juni|oktober|december)\b", text)
    page = sidan("processledare", reverse("uppdrag:beslut_edit", args=[rattighetsdemo.avtal.beslut.first().pk]))
    expect(page.locator("textarea").first).not_to_have_value(re.compile("\u00a0"))


@pytest.mark.parametrize("ljus", ["light", "dark"])
def test_what_tells_a_value_is_seen_against_the_page(sidan, rattighetsdemo, ljus):
    """3:1 for each bar beside a value and for the edge of each square: WCAG 1.4.11."""
    page = sidan("processledare", reverse("enkat:vardering_list", args=[rattighetsdemo.stangd.pk]))
    page.emulate_media(color_scheme=ljus)
    staplar = page.eval_on_selector_all("td.varde", FARGER.format("getComputedStyle(e).borderLeftColor"))
    assert staplar
    assert min(staplar) >= 3
    if ljus == "dark":
        rutor = "figure svg [fill='#a9cfbd'], figure svg [fill='#d98a00']", "figure svg [stroke='#b9c4be']"
        for vilka, farg in zip(rutor, ("fill", "stroke"), strict=True):
            assert min(page.eval_on_selector_all(vilka, FARGER.format(f"getComputedStyle(e).{farg}"))) >= 3


FARGER = """(all) => {{
  const context = new OffscreenCanvas(1, 1).getContext("2d", {{ willReadFrequently: true }});
  const light = (colour) => {{
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }};
  const ground = light(getComputedStyle(document.body).backgroundColor);
  return all.map((e) => {{
    const [one, other] = [light({}), ground].sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
  }});
}}"""


def test_fields_side_by_side_stand_at_one_height(sidan, rattighetsdemo):
    demo = rattighetsdemo
    demo.avsnitt.status = "utkast"
    demo.avsnitt.save()
    for sort in ("aktiviteter", "resultat"):
        page = sidan("samordnare.larcentrum", reverse("berattelse:rad_list", args=[demo.avsnitt.pk, sort]))
        page.set_viewport_size({"width": 1280, "height": 900})
        falt = ".enrad > div:not(.hel) :is(.form-control, .form-select)"
        hojder = page.eval_on_selector_all(
            falt, "(all) => all.filter((e) => e.checkVisibility()).map((e) => Math.round(e.getBoundingClientRect().top))"
        )
        assert len(hojder) == 3
        assert len(set(hojder)) == 1


def test_the_samordnares_start_page_fits_the_narrowest_screen(sidan, rattighetsdemo):
    page = sidan("samordnare.larcentrum", "/")
    page.set_viewport_size({"width": 320, "height": 700})
    expect(page.get_by_role("heading", name="Mina avsnitt")).to_be_visible()
    assert utan_plats(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
