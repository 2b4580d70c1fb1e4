"""Sums of money as Swedish texts write them: "500 000 kr", "1,7 miljoner kronor", found and read. Pure."""

import re
from decimal import Decimal

MELLANRUM = r"[ \u00a0\u202f]"
TAL = rf"(?<![\d.,/§–-])(?:\d{{1,3}}(?:{MELLANRUM}\d{{3}})+|\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:[.,]\d+)?"
# Units of money, in kronor.
ENHETER = {
    "miljarder kronor": 10**9, "miljarder": 10**9, "mdkr": 10**9, "miljoner kronor": 10**6, "miljoner": 10**6, "mnkr": 10**6, "mkr": 10**6,
    "tusen kronor": 1000, "tkr": 1000, "kronor": 1, "kr": 1,
}  # fmt: skip
PENGAR = re.compile(rf"(?P<tal>{TAL}){MELLANRUM}{{0,2}}(?P<enhet>{'|'.join(ENHETER)})\b(?!/)", re.IGNORECASE)


def som_tal(skrivet: str) -> Decimal:
    """The number: spaces and points between thousands, a comma (or a point that parts no thousands) before decimals."""
    utan = re.sub(MELLANRUM, "", skrivet)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", utan):
        utan = utan.replace(".", "")
    return Decimal(utan.replace(",", "."))


def belopp_i(text: str) -> list[Decimal]:
    """The sums that a text names, in kronor, in their order."""
    return [som_tal(m["tal"]) * ENHETER[m["enhet"].lower()] for m in PENGAR.finditer(text)]
