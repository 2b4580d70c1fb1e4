"""In the browser: the start page of each role and the year's page, when the year has nothing yet and when all of it is late."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from samverkan.models import User
from tests import factories as grund
from tests.berattelse import factories
from tests.enkat import factories as f
from tests.langd import varannan
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.arsplan import PRAXIS

pytestmark = [pytest.mark.browser, pytest.mark.en_gang, pytest.mark.django_db(transaction=True)]
REGIONENS = ("processledare", "samordnare", "controller", "direktor")
ALLA = (*REGIONENS, "kommunchef", "tjansteperson", "lasare", "ordforande", "administrator")


@pytest.fixture
def hus(transactional_db, hus):
    """The people of the house, with a chair without any role, and the first administrator."""
    hus.ordforande = grund.user("Ordförande")
    f.ordforande(hus.arena, hus.ordforande)
    hus.administrator = User.objects.create_superuser("admin@region.example", "ett-langt-losenord", namn="Administratör")
    return hus


def allt_sent(hus):
    """Every step has passed its day, sections stand in every way, and nobody has answered."""
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
    hus.year.arssteg.update(ingar=True)
    for n, status in enumerate(("ej_paborjad", "utkast", "klar", "ater", "godkand")):
        uppdrag = grund.uppdrag(hus.avtal, f"Uppdrag med ett långt namn nummer {n}")
        uppdrag.samordnare.create(user=hus.samordnare, fran=grund.BORJAN)
        hus.rubrik.placeringar.create(uppdrag=uppdrag, ordning=n + 2)
        factories.avsnitt(hus, uppdrag=uppdrag, status=status)
    idag = timezone.localdate()
    for formular, vem in (("kommunernas", (hus.berg, hus.krokom)), ("organ-2015", (hus.arena,))):
        omgang = f.omgang(hus, formular, oppnar=idag - timedelta(9), sista_dag=idag)
        for den in vem:
            f.deltagare(omgang, den)


@pytest.fixture
def page_as(browser, live_server, client):
    """page_as(user) gives a page with her session."""
    contexts = []

    def logged_in(user, **options):
        client.force_login(user)
        context = browser.new_context(bypass_csp=True, base_url=live_server.url, **options)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield logged_in
    for context in contexts:
        context.close()


def fel_i(page, axe, bredd, scheme):
    page.set_viewport_size({"width": bredd, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour half way
    return [*axe(page), *(["too wide"] if page.evaluate("document.documentElement.scrollWidth > window.innerWidth") else [])]


@pytest.mark.lang
@pytest.mark.parametrize(("laget", "bredder"), [("tomt", {390: "dark", 1280: "light"}), ("sent", {1280: "dark", 390: "light"})])
def test_readable_to_all_in_every_role_light_and_dark(hus, page_as, axe, laget, bredder):
    """In `make test` every second role is asked here and the others in the other state, in turns for the narrow and the wide; in
    `make test-long` each for both in both."""
    if laget == "sent":
        allt_sent(hus)
    fel = {}
    for n, who in list(enumerate(ALLA))[varannan(("tomt", "sent").index(laget))]:
        page = page_as(getattr(hus, who))
        for url in ("/", *((hus.year.get_absolute_url(),) if who in REGIONENS else ())):
            assert page.goto(url).ok
            expect(page.locator("h1")).to_have_count(1)
            provade = list(bredder.items())[varannan(n // 2 % 2)]
            fel |= {(who, url, bredd): found for bredd, scheme in provade if (found := fel_i(page, axe, bredd, scheme))}
        page.close()
    assert fel == {}


def fokus(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def test_by_keyboard_the_first_thing_to_do_is_reached_and_all_steps_are_shown(hus, page_as):
    allt_sent(hus)
    page = page_as(hus.processledare, viewport={"width": 390, "height": 900})
    page.goto("/")
    dolda = page.locator(".steg:not(.steg--framme)")
    expect(dolda).to_have_count(10)
    expect(dolda.first).to_be_hidden()
    expect(page.locator(".steg[aria-current=step]")).to_have_count(1)
    sedda = []
    while not any(text.startswith("Granska Uppdrag") for text in sedda):
        assert len(sedda) < 30
        page.keyboard.press("Tab")
        sedda.append(fokus(page))
        if sedda[-1].startswith("Visa alla 16 steg"):
            page.keyboard.press("Enter")
            expect(dolda.first).to_be_visible()
    assert any(text.startswith("Visa alla 16 steg") for text in sedda)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Uppdrag med ett långt namn")


def test_without_script_more_of_the_menu_is_one_step_away(hus, page_as):
    page = page_as(hus.lasare, java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page.goto("/")
    ekonomi = page.get_by_role("link", name="Ekonomi")
    expect(ekonomi).to_be_hidden()
    page.get_by_text("Mer", exact=True).click()
    ekonomi.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ekonomi")
