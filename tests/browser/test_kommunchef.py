"""In the browser: what lies before a kommun is reached by keyboard from its start page, on a phone too."""

import pytest
from playwright.sync_api import expect

from enkat.models import Omgang
from tests.enkat import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BORJA = "Börja Lämna Bergs bedömning av 2022"


@pytest.fixture
def hus(transactional_db, hus):
    f.deltagare(f.omgang(hus, "kommunernas", namn="Kommunernas bedömning"), hus.berg)
    f.deltagare(f.omgang(hus, namn="Organens värdering", status=Omgang.Status.PLANERAD), hus.arena)
    f.ordforande(hus.arena, hus.kommunchef)
    return hus


@pytest.mark.browser_context_args(bypass_csp=True, viewport={"width": 320, "height": 800})
def test_the_judgement_and_the_blank_form_are_reached_by_keyboard(live_server, page, axe, client, hus):
    client.force_login(hus.kommunchef)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page.goto(live_server.url)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sedda = []
    while BORJA not in sedda or not any("Blankett" in text for text in sedda):
        assert len(sedda) < 40
        page.keyboard.press("Tab")
        sedda.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert sedda.index(BORJA) < next(n for n, text in enumerate(sedda) if "Blankett" in text)
    page.get_by_role("link", name=BORJA).press("Enter")
    expect(page.get_by_role("heading", name="Kommunernas bedömning")).to_be_visible()
    assert axe(page) == []
    blankett = page.get_by_role("link", name="Blankett att fylla i på papper (PDF)")
    assert page.request.get(f"{live_server.url}{blankett.get_attribute('href')}").headers["content-type"] == "application/pdf"
