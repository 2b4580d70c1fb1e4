"""The days and months of a SIE file, as they are written. Pure, standard library only."""

import re
from datetime import date
from functools import lru_cache


def som_dag(text: str) -> str:
    """ "20220315", "2022-03-15" and "220315" → "20220315"; "" for what does not look like a day."""
    m = re.fullmatch(r"(19|20)?(\d\d)(-?)(\d\d)\3(\d\d)", text)
    return f"{m[1] or '20'}{m[2]}{m[4]}{m[5]}" if m else ""


def som_period(text: str) -> str:
    """ "2022-03" → "202203", and a day likewise; any other text as it is."""
    return text.replace("-", "") if re.fullmatch(r"(19|20)\d\d-\d\d(-\d\d)?", text) else text


def ar_period(text: str) -> bool:
    """Is it a month, ÅÅÅÅMM, or a day, ÅÅÅÅMMDD?"""
    return text.isdecimal() and len(text) in {6, 8} and "01" <= text[4:6] <= "12" and "1900" < text[:4] < "2200"


@lru_cache(maxsize=10_000)
def finns(dag: str) -> bool:
    """Is ÅÅÅÅMMDD a day of the calendar? The 30 February is none."""
    try:
        date(int(dag[:4]), int(dag[4:6]), int(dag[6:]))
    except ValueError:
        return False
    return True
