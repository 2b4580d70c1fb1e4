"""What somebody searches for, read as words and phrases; and the words around a hit."""

import re

from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from samverkan.sokregister.falt import MINST
from samverkan.svenska import vikning

HOGST = 200  # characters
OMKRING = 80  # characters shown on each side of a hit
_DELAR = re.compile(r'"([^"]+)"|(\S+)')


def ord_i(text):
    """The words, and the phrases within quotation marks, folded; each once."""
    delar = (fras or ord_ for fras, ord_ in _DELAR.findall(vikning.vik(vikning.ren(text))[:HOGST]))
    return list(dict.fromkeys(ren for del_ in delar if (ren := del_.strip())))


def gar_att_soka(ord_):
    """Is any of the words long enough for the register?"""
    return any(len(ett) >= MINST for ett in ord_)


def _monster(ord_):
    return re.compile("|".join(re.escape(ett) for ett in sorted(ord_, key=len, reverse=True)))


def markt(text, ord_):
    """The text (of vikning.ren) as safe HTML with the words marked."""
    delar, slut = [], 0
    for m in _monster(ord_).finditer(vikning.vik(text)):
        delar += [("", text[slut : m.start()]), ("mark", text[m.start() : m.end()])]
        slut = m.end()
    return format_html_join("", "{}{}{}", [_omgiven(tagg, bit) for tagg, bit in [*delar, ("", text[slut:])]])


def _omgiven(tagg, text):
    return (mark_safe(f"<{tagg}>"), text, mark_safe(f"</{tagg}>")) if tagg else ("", text, "")


def utdrag(text, ord_):
    """The words around the first hit, marked; the beginning where none stands in the text."""
    m = _monster(ord_).search(vikning.vik(text))
    hit, slut = m.span() if m else (0, 0)
    fran, till = max(0, hit - OMKRING), slut + OMKRING
    fore, efter = text[fran:hit], text[slut:till]
    fore = f"… {fore.split(' ', 1)[-1]}" if fran else fore
    efter = f"{efter.rsplit(' ', 1)[0]} …" if till < len(text) else efter
    return markt(f"{fore}{text[hit:slut]}{efter}", ord_)
