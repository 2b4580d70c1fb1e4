"""The short way through a SIE file: vouchers and their rows as most programs write them, nine lines of ten in a large file.

What is read here is exactly what the long way would read of the same line; a line in which anything is odd is left to it.
"""

import re

from ekonomi.sie.belopp import dela
from ekonomi.sie.datum import ar_period

Objekt = tuple[tuple[str, str], ...]  # ((dimension, code), …)

_RESTEN = r"""(?:[ \t]++(?:"[^"\\{}\ufffd]*+"|[^\s"{}\\\ufffd]++))*+\s*+"""
_DAG = r"""[ \t]++(?:""|"(?:19|20)?\d{6}"|(?:19|20)?\d{6})(?=\s|$)"""  # what follows the amount, when anything does
_TRANS = re.compile(
    r"""\s*+\#TRANS[ \t]++(\d{1,10})[ \t]++\{([^{}\\]*+)\}[ \t]*+(-?\d{1,12})(?:\.(\d{1,2}))?(?:""" + _DAG + _RESTEN + r")?+\s*+"
)
_VER = re.compile(r"""\s*+\#VER(?:[ \t]++(?:"[^\s"\\{}\ufffd]*+"|[^\s"{}\\\ufffd]++)){2}[ \t]++((?:19|20)\d{6})""" + _RESTEN)


class Kortvag:
    """Remembers each list of objects it has read: they come again and again."""

    def __init__(self) -> None:
        self.objektlistor: dict[str, Objekt | None] = {}  # what stands within braces → the objects, or None when something is odd with it

    @property
    def anvanda(self) -> set[tuple[str, str]]:
        """Every (dimension, code) that was named."""
        return {par for objekt in self.objektlistor.values() for par in objekt or ()}

    def rad(self, text: str) -> tuple[str, Objekt, int] | None:
        """(account, objects, öre) of a #TRANS, or None."""
        m = _TRANS.fullmatch(text)
        if not m:
            return None
        konto, lista, hela, delar = m.groups()
        if lista not in self.objektlistor:
            self.objektlistor[lista] = _objekt(lista)
        objekt = self.objektlistor[lista]
        return None if objekt is None else (konto, objekt, int(hela + (delar or "").ljust(2, "0")))

    @staticmethod
    def ver(text: str) -> str | None:
        """The day of a #VER, or None."""
        m = _VER.fullmatch(text)
        return m[1] if m and ar_period(m[1]) else None


def _objekt(lista: str) -> Objekt | None:
    falt, objekt, trasig = dela("{" + lista + "}")
    if objekt is None:
        return None
    par = dict(zip(objekt[::2], objekt[1::2], strict=False))
    odd = falt or trasig or len(par) * 2 != len(objekt) or "\ufffd" in lista
    return None if odd else tuple(par.items())
