"""What a PDF file says, line by line with its place and its look: read in a process of its own. What repeats on the pages is left out."""

import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile

from samverkan.vilande import Vilande

pypdf = Vilande("pypdf")


MEST_SIDOR = 400
MEST_TECKEN = 3_000_000
INGEN = "Filen är ingen PDF som går att läsa. Spara den på nytt som PDF, eller klistra in texten."
LOSENORD = "PDF-filen är skyddad med lösenord. Ta bort skyddet och läs in den på nytt, eller klistra in texten."
BILDER = "PDF-filen är bilder av sidor och har ingen text att läsa. Läs in Word-filen i stället, eller klistra in texten."
FOR_STOR = "PDF-filen är för stor för en berättelse. Spara bara de sidor som hör till den, eller klistra in texten."
_FET = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_OMOJLIGA = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # signs that no text and no database holds
_TALEN = re.compile(r"\d+")
_KANT = 3  # lines from the top or the bottom of a page that may be its head or foot


class PdfError(ValueError):
    """Why the file is not read, for whoever sent it."""


@dataclass(frozen=True)
class Pdfrad:
    """A line: its words, its page from 1, its height on the page and the size of its letters (points), and whether they are bold."""

    text: str
    sida: int
    y: float
    storlek: float
    fet: bool


def read(data: bytes) -> list[Pdfrad]:
    """The lines of a file in their order. PdfError when it is none that may be read, or has no text."""
    if b"%PDF-" not in data[:1024]:
        raise PdfError(INGEN)
    try:
        sidor = _sidor(data)
    except PdfError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # a damaged file makes the parser raise anything
        raise PdfError(INGEN) from error
    if sum(len(rad.text) for sida in sidor for rad in sida) < 20 * min(len(sidor), 5):
        raise PdfError(BILDER)
    return [rad for sida in utan_kanter(sidor) for rad in sida]


def _sidor(data):
    lasare = pypdf.PdfReader(io.BytesIO(data))
    if lasare.is_encrypted and not lasare.decrypt(""):
        raise PdfError(LOSENORD)
    if len(lasare.pages) > MEST_SIDOR:
        raise PdfError(FOR_STOR)
    sidor, tecken = [], 0
    for nummer, sida in enumerate(lasare.pages, 1):
        rader = _Rader(nummer)
        sida.extract_text(visitor_text=rader.ta)
        sidor.append(rader.klara())
        tecken += sum(len(rad.text) for rad in sidor[-1])
        if tecken > MEST_TECKEN:
            raise PdfError(FOR_STOR)
    return sidor


class _Rader:
    """Gathers the pieces of text of a page into lines: a new height is a new line."""

    def __init__(self, sida):
        self._sida, self._ut, self._bitar, self._y, self._look = sida, [], [], None, Counter()

    def ta(self, text, cm, tm, font, storlek):
        if text.strip():
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            storlek = abs(storlek * (abs(tm[3]) or abs(tm[1])) * (abs(cm[3]) or abs(cm[1])))
            if self._y is not None and abs(y - self._y) > max(2.0, storlek * 0.4):
                self._avsluta()
            self._y = y if self._y is None else self._y
            fet = bool(_FET.search(str((font or {}).get("/BaseFont", ""))))
            self._look[round(storlek, 1), fet] += len(text.strip())
        forsta, *fler = text.split("\n")
        self._bitar.append(forsta)
        for rad in fler:
            self._avsluta(behall=bool(rad.strip()))
            self._bitar.append(rad)

    def _avsluta(self, *, behall=False):
        """`behall`: what follows is of the same piece, and its look and height are not told anew."""
        text = " ".join(_OMOJLIGA.sub("", "".join(self._bitar)).split())
        if text and self._look:
            (storlek, _), _ = self._look.most_common(1)[0]
            fet = all(fet for _, fet in self._look)
            self._ut.append(Pdfrad(text, self._sida, round(self._y or 0.0, 1), storlek, fet))
        self._bitar = []
        if not behall and text:
            self._y, self._look = None, Counter()

    def klara(self):
        self._avsluta()
        return self._ut


def utan_kanter(sidor: list[list[Pdfrad]]) -> list[list[Pdfrad]]:
    """The pages without page numbers and without what stands outermost at the top or the bottom of most of them."""
    antal = Counter(form for sida in sidor for form in {_form(rad) for rad in _kantrader(sida)})
    upprepat = {form for form, n in antal.items() if n >= 3 and n * 2 >= len(sidor)}
    ut = []
    for sida in sidor:
        bort = {id(rad) for kant in _kanter(sida) for rad in takewhile(lambda rad: _form(rad) in upprepat or _ar_sidnummer(rad.text), kant)}
        ut.append([rad for rad in sida if id(rad) not in bort])
    return ut


def _kanter(sida):
    """The lines from the bottom up and from the top down, by height: a foot may come first in the file."""
    efter_hojd = sorted(sida, key=lambda rad: rad.y)
    return efter_hojd[:_KANT], efter_hojd[: -_KANT - 1 : -1]


def _kantrader(sida):
    return [rad for kant in _kanter(sida) for rad in kant]


def _form(rad):
    """What a head says, whatever the number of its page."""
    return _TALEN.sub("#", rad.text.casefold())


def _ar_sidnummer(text):
    return bool(re.fullmatch(r"(?:sida|sid\.?|s\.)?\s*\d{1,3}\s*(?:(?:\(|/|av|of)\s*\d{1,3}\)?)?", text.casefold()))
