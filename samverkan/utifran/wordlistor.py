"""The styles of a Word file by the names that are the same in every language of Word, and the signs its lists would be shown with."""

import re
from collections import defaultdict

from samverkan.utifran.wordfil import W

PUNKT = "·"
_RUBRIK = re.compile(r"heading (\d)")
_LISTA = re.compile(r"list (bullet|number|continue) ?(\d)?")


def varde(element, vag):
    """The value of an element within, "" when it is not there."""
    inre = element.find(vag) if element is not None else None
    return "" if inre is None else inre.get(f"{W}val", "")


class Stilar:
    """{id: style}, each leading to the one it is based on."""

    def __init__(self, root):
        self._stilar = {} if root is None else {stil.get(f"{W}styleId"): stil for stil in root.iter(f"{W}style")}

    def kedja(self, id_):
        """The style and those it is based on, nearest first."""
        sedda = set()
        while id_ in self._stilar and id_ not in sedda:
            sedda.add(id_)
            yield self._stilar[id_]
            id_ = varde(self._stilar[id_], f"{W}basedOn")

    def namn(self, id_):
        return varde(self._stilar.get(id_), f"{W}name").lower()

    def rubrik(self, id_, ppr):
        """The level of a heading, 0 for what is none."""
        niva = varde(ppr, f"{W}outlineLvl")
        if niva in set("012345678"):
            return int(niva) + 1
        tal = (_RUBRIK.fullmatch(varde(stil, f"{W}name").lower()) for stil in self.kedja(id_))
        return next((int(match[1]) for match in tal if match), 0)

    def numrering(self, id_, ppr):
        """(id of the list, level) that a paragraph says, or its style; ("", 0) when neither does."""
        for del_ in (ppr, *(stil.find(f"{W}pPr") for stil in self.kedja(id_))):
            if nummer := varde(del_, f"{W}numPr/{W}numId"):
                niva = varde(del_, f"{W}numPr/{W}ilvl")
                return nummer, int(niva) if niva.isdecimal() else 0
        return "", 0


class Listor:
    """Counts the items of the lists as they come."""

    def __init__(self, stilar, root):
        self._stilar, self._antal = stilar, defaultdict(dict)
        self._nivaer = {} if root is None else dict(_nivaer(root))

    def tecken(self, id_, ppr):
        """(the sign of the paragraph as an item, its level from 0); ("", level) for one that goes on from an item, and None for no item."""
        nummer, niva = self._stilar.numrering(id_, ppr)
        namn = _LISTA.match(self._stilar.namn(id_))
        if namn:
            niva = int(namn[2] or niva + 1) - 1
            if namn[1] == "continue":
                return "", niva
        sort, forsta = self._nivaer.get((nummer, niva)) or self._nivaer.get((nummer, 0), ("", 1))
        if nummer == "0" or sort == "none" or not (nummer or namn):
            return None
        if sort == "bullet" or (not sort and namn and namn[1] == "bullet"):
            return PUNKT, niva
        return f"{self._rakna(nummer, niva, forsta)}.", niva

    def _rakna(self, nummer, niva, forsta):
        antal = self._antal[nummer]
        antal[niva] = antal.get(niva, forsta - 1) + 1
        for djupare in [n for n in antal if n > niva]:
            del antal[djupare]
        return antal[niva]


def _nivaer(root):
    """((id of the list, level), (how it is numbered, its first number))."""
    abstrakta = {a.get(f"{W}abstractNumId"): a for a in root.iter(f"{W}abstractNum")}
    for lista in root.iter(f"{W}num"):
        nivaer = {niva.get(f"{W}ilvl"): niva for niva in abstrakta.get(varde(lista, f"{W}abstractNumId"), ())}
        egna = {post.get(f"{W}ilvl"): varde(post, f"{W}startOverride") for post in lista.iter(f"{W}lvlOverride")}
        for ilvl, niva in nivaer.items():
            forsta = egna.get(ilvl) or varde(niva, f"{W}start")
            if ilvl and ilvl.isdecimal():
                yield (lista.get(f"{W}numId"), int(ilvl)), (varde(niva, f"{W}numFmt"), int(forsta) if forsta.isdecimal() else 1)
