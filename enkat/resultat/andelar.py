"""Answers → counts, shares and median. Pure: no database, no request.

"Not applicable" is counted and never averaged: it has no share and does not move the median. Shares are whole per cent of the
others and always sum to a hundred (largest remainder). What is withheld says why.
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


def andelar(antal: Sequence[int]) -> list[int]:
    """Whole per cent that sum to exactly 100 (all zero when nobody answered)."""
    total = sum(antal)
    if not total:
        return [0] * len(antal)
    hela = [n * 100 // total for n in antal]
    rest = sorted(range(len(antal)), key=lambda i: (-(antal[i] * 100 % total), i))
    for i in rest[: 100 - sum(hela)]:
        hela[i] += 1
    return hela


def median(val: Sequence[Val], valda: Iterable[int]) -> str:
    """The middle answer in words, of those that have a value; "" where there is no order or no such answer."""
    ord_ = {v.varde: v.text for v in val if v.varde is not None}
    if not ord_ or any(v.varde is None and not v.ej_tillampligt for v in val):
        return ""
    per_id = {v.id: v.varde for v in val}
    varden = sorted(varde for v in valda if (varde := per_id.get(v)) is not None)
    if not varden:
        return ""
    lag, hog = varden[(len(varden) - 1) // 2], varden[len(varden) // 2]
    return ord_[lag] if lag == hog else f"mellan {ord_[hog]} och {ord_[lag]}"


def for_fa(antal: int, minsta: int | None) -> str:
    """Why a question of an anonymous round is withheld, or ""."""
    if minsta and antal < minsta:
        return f"Visas inte: omgången lovar anonymitet och färre än {minsta} har svarat på frågan."
    return ""


def sammanstall(
    fraga: str, val: Sequence[Val], svar: Iterable[Ettsvar], *, tillfragade: int, foljdfraga: str = "", minsta: int | None = None
) -> Fragesvar:
    """One question. `minsta` is the smallest number of answers an anonymous round shows; None when the round is not anonymous."""
    besvarade = [s for s in svar if s.val is not None or s.text.strip()]
    dolt = for_fa(len(besvarade), minsta)
    if dolt:
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
