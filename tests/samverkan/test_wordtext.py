"""A Word file from outside, read: what each way of writing in it becomes, and which files are not read."""

import io
import zipfile

import pytest

from samverkan.utifran.wordfil import WordError
from samverkan.utifran.wordtext import read, som_html

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
HUVUD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPER = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="{}"/></Types>'
STILAR = f"""<w:styles {W}>
<w:style w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Egen"><w:name w:val="Min"/><w:basedOn w:val="Rubrik1"/></w:style>
<w:style w:styleId="Punktlista2"><w:name w:val="List Bullet 2"/></w:style><w:style w:styleId="Listfortsatt2"><w:name w:val="List Continue 2"/></w:style>
<w:style w:styleId="Stark"><w:name w:val="Strong"/></w:style>
<w:style w:styleId="Numrerad"><w:name w:val="Mall"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"""
LISTOR = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"""
LANKAR = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
REL = '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}" TargetMode="External"/>'
RELS = REL.format("r1", "hyperlink", "https://exempel.test/?a=1&amp;b=2") + REL.format(
    "r2", "attachedTemplate", "file:///C:/Mall.dotx"
)  # as in many offices
VEM = 'w:id="1" w:author="Anna" w:date="2023-01-10T09:30:00Z"'


def fil(kropp="", *, typ=HUVUD, rels=RELS, **delar):
    ut = io.BytesIO()
    delar = {
        "[Content_Types].xml": TYPER.format(typ), "word/document.xml": f"<w:document {W}><w:body>{kropp}</w:body></w:document>",
        "word/styles.xml": STILAR, "word/numbering.xml": LISTOR, "word/_rels/document.xml.rels": LANKAR.format(rels),
    } | delar  # fmt: skip
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as arkiv:
        for namn, data in delar.items():
            arkiv.writestr(namn, data)
    return ut.getvalue()


def p(inne, ppr=""):
    return f"<w:p><w:pPr>{ppr}</w:pPr>{inne}</w:p>"


def r(text, rpr=""):
    return f'<w:r><w:rPr>{rpr}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def stil(namn):
    return f'<w:pStyle w:val="{namn}"/>'


def punkt(text, lista=1, niva=0):
    return p(r(text), f'<w:numPr><w:ilvl w:val="{niva}"/><w:numId w:val="{lista}"/></w:numPr>')


def falt(sort):
    return f'<w:r><w:fldChar w:fldCharType="{sort}"/></w:r>'


LI = '<p style="mso-list:l0 level{}"><span style="mso-list:Ignore">{}</span>{}</p>'
SKRIVET = {
    "marks": (p(r("Fet ", "<w:b/>") + r("stark", '<w:rStyle w:val="Stark"/>') + r(" inte", '<w:b w:val="0"/>') + r("2", '<w:vertAlign w:val="superscript"/>')), "<p><strong>Fet stark</strong> inte<sup>2</sup></p>"),
    "a link, and one to nowhere": (p(f'<w:hyperlink r:id="r1">{r("planen")}</w:hyperlink><w:hyperlink w:anchor="x">{r(" här")}</w:hyperlink>'), '<p><a href="https://exempel.test/?a=1&amp;b=2">planen</a> här</p>'),
    "signs": (p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>&lt;c</w:t><w:noBreakHyphen/><w:br w:type='page'/></w:r>"), "<p>a<br>b &lt;c\u2011</p>"),
    "a field is what it says": (p(falt("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("gömt") + falt("separate") + r("7") + falt("end") + r(" sidor")), "<p>7 sidor</p>"),
    "hidden and struck words go": (p(r("a") + r("b", "<w:vanish/>") + r("c", "<w:strike/>")), "<p>a</p>"),
    "a heading by the style it is based on, or its level": (p(r("A"), stil("Egen")) + p(r("B"), '<w:outlineLvl w:val="2"/>'), "<h5>A</h5><h5>B</h5>"),
    "numbers go on, or begin where they say": (punkt("a") + p(r("mellan")) + punkt("b") + punkt("c", 2) + punkt("inre", 2, 1) + p(r("d"), stil("Numrerad")), LI.format(1, "1.", "a") + "<p>mellan</p>" + LI.format(1, "2.", "b") + LI.format(1, "5.", "c") + LI.format(2, "·", "inre") + LI.format(1, "3.", "d")),
    "a list within begins anew": (
        punkt("a") + punkt("x", 1, 2) + punkt("b") + punkt("y", 1, 2),
        LI.format(1, "1.", "a") + LI.format(3, "1.", "x") + LI.format(1, "2.", "b") + LI.format(3, "1.", "y"),
    ),
    "an item of several paragraphs": (p(r("a"), stil("Punktlista2")) + p(r("mer"), stil("Listfortsatt2")), LI.format(2, "·", "a<br>mer")),
    "what is within is said": (f"<w:sdt><w:sdtContent>{p('<w:smartTag>' + r('a') + '</w:smartTag>')}</w:sdtContent></w:sdt>", "<p>a</p>"),
    "merged cells": (
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p(r("a"))}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p(r("b"))}</w:tc><w:tc>{p(r("c"))}{p(r("d"))}</w:tc></w:tr>'
        f'<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p("")}</w:tc><w:tc><w:tbl><w:tr><w:tc>{p(r("e"))}</w:tc></w:tr></w:tbl>{p("")}</w:tc></w:tr></w:tbl>',
        '<table><tr><td colspan="2">a</td></tr><tr><td rowspan="2">b</td><td><p>c</p><p>d</p></td></tr><tr><td>e</td></tr></table>',
    ),
    "an end that is taken away joins two": (p(r("a "), f"<w:rPr><w:del {VEM}/></w:rPr>") + p(r("b")), "<p>a b</p>"),
    "and is none when nothing follows": (p(r("a"), f"<w:rPr><w:del {VEM}/></w:rPr>"), "<p>a</p>"),
}  # fmt: skip


@pytest.mark.parametrize("vad", SKRIVET)
def test_each_way_of_writing(vad):
    kropp, html = SKRIVET[vad]
    assert som_html([s for s in read(fil(kropp)).stycken if s.html]) == html


def test_changes_are_carried_out_and_told_also_of_rows_and_of_what_is_moved():
    rad = "<w:tr><w:trPr><w:{} {}/></w:trPr><w:tc>{}</w:tc></w:tr>"
    kropp = (
        p(
            f"<w:moveFrom {VEM}>{r('flyttat')}</w:moveFrom><w:ins {VEM}>{r('in')}</w:ins><w:ins {VEM}>{r('mer')}</w:ins><w:ins {VEM}><w:del {VEM}><w:r><w:delText>ångrat</w:delText></w:r></w:del></w:ins>"
        )
        + f"<w:tbl>{rad.format('del', VEM, p(r('bort')))}{rad.format('ins', VEM, p(r('ny')))}</w:tbl>"
    )
    forsta, tabell = read(fil(kropp)).stycken
    assert (forsta.html, tabell.html) == ("inmer", "<table><tr><td>ny</td></tr></table>")
    assert [(a.infogat, a.text) for a in forsta.andringar] == [(False, "flyttat"), (True, "in mer"), (False, "ångrat")]
    assert [(a.infogat, a.text, a.av, a.tid) for a in tabell.andringar] == [
        (False, "bort", "Anna", "2023-01-10 09:30"),
        (True, "ny", "Anna", "2023-01-10 09:30"),
    ]


def test_what_is_not_read_is_named_and_a_comment_stands_at_its_paragraph():
    kommentarer = f'<w:comments {W}><w:comment w:id="4" {VEM.split(" ", 1)[1]}>{p(r("Stämmer?"))}</w:comment></w:comments>'
    kropp = (
        p(
            f'<w:commentRangeStart w:id="4"/>{r("a")}<w:r><w:commentReference w:id="4"/></w:r><w:r><w:drawing/><w:footnoteReference w:id="1"/></w:r>'
        )
        + "<w:altChunk/>"
    )
    text = read(fil(kropp, **{"word/comments.xml": kommentarer}))
    assert text.utelamnat == ["bilder", "fotnoter", "inbäddade filer"]
    assert [(k.av, k.text) for k in text.stycken[0].kommentarer] == [("Anna", "Stämmer?")]


HEL = fil(p(r("a")))
VAGRAS = {
    "no zip": (b"%PDF-1.7", "ingen Word-fil"),
    "a workbook": (fil(typ="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "ingen Word-fil"),
    "another zip": (fil(**{"[Content_Types].xml": "<Types/>"}), "ingen Word-fil"),
    "the old format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "äldre format"),
    "macros by type": (fil(typ="application/vnd.ms-word.document.macroEnabled.main+xml"), "makron"),
    "macros in it": (fil(**{"word/vbaProject.bin": b"x"}), "makron"),
    "a linked picture": (fil(rels=REL.format("r3", "image", "http://exempel.test/spion.png")), "utanför den"),
    "100 MB of zeros": (fil(**{"word/document.xml": b"\0" * 100_000_000}), "för stor"),
    "many parts": (fil(**{f"x/{n}": "" for n in range(5001)}), "för stor"),
    "half an XML": (fil(**{"word/document.xml": f"<w:document {W}>"}), "skadad"),
    "entities": (fil(**{"word/document.xml": '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'}), "skadad"),
    "no body": (fil(**{"word/document.xml": f"<w:document {W}/>"}), "skadad"),
    "strict": (fil(**{"word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}), "Strict"),
    "bytes astray": (HEL[:700] + b"\0" * 40 + HEL[740:], "skadad"),
}  # fmt: skip


@pytest.mark.parametrize("vad", VAGRAS)
def test_a_file_that_is_not_read_is_told_why(vad):
    data, ord_ = VAGRAS[vad]
    with pytest.raises(WordError, match=ord_):
        read(data)
