"""The Word file of the demo year: the whole report, in styles, the same bytes for the same data."""

import io
import re
import subprocess
import sys
import zipfile
from copy import deepcopy
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from PIL import Image

from berattelse.avsnitt.richtext import clean
from berattelse.innehall.schema import som_json
from berattelse.skrift.rapport import som_html
from berattelse.skrift.word import som_docx
from berattelse.skrift.wordbild import som_png, utan_monster
from berattelse.skrift.wordtext import Skrift
from samverkan.bilder import Stapel, staplar
from tests.berattelse.test_rapport import FIGURES, GOLDEN

pytestmark = [pytest.mark.django_db, pytest.mark.en_gang]
BLOCKS = ("h1", "h2", "h3", "h4", "h5", "p", "li", "th", "td", "caption", "figcaption")
TILLATET = {
    "rPr": {"rStyle", "lang"},
    "pPr": {"pStyle", "numPr"},
    "tcPr": {"tcW"},
    "trPr": {"cantSplit", "tblHeader"},
    "tblPr": {"tblStyle", "tblW", "tblLook", "tblCaption"},
}
TAGGAR = [f"<{slut}{tag}>" for tag in ("p", "ul", "ol", "li", "strong", "em", "h5", "table", "tr", "td", "th") for slut in ("", "/")] + [
    "<br>", '<a href="https://exempel.test/">', "</a>",
]  # fmt: skip
UTGAVA = {"nummer": 2, "marke": "RUN/1/2018 2022 utgåva 2", "errata": "Rad ett.\n\nRad två\nmed mer.", "ersatter": 1}
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


@pytest.fixture
def data(samlat):
    return samlat["2022", 1]


def oppna(data):
    return Document(io.BytesIO(som_docx(data)))


def part(data, namn):
    with zipfile.ZipFile(io.BytesIO(som_docx(data))) as arkiv:
        return etree.fromstring(arkiv.read(namn))


def word(text):
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


def stycken(document):
    """The words of every paragraph in the body, in tables too, without those of the contents."""
    ut = []
    for p in document.element.body.iter(qn("w:p")):
        stil = p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if stil is None or not stil.get(qn("w:val")).startswith("TOC"):
            ut.append(word("".join(t.text if t.tag == qn("w:t") else " " for t in p.iter(qn("w:t"), qn("w:br")))))
    return ut


def rubriker(document):
    return [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]


def med(data, html):
    """The data with this HTML as the introduction."""
    return data | {"ingress": html}


def inledning(document):
    """The paragraphs between the introduction's heading and the next of the first rank."""
    alla = document.paragraphs
    n = next(i for i, p in enumerate(alla) if p.style.name == "Heading 1" and p.text == "Inledning")
    m = next(i for i, p in enumerate(alla) if i > n and p.style.name == "Heading 1")
    return alla[n + 1 : m]


def test_every_sentence_and_figure_of_2022_is_in_it(data):
    text = " ".join(stycken(oppna(data)))
    assert [s for s in GOLDEN if s not in text] == []
    assert [f for f in FIGURES if f not in text] == []


@pytest.mark.parametrize(("beteckning", "skede"), [("2022", 1), ("2021", 2), ("2022", 2)])
def test_whatever_the_page_says_the_word_file_says(samlat, beteckning, skede):
    data = samlat[beteckning, skede] | {"utgava": UTGAVA}
    if skede == 2:
        data["beslut"] = {
            "organ": "Regionens samverkansråd", "paragraf": "5", "datum": "2023-03-01", "text": "Rådet godkänner.", "exempel": True
        }  # fmt: skip
    said = stycken(oppna(data))
    page = lxml_html.fromstring(som_html(data))
    for nav in page.iter("nav"):
        nav.drop_tree()
    for br in page.iter("br"):
        br.tail = f" {br.tail or ''}"
    blocks = [word("".join(e.itertext())) for e in page.iter(*BLOCKS) if not e.xpath(".//ul|.//ol|.//p")]
    assert len(blocks) > 200
    assert [text for text in blocks if text and text not in said] == []


def test_headings_stand_in_their_rank_and_order(data):
    document = oppna(data)
    assert document.paragraphs[0].style.name == "Title"
    heads = rubriker(document)
    assert [text for stil, text in heads if stil == "Heading 1"] == [
        "Inledning",
        *(k["rubrik"] for k in data["kapitel"]),
        "Övrigt finansierad verksamhet enligt avtalet", "Ekonomiskt resultat", "Andra samverkansavtal mellan regionen och länets kommuner",
        "Värderingen 2021 och vad den ledde till", "Underskrift", "Arenor och möten 2022", "Bilaga 1. Uppdragsbeskrivningar",
    ]  # fmt: skip
    ranks = [int(stil[-1]) for stil, _ in heads]
    assert set(ranks) == {1, 2, 3, 4}
    assert [b for a, b in pairwise(ranks) if b > a + 1] == []


def test_the_contents_point_at_every_chapter_and_section(data):
    root = part(data, "word/document.xml")
    targets = [e.get(qn("w:anchor")) for e in root.iter(qn("w:hyperlink")) if e.get(qn("w:anchor"))]
    marks = [e.get(qn("w:name")) for e in root.iter(qn("w:bookmarkStart"))]
    assert targets == marks
    assert len(targets) == len(set(targets)) > 25
    kinds = [e.get(qn("w:fldCharType")) for e in root.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


@pytest.mark.parametrize("skede", [1, 2])
def test_nothing_is_formatted_by_hand(samlat, skede):
    data = samlat["2021", skede] | {"utgava": UTGAVA}
    data = med(data, "<p>Ett <strong>två <em>tre</em></strong></p><ol><li>a<ul><li>b</li></ul></li></ol>")
    with zipfile.ZipFile(io.BytesIO(som_docx(data))) as arkiv:
        roots = [etree.fromstring(arkiv.read(namn)) for namn in ("word/document.xml", "word/header1.xml", "word/footer1.xml")]
    found = {
        (namn, etree.QName(child).localname)
        for root in roots for namn, tillatet in TILLATET.items() for egen in root.iter(qn(f"w:{namn}")) for child in egen
        if etree.QName(child).localname not in tillatet
    }  # fmt: skip
    assert found == set()
    styles = {s.style_id for s in oppna(data).styles}
    used = {e.get(qn("w:val")) for root in roots for e in root.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))}
    assert used <= styles


def test_tables_have_a_head_that_is_repeated_and_rows_of_one_length(data):
    tables = list(part(data, "word/document.xml").iter(qn("w:tbl")))
    assert len(tables) >= 9
    for table in tables:
        rows = table.findall(qn("w:tr"))
        assert [i for i, row in enumerate(rows) if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None] == [0]
        assert {len(row.findall(qn("w:tc"))) for row in rows} == {len(table.find(qn("w:tblGrid")))}
        assert sum(int(c.get(qn("w:w"))) for c in table.find(qn("w:tblGrid"))) <= 9070


def test_rich_text_becomes_lists_marks_links_and_tables(data):
    document = oppna(
        med(
            data,
            '<p>Ett <strong>fett och <em>båda</em></strong>, <em>kursivt</em> och <a href="https://exempel.test/?a=1&amp;b=2">en länk</a>.<br>Ny rad.</p>'
            "<h3>Underrubrik</h3><ul><li>Punkt<ol><li>Ett</li><li>Två<ul><li>Djupt</li></ul></li></ol></li><li>Punkt två</li></ul>"
            "<ol><li>Första</li></ol><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1 &lt; 2</td><td>–</td></tr></tbody></table>",
        )
    )
    written = inledning(document)
    assert [(p.style.name, p.text) for p in written] == [
        ("Normal", "Ett fett och båda, kursivt och en länk.\nNy rad."), ("Heading 2", "Underrubrik"), ("List Bullet", "Punkt"),
        ("List Number 2", "Ett"), ("List Number 2", "Två"), ("List Bullet 3", "Djupt"), ("List Bullet", "Punkt två"),
        ("List Number", "Första"), ("Efter tabell", ""),
    ]  # fmt: skip
    assert [(r.text, r.style.name) for r in written[0].runs if r.style.name != "Default Paragraph Font"] == [
        ("fett och ", "Strong"), ("båda", "Strong Emphasis"), ("kursivt", "Emphasis"),
    ]  # fmt: skip
    assert written[0].hyperlinks[0].address == "https://exempel.test/?a=1&b=2"
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [["A", "B"], ["1 < 2", "–"]]


def test_every_numbered_list_begins_at_one(data):
    written = inledning(oppna(med(data, "<ol><li>a</li><li>b</li></ol><p>x</p><ol><li>c</li></ol>")))
    ids = [p._p.pPr.numPr.numId.val for p in written if p.style.name == "List Number"]
    assert ids[0] == ids[1] != ids[2]


@given(st.lists(st.sampled_from([*TAGGAR, *(f" ord{n} " for n in range(9))]), max_size=40))
def test_no_word_of_any_text_is_lost(bitar):
    html = clean("".join(bitar))
    ord_ = Skrift()
    ord_.html(html)
    read = lxml_html.fragment_fromstring(html or "<p></p>", create_parent="div").text_content()
    assert "".join("".join(stycken(ord_.document)).split()) == "".join(read.split())


def test_signs_that_no_word_file_can_hold_do_not_stop_it(data):
    assert inledning(oppna(med(data, "<p>a\x0bb\ufffec</p>")))[0].text == "abc"


def test_example_and_edition_are_told_on_every_page(data):
    def edges(data):
        section = oppna(data).sections[0]
        assert not section.different_first_page_header_footer
        return section.header.paragraphs[0].text, section.footer.paragraphs[0].text

    head, foot = edges(data | {"utgava": UTGAVA})
    assert head == "Verksamhetsberättelse 2022\tInnehåller exempel"
    assert foot.startswith("Utgåva 2, överlämnad till kommunerna. Ersätter utgåva 1. Innehåller exempel\tSida ")
    assert "exempel" not in "".join(edges(data | {"exempel": False}))


def test_errata_stand_on_the_cover(data):
    texts = [p.text for p in oppna(data | {"utgava": UTGAVA}).paragraphs]
    n = texts.index("Rättat i den här utgåvan")
    assert texts[n : n + 4] == ["Rättat i den här utgåvan", "Rad ett.", "Rad två\nmed mer.", "Innehåll"]


def test_the_file_says_what_it_is_and_in_which_language(data):
    om = oppna(data | {"utgava": UTGAVA}).core_properties
    assert (om.title, om.author, om.language) == ("Verksamhetsberättelse 2022", "Regional utvecklingsdirektör", "sv-SE")
    assert str(om.created.date()) == str(om.modified.date()) == data["skapad"]
    assert om.keywords == "samverkan-utgava: RUN/1/2018 2022 utgåva 2"
    assert {e.get(qn("w:val")) for e in part(data, "word/styles.xml").iter(qn("w:lang"))} == {"sv-SE"}


def test_pictures_stand_as_svg_with_a_png_beside(samlat):
    data = samlat["2022", 2]
    with zipfile.ZipFile(io.BytesIO(som_docx(data))) as arkiv:
        names = [n for n in arkiv.namelist() if n.startswith("word/media/")]
        assert sorted(n.rsplit(".", 1)[1] for n in names) == ["png", "png", "svg", "svg"]
        rels = {e.get("Id"): e.get("Target") for e in etree.fromstring(arkiv.read("word/_rels/document.xml.rels"))}
        root = etree.fromstring(arkiv.read("word/document.xml"))
        svg = [rels[e.get(qn("r:embed"))] for e in root.iter(f"{{{SVG}}}svgBlip")]
        assert [etree.fromstring(arkiv.read(f"word/{target}")).tag for target in svg] == ["{http://www.w3.org/2000/svg}svg"] * 2
        assert b'ContentType="image/svg+xml"' in arkiv.read("[Content_Types].xml")
    assert all("Samma uppgifter står i tabellen" in e.get("descr") for e in root.iter(qn("wp:docPr")))


def test_a_hatched_bar_is_white_with_lines_in_picture_and_pixels():
    root = utan_monster(staplar("Skuld", [Stapel("2021", 100), Stapel("2022", 90, oklar=True)], "tkr"))
    assert b"url(" not in etree.tostring(root)
    bild = Image.open(io.BytesIO(som_png(root))).convert("RGB")
    assert bild.size[0] == 1920

    def green(y):
        """How much of the bar's line is green."""
        row = [bild.getpixel((x, y * 3)) for x in range(200, 1500)]
        return sum(p[1] - p[0] > 30 for p in row) / len(row)

    assert green(17) > 0.9
    assert 0.05 < green(47) < 0.6


def test_same_bytes_twice_and_in_another_process(data, tmp_path):
    first = som_docx(data)
    assert som_docx(deepcopy(data)) == first
    (tmp_path / "b.json").write_text(som_json(data))
    code = (
        "import django, json, pathlib, sys; django.setup(); from berattelse.skrift.word import som_docx;"
        "sys.stdout.buffer.write(som_docx(json.loads(pathlib.Path(sys.argv[1]).read_text())))"
    )
    miljo = {"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEBUG": "1", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    other = subprocess.run([sys.executable, "-c", code, tmp_path / "b.json"], capture_output=True, check=True, env=miljo)
    assert other.stdout == first
