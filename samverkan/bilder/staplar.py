"""Bars, lying, upright and stacked: every bar carries its number, every part its own texture and a name in the key."""

from dataclasses import dataclass

from django.utils.html import format_html

from samverkan.bilder.svg import (
    AMBER,
    DOTS,
    GREEN,
    INK,
    LETTER,
    STRIPES,
    WIDTH,
    joined,
    label_width,
    marke,
    n,
    pattern,
    rect,
    svg,
    told,
    upright,
    word,
)
from samverkan.svenska import tusental

ROW, BAR = 30, 18
MOST_PARTS = 4  # as many as can be told apart without colour: dark, striped, light, dotted


@dataclass(frozen=True)
class Stapel:
    """One bar: its label, its whole number, and whether it is not settled yet (then it is hatched and said in words)."""

    namn: str
    varde: int
    oklar: bool = False
    tillagg: str = ""


@dataclass(frozen=True)
class Stapeldelar:
    """One stacked bar: its label and its parts, whole numbers from zero, in the order of the key."""

    namn: str
    delar: tuple[int, ...]


def staplar(titel, rader, enhet=""):
    """Horizontal bars from zero, negative to the left; every bar carries its number. Returns safe SVG, or "" without rows."""
    if not rader:
        return ""
    texts = [_text(r.varde, enhet, r.tillagg) for r in rader]
    low, high = min(0, *(r.varde for r in rader)), max(0, *(r.varde for r in rader))
    label = label_width(r.namn for r in rader)
    scale = (WIDTH - label - 8 - LETTER * max(map(len, texts))) / ((high - low) or 1)
    zero = label - low * scale
    hatching = marke("streck", titel)
    bars = joined(_bar(r, 2 + i * ROW, zero, scale, hatching, text) for i, (r, text) in enumerate(zip(rader, texts, strict=True)))
    return svg(titel, _bars_told(rader, texts), ROW * len(rader) + 4, pattern(hatching, STRIPES), bars, upright(zero, ROW * len(rader) + 2))


def staende(titel, rader, enhet="", width=WIDTH):
    """Upright bars from zero, negative downwards, each with its number above or below: for a few short labels, such as years."""
    if not rader:
        return ""
    low, high = min(0, *(r.varde for r in rader)), max(0, *(r.varde for r in rader))
    step, scale = width / len(rader), 150 / ((high - low) or 1)
    zero, foot = 22 + high * scale, 22 + 150 + 22 * (low < 0)
    hatching = marke("streck", titel)
    bars = joined(_column(r, step * (i + 0.5), min(44, step * 0.75), zero, scale, foot, hatching, enhet) for i, r in enumerate(rader))
    line = format_html('<line x1="0" y1="{0}" x2="{1}" y2="{0}" stroke="{2}"/>', n(zero), width, INK)
    sagt = _bars_told(rader, [_text(r.varde, enhet, r.tillagg) for r in rader])
    return svg(titel, sagt, foot + 22, pattern(hatching, STRIPES), bars, line, width=width)


def staplade(titel, delnamn, rader, enhet=""):
    """Stacked horizontal bars, at most four parts to each, with a key and each bar's sum. ValueError on what cannot be stacked."""
    if len(delnamn) > MOST_PARTS or any(len(r.delar) != len(delnamn) or min(r.delar) < 0 for r in rader):
        raise ValueError("A stacked bar has at most four named parts, none of them below zero.")
    if not rader:
        return ""
    label = label_width(r.namn for r in rader)
    sums = [_text(sum(r.delar), enhet) for r in rader]
    scale = (WIDTH - label - 8 - LETTER * max(map(len, sums))) / (max(sum(r.delar) for r in rader) or 1)
    name = marke("", titel)[1:]
    patterns = pattern(f"streck-{name}", STRIPES) + pattern(f"prick-{name}", DOTS)
    fills = (GREEN, f"url(#streck-{name})", "#a9cdbd", f"url(#prick-{name})")
    bars = joined(_stack(r, ROW * (i + 1), label, scale, fills, text) for i, (r, text) in enumerate(zip(rader, sums, strict=True)))
    sagt = told((r.namn, [f"{namn} {tusental(varde)}" for namn, varde in zip(delnamn, r.delar, strict=True)]) for r in rader)
    line = upright(label, ROW * (len(rader) + 1), ROW)
    return svg(titel, sagt, ROW * (len(rader) + 1) + 4, patterns, _key(delnamn, label, fills), bars, line)


def _bars_told(rader, texts):
    """ "2021: 1 210 tkr; 2022: 400 tkr att bokföra." """
    return told((r.namn, [text]) for r, text in zip(rader, texts, strict=True))


def _text(varde, enhet, tillagg=""):
    return " ".join(part for part in (tusental(varde), enhet, tillagg) if part)


def _colours(rad, hatching):
    edge = GREEN if rad.varde >= 0 else AMBER
    return (f"url(#{hatching})" if rad.oklar else edge), edge


def _bar(rad, y, zero, scale, hatching, text):
    length = abs(rad.varde) * scale
    left = zero if rad.varde >= 0 else zero - length
    bar = rect(left, y + (ROW - BAR) / 2, max(length, 0.5), BAR, *_colours(rad, hatching))
    return word(0, y + 20, rad.namn) + bar + word(max(left + length, zero) + 8, y + 20, text)


def _column(rad, middle, wide, zero, scale, foot, hatching, enhet):
    height = abs(rad.varde) * scale
    top = zero - height if rad.varde >= 0 else zero
    bar = rect(middle - wide / 2, top, wide, max(height, 0.5), *_colours(rad, hatching))
    number = word(middle, top - 7 if rad.varde >= 0 else top + height + 16, _text(rad.varde, enhet, rad.tillagg), "middle")
    return bar + number + word(middle, foot + 16, rad.namn, "middle")


def _stack(rad, y, label, scale, fills, text):
    parts, x = [word(0, y + 20, rad.namn)], label
    for i, varde in enumerate(rad.delar):
        if varde:
            parts.append(rect(x, y + (ROW - BAR) / 2, varde * scale, BAR, fills[i]))
        x += varde * scale
    return joined([*parts, word(x + 8, y + 20, text)])


def _key(delnamn, x, fills):
    parts, wide = [], sum(44 + LETTER * len(namn) for namn in delnamn)
    x = max(0, min(x, WIDTH - wide))  # under the bars where there is room, else from the left
    for i, namn in enumerate(delnamn):
        parts += [rect(x, 5, 14, 14, fills[i]), word(x + 20, 17, namn)]
        x += 20 + LETTER * len(namn) + 24
    return joined(parts)
