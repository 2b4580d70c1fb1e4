"""Word files read back by their XML, and held against what Word is strict about."""

import io
import re
import zipfile
from collections import Counter

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from tests import mallar

NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
PROV = (
    '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title><meta name="author" content="Direktören">'
    '<meta name="dcterms.created" content="2023-01-26"></head><body><article class="rapport kort"><h1>Prov</h1>{}</article></body></html>'
)
# As the schema orders them; Word refuses a file that has them otherwise.
ORDNING = {
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap vAlign",
    "trPr": "cantSplit tblHeader",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs spacing ind contextualSpacing jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing w kern position sz szCs u vertAlign lang",
    "settings": "zoom defaultTabStop characterSpacingControl updateFields footnotePr endnotePr compat rsids themeFontLang",
}


def oppna(html):
    return Document(io.BytesIO(mallar.som_word(html)))


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


def tal(text):
    return Counter(re.findall(r"\d+", text))


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
