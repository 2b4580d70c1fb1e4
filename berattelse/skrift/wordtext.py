"""Words put into a Word document by their style alone: paragraphs, marks within them, links, bookmarks, fields."""

import re
from dataclasses import dataclass, replace
from itertools import count

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from berattelse.avsnitt.richtext import ar_tillaten
from berattelse.innehall.tecken import rent
from berattelse.skrift import wordbild, wordstil

_SPACE = re.compile(r"[ \t\r\n\f]+")
RUBRIKER = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCK = {
    "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "figure", "figcaption", "blockquote", "nav", "div", "section", "article", "header",
    "footer", "img", "hr", *RUBRIKER,
}  # fmt: skip
FORM = {"strong": "fet", "b": "fet", "em": "kursiv", "i": "kursiv"}
LAGE = {"sub": "subscript", "sup": "superscript"}
EGEN = {"exempel": "Exempel", "dnr": "Dnr"}  # class → character style


@dataclass(frozen=True)
class Textdel:
    """Words of one look within a paragraph; a line break is a new line."""

    text: str = ""
    fet: bool = False
    kursiv: bool = False
    lage: str = ""
    egen: str = ""
    href: str = ""

    @property
    def stil(self):
        marken = " ".join(ord_ for ord_, satt in (("Strong", self.fet), ("Emphasis", self.kursiv)) if satt)
        return "Hyperlink" if self.href else self.egen or marken or None

    def med(self, text):
        return replace(self, text=_SPACE.sub(" ", text or ""))

    def inom(self, element):
        """How words within this element look."""
        if element.tag in FORM:
            return replace(self, **{FORM[element.tag]: True})
        if element.tag in LAGE:
            return replace(self, lage=LAGE[element.tag])
        egen = next((stil for klass, stil in EGEN.items() if klass in klasser(element)), self.egen)
        return replace(self, egen=egen, href=element.get("href", "") if element.tag == "a" else self.href)


def klasser(element):
    return set(element.get("class", "").split())


def delar(element, form=Textdel()):
    """[Textdel] of what stands within the element."""
    return [d for _, grupp in kring_block(element, form, block=()) for d in grupp]


def kring_block(element, form=Textdel(), block=BLOCK):
    """[(None, the words before the first block within), (that block, the words after it), …]"""
    grupper = [(None, [form.med(element.text)])]
    for child in element:
        if child.tag in block:
            grupper.append((child, []))
        elif child.tag == "br":
            grupper[-1][1].append(Textdel("\n"))
        elif isinstance(child.tag, str):  # a comment's tag is none
            grupper[-1][1].extend(delar(child, form.inom(child)))
        grupper[-1][1].append(form.med(child.tail))
    return grupper


def sagt(grupp):
    return any(d.text.strip() for d in grupp)


def trimmade(grupp):
    """Without empty parts, and without space at the beginning, at the end, beside a new line, or twice."""
    ut, efter_tomt = [], True
    for d in grupp:
        kvar = d.text.lstrip(" ") if efter_tomt else d.text
        if kvar == "\n" and ut:
            ut[-1] = _utan_slut(ut[-1])
        if kvar:
            ut.append(replace(d, text=kvar))
            efter_tomt = kvar[-1] in " \n"
    if ut:
        ut[-1] = _utan_slut(ut[-1])
    return [d for d in ut if d.text]


def _utan_slut(d):
    return replace(d, text=d.text.rstrip(" "))


def hall_ihop(stycken):
    """Each of them stays with the next."""
    for p in stycken:
        if p.tag == qn("w:p"):
            Paragraph(p, None).paragraph_format.keep_with_next = True


class Skrift:
    """A document being written from the beginning to the end; `mal` is what is written in just now: the body or a table's cell."""

    def __init__(self, form="omslag"):
        self.document = wordstil.tomt_dokument(form)
        self.mal = self.document.element.body
        self.bokmarken = {}  # id in the HTML → name
        self.marken = []  # bookmarks that the next paragraph begins
        self.ny_sida = False  # and whether it begins a page
        self._bilder, self._nummer = count(1), count(1)

    def stycke(self, grupp=(), stil=None):
        p = Paragraph(self._tom_rad() if self.ny_sida else self.mal.add_p(), self.document._body)
        p.style = stil
        if self.ny_sida:
            p.paragraph_format.page_break_before, self.ny_sida = True, False
        for d in trimmade(grupp):
            self._del(p, d)
        self._bokmark(p._p)
        return p

    def _tom_rad(self):
        """The empty line after a table is where a new page begins: by itself it had a page of its own after a table that fills its own."""
        fore = Paragraph(self.mal.p_lst[-1], self.document._body) if self.mal.p_lst else None
        return fore._p if fore is not None and fore.style.name == "Efter tabell" else self.mal.add_p()

    def _del(self, p, d):
        run, hem = Run(OxmlElement("w:r"), p), self._lank(d.href) if d.href else None
        if hem is None:
            d = replace(d, href="")
        else:
            p._p.append(hem)
        (p._p if hem is None else hem).append(run._r)
        run.text = rent(d.text)
        if d.stil:
            run.style = d.stil
        if d.lage:
            setattr(run.font, d.lage, True)

    def _lank(self, href):
        """The link's element: to a bookmark or an address; None when it points at nothing that the file holds, or where no link may.

        A text that was saved before links were held to that may have one: in Word it would be a network path, opened with a password.
        """
        if not ar_tillaten(href):
            return None
        lank = OxmlElement("w:hyperlink")
        if href.startswith("#"):
            if href[1:] not in self.bokmarken:
                return None
            lank.set(qn("w:anchor"), self.bokmarken[href[1:]])
        else:
            lank.set(qn("r:id"), self.document.part.relate_to(rent(href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return lank

    def _bokmark(self, p):
        """What waits for a paragraph to point at gets this one."""
        for namn in self.marken:
            nummer = next(self._nummer)
            p.insert(p.index(p.pPr) + 1 if p.pPr is not None else 0, parse_xml(_bokmarke("Start", nummer, f' w:name="{namn}"')))
            p.append(parse_xml(_bokmarke("End", nummer)))
        self.marken = []

    def strack(self, namn):
        """The bookmark goes on to the end of what is written now: it stands as long as any of it does."""
        start = next(e for e in self.mal.iter(qn("w:bookmarkStart")) if e.get(qn("w:name")) == namn)
        slut = next(e for e in self.mal.iter(qn("w:bookmarkEnd")) if e.get(qn("w:id")) == start.get(qn("w:id")))
        self.mal.p_lst[-1].append(slut)

    def bild(self, svg, bredd, *, kvar):
        """`kvar`: it stays with what is said under it."""
        run = self.stycke(stil="Bild" if kvar else "Ensam bild").add_run()
        run._r.add_drawing(wordbild.infoga(self.document, svg, next(self._bilder), bredd))

    def innehallsrad(self, niva, text, marke):
        """A line of the contents, linked, with the page as a field of its own.

        The lines stand in no TOC field: within one LibreOffice shows what was written last and not the page as it is. Nothing is
        written for programs that reckon no pages, for it would be a guess; Word asks to update when the file is opened.
        """
        lank = self._lank(f"#{marke}")
        if lank is None:
            self.stycke([Textdel(text)], f"TOC {niva}")
            return
        self.stycke(stil=f"TOC {niva}")._p.append(lank)
        falt = f" PAGEREF {lank.get(qn('w:anchor'))} \\h "
        for inre in (
            f'<w:t xml:space="preserve">{_xml(rent(text))}</w:t>', "<w:tab/>", _tecken("begin"),
            f'<w:instrText xml:space="preserve">{falt}</w:instrText>', _tecken("separate"), "<w:t/>", _tecken("end"),
        ):  # fmt: skip
            lank.append(parse_xml(f"<w:r {nsdecls('w')}>{inre}</w:r>"))

    def sidhuvud(self, vanster, hoger):
        self.document.sections[0].header.paragraphs[0].add_run(rent(f"{vanster}\t{hoger}"))

    def sidfot(self, vanster):
        """What stands at the foot of every page, and at its right the page and how many there are."""
        p = self.document.sections[0].footer.paragraphs[0]
        p.add_run(rent(f"{vanster}\tSida "))
        p._p.append(_falt("PAGE"))
        p.add_run(" av ")
        p._p.append(_falt("NUMPAGES"))


def _xml(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _bokmarke(sort, nummer, namn=""):
    return f'<w:bookmark{sort} {nsdecls("w")} w:id="{nummer}"{namn}/>'


def _falt(namn):
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{namn}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def _tecken(sort):
    return f'<w:fldChar w:fldCharType="{sort}"/>'
