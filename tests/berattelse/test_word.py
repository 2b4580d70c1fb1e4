"""The Word file says what the HTML says, number for number, and is such a file as Word opens."""

import io
import re
import subprocess
import sys
import zipfile
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from PIL import Image

from berattelse.avsnitt.richtext import clean
from berattelse.dokument import tryck, uppfoljningsrapport
from berattelse.innehall.samling import samla
from berattelse.skrift.kommunutgava import som_kommun_html
from berattelse.skrift.rapport import som_html
from berattelse.skrift.word import som_docx
from berattelse.skrift.wordbild import som_png, utan_monster
from samverkan.bilder import Stapel, Stapeldelar, staplade, staplar
from tests.berattelse.test_rapport import FIGURES, GOLDEN
from uppdrag.models import Verksamhetsar

pytestmark = [pytest.mark.django_db, pytest.mark.en_gang]
PROV = (
    '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title><meta name="author" content="Direktören">'
    '<meta name="dcterms.created" content="2023-01-26"></head><body><article class="rapport kort"><h1>Prov</h1>{}</article></body></html>'
)
TAGGAR = [f"<{slut}{tag}>" for tag in ("p", "ul", "ol", "li", "strong", "em", "h5", "table", "tr", "td", "th") for slut in ("", "/")] + [
    "<br>", '<a href="https://exempel.test/">', "</a>",
]  # fmt: skip
UTGAVA = {"nummer": 2, "marke": "RUN/1/2018 2022 utgåva 2", "errata": "Rad ett.\n\nRad två\nmed mer.", "ersatter": 1}
BESLUT = {"organ": "Regionens samverkansråd", "paragraf": "5", "datum": "2023-03-01", "text": "Rådet godkänner.", "exempel": True}
DOKUMENT = ("2022", "Berg", "2021 skede 2", "2022 skede 2", "uppföljningsrapport")
NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
# As the schema orders them; Word refuses a file that has them otherwise.
ORDNING = {
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap vAlign",
    "trPr": "cantSplit tblHeader",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs spacing ind contextualSpacing jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing w kern position sz szCs u vertAlign lang",
    "settings": "zoom defaultTabStop characterSpacingControl updateFields footnotePr endnotePr compat rsids themeFontLang",
}


@pytest.fixture(scope="module")
def sidor(django_db_setup, django_db_blocker):
    """{document: HTML} of the demo, made once and left as it was found."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", utan_utgava=True, verbosity=0)
        (forra,) = Verksamhetsar.objects.filter(beteckning="2021")
        (year,) = Verksamhetsar.objects.filter(beteckning="2022")
        data = samla(year, 1)
        skede_2 = samla(year, 2) | {"utgava": UTGAVA, "beslut": BESLUT}
        htmls = (
            som_html(data), som_kommun_html(skede_2, "2326"), som_html(samla(forra, 2)), som_html(skede_2),
            tryck.som_html(uppfoljningsrapport.samla(year)),
        )  # fmt: skip
        transaction.set_rollback(True)
    return dict(zip(DOKUMENT, htmls, strict=True))


def oppna(html):
    return Document(io.BytesIO(som_docx(html)))


def prov(inre):
    """The paragraphs after the title of a document with this in it."""
    return oppna(PROV.format(inre)).paragraphs[1:]


def part(docx, namn):
    with zipfile.ZipFile(io.BytesIO(docx)) as arkiv:
        return etree.fromstring(arkiv.read(namn))


def word(text):
    return re.sub(r"\s+", " ", text).strip()


def sagt(element):
    """The words of a part of the Word file, a line break a space."""
    return word("".join(t.text or "" if t.tag == qn("w:t") else " " for t in element.iter(qn("w:t"), qn("w:br"), qn("w:p"))))


def stycken(document):
    """(style id, words) of every paragraph in the body, in tables too."""
    return [(getattr(p.pPr, "style", None) if p.pPr is not None else None, sagt(p)) for p in document.element.body.iter(qn("w:p"))]


def artikel(html):
    """The article without its contents and pictures."""
    root = lxml_html.fromstring(re.sub(r"<svg\b.*?</svg>", "", html, flags=re.DOTALL)).find(".//article")
    for nav in root.findall(".//nav"):
        nav.drop_tree()
    for br in root.iter("br"):
        br.tail = f" {br.tail or ''}"
    return root


def tal(text):
    return Counter(re.findall(r"\d+", text))


def html_rubriker(root):
    for h in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if h.getparent().get("class") != "errata":
            yield int(h.tag[1]), word("".join(h.xpath(".//text()[not(ancestor::span[@class='exempel'])]")))


def word_rubriker(document):
    for stil, text in stycken(document):
        if stil == "Title" or (stil or "").startswith("Heading"):
            yield (1 if stil == "Title" else int(stil[-1]) + 1), text


@pytest.mark.parametrize("namn", DOKUMENT)
def test_every_heading_number_and_paragraph_of_the_html_stands_in_the_word_file(sidor, namn):
    document, root = oppna(sidor[namn]), artikel(sidor[namn])
    rubriker = list(html_rubriker(root))
    assert len(rubriker) > 20
    assert list(word_rubriker(document)) == rubriker
    skrivna = [(stil, text) for stil, text in stycken(document) if not (stil or "").startswith("TOC")]
    assert tal(" ".join(text for _, text in skrivna)) == tal(" ".join(root.itertext()))
    block = [e for e in root.iter("p", "li", "dt", "figcaption", "caption", "td", "th") if not e.xpath(".//ul|.//ol|.//p")]
    assert [t for e in block if (t := word(e.text_content())) and t not in {text for _, text in skrivna}] == []
    assert "".join("".join(text for _, text in skrivna).split()) == "".join("".join(root.itertext()).split())


@pytest.mark.parametrize("namn", DOKUMENT)
def test_every_table_has_the_same_cells_and_numbers(sidor, namn):
    tabeller, html_tabeller = oppna(sidor[namn]).tables, list(artikel(sidor[namn]).iter("table"))
    assert len(tabeller) == len(html_tabeller) >= (0 if namn == "uppföljningsrapport" else 3)
    for tabell, html in zip(tabeller, html_tabeller, strict=True):
        assert tal(sagt(tabell._tbl)) == tal(" ".join("".join(c.itertext()) for c in html.iter("td", "th")))
        assert [[word(c.text) for c in rad.cells] for rad in tabell.rows] == [
            [word(c.text_content()) for c in rad.iter("td", "th")] for rad in html.iter("tr")
        ]
        assert tabell._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == word(html.findtext("caption"))


def test_every_sentence_and_figure_of_2022_is_in_it(sidor):
    text = sagt(oppna(sidor["2022"]).element.body)
    assert [s for s in (*GOLDEN, *FIGURES) if s not in text] == []


@pytest.mark.parametrize("namn", DOKUMENT)
def test_it_is_a_file_that_word_opens(sidor, namn):
    docx = som_docx(sidor[namn])
    with zipfile.ZipFile(io.BytesIO(docx)) as arkiv:
        delar = {n: etree.fromstring(arkiv.read(n)) for n in arkiv.namelist() if n.endswith((".xml", ".rels"))}
    strikt(delar)
    assert not delar["word/document.xml"].xpath("//w:rPr[not(*)]", namespaces=NS)


def strikt(delar):
    """What Word is strict about."""
    root = delar["word/document.xml"]
    for del_ in ("document", "styles", "settings", "header1", "footer1"):
        for namn, ordning in ORDNING.items():
            for element in delar[f"word/{del_}.xml"].iter(qn(f"w:{namn}")):
                barn = [etree.QName(b).localname for b in element]
                kanda = [b for b in barn if b in ordning.split()]
                assert kanda == sorted(kanda, key=ordning.split().index), (del_, namn, barn)
    for tbl in root.iter(qn("w:tbl")):
        kolumner = len(tbl.find(qn("w:tblGrid")))
        for tr in tbl.iterchildren(qn("w:tr")):
            span = [
                int(e[0].get(qn("w:val"))) if (e := tc.xpath("w:tcPr/w:gridSpan", namespaces=NS)) else 1
                for tc in tr.iterchildren(qn("w:tc"))
            ]
            assert sum(span) == kolumner
        assert all(tc[-1].tag == qn("w:p") for tc in tbl.iter(qn("w:tc")))
        assert sum(int(c.get(qn("w:w"))) for c in tbl.find(qn("w:tblGrid"))) <= 8277
    namn = [e.get(qn("w:name")) for e in root.iter(qn("w:bookmarkStart"))]
    nummer = [[e.get(qn("w:id")) for e in root.iter(qn(f"w:bookmark{sort}"))] for sort in ("Start", "End")]
    bilder = [e.get("id") for e in root.iter(qn("wp:docPr"))]
    for rad in (namn, *nummer, bilder):
        assert len(rad) == len(set(rad))
    assert set(nummer[0]) == set(nummer[1])
    assert all(re.fullmatch(r"[^\W\d]\w{0,39}", n) for n in namn)
    assert {e.get(qn("w:anchor")) for e in root.iter(qn("w:hyperlink"))} - {None} <= set(namn)
    rels = {e.get("Id") for e in delar["word/_rels/document.xml.rels"]}
    assert {v for e in root.iter() for k, v in e.attrib.items() if k in {qn("r:id"), qn("r:embed")}} <= rels
    stilar = {e.get(qn("w:styleId")) for e in delar["word/styles.xml"].iter(qn("w:style"))}
    anvanda = {
        e.get(qn("w:val"))
        for del_ in ("document", "header1", "footer1")
        for e in delar[f"word/{del_}.xml"].iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    }
    assert anvanda <= stilar
    listor = {e.get(qn("w:numId")) for e in delar["word/numbering.xml"].iter(qn("w:num"))}
    assert {e.get(qn("w:val")) for e in root.iter(qn("w:numId"))} <= listor


@pytest.mark.parametrize("namn", ["2022", "Berg", "2022 skede 2"])
def test_the_contents_name_every_page_by_a_field_that_word_asks_to_update(sidor, namn):
    docx = som_docx(sidor[namn])
    root, nav = part(docx, "word/document.xml"), lxml_html.fromstring(sidor[namn]).find(".//nav")
    rader = [
        (p, stil[0]) for p in root.iter(qn("w:p")) if (stil := p.xpath("w:pPr/w:pStyle/@w:val[. = 'TOC1' or . = 'TOC2']", namespaces=NS))
    ]
    lankar = list(nav.iter("a"))
    assert len(lankar) > 10
    assert [(int(stil[-1]), sagt(p)) for p, stil in rader] == [(len(list(a.iterancestors("ol"))), word(a.text_content())) for a in lankar]
    marken = {e.get(qn("w:name")): e.getparent() for e in root.iter(qn("w:bookmarkStart"))}
    for (p, _), a in zip(rader, lankar, strict=True):
        falt = re.fullmatch(r"PAGEREF (\w+) \\h", p.findtext(f".//{qn('w:instrText')}").strip())[1]
        assert falt == p.find(qn("w:hyperlink")).get(qn("w:anchor"))
        rubrik = word(
            "".join(
                lxml_html.fromstring(sidor[namn])
                .get_element_by_id(a.get("href")[1:])
                .xpath("(.//h2|.//h3)[1]//text()[not(ancestor::span[@class='exempel'])]")
            )
        )
        assert sagt(marken[falt]) == rubrik
        assert [e.get(qn("w:fldCharType")) for e in p.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]
        assert not p.xpath(".//w:fldChar[@w:fldCharType='separate']/following::w:t[1]/text()", namespaces=NS)  # no guess
    assert part(docx, "word/settings.xml").find(qn("w:updateFields")).get(qn("w:val")) == "true"


def test_a_document_without_contents_asks_nothing(sidor):
    assert part(som_docx(sidor["uppföljningsrapport"]), "word/settings.xml").find(qn("w:updateFields")) is None


def test_the_mark_of_an_example_is_not_in_the_heading(sidor):
    alla = stycken(oppna(sidor["2022"]))
    n = next(i for i, (_, text) in enumerate(alla) if text == "exempel")
    assert alla[n - 1][0].startswith("Heading")
    assert alla[n][0] == "Exempelmärke"
    assert not [text for stil, text in alla if (stil or "").startswith(("Heading", "TOC")) and text.endswith("exempel")]
    (run,) = [r for r in prov('<p>Ett svar <span class="exempel">exempel</span></p>')[0].runs if r.style.name == "Exempel"]
    assert run.text == "exempel"


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


def test_example_and_edition_are_told_on_every_page(sidor):
    def kanter(html):
        section = oppna(html).sections[0]
        assert not section.different_first_page_header_footer
        return section.header.paragraphs[0].text, section.footer.paragraphs[0].text

    huvud, fot = kanter(sidor["2022 skede 2"])
    assert huvud == "Verksamhetsberättelse 2022\tInnehåller exempel"
    assert fot.startswith("Utgåva 2, med kommunernas värdering. Ersätter utgåva 1. Innehåller exempel\tSida ")
    assert kanter(PROV.format("")) == ("Prov\t", "\tSida  av ")


def test_errata_stand_on_the_cover_and_the_signature_has_its_line(sidor):
    alla = stycken(oppna(sidor["2022 skede 2"]))
    n = alla.index(("Omslagsrubrik", "Rättat i den här utgåvan"))
    assert [text for _, text in alla[n : n + 4]] == ["Rättat i den här utgåvan", "Rad ett.", "Rad två med mer.", "Innehåll"]
    n = next(i for i, (stil, _) in enumerate(alla) if stil == "Signatur")
    assert [stil for stil, _ in alla[n - 1 : n + 2]] == ["Ortochdatum", "Signatur", "Underskrift"]


def test_pages_begin_as_in_print_and_none_is_left_to_the_signature(sidor):
    borjar = [p.text for p in oppna(sidor["2022 skede 2"]).paragraphs if p.paragraph_format.page_break_before]
    assert borjar == ["Inledning", "Bilaga 1. Uppdragsbeskrivningar"]
    alla = oppna(sidor["2022"]).paragraphs
    n = next(i for i, p in enumerate(alla) if p.text == "Underskrift" and p.style.name == "Heading 1")
    m = next(i for i, p in enumerate(alla) if i > n and p.style.name == "Heading 1")
    assert [bool(p.paragraph_format.keep_with_next) for p in alla[n:m]] == [True] * (m - n - 1) + [False]


def test_the_file_says_what_it_is_and_in_which_language(sidor):
    docx = som_docx(sidor["2022 skede 2"])
    om = Document(io.BytesIO(docx)).core_properties
    assert (om.title, om.author, om.language) == ("Verksamhetsberättelse 2022", "Regional utvecklingsdirektör", "sv-SE")
    assert om.subject.startswith("Överenskommelse om samverkan")
    assert om.created == om.modified
    assert om.keywords == "samverkan-utgava: RUN/1/2018 2022 utgåva 2"
    assert {e.get(qn("w:val")) for e in part(docx, "word/styles.xml").iter(qn("w:lang"))} == {"sv-SE"}
    assert oppna(PROV.format("")).core_properties.keywords == ""


def test_pictures_stand_as_svg_with_a_png_beside_and_tell_their_numbers(sidor):
    docx = som_docx(sidor["2022 skede 2"])
    with zipfile.ZipFile(io.BytesIO(docx)) as arkiv:
        names = [n for n in arkiv.namelist() if n.startswith("word/media/")]
        assert sorted(n.rsplit(".", 1)[1] for n in names) == ["png", "png", "svg", "svg"]
        rels = {e.get("Id"): e.get("Target") for e in etree.fromstring(arkiv.read("word/_rels/document.xml.rels"))}
        root = etree.fromstring(arkiv.read("word/document.xml"))
        svg = [etree.fromstring(arkiv.read(f"word/{rels[e.get(qn('r:embed'))]}")) for e in root.iter(f"{{{SVG}}}svgBlip")]
        assert b'ContentType="image/svg+xml"' in arkiv.read("[Content_Types].xml")
    skuld, karta = (e.get("descr") for e in root.iter(qn("wp:docPr")))
    assert len(svg) == 2
    assert skuld == ("Skulden till kommunerna efter det år då den uppkom. 2020–2021: 3\u00a0490 tkr; 2022: 3\u00a0001 tkr att bokföra.")
    assert "Ledning: Berg tom, Bräcke tom, Härjedalen tom, Krokom 3, Ragunda 4," in karta
    for bild, text in zip(svg, (skuld, karta), strict=True):
        ritat = " ".join(e.text or "" for e in bild.iter("{http://www.w3.org/2000/svg}text"))
        assert tal(ritat).keys() <= tal(text).keys()


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


def test_same_bytes_twice_and_in_another_process(sidor, tmp_path):
    first = som_docx(sidor["2022 skede 2"])
    assert som_docx(sidor["2022 skede 2"]) == first
    (tmp_path / "b.html").write_text(sidor["2022 skede 2"])
    code = (
        "import django, pathlib, sys; django.setup(); from berattelse.skrift.word import som_docx;"
        "sys.stdout.buffer.write(som_docx(pathlib.Path(sys.argv[1]).read_text()))"
    )
    miljo = {"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEBUG": "1", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    other = subprocess.run([sys.executable, "-c", code, tmp_path / "b.html"], capture_output=True, check=True, env=miljo)
    assert other.stdout == first


def test_skriv_ut_writes_a_kommuns_edition_too(sidor, db, tmp_path):
    call_command("demo", utan_utgava=True, verbosity=0)
    ut = tmp_path / "berg.docx"
    call_command("skriv_ut", "2022", ut=ut, kommun="Berg", format="docx", verbosity=0)
    assert Document(ut).paragraphs[0].text == "Verksamhetsberättelse 2022 för Bergs kommun"
    with pytest.raises(CommandError, match="Kommunens utgåva finns inte som csv"):
        call_command("skriv_ut", "2022", ut=ut, kommun="Berg", format="csv", verbosity=0)
