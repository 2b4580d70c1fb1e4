"""The desk and the review: for who has no mouse, no JavaScript, a phone, or a screen reader."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from berattelse import actions
from berattelse.models import Avsnitt, Kommentar
from samverkan.models import Kladd
from tests import factories as grund
from tests.berattelse import factories
from tests.browser.test_skrivet import oppna  # noqa: F401 - a fixture
from tests.langd import varannan

pytestmark = [pytest.mark.browser, pytest.mark.en_gang, pytest.mark.django_db(transaction=True)]
TEXT = "<h5>Året</h5><p>Vi hade sex möten.</p><p>Det blev 25 utbildningar.</p>"
SKRIVBORDET = ("avsnitt_edit", "avsnitt_godta", "avsnitt_las_in_word")
GRANSKNINGEN = ("avsnitt_granska", "avsnitt_detail", "avsnitt_andrat", "avsnitt_ater", "year_godkann", "report_granska")


@pytest.fixture
def avsnitt(hus):
    """Approved once, sent back, written on: with last year beside it, a meeting, a comment with its answer and one that is resolved."""
    grund.mote(hus.arena)
    factories.forra_aret(hus, beskrivning="<p>Då var det lugnt.</p>")
    row = actions.spara(factories.avsnitt(hus, status="utkast"), {"beskrivning": TEXT}, version=1, by=hus.samordnare)
    actions.klar(row, by=hus.samordnare)
    actions.godkann(row, by=hus.processledare)
    actions.ater(row, by=hus.processledare, skal="Räkna om mötena.")
    for nummer, text in ((2, "Stämmer det?"), (3, "Vilka?")):
        actions.kommentera(row, "beskrivning", nummer, text, version=row.version, by=hus.processledare)
    forsta, andra = Kommentar.objects.order_by("pk")
    actions.svara(forsta, "Sju, sedan i går.", by=hus.samordnare)
    actions.los(andra, by=hus.samordnare)
    return actions.spara(row, {"beskrivning": TEXT.replace("sex", "sju")}, version=row.version, by=hus.samordnare)


def tab_till(page, malet, hogst=60):
    """Tab until it has the focus: whoever has no mouse gets there, and in the order of the page."""
    for _ in range(hogst):
        if malet.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(malet).to_be_focused()


@pytest.mark.browser_context_args(bypass_csp=True, viewport={"width": 390, "height": 800})
@pytest.mark.lang
@pytest.mark.parametrize("namn", [*SKRIVBORDET, *GRANSKNINGEN][varannan(0)])
def test_each_page_is_accessible_and_fits_a_phone(namn, hus, avsnitt, oppna, page, axe):  # noqa: F811
    if namn not in SKRIVBORDET:
        actions.klar(avsnitt, by=hus.samordnare)
    adress = reverse(f"berattelse:{namn}", args=[avsnitt.pk if namn.startswith("avsnitt") else hus.year.pk])
    oppna(hus.samordnare if namn in SKRIVBORDET else hus.processledare, adress)
    expect(page.locator("h1")).to_have_count(1)
    page.evaluate("document.querySelectorAll('main details').forEach((details) => (details.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page) == []


@pytest.mark.parametrize("bredd", [1280, 390])
def test_how_it_is_saved_is_always_in_sight(bredd, hus, avsnitt, oppna, page):  # noqa: F811
    oppna(hus.samordnare, reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    page.set_viewport_size({"width": bredd, "height": 700})
    for plats in (".ProseMirror >> nth=0", ".ProseMirror >> nth=-1"):
        page.locator(plats).scroll_into_view_if_needed()
        for vad in (page.get_by_role("button", name="Spara", exact=True), page.locator("[data-sparlage]")):
            expect(vad).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("server", [True, False])
def test_a_browser_that_keeps_nothing_sends_the_text_and_says_where_it_is(server, hus, avsnitt, oppna, page):  # noqa: F811
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    oppna(hus.samordnare, reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    box = page.get_by_role("textbox", name="Beskrivning", exact=True)
    box.click()
    page.context.set_offline(not server)
    page.keyboard.type("Ny mening.")
    if not server:
        expect(page.locator("[data-sparlage]")).to_contain_text("Stäng inte sidan: det du har skrivit finns bara här")
        page.context.set_offline(False)
    expect(page.locator("[data-sparlage]")).to_contain_text("Kladden är sparad")
    assert "Ny mening." in Kladd.objects.get().text


def test_the_desk_by_keyboard_alone(hus, avsnitt, oppna, page):  # noqa: F811
    oppna(hus.samordnare, reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    box = page.get_by_role("textbox", name="Beskrivning", exact=True)
    tab_till(page, box)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Ny mening.")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-sparlage]")).to_contain_text(f"version {avsnitt.version + 1}")
    bordet = page.get_by_role("region", name="Skrivbordet")
    tab_till(page, bordet, 80)
    summary = bordet.locator("summary", has_text="Texten 2021")
    tab_till(page, summary)
    page.keyboard.press("Enter")
    expect(bordet.get_by_text("Då var det lugnt.")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(bordet.get_by_text("Då var det lugnt.")).to_be_visible()
    registrerat = bordet.locator("summary", has_text="Registrerat under 2022")
    tab_till(page, registrerat)
    page.keyboard.press("Enter")
    tab_till(page, bordet.locator("ul.skett a").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Möte, 1 mars 2022")
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning.endswith("25 utbildningar. Ny mening.</p>")


def test_the_review_by_keyboard_alone(hus, avsnitt, oppna, page):  # noqa: F811
    actions.klar(avsnitt, by=hus.samordnare)
    oppna(hus.processledare, reverse("berattelse:avsnitt_granska", args=[avsnitt.pk]))
    kommentera = page.locator("summary", has_text="Kommentera stycke 2 i Beskrivning")
    tab_till(page, kommentera)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Vilka sju?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kommentaren är sparad.")).to_be_visible()
    svara = page.locator("summary", has_text="Svara på kommentaren").first
    tab_till(page, svara)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Tack.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Svaret är sparat.")).to_be_visible()
    tab_till(page, page.get_by_role("button", name="Lös kommentaren").first)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kommentaren är löst.")).to_be_visible()
    page.goto(page.url.partition("/berattelse/")[0] + reverse("berattelse:year_godkann", args=[hus.year.pk]))
    tab_till(page, page.get_by_role("checkbox", name=f"Godkänn {avsnitt}"))
    page.keyboard.press("Space")
    tab_till(page, page.get_by_role("button", name="Godkänn de ikryssade"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ett avsnitt är godkänt")).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.status == Avsnitt.Status.GODKAND
    assert [(k.text, k.is_oppen, [s.text for s in k.svar.all()]) for k in Kommentar.objects.order_by("pk")] == [
        ("Stämmer det?", False, ["Sju, sedan i går.", "Tack."]), ("Vilka?", False, []), ("Vilka sju?", True, []),
    ]  # fmt: skip


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_desk_without_javascript(hus, avsnitt, oppna, page):  # noqa: F811
    """What lies beside is read, a figure of a row is put in by its code, the checks are told when it is saved and at Klar."""
    oppna(hus.samordnare, reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    falt = page.get_by_label("Beskrivning", exact=True)
    expect(falt).to_have_value("# Året\n\nVi hade sju möten.\n\nDet blev 25 utbildningar.")
    expect(page.get_by_text("Då var det lugnt.")).to_be_visible()
    page.locator("summary", has_text="Siffror ur register").click()
    kod = page.locator("#siffror code", has_text=f"arena:{hus.arena.pk}:moten").inner_text()
    falt.fill(f"Det blev 25 utbildningar.\n\nBUZ hade {kod} sammanträde.")
    page.get_by_role("button", name="Spara och lämna för granskning").click()
    expect(page.get_by_text("”25 utbildningar” finns inte i någon rad").first).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == (
        f'<p>Det blev 25 utbildningar.</p><p>BUZ hade <data data-varde="arena:{hus.arena.pk}:moten">ett</data> sammanträde.</p>'
    )
    page.get_by_label("”25 utbildningar” finns inte i någon rad").check()
    page.get_by_label("Varför").fill("Ur kursregistret.")
    page.get_by_role("button", name="Godta de markerade").click()
    page.get_by_role("button", name="Klar, lämna för granskning").click()
    avsnitt.refresh_from_db()
    assert avsnitt.status == Avsnitt.Status.KLAR


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_two_who_wrote_without_javascript_see_both(hus, avsnitt, oppna, page):  # noqa: F811
    oppna(hus.samordnare, reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]))
    page.get_by_label("Beskrivning", exact=True).fill("Mina ord.")
    actions.spara(avsnitt, {"beskrivning": "<p>Kollegans ord.</p>"}, version=avsnitt.version, by=hus.processledare)
    for _ in range(2):  # a second press drops nothing
        page.get_by_role("button", name="Spara", exact=True).click()
        for ord_ in ("Mina ord.", "Kollegans ord."):
            expect(page.locator("main").get_by_text(ord_, exact=True).first).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == "<p>Kollegans ord.</p><p>Mina ord.</p>"


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_review_without_javascript(hus, avsnitt, oppna, page):  # noqa: F811
    actions.klar(avsnitt, by=hus.samordnare)
    oppna(hus.processledare, reverse("berattelse:avsnitt_granska", args=[avsnitt.pk]))
    page.locator("summary", has_text="Kommentera stycke 3 i Beskrivning").click()
    page.get_by_role("textbox", name="Kommentar").locator("visible=true").fill("Vilka utbildningar?")
    page.get_by_role("button", name="Kommentera").locator("visible=true").click()
    expect(page.get_by_text("Vilka utbildningar?")).to_be_visible()
    page.get_by_role("link", name="Till avsnittet").click()
    page.get_by_role("link", name="Ändrat sedan jag godkände").click()
    expect(page.locator("del")).to_have_text("sex")
    expect(page.locator("ins")).to_have_text("sju")
    page.go_back()
    page.get_by_role("link", name="Rätta", exact=True).click()
    page.get_by_label("Beskrivning", exact=True).fill("# Året\n\nVi hade sju möten,\n\nDet blev 25 utbildningar.")
    page.get_by_role("button", name="Spara", exact=True).click()
    avsnitt.refresh_from_db()
    assert (avsnitt.status, "sju möten," in avsnitt.beskrivning) == (Avsnitt.Status.KLAR, True)
    page.get_by_role("link", name="Skicka åter").click()
    page.get_by_label("Varför går avsnittet åter?").fill("Skriv ut vilka.")
    page.get_by_role("button", name="Skicka åter").click()
    avsnitt.refresh_from_db()
    assert avsnitt.status == Avsnitt.Status.ATER
