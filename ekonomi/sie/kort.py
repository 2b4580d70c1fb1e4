"""The short way through a SIE file: whole vouchers as most programs write them, nine lines of ten in a large file.

What is read here is exactly what the long way would read of the same lines; a voucher in which anything is odd is left to it.
"""

import re
from collections.abc import Iterator
from typing import TextIO

from ekonomi.sie.belopp import InteSieError, dela
from ekonomi.sie.datum import finns

Objekt = tuple[tuple[str, str], ...]  # ((dimension, code), …)
Nyckel = tuple[str, str, Objekt]  # month, account, objects
Rad = tuple[int, int, int]  # the number of its month and account, that of its objects, öre

BIT = 1 << 20  # letters read at a time
MAX_RAD = 2 << 20  # letters without the end of a line
_RESTEN = r"""(?:[ \t]++(?:"[^"\\{}\ufffd\x00\n]*+"|[^\s"{}\\\ufffd\x00]++))*+[ \t]*+"""
_DAG = r"""[ \t]++(?:""|"(?:19|20)?\d{6}"|(?:19|20)?\d{6})(?=[ \t]|$)"""  # what follows the amount, when anything does
_EN_DAG = r'(?!(?:19|20)\d{6}[ \t]*+(?:""|$))'  # a day where the amount should be, and nothing after it, is odd
_TRANS = re.compile(
    r"^[ \t]*+\#TRANS[ \t]++(\d{1,10})[ \t]++\{([^{}\\\n\x00]*+)\}[ \t]*+" + _EN_DAG + r"(-?\d{1,12})(?:\.(\d{1,2}))?(?:"
    + _DAG + _RESTEN + r")?+[ \t]*+$", re.MULTILINE,
)  # fmt: skip
_FALT = r"""(?:"([^\s"\\{}\ufffd\x00]*+)"|([^\s"{}\\\ufffd\x00]++))[ \t]++"""
_VER = re.compile(r"\#VER[ \t]++" + _FALT + _FALT + r"((?:19|20)\d{6})" + _RESTEN + r"\n\{\n")


def stycken(fil: TextIO) -> Iterator[str]:
    """The text in pieces that end where a line ends: each begins with a voucher, or has none; of one line never more than the line."""
    rest: list[str] = []
    while bit := fil.read(BIT):
        if "\n" not in bit:
            rest.append(bit)
            if len(rest) * BIT > MAX_RAD:
                raise InteSieError("Filen har en rad som är flera miljoner tecken lång. Exportera den på nytt ur ekonomisystemet.")
            continue
        text = "".join((*rest, bit))
        slut = max(text.rfind("\n#VER "), text.rfind("\n#VER\t"))
        slut = slut if slut >= 0 else text.rfind("\n")
        yield from re.split(r"\n(?=#VER[ \t])", text[:slut])
        rest = [text[slut + 1 :]]
    if any(rest):
        yield from re.split(r"\n(?=#VER[ \t])", "".join(rest).removesuffix("\n"))


class _OddError(ValueError):
    """Something is odd with a list of objects: the long way reads it."""


class Konteringar:
    """What is booked on: each month and account has a number, and each list of objects; they come again and again."""

    def __init__(self) -> None:
        self.konton: list[tuple[str, str]] = []  # (month, account)
        self.objekt: list[Objekt] = []
        self._konton: dict[tuple[str, str], int] = {}
        self._objekt: dict[Objekt, int] = {}
        self.listor = _Listor(self)
        self.manader = _Manader(self)

    def nyckel(self, konto: int, lista: int) -> Nyckel:
        return *self.konton[konto], self.objekt[lista]

    def konto(self, manad: str, konto: str) -> int:
        nr = self._konton.get((manad, konto))
        if nr is None:
            nr = self._konton[manad, konto] = len(self.konton)
            self.konton.append((manad, konto))
        return nr

    def objektlista(self, objekt: Objekt) -> int:
        nr = self._objekt.get(objekt)
        if nr is None:
            nr = self._objekt[objekt] = len(self.objekt)
            self.objekt.append(objekt)
        return nr


class _Listor(dict[str, int]):
    """What stands within braces → its number."""

    def __init__(self, konteringar: Konteringar) -> None:
        self.konteringar = konteringar

    def __missing__(self, lista: str) -> int:
        nr = self[lista] = self.konteringar.objektlista(_objekt(lista))
        return nr


class _Konton(dict[str, int]):
    """An account → its number in one month."""

    def __init__(self, konteringar: Konteringar, manad: str) -> None:
        self.konteringar, self.manad = konteringar, manad

    def __missing__(self, konto: str) -> int:
        nr = self[konto] = self.konteringar.konto(self.manad, konto)
        return nr


class _Manader(dict[str, _Konton]):
    """A month → its accounts."""

    def __init__(self, konteringar: Konteringar) -> None:
        self.konteringar = konteringar

    def __missing__(self, manad: str) -> _Konton:
        konton = self[manad] = _Konton(self.konteringar, manad)
        return konton


def _objekt(lista: str) -> Objekt:
    """What stands within braces. _OddError when anything is odd with it."""
    _, objekt, trasig = dela("{" + lista + "}")
    par = dict(zip((objekt or [])[::2], (objekt or [])[1::2], strict=False))
    if objekt is None or trasig or len(par) * 2 != len(objekt) or "\ufffd" in lista:
        raise _OddError(lista)
    return tuple(par.items())


def verifikation(text: str, konteringar: Konteringar) -> tuple[str, str, str, list[Rad], str, str] | None:
    """(series, number, day, rows, its line, what stands after it) of a piece that is a voucher, or None when the long way must read it."""
    ver = _VER.match(text)
    if not ver:
        return None
    serie, bar_serie, nr, bart_nr, dag = ver.groups("")
    if not finns(dag):
        return None
    borjan = ver.end()
    slut = text.find("\n}", borjan)
    if slut < 0 or text[slut + 2 :].partition("\n")[0].strip(" \t"):
        return None
    rader = _TRANS.findall(text, borjan, slut)
    if len(rader) != text.count("\n", borjan, slut) + 1:
        return None
    listor, konton = konteringar.listor, konteringar.manader[dag[:6]]
    try:
        bokfort = [(konton[konto], listor[lista], int(hela + delar.ljust(2, "0"))) for konto, lista, hela, delar in rader]
    except _OddError:
        return None
    return serie or bar_serie, nr or bart_nr, dag, bokfort, ver[0], text[slut + 2 :]
