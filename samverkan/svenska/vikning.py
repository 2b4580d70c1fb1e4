"""Words as they are compared when somebody searches: case, accents and the kinds of dashes and spaces are the same; å ä ö are letters."""

import html
import json
import re
import unicodedata
from collections.abc import Iterator


def _grundformer() -> dict[str, str]:
    """Each accented letter and the letter under its accent; æ and ø are our ä and ö."""
    found = {"æ": "ä", "ø": "ö", "ł": "l", "đ": "d"}
    for tecken in map(chr, range(0xC0, 0x180)):
        grund = unicodedata.normalize("NFD", tecken)[0]
        if tecken.islower() and tecken not in "åäö" and grund != tecken:
            found[tecken] = grund
    return found


_SAMMA = {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "–": "-", "—": "-", "\u2011": "-", "−": "-", "’": "'", "‘": "'", "”": '"', "“": '"'}
# One sign becomes one sign, so that a place in the folded text is the same place in the text.
LIKA = _grundformer() | _SAMMA
SYNS_INTE = "\u00ad\u200b\u200c\u200d\ufeff"  # soft hyphens, and what has no width: taken away
I_ORDET = r"</?(a|b|em|i|s|strong|sub|sup|u|span|mark)( [^>]*)?>"  # tags that part no words
TAGGAR = r"<[^>]*>"
_TABELL, _BORT = str.maketrans(LIKA), str.maketrans("", "", SYNS_INTE)


def ren(text: str) -> str:
    """The text on one line, without what cannot be seen."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_BORT).replace("\0", "").split())


def vik(text: str) -> str:
    """The text of `ren`, sign by sign, as it is compared."""
    gemener = text.lower()
    if len(gemener) != len(text):
        gemener = "".join(liten if len(liten := tecken.lower()) == 1 else tecken for tecken in text)
    return gemener.translate(_TABELL)


def lasbar(form: str, text: str) -> str:
    """What a reader sees of a text kept as `html`, as `json` or as it is (""), on one line."""
    if form == "json":
        text = " ".join(_strangar(json.loads(text)))
    if form:
        text = html.unescape(re.sub(TAGGAR, " ", re.sub(I_ORDET, "", text, flags=re.IGNORECASE)))
    return ren(text)


def _strangar(varde: object) -> Iterator[str]:
    if isinstance(varde, str):
        yield varde
    elif isinstance(varde, dict | list):
        for del_ in varde.values() if isinstance(varde, dict) else varde:
            yield from _strangar(del_)


def sokbar(form: str, text: str) -> str:
    """What is kept to be searched."""
    return vik(lasbar(form, text))
