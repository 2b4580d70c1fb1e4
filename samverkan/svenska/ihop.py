"""What a line must not part, in a page that is to be laid out: a day and its month, § and its number, thousands, an amount and its unit."""

import re

from samverkan.svenska.datum import MANADER
from samverkan.svenska.tal import HARD_SPACE

_MANAD = "|".join(MANADER)
_TUSENTAL = r"(?<!\d{4})(?<=\d) (?=\d{3}(?!\d))"  # not a year and what comes after it
_DELAR = re.compile(
    rf"\b\d{{1,2}} (?:{_MANAD})\b(?: \d{{4}}\b)?|§ (?=\d)|{_TUSENTAL}|(?<=\d) (?:tkr|mkr|mnkr|kr|kronor|procent)\b|(?<=\d) %"
)
_TAGG = re.compile(r"<svg\b.*?</svg>|<[^>]*>|[^<]+", re.DOTALL)


def hall_ihop(html: str) -> str:
    """The page with hard spaces there. Only its words are touched: no tag, nothing of its head, and no picture: its lines are set."""
    huvud, body, resten = html.partition("<body")
    return huvud + _TAGG.sub(_utan_taggar, body + resten) if body else html


def _utan_taggar(bit: re.Match[str]) -> str:
    text = bit[0]
    return text if text.startswith("<") else _DELAR.sub(lambda m: m[0].replace(" ", HARD_SPACE), text)
