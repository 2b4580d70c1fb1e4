"""In the browser: the first administrator begins by keyboard on a phone, and comes back to a guide that has gone on a step."""

import pytest
from playwright.sync_api import expect

from samverkan.models import Rolltilldelning, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.browser_context_args(bypass_csp=True, viewport={"width": 320, "height": 800})
def test_she_becomes_processledare_and_is_led_on(live_server, page, axe, client, transactional_db):
    client.force_login(User.objects.create_superuser("forsta@region.example", "ett-langt-losenord-har", namn="Första Person"))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page.goto(live_server.url)
    assert axe(page) == []
    page.get_by_role("link", name="Regionen och din roll").press("Enter")
    page.get_by_label("Region").select_option("23")
    page.get_by_role("button", name="Visa kommunerna").press("Enter")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(8)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Bli processledare").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Du är nu processledare hos Region Jämtland Härjedalen")
    expect(page.locator("li[aria-current=step] a")).to_have_text("Överenskommelsen och dess parter")
    assert axe(page) == []
    assert Rolltilldelning.objects.count() == 1
