"""Every page, in a real browser: no accessibility fault, nothing wider than a small phone, nothing the policy refuses."""

import pytest
from django.urls import reverse

from samverkan.models import User
from tests import rattigheter
from tests.browser.rullar import utan_plats
from tests.langd import LANGT, varannan

pytestmark = [pytest.mark.browser, pytest.mark.en_gang, pytest.mark.django_db(transaction=True)]
# The processledare sees nearly all, in parts that the workers share; the others what they alone can open.
DELAR = 4 if LANGT else 2
VEM = (
    *[("processledare", ("/",))] * DELAR,
    ("samordnare.larcentrum", ("/berattelse/avsnitt", "/moten")),
    ("controller", ("/ekonomi",)),
    ("direktor", ("/berattelse/year", "/berattelse/utgavor")),
)


@pytest.fixture
def log_in(client, live_server, context):
    def login(email):
        client.force_login(User.objects.get(email=email))
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        return client

    return login


def pages(client, demo, egna, del_):
    """A part of the addresses beginning as `egna`, those that show a page to this person: acts answer 405 to a GET and are left out."""
    vagar = [(name, path) for name, path in rattigheter.addresses() if name not in rattigheter.FILER and f"/{path}".startswith(egna)]
    for name, path in vagar[del_]:
        url = reverse(name, kwargs=rattigheter._kwargs(demo, path)) + rattigheter._query(demo, name.split(":")[-1])
        if client.get(url).status_code == 200:
            yield url


def processledarens(demo):
    """Every page she can open; in `make test` one of every sixth template, in `make test-long` all."""
    sidor = {}
    for name, sida in rattigheter.kept_walk("Processledare", demo).items():
        if sida.text:
            sidor.setdefault(name if LANGT else sida.mall, sida.url)
    return list(sidor.values())[varannan(0, 6)]


@pytest.mark.lang
@pytest.mark.parametrize("part", range(len(VEM)))
@pytest.mark.browser_context_args(bypass_csp=True, viewport={"width": 320, "height": 800})
def test_pages_are_accessible_and_fit_a_phone(part, live_server, page, axe, log_in, rattighetsdemo):
    demo = rattighetsdemo
    who, egna = VEM[part]
    client = log_in(f"{who}@exempel.test")
    urls = processledarens(demo)[part::DELAR] if part < DELAR else []  # before anything is changed: the walk is kept
    demo.avsnitt.status = "utkast"
    demo.avsnitt.save()
    urls = urls or list(pages(client, demo, egna, varannan(part, 4)))
    assert urls
    faults = {}
    for url in urls:
        page.goto(live_server.url + url)
        if page.locator("[data-redigerare]").count():
            page.wait_for_selector(".ProseMirror")
        found = axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        utan = utan_plats(page)
        if found or wide > 320 or utan:
            faults[url] = (found, wide, utan)
    assert faults == {}


UTGAVOR = ("/verifiera/", "/berattelser/", "/berattelser/run-1-2018/2022/?sok=kommun", "/berattelser/run-1-2018/2022/1/underlag/")


def test_the_policy_refuses_nothing_we_use(live_server, page, log_in, rattighetsdemo):
    demo = rattighetsdemo
    log_in("processledare@exempel.test")
    demo.avsnitt.status = "utkast"
    demo.avsnitt.save()
    complaints = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    for url in ("/", "/moten/", "/arenor/", f"/ekonomi/year/{demo.year.pk}/", f"/berattelse/year/{demo.year.pk}/rapport/", *UTGAVOR):
        assert page.goto(live_server.url + url).ok
    assert complaints == []


def test_menu_and_content_are_reached_by_keyboard(live_server, page, log_in, rattighetsdemo):
    log_in("processledare@exempel.test")
    page.goto(live_server.url + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"
