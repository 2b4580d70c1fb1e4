"""Each element of a written document in Word: lists, links, tables, pictures."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from PIL import Image

from berattelse.avsnitt.richtext import clean
from berattelse.skrift.word import som_docx
from berattelse.skrift.wordbild import som_png, utan_monster
from samverkan.bilder.staplar import Stapel, Stapeldelar, staplade, staplar
from tests.berattelse.wordfiler import PROV, oppna, part, sagt, strikt, stycken

pytestmark = pytest.mark.en_gang
TAGGAR = [f"<{slut}{tag}>" for tag in ("p", "ul", "ol", "li", "strong", "em", "h5", "table", "tr", "td", "th") for slut in ("", "/")] + [
    "<br>", '<a href="https://exempel.test/">', "</a>",
]  # fmt: skip


def prov(inre):
    """The paragraphs after the title of a document with this in it."""
    return oppna(PROV.format(inre)).paragraphs[1:]


def test_rich_text_becomes_lists_marks_and_links():
    skrivet = prov(
        '<section id="mal"><h2>Mål</h2><p>Ett <strong>fett och <em>båda</em></strong>, <em>kursivt</em> och <a href="https://exempel.test/?a=1&amp;b=2">en länk</a>.<br>'
        'Ny rad, H<sub>2</sub>O, m<sup>2</sup>, <a href="#mal">hit</a> och <a href="#ingenstans">ingenstans</a>.</p></section>'
        "<blockquote><p>Citat</p></blockquote><dl><dt>Namn</dt><dd>Sak</dd></dl>"
        '<ul><li>Punkt<ol start="4"><li>Ett</li><li>Två<ul><li>Djupt</li></ul>efter</li></ol></li><li><p>Punkt två</p><p>mer</p></li></ul>lös text'
    )
    assert [(p.style.name, p.text) for p in skrivet] == [
        ("Heading 1", "Mål"), ("Normal", "Ett fett och båda, kursivt och en länk.\nNy rad, H2O, m2, hit och ingenstans."), ("Quote", "Citat"),
        ("Term", "Namn"), ("Förklaring", "Sak"), ("List Bullet", "Punkt"), ("List Number 2", "Ett"), ("List Number 2", "Två"),
        ("List Bullet 3", "Djupt"), ("List Continue 2", "efter"), ("List Bullet", "Punkt två"), ("List Continue", "mer"), ("Normal", "lös text"),
    ]  # fmt: skip
    assert [(r.text, r.style.name) for r in skrivet[1].runs if r.style.name != "Default Paragraph Font"] == [
        ("fett och ", "Strong"), ("båda", "Strong Emphasis"), ("kursivt", "Emphasis"),
    ]  # fmt: skip
    assert [r.text for r in skrivet[1].runs if r.font.subscript] == [r.text for r in skrivet[1].runs if r.font.superscript] == ["2"]
    assert [(h.text, h.address, h.fragment) for h in skrivet[1].hyperlinks] == [
        ("en länk", "https://exempel.test/?a=1&b=2", ""),
        ("hit", "", "mal"),
    ]


def test_every_numbered_list_begins_where_it_says():
    docx = som_docx(PROV.format('<ol><li>a</li><li>b</li></ol><p>x</p><ol start="7"><li>c</li></ol>'))
    ids = [p._p.pPr.numPr.numId.val for p in Document(io.BytesIO(docx)).paragraphs if p.style.name == "List Number"]
    assert ids[0] == ids[1] != ids[2]
    fran = {
        e.getparent().getparent().get(qn("w:numId")): e.get(qn("w:val"))
        for e in part(docx, "word/numbering.xml").iter(qn("w:startOverride"))
    }
    assert [fran[str(i)] for i in (ids[0], ids[2])] == ["1", "7"]


def test_merged_cells_heads_figures_and_sum():
    docx = som_docx(
        PROV.format(
            '<table><caption>Rubrik</caption><thead><tr><th rowspan="2">A</th><th colspan="2">B</th></tr><tr><th>C</th><th class="siffra">D</th></tr></thead>'
            '<tbody><tr><th rowspan="2">1</th><td>2</td><td class="siffra">3</td></tr><tr><td colspan="2">4<p>5</p></td></tr><tr><td>6</td></tr></tbody>'
            '<tfoot><tr class="summa"><td>Summa</td><td></td><td class="siffra">9</td></tr></tfoot></table>'
        )
    )
    with zipfile.ZipFile(io.BytesIO(docx)) as arkiv:
        strikt({n: etree.fromstring(arkiv.read(n)) for n in arkiv.namelist() if n.endswith((".xml", ".rels"))})
    tabell = Document(io.BytesIO(docx)).tables[0]
    assert [[c.text for c in rad.cells] for rad in tabell.rows] == [
        ["A", "B", "B"], ["A", "C", "D"], ["1", "2", "3"], ["1", "4\n5", "4\n5"], ["6", "", ""], ["Summa", "", "9"],
    ]  # fmt: skip
    rader = tabell._tbl.tr_lst
    assert [r.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for r in rader] == [True, True, False, False, False, False]
    assert all(r.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for r in rader)
    assert tabell._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:lastRow")) == "1"
    assert [c.paragraphs[0].style.name for c in tabell.rows[2].cells] == ["Tabelltext", "Tabelltext", "Tabellsiffra"]


def test_a_column_holds_its_longest_word_and_the_wider_text_gets_the_room():
    rad = "<tr><td>Ja</td><td>Samverkansöverenskommelsen</td><td>{}</td></tr>".format("ord " * 20)
    tbl = oppna(PROV.format(f"<table>{rad}</table>")).tables[0]._tbl
    kort, ett_ord, lang = (int(c.get(qn("w:w"))) for c in tbl.find(qn("w:tblGrid")))
    assert kort < 1000 < 26 * 100 < min(ett_ord, lang)
    assert [int(c.get(qn("w:w"))) for c in tbl.iter(qn("w:tcW"))] == [kort, ett_ord, lang]
    assert 8200 < kort + ett_ord + lang <= 8277


def test_a_link_in_the_contents_to_nothing_is_words_and_a_table_can_be_pointed_at():
    nav = '<nav class="innehall"><h2>Innehåll</h2><ol><li><a href="#t">Tabellen</a></li><li><a href="#borta">Borta</a></li></ol></nav>'
    docx = som_docx(PROV.format(f'{nav}<table id="t"><tr><td>1</td></tr></table>'))
    root = part(docx, "word/document.xml")
    assert sagt(root.find(f".//{qn('w:bookmarkStart')}").getparent()) == "1"
    assert [sagt(p) for p in root.iter(qn("w:p"))][1:] == ["Innehåll", "Tabellen", "Borta", "1", ""]
    assert len(root.findall(f".//{qn('w:instrText')}")) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*TAGGAR, *(f" ord{n} " for n in range(9))]), max_size=40))
def test_no_word_of_any_text_is_lost(bitar):
    html = clean("".join(bitar))
    read = lxml_html.fragment_fromstring(html or "<p></p>", create_parent="div").text_content()
    assert "".join("".join(text for _, text in stycken(oppna(PROV.format(html)))[1:]).split()) == "".join(read.split())


def test_signs_that_no_word_file_can_hold_do_not_stop_it():
    assert prov("<p>a\x0bb\ufffec&#8;</p>")[0].text == "abc"


def gront(bild, y):
    """How much of a line of the picture is green."""
    rad = [bild.getpixel((x, y * 3)) for x in range(200, 1500)]
    return sum(p[1] - p[0] > 30 for p in rad) / len(rad)


def test_a_hatched_bar_is_white_with_lines_in_picture_and_pixels():
    root = utan_monster(staplar("Skuld", [Stapel("2021", 100), Stapel("2022", 90, oklar=True)], "tkr"))
    assert b"url(" not in etree.tostring(root)
    bild = Image.open(io.BytesIO(som_png(root))).convert("RGB")
    assert bild.size[0] == 1920
    assert gront(bild, 17) > 0.9
    assert 0.05 < gront(bild, 47) < 0.6


def test_dots_are_dots_and_not_lines():
    root = utan_monster(staplade("Svar", ["a", "b", "c", "d"], [Stapeldelar("1", (0, 0, 0, 9))]))
    assert not root.findall(".//{*}pattern")
    prickar = root.findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(prickar) > 50
    bild = Image.open(io.BytesIO(som_png(root))).convert("RGB")
    x, y = (round(float(prickar[-1].get(n)) * 3) for n in ("cx", "cy"))
    assert bild.getpixel((x, y))[1] - bild.getpixel((x, y))[0] > 30
