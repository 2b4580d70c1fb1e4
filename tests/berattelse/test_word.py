"""The Word file says what the HTML says, number for number, and is such a file as Word opens."""

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as lxml_html

from berattelse.dokument import tryck, uppfoljningsrapport
from berattelse.innehall.samling import samla
from berattelse.innehall.schema import Utgavemarke
from berattelse.skrift.kommunutgava import som_kommun_html
from berattelse.skrift.rapport import som_html
from tests import mallar
from tests.berattelse.test_rapport import FIGURES, GOLDEN
from tests.berattelse.wordfiler import NS, PROV, oppna, part, sagt, strikt, stycken, tal, word
from uppdrag.models import Verksamhetsar
from uppdrag.schema import Beslutsuppgift

pytestmark = [pytest.mark.django_db, pytest.mark.en_gang]
UTGAVA = Utgavemarke(nummer=2, marke="RUN/1/2018 2022 utgåva 2", errata="Rad ett.\n\nRad två\nmed mer.", ersatter=1)
BESLUT = Beslutsuppgift(organ="Regionens samverkansråd", paragraf="5", datum=date(2023, 3, 1), text="Rådet godkänner.", exempel=True)
DOKUMENT = ("2022", "Berg", "2021 skede 2", "2022 skede 2", "uppföljningsrapport")
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


@pytest.fixture(scope="module")
def sidor(django_db_setup, django_db_blocker):
    """{document: HTML} of the demo, made once."""
    with django_db_blocker.unblock():
        mallar.stall_in("demo")
        forra, year = (Verksamhetsar.objects.get(beteckning=b) for b in ("2021", "2022"))
        skede_2 = replace(samla(year, 2), utgava=UTGAVA, beslut=BESLUT)
        htmls = (
            som_html(samla(year)), som_kommun_html(skede_2, "2326"), som_html(samla(forra, 2)), som_html(skede_2),
            tryck.som_html(uppfoljningsrapport.samla(year)),
        )  # fmt: skip
    return dict(zip(DOKUMENT, htmls, strict=True))


def artikel(html):
    """The article without its contents and pictures."""
    root = lxml_html.fromstring(re.sub(r"<svg\b.*?</svg>", "", html, flags=re.DOTALL)).find(".//article")
    for nav in root.findall(".//nav"):
        nav.drop_tree()
    for br in root.iter("br"):
        br.tail = f" {br.tail or ''}"
    return root


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
    tabeller = [t for t in oppna(sidor[namn]).tables if t.style.name != "Rutor"]
    html_tabeller = list(artikel(sidor[namn]).iter("table"))
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
    docx = mallar.som_word(sidor[namn])
    with zipfile.ZipFile(io.BytesIO(docx)) as arkiv:
        delar = {n: etree.fromstring(arkiv.read(n)) for n in arkiv.namelist() if n.endswith((".xml", ".rels"))}
    strikt(delar)
    assert not delar["word/document.xml"].xpath("//w:rPr[not(*)]", namespaces=NS)


@pytest.mark.parametrize("namn", ["2022", "Berg", "2022 skede 2"])
def test_the_contents_name_every_page_by_a_field_that_word_asks_to_update(sidor, namn):
    docx = mallar.som_word(sidor[namn])
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
    assert part(mallar.som_word(sidor["uppföljningsrapport"]), "word/settings.xml").find(qn("w:updateFields")) is None


def test_the_mark_of_an_example_is_not_in_the_heading(sidor):
    alla = stycken(oppna(sidor["2022"]))
    n = next(i for i, (_, text) in enumerate(alla) if text == "exempel")
    assert alla[n - 1][0].startswith("Heading")
    assert alla[n][0] == "Exempelmärke"
    assert not [text for stil, text in alla if (stil or "").startswith(("Heading", "TOC")) and text.endswith("exempel")]
    (run,) = [
        r
        for r in oppna(PROV.format('<p>Ett svar <span class="exempel">exempel</span></p>')).paragraphs[1].runs
        if r.style.name == "Exempel"
    ]
    assert run.text == "exempel"


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
    assert [text for _, text in alla[n : n + 4]] == ["Rättat i den här utgåvan", "Rad ett.", "Rad två med mer.", "Året i korthet"]
    n = next(i for i, (stil, _) in enumerate(alla) if stil == "Signatur")
    assert [stil for stil, _ in alla[n - 1 : n + 2]] == ["Ortochdatum", "Signatur", "Underskrift"]


def test_pages_begin_as_in_print_and_none_is_left_to_the_signature(sidor):
    borjar = [p.text for p in oppna(sidor["2022 skede 2"]).paragraphs if p.paragraph_format.page_break_before]
    assert borjar == ["Året i korthet", "Inledning", "Bilaga 1. Uppdragsbeskrivningar"]
    utan = oppna(PROV.format('<p class="ingress">Först.</p><nav><h2>Innehåll</h2></nav>')).paragraphs
    assert [p.text for p in utan if p.paragraph_format.page_break_before] == ["Innehåll"]  # after the year in brief it follows on
    alla = oppna(sidor["2022"]).paragraphs
    n = next(i for i, p in enumerate(alla) if p.text == "Underskrift" and p.style.name == "Heading 1")
    m = next(i for i, p in enumerate(alla) if i > n and p.style.name == "Heading 1")
    assert [bool(p.paragraph_format.keep_with_next) for p in alla[n:m]] == [True] * (m - n - 1) + [False]


def test_key_figures_stand_side_by_side_and_a_picture_stays_with_its_words(sidor):
    docx = oppna(sidor["2022 skede 2"])
    rutor = next(t for t in docx.tables if t.style.name == "Rutor")
    celler = [[[p.text for p in cell.paragraphs][:2] for cell in rad.cells] for rad in rutor.rows]
    assert [len(rad) for rad in celler] == [3, 3]
    assert celler[0][0][0] == "Kommunernas ersättning"
    assert {cell.paragraphs[1].style.name for rad in rutor.rows for cell in rad.cells} == {"Nyckeltal"}
    bilder = {p.style.name for p in docx.paragraphs if p._p.findall(f".//{qn('w:drawing')}")}
    assert bilder == {"Bild", "Ensam bild"}  # with words under it, and without: that one must not hold what follows on its page
    for p, efter in pairwise(docx.paragraphs):
        assert p.style.name != "Bild" or efter.style.name == "Caption"


def test_no_page_is_left_empty_between_a_table_and_what_begins_a_page():
    docx = oppna(
        PROV.format('<section class="del"><table><tr><td>1</td></tr></table></section><section class="del"><h2>Andra</h2></section>')
    )
    efter = next(p for p in docx.paragraphs if p._p is docx.tables[0]._tbl.getnext())
    assert (efter.text, efter.style.name, efter.paragraph_format.page_break_before) == ("Andra", "Heading 1", True)


def test_the_file_says_what_it_is_and_in_which_language(sidor):
    docx = mallar.som_word(sidor["2022 skede 2"])
    om = Document(io.BytesIO(docx)).core_properties
    assert (om.title, om.author, om.language) == ("Verksamhetsberättelse 2022", "Regional utvecklingsdirektör", "sv-SE")
    assert om.subject.startswith("Överenskommelse om samverkan")
    assert om.created == om.modified
    assert om.keywords == "samverkan-utgava: RUN/1/2018 2022 utgåva 2"
    assert {e.get(qn("w:val")) for e in part(docx, "word/styles.xml").iter(qn("w:lang"))} == {"sv-SE"}
    assert oppna(PROV.format("")).core_properties.keywords == ""


def test_pictures_stand_as_svg_with_a_png_beside_and_tell_their_numbers(sidor):
    docx = mallar.som_word(sidor["2022 skede 2"])
    with zipfile.ZipFile(io.BytesIO(docx)) as arkiv:
        names = [n for n in arkiv.namelist() if n.startswith("word/media/")]
        sorter = [n.rsplit(".", 1)[1] for n in names]
        assert sorter.count("svg") == sidor["2022 skede 2"].count("<svg")
        assert 0 < sorter.count("png") <= sorter.count("svg")  # two alike are one file
        rels = {e.get("Id"): e.get("Target") for e in etree.fromstring(arkiv.read("word/_rels/document.xml.rels"))}
        root = etree.fromstring(arkiv.read("word/document.xml"))
        svg = [etree.fromstring(arkiv.read(f"word/{rels[e.get(qn('r:embed'))]}")) for e in root.iter(f"{{{SVG}}}svgBlip")]
        assert b'ContentType="image/svg+xml"' in arkiv.read("[Content_Types].xml")
    texter = [e.get("descr") for e in root.iter(qn("wp:docPr"))]
    skuld = next(text for text in texter if text.startswith("Skulden till kommunerna: "))
    karta = [text for text in texter if text.startswith("Kommunernas bedömning")][-1]
    assert skuld == (
        "Skulden till kommunerna: 6\u00a0491 tkr, varav 3\u00a0490 från 2020–2021 och 3\u00a0001 från 2022 (att bokföra)."
        " 2020–2021: 3\u00a0490 tkr; 2022: 3\u00a0001 tkr att bokföra."
    )
    assert "Ledning: Berg tom, Bräcke tom, Härjedalen tom, Krokom 3, Ragunda 4," in karta
    for bild, text in zip(svg, texter, strict=True):
        if text not in (skuld, karta):
            continue
        ritat = " ".join(e.text or "" for e in bild.iter("{http://www.w3.org/2000/svg}text"))
        assert tal(ritat).keys() <= tal(text).keys()


def test_same_bytes_in_another_process(sidor, tmp_path):
    first = mallar.som_word(sidor["Berg"])
    (tmp_path / "b.html").write_text(sidor["Berg"])
    code = (
        "import django, pathlib, sys; django.setup(); from berattelse.skrift.word import som_docx;"
        "sys.stdout.buffer.write(som_docx(pathlib.Path(sys.argv[1]).read_text()))"
    )
    miljo = {"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEBUG": "1", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    other = subprocess.run([sys.executable, "-c", code, tmp_path / "b.html"], capture_output=True, check=True, env=miljo)
    assert other.stdout == first


def test_skriv_ut_writes_a_kommuns_edition_too(demoaret, tmp_path):
    ut = tmp_path / "berg.docx"
    call_command("skriv_ut", "2022", ut=ut, kommun="Berg", verbosity=0)  # as its name ends
    assert Document(ut).paragraphs[0].text == "Verksamhetsberättelse 2022 för Bergs kommun"
    with pytest.raises(CommandError, match="Kommunens utgåva finns inte som csv"):
        call_command("skriv_ut", "2022", ut=ut, kommun="Berg", format="csv", verbosity=0)
    call_command("skriv_ut", "2022", ut=ut.with_suffix(".utan"), kommun="Berg", verbosity=0)
    assert ut.with_suffix(".utan").read_bytes().startswith(b"%PDF")
