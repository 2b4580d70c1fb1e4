"""Numbers, shares and amounts in Swedish text.

Amounts come in as whole kronor (int) and go out as text; nothing here rounds a krona away except where the name says tkr.
Thousands are set apart by a hard space, and a negative number has the true minus sign, so that no amount breaks over two
lines and every column of figures lines up.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Genus = Literal["en", "ett"]

HARD_SPACE = "\u00a0"
MINUS = "\u2212"

RAKNEORD = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_TONTAL = ("tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton")
_TIOTAL = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")


def talord(antal: int, genus: Genus = "en") -> str:
    """A count as running text has it: words up to twelve, digits above ("tolv", "13").

    `genus` is that of the noun counted and shows only in the number one. ValueError when it is neither en nor ett.
    """
    if genus not in {"en", "ett"}:
        raise ValueError(f"Genus är en eller ett, inte {genus!r}.")
    if antal == 1:
        return genus
    return RAKNEORD[antal] if 0 <= antal <= 12 else tusental(antal)


def _lasbara_talord() -> dict[str, int]:
    ord_ = {word: n for n, word in enumerate(RAKNEORD)} | {"ett": 1}
    ental = {word: n for word, n in ord_.items() if 1 <= n <= 9}
    ord_ |= {word: n for n, word in enumerate(_TONTAL, 13)}
    for tiotal, word in enumerate(_TIOTAL, 2):
        ord_ |= {word: 10 * tiotal} | {word + ett: 10 * tiotal + n for ett, n in ental.items()}
    return ord_


LASBARA_TALORD = _lasbara_talord()  # every number word a person may write, noll to nittionio


def tolka_tal(text: str) -> int | None:
    """The number a person wrote, in words up to ninety-nine or in digits: "femton" → 15; None when it is no number."""
    text = text.strip().lower()
    return int(text) if text.isdecimal() else LASBARA_TALORD.get(text)


def tusental(tal: int) -> str:
    """10307 → "10 307", −1500 → "−1 500"."""
    return f"{MINUS if tal < 0 else ''}{abs(tal):,}".replace(",", HARD_SPACE)


def procent(andel: Decimal) -> str:
    """Per cent, its decimals without needless zeros: Decimal("2.60") → "2,6 %". ValueError for what is not finite."""
    tal = Decimal(str(andel))  # by way of text, so that a float says what it shows
    if not tal.is_finite():
        raise ValueError(f"{andel} är inget procenttal.")
    heltal, _, decimaler = f"{abs(tal):f}".partition(".")
    decimaler = decimaler.rstrip("0")
    text = tusental(int(heltal)) + (f",{decimaler}" if decimaler else "")
    return f"{MINUS if tal < 0 else ''}{text}{HARD_SPACE}%"


def kronor(belopp: int) -> str:
    """Whole kronor: 10307000 → "10 307 000 kr"."""
    return f"{tusental(belopp)}{HARD_SPACE}kr"


def ore(belopp: int) -> str:
    """Whole öre, printed in kronor with two decimals: −50050 → "−500,50"."""
    return f"{MINUS if belopp < 0 else ''}{tusental(abs(belopp) // 100)},{abs(belopp) % 100:02}"


def till_tkr(belopp: int) -> int:
    """Whole kronor → whole tkr, half a tkr away from zero: 1500 → 2, −1500 → −2."""
    return int((Decimal(belopp) / 1000).quantize(Decimal(1), ROUND_HALF_UP))


def tkr(belopp: int) -> str:
    """Whole kronor, printed in tkr: 10307000 → "10 307 tkr"."""
    return f"{tusental(till_tkr(belopp))}{HARD_SPACE}tkr"


def avrunda_kolumn(belopp: Sequence[int], enhet: int = 1000) -> list[int]:
    """A column of whole kronor → the same column in tkr, which still foots: its sum is the sum, rounded once.

    With `enhet` 100 a column of öre becomes kronor.

    Largest remainder: every amount is rounded down, and the units then missing go to the rows that lost most, the first
    of equals. No row moves a whole unit, and a row in even units does not move at all.
    """
    kolumn = [b // enhet for b in belopp]
    summa = int((Decimal(sum(belopp)) / enhet).quantize(Decimal(1), ROUND_HALF_UP))
    mest_forlorat = sorted(range(len(belopp)), key=lambda i: belopp[i] % enhet, reverse=True)
    for i in mest_forlorat[: summa - sum(kolumn)]:
        kolumn[i] += 1
    return kolumn
