"""In the browser: eleven uppdrag judged by eight kommuner are valued and agreed on one page, and taken up again, with the keyboard alone."""

from datetime import date

import pytest
from playwright.sync_api import expect

from enkat.models import Avvikelse, Inlamnat, Inlamning, Omgang, Vardering
from samverkan.models import Handelse
from tests import factories
from tests.enkat import factories as f
from uppdrag.models import Beslut, Medverkan, Part

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KOMMUNER = ("Bräcke", "Härjedalen", "Ragunda", "Strömsund", "Åre", "Östersund")


@pytest.fixture
def hus(transactional_db, hus):
    """A round that is over. The median is Till stor del but for the last two: one between neighbours, one with nothing in the middle."""
    kommuner = [hus.berg, hus.krokom, *(factories.organisation(f"{namn} kommun", kortnamn=namn) for namn in KOMMUNER)]
    Part.objects.bulk_create(Part(avtal=hus.avtal, organisation=k) for k in kommuner[2:])
    hus.alla = [hus.uppdrag, *(factories.uppdrag(hus.avtal, f"Uppdrag {n}", ordning=n) for n in range(2, 12))]
    Medverkan.objects.all().delete()
    Medverkan.objects.bulk_create(Medverkan(uppdrag=u, organisation=k) for u in hus.alla for k in kommuner)
    tid = {"oppnar": date(2023, 1, 1), "sista_dag": date(2023, 1, 31), "status": Omgang.Status.STANGD}
    hus.omgang = f.omgang(hus, "kommunernas", namn="Kommunernas bedömning", **tid)
    fraga = hus.omgang.formular.vardefraga
    skala = {a.text: a for a in fraga.alternativ.all()}
    for n, kommun in enumerate(kommuner):
        deltagare = f.deltagare(hus.omgang, kommun, status="inskickat")
        inlamning = Inlamning.objects.create(deltagare=deltagare, nummer=1, av="Kommunchefen")
        for uppdrag in hus.alla:
            svar = {10: ("Helt", "Till stor del"), 11: ("Helt", "Inte alls")}.get(uppdrag.ordning, ("Till stor del",) * 2)[n % 2]
            text = "Det blev inte av." if svar == "Inte alls" else ""
            Inlamnat.objects.create(inlamning=inlamning, fraga=fraga, uppdrag=uppdrag, alternativ=skala[svar], text=text)
    return hus


@pytest.fixture
def log_in(client, live_server, context):
    def login(user):
        client.force_login(user)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])

    return login


def tabba_till(page, vad):
    """Press Tab until the focus stands at what the selector names."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("vad => document.activeElement.matches(vad)", vad):
            return
    pytest.fail(f"the keyboard never came to {vad}")


def test_eleven_uppdrag_are_agreed_on_one_page_with_the_keyboard_and_taken_up_again(live_server, page, log_in, hus):
    log_in(hus.processledare)
    lista = f"{live_server.url}/enkat/omgangar/{hus.omgang.pk}/vardering/"
    page.goto(lista)
    tabba_till(page, "a[href$='/andra/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Värdera uppdragen")).to_be_visible()
    expect(page.get_by_role("columnheader")).to_have_count(8)
    expect(page.get_by_role("radio", name="Till stor del", checked=True)).to_have_count(9)
    expect(page.get_by_role("radio", checked=True)).to_have_count(9)
    expect(page.get_by_text("Medianen ligger mellan Helt och Till stor del.")).to_be_visible()
    # Agreed at once it is refused: two uppdrag have no value, and the decision is not told. Nothing is lost by it.
    tabba_till(page, "button[formaction$='/enas/']")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Välj ett värde.").first).to_be_visible()
    assert not Vardering.objects.exists()
    nast_sist, sist = (f"u{u.pk}" for u in hus.alla[-2:])
    tabba_till(page, f"[name='{nast_sist}-alternativ']")
    page.keyboard.press("Space")
    tabba_till(page, f"[name='{sist}-alternativ']")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tabba_till(page, f"[name='{sist}-skal']")
    page.keyboard.type("Hälften är helt nöjda.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # unfolds the dissents
    tabba_till(page, f"[name='{sist}-text-{hus.krokom.pk}']")
    page.keyboard.type("Inget blev av hos oss.")
    tabba_till(page, "[name='motivering']")
    page.keyboard.type("Medianen av svaren.")
    tabba_till(page, "[name='nytt-datum']")
    page.locator(":focus").fill("2023-02-20")
    tabba_till(page, "[name='nytt-paragraf']")
    page.keyboard.type("12")
    tabba_till(page, "[name='nytt-text']")
    page.keyboard.type("Att enas om värdena.")
    tabba_till(page, "button[formaction$='/enas/']")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Den gemensamma värderingen av elva uppdrag är beslutad.")).to_be_visible()
    expect(page.get_by_text("Inget blev av hos oss.")).to_be_visible()
    beslut = Beslut.objects.get()
    assert (beslut.organ, beslut.datum, beslut.paragraf) == (hus.avtal.vardering_organ, date(2023, 2, 20), "12")
    assert {(v.status, v.beslut) for v in Vardering.objects.all()} == {("enad", beslut)}
    assert [v.alternativ.text for v in Vardering.objects.all()] == ["Till stor del"] * 9 + ["Helt", "Till stor del"]
    assert Avvikelse.objects.get().organisation == hus.krokom
    tabba_till(page, "a[href$='/ta-upp/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Öppna värderingen igen")).to_be_visible()
    tabba_till(page, "[name='skal']")
    page.keyboard.type("Ett svar var fel läst.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Den gemensamma värderingen är ett förslag igen.")).to_be_visible()
    assert {v.status for v in Vardering.objects.all()} == {"forslag"}
    assert Handelse.objects.get(akt="öppnade gemensam värdering igen").detaljer["skal"] == "Ett svar var fel läst."


@pytest.mark.browser_context_args(bypass_csp=True, viewport={"width": 320, "height": 800})
def test_the_page_is_accessible_on_a_phone_unfolded_and_with_faults(live_server, page, axe, log_in, hus):
    log_in(hus.processledare)
    page.goto(f"{live_server.url}/enkat/omgangar/{hus.omgang.pk}/vardering/andra/")
    expect(page.get_by_text("Krokom: Inte alls", exact=True).first).to_be_visible()
    for n in range(page.locator("main summary").count()):
        page.locator("main summary").nth(n).click()
    expect(page.get_by_text("Det blev inte av.").first).to_be_visible()
    assert (axe(page), page.evaluate("document.documentElement.scrollWidth")) == ([], 320)
    page.get_by_role("button", name="Spara och besluta").click()
    expect(page.get_by_role("alert")).to_contain_text("Uppdrag 11. Gemensamt värde: Välj ett värde.")
    assert (axe(page), page.evaluate("document.documentElement.scrollWidth")) == ([], 320)
