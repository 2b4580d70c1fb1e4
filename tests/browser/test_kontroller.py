"""What is typed is checked at the next pause, and a pasted list is mended: in a browser, also for who cannot see it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from berattelse.models import Resultat
from tests.berattelse import factories
from tests.browser.test_skrivet import oppna  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.browser_context_args(bypass_csp=True)
def test_a_figure_without_a_row_is_told_while_one_writes(hus, oppna, page, axe):  # noqa: F811
    avsnitt = factories.avsnitt(hus, status="utkast")
    oppna(hus.samordnare, reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    page.locator(".ProseMirror").first.fill("Det blev 25 utbildningar.")
    expect(page.locator("[data-koll=beskrivning]")).to_contain_text("”25 utbildningar” finns inte i någon rad", timeout=12_000)
    assert axe(page) == []
    page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_role("button", name="Klar, lämna för granskning").click()
    page.get_by_label("”25 utbildningar” finns inte i någon rad").check()
    page.get_by_label("Varför").fill("Ur kursregistret.")
    assert axe(page) == []
    page.get_by_role("button", name="Godta de markerade").click()
    page.get_by_role("button", name="Klar, lämna för granskning").click()
    expect(page.locator(".status--klar").first).to_be_visible()


@pytest.mark.browser_context_args(bypass_csp=True)
def test_a_pasted_list_is_mended_and_saved(hus, oppna, page, axe):  # noqa: F811
    avsnitt = factories.avsnitt(hus, status="utkast")
    oppna(hus.samordnare, reverse("berattelse:rad_klistra_in", args=[avsnitt.pk, "resultat"]))
    page.get_by_label("Klistra in listan").fill("• Deltagare i kurs\t12\n• Deltagare i kurs\t12\n• Filialer har öppnat, 14 mars")
    page.get_by_role("button", name="Läs listan").click()
    expect(page.get_by_role("button", name="Spara raderna")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 700})
    assert axe(page) == []
    page.get_by_label("Enhet, rad 1").select_option("personer")
    page.get_by_role("button", name="Spara raderna").click()
    expect(page.get_by_text("Två rader är sparade.")).to_be_visible()
    assert [rad.text for rad in Resultat.objects.all()] == ["Deltagare i kurs", "Filialer har öppnat"]
