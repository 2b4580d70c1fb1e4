"""A table of the HTML as a table in Word: its heading, a head that is repeated on each page, merged cells, whole rows."""

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from berattelse.innehall.tecken import rent
from berattelse.skrift import wordstil
from berattelse.skrift.wordtext import delar, hall_ihop, klasser

MANGA = 7  # more columns than this are set in a smaller size
LITEN = 7  # rows; a table of no more is not parted by a page's end
_SPACE = re.compile(r"[ \t\r\n\f]+")
_RADER = "./tr|./thead/tr|./tbody/tr|./tfoot/tr"


@dataclass(frozen=True)
class Tabellcell:
    element: Any  # of the HTML; None where there is nothing
    kolumn: int
    bredd: int = 1
    lodrat: str = ""  # "restart" where a cell of several rows begins, "continue" under it


def skriv(ord_, tabell, skriv_cell):
    """At the end of the document. `skriv_cell(tc, cell, style)` fills a cell."""
    rubrik = tabell.find("caption")
    if rubrik is not None:
        ord_.stycke(delar(rubrik), "Tabellrubrik")
    rader = tabell.xpath(_RADER)
    nat = rutnat(rader)
    if not nat:
        return
    bredder = _bredder(nat, max(c.kolumn + c.bredd for rad in nat for c in rad))
    tbl = parse_xml(_huvud(bredder, summa=_summa(rader[-1]), radrubrik=_radrubrik(rader[-1])))
    if rubrik is not None:
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), rent(" ".join(rubrik.text_content().split())))
        tbl.tblPr.append(caption)
    ord_.mal._insert_tbl(tbl)
    huvuden = len(tabell.findall("thead/tr")) or all(cell.tag == "th" for cell in rader[0])
    for n, rad in enumerate(nat):
        tbl.append(_rad(rad, bredder, skriv_cell, huvud=n < huvuden))
    _hall(tbl, huvuden)
    ord_.stycke(stil="Efter tabell")


def rutor(ord_, matt, i_bredd, skriv_cell):
    """Key figures side by side, `i_bredd` of them in a row: a table without a line in it."""
    bredder = [wordstil.BREDD // i_bredd] * i_bredd
    tbl = parse_xml(_huvud(bredder, stil="Rutor"))
    ord_.mal._insert_tbl(tbl)
    for n in range(0, len(matt), i_bredd):
        rad = [Tabellcell(element, kolumn) for kolumn, element in enumerate(matt[n : n + i_bredd])]
        tbl.append(_rad(*_fyllda([rad], i_bredd), bredder, skriv_cell))
    ord_.stycke(stil="Efter tabell")


def rutnat(rader):
    """[[Tabellcell]]: each row filled from the first column to the last, with what hangs down from the rows above."""
    nat, hanger = [], {}  # column → (rows left, width)
    for rad in rader:
        celler, kolumn, fore = [], 0, hanger
        hanger = {k: (n - 1, b) for k, (n, b) in fore.items() if n > 1}
        for element in rad.iterchildren("td", "th"):
            kolumn = _under(fore, kolumn, celler)
            bredd, hojd = (max(int(element.get(namn) or 1), 1) for namn in ("colspan", "rowspan"))
            bredd = min(bredd, *(k - kolumn for k in fore if k > kolumn), bredd)
            celler.append(Tabellcell(element, kolumn, bredd, "restart" if hojd > 1 else ""))
            if hojd > 1:
                hanger[kolumn] = (hojd - 1, bredd)
            kolumn += bredd
        _under(fore, kolumn, celler, slut=True)
        nat.append(celler)
    return _fyllda(nat, max((c.kolumn + c.bredd for rad in nat for c in rad), default=0))


def _under(fore, kolumn, celler, *, slut=False):
    """The cells that hang down here; at a row's end also those further on."""
    for k in sorted(fore):
        if k == kolumn or (slut and k > kolumn):
            celler += [Tabellcell(None, tom) for tom in range(kolumn, k)]
            celler.append(Tabellcell(None, k, fore[k][1], "continue"))
            kolumn = k + fore[k][1]
    return kolumn


def _fyllda(nat, antal):
    return [[*rad, *(Tabellcell(None, k) for k in range(rad[-1].kolumn + rad[-1].bredd if rad else 0, antal))] for rad in nat]


def _summa(rad):
    return "summa" in klasser(rad) or rad.getparent().tag == "tfoot"


def _radrubrik(rad):
    return len(rad) > 0 and rad[0].tag == "th"


def _rad(celler, bredder, skriv_cell, *, huvud=False):
    tr = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if huvud else ''}</w:trPr></w:tr>")
    smal = " smal" if len(bredder) > MANGA else ""
    for cell in celler:
        tc = parse_xml(_tom_cell(cell, sum(bredder[cell.kolumn : cell.kolumn + cell.bredd])))
        tr.append(tc)
        siffra = cell.element is not None and "siffra" in klasser(cell.element)
        skriv_cell(tc, cell.element, ("Tabellsiffra" if siffra else "Tabelltext") + smal)
    return tr


def _tom_cell(cell, bredd):
    over = f'<w:gridSpan w:val="{cell.bredd}"/>' if cell.bredd > 1 else ""
    ned = f'<w:vMerge w:val="{cell.lodrat}"/>' if cell.lodrat else ""
    return f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{bredd}" w:type="dxa"/>{over}{ned}</w:tcPr></w:tc>'


def _hall(tbl, huvuden):
    """The head stays with the first row, the last row with the one before it, and a small table is one."""
    rader = tbl.tr_lst
    for n, tr in enumerate(rader[:-1]):
        if len(rader) <= LITEN or n <= huvuden or n == len(rader) - 2:
            hall_ihop(tr.iter(qn("w:p")))


def _huvud(bredder, *, summa=False, radrubrik=False, stil="Samverkanstabell"):
    kolumner = "".join(f'<w:gridCol w:w="{bredd}"/>' for bredd in bredder)
    val = 0x0620 + 0x40 * summa + 0x80 * radrubrik
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{stil}"/><w:tblW w:w="{sum(bredder)}" w:type="dxa"/>'
        f'<w:tblLook w:val="{val:04X}" w:firstRow="1" w:lastRow="{int(summa)}" w:firstColumn="{int(radrubrik)}" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{kolumner}</w:tblGrid></w:tbl>'
    )


def _i_lista(text):
    """Does an item of a list begin with this?"""
    return text.is_text and text.getparent().tag == "li"


def _bredder(nat, antal):
    """Twips: no column is narrower than its longest word, and the rest of the text's width goes where the text is long."""
    tecken = 85 if antal > MANGA else 105
    texter = [[] for _ in range(antal)]
    for cell in (c for rad in nat for c in rad if c.element is not None and c.bredd == 1):
        ord_ = "".join(f" {text}" if _i_lista(text) else text for text in cell.element.xpath(".//text()"))
        texter[cell.kolumn].append(_SPACE.sub(" ", ord_))  # a hard space keeps two words together
    minst = [130 + tecken * max((len(ord_) for text in kolumn for ord_ in text.split(" ")), default=0) for kolumn in texter]
    mest = [min(max(map(len, kolumn), default=0), 60) + 1 for kolumn in texter]
    over = wordstil.BREDD - sum(minst)
    if over < 0:
        return [m * wordstil.BREDD // sum(minst) for m in minst]
    return [m + over * vikt // sum(mest) for m, vikt in zip(minst, mest, strict=True)]
