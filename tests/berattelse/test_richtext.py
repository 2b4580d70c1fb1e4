"""Pasted text comes out clean, whole and printable."""

import re
import time
from urllib.parse import quote

import page as page_validation
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from berattelse.avsnitt.lankar import unwrap
from berattelse.avsnitt.richtext import MAX_CHARS, clean
from samverkan.pdf.render import render_pdf
from tests import bomber

WORD = """<p class="MsoNormal" style="margin:0"><span style="color:red">Ett <b>viktigt</b> år.</span><o:p></o:p></p>
<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1">·&nbsp;&nbsp; Första punkten</p>
<p class="MsoListParagraph">·&nbsp;&nbsp; <b>Andra</b> punkten</p>
<h2>Rubrik <i>ur Word</i></h2>
<table class="MsoTable"><tr><td><p><b>Kommun</b></p></td><td><p><b>Antal</b></p></td></tr>
<tr><td><p>Berg</p></td><td><p>3</p></td></tr><tr><td>Åre</td></tr></table>"""
GUARDED = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexempel.test%2Fsida&amp;data=05%7Cnamn%40region.test"


def test_word_comes_out_as_paragraph_list_heading_and_table():
    assert clean(WORD) == (
        "<p>Ett <strong>viktigt</strong> år.</p>"
        "<ul><li>Första punkten</li><li><strong>Andra</strong> punkten</li></ul><h5>Rubrik ur Word</h5>"
        '<table><thead><tr><th scope="col">Kommun</th><th scope="col">Antal</th></tr></thead>'
        "<tbody><tr><td>Berg</td><td>3</td></tr><tr><td>Åre</td><td>–</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>', "<style>p{}</style>",
        "<iframe src='//x'></iframe>", '<a href="JAVA&#10;SCRIPT:alert(1)">x</a>', '<a href="data:text/html,x">x</a>',
        "<svg onload=alert(1)>",
    ],
)  # fmt: skip
def test_nothing_that_runs_is_left(bad):
    out = clean(f"<p>Före</p>{bad}<p onclick='x()'>Efter</p>")
    assert "Före" in out
    assert "Efter" in out
    for word in ("script", "onerror", "onclick", "onload", "alert(1)</", "iframe", "<img", "data:"):
        assert word not in out.lower()


@pytest.mark.parametrize(
    "stycke", ["§ 92 beslutade rådet att anta planen.", "§92 gäller.", "– Vi ses, sa hon.", "- 4 grader var det.", "o andra sidan"]
)
def test_a_paragraph_or_a_dash_that_begins_a_line_is_text(stycke):
    assert clean(f"<p>{stycke}</p><p>{stycke}</p>") == f"<p>{stycke}</p><p>{stycke}</p>"
    assert clean(stycke) == f"<p>{stycke}</p>"
    assert clean(f"<p class='MsoNormal'>{stycke}</p>") == f"<p>{stycke}</p>"


@pytest.mark.parametrize("punkt", ["§ ", "– ", "o ", "· "])
def test_in_words_own_list_paragraph_it_is_a_dot(punkt):
    assert (
        clean(f"<p class=MsoListParagraphCxSpFirst>{punkt}Ett</p><p class=MsoListParagraph>{punkt}Två</p>")
        == "<ul><li>Ett</li><li>Två</li></ul>"
    )


@pytest.mark.parametrize(
    "skrivet",
    [
        "a{}b c",
        "<p>a{}b c</p>",
        "<p>a&#{}; b</p>",
        "<p class=MsoListParagraph style='mso-list:l0 level1'>a{} b</p>",
        "<table><tr><td>a{} b</table>",
    ],
)
@pytest.mark.parametrize("tecken", ["\x01", "\x02", "\x1f", "\x7f", "\ufffe", "\uffff"])
def test_signs_that_no_tree_holds_are_left_out(skrivet, tecken):
    """They come with text that is copied from a PDF."""
    rent = clean(skrivet.format(ord(tecken) if "&#" in skrivet else tecken))
    assert tecken not in rent
    assert "a" in rent
    assert clean(rent) == rent


def test_low_and_high_signs_stay():
    text = "<p>Utsläppen av CO<sub>2</sub> från 300 m<sup>2</sup> <em>x<sup>n</sup></em></p>"
    assert clean(text) == text
    assert clean("<table><tr><th>År</th></tr><tr><td><p>CO<sub>2</sub></p></td></tr></table>").count("CO<sub>2</sub></td>") == 1
    assert clean("<sub><p>hela stycket</p></sub><p><sup> </sup></p>") == "<p>hela stycket</p>"


@pytest.mark.parametrize("struken", ["<del>tre</del>", "<s>tre</s>", "<strike>tre</strike>", "<del><b>t</b>re</del>"])
def test_what_is_struck_out_goes_and_what_is_put_in_stays(struken):
    assert clean(f"<p>Vi har {struken}<ins>fyra</ins> filialer.</p>") == "<p>Vi har fyra filialer.</p>"


@pytest.mark.parametrize(
    "href",
    [
        "//evil.test/a", r"\\\\evil\\share", "\\\\evil\\share", "/konto/", "sida.html", "http:evil.test", "https:///evil.test", "https://\\evil", "file://evil/a", "ftp://x.test/",
        "mailto://evil/a", "&#9;//evil/a", " //evil/a", "http&#10;://evil.test", "tel:1", "",
    ],
)  # fmt: skip
def test_a_link_that_leads_elsewhere_than_it_says_is_no_link(href):
    assert clean(f'<p>Se <a href="{href}">sidan</a>.</p>') == "<p>Se sidan.</p>"


@pytest.mark.parametrize("href", ["https://x.test/a?b=1", "HTTP://x.test", "mailto:a@x.test", "#del-2"])
def test_a_link_to_a_page_somebodys_mail_or_a_place_in_the_text_stays(href):
    assert clean(f'<p><a href="{href}">sidan</a></p>') == f'<p><a href="{href}">sidan</a></p>'


def test_safe_links_lose_the_guard_and_the_address_of_the_reader():
    out = clean(f'<p>Se <a href="{GUARDED}">sidan <b>här</b></a>.</p>')
    assert out == '<p>Se <a href="https://exempel.test/sida">sidan här</a>.</p>'


@pytest.mark.parametrize("where", ['<p><a href="{0}">{0}</a></p>', "<p>{0}</p>", "{0}"])
def test_a_guarded_address_is_unwrapped_in_the_text_too(where):
    out = clean(where.format(GUARDED))
    assert "https://exempel.test/sida" in out
    assert "namn" not in out
    assert "safelinks" not in out


def test_a_guarded_address_within_another_is_unwrapped_and_one_that_hides_nothing_goes():
    guard = "https://eur01.safelinks.protection.outlook.com/?url="
    assert unwrap(guard + quote(f"{guard}{quote('https://exempel.test/', safe='')}&data=x", safe="")) == "https://exempel.test/"
    assert unwrap(f"{guard}javascript%3Ax") == ""


def test_editors_list_items_lose_their_paragraphs():
    out = clean("<ul><li><p>ett</p></li><li><p>två</p><ul><li><p>a</p></li></ul></li></ul>")
    assert out == "<ul><li>ett</li><li>två<ul><li>a</li></ul></li></ul>"
    assert clean("<ul><li><p>ett</p><p>mer</p></li></ul>") == "<ul><li>ett<br>mer</li></ul>"


def test_a_list_straight_in_a_list_goes_into_the_item_before():
    assert clean("<ul><li>ett</li><ul><li>a</li></ul></ul>") == "<ul><li>ett<ul><li>a</li></ul></li></ul>"


SMAL = f"<table>{'<tr><td>x</td></tr>' * 500}<tr>{'<td>x</td>' * 20}</tr></table>"  # every row is made as wide as the widest


@pytest.mark.parametrize("stor", [bomber.tabell_med_spann(), bomber.tabell_med_spann(60), SMAL, bomber.tabell_med_spann(40) * 5])
def test_tables_larger_than_anybody_reads_are_refused_in_words(stor):
    fore = time.process_time()
    with pytest.raises(ValidationError, match="En tabell i texten är för stor"):
        clean(stor)
    assert time.process_time() - fore < 2
    assert clean(bomber.tabell_med_spann(3)).count("<td>") > 3, "a table that can be read keeps its places"
    assert clean(f"<table>{'<tr><td>Kommun</td><td>1</td></tr>' * 290}</table>").count("<tr>") == 290, "one row for each kommun"


def test_plain_text_becomes_paragraphs():
    assert clean("Ett stycke\nsom fortsätter.\r\n\r\nEtt till.") == "<p>Ett stycke som fortsätter.</p><p>Ett till.</p>"
    assert clean("Antalet är < 5 & > 2.") == "<p>Antalet är &lt; 5 &amp; &gt; 2.</p>"
    assert clean("  \n ") == ""
    assert clean("<p></p><p>&nbsp;</p>") == ""


def test_a_line_of_words_and_marks_stays_one_paragraph():
    assert clean("Ett <b>viktigt</b> och <i>långt</i> år") == "<p>Ett <strong>viktigt</strong> och <em>långt</em> år</p>"


def test_all_heading_levels_become_the_one_there_is():
    assert clean("<h1>Ett</h1><p>x</p><h4>Två</h4>") == "<h5>Ett</h5><p>x</p><h5>Två</h5>"


def test_cells_keep_their_links_and_marks():
    cell = '<td><p>Se <a href="https://x.test">här</a></p><p>och <b>där</b></p></td>'
    out = clean(f"<table><tr><th>Var</th></tr><tr>{cell}</tr></table>")
    assert '<td>Se <a href="https://x.test">här</a> och <strong>där</strong></td>' in out


def test_spanning_cells_leave_every_row_as_long():
    rows = "<tr><td rowspan=2>2022</td><td>1</td></tr><tr><td>2</td></tr>"
    out = clean(f"<table><tr><td colspan=2><b>År</b></td></tr>{rows}</table>")
    assert [len(re.findall("<t[hd][ >]", row)) for row in out.split("</tr>")[:-1]] == [2, 2, 2]
    assert "<tr><td>–</td><td>2</td></tr>" in out


def test_a_span_out_of_reason_is_cut():
    assert clean("<table><tr><td colspan=999999999>x</td></tr></table>").count("<th ") < 100


def test_too_long_is_refused_in_words():
    with pytest.raises(ValidationError, match="för lång"):
        clean("a" * (MAX_CHARS + 1))
    assert clean("a" * (MAX_CHARS - len("<p></p>")))


def test_what_comes_out_is_no_longer_than_what_may_come_in():
    for kort in ("&" * 30_000, "<p>a" * 20_000):
        with pytest.raises(ValidationError, match="för lång"):
            clean(kort)


PIECES = [
    "<p>", "</p>", "<p class=MsoListParagraph lang=sv title=x>", "<p style='mso-list:l0 level2 lfo1'>", "<div class=ListContainerWrapper>",
    "<li data-aria-level=3>", "<ol start=4>", "<ol start=x>", "<b style='font-weight:normal'>", "<span style='font-weight:700;vertical-align:sub'>", "§ ", "– ", "<ul>", "<ol>", "<li>", "</li>", "</ul>", "</ol>", "<b>", "</b>", "<sub>", "</sub>", "<del>", "</del>", "<em>", "</em>", "text ", "· ", "- punkt ", "<br>",
    "<table>", "<tr>", "<td>", "<th>", "<td colspan=2>", "<td rowspan=2>", "</td>", "</th>", "</tr>", "</table>",
    "<h1>", "</h1>", "<h3>", "</h3>",
    "<a href='https://x.test'>", "</a>", "&nbsp;", "<div>", "</div>", "<span>", "</span>", "<", " & ", "\n\n",
]  # fmt: skip
PASTES = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


TILLATET = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
FORBIDDEN = (
    ".//li/p | .//a/* | .//p//p | .//p//ul | .//p//table | .//ul/*[not(self::li)] | .//ol/*[not(self::li)]"
    " | .//h5/* | .//table//table | .//td//p | .//td//ul/*[not(self::li)]"
)


@given(PASTES)
def test_cleaning_twice_changes_nothing(paste):
    once = clean(paste)
    assert clean(once) == once


@given(PASTES)
def test_every_paste_can_be_printed(paste):
    """The structure PDF/UA wants, whatever was pasted."""
    out = clean(paste)
    root = lxml_html.fragment_fromstring(out, create_parent="div")
    assert all(child.tag in {"p", "ul", "ol", "h5", "table"} for child in root)
    assert not root.xpath(FORBIDDEN), out
    for table in root.iter("table"):
        assert len({len(row) for row in table.iter("tr")}) == 1, out
        assert all(th.get("scope") == "col" for th in table.iter("th"))
        assert table.find("thead/tr/th") is not None
    assert all(set(element.attrib) <= TILLATET.get(element.tag, set()) for element in root.iterdescendants()), out


def test_a_paste_with_everything_in_it_passes_as_pdf_ua(tmp_path):
    lists = "<ol><li><p>a</p><ul><li><p>b</p></li></ul></li></ol><ul><ul><li>djup</li></ul></ul>"
    body = clean(f'{WORD}{lists}<p>Se <a href="https://x.test/"><b>x</b></a></p>').replace("h5>", "h2>")
    head = '<meta charset="utf-8"><title>Prov</title>'
    html = f'<!doctype html><html lang="sv"><head>{head}</head><body><h1>Prov</h1>{body}</body></html>'
    path = tmp_path / "prov.pdf"
    path.write_bytes(render_pdf(html))
    assert page_validation.validate_pdf(str(path), profile="ua1").is_compliant
