"""Words, lists, tables and pictures put into a Word document by their style alone. Knows nothing of the report."""

import re

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import html as lxml_html

from berattelse.innehall.tecken import rent
from berattelse.skrift import wordbild, wordstil

_SPACE = re.compile(r"[ \t\r\n\f]+")
_STYCKE = re.compile(r"\n\s*\n")
SORT = {"ul": "List Bullet", "ol": "List Number"}
RUBRIKER = {"h2", "h3", "h4", "h5"}
BLOCK = {*SORT, *RUBRIKER, "table", "p"}
STEG = ("", " 2", " 3")
MANGA = 7  # more columns than this are set in a smaller size


class Skrift:
    """A document being written from the beginning to the end."""

    def __init__(self):
        self.document = wordstil.tomt_dokument()
        self._bilder = self._marken = 0

    def rubrik(self, niva, text, *, exempel=False, marke=""):
        """A heading of the text's level; `marke` is the name that the contents point at."""
        p = self.stycke(text, f"Heading {niva}", exempel=exempel)
        if marke:
            self._marken += 1
            borjan, slut = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
            for element in (borjan, slut):
                element.set(qn("w:id"), str(self._marken))
            borjan.set(qn("w:name"), bokmarke(marke))
            p._p.insert(1, borjan)
            p._p.append(slut)

    def stycke(self, text="", stil=None, *, exempel=False, inledning=""):
        p = self.document.add_paragraph(style=stil)
        if inledning:
            p.add_run(rent(inledning), style="Strong")
        p.add_run(rent(text))
        if exempel:
            p.add_run(" exempel", style="Exempel")
        return p

    def stycken(self, text, stil=None):
        """Plain text of several paragraphs, parted by a blank line; a new line stays one."""
        for del_ in _STYCKE.split(text.replace("\r\n", "\n").strip()):
            self.stycke(del_, stil)

    def punkter(self, rader):
        for rad in rader:
            self.stycke(rad, SORT["ul"])

    def html(self, text):
        """Sanitised HTML: p, h3–h5, lists in lists, tables, and marks and links within them."""
        if not text.strip():
            return
        root = lxml_html.fragment_fromstring(text, create_parent="div")
        self._lost(root.text)
        for element in root:
            self._block(element, 0)
            self._lost(element.tail)

    def _block(self, element, niva):
        if element.tag in SORT:
            self._lista(element, niva)
        elif element.tag == "table":
            self._html_tabell(element)
        else:
            stil = f"Heading {int(element.tag[1]) - 1}" if element.tag in RUBRIKER else None
            self._delar(self.document.add_paragraph(style=stil), _delar(element))

    def _lost(self, text):
        """Words beside the blocks are a paragraph too."""
        if text and text.strip():
            self._delar(self.document.add_paragraph(), [_del(text, False, False)])

    def _lista(self, lista, niva):
        numrering = wordstil.ny_numrering(self.document, niva) if lista.tag == "ol" else None
        steg = STEG[niva]
        for punkt in lista.iter("li"):
            if punkt.getparent() is lista:
                self._punkt(punkt, lista.tag, numrering, niva, steg)

    def _punkt(self, punkt, sort, numrering, niva, steg):
        """An item: its own words, the lists and tables within it, and what follows on them without a mark of its own."""
        p = self.document.add_paragraph(style=SORT[sort] + steg)
        if numrering is not None:
            numpr = p._p.get_or_add_pPr().get_or_add_numPr()
            numpr.get_or_add_ilvl().val = niva
            numpr.get_or_add_numId().val = numrering
        grupper = _kring_block(punkt)
        self._delar(p, grupper[0][1])
        for block, efter in grupper[1:]:
            self._block(block, min(niva + 1, len(STEG) - 1))
            if any(text.strip() for text, *_ in efter):
                self._delar(self.document.add_paragraph(style=f"List Continue{steg}"), efter)

    def _delar(self, p, delar):
        for text, stil, href in _trimmade(delar):
            if href:
                self._lank(p, text, href)
            else:
                p.add_run(rent(text), style=stil)

    def _lank(self, p, text, href):
        lank = OxmlElement("w:hyperlink")
        lank.set(qn("r:id"), wordstil.lank(self.document.part, href))
        r = OxmlElement("w:r")
        lank.append(r)
        p._p.append(lank)
        run = Run(r, p)
        run.text, run.style = rent(text), "Hyperlink"

    def lank(self, text, href):
        self._delar(self.document.add_paragraph(), [(text, None, None), (href, None, href)])

    def _html_tabell(self, tabell):
        rader = [[_delar(cell) for cell in rad.iter("th", "td")] for rad in tabell.iter("tr")]
        self._tabell("", [rad for rad in rader if rad])

    def tabell(self, rubrik, huvud, rader, *, siffror=(), summa=False):
        """A table of plain cells with its heading before it; `siffror` are the columns of figures, `summa` that the last row is one."""
        self._tabell(rubrik, [[[(str(cell), None, None)] for cell in rad] for rad in (huvud, *rader)], set(siffror), summa)

    def _tabell(self, rubrik, rader, siffror=frozenset(), summa=False):
        if rubrik:
            self.stycke(rubrik, "Tabellrubrik")
        antal = max(len(rad) for rad in rader)
        bredder = _bredder(rader, antal)
        tbl = parse_xml(_tomt_tabellhuvud(bredder, summa))
        if rubrik:
            caption = OxmlElement("w:tblCaption")
            caption.set(qn("w:val"), rent(rubrik))
            tbl.tblPr.append(caption)
        for n, rad in enumerate(rader):
            tbl.append(self._rad([*rad, *[[]] * (antal - len(rad))], bredder, siffror, huvud=n == 0))
        self.document.element.body._insert_tbl(tbl)
        self.stycke("", "Efter tabell")

    def _rad(self, celler, bredder, siffror, *, huvud):
        tr = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if huvud else ''}</w:trPr></w:tr>")
        for k, (delar, bredd) in enumerate(zip(celler, bredder, strict=True)):
            tc = parse_xml(f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{bredd}" w:type="dxa"/></w:tcPr><w:p/></w:tc>')
            tr.append(tc)
            p = Paragraph(tc.p_lst[0], self.document._body)
            p.style = ("Tabellsiffra" if k in siffror else "Tabelltext") + (" smal" if len(celler) > MANGA else "")
            self._delar(p, delar)
        return tr

    def bild(self, svg, bildtext):
        self._bilder += 1
        run = self.document.add_paragraph(style="Bild").add_run()
        run._r.add_drawing(wordbild.infoga(self.document, svg, self._bilder))
        self.stycke(bildtext, "Caption")

    def innehall(self, poster):
        """The contents as a field that Word fills with page numbers: [(level, heading, mark)], linked already as it stands."""
        self.stycke("Innehåll", "TOC Heading")
        rader = [self._innehallsrad(*post) for post in poster]
        for tecken in ("begin", "instr", "separate")[::-1]:
            rader[0]._p.insert(1, _falttecken(tecken, r'TOC \o "1-2" \h \z \u'))
        rader[-1]._p.append(_falttecken("end"))

    def _innehallsrad(self, niva, rubrik, marke):
        p = self.document.add_paragraph(style=f"TOC {niva}")
        lank = OxmlElement("w:hyperlink")
        lank.set(qn("w:anchor"), bokmarke(marke))
        r = OxmlElement("w:r")
        lank.append(r)
        p._p.append(lank)
        Run(r, p).text = rent(rubrik)
        return p

    def sidhuvud(self, vanster, hoger):
        self.document.sections[0].header.paragraphs[0].add_run(rent(f"{vanster}\t{hoger}"))

    def sidfot(self, vanster):
        """What stands at the foot of every page, and at its right the page and how many there are."""
        p = self.document.sections[0].footer.paragraphs[0]
        p.add_run(rent(f"{vanster}\tSida "))
        p._p.append(_falt("PAGE"))
        p.add_run(" av ")
        p._p.append(_falt("NUMPAGES"))


def bokmarke(marke):
    return re.sub(r"\W", "_", marke)[:40]


def _falt(namn):
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{namn}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def _falttecken(sort, instruktion=""):
    if sort == "instr":
        return parse_xml(
            f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve">{instruktion.replace(chr(34), "&quot;")}</w:instrText></w:r>'
        )
    osaker = ' w:dirty="true"' if sort == "begin" else ""
    return parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{sort}"{osaker}/></w:r>')


def _tomt_tabellhuvud(bredder, summa):
    kolumner = "".join(f'<w:gridCol w:w="{bredd}"/>' for bredd in bredder)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="Samverkanstabell"/><w:tblW w:w="{sum(bredder)}" w:type="dxa"/>'
        f'<w:tblLook w:val="04{"6" if summa else "2"}0" w:firstRow="1" w:lastRow="{int(summa)}" w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{kolumner}</w:tblGrid></w:tbl>'
    )


def _bredder(rader, antal):
    """Twips: no column is narrower than its longest word, and the rest of the text's width goes where the text is long."""
    tecken = 85 if antal > MANGA else 105
    texter = [["".join(d[0] for d in rad[k]) for rad in rader if k < len(rad)] for k in range(antal)]
    minst = [130 + tecken * max((len(ord_) for text in kolumn for ord_ in text.split()), default=0) for kolumn in texter]
    mest = [min(max(map(len, kolumn)), 60) + 1 for kolumn in texter]
    over = max(wordstil.BREDD - sum(minst), 0)
    return [m + over * vikt // sum(mest) for m, vikt in zip(minst, mest, strict=True)]


def _delar(element):
    """[(text, character style, link)] of what stands within the element; a line break is a new line."""
    return _inre(element, False, False)


def _inre(element, fet, kursiv):
    ut = [_del(element.text, fet, kursiv)]
    for child in element:
        ut += _barn(child, fet, kursiv)
        ut.append(_del(child.tail, fet, kursiv))
    return ut


def _barn(child, fet, kursiv):
    if child.tag == "br":
        return [("\n", None, None)]
    if child.tag == "a" and child.get("href"):
        return [(_SPACE.sub(" ", child.text_content()), "Hyperlink", child.get("href"))]
    return _inre(child, fet or child.tag in {"strong", "b"}, kursiv or child.tag in {"em", "i"})


def _del(text, fet, kursiv):
    stil = " ".join(ord_ for ord_, satt in (("Strong", fet), ("Emphasis", kursiv)) if satt)
    return (_SPACE.sub(" ", text or ""), stil or None, None)


def _trimmade(delar):
    """Without empty parts, and without space at the beginning, at the end, beside a new line, or twice."""
    ut, efter_tomt = [], True
    for text, stil, href in delar:
        kvar = text.lstrip(" ") if efter_tomt else text
        if kvar == "\n" and ut:
            ut[-1] = (ut[-1][0].rstrip(" "), *ut[-1][1:])
        if kvar:
            ut.append((kvar, stil, href))
            efter_tomt = kvar[-1] in " \n"
    if ut:
        ut[-1] = (ut[-1][0].rstrip(" "), *ut[-1][1:])
    return [d for d in ut if d[0]]


def _kring_block(punkt):
    """[(None, the words before the first list or table), (that, the words after it), …] of an item."""
    grupper = [(None, [_del(punkt.text, False, False)])]
    for child in punkt:
        if child.tag in BLOCK:
            grupper.append((child, []))
        else:
            grupper[-1][1].extend(_barn(child, False, False))
        grupper[-1][1].append(_del(child.tail, False, False))
    return grupper
