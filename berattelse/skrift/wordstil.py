"""What the Word file looks like, said once in its styles: a reader who changes a style changes it everywhere.

Calibri and not the typeface of the pages: Word uses what stands on the reader's computer, and Calibri stands on those that have Word.
"""

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

TYPSNITT, GRON, BLACK, GRA, AMBER = "Calibri", RGBColor(0x1D, 0x5C, 0x46), RGBColor(0x16, 0x21, 0x1C), "B9C4BE", RGBColor(0x8A, 0x53, 0x00)
BREDD = 8277  # of the text, in twips: A4 with the margins of the print sheet
MATT = Mm(146)  # the same
PUNKT, SIFFRA = 90, 91  # the abstract lists: bullets, numbers
ONODIGT = {"thumbnail", "stylesWithEffects", "customXml"}
EFTER_UPPDATERING = tuple(f"w:{namn}" for namn in ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat"))  # Word wants this order
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Samverkan</Application></Properties>'
)
# (style, size, bold, space before, space after, stays with the next)
STYCKEN = (
    ("Normal", 11, None, 0, 8, None),
    ("Title", 30, True, 150, 6, None),
    ("Subtitle", 15, False, 0, 6, None),
    ("Heading 1", 20, True, 30, 10, True),
    ("Heading 2", 15, True, 18, 6, True),
    ("Heading 3", 12.5, True, 12, 4, True),
    ("Heading 4", 11, True, 8, 2, True),
    ("Heading 5", 11, False, 8, 2, True),
    ("TOC Heading", 20, True, 30, 10, True),
    ("Caption", 9.5, False, 4, 10, None),
    ("Quote", None, None, 0, 8, None),
    ("Header", 9, None, 0, 0, None),
    ("Footer", 9, None, 0, 0, None),
    *((f"List {sort}{steg}", None, None, 0, 4, None) for sort in ("Bullet", "Number", "Continue") for steg in ("", " 2", " 3")),
)
# A document without a cover begins with its words: the title and the headings are smaller.
KORT = (
    ("Title", 22, True, 12, 4, True),
    ("Subtitle", 12, False, 0, 6, None),
    ("Heading 1", 15, True, 18, 6, True),
    ("Heading 2", 12.5, True, 12, 4, True),
    ("Heading 3", 11, True, 10, 3, True),
)
# The summary, which is to stay on two pages.
TAT = (
    ("Normal", 10.5, None, 0, 4, None),
    ("Title", 20, True, 6, 2, True),
    ("Subtitle", 11, False, 0, 3, None),
    ("Heading 1", 13, True, 9, 3, True),
    ("Caption", 9, False, 2, 4, None),
    ("List Bullet", None, None, 0, 2, None),
    ("List Number", None, None, 0, 2, None),
)
FORMER = {"omslag": (), "kort": KORT, "tvasidor": (*KORT, *TAT)}  # by classes of the print sheet
# (own style, what it is based on, size, bold, space before, space after, stays with the next)
EGNA = (
    ("Omslagsrubrik", "Normal", 14, True, 24, 6, True),
    ("Uppgift", "Normal", None, None, 0, 4, None),
    ("Ingress", "Normal", 12, None, 0, 9, None),
    ("Tabellrubrik", "Caption", None, True, 10, 4, True),
    ("Bild", "Normal", None, None, 8, 0, True),
    ("Ensam bild", "Normal", None, None, 8, 4, None),
    ("Notis", "Normal", 9.5, None, 0, 6, None),
    ("Anmärkning", "Normal", 10, None, 0, 6, True),
    ("Exempelnotis", "Normal", 10, None, 12, 8, None),
    ("Exempelmärke", "Normal", 9, None, 0, 4, True),
    ("Term", "Normal", None, True, 4, 0, True),
    ("Förklaring", "Normal", None, None, 0, 4, None),
    ("Avsändare", "Normal", 9.5, None, 0, 1, None),
    ("Organisation", "Avsändare", 9.5, True, 0, 1, None),
    ("Ort och datum", "Normal", None, None, 18, 0, True),
    ("Signatur", "Normal", None, None, 48, 4, True),
    ("Underskrift", "Normal", None, None, 0, 0, None),
    ("I tjänsten", "Normal", None, None, 42, 0, None),
    ("Nyckelord", "Normal", 9.5, None, 4, 0, True),
    ("Nyckeltal", "Normal", 16, True, 0, 2, True),
    ("Tabelltext", "Normal", 9.5, None, 2, 2, None),
    ("Tabellsiffra", "Tabelltext", None, None, 2, 2, None),
    ("Tabelltext smal", "Tabelltext", 7.5, None, 2, 2, None),
    ("Tabellsiffra smal", "Tabelltext smal", 7.5, None, 2, 2, None),
    ("Efter tabell", "Normal", 5, None, 0, 0, None),
    ("TOC 1", "Normal", None, True, 6, 2, None),
    ("TOC 2", "Normal", None, None, 0, 2, None),
)
INDRAG = (("TOC 2", 6, 0), ("Förklaring", 6, 0), ("Quote", 4, 0), ("Exempelnotis", 4, 0), ("Signatur", 0, 56), ("I tjänsten", 0, 56))  # mm
KURSIVT = (("Subtitle", False), ("Quote", False), ("Anmärkning", True), ("Exempelmärke", True), ("Heading 5", True))
TABBAR = (
    ("Header", WD_TAB_LEADER.SPACES),
    ("Footer", WD_TAB_LEADER.SPACES),
    ("TOC 1", WD_TAB_LEADER.DOTS),
    ("TOC 2", WD_TAB_LEADER.DOTS),
)
LINJER = (
    ("Exempelnotis", "left", 24, "D98A00"),
    ("Quote", "left", 8, "1D5C46"),
    ("Signatur", "bottom", 4, "16211C"),
    ("I tjänsten", "top", 4, "16211C"),
)
EFTER_LINJE = tuple(
    f"w:{namn}" for namn in ("shd", "tabs", "suppressAutoHyphens", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr")
)
# (character style, bold, italic, underline, colour)
TECKEN = (
    ("Strong", True, None, None, None),
    ("Emphasis", None, True, None, None),
    ("Strong Emphasis", True, True, None, None),
    ("Hyperlink", None, None, True, GRON),
    ("Exempel", None, True, None, AMBER),
    ("Dnr", False, None, None, None),
)
TABELL = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Samverkanstabell">
<w:name w:val="Samverkanstabell"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="1D5C46"/>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="1D5C46"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{GRA}"/></w:tblBorders>
<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tblPr/><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="1D5C46"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tblPr/><w:tcPr><w:tcBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="1D5C46"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""

RUTOR = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Rutor">
<w:name w:val="Rutor"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
<w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"""


def tomt_dokument(form="omslag"):
    """A document without a word in it, with the page, the language, the lists and every style that the report uses."""
    document = Document()
    _rensa(document)
    _sida(document.sections[0], tat=form == "tvasidor")
    _sprak(document)
    for namn, storlek, fet, fore, efter, kvar in (*STYCKEN, *FORMER[form]):
        _stycke(document.styles[namn], storlek, fet, fore, efter, kvar)
    for namn, grund, *utseende in EGNA:
        stil = document.styles.add_style(namn, WD_STYLE_TYPE.PARAGRAPH, builtin=namn.startswith("TOC"))
        stil.base_style = document.styles[grund]
        _stycke(stil, *utseende)
    for rad in TECKEN:
        _tecken(document.styles, *rad)
    for tabellstil in (TABELL, RUTOR):
        document.styles.element.append(parse_xml(tabellstil))
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


def _sida(sida, *, tat):
    sida.page_width, sida.page_height, sida.left_margin, sida.right_margin = Mm(210), Mm(297), Mm(34), Mm(30)
    sida.top_margin, sida.bottom_margin = (Mm(22), Mm(20)) if tat else (Mm(28), Mm(25))


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


def hall_falten_aktuella(document):
    """Word asks to update the fields when it opens the file: the pages of the contents are not known before."""
    settings = document.settings.element
    nasta = next(e for namn in EFTER_UPPDATERING if (e := settings.find(qn(namn))) is not None)
    nasta.addprevious(parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>'))


def _stycke(stil, storlek, fet, fore, efter, kvar):
    _eget_typsnitt_bort(stil)
    font, form = stil.font, stil.paragraph_format
    font.bold = fet if fet is not None else font.bold
    font.size = Pt(storlek) if storlek else font.size
    font.color.rgb = GRON if stil.name.startswith(("Heading", "Title", "TOC Heading", "Omslag")) else BLACK
    form.space_before, form.space_after = Pt(fore), Pt(efter)
    form.keep_with_next = kvar


def _eget_typsnitt_bort(stil):
    """The theme's typeface in the template goes before what a style says, so it is taken away; so is the line under the title."""
    for egenskaper in (stil.element.get_or_add_rPr(), stil.element.get_or_add_pPr()):
        for namn in ("w:rFonts", "w:pBdr", *(("w:spacing",) if egenskaper.tag == qn("w:rPr") else ())):
            for element in egenskaper.findall(qn(namn)):
                egenskaper.remove(element)


def _tecken(styles, namn, fet, kursiv, understruken, farg):
    stil = styles[namn] if namn in styles else styles.add_style(namn, WD_STYLE_TYPE.CHARACTER)
    stil.font.bold, stil.font.italic, stil.font.underline = fet, kursiv, understruken
    if farg is not None:
        stil.font.color.rgb = farg


def _sarskilt(styles):
    """What only one style has: the right margin, indents, slant, lines, tabs."""
    for namn in ("Tabellsiffra", "Tabellsiffra smal"):
        styles[namn].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for namn, fran_vanster, fran_hoger in INDRAG:
        form = styles[namn].paragraph_format
        form.left_indent, form.right_indent = Mm(fran_vanster), Mm(fran_hoger)
    for namn, kursiv in KURSIVT:
        styles[namn].font.italic = kursiv
    styles["Exempelmärke"].font.color.rgb = AMBER
    for linje in LINJER:
        _linje(styles, *linje)
    for namn, tecken in TABBAR:
        tabbar = styles[namn].paragraph_format.tab_stops
        tabbar.clear_all()
        tabbar.add_tab_stop(MATT, WD_TAB_ALIGNMENT.RIGHT, tecken)


def _linje(styles, namn, sida, bredd, farg):
    linje = parse_xml(f'<w:pBdr {nsdecls("w")}><w:{sida} w:val="single" w:sz="{bredd}" w:space="6" w:color="{farg}"/></w:pBdr>')
    styles[namn].element.get_or_add_pPr().insert_element_before(linje, *EFTER_LINJE)


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


def ny_numrering(document, niva, fran=1):
    """The id of a numbered list that begins anew on this level."""
    numbering = document.part.numbering_part.element
    num = numbering.add_num(SIFFRA)
    num.add_lvlOverride(ilvl=niva).add_startOverride(fran)
    return num.numId
