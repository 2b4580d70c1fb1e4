"""From one level to the next by steps: what it was, what raised or lowered it, what it is. Hatched is not booked yet."""

from dataclasses import dataclass
from itertools import accumulate, pairwise

from samverkan.bilder.staplar import Stapel, staplar
from samverkan.bilder.svg import (
    AMBER,
    AMBER_STRIPES,
    GREEN,
    GREY,
    INK,
    LETTER,
    STRIPES,
    WHITE,
    WIDTH,
    joined,
    line,
    marke,
    pattern,
    rect,
    rows_of,
    svg,
    told,
    word,
)
from samverkan.svenska import tusental

HEIGHT, TOP, NAMES = 200, 26, 70  # units: the bars, the room for a number above them, the words beneath
STOR = 2  # units more for every letter, for a screen across a room; its bars are lower
MANY = 8  # columns; more are told as bars under each other


@dataclass(frozen=True)
class Niva:
    """A column: a level (the first, the last) or a step from the one before. `oklar`: how much of it is not booked yet."""

    namn: str
    varde: int
    under: str = ""
    oklar: int = 0


def vattenfall(titel, forst, steg, sist, enhet="", *, stor=False):
    """`forst` and `sist` are levels, `steg` what lies between: they must sum. Safe SVG. ValueError where they do not.

    Without a first level (None: nobody knows it) the steps begin at zero, and no column says so.
    """
    toppar = list(accumulate((s.varde for s in steg), initial=forst.varde if forst else 0))
    if toppar[-1] != sist.varde:
        raise ValueError("The steps do not lead from the first level to the last.")
    alla = [*([forst] if forst else ()), *steg, sist]
    if len(alla) > MANY:
        return staplar(titel, [Stapel(k.namn, k.varde, oklar=bool(k.oklar)) for k in alla], enhet)
    high = HEIGHT - 50 * stor
    scale, zero = _skala(toppar, high)
    hatching, step = marke("streck", titel), WIDTH / len(alla)
    amber = pattern(f"{hatching}-minus", AMBER_STRIPES) if any(k.oklar < 0 for k in alla) else ""
    parts = [line(0, zero, WIDTH, zero)]
    spann = [*([(0, forst.varde)] if forst else ()), *pairwise(toppar), (0, sist.varde)]
    for i, (kolumn, (fran, till)) in enumerate(zip(alla, spann, strict=True)):
        form = _Form(step * i, step, zero - fran * scale, zero - till * scale, hatching, TOP + high, STOR * stor)
        parts.append(_kolumn(kolumn, form, scale, plus=i < len(alla) - 1 and (i > 0 or not forst)))
        if i < len(alla) - 1:
            parts.append(line(step * (i + 0.9), form.till, step * (i + 1.1), form.till, GREY, True))
    return svg(titel, _sagt(alla, enhet), TOP + high + NAMES, pattern(hatching, STRIPES), amber, *parts)


@dataclass(frozen=True)
class _Form:
    """Where a column stands: its room from the left, its levels counted from the top."""

    left: float
    step: float
    fran: float
    till: float
    hatching: str
    foot: float
    mer: int  # what is added to the size of each letter

    @property
    def x(self):
        return self.left + self.step * 0.1

    @property
    def wide(self):
        return self.step * 0.8


def _skala(toppar, hojd):
    """(units for each, where zero lies)."""
    low, high = min(0, *toppar), max(0, *toppar)
    scale = hojd / ((high - low) or 1)
    return scale, TOP + high * scale


def _kolumn(k, form, scale, *, plus):
    tal = f"{'+' if plus and k.varde > 0 else ''}{tusental(k.varde)}"
    middle = form.left + form.step / 2
    namn = [(rad, 13, True, INK) for rad in rows_of(k.namn, form.step - 6, 13 + form.mer)]
    under = [(rad, 12, False, GREY) for rad in rows_of(k.under, form.step - 6, 12 + form.mer, 3 - len(namn) + 1)]
    parts = [*_staplar(k, form, scale), *_tal(k, tal, form, middle)]
    for n, (rad, size, bold, ink) in enumerate(namn + under):
        y = form.foot + 18 + form.mer + (15 + form.mer) * n
        parts.append(word(middle, y, rad, "middle", size=size + form.mer, bold=bold, ink=ink) if rad else "")
    return joined(parts)


def _staplar(k, form, scale):
    """Solid as far as it is booked, hatched for the rest; no change is a line on the level."""
    top, high = min(form.fran, form.till), abs(form.till - form.fran)
    if not k.varde:
        return [rect(form.x, form.till - 1, form.wide, 2, GREEN)]
    edge = GREEN if form.till <= form.fran else AMBER
    rest = min(abs(k.oklar) * scale, high) if k.oklar * k.varde > 0 else 0
    parts = [rect(form.x, top + rest, form.wide, high - rest, edge, edge)] if high - rest > 0.5 else []
    fill = f"url(#{form.hatching}{'-minus' * (edge == AMBER)})"
    return [*parts, rect(form.x, top, form.wide, rest, fill, edge)] if rest else parts


def _tal(k, tal, form, middle):
    """The number in its bar, on a plate where that is hatched; above the bar where it is too low, and of a last level in parts."""
    top, high = min(form.fran, form.till), abs(form.till - form.fran)
    delad = 0 < abs(k.oklar) < abs(k.varde)
    if high < 26 or delad:
        return [word(middle, top - 6, tal, "middle", size=15 + form.mer, bold=True)]
    y, wide = top + high / 2, (LETTER + form.mer / 2) * len(tal) + 12
    plate = [rect(middle - wide / 2, y - 11, wide, 22, WHITE, WHITE)] if k.oklar else []
    return [*plate, word(middle, y + 5, tal, "middle", size=15 + form.mer, bold=True, ink=INK if k.oklar else WHITE)]


def _sagt(alla, enhet):
    return told((k.namn, [f"{tusental(k.varde)} {enhet}".strip(), *([k.under] if k.under else [])]) for k in alla)
