"""Pasting from each program into the editor: the same text as the server makes of it, and the writer is told what happened."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from berattelse.avsnitt.klartext import skriv
from berattelse.avsnitt.richtext import clean
from tests.berattelse import factories
from tests.berattelse.lankfall import FALL
from tests.berattelse.urklippen import URKLIPP

pytestmark = [pytest.mark.browser, pytest.mark.en_gang, pytest.mark.django_db(transaction=True)]
PASTE = """(box, [type, words]) => { const data = new DataTransfer(); data.setData("text/plain", "x"); data.setData(type, words);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
TABELL = clean(
    "<table><tr><td>A</td><td>B</td><td>C</td></tr><tr><td>1</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td><td>6</td></tr></table>"
)


@pytest.fixture
def avsnitt(transactional_db, hus):
    return factories.avsnitt(hus, beskrivning=TABELL, status="utkast")


@pytest.fixture
def skrivsida(live_server, client, hus, browser, avsnitt):
    """skrivsida(**of the browser): the writing page of the section, and what its console complains of."""
    oppnade = []

    def oppna(**val):
        client.force_login(hus.samordnare)
        context = browser.new_context(locale="sv-SE", **val)
        oppnade.append(context)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page, said = context.new_page(), []
        page.on("console", lambda rad: said.append(rad.text) if rad.type in {"error", "warning"} else None)
        page.on("pageerror", lambda fel: said.append(str(fel)))
        page.goto(live_server.url + reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
        return page, said

    yield oppna
    for context in oppnade:
        context.close()


def klistra(box, words, sort="text/html"):
    box.evaluate(PASTE, [sort, words])


def test_every_programs_clipboard_is_the_same_text_in_the_editor(skrivsida, avsnitt):
    """And the links of mail filters are unwrapped as the server does it."""
    page, said = skrivsida()
    box, line = page.get_by_role("textbox", name="Beskrivning", exact=True), page.locator(".redigerare + [role=status]").first
    area = page.locator("textarea[name=beskrivning]")
    fick = {}
    for namn, prov in URKLIPP.items():
        box.click()
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.keyboard.press("Delete")
        klistra(box, prov.html)
        bort = f"Det här följde inte med när du klistrade in: {prov.kvar}." if prov.kvar else ""
        lank = f"En länk från mejlfiltret är ersatt med sin riktiga adress: {prov.lank}" if prov.lank else ""
        fick[namn] = (clean(area.input_value()), line.text_content())
        assert fick[namn] == (prov.ren, f"{bort} {lank}".strip()), namn
    svar = page.evaluate("async (fall) => { const { unwrap } = await import('samverkan/lankar'); return fall.map(unwrap); }", list(FALL))
    assert dict(zip(FALL, svar, strict=True)) == FALL
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Avsnittet är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == list(URKLIPP.values())[-1].ren
    assert said == []


def test_a_merged_table_is_pasted_into_a_table(skrivsida):
    """As Word ends it: with an empty paragraph. It fills the cells from where one stands, and the table grows; so also a second time."""
    page, said = skrivsida()
    box, fick = page.get_by_role("textbox", name="Beskrivning", exact=True), []
    for cell in ("6", "2021"):
        box.get_by_text(cell, exact=True).click()
        page.evaluate("() => new Promise((klar) => requestAnimationFrame(() => setTimeout(klar)))")  # the editor has seen where one stands
        klistra(box, URKLIPP["word tabell"].html.replace("Efter", "<o:p>&nbsp;</o:p>"))
        fick.append([rad[2:-2].split(" | ") for rad in skriv(clean(page.locator("textarea[name=beskrivning]").input_value())).split("\n")])
    assert fick[0] == [
        ["A", "B", "C", "–", "–"], ["1", "2", "3", "–", "–"], ["4", "5", "Kommun", "Antal", "–"], ["–", "–", "–", "2021", "2022"],
        ["–", "–", "Berg", "3", "Svenstavik; Hackås"],
    ]  # fmt: skip
    assert {len(rad) for rad in fick[1]} == {6}
    assert fick[1][-1][3:] == ["Berg", "3", "Svenstavik; Hackås"]
    assert said == []
