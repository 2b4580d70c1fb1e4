"""Writing a section in the browser: typing, pasting from Word, saving, handing in, and nothing lost on the way."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from berattelse import actions
from samverkan.models import Kladd
from tests import factories as grund
from tests.berattelse import factories
from tests.langd import varannan

pytestmark = [pytest.mark.browser, pytest.mark.en_gang, pytest.mark.django_db(transaction=True)]

# The structure Word puts on the clipboard: marker spans in conditional comments, levels in the style.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style></head><body>
<!--StartFragment-->
<h2 style='mso-style-next:Normal'>Året i korthet<o:p></o:p></h2>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Första punkten<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Inre punkt</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]><b>Andra</b> punkten</p>
<p class=MsoNormal style='margin-left:1cm'>Mellan listorna</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Ett</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>Två</p>
<table class=MsoTableGrid style='border-collapse:collapse'><tr><td style='width:5cm'><p class=MsoNormal><b>Kommun</b></p></td>
<td><p class=MsoNormal><b>Antal</b></p></td></tr><tr><td><p class=MsoNormal>Berg</p></td><td><p class=MsoNormal>3</p></td></tr></table>
<!--EndFragment--></body></html>"""
PASTED = (
    "<h5>Året i korthet</h5><ul><li>Första punkten<ul><li>Inre punkt</li></ul></li><li><strong>Andra</strong> punkten</li></ul>"
    "<p>Mellan listorna</p><ol><li>Ett</li><li>Två</li></ol>"
    '<table><thead><tr><th scope="col">Kommun</th><th scope="col">Antal</th></tr></thead>'
    "<tbody><tr><td>Berg</td><td>3</td></tr></tbody></table>"
)
PASTE = """(box, html) => { const data = new DataTransfer(); data.setData("text/html", html); data.setData("text/plain", "x");
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""


# What stands beside the text, as Word (tracked changes shown, a comment, a footnote, hidden text) and Google Docs write it.
BESIDE = [
    ("<p class=MsoNormal>Vi har <del>tre</del><ins>fyra</ins> filialer.</p>", "struken text"),
    ("<p>Vi har <span style='text-decoration:line-through'>tre</span>fyra filialer.</p>", "struken text"),
    ("<p>Vi har fyra filialer.<span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1'>[K1]</a></span></p>"
     "<div style='mso-element:comment-list'><p class=MsoCommentText>Stämmer det?</p></div>", "kommentarer"),
    ("<p>Vi har fyra filialer<a style='mso-footnote-id:ftn1' href='#_ftn1'><sup>[1]</sup></a>.</p>"
     "<div style='mso-element:footnote-list'><p>Utom Ås.</p></div>", "fotnoter"),
    ("<p>Vi har fyra<span style='display:none;mso-hide:all'> eller fem</span> filialer.</p>", "dold text"),
    ("<p>Vi har fyra filialer.<img src='data:image/png;base64,AA=='></p>", "bilder"),
]  # fmt: skip


@pytest.fixture
def avsnitt(transactional_db, hus):
    return factories.avsnitt(hus, framtid="<p>Framåt</p>", status="utkast")


@pytest.fixture
def log_in(live_server, client):
    """log_in(context, user): that browser is logged in as the person."""

    def do(context, user):
        client.force_login(user)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])

    return do


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    yield context.new_page()
    context.close()


@pytest.fixture
def said(page):
    """What the browser complains of in its console."""
    lines = []
    page.on("console", lambda message: lines.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: lines.append(str(error)))
    return lines


@pytest.fixture
def write(live_server, log_in, hus, page, avsnitt):
    """The writing page of the section, logged in as its samordnare."""
    log_in(page.context, hus.samordnare)
    page.goto(live_server.url + reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    return page


def box(page, name="Beskrivning"):
    return page.get_by_role("textbox", name=name, exact=True)


def test_type_save_hand_in_and_read(write, avsnitt, said):
    box(write).click()
    write.keyboard.type("Ett stycke om ")
    toolbar = write.get_by_role("toolbar", name="Utseende: Beskrivning")
    toolbar.get_by_role("button", name="Fet").click()
    write.keyboard.type("året")
    expect(toolbar.get_by_role("button", name="Fet")).to_have_attribute("aria-pressed", "true")
    write.get_by_role("button", name="Spara", exact=True).click()
    expect(write.get_by_text("Avsnittet är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == "<p>Ett stycke om <strong>året</strong></p>"
    assert avsnitt.framtid == "<p>Framåt</p>"
    write.get_by_role("button", name="Klar, lämna för granskning").click()
    expect(write.get_by_text("Avsnittet är lämnat för granskning.")).to_be_visible()
    write.reload()
    expect(write.get_by_text("Ett stycke om")).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.status == "klar"
    assert said == []


def test_a_figure_of_a_row_is_put_in_with_the_keyboard(write, hus, avsnitt, said, axe):
    grund.mote(hus.arena)
    write.reload()
    box(write, "Om arenorna").click()
    write.keyboard.type("BUZ hade ")
    write.keyboard.press("Shift+Tab")
    for _ in range(8):
        write.keyboard.press("ArrowRight")
    write.keyboard.press("Enter")
    dialog = write.get_by_role("dialog", name="Siffra ur register")
    expect(dialog.get_by_role("radio", name="Antal sammanträden i BUZ 2022: ett")).to_be_focused()
    assert axe(write) == []
    write.keyboard.press("Space")
    write.keyboard.press("Enter")
    expect(box(write, "Om arenorna")).to_be_focused()
    write.keyboard.type(" sammanträde.")
    expect(box(write, "Om arenorna")).to_have_text("BUZ hade ett sammanträde.")
    write.get_by_role("button", name="Spara", exact=True).click()
    expect(write.get_by_role("link", name="ett", exact=True)).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.arenor == f'<p>BUZ hade <data data-varde="arena:{hus.arena.pk}:moten">ett</data> sammanträde.</p>'
    assert said == []


def test_what_stands_beside_the_text_stays_out_and_is_told(write, avsnitt, said):
    editor, line = box(write), write.locator(".redigerare + [role=status]").first
    for html, name in BESIDE:
        editor.click()
        write.keyboard.press("Control+A")
        editor.evaluate(PASTE, html)
        expect(line).to_have_text(f"Det här följde inte med när du klistrade in: {name}.")
        expect(editor).to_have_text("Vi har fyra filialer.")
    write.keyboard.press("Control+A")
    editor.evaluate(PASTE, "<p>Utsläppen av CO<sub>2</sub> är <span style='vertical-align:super'>hög</span></p>")
    expect(line).to_have_text("")
    write.get_by_role("button", name="Spara", exact=True).click()
    expect(write.get_by_text("Avsnittet är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == "<p>Utsläppen av CO<sub>2</sub> är <sup>hög</sup></p>"
    assert said == []


def test_what_is_pasted_from_word_keeps_its_lists_and_table(write, avsnitt, said):
    box(write).click()
    box(write).evaluate(PASTE, WORD)
    expect(box(write).locator("ul > li")).to_have_count(3)
    write.get_by_role("button", name="Spara", exact=True).click()
    expect(write.get_by_text("Avsnittet är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == PASTED
    assert said == []


OTHERS = {
    "word on the web": (
        '<div class="ListContainerWrapper"><ul><li data-aria-level="1"><p><span>Ett</span></p></li></ul></div>'
        '<div class="ListContainerWrapper"><ul><li data-aria-level="2"><p>Inre</p></li></ul></div>'
        '<div class="ListContainerWrapper"><ul><li data-aria-level="1"><p>Två</p></li></ul></div>',
        "<ul><li>Ett<ul><li>Inre</li></ul></li><li>Två</li></ul>",
    ),
    "google": (
        '<b style="font-weight:normal"><p><span style="font-weight:700">Fet</span> och '
        '<span style="font-style:italic">kursiv</span></p></b>',
        "<p><strong>Fet</strong> och <em>kursiv</em></p>",
    ),
    "this page": ("<ul><li><p>Ett</p></li></ul><p>Text</p>", "<ul><li>Ett</li></ul><p>Text</p>"),
}


@pytest.mark.lang
@pytest.mark.parametrize("source", list(OTHERS)[varannan(0)])  # what is left of each: tests/berattelse/test_urklipp.py
def test_what_is_pasted_from_elsewhere(write, avsnitt, said, source):
    html, saved = OTHERS[source]
    box(write).click()
    box(write).evaluate(PASTE, html)
    write.get_by_role("button", name="Spara", exact=True).click()
    expect(write.get_by_text("Avsnittet är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == saved
    assert said == []


def test_the_tab_key_leaves_a_table(write):
    box(write).click()
    toolbar = write.get_by_role("toolbar", name="Utseende: Beskrivning")
    toolbar.get_by_role("button", name="Tabell", exact=True).click()
    for _ in range(9):
        write.keyboard.press("Tab")
    expect(box(write).locator("tr")).to_have_count(3)
    expect(box(write)).not_to_be_focused()


def test_a_table_with_header_cells_and_a_link_by_keyboard(write, avsnitt):
    toolbar = write.get_by_role("toolbar", name="Utseende: Beskrivning")
    toolbar.get_by_role("button", name="Underrubrik").focus()
    for _ in range(7):
        write.keyboard.press("ArrowRight")
    expect(toolbar.get_by_role("button", name="Länk")).to_be_focused()
    write.keyboard.press("Enter")
    write.get_by_label("Adress").fill("exempel.test/sida")
    write.keyboard.press("Enter")
    expect(box(write).locator("a")).to_have_attribute("href", "https://exempel.test/sida")
    box(write).press("End")
    box(write).press("Enter")
    toolbar.get_by_role("button", name="Tabell", exact=True).click()
    write.keyboard.type("Kommun")
    expect(box(write).locator("th")).to_have_count(3)
    toolbar.get_by_role("button", name="Ta bort kolumn").click()
    expect(box(write).locator("th")).to_have_count(2)


def test_text_is_offered_back_after_a_lost_session(write, live_server, log_in, hus, avsnitt, said):
    box(write).click()
    write.keyboard.type("Långt arbete")
    write.context.clear_cookies(name="sessionid")
    write.get_by_role("button", name="Spara", exact=True).click()
    expect(write.get_by_role("heading", level=1)).not_to_contain_text("Lärcentrum")
    log_in(write.context, hus.samordnare)
    write.goto(live_server.url + reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    expect(box(write)).not_to_contain_text("Långt arbete")
    write.get_by_role("button", name="Ta fram texten").click()
    expect(box(write)).to_contain_text("Långt arbete")
    write.get_by_role("button", name="Spara", exact=True).click()
    expect(write.get_by_text("Avsnittet är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == "<p>Långt arbete</p>"
    assert [line for line in said if "401" not in line] == []


def test_what_was_saved_is_not_offered_again(write, live_server, hus, avsnitt):
    box(write).click()
    write.keyboard.type("Mitt")
    write.get_by_role("button", name="Spara", exact=True).click()
    expect(write.get_by_text("Avsnittet är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    actions.spara(avsnitt, {"beskrivning": "<p>Helt annat</p>"}, version=avsnitt.version, by=hus.processledare)
    write.goto(live_server.url + reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    expect(box(write)).to_contain_text("Helt annat")
    expect(write.locator("[data-kladd]")).to_have_count(0)


def test_two_who_save_see_both_texts(write, hus, avsnitt, said):
    actions.spara(avsnitt, {"beskrivning": "<p>Deras</p>"}, version=avsnitt.version, by=hus.processledare)
    box(write).click()
    write.keyboard.type("Mina ord")
    write.get_by_role("button", name="Spara", exact=True).click()
    expect(write.get_by_role("alert")).to_contain_text("Någon annan har sparat")
    expect(write.get_by_role("alert")).to_contain_text("sida vid sida")
    expect(write.locator("del")).to_have_text("Deras")
    expect(write.locator("ins")).to_have_text("Mina ord")
    expect(box(write)).to_have_text("DerasMina ord")
    write.get_by_role("button", name="Spara", exact=True).click()
    expect(write.get_by_text("Avsnittet är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == "<p>Deras</p><p>Mina ord</p>"
    assert [line for line in said if "409" not in line] == []


def test_without_javascript_it_is_a_text_area(browser, live_server, log_in, hus, avsnitt):
    context = browser.new_context(java_script_enabled=False)
    log_in(context, hus.samordnare)
    page = context.new_page()
    page.goto(live_server.url + reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    page.get_by_label("Beskrivning").fill("Första.\n\n- Andra.")
    expect(page.get_by_text("# först på raden gör en underrubrik").first).to_be_visible()
    framtid = page.locator("[name=framtid]")
    expect(framtid).to_have_value("Framåt")
    framtid.fill("Framåt!")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Avsnittet är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    assert (avsnitt.beskrivning, avsnitt.framtid) == ("<p>Första.</p><ul><li>Andra.</li></ul>", "<p>Framåt!</p>")
    context.close()


def test_another_computer_finds_the_draft_with_what_a_colleague_saved(write, browser, live_server, log_in, hus, avsnitt, said):
    """Closed without saving, a colleague saves, opened elsewhere: both are there; Ctrl+S saves and one goes on writing."""
    box(write).click()
    write.keyboard.type("Skrivet hemma")
    expect(write.locator("[data-sparlage]")).to_contain_text("Kladden är sparad")
    write.close()
    actions.spara(avsnitt, {"beskrivning": "<p>Kollegans</p>"}, version=avsnitt.version, by=hus.processledare)
    annan = browser.new_context(bypass_csp=True)
    log_in(annan, hus.samordnare)
    page = annan.new_page()
    page.goto(live_server.url + reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    box(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" och mer")
    page.get_by_role("button", name="Ta fram texten").click()
    expect(page.get_by_text("Båda finns i texten nedan")).to_be_visible()
    expect(box(page)).to_have_text("Kollegans och merSkrivet hemma")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-sparlage]")).to_contain_text(f"version {avsnitt.version + 2}")
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == "<p>Kollegans och mer</p><p>Skrivet hemma</p>"
    box(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Avsnittet är sparat.")).to_be_visible()
    assert not Kladd.objects.exists()
    annan.close()


def test_what_she_writes_while_a_draft_is_taken_up_stays(browser, live_server, log_in, hus, avsnitt):
    """Also on a slow network; and what another computer sends of the draft meanwhile is offered anew."""
    adress = reverse("berattelse:avsnitt_edit", args=[avsnitt.pk])
    kladd = Kladd.objects.create(
        user=hus.samordnare, plats=adress, rubrik="Skriv", skrivning="hemma.0", falt="beskrivning", text="<p>Hemma</p>", bas="", nr=5
    )
    context = browser.new_context()
    log_in(context, hus.samordnare)
    page, fragor = context.new_page(), []

    def hall(route):
        fragor.append(route)

    def halls():
        """The next question of the page to the server, held until it is let go."""
        for _ in range(500):
            if fragor:
                return fragor.pop()
            page.wait_for_timeout(20)
        raise AssertionError("The page asks nothing.")

    page.route("**/jamka/", hall)
    page.route("**/kasta/", hall)
    page.goto(live_server.url + adress)
    page.get_by_role("button", name="Ta fram texten").click()
    jamka = halls()
    box(page).press_sequentially("Medan jag väntar")
    Kladd.objects.filter(pk=kladd.pk).update(text="<p>Hemma och mer</p>", nr=6)
    jamka.continue_()  # it was brought together with what stood there before, so it is asked again
    halls().continue_()
    kasta = halls()
    Kladd.objects.filter(pk=kladd.pk).update(text="<p>Hemma och ännu mer</p>", nr=7)
    kasta.continue_()
    expect(page.get_by_text("Texten är framtagen.")).to_be_visible()
    expect(box(page)).to_contain_text("Medan jag väntar")
    expect(box(page)).to_contain_text("Hemma och mer")
    assert Kladd.objects.get(pk=kladd.pk).nr == 7
    context.close()


def test_the_same_keeping_for_a_plain_field(browser, live_server, log_in, hus, avsnitt):
    """The text of an activity, with the server away while it is written."""
    context = browser.new_context()
    log_in(context, hus.samordnare)
    page, adress = context.new_page(), live_server.url + reverse("berattelse:rad_list", args=[avsnitt.pk, "aktiviteter"])
    page.goto(adress)
    context.set_offline(True)
    page.locator("[name=text]").fill("Utbildningsdag i Åre")
    expect(page.get_by_text("Ingen kontakt med servern.")).to_be_visible()
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(adress)
    page.get_by_role("button", name="Ta fram texten").click()
    expect(page.locator("[name=text]")).to_have_value("Utbildningsdag i Åre")
    expect(page.get_by_text("Texten är framtagen.")).to_be_visible()
    context.close()


def test_what_is_written_before_the_script_has_come_is_kept_too(browser, live_server, log_in, hus, avsnitt):
    context = browser.new_context()
    log_in(context, hus.samordnare)
    page, adress = context.new_page(), live_server.url + reverse("berattelse:rad_list", args=[avsnitt.pk, "aktiviteter"])
    page.route("**/kladd*.js", lambda route: (page.locator("[name=text]").fill("Tidigt skrivet"), route.continue_()))
    page.goto(adress)
    expect(page.get_by_text("Kladden är sparad")).to_be_visible()
    assert [(k.text, k.bas) for k in Kladd.objects.all()] == [("Tidigt skrivet", "")]
    context.close()


PAGES = ["avsnitt_edit", "avsnitt_detail", "avsnitt_ater", "historik_list"]


@pytest.mark.lang
@pytest.mark.parametrize("name", [*PAGES, "aktiviteter", "resultat", "projekt", "year_overview", "start"][varannan(0, 3)])
def test_accessible_and_fits_a_narrow_screen(browser, live_server, log_in, hus, avsnitt, axe, name):
    if name == "avsnitt_ater":
        type(avsnitt).objects.filter(pk=avsnitt.pk).update(status="klar")
    factories.aktivitet(avsnitt)
    factories.resultat(avsnitt)
    for namn, kolumn in (("A", "Transporter"), ("B", "Fastighet")):
        factories.projekt(avsnitt, namn, kolumn, kolumnordning=len(kolumn))
    context = browser.new_context(bypass_csp=True, viewport={"width": 320, "height": 800})
    log_in(context, hus.processledare)
    page = context.new_page()
    page.goto(live_server.url + _address(name, avsnitt, hus))
    if name == "avsnitt_edit":
        expect(box(page)).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator("h1")).to_have_count(1)
    context.close()


def _address(name, avsnitt, hus):
    if name in PAGES:
        return reverse(f"berattelse:{name}", args=[avsnitt.pk])
    if name == "start":
        return reverse("start")
    return hus.year.get_absolute_url() if name == "year_overview" else reverse("berattelse:rad_list", args=[avsnitt.pk, name])
