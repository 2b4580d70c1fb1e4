"""What is remembered, read by itself or reckoned a shorter way changes no byte: lines laid out once, pictures out of the page."""

from contextlib import nullcontext
from pathlib import Path

import pytest
import weasyprint
from django.contrib.staticfiles import finders
from weasyprint.text import line_break

from samverkan.bilder.staplar import Stapel, staplar
from samverkan.pdf import genvagar, rader, sattning, svgbilder
from tests.samverkan.test_pdf import KORT

pytestmark = [pytest.mark.en_gang, pytest.mark.trycker]

BILDER = staplar("Skulden.", [Stapel("Berg & Åre", 12), Stapel("Krokom", -3, oklar=True)], "tkr") * 2
SIDA = KORT.replace("<figcaption>", f"{BILDER}<figcaption>").replace(
    "En ingress", f"<a href='https://exempel.test/'>Överallt</a> {'samverkansöverenskommelserna ' * 9}<sup>2</sup>"
)

# What no sheet of ours asks for, and the shorter ways leave to WeasyPrint.
UDDA = SIDA.replace("<figcaption>", """<div dir="rtl" style="margin-inline-start: 3em; padding-block: 1em; border-inline-end: 2pt solid">
<p style="float: inline-end; width: calc(50% + 1em)">Flyter</p><p style="text-decoration: underline">Bredvid <b style="position: absolute">fri</b></p>
<p style="clear: both; width: 30%; min-width: min(10em, 50%); line-height: 2lh">Under <i style="position: relative; top: 2pt">den</i></p></div>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>Halv</title><g fill="#1d5c46" font-size="80%"><rect width="50%" height="2em" fill-opacity="0.5"/>
<rect x="1ex" width="9" height="9" fill-opacity="0.5" stroke="#1d5c46"/><text x="1" y="5">a</text></g></svg><figcaption>""", 1)  # fmt: skip


def tryckt(html=SIDA):
    return sattning.satt(html, [], "css/tryck.css", None)


@pytest.fixture
def tomt(monkeypatch):
    monkeypatch.setattr(rader, "_rader", {})
    return rader._rader


@pytest.mark.parametrize("sida", [SIDA, UDDA])
def test_the_bytes_are_those_of_weasyprint_alone(tomt, monkeypatch, sida):
    forst, sedan = tryckt(sida), tryckt(sida)
    assert len(tomt) > 50
    monkeypatch.setattr(rader, "en_gang", nullcontext)
    monkeypatch.setattr(genvagar, "oppna", nullcontext)
    monkeypatch.setattr(svgbilder, "lyft_ut", lambda html: (html, []))
    monkeypatch.setattr(sattning, "Sattsida", weasyprint.HTML)
    assert tryckt(sida) == forst == sedan


def test_past_the_limit_nothing_is_kept_and_the_bytes_are_the_same(tomt, monkeypatch):
    forst = tryckt()
    tomt.clear()
    monkeypatch.setattr(rader, "MEST", 20)
    assert tryckt() == forst
    assert len(tomt) == 20
    assert tryckt() == forst


def test_a_line_is_laid_out_once(tomt, monkeypatch):
    antal, vanlig = [], rader._dela
    monkeypatch.setattr(rader, "_dela", lambda text, *hur: antal.append(text) or vanlig(text, *hur))
    forst = tryckt()
    assert len(antal) == len(tomt)
    antal.clear()
    assert tryckt() == forst
    assert antal == []


def test_what_is_remembered_holds_no_style_and_so_no_document(tomt):
    tryckt()
    assert all(rad[0].style is None for rad in tomt.values())


def test_weasyprint_is_itself_again_when_it_has_printed(tomt):
    def sjalv():
        genvagarna = [vars(plats)[namn] for plats, namn, _, _ in genvagar._BYTEN]
        return genvagarna, line_break.split_first_line, line_break.Layout.deactivate, svgbilder.weasy_html.HTML_HANDLERS[svgbilder.SVG]

    fore = sjalv()
    tryckt()
    assert sjalv() == fore
    assert fore[0] == [egen for _, _, egen, _ in genvagar._BYTEN]


def test_a_colour_drawn_half_through_is_whole_the_next_time():
    genvagar._egen_farg("#1d5c46").alpha = 0.5
    assert genvagar._egen_farg("#1d5c46").alpha == 1
    assert genvagar._egen_farg("#1d5c46") == genvagar.svg.color("#1d5c46")


def test_only_what_can_have_a_marker_or_a_note_is_given_one():
    bladet = {pseudo for _, _, _, pseudo, _ in sattning.grundblad().matcher.other_selectors if pseudo}
    vanligt = {pseudo for _, _, _, pseudo, _ in weasyprint.html.UA_STYLESHEET.matcher.other_selectors if pseudo}
    assert bladet == set()
    assert {"marker", "footnote-call", "footnote-marker"} <= vanligt


def test_a_look_of_its_own_is_a_line_of_its_own(tomt):
    assert tryckt(SIDA.replace('class="ingress"', 'class="avstamning"')) != tryckt()


def test_no_sheet_of_ours_cuts_text_with_an_ellipsis():
    mapp = Path(finders.find("css/tryck.css")).parent
    blad = [fil.read_text() for fil in mapp.glob("*.css") if fil.stem.endswith("tryck") or fil.stem in {"staplar", "stampel"}]
    assert len(blad) >= 4
    assert not any(ord_ in css for css in blad for ord_ in ("text-overflow", "block-ellipsis", "line-clamp", "justify;"))


def test_a_picture_leaves_its_frame_and_title_in_the_page():
    html, bilder = svgbilder.lyft_ut(f"<p>Före</p>{BILDER}<p>Efter</p>")
    assert len(bilder) == 2
    assert html.count("<title>Skulden.</title></svg>") == 2
    assert "<rect" not in html
    assert html.startswith("<p>Före</p><svg ")
    assert len(bilder[1].findall(".//{*}text")) == 4


@pytest.mark.parametrize(
    "bild", ["<svg viewBox='0 0 1 1'><title>A</title><b>&nbsp;</b></svg>", "<svg ><rect/></svg>", "<svg ><title>A</title>"]
)
def test_what_is_no_picture_of_ours_stays_where_it_stands(bild):
    assert svgbilder.lyft_ut(bild) == (bild, [])
