"""An agenda pasted as text, read line by line: headings, ärenden with number, clock time, presenters and sub-points, pauses"""

import re
from dataclasses import dataclass, field
from datetime import time

from samverkan.svenska import MANADER

RUBRIK, ARENDE, PAUS = "rubrik", "arende", "paus"
MEST = 200  # lines of an agenda
_KLOCKSLAG = re.compile(
    r"^(?:kl\.?\s*)?([01]?\d|2[0-3])[.:]([0-5]\d)(?:\s*[-–]\s*(?:[01]?\d|2[0-3])[.:][0-5]\d)?(?=\s|$)\s*", re.IGNORECASE
)
_MANAD = "|".join(MANADER)
_NUMMER = re.compile(rf"^(?:§\s*\d{{1,3}}[.)]?\s*|\d{{1,3}}[.)]\s*(?=\S)|\d{{1,3}}\s+(?!(?:{_MANAD})\b)(?=\S))", re.IGNORECASE)
_PUNKT = re.compile(r"^[-–—•*·o\uf0b7]\s+")
_PAUS = re.compile(r"^(?:\w+[- ])?(?:paus|lunch|fika|kaffe|bensträckare)\b", re.IGNORECASE)
_DNR = re.compile(r"[,;(]?\s*\bdnr:?\s+([A-ZÅÄÖ]{2,6}[/ -]?\d[\d/-]*)\)?", re.IGNORECASE)
_SPALT = re.compile(r"\t+|\s{2,}")


@dataclass
class Textrad:
    """A line of the agenda as it was read."""

    sort: str
    titel: str
    klockslag: time | None = None
    foredragande: str = ""
    underpunkter: list[str] = field(default_factory=list)
    dnr: str = ""


def tolka(text: str) -> list[Textrad]:
    """The agenda of a text. A clock time alone on its line is that of the line after it."""
    rader: list[Textrad] = []
    vantar: time | None = None
    nyss = False  # was the line before this one an ärende, so that an unnumbered line goes on from it?
    for skriven in text.splitlines()[: MEST * 5]:
        rad = skriven.strip()
        if not any(map(str.isalnum, rad)):
            nyss = False
            continue
        klockslag, rad = _klockslag(rad)
        vantar = klockslag or vantar
        if not rad:
            continue
        if rader and vantar is None and _hor_till(rad, skriven, rader[-1], nyss=nyss):
            continue
        rader.append(_rad(rad, vantar))
        vantar, nyss = None, rader[-1].sort == ARENDE
    return rader[:MEST]


def _klockslag(rad: str) -> tuple[time | None, str]:
    funnet = _KLOCKSLAG.match(rad)
    return (time(int(funnet[1]), int(funnet[2])), rad[funnet.end() :]) if funnet else (None, rad)


def _hor_till(rad: str, skriven: str, forra: Textrad, *, nyss: bool) -> bool:
    """Does the line belong to the ärende before it: as a sub-point, or as more of its title? Then it is put there."""
    if forra.sort != ARENDE or _NUMMER.match(rad):
        return False
    if punkt := _PUNKT.match(rad):
        forra.underpunkter.append(rad[punkt.end() :].strip())
    elif skriven[:1].isspace() and not nyss:
        forra.underpunkter.append(rad)
    elif nyss and not _PAUS.match(rad) and not rad.casefold().startswith("ärenden"):
        if forra.underpunkter:
            forra.underpunkter[-1] += f" {rad}"
        else:
            forra.titel = f"{forra.titel} {rad}"
    else:
        return False
    return True


def _rad(rad: str, klockslag: time | None) -> Textrad:
    nummer = _NUMMER.match(rad)
    titel, *spalter = [del_.strip() for del_ in _SPALT.split(rad[nummer.end() :] if nummer else rad) if del_.strip()]
    if _PAUS.match(titel):
        return Textrad(PAUS, titel.capitalize() if titel.isupper() else titel, klockslag)
    if not nummer and klockslag is None and not spalter:
        return Textrad(RUBRIK, titel.rstrip(":"))
    dnr = _DNR.search(titel)
    if dnr:
        titel = (titel[: dnr.start()] + titel[dnr.end() :]).strip()
    return Textrad(ARENDE, titel[:300], klockslag, ", ".join(spalter)[:300], dnr=dnr[1][:40] if dnr else "")
