"""How a text is written: its ways of writing numbers, its longest sentences, and what it calls coming that has been. Pure."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from berattelse.granskning.anmarkning import Anmarkning, Genomgang, Text, kort
from samverkan import svenska

MEST = 45  # words of a sentence: past that nobody keeps its beginning in mind
_PROCENTTECKEN = re.compile(r"\d+(?:,\d+)?[ \u00a0]?%")
_PROCENTORD = re.compile(r"\d+(?:,\d+)?[ \u00a0]procent\b")
_ISAR = re.compile(r"(?<![\d.,/–-])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
_PUNKT = re.compile(r"(?<![\d.,/–-])\d{1,3}(?:\.\d{3})+(?![\d.])")
# Four figures together are a year unless something counted follows.
_IHOP = re.compile(
    r"(?<![\d.,/:–-])\d{4,}(?=[ \u00a0](?:tkr|mkr|mnkr|kr|kronor|personer|elever|deltagare|besökare|företag|invånare|hushåll|timmar)\b)"
)
_DECIMALPUNKT = re.compile(r"(?<![\d.])\d+\.\d{1,2}(?=[ \u00a0]?(?:%|procent\b|tkr\b|mkr\b|mnkr\b|miljon|miljard|kronor\b|kr\b|årsarbet))")
_KOMMANDE = re.compile(r"\b(?:kommer att|ska|planeras|är planera\w+|avser att|väntas|beräknas)\b", re.IGNORECASE)
_TID = re.compile(rf"\b(?P<nar>våren|sommaren|hösten|{'|'.join(svenska.MANADER)})[ \u00a0](?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_SLUT = {"våren": 6, "sommaren": 8, "hösten": 12} | {namn: n for n, namn in enumerate(svenska.MANADER, 1)}


def skrivsatt(genomgang: Genomgang) -> Iterator[Anmarkning]:
    """Two ways of writing the same kind of number in one section, and those that Swedish does not have. Said once of each."""
    for plats, om, url in dict.fromkeys((t.plats, t.om, t.url) for t in genomgang.texter):
        egna = [t for t in genomgang.texter if t.plats == plats]
        allt = "\n".join(t.ord for t in egna)
        for text, monster in _blandat(allt):
            delar = tuple(d for t in egna if monster.search(t.ord) for d in t.delar)
            yield Anmarkning("skrivsatt", om, f"{om}: {text}.", url, delar=delar)


def _blandat(text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """(what is mixed or not Swedish, what to look for)."""
    if (tecken := _PROCENTTECKEN.search(text)) and (ord_ := _PROCENTORD.search(text)):
        yield f"procent skrivs både som tecken (”{tecken[0]}”) och som ord (”{ord_[0]}”)", _PROCENTTECKEN
    if punkt := _PUNKT.search(text):
        yield f"”{punkt[0]}” har punkt mellan tusental. På svenska skrivs {punkt[0].replace('.', ' ')}", _PUNKT
    elif (ihop := _IHOP.search(text)) and (isar := _ISAR.search(text)):
        yield f"tusental skrivs både ihop (”{ihop[0]}”) och isär (”{isar[0]}”)", _IHOP
    if decimal := _DECIMALPUNKT.search(text):
        yield f"”{decimal[0]}” har decimalpunkt. På svenska skrivs {decimal[0].replace('.', ',')}", _DECIMALPUNKT


def langa_meningar(genomgang: Genomgang) -> Iterator[Anmarkning]:
    for text in genomgang.texter:
        for mening in text.meningar:
            antal = len(mening.split())
            if antal > MEST:
                vad = f"{text.om}: en mening har {antal} ord: ”{kort(mening, 60)}”"
                yield Anmarkning("mening", text.om, vad, text.url, mening, text.delar)


def passerat(genomgang: Genomgang) -> Iterator[Anmarkning]:
    """A season or month that the text says will come, and that has been. History, told as history, is left alone."""
    for text in genomgang.texter:
        for mening in text.meningar:
            for tid in _passerade(text, mening, genomgang.idag):
                vad = f"{text.om}: texten talar om {tid} som kommande, men den tiden har passerat: ”{kort(mening, 80)}”"
                yield Anmarkning("dag", text.om, vad, text.url, mening, text.delar)


def _passerade(text: Text, mening: str, idag: date) -> list[str]:
    if not _KOMMANDE.search(mening):
        return []
    return [" ".join(f"{m['nar']} {m['year']}".split()) for m in _TID.finditer(mening) if _sista(m["nar"].lower(), int(m["year"])) < idag]


def _sista(nar: str, year: int) -> date:
    """The last day of a season or month."""
    manad = _SLUT[nar]
    return date(year, manad, calendar.monthrange(year, manad)[1])
