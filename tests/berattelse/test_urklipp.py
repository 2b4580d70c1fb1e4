"""What the programs put on the clipboard comes out as the text it looked like, prints as conforming PDF, and stands in Word."""

import re

import page as page_validation
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from pypdf import PdfReader

from berattelse.avsnitt import richtext
from berattelse.avsnitt.lankar import unwrap
from berattelse.avsnitt.richtext import clean
from samverkan.pdf.render import render_pdf
from tests.berattelse.lankfall import FALL
from tests.berattelse.test_richtext import TILLATET
from tests.berattelse.urklippen import URKLIPP
from tests.berattelse.wordfiler import PROV, oppna

TAGGAR = {"p", "h5", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "strong", "em", "sub", "sup", "a", "br"}
BIT = re.compile(r"<[^<>]*>|[^<>]+|[<>]")
ONT = (
    "<script>x()</script>", "<img src=x onerror=x()>", " onclick='x()' ", " style='x:y' ", "</p>", "<style>p{}</style>", "<!--", "-->",
    "<a href='javascript:x()'>", "<svg onload=x()>", "<![if x]>", "<td>", "</table>", "'", '"', "<ul>", "</div>", "<li>",
)  # fmt: skip


@pytest.mark.parametrize("namn", URKLIPP)
def test_each_programs_clipboard_becomes_the_text_it_looked_like(namn):
    prov = URKLIPP[namn]
    assert clean(prov.html) == prov.ren
    assert clean(prov.ren) == prov.ren


@pytest.mark.parametrize("skriven", FALL)
def test_a_guarded_address_is_unwrapped(skriven):
    assert unwrap(skriven) == FALL[skriven]


@pytest.mark.parametrize(
    ("nivaer", "ren"),
    [
        ((1, 3, 2, 1), "<ul><li>1<ul><li>3</li><li>2</li></ul></li><li>1</li></ul>"),
        ((2, 2, 1), "<ul><li>2</li><li>2</li><li>1</li></ul>"),
        ((1, 2, 3, 2), "<ul><li>1<ul><li>2<ul><li>3</li></ul></li><li>2</li></ul></li></ul>"),
    ],
)
def test_a_skipped_level_leaves_no_empty_item(nivaer, ren):
    assert clean("".join(f"<p class=MsoListParagraph style='mso-list:l0 level{n} lfo1'>· {n}</p>" for n in nivaer)) == ren


def test_a_break_at_the_end_breaks_nothing():
    assert (
        clean("<p>a<br>b<br></p><ul><li>a<br><ul><li>b<br> </li></ul></li></ul>") == "<p>a<br>b</p><ul><li>a<ul><li>b</li></ul></li></ul>"
    )


@given(
    st.sampled_from(list(URKLIPP.values())),
    st.lists(st.tuples(st.integers(0, 999), st.integers(0, 3), st.integers(0, 999) | st.sampled_from(ONT)), max_size=12),
)
def test_shaken_clipboards_bring_no_script_style_or_foreign_attribute(prov, skakningar):
    """Pieces of a clipboard are taken away, doubled and moved, and something evil is put between them."""
    bitar = BIT.findall(prov.html)
    for plats, bort, nytt in skakningar:
        n = plats % len(bitar)
        bitar[n : n + bort] = [nytt if isinstance(nytt, str) else bitar[nytt % len(bitar)]]
    ren = clean("".join(bitar))
    assert clean(ren) == ren
    for element in lxml_html.fragment_fromstring(ren or "<p></p>", create_parent="div").iterdescendants():
        assert element.tag in TAGGAR, ren
        assert set(element.attrib) <= TILLATET.get(element.tag, set()), ren
        assert not element.get("href", "").lower().startswith("javascript"), ren


@pytest.mark.trycker
def test_all_clipboards_together_print_as_conforming_pdf(tmp_path):
    body = "".join(prov.ren for prov in URKLIPP.values()).replace("h5>", "h2>")
    head = '<meta charset="utf-8"><title>Prov</title>'
    path = tmp_path / "prov.pdf"
    path.write_bytes(render_pdf(f'<!doctype html><html lang="sv"><head>{head}</head><body><h1>Prov</h1>{body}</body></html>'))
    for profil in ("ua1", "2a"):
        assert page_validation.validate_pdf(str(path), profile=profil).is_compliant, profil
    sagt = re.sub(r"\s+", " ", PdfReader(path).pages[0].extract_text())
    assert "4. 1. 5." in sagt  # the signs of the lists stand by themselves in the file
    assert "• 3. 4." in sagt


def test_a_lists_start_and_a_list_in_a_cell_stand_in_word():
    dokument = oppna(PROV.format(URKLIPP["word listor"].ren + URKLIPP["word tabell"].ren))
    cell = dokument.tables[0].rows[2].cells[2]
    assert [(p.style.name, p.text) for p in cell.paragraphs] == [("List Bullet", "Svenstavik"), ("List Bullet", "Hackås")]
    fjarde = next(p for p in dokument.paragraphs if p.text == "Fjärde")
    num = next(n for n in dokument.part.numbering_part.element.num_lst if n.numId == fjarde._p.pPr.numPr.numId.val)
    assert num.find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "4"


@pytest.mark.parametrize(
    ("html", "sagt"),
    [
        ('<a href="https://x.test/?u=a%2540b.test">sidan</a>', "Länken ”sidan” har en e-postadress"),
        ('<a href="https://anna@x.test/">sidan</a>', "har en e-postadress"),
        ('<a href="https://region-my.sharepoint.com/:w:/g/personal/anna_x_se/Eab">s</a>', "Länken ”s” går till en persons egen mapp"),
        ('<a href="https://region.sharepoint.com/personal/anna/a.docx">s</a>', "egen mapp"),
        ('<a href="file:///C:/Users/anna/a.docx">s</a>', "egen mapp"),
        ("Se C:\\Users\\anna\\a.docx", "Adressen C:\\Users\\anna\\a.docx går till en persons egen mapp"),
        ("<p>https://1drv.ms/w/abc</p>", "egen mapp"),
        ('<a href="https://protect-eu.mimecast.com/s/AbC?domain=x.test">s</a>', "går genom ett mejlfilter"),
    ],
)
def test_a_link_that_tells_of_a_person_or_cannot_be_opened_is_pointed_out(html, sagt):
    (mening,) = richtext.tveksamma_lankar(html)
    assert sagt in mening


@pytest.mark.parametrize(
    "html",
    ['<a href="mailto:a@x.test">Anna</a>', '<a href="https://x.test/@anna">a</a>', '<a href="https://region.sharepoint.com/sites/x">s</a>',
     "<p>Skriv till a@x.test.</p>", '<a href="#del-2">2</a>', "", "<p>1:a \\ 2:a</p>"],
)  # fmt: skip
def test_a_common_link_is_not_pointed_out(html):
    assert richtext.tveksamma_lankar(html) == []


def test_what_a_filter_has_wrapped_is_not_pointed_out_for_the_readers_address_and_few_are_told_at_a_time():
    skyddad = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexempel.test%2F&data=namn%40region.test"
    assert richtext.tveksamma_lankar(f'<a href="{skyddad}">s</a> {skyddad}') == []
    assert richtext.anmarkningar(skyddad) == ["En länk från mejlfiltret är ersatt med sin riktiga adress: https://exempel.test/"]
    manga = "".join(f'<a href="https://x.test/?u=a%40b{n}.test">s</a>' for n in range(9))
    assert richtext.anmarkningar(manga)[5:] == ["Och 4 länkar till att se över."]
