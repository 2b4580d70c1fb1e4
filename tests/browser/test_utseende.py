"""The look in a real browser: readable to all, at 320 pixels, in the dark, by keyboard, and with nothing the policy forbids."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.langd import LANGT, varannan

pytestmark = [pytest.mark.browser, pytest.mark.en_gang]
SIDOR = ["/galleri/", "/organisationer/", "/organisationer/ny/", "/handelser/", "/finns-inte/", "/konto/password/change/"]
VALDA = [(address, scheme) for address in SIDOR for scheme in ("light", "dark")]


@pytest.fixture
def logged_in(page, live_server, hus, client):
    """logged_in(user) gives the page with that person's session."""

    def login(user):
        client.force_login(user)
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        return page

    return login


def complaints(page):
    """What the browser's console says against the page: a refused policy, a script that broke."""
    said = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" and "status of 40" not in m.text else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    return said


def too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_login_is_readable_to_all(page, live_server, hus, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(live_server.url + reverse("account_login"))
    assert axe(page) == []
    page.click("main button")
    expect(page.locator("#felsammanfattning")).to_be_visible()
    assert axe(page) == []
    page.goto(live_server.url + reverse("account_request_login_code"))
    assert axe(page) == []


@pytest.mark.lang
@pytest.mark.parametrize(("address", "scheme"), VALDA if LANGT else [*VALDA[::3], ("/galleri/", "dark")])
def test_pages_are_readable_to_all(logged_in, live_server, hus, axe, address, scheme):
    page = logged_in(hus.processledare)
    page.emulate_media(color_scheme=scheme)
    page.goto(live_server.url + address)
    assert axe(page) == []


@pytest.mark.lang
@pytest.mark.parametrize("address", [*SIDOR, "/", "/konto/login/"][varannan(1, 3)])
def test_the_browser_finds_nothing_the_policy_forbids(logged_in, live_server, hus, address):
    page = logged_in(hus.processledare)
    if address == "/konto/login/":
        page.context.clear_cookies()
    said = complaints(page)
    page.goto(live_server.url + address)
    page.wait_for_load_state("networkidle")
    assert said == []


def test_the_policy_is_in_force(logged_in, live_server, hus):
    page = logged_in(hus.processledare)
    said = complaints(page)
    page.goto(live_server.url + "/galleri/")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.inskjutet = 1'}))")
    assert page.evaluate("window.inskjutet") is None
    assert any("Content Security Policy" in text for text in said)


@pytest.mark.lang
@pytest.mark.parametrize("address", [*SIDOR, "/"][varannan(0, 3)])
def test_pages_fit_a_narrow_screen(logged_in, live_server, hus, axe, address):
    page = logged_in(hus.processledare)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + address)
    assert not too_wide(page)
    assert axe(page) == []
    page.click(".meny > summary")
    page.click(".meny-mer > summary")
    expect(page.get_by_role("link", name="Händelser")).to_be_visible()
    assert not too_wide(page)


def test_the_menu_is_open_on_a_wide_screen_and_folded_on_a_narrow(logged_in, live_server, hus):
    page = logged_in(hus.processledare)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(live_server.url + "/organisationer/")
    expect(page.get_by_role("link", name="Personer")).to_be_visible()
    expect(page.get_by_role("link", name="Händelser")).to_be_hidden()
    expect(page.locator(".meny > summary")).to_be_hidden()
    assert len({page.locator(f".sidhuvud {s}").bounding_box()["y"] // 20 for s in (".marke", ".meny-mer", ".logga-ut")}) == 1, "one row"
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.locator(".meny > summary")).to_be_visible()
    page.goto(live_server.url + "/organisationer/")
    expect(page.locator(".meny nav > ul")).to_be_hidden()


def test_the_keyboard_reaches_content_menu_and_way_out(logged_in, live_server, hus):
    page = logged_in(hus.processledare)
    page.goto(live_server.url + "/organisationer/")
    page.keyboard.press("Tab")
    skip = page.locator(".hoppa")
    assert skip.evaluate("e => e === document.activeElement && e.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"
    page.goto(live_server.url + "/organisationer/")
    reached = []
    for _ in range(25):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
        if reached[-1] == "Mer":
            page.keyboard.press("Enter")
    assert {"Personer", "Överenskommelsen", "Händelser", "Logga ut"} <= set(reached)


def test_focus_is_seen(logged_in, live_server, hus):
    page = logged_in(hus.processledare)
    page.goto(live_server.url + "/organisationer/ny/")
    for name in ("Namn", "Sort"):
        field = page.get_by_label(name, exact=False).first
        field.focus()
        assert field.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        assert field.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 2


def test_our_type_and_no_other_is_used_and_all_comes_from_here(logged_in, live_server, hus):
    page = logged_in(hus.processledare)
    asked = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(live_server.url + "/galleri/")
    # wait_for_function would poll by eval, which the policy refuses
    assert page.evaluate("""document.fonts.ready.then(() => document.fonts.check('1em "Source Sans 3"'))""")
    assert any("SourceSans3" in url for url in asked)
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


def test_lines_are_no_longer_than_the_eye_follows(logged_in, live_server, hus):
    page = logged_in(hus.processledare)
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(live_server.url + "/galleri/")
    letters = page.evaluate(
        """() => {
          const p = document.querySelector('#text p'), range = document.createRange(), tops = {};
          const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) for (let i = 0; i < walk.currentNode.length; i++) {
            range.setStart(walk.currentNode, i); range.setEnd(walk.currentNode, i + 1);
            const box = range.getBoundingClientRect(), line = Math.round(box.top / 8);
            tops[line] = (tops[line] || 0) + 1;
          }
          return Math.max(...Object.values(tops));
        }"""
    )
    assert 40 < letters <= 72


def test_the_dark_is_dark_and_paper_is_white(logged_in, live_server, hus):
    page = logged_in(hus.processledare)
    background = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="dark")
    page.goto(live_server.url + "/organisationer/")
    assert page.evaluate(background) == "rgb(18, 24, 21)"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    expect(page.locator(".sidhuvud")).to_be_hidden()


def test_the_error_list_leads_to_the_field(logged_in, live_server, hus):
    page = logged_in(hus.processledare)
    page.goto(live_server.url + "/organisationer/ny/")
    page.click("main button")
    page.get_by_role("alert").get_by_role("link", name="Namn").click()
    expect(page.locator("#id_namn")).to_be_focused()
    assert page.title().startswith("Fel: ")
