"""The year in money: the outcome of a tertial in, the prognos written, a deviation explained, the budget for next year set."""

from datetime import date

import pytest
from playwright.sync_api import expect

from ekonomi.models import Ersattning
from tests import factories
from tests.ekonomi.factories import beslutad_budget

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def log_in(client, live_server, context):
    def login(user):
        client.force_login(user)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])

    return login


@pytest.fixture
def money(transactional_db):
    hus = factories.hus()
    hus.annat = factories.uppdrag(hus.avtal, "Barn och utbildning", ordning=2)
    for u, belopp in ((hus.uppdrag, 1_000_000), (hus.annat, 500_000)):
        beslutad_budget(hus.year, u, belopp, hus.controller)
    hus.nasta = factories.verksamhetsar(hus.avtal, 2023)
    Ersattning.objects.create(
        verksamhetsar=hus.nasta, bas=1_500_000, index_procent="2.60", belopp=1_539_000, fordelningsdatum=date(2022, 11, 1)
    )
    return hus


def test_from_the_tertial_to_next_years_budget(live_server, page, log_in, money, axe):
    log_in(money.controller)
    page.goto(f"{live_server.url}/ekonomi/year/{money.year.pk}/")
    page.get_by_role("link", name="Året: budget, utfall och prognos").click()
    page.get_by_role("link", name="För in utfall och prognos").click()
    page.get_by_label("Utfall till och med").fill("2022-04-30")
    page.get_by_label("Källa").fill("Resultatrapport 7 maj")
    page.get_by_label("Utfall, Lärcentrum").fill("400 000")
    page.get_by_label("Prognos, Lärcentrum").fill("1 120 000")
    page.get_by_label("Utfall, Barn och utbildning").fill("150 000")
    page.get_by_label("Prognos, Barn och utbildning").fill("500 000")
    assert axe(page) == []
    page.get_by_role("button", name="Spara uppföljningen").click()
    expect(page.get_by_text("Utfall och prognos är införda.")).to_be_visible()
    expect(page.get_by_text(f"Brevet är skickat till {money.samordnare.email}.")).to_be_visible()
    expect(page.get_by_text("Lärcentrum, ett underskott på 120 000 kr: Samordnare")).to_be_visible()
    expect(page.get_by_role("row", name="Summa")).to_contain_text("1 620 000")
    assert axe(page) == []

    log_in(money.samordnare)
    page.goto(live_server.url)
    page.get_by_role("link", name="Förklara avvikelsen från budgeten 2022: Lärcentrum").click()
    page.get_by_label("Vad beror avvikelsen på?").fill("En tjänst tillsattes tidigare än väntat.")
    assert axe(page) == []
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("row", name="Lärcentrum")).to_contain_text("En tjänst tillsattes tidigare än väntat.")

    log_in(money.controller)
    page.goto(f"{live_server.url}/ekonomi/year/{money.nasta.pk}/budget/")
    expect(page.get_by_label("Budget, Lärcentrum")).to_have_value("1 026 000")
    page.get_by_label("Budget, Lärcentrum").fill("1 000 000")
    page.get_by_role("button", name="Spara budgeten").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv varför budgeten inte är 1 026 000 kr som i förslaget.")
    page.get_by_label("Skäl, Lärcentrum").fill("Lokalen är uppsagd")
    page.get_by_role("button", name="Spara budgeten").click()
    expect(page.get_by_text("Budgeten är 26 000 kr mindre än ersättningen 2023, som är 1 539 000 kr.")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Besluta budgeten").click()
    expect(page.get_by_text("och ligger fast.")).to_be_visible()
    expect(page.get_by_role("row", name="Summa")).to_contain_text("1 513 000")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
