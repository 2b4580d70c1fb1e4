"""The blocks of a written document read into Word: what each element and each class of the print sheet (tryck.css) is there."""

import re

from berattelse.skrift import wordstil, wordtabell
from berattelse.skrift.wordtext import BLOCK, RUBRIKER, Textdel, delar, hall_ihop, klasser, kring_block, sagt

SORT = {"ul": "List Bullet", "ol": "List Number"}
STEG = ("", " 2", " 3")
STYCKE = {  # class → paragraph style
    "undertitel": "Subtitle", **dict.fromkeys(("period", "dnr", "utgava"), "Uppgift"), "exempelnotis": "Exempelnotis", "ingress": "Ingress",
    **dict.fromkeys(("notis", "avstamning"), "Notis"), **dict.fromkeys(("uppdragsnotis", "svarsantal", "foljdfraga"), "Anmärkning"),
    "underskrift": "Underskrift", "ort": "Ort och datum", "i-tjansten": "I tjänsten", "organisation": "Organisation",
    **dict.fromkeys(("avsandare", "arende"), "Avsändare"), "vad": "Nyckelord", "tal": "Nyckeltal",
}  # fmt: skip
TAGG = {"blockquote": "Quote", "dt": "Term", "dd": "Förklaring", "figcaption": "Caption"}
HELA, BILDBREDD = 146, {"tvasidor": 128, "del": 118, "fyra": 32, "nyckeltal": 44, "parter": 90, "korthet": 124}  # mm, as in print
NY_SIDA = {"inledning", "bilaga", "korthet"}  # begin a page, as in print; but none leaves a page to the signature alone
IHOP = {"underskriftskapitel", "ruta", "halls-ihop", "i-tjansten"}  # are not parted by a page's end


class Overforing:
    """Reads an article into a document. `svg` are the pictures that its img elements stand for."""

    def __init__(self, ord_, svg, artikel):
        self.ord, self._svg = ord_, svg
        for element in artikel.iter(*BLOCK, "td", "th"):
            if marke := element.get("id"):
                ord_.bokmarken[marke] = _bokmarke(marke, ord_.bokmarken.values())
        self._lasare = (
            dict.fromkeys(RUBRIKER, self._rubrik) | dict.fromkeys(SORT, self._lista)
            | {"table": self._tabell, "img": self._bild, "nav": self._innehall, "hr": lambda *_: None}
        )  # fmt: skip

    def block(self, element, stil=None, niva=0):
        """One element and all within it. `stil` is what its paragraphs are when they say nothing else, `niva` how deep a list begins."""
        egna = klasser(element)
        self._marke(element)
        self.ord.ny_sida |= _borjar_sida(element, egna)
        fore = len(self.ord.mal)
        lasare = self._rutor if "nyckeltal" in egna else self._lasare.get(element.tag, self._stycken)
        lasare(element, _stil(element, egna) or stil, niva)
        if egna & IHOP:
            hall_ihop(self.ord.mal[fore - 1 : -2])
        if "omfang" in egna:
            self.ord.strack(self.ord.bokmarken[element.get("id")])

    def _marke(self, element):
        if marke := element.get("id"):
            self.ord.marken.append(self.ord.bokmarken[marke])

    def _stycken(self, element, stil, niva):
        """Paragraphs, and what stands among them."""
        if element.get("id") == "signatur":
            self.ord.stycke(stil="Signatur")
        for block, grupp in kring_block(element):
            if block is not None:
                self.block(block, stil, niva)
            if sagt(grupp):
                self.ord.stycke(grupp, stil)

    def _rubrik(self, element, *_):
        """The mark of an example stands under its heading: what stands in it stands in the navigation too."""
        marken = element.find_class("exempel")
        for mark in marken:
            mark.drop_tree()
        self.ord.stycke(delar(element), _rubrikstil(element))
        for mark in marken:
            self.ord.stycke([Textdel(mark.text_content())], "Exempelmärke")

    def _lista(self, lista, _, niva):
        niva = min(niva, len(STEG) - 1)
        numrering = wordstil.ny_numrering(self.ord.document, niva, int(lista.get("start", 1))) if lista.tag == "ol" else None
        punkter = [self._punkt(punkt, SORT[lista.tag] + STEG[niva], numrering, niva) for punkt in lista.iterchildren("li")]
        hall_ihop(punkter[-2:-1])  # the last is not left alone on a page

    def _punkt(self, punkt, stil, numrering, niva):
        """An item: its own words, the blocks within it, and what follows on them without a mark of its own."""
        self._marke(punkt)
        (_, forsta), *grupper = kring_block(punkt)
        if not sagt(forsta) and grupper and grupper[0][0].tag == "p":
            forsta, grupper[0] = delar(grupper[0][0]), (None, grupper[0][1])
        p = self.ord.stycke(forsta, stil)
        if numrering is not None:
            numpr = p._p.get_or_add_pPr().get_or_add_numPr()
            numpr.get_or_add_ilvl().val = niva
            numpr.get_or_add_numId().val = numrering
        for block, efter in grupper:
            if block is not None:
                self.block(block, f"List Continue{STEG[niva]}", niva + 1)
            if sagt(efter):
                self.ord.stycke(efter, f"List Continue{STEG[niva]}")
        return p._p

    def _tabell(self, tabell, *_):
        wordtabell.skriv(self.ord, tabell, self._cell)

    def _rutor(self, element, *_):
        wordtabell.rutor(self.ord, list(element), 4 if "fyra" in klasser(element) else 3, self._cell)

    def _cell(self, tc, cell, stil):
        """What stands in a cell, which Word wants at least one paragraph in, at the end."""
        mal, self.ord.mal = self.ord.mal, tc
        if cell is not None:
            self._marke(cell)
            self._stycken(cell, stil, 0)
        if len(tc) == 1 or not tc[-1].tag.endswith("}p"):
            self.ord.stycke(stil=stil)
        self.ord.mal = mal

    def _bild(self, element, *_):
        egna = [k for ovan in element.iterancestors() for k in (*klasser(ovan), ovan.get("id"))]
        bredd = next((BILDBREDD[k] for k in egna if k in BILDBREDD), HELA)
        self.ord.bild(self._svg[int(element.get("data-svg"))], bredd, kvar=element.getparent().find("figcaption") is not None)

    def _innehall(self, nav, *_):
        """The contents, and a new page for what follows, as in print."""
        wordstil.hall_falten_aktuella(self.ord.document)
        for rubrik in nav.iter(*RUBRIKER):
            self._marke(rubrik)
            self.ord.stycke(delar(rubrik), "TOC Heading")
        for lank in nav.xpath(".//a[starts-with(@href, '#')]"):
            niva = min(sum(1 for _ in lank.iterancestors("ol", "ul")), 2)
            self.ord.innehallsrad(niva, " ".join(lank.text_content().split()), lank.get("href")[1:])
        self.ord.ny_sida = True


def _stil(element, egna):
    return next((stil for klass, stil in STYCKE.items() if klass in egna), None) or TAGG.get(element.tag)


def _borjar_sida(element, egna):
    fore = element.getprevious()
    if fore is None or "underskriftskapitel" in klasser(fore):
        return False
    if element.tag == "nav":
        return "korthet" not in klasser(fore)  # the year in brief may end with a few lines on a page
    return bool(egna & NY_SIDA) or ("del" in egna and fore.tag == "section")


def _rubrikstil(element):
    if "errata" in klasser(element.getparent()):
        return "Omslagsrubrik"
    return f"Heading {int(element.tag[1]) - 1}" if element.tag != "h1" else "Title"


def _bokmarke(marke, tagna):
    """A name Word takes: a letter first, letters and digits, at most 40, each once."""
    namn = re.sub(r"\W", "_", marke)[:40]
    namn = namn if namn[0].isalpha() else f"m_{namn}"[:40]
    n = 2
    while namn in tagna:
        namn, n = f"{namn[:36]}_{n}", n + 1
    return namn
