"""Answers → counts, shares and median. Pure: no database, no request.

"Not applicable" is counted and never averaged: it has no share and does not move the median. Shares are whole per cent of the
others, each rounded by itself: equal counts have equal shares, and three thirds are 99. What is withheld says why.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Val:
    """One alternative as the form words it. `varde` is None where there is no order."""

    id: int
    text: str
    varde: int | None = None
    ej_tillampligt: bool = False


@dataclass(frozen=True)
class Ettsvar:
    """One respondent's answer to one question: the alternative's id (or None) and the text."""

    vem: str
    val: int | None = None
    text: str = ""
    lank: str = ""  # where the whole answer is read


@dataclass(frozen=True)
class Valrad:
    """One line of the table: how many chose it, whole per cent (None where it is not averaged), and who."""

    text: str
    antal: int
    procent: int | None
    ej_tillampligt: bool
    vilka: tuple[Ettsvar, ...] = ()


@dataclass(frozen=True)
class Fragesvar:
    """The compilation of one question."""

    fraga: str
    antal: int  # who answered it at all
    tillfragade: int
    rader: tuple[Valrad, ...] = ()
    bas: int = 0  # what the shares are of
    median: str = ""
    texter: tuple[Ettsvar, ...] = ()
    foljdfraga: str = ""
    dolt: str = ""  # why nothing more is shown

    @property
    def lika_texter(self) -> list[list[Ettsvar]]:
        """The texts, those that say the same together; spaces and capitals aside. In the order the first of each was given."""
        ut: dict[str, list[Ettsvar]] = {}
        for svar in self.texter:
            ut.setdefault(" ".join(svar.text.split()).casefold(), []).append(svar)
        return list(ut.values())


def andelar(antal: Sequence[int]) -> list[int]:
    """Whole per cent, halves upwards (all zero when nobody answered)."""
    total = sum(antal)
    return [(n * 200 + total) // (2 * total) if total else 0 for n in antal]


def mitten(val: Sequence[Val], valda: Iterable[int]) -> tuple[Val, ...]:
    """The middle answer of those that have a value: one step, or the two next to each other that it lies between, the higher first.

    Empty where there is no order or no such answer, and where the two in the middle lie further apart.
    """
    per_varde = {v.varde: v for v in val if v.varde is not None}
    if not per_varde or any(v.varde is None and not v.ej_tillampligt for v in val):
        return ()
    per_id = {v.id: v.varde for v in val}
    varden = sorted(varde for v in valda if (varde := per_id.get(v)) is not None)
    if not varden:
        return ()
    lag, hog = varden[(len(varden) - 1) // 2], varden[len(varden) // 2]
    if lag == hog:
        return (per_varde[lag],)
    steg = sorted(per_varde)
    return (per_varde[hog], per_varde[lag]) if steg.index(hog) - steg.index(lag) == 1 else ()


def i_ord(steg: Sequence[Val]) -> str:
    """What `mitten` gives, in words; "" for nothing."""
    return f"mellan {steg[0].text} och {steg[1].text}" if len(steg) == 2 else "".join(v.text for v in steg)


def median(val: Sequence[Val], valda: Iterable[int]) -> str:
    """The middle answer in words; "" where no middle can be told."""
    return i_ord(mitten(val, valda))


def for_fa(antal: int, minsta: int | None) -> str:
    """Why a question of an anonymous round is withheld, or "". `minsta` as in sammanstall."""
    if minsta is not None and minsta < 1:
        return "Visas inte: frågerundan lovar anonymitet, och det är inte satt hur många som minst ska ha svarat."
    if minsta is not None and antal < minsta:
        return f"Visas inte: frågerundan lovar anonymitet och färre än {minsta} har svarat på frågan."
    return ""


def _alla_lika(svar: Sequence[Ettsvar]) -> bool:
    """Did all who chose choose the same? Then everybody's answer is known, however many they are."""
    valda = {s.val for s in svar if s.val is not None}
    return len(valda) == 1 and len(svar) > 1


def sammanstall(
    fraga: str, val: Sequence[Val], svar: Iterable[Ettsvar], *, tillfragade: int, foljdfraga: str = "", minsta: int | None = None
) -> Fragesvar:
    """One question. `minsta` is the smallest number of answers an anonymous round shows, 0 where none is set: then nothing is shown.

    None when the round is not anonymous.
    """
    besvarade = [s for s in svar if s.val is not None or s.text.strip()]
    dolt = for_fa(len(besvarade), minsta)
    if dolt:
        return Fragesvar(fraga, len(besvarade), tillfragade, foljdfraga=foljdfraga, dolt=dolt)
    if minsta is not None and _alla_lika(besvarade):
        dolt = "Visas inte: frågerundan lovar anonymitet, och alla som svarade valde samma svar."
        return Fragesvar(fraga, len(besvarade), tillfragade, foljdfraga=foljdfraga, dolt=dolt)
    if minsta is not None:
        # Without names, and in an order that tells nothing of who wrote what.
        besvarade = sorted((Ettsvar("", s.val, s.text) for s in besvarade), key=lambda s: s.text.casefold())
    valda = [s.val for s in besvarade if s.val is not None]
    antal = Counter(valda)
    raknas = [v for v in val if not v.ej_tillampligt]
    procent = dict(zip((v.id for v in raknas), andelar([antal[v.id] for v in raknas]), strict=True))
    rader = tuple(
        Valrad(v.text, antal[v.id], procent.get(v.id), v.ej_tillampligt, tuple(s for s in besvarade if s.val == v.id)) for v in val
    )
    texter = tuple(s for s in besvarade if s.text.strip())
    bas = sum(antal[v.id] for v in raknas)
    return Fragesvar(fraga, len(besvarade), tillfragade, rader, bas, median(val, valda), texter, foljdfraga)
