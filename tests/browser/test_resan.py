"""The year's main journey: a meeting and a section, sent back, mended, approved, and read in the PDF."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from tests import factories
from uppdrag.models import Tillfalle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTED = (
    "<p class='MsoNormal'>Vi har gjort mycket.</p><p class='MsoListParagraph' style='mso-list:l0 level1 lfo1'>·  Startat en filial</p>"
    "<p class='MsoListParagraph' style='mso-list:l0 level1 lfo1'>·  Utbildat handledare</p>"
    "<table><tr><td><b>Ort</b></td><td><b>Elever</b></td></tr><tr><td>Stugun</td><td>12</td></tr></table>"
)


@pytest.fixture
def log_in(page, live_server):
    def login(user):
        page.context.clear_cookies()
        page.goto(live_server.url + "/konto/login/")
        page.get_by_label("E-post").fill(user.email)
        page.get_by_label("Lösenord", exact=False).first.fill("ett-langt-losenord")
        page.get_by_role("button", name="Logga in", exact=True).click()
        expect(page.get_by_role("heading", name="Att göra")).to_be_visible()

    return login


def paste(page, selector, html):
    page.evaluate(
        """([selector, html]) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", "x");
            const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.querySelector(selector).dispatchEvent(paste);
        }""",
        [selector, html],
    )


def test_from_a_meeting_to_the_pdf(live_server, page, log_in, transactional_db, client, tmp_path, mailoutbox):
    hus = factories.hus()
    log_in(hus.samordnare)

    page.goto(live_server.url + "/moten/")
    page.get_by_label("Arena").first.select_option(label="BUZ")
    page.locator("#id_fran").fill("2022-03-07")
    page.get_by_role("button", name="Registrera", exact=True).click()
    expect(page.get_by_text("BUZ har haft ett sammanträde")).to_be_visible()
    assert Tillfalle.objects.get().arena == hus.arena

    log_in(hus.processledare)
    page.goto(f"{live_server.url}/berattelse/year/{hus.year.pk}/")
    page.get_by_role("button", name=re.compile("Skapa avsnitt")).first.click()
    expect(page.get_by_role("link", name="Lärcentrum").first).to_be_visible()

    log_in(hus.samordnare)
    page.get_by_role("link", name="Lärcentrum").first.click()
    expect(page).to_have_url(re.compile("/avsnitt/[0-9]+/$"))
    section = page.url
    page.get_by_role("link", name="Aktiviteter").first.click()
    page.get_by_label("Text").first.fill("Studiebesök hos grannlänet")
    page.get_by_role("button", name="Lägg till", exact=True).click()
    expect(page.get_by_role("rowheader", name="Studiebesök hos grannlänet")).to_be_visible()

    page.goto(section + "andra/")
    page.wait_for_selector(".ProseMirror")
    page.locator(".ProseMirror").first.click()
    paste(page, ".ProseMirror", PASTED)
    page.get_by_role("button", name="Spara", exact=True).first.click()
    expect(page.get_by_text("Startat en filial").first).to_be_visible()
    page.get_by_role("button", name=re.compile("Klar")).first.click()
    expect(page.locator(".status--klar").first).to_be_visible()

    log_in(hus.processledare)
    page.goto(section + "ater/")
    page.get_by_label("Varför").fill("Skriv vilka handledare som utbildats.")
    page.get_by_role("button", name="Skicka åter").click()
    expect(page.get_by_text("Skriv vilka handledare som utbildats.").first).to_be_visible()

    log_in(hus.samordnare)
    page.goto(section + "andra/")
    page.wait_for_selector(".ProseMirror")
    page.locator(".ProseMirror").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Handledarna arbetar i Berg.")
    page.get_by_role("button", name="Spara", exact=True).first.click()
    expect(page.get_by_text("Avsnittet är sparat.")).to_be_visible()
    page.goto(section)
    page.get_by_role("button", name=re.compile("Klar")).first.click()
    expect(page.locator(".status--klar").first).to_be_visible()

    log_in(hus.processledare)
    page.goto(section)
    page.get_by_role("button", name="Godkänn", exact=True).click()
    expect(page.locator(".status--godkand").first).to_be_visible()
    assert [m.subject for m in mailoutbox] == [
        "Att granska: Lärcentrum 2022", "Åter: Lärcentrum 2022", "Att granska: Lärcentrum 2022", "Godkänt: Lärcentrum 2022",
    ]  # fmt: skip

    client.force_login(hus.processledare)
    pdf = tmp_path / "rapport.pdf"
    pdf.write_bytes(client.get(f"/berattelse/year/{hus.year.pk}/rapport.pdf").content)
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
    for said in (
        "BUZ har haft ett sammanträde.",
        "Studiebesök hos grannlänet",
        "Startat en filial",
        "Stugun",
        "Handledarna arbetar i Berg.",
    ):
        assert said in text
