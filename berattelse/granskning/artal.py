"""Which years of a text are strange to its report: neither its own nor the next, nor ahead, nor history. Pure."""

import re
from functools import lru_cache

_YEAR = re.compile(r"(?<![\d/.–-])(?:19|20)\d\d(?![\d/-])")
_MENING = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
LANGSTA = 1_000  # letters of a sentence
_LOPER = re.compile(r"\s?–\s?((?:19|20)\d\d)(?!\d)")  # 2020–2027: a period
_FORFATTNING = re.compile(r":\d")  # kommunallagen 2017:725
_ARS = re.compile(r"\s+års\s")  # 2017 års överenskommelse
# What is founded, agreed, decided or compared with lies behind the report, and is told of with its year.
_SEDAN = r"\b(?:allt)?sedan|\bfrån(?: och med)?|\btillbaka till|\bjämför\w*(?: med)?|\btill skillnad från|\bän|\bmot"
_HANDLING = (
    r"\b\w*avtal\w*|\b\w*överenskommelse\w*|\bbeslut\w*|\btecknad\w*|\bslöts|\bingick\w*|\bingång\w*|\bbilda\w*|\bgrunda\w*|\bstart\w*"
    r"|\binlett?s?|\binled\w*|\binför\w*|\bantog\w*|\bantag\w*|\blag(?:en|stiftning\w*)?\b|\bförordning\w*|\bprogramperiod\w*|\bsades|\bupps[aä]g\w*|\bpandemi\w*"
)
_I_MENINGEN = re.compile(f"{_SEDAN}|{_HANDLING}", re.IGNORECASE)
_ALLDELES_FORE = re.compile(
    rf"(?:(?:{_SEDAN})|(?:{_HANDLING}) (?:från|av|den|i|år|\d{{1,2}}|\w{{3,9}}i|maj|mars|april|augusti|juni|juli)(?: \S+)?)\s*$",
    re.IGNORECASE,
)


def years(text: str) -> list[str]:
    """Every year that stands by itself: no part of a number, an address or a diarienummer."""
    return _YEAR.findall(text)


def frammande(text: str, egna: list[str], *, framat: bool) -> list[str]:
    """The years to warn of. `egna` are the report's own; `framat`: the text speaks of what lies ahead.

    The year before the report's own is the one a text carried over unread tells of, so it must itself be told as history.
    """
    return [
        m[0]
        for mening in _meningar(text)
        for m in _YEAR.finditer(mening)
        if not _hemma(int(m[0]), egna, framat) and not _historia(mening, m, egna)
    ]


def meningar_med(text: str, years: list[str]) -> str:
    """The sentences that name any of the years, as they stand: another such sentence is to be asked about anew."""
    return " ".join(" ".join(mening.split()) for mening in _meningar(text) if set(years) & set(_YEAR.findall(mening)))


def _meningar(text: str) -> list[str]:
    """The sentences; one longer than anybody writes is cut, for each year in it is held against the whole of it."""
    return [mening[n : n + LANGSTA] for mening in _MENING.split(text) for n in range(0, len(mening), LANGSTA)]


def _hemma(year: int, egna: list[str], framat: bool) -> bool:
    senast = int(max(egna, default=0))
    return str(year) in egna or year == senast + 1 or (framat and year > senast)


@lru_cache(maxsize=2)
def _sager_historia(mening: str) -> bool:
    return bool(_I_MENINGEN.search(mening))


def _historia(mening: str, m: re.Match[str], egna: list[str]) -> bool:
    forst = int(min(egna, default=0))
    if int(m[0]) >= forst:
        return False
    loper = _LOPER.match(mening, m.end())
    if _FORFATTNING.match(mening, m.end()) or (loper and int(loper[1]) >= forst):
        return True
    if _ARS.match(mening, m.end()) or _ALLDELES_FORE.search(mening, max(0, m.start() - 200), m.start()):
        return True
    return int(m[0]) < forst - 1 and _sager_historia(mening)
