"""What a file says as paragraphs, the same whether it was a Word file, a PDF or plain text: each with its place and its look. Pure."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from samverkan.skrivet.jamfor import BREAK, words
from samverkan.utifran.pdftext import Pdfrad
from samverkan.utifran.wordtext import Wordstycke, Wordtext

PUNKT = "·"
LUFT = 1.3  # so many times the usual distance between two lines is a new paragraph
FLERA = 10  # so many lines of one size tell how far apart they usually stand
STORRE = 1.08  # so many times the size of the running text is a heading's
MEST_RADER = 12  # of a paragraph so far are looked at: no heading is longer
KORT = 0.75  # a line shorter than this part of the width has been ended by its writer
MJUKT = "\u00ad"  # a soft hyphen: the word goes on
UTGLESAD = 0.1  # more than so many of the lines after an empty one begin with a small letter
OBRUTEN = 160  # signs: text whose lines are longer has not been broken, so that each line is a paragraph
_PUNKT = re.compile(r"^\s*(?:[•·▪‣●○◦■□➢✓\uf0b7\uf0a7]|[-–—*o](?=\s))\s*(?=\S)")
_STYRTECKEN = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SLUT = (".", ":", "?", "!", ";")
_DELAT = re.compile(r"(?<=[a-zåäö])-$")
_SAMORDNAT = re.compile(r"^(?:och|eller|samt|resp)\b")


@dataclass(frozen=True)
class Textstycke:
    """A paragraph, or a whole table. `text` is its words on one line, `plats` where it stands ("sida 3").

    `niva` is the level of its heading by style or size, 1 outermost, and 0 for none; `fet` says that all of it is bold.
    """

    ord: Wordstycke
    text: str
    plats: str
    niva: int = 0
    fet: bool = False


def av_word(wordtext: Wordtext) -> list[Textstycke]:
    """By the styles of the file; a paragraph says its number, for a Word file knows no pages."""
    ut = []
    for nummer, s in enumerate(wordtext.stycken, 1):
        text = _i_ord(s.html)
        if text:
            fet = bool(re.fullmatch(r"(?:<strong>(?:(?!</?strong>).)*</strong>|\s)+", s.html, re.DOTALL))
            ut.append(Textstycke(s, text, f"stycke {nummer}", 0 if s.tabell else s.rubrik or int(s.titel), fet))
    return ut


def _i_ord(html: str) -> str:
    return " ".join(word for word in words(html.replace("\u00a0", " ")) if word != BREAK)


@dataclass(frozen=True)
class _Textrad:
    """A line. `luft` is how far it stands from the line before it, where 1 is the usual; None where nobody knows."""

    text: str
    plats: str
    luft: float | None
    niva: int = 0
    fet: bool = False


def av_pdf(rader: list[Pdfrad], kand: Callable[[str], bool]) -> list[Textstycke]:
    """By place and size on the pages. `kand` says whether a line is a heading by its words."""
    storlekar: Counter[float] = Counter()
    for rad in rader:
        storlekar[rad.storlek] += len(rad.text)
    brod = storlekar.most_common(1)[0][0] if storlekar else 0.0
    storre = sorted({rad.storlek for rad in rader if rad.storlek > brod * STORRE}, reverse=True)
    steg = _steg(rader)
    ut: list[_Textrad] = []
    for n, rad in enumerate(rader):
        forra = rader[n - 1] if n else None
        niva = storre.index(rad.storlek) + 1 if rad.storlek in storre else 0
        ut.append(_Textrad(rad.text, f"sida {rad.sida}", _luft(forra, rad, steg), niva, rad.fet))
    return _ihop(ut, kand)


def _steg(rader: list[Pdfrad]) -> dict[float, float]:
    """{size: the usual distance between two lines of it}"""
    avstand: dict[float, Counter[float]] = {}
    for forra, rad in pairwise(rader):
        ner = round(forra.y - rad.y)
        if forra.sida == rad.sida and forra.storlek == rad.storlek and 0 < ner < rad.storlek * 2.5:
            avstand.setdefault(rad.storlek, Counter())[ner] += 1
    return {storlek: antal.most_common(1)[0][0] for storlek, antal in avstand.items() if antal.total() >= FLERA}


def _luft(forra: Pdfrad | None, rad: Pdfrad, steg: dict[float, float]) -> float | None:
    if forra is None or forra.sida != rad.sida or forra.y <= rad.y:
        return None
    return (forra.y - rad.y) / steg.get(rad.storlek, rad.storlek * 1.3)


def av_text(text: str, kand: Callable[[str], bool]) -> list[Textstycke]:
    """By empty lines and by how long the lines are. `kand` as in av_pdf."""
    tomma, funna = 0, []
    for nummer, rad in enumerate(text.replace("\r\n", "\n").replace("\f", "\n").splitlines(), 1):
        ren = " ".join(_STYRTECKEN.sub("", rad).split())
        if ren:
            funna.append((nummer, ren, tomma + 1))
            tomma = 0
        else:
            tomma += 1
    avstand = [luft for _, _, luft in funna]
    vanligt = [_vanligt(avstand, n) for n in range(len(funna))] if _ar_utglesad(funna) else [1] * len(funna)
    rader = [_Textrad(ren, f"rad {nummer}", luft / vanligt[n]) for n, (nummer, ren, luft) in enumerate(funna)]
    return _ihop(rader, kand)


def _ar_utglesad(funna: list[tuple[int, str, int]]) -> bool:
    """Stand empty lines within paragraphs too, as in text copied from a PDF? Then many sentences go on after one."""
    efter = [ren for _, ren, luft in funna if luft > 1 and not _PUNKT.match(ren)]
    return sum(ren[0].islower() for ren in efter) > len(efter) * UTGLESAD


def _vanligt(avstand: list[int], n: int) -> int:
    """The usual distance between lines near the n:th: pages of one text may differ."""
    nara = sorted(avstand[max(0, n - 8) : n + 9])
    return nara[len(nara) // 4]


def _ihop(rader: list[_Textrad], kand: Callable[[str], bool]) -> list[Textstycke]:
    """Lines that go on from each other are one paragraph."""
    langder = sorted(len(rad.text) for rad in rader)
    bredd = langder[len(langder) * 9 // 10] if langder else 0
    ut: list[list[_Textrad]] = []
    for rad in rader:
        if ut and _gar_vidare(ut[-1], rad, bredd, kand):
            ut[-1].append(rad)
        else:
            ut.append([rad])
    return [_stycke(grupp) for grupp in ut]


def ar_versaler(text: str) -> bool:
    """Is it written in capitals: more than an abbreviation?"""
    return text.isupper() and sum(map(str.isalpha, text)) >= 6


def _gar_vidare(grupp: list[_Textrad], rad: _Textrad, bredd: int, kand: Callable[[str], bool]) -> bool:
    """Does the line go on from the paragraph so far?"""
    forra, hittills = grupp[-1], " ".join(r.text for r in grupp[:MEST_RADER])
    nara = rad.luft is None or rad.luft <= LUFT
    if _PUNKT.match(rad.text) or (forra.niva, forra.fet and grupp[0].fet) != (rad.niva, rad.fet and grupp[0].fet):
        return False
    if ar_versaler(hittills) and ar_versaler(rad.text):
        return (rad.luft or 1) <= 2 * LUFT and not (kand(hittills) and kand(rad.text))
    if rad.niva or (rad.fet and forra.fet):
        return nara and ar_versaler(hittills) == ar_versaler(rad.text) and not (kand(hittills) and kand(rad.text))
    return bredd <= OBRUTEN and _i_lopande(grupp, hittills, rad, bredd, kand)


def _i_lopande(grupp: list[_Textrad], hittills: str, rad: _Textrad, bredd: int, kand: Callable[[str], bool]) -> bool:
    """Of running text whose lines are broken: not from a heading, nor into one."""
    nara = rad.luft is None or rad.luft <= LUFT
    if hittills.count("(") > hittills.count(")") and len(hittills) < 400:
        return True
    if (
        ar_versaler(hittills) != ar_versaler(rad.text)
        or kand(hittills)
        or (kand(rad.text) and (hittills.endswith(_SLUT) or not nara or rad.fet or bool(_PUNKT.match(hittills))))
    ):
        return False
    return _samma_mening(grupp[-1], rad, bredd, nara=nara)


def _samma_mening(forra: _Textrad, rad: _Textrad, bredd: int, *, nara: bool) -> bool:
    if rad.text[0].islower() and not forra.text.endswith((".", "?", "!")):
        return nara or (rad.luft or 0) < 4
    if not nara or len(forra.text) < KORT * bredd:
        return False
    return rad.luft is not None or not forra.text.endswith(_SLUT)


def _stycke(grupp: list[_Textrad]) -> Textstycke:
    text = grupp[0].text
    for rad in grupp[1:]:
        if text.endswith(MJUKT):
            text = text[:-1] + rad.text
            continue
        delat = text.endswith("/") or (_DELAT.search(text[-2:]) and rad.text[0].islower() and not _SAMORDNAT.match(rad.text))
        text += rad.text if delat else f" {rad.text}"
    punkt = bool(_PUNKT.match(text)) and not grupp[0].niva
    text = _PUNKT.sub("", text) if punkt else text
    html = escape(text, quote=False)
    return Textstycke(
        Wordstycke(html=html, tecken=PUNKT if punkt else ""), text, grupp[0].plats, grupp[0].niva, all(rad.fet for rad in grupp)
    )
