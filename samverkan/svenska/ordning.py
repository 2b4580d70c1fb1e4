"""Lists in running text, and Swedish alphabetical order."""

import unicodedata
from collections.abc import Iterable


def lista_text(delar: Iterable[str], bindeord: str = "och") -> str:
    """["a", "b", "c"] → "a, b och c"; "" for an empty list."""
    *forsta, sista = [*delar] or [""]
    return f"{', '.join(forsta)} {bindeord} {sista}" if forsta else sista


def stor_bokstav(text: str) -> str:
    """The first letter upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def genitiv(namn: str) -> str:
    """Whose: Berg → Bergs, Alingsås → Alingsås, SKR → SKR:s."""
    if namn.casefold().endswith(("s", "x", "z")):
        return namn
    return f"{namn}:s" if namn.isupper() else f"{namn}s"


_EFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})  # the three characters that follow z


def sorteringsnyckel(text: str) -> tuple[str, str]:
    """Key for sorted(): å ä ö last, case and other accents (é, ü) ignored; the text itself parts equals."""
    bokstaver = unicodedata.normalize("NFC", text).casefold().translate(_EFTER_Z)
    utan_accent = "".join(c for c in unicodedata.normalize("NFD", bokstaver) if not unicodedata.combining(c))
    return utan_accent, text
