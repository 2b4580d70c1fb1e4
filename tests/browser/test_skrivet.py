"""Nothing typed is lost: neither when a colleague saves first, nor when the session ends while one writes."""

import os
import re
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from samverkan.models import Kladd, Roll
from tests import factories as factories_hus
from tests.berattelse import factories
from uppdrag.models import Uppdrag

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOSENORD = "ett-langt-losenord"
BILDER = os.environ.get("BILDER")


@pytest.fixture
def oppna(live_server, client, page, hus):
    """oppna(user, address): the page, opened by that person."""

    def do(user, address):
        user.set_password(LOSENORD)
        user.save()
        client.force_login(user)
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page.goto(live_server.url + address)

    return do


def logga_in(page, user, *, mote="Det du skrev finns kvar"):
    user.set_password(LOSENORD)
    user.save()
    page.get_by_label("E-post").fill(user.email)
    page.get_by_label("Lösenord").fill(LOSENORD)
    page.get_by_role("button", name="Logga in", exact=True).first.click()
    expect(page.get_by_role("heading", name=mote)).to_be_visible()


def far_plats(page, axe, namn):
    """No accessibility fault, and nothing wider than the window, on a large screen and a small phone."""
    for bredd in (1280, 320):
        page.set_viewport_size({"width": bredd, "height": 900})
        if BILDER:
            page.screenshot(path=f"{BILDER}/{namn}-{bredd}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= bredd
    assert axe(page) == []


@pytest.mark.browser_context_args(bypass_csp=True)
def test_a_colleague_saved_first_both_are_shown_and_a_second_save_decides(hus, oppna, page, axe):
    adress = reverse("uppdrag:uppdrag_edit", args=[hus.uppdrag.pk])
    oppna(hus.processledare, adress)
    page.get_by_label("Namn").fill("Lärcentrum i länet")
    page.get_by_label("Anmärkning").fill("Min anmärkning")
    Uppdrag.objects.filter(pk=hus.uppdrag.pk).update(namn="Lärcentrum Jämtland Härjedalen", till="2023-12-31")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Någon annan har sparat medan du skrev.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Sparat nu: Lärcentrum Jämtland Härjedalen")
    expect(page.get_by_label("Namn")).to_have_value("Lärcentrum i länet")
    far_plats(page, axe, "krock")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("heading", name="Lärcentrum i länet")).to_be_visible()


@pytest.mark.browser_context_args(bypass_csp=True)
def test_a_register_form_survives_the_end_of_the_session(hus, oppna, page, axe):
    oppna(hus.processledare, reverse("uppdrag:uppdrag_edit", args=[hus.uppdrag.pk]))
    page.get_by_label("Namn").fill("Lärcentrum i länet")
    page.get_by_label("Anmärkning").fill("Rad ett\nRad två")
    Session.objects.all().delete()
    page.get_by_role("button", name="Spara", exact=True).click()
    logga_in(page, hus.processledare)
    expect(page.locator("dl.fakta")).to_contain_text("Lärcentrum i länet")
    far_plats(page, axe, "skrivet")
    page.get_by_role("button", name="Spara det jag skrev").click()
    expect(page.get_by_role("heading", name="Lärcentrum i länet")).to_be_visible()


def test_what_one_typed_is_not_shown_to_a_colleague_who_logs_in_on_the_same_page(hus, oppna, page):
    oppna(hus.processledare, reverse("uppdrag:uppdrag_edit", args=[hus.uppdrag.pk]))
    page.get_by_label("Anmärkning").fill("Bara mitt")
    Session.objects.all().delete()
    page.get_by_role("button", name="Spara", exact=True).click()
    annan = factories_hus.user("Annan processledare", roll=Roll.PROCESSLEDARE, organisation=hus.region)
    logga_in(page, annan, mote="Att göra")
    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.locator("main")).not_to_contain_text("Bara mitt")


@pytest.mark.browser_context_args(bypass_csp=True)
def test_a_section_survives_the_end_of_the_session(hus, oppna, page, axe):
    avsnitt = factories.avsnitt(hus, status="utkast")
    oppna(hus.samordnare, reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    page.locator(".ProseMirror").first.fill("Ett långt stycke om året.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Spara", exact=True).click()
    logga_in(page, hus.samordnare)
    expect(page.locator("dl.fakta")).to_contain_text("Ett långt stycke om året.")
    far_plats(page, axe, "avsnitt")
    page.get_by_role("button", name="Spara det jag skrev").click()
    expect(page.get_by_text("Avsnittet är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    assert "Ett långt stycke om året." in avsnitt.beskrivning


@pytest.mark.browser_context_args(bypass_csp=True)
def test_the_page_that_takes_away_shows_what(hus, oppna, page, axe):
    oppna(hus.processledare, reverse("uppdrag:rubrik_delete", args=[hus.rubrik.pk]))
    expect(page.locator("main")).to_contain_text(hus.rubrik.text)
    far_plats(page, axe, "ta-bort")


@pytest.mark.browser_context_args(bypass_csp=True)
def test_a_day_alone_is_no_draft_and_is_kept_with_what_else_is_written(hus, oppna, page):
    oppna(hus.samordnare, reverse("uppdrag:tillfalle_list"))
    page.get_by_text("Fler uppgifter", exact=True).click()
    dag = page.locator("form[action*=registrera] input[type=date]").first
    text = page.locator("form[action*=registrera] textarea, form[action*=registrera] input[type=text]").first
    dag.fill("2022-03-14")
    page.wait_for_timeout(1500)  # longer than it takes to keep what is written
    assert not Kladd.objects.exists()
    with page.expect_response("**/kladd/behall/"):
        text.fill("Uppstart")
    assert Kladd.objects.filter(skrivning=Kladd.objects.first().skrivning).count() == 2
    page.reload()
    expect(page.locator("[data-kladd]")).to_have_count(1)
    Kladd.objects.exclude(text="2022-03-14").delete()  # one kept before a day alone was none
    with page.expect_response("**/kasta/"):
        page.reload()
    expect(page.locator("[data-kladd]")).to_have_count(0)
    assert not Kladd.objects.exists()


def test_the_same_text_of_two_openings_is_offered_once_and_goes_together(hus, oppna, page):
    oppna(hus.samordnare, reverse("uppdrag:tillfalle_list"))
    page.get_by_text("Fler uppgifter", exact=True).click()
    with page.expect_response("**/kladd/behall/"):
        page.locator("form[action*=registrera] textarea, form[action*=registrera] input[type=text]").first.fill("Uppstart")
    for rad in Kladd.objects.all():
        rad.pk, rad.skrivning = None, uuid4()
        rad.save()
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    lador = page.locator("[data-kladd]")
    expect(lador).to_have_count(1)
    assert lador.bounding_box()["height"] < 844 / 4
    page.get_by_role("button", name="Kasta den").click()
    expect(lador).to_have_count(0)
    assert not Kladd.objects.exists()
