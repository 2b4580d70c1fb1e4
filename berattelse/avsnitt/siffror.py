"""A figure of a row within a text: how it is written, found, filled in and checked. Pure: HTML and figures in, HTML out.

In a text the figure stands as <data data-varde="arena:12:moten">sju</data>: the key says whose figure it is, and the words are what it
was when the text was saved. What is shown and printed is what the row says now. Without the editor one writes [[arena:12:moten]].
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Protocol

NYCKEL = re.compile(r"[a-z]{2,20}(?::[1-9][0-9]{0,17})?:[a-z]{2,20}")
SAKNAS = "[siffra utan rad]"
_ELEMENT = re.compile(r'<data data-varde="([^"<>]*)">([^<]*)</data>')
_KOD = re.compile(r"\[\[\s*([^\[\]<>]{1,60}?)\s*\]\]")
_TAG = re.compile(r"(<[^>]+>)")
_BLOCK = re.compile(r"<(p|li|h5|th|td|br)\b[^>]*>")
_NY_MENING = re.compile(r"(?:^|[.!?][\"”’)]?)\s*$")


class Siffra(Protocol):
    """What is known of a figure: what it is of, the page of its row, and how it is printed."""

    @property
    def vad(self) -> str: ...

    @property
    def url(self) -> str: ...

    def i_text(self, *, stor: bool = False, siffror: bool = False) -> str: ...


Siffror = Mapping[str, Siffra]


@dataclass(frozen=True)
class Sifferskillnad:
    """A figure that is another now than when the text was saved; `nu` is "" when no row has it any longer."""

    nyckel: str
    da: str
    nu: str
    vad: str
    url: str


def ar_nyckel(text: str) -> bool:
    return bool(NYCKEL.fullmatch(text))


def nycklar(html: str) -> list[str]:
    """The keys that a text names, each once."""
    return list(dict.fromkeys(m[1] for m in _ELEMENT.finditer(html)))


def fran_koder(html: str) -> str:
    """The codes written by hand made into figures, save in a link or a heading, where only words may stand."""
    ut, ord_bara = [], 0
    for bit in _TAG.split(html):
        if bit.startswith(("<a ", "<h5")):
            ord_bara += 1
        elif bit in {"</a>", "</h5>"}:
            ord_bara -= 1
        ut.append(bit if bit.startswith("<") or ord_bara else _KOD.sub(_element, bit))
    return "".join(ut)


def _element(match: re.Match[str]) -> str:
    return f'<data data-varde="{match[1]}">?</data>' if ar_nyckel(match[1]) else match[0]


def okanda(html: str, siffror: Siffror) -> list[str]:
    """What in a text, whose codes are made figures, no row answers to, in words."""
    fel = [f"Siffran ”{m[2]}” ({m[1]}) har ingen rad i årets register." for m in _ELEMENT.finditer(html) if m[1] not in siffror]
    fel += [f"Koden [[{m[1]}]] kan inte bli en siffra här." for m in _KOD.finditer(_ELEMENT.sub("", html))]
    return list(dict.fromkeys(fel))


def ifyllda(html: str, siffror: Siffror) -> str:
    """The text with the figures as they are now. One without a row shows that it has none, and no number."""
    return _ELEMENT.sub(lambda m: f'<data data-varde="{m[1]}">{_nu(m, siffror) or f"<strong>{SAKNAS}</strong>"}</data>', html)


def _nu(match: re.Match[str], siffror: Siffror) -> str:
    """How the figure is printed in its place: a capital where a sentence begins, digits in a cell of a table; "" without a row."""
    siffra = siffror.get(match[1])
    if siffra is None:
        return ""
    fore = match.string[: match.start()]
    block = list(_BLOCK.finditer(fore))
    cell = bool(block) and block[-1][1] in {"td", "th"}
    ord_ = _TAG.sub("", fore[block[-1].end() :] if block else fore)
    return escape(siffra.i_text(stor=not cell and bool(_NY_MENING.search(ord_)), siffror=cell), quote=False)


def skillnader(html: str, siffror: Siffror) -> Iterator[Sifferskillnad]:
    """Where a saved text says another figure than its row does now."""
    for m in _ELEMENT.finditer(html):
        nu, siffra = _nu(m, siffror), siffror.get(m[1])
        if nu != m[2]:
            yield Sifferskillnad(m[1], m[2], nu, siffra.vad if siffra else "", siffra.url if siffra else "")


def utan_rad(html: str) -> list[str]:
    """The keys of a filled-in text that no row answered to."""
    return re.findall(rf'<data data-varde="([^"<>]*)"><strong>{re.escape(SAKNAS)}', html)


def med_lankar(html: str, siffror: Siffror) -> str:
    """A filled-in text in which each figure leads to the page of its row."""

    def lank(match: re.Match[str]) -> str:
        siffra = siffror.get(match[1])
        if siffra is None or not siffra.url:
            return match[0]
        return f'<a class="varde" href="{escape(siffra.url)}" title="{escape(siffra.vad)}">{match[0]}</a>'

    return _ELEMENT.sub(lank, html)


def som_ord(html: str) -> str:
    """The text with its figures as mere words: where nothing fills them in anew."""
    return _ELEMENT.sub(r"\2", html)


def samma_ord(gammal: object, ny: object) -> bool:
    """Are two writings of a part the same text? A figure that the program filled in anew is no change of it."""
    return gammal == ny or (isinstance(gammal, str) and isinstance(ny, str) and _blankad(gammal) == _blankad(ny))


def _blankad(html: str) -> str:
    return _ELEMENT.sub(r'<data data-varde="\1"></data>', html)
