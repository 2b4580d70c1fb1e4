"""What the Word file looks like, said once in its styles: a reader who changes a style changes it everywhere.

Calibri and not the typeface of the pages: Word uses what stands on the reader's computer, and Calibri stands on those that have Word.
"""

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

TYPSNITT, GRON, BLACK, GRA, AMBER = "Calibri", RGBColor(0x1D, 0x5C, 0x46), RGBColor(0x16, 0x21, 0x1C), "B9C4BE", RGBColor(0x8A, 0x53, 0x00)
BREDD = 9070  # of the text, in twips: A4 with 25 mm at each side
PUNKT, SIFFRA = 90, 91  # the abstract lists: bullets, numbers
ONODIGT = {"thumbnail", "stylesWithEffects", "customXml"}
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Samverkan</Application></Properties>'
)
# (style, size, bold, space before, space after, stays with the next)
STYCKEN = (
    ("Normal", 11, None, 0, 8, None),
    ("Title", 30, True, 150, 6, None),
    ("Subtitle", 15, False, 0, 6, None),
    ("Heading 1", 20, True, 0, 10, True),
    ("Heading 2", 15, True, 18, 6, True),
    ("Heading 3", 12.5, True, 12, 4, True),
    ("Heading 4", 11, True, 8, 2, True),
    ("TOC Heading", 20, True, 0, 10, True),
    ("Caption", 9.5, False, 8, 4, None),
    ("Header", 9, None, 0, 0, None),
    ("Footer", 9, None, 0, 0, None),
    ("List Bullet", None, None, 0, 4, None),
    ("List Bullet 2", None, None, 0, 4, None),
    ("List Bullet 3", None, None, 0, 4, None),
    ("List Number", None, None, 0, 4, None),
    ("List Number 2", None, None, 0, 4, None),
    ("List Number 3", None, None, 0, 4, None),
)
# (own style, what it is based on, size, bold, space before, space after, stays with the next)
EGNA = (
    ("Omslagsrubrik", "Normal", 14, True, 24, 6, True),
    ("Tabellrubrik", "Caption", None, None, 8, 4, True),
    ("Bild", "Normal", None, None, 8, 0, True),
    ("Notis", "Normal", 10, None, 0, 6, None),
    ("Ort och datum", "Normal", None, None, 24, 60, True),
    ("Underskrift", "Normal", None, None, 0, 0, None),
    ("Tabelltext", "Normal", 9.5, None, 2, 2, None),
    ("Tabellsiffra", "Tabelltext", None, None, 2, 2, None),
    ("Tabelltext smal", "Tabelltext", 8, None, 2, 2, None),
    ("Tabellsiffra smal", "Tabelltext smal", 8, None, 2, 2, None),
    ("Efter tabell", "Normal", 5, None, 0, 0, None),
    ("TOC 1", "Normal", None, True, 6, 2, None),
    ("TOC 2", "Normal", None, None, 0, 2, None),
)
# (character style, bold, italic, underline, colour)
TECKEN = (
    ("Strong", True, None, None, None),
    ("Emphasis", None, True, None, None),
    ("Strong Emphasis", True, True, None, None),
    ("Hyperlink", None, None, True, GRON),
    ("Exempel", None, True, None, AMBER),
)
TABELL = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Samverkanstabell">
<w:name w:val="Samverkanstabell"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="1D5C46"/>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="1D5C46"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{GRA}"/></w:tblBorders>
<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tblPr/><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="1D5C46"/></w:tcBorders></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tblPr/><w:tcPr><w:tcBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="1D5C46"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""


def tomt_dokument():
    """A document without a word in it, with the page, the language, the lists and every style that the report uses."""
    document = Document()
    _rensa(document)
    _sprak(document)
    for namn, storlek, fet, fore, efter, kvar in STYCKEN:
        _stycke(document.styles[namn], storlek, fet, fore, efter, kvar)
    for namn, grund, *form in EGNA:
        stil = document.styles.add_style(namn, WD_STYLE_TYPE.PARAGRAPH, builtin=namn.startswith("TOC"))
        stil.base_style = document.styles[grund]
        _stycke(stil, *form)
    for rad in TECKEN:
        _tecken(document.styles, *rad)
    document.styles.element.append(parse_xml(TABELL))
    _sarskilt(document.styles)
    _listor(document)
    return document


def _rensa(document):
    """Away with what the library's own template says of itself: its picture, its maker, its paper, its hundred tables."""
    package = document.part.package
    for rels in (package.rels, document.part.rels):
        for rid in [rid for rid, rel in rels.items() if rel.reltype.rsplit("/", 1)[1] in ONODIGT]:
            del rels[rid]
    for stil in [s for s in document.styles if s.type == WD_STYLE_TYPE.TABLE and s.style_id != "TableNormal"]:
        stil.delete()
    for part in package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = APP
    sida = document.sections[0]
    sida.page_width, sida.page_height = Mm(210), Mm(297)
    sida.left_margin = sida.right_margin = sida.top_margin = sida.bottom_margin = Mm(25)


def _sprak(document):
    """Swedish and the one typeface, as what everything begins with; a comma in numbers; nobody has checked the spelling."""
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).attrib.update({qn("w:val"): "sv-SE", qn("w:eastAsia"): "sv-SE"})
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    settings.remove(settings.find(qn("w:proofState")))
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.xpath('.//w:compatSetting[@w:name="compatibilityMode"]')[0].set(qn("w:val"), "15")
    styles = document.styles.element
    rpr = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for namn in ("w:rFonts", "w:lang"):
        for element in rpr.findall(qn(namn)):
            rpr.remove(element)
    fonts, lang = OxmlElement("w:rFonts"), OxmlElement("w:lang")
    for namn in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{namn}"), TYPSNITT)
    for namn in ("val", "eastAsia"):
        lang.set(qn(f"w:{namn}"), "sv-SE")
    rpr.insert(0, fonts)
    rpr.append(lang)


def _stycke(stil, storlek, fet, fore, efter, kvar):
    _eget_typsnitt_bort(stil)
    font, form = stil.font, stil.paragraph_format
    font.bold = fet if fet is not None else font.bold
    font.size = Pt(storlek) if storlek else font.size
    font.color.rgb = GRON if stil.name.startswith(("Heading", "Title", "TOC Heading", "Omslag")) else BLACK
    form.space_before, form.space_after = Pt(fore), Pt(efter)
    form.keep_with_next = kvar


def _eget_typsnitt_bort(stil):
    """The theme's typeface in the template goes before what a style says, so it is taken away."""
    rpr = stil.element.get_or_add_rPr()
    for element in rpr.findall(qn("w:rFonts")) + rpr.findall(qn("w:spacing")):
        rpr.remove(element)


def _tecken(styles, namn, fet, kursiv, understruken, farg):
    stil = styles[namn] if namn in styles else styles.add_style(namn, WD_STYLE_TYPE.CHARACTER)
    stil.font.bold, stil.font.italic, stil.font.underline = fet, kursiv, understruken
    if farg is not None:
        stil.font.color.rgb = farg


def _sarskilt(styles):
    """What only one style has: a new page, the right margin, no line under the title."""
    for namn in ("Heading 1", "TOC Heading"):
        styles[namn].paragraph_format.page_break_before = True
    for namn in ("Tabellsiffra", "Tabellsiffra smal"):
        styles[namn].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    styles["TOC 2"].paragraph_format.left_indent = Mm(6)
    styles["Subtitle"].font.italic = False
    for element in styles["Title"].element.pPr.findall(qn("w:pBdr")):
        styles["Title"].element.pPr.remove(element)
    for namn in ("Header", "Footer"):
        tabbar = styles[namn].paragraph_format.tab_stops
        tabbar.clear_all()
        tabbar.add_tab_stop(Mm(160), 2)  # 2: to the right


def _listor(document):
    """Two lists of three levels, bullets and numbers; each list style is tied to its level."""
    numbering = document.part.numbering_part.element
    for nummer, sort in ((PUNKT, "Bullet"), (SIFFRA, "Number")):
        numbering.insert(0, parse_xml(_lista(nummer, sort)))
        num = numbering.add_num(nummer)
        for niva in range(3):
            stil = document.styles[f"List {sort}{f' {niva + 1}' if niva else ''}"]
            stil.paragraph_format.left_indent = stil.paragraph_format.first_line_indent = None
            numpr = stil.element.get_or_add_pPr().get_or_add_numPr()
            numpr.get_or_add_numId().val = num.numId
            if niva:
                numpr.get_or_add_ilvl().val = niva


def _lista(nummer, sort):
    tecken = ("•", "–", "▪") if sort == "Bullet" else ("%1.", "%2.", "%3.")
    former = ("bullet",) * 3 if sort == "Bullet" else ("decimal", "lowerLetter", "lowerRoman")
    nivaer = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{former[i]}"/><w:pStyle w:val="List{sort}{i + 1 if i else ""}"/>'
        f'<w:lvlText w:val="{tecken[i]}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{360 * (i + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for i in range(3)
    )
    typ = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{nummer}">{typ}{nivaer}</w:abstractNum>'


def ny_numrering(document, niva):
    """The id of a numbered list that begins anew at 1 on this level."""
    numbering = document.part.numbering_part.element
    num = numbering.add_num(SIFFRA)
    num.add_lvlOverride(ilvl=niva).add_startOverride(1)
    return num.numId


def lank(part, url):
    return part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
