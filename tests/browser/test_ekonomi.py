"""The controller's year: a file of the accounts becomes the outcome, the outcome is approved, a decision is booked, a kommun reads it."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from ekonomi import actions
from ekonomi.models import Folkmangd, Resultatpost, Skuldpost, Utfallsfil
from tests import factories
from tests.ekonomi.factories import figures, godkand
from tests.ekonomi.sieprov import PERIODER, fil
from uppdrag.models import Beslut

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def log_in(client, live_server, context):
    def login(user):
        client.force_login(user)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])

    return login


@pytest.fixture
def money(transactional_db):
    hus = figures(factories.hus())
    hus.rest.delete()
    hus.post.delete()
    hus.annat = factories.uppdrag(hus.avtal, "Barn och utbildning")
    Resultatpost.objects.create(verksamhetsar=hus.year, uppdrag=hus.annat, budget=0)  # the file says no budget for it
    hus.ersattning.belopp = hus.ersattning.bas = 2_700_000
    hus.ersattning.save()
    for kommun, antal in ((hus.berg, 7_133), (hus.krokom, 15_329)):
        Folkmangd.objects.create(avtal=hus.avtal, organisation=kommun, datum=date(2021, 11, 1), antal=antal, kalla="SCB")
    return hus


def test_from_the_accounts_to_what_a_kommun_is_owed(live_server, page, log_in, money):
    log_in(money.controller)
    year = f"{live_server.url}/ekonomi/year/{money.year.pk}/"

    page.goto(year)
    page.get_by_role("link", name="Utfall ur redovisningen").click()
    page.get_by_label("Fil").set_input_files({"name": "utfall2022.se", "mimeType": "text/plain", "buffer": fil(PERIODER)})
    page.get_by_role("button", name="Läs in").click()
    expect(page.get_by_text("Region Prov Härjedalen")).to_be_visible()
    expect(page.get_by_text("Varje rad är läst.")).to_be_visible()
    page.get_by_role("link", name="Välj dimension och konton").click()
    expect(page.get_by_label(re.compile("Ansvar.*föreslås"))).to_be_checked()
    page.get_by_role("button", name="Spara och koppla objekt").click()

    page.get_by_label("401 hör till", exact=True).select_option(label="Lärcentrum")
    page.get_by_label("402 hör till", exact=True).select_option(label="Barn och utbildning")
    page.get_by_label("(utan) hör till", exact=True).select_option(label="Räknas inte")
    page.get_by_label("Varför (utan) inte räknas", exact=True).fill("Hör till hälso- och sjukvården")
    page.get_by_role("button", name="Spara kopplingarna").click()
    expect(page.get_by_role("heading", name="Granska utfallet 2022")).to_be_visible()
    page.get_by_label("Ta budgeten ur filen").check()
    page.get_by_role("button", name="Spara utfallet").click()

    expect(page.get_by_text("Utfallet är inte godkänt. Innan det kan godkännas återstår:")).to_be_visible()
    expect(page.get_by_text("Lärcentrum har 1 705 000 kr i överskott och saknar förklaring.")).to_be_visible()
    for name in ("Lärcentrum", "Barn och utbildning"):
        page.get_by_role("link", name=f"Skriv förklaringen till {name}").click()
        page.get_by_label("Förklaring").fill("tjänster har stått obesatta.")
        if name == "Barn och utbildning":
            page.get_by_label("Ersättning, kronor").fill("200 000")
            page.get_by_label("Resultat, kronor").fill("")
        page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Utfallet kan godkännas.")).to_be_visible()
    page.get_by_role("button", name="Godkänn utfallet").click()
    expect(page.get_by_text("Ersättningen, utfallet och resultatet ligger fast.")).to_be_visible()

    booked = actions.bokfor_resultat(money.year, by=money.direktor)  # the director's act, in the room above
    assert booked.belopp == 2_700_000 - 795_000 - 120_001

    page.get_by_role("link", name="Skuldboken: per kommun och post för post").click()
    page.get_by_role("link", name="Bokför ett beslut").click()
    page.get_by_label("Skuld från").select_option(label="2022")
    page.get_by_label("Återbetalas", exact=True).check()
    page.get_by_label("Till vad").fill("Återbetalas med fakturan för mars")
    page.get_by_label("För", exact=True).select_option(label="Bergs kommun")
    page.get_by_label("Belopp, kronor").fill("100 000")
    page.get_by_label("Beslutat av").fill("Regionens samverkansråd")
    page.get_by_label("Beslutsdatum").fill("2023-02-08")
    page.get_by_label("Beslutets lydelse").fill("Av skulden från 2022 återbetalas 100 000 kr till Berg.")
    page.get_by_label("Så mycket av skulden gäller beslutet, kronor").fill("100 000")
    page.get_by_label("Paragraf").fill("§ 12")
    page.get_by_role("button", name="Bokför").click()
    expect(page.get_by_text("Beslutet är bokfört.")).to_be_visible()
    assert Skuldpost.objects.get(sort="beslut").organisation == money.berg

    log_in(money.kommunchef)
    page.goto(live_server.url)
    page.get_by_role("link", name="Ekonomi", exact=True).click()
    expect(page.get_by_role("link", name=re.compile("^2022"))).to_have_count(0)
    page.get_by_role("link", name="Skuldutdrag Bergs kommun").click()
    for text in ("Återbetalas med fakturan för mars", "−100 000"):
        expect(page.get_by_text(text).first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Utdraget som PDF").click()
    assert download.value.suggested_filename.startswith("skuldutdrag-berg-")
    for draft in (year, f"{live_server.url}/ekonomi/skuld/{money.avtal.pk}/", Utfallsfil.objects.get().get_absolute_url()):
        assert page.goto(draft if draft.startswith("http") else live_server.url + draft).status == 404
    assert page.goto(f"{live_server.url}/ekonomi/skuld/{money.avtal.pk}/kommun/{money.krokom.pk}/").status == 404


def test_the_debt_is_reconciled_and_one_kommuns_statement_foots(live_server, page, log_in, money):
    """A decision for one kommun, its order to the accounts, the account's day, and the statement of another kommun."""
    Resultatpost.objects.create(verksamhetsar=money.year, benamning="Övriga delar", belopp=3_001_000)
    godkand(money.year, money.controller)
    actions.bokfor_resultat(money.year, by=money.direktor)
    log_in(money.controller)
    bok = f"{live_server.url}/ekonomi/skuld/{money.avtal.pk}/"

    page.goto(bok)
    page.get_by_role("link", name="Bokför ett beslut").click()
    page.get_by_label("Skuld från").select_option(label="2022")
    page.get_by_label("Återbetalas", exact=True).check()
    page.get_by_label("Till vad").fill("Återbetalas med fakturan för mars")
    page.get_by_label("För", exact=True).select_option(label="Bergs kommun")
    page.get_by_label("Belopp, kronor").fill("100 000")
    page.get_by_label("Beslutat av").fill("Regionens samverkansråd")
    page.get_by_label("Beslutsdatum").fill("2023-02-08")
    page.get_by_label("Beslutets lydelse").fill("Av skulden från 2022 återbetalas 100 000 kr till Berg.")
    page.get_by_label("Så mycket av skulden gäller beslutet, kronor").fill("100 000")
    page.get_by_role("button", name="Bokför").click()

    page.get_by_role("link", name="konton och bokföringsorder").click()
    for galler, nummer, namn in (("Skulden till kommunerna", "2490", "Skuld till kommunerna"), ("Återbetalas", "1930", "Bank")):
        page.get_by_role("link", name="Lägg till ett konto").click()
        page.get_by_label("Gäller").select_option(label=galler)
        page.get_by_label("Konto", exact=False).nth(0).fill(nummer)
        page.get_by_label("Kontots namn").fill(namn)
        page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_role("button", name="Skapa order för Regionens samverkansråd").click()
    page.get_by_role("link", name="Order 1").click()
    expect(page.get_by_role("rowheader", name="2490 Skuld till kommunerna")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Ordern som SIE 4I").click()
    assert download.value.suggested_filename == "bokforingsorder-1.si"

    page.goto(bok)
    page.get_by_role("link", name="avstämning mot balanskontot").click()
    page.get_by_role("link", name="Stäm av").click()
    page.get_by_label("per den").fill("2023-02-08")
    page.get_by_label("Skuld enligt kontot").fill("6 491 000")
    page.get_by_label("källa").fill("Huvudboken")
    page.get_by_role("button", name="Stäm av").click()
    expect(page.get_by_text("Kontot har 100 000 kr mer än skuldboken").first).to_be_visible()
    page.get_by_label("förklaring").fill("Ordern är inte bokförd i redovisningen ännu.")
    page.get_by_role("button", name="Stäm av").click()
    expect(page.get_by_text("Ordern är inte bokförd i redovisningen ännu.")).to_be_visible()

    page.goto(f"{bok}kommun/{money.krokom.pk}/")
    tabell = page.get_by_role("table", name="Poster från 2022, i kronor")
    tal = [[_tal(cell) for cell in rad.locator("td.siffra").all_inner_texts()] for rad in tabell.locator("tbody tr").all()]
    assert tal == [[3_001_000, 2_048_007], [-100_000, 0], [2_901_000, 2_048_007]]


def test_the_basis_for_invoices_is_fetched(live_server, page, log_in, money, axe):
    """The rule is written, a decided repayment netted, a quarter handed over, and the basis fetched as Excel and PDF."""
    Skuldpost.objects.create(
        ursprung=money.ursprung, sort="beslut", andamal="aterbetalas", datum=date(2022, 3, 1), belopp=-100_000, text="Återbetalas",
        organisation=money.berg, av=money.controller, beslut=Beslut.objects.create(avtal=money.avtal, organ="Kommunstyrelsen", datum=date(2022, 3, 1), text="Återbetala"),
    )  # fmt: skip
    log_in(money.controller)
    page.goto(f"{live_server.url}/ekonomi/year/{money.year.pk}/")
    page.get_by_role("link", name="Faktureringsunderlag").click()
    expect(page.get_by_text("Skriv först in hur ersättningen faktureras.")).to_be_visible()
    page.get_by_role("link", name="Så faktureras ersättningen").click()
    page.get_by_label("Regionens referens").fill("Ekonomi 4711")
    page.get_by_label("Berg: kommunens referens").fill("Kommunledning 12")
    assert axe(page) == []
    page.get_by_role("button", name="Spara", exact=True).click()

    page.get_by_role("button", name=re.compile("Beslutet säger att den kvittas 2022")).click()
    expect(page.get_by_text("Beslutad återbetalning som kvittas mot ersättningen: 100 000 kr.")).to_be_visible()
    page.get_by_role("button", name="Lämna till fakturering").click()
    expect(page.get_by_text("Underlaget är lämnat till fakturering.")).to_be_visible()
    tabell = page.get_by_role("table", name="Bergs kommun, i kronor")
    del_, avdrag, belopp = (_tal(tabell.locator("tbody tr").nth(0).locator("td.siffra").nth(n).inner_text()) for n in (0, 2, 3))
    assert (avdrag, belopp) == (-100_000, del_ - 100_000)
    summor = [_tal(rad.locator("td.siffra").nth(3).inner_text()) for rad in page.locator("tr.summa").all()]
    assert sum(summor) == 2_700_000 - 100_000
    assert axe(page) == []
    for lank, filnamn in (("Alla kommuner som Excel", "-2022.xlsx"), (re.compile("Underlaget som PDF.*Bergs"), "-berg-2022.pdf")):
        with page.expect_download() as download:
            page.get_by_role("link", name=lank).click()
        assert download.value.suggested_filename == f"faktureringsunderlag{filnamn}"
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def _tal(text):
    return int(text.replace("\u00a0", "").replace("\u2212", "-"))


def test_a_file_being_read_shows_how_far_and_then_what_was_found(live_server, page, log_in, money):
    """Without a word from the reader: the page asks by itself."""
    log_in(money.controller)
    complaints = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    rad = actions.ta_emot(money.year, "stor.se", fil(PERIODER), by=money.controller)
    page.goto(live_server.url + rad.get_absolute_url())
    expect(page.get_by_text("Filen väntar på att läsas.")).to_be_visible()
    Utfallsfil.objects.filter(pk=rad.pk).update(status="reading", framsteg=40)
    expect(page.get_by_text("Filen läses: 40 procent.")).to_be_visible(timeout=10_000)
    Utfallsfil.objects.filter(pk=rad.pk).update(status="vantar")
    actions.read(Utfallsfil.objects.get(pk=rad.pk))
    expect(page.get_by_text("Region Prov Härjedalen")).to_be_visible(timeout=10_000)
    assert complaints == []
