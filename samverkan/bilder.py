"""Pictures drawn on the server as SVG, the same in page, PDF and Word. Each stands beside the table it is made from.

No style attribute (the pages' policy forbids them), the font named inside; first a title, and a description with every number in it: what
PDF/UA, Word and screen readers need.
Meaning is never told by colour alone: every bar carries its number, every part its own pattern and a name in the key.
"""

from dataclasses import dataclass
from zlib import crc32

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from samverkan.svenska import tusental

GREEN, AMBER, INK, RULE, WHITE = "#1d5c46", "#a86500", "#16211c", "#b9c4be", "#ffffff"
WIDTH, ROW, BAR, LETTER = 640, 30, 18, 7.4  # LETTER: the mean width of a letter at 14 units, a little generous
STRIPES = f'<rect width="8" height="8" fill="{WHITE}"/><path d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6" stroke="{GREEN}" stroke-width="1.6"/>'
DOTS = f'<rect width="8" height="8" fill="{WHITE}"/><circle cx="4" cy="4" r="1.6" fill="{GREEN}"/>'
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
    label = _label_width(r.namn for r in rader)
    scale = (WIDTH - label - 8 - LETTER * max(map(len, texts))) / ((high - low) or 1)
    zero = label - low * scale
    hatching = f"streck-{crc32(titel.encode()):08x}"
    bars = _joined(_bar(r, 2 + i * ROW, zero, scale, hatching, text) for i, (r, text) in enumerate(zip(rader, texts, strict=True)))
    return _svg(
        titel, _bars_told(rader, texts), ROW * len(rader) + 4, _pattern(hatching, STRIPES), bars, _upright(zero, ROW * len(rader) + 2)
    )


def staende(titel, rader, enhet=""):
    """Upright bars from zero, negative downwards, each with its number above or below: for a few short labels, such as years."""
    if not rader:
        return ""
    low, high = min(0, *(r.varde for r in rader)), max(0, *(r.varde for r in rader))
    step, scale = WIDTH / len(rader), 150 / ((high - low) or 1)
    zero, foot = 22 + high * scale, 22 + 150 + 22 * (low < 0)
    hatching = f"streck-{crc32(titel.encode()):08x}"
    bars = _joined(_column(r, step * (i + 0.5), zero, scale, foot, hatching, enhet) for i, r in enumerate(rader))
    line = format_html('<line x1="0" y1="{0}" x2="{1}" y2="{0}" stroke="{2}"/>', _n(zero), WIDTH, INK)
    told = _bars_told(rader, [_text(r.varde, enhet, r.tillagg) for r in rader])
    return _svg(titel, told, foot + 22, _pattern(hatching, STRIPES), bars, line)


def staplade(titel, delnamn, rader, enhet=""):
    """Stacked horizontal bars, at most four parts to each, with a key and each bar's sum. ValueError on what cannot be stacked."""
    if len(delnamn) > MOST_PARTS or any(len(r.delar) != len(delnamn) or min(r.delar) < 0 for r in rader):
        raise ValueError("A stacked bar has at most four named parts, none of them below zero.")
    if not rader:
        return ""
    label = _label_width(r.namn for r in rader)
    sums = [_text(sum(r.delar), enhet) for r in rader]
    scale = (WIDTH - label - 8 - LETTER * max(map(len, sums))) / (max(sum(r.delar) for r in rader) or 1)
    name = f"{crc32(titel.encode()):08x}"
    patterns = _pattern(f"streck-{name}", STRIPES) + _pattern(f"prick-{name}", DOTS)
    fills = (GREEN, f"url(#streck-{name})", "#a9cdbd", f"url(#prick-{name})")
    bars = _joined(_stack(r, ROW * (i + 1), label, scale, fills, text) for i, (r, text) in enumerate(zip(rader, sums, strict=True)))
    told = _told((r.namn, [f"{namn} {tusental(varde)}" for namn, varde in zip(delnamn, r.delar, strict=True)]) for r in rader)
    line = _upright(label, ROW * (len(rader) + 1), ROW)
    return _svg(titel, told, ROW * (len(rader) + 1) + 4, patterns, _key(delnamn, label, fills), bars, line)


def _bars_told(rader, texts):
    """ "2021: 1 210 tkr; 2022: 400 tkr att bokföra." """
    return _told((r.namn, [text]) for r, text in zip(rader, texts, strict=True))


def _told(rader):
    return "; ".join(f"{namn}: {', '.join(delar)}" for namn, delar in rader) + "."


def _svg(titel, told, height, *parts):
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" font-family="Source Sans 3" font-size="14">'
        "<title>{}</title><desc>{}</desc>{}</svg>", WIDTH, _n(height), titel, told, _joined(parts),
    )  # fmt: skip


def _joined(parts):
    return format_html_join("", "{}", ((part,) for part in parts))


def _pattern(name, content):
    return format_html(
        '<defs><pattern id="{}" width="8" height="8" patternUnits="userSpaceOnUse">{}</pattern></defs>', name, mark_safe(content)
    )


def _n(value):
    return f"{value:.1f}"


def _text(varde, enhet, tillagg=""):
    return " ".join(part for part in (tusental(varde), enhet, tillagg) if part)


def _label_width(names):
    return min(LETTER * max(map(len, names)) + 14, WIDTH * 0.45)


def _upright(x, bottom, top=0):
    return format_html('<line x1="{0}" y1="{1}" x2="{0}" y2="{2}" stroke="{3}"/>', _n(x), top, _n(bottom), INK)


def _word(x, y, text, anchor="start"):
    return format_html('<text x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>', _n(x), _n(y), anchor, INK, text)


def _rect(x, y, width, height, fill, edge=GREEN):
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>', _n(x), _n(y), _n(width), _n(height), fill, edge
    )


def _colours(rad, hatching):
    edge = GREEN if rad.varde >= 0 else AMBER
    return (f"url(#{hatching})" if rad.oklar else edge), edge


def _bar(rad, y, zero, scale, hatching, text):
    length = abs(rad.varde) * scale
    left = zero if rad.varde >= 0 else zero - length
    bar = _rect(left, y + (ROW - BAR) / 2, max(length, 0.5), BAR, *_colours(rad, hatching))
    return _word(0, y + 20, rad.namn) + bar + _word(max(left + length, zero) + 8, y + 20, text)


def _column(rad, middle, zero, scale, foot, hatching, enhet):
    height = abs(rad.varde) * scale
    top = zero - height if rad.varde >= 0 else zero
    bar = _rect(middle - 22, top, 44, max(height, 0.5), *_colours(rad, hatching))
    number = _word(middle, top - 7 if rad.varde >= 0 else top + height + 16, _text(rad.varde, enhet, rad.tillagg), "middle")
    return bar + number + _word(middle, foot + 16, rad.namn, "middle")


def _stack(rad, y, label, scale, fills, text):
    parts, x = [_word(0, y + 20, rad.namn)], label
    for i, varde in enumerate(rad.delar):
        if varde:
            parts.append(_rect(x, y + (ROW - BAR) / 2, varde * scale, BAR, fills[i]))
        x += varde * scale
    return _joined([*parts, _word(x + 8, y + 20, text)])


def _key(delnamn, x, fills):
    parts, wide = [], sum(44 + LETTER * len(namn) for namn in delnamn)
    x = max(0, min(x, WIDTH - wide))  # under the bars where there is room, else from the left
    for i, namn in enumerate(delnamn):
        parts += [_rect(x, 5, 14, 14, fills[i]), _word(x + 20, 17, namn)]
        x += 20 + LETTER * len(namn) + 24
    return _joined(parts)


@dataclass(frozen=True)
class Ruta:
    """One square of a heat map: the sign it carries, and how strong it is (0 to 1; None is not on the scale)."""

    tecken: str
    styrka: float | None = None


def varmekarta(titel, kolumner, rader, nyckel):
    """A grid of squares, each with its sign: [(label, squares)]. `nyckel` is [(sign, word)]. Safe SVG, or "" without rows."""
    if not rader or not kolumner:
        return ""
    label, top, side = _label_width(namn for namn, _ in rader), 84, 26
    step = min((WIDTH - label - 50) / len(kolumner), 60)  # the last head leans out to the right
    heads = _joined(
        format_html(
            '<text transform="translate({},{}) rotate(-50)" fill="{}">{}</text>', _n(label + step * (i + 0.5)), top - 8, INK, kolumn
        )
        for i, kolumn in enumerate(kolumner)
    )
    squares = _joined(
        _word(0, top + n * side + 18, namn)
        + _joined(_square(ruta, label + i * step, top + n * side, step, side) for i, ruta in enumerate(rutor))
        for n, (namn, rutor) in enumerate(rader)
    )
    foot = top + len(rader) * side + 24
    words = _joined(_word(0, foot + 20 * i, f"{tecken or 'tom'}  {text}") for i, (tecken, text) in enumerate(nyckel))
    told = _told(
        (namn, [f"{kolumn} {ruta.tecken or 'tom'}" for kolumn, ruta in zip(kolumner, rutor, strict=True)]) for namn, rutor in rader
    )
    return _svg(titel, told, foot + 20 * len(nyckel), heads, squares, words)


def _square(ruta, x, y, width, height):
    """Dark green for strong, paper for weak; the sign is white where the ground is dark."""
    fill, ink = WHITE, INK
    if ruta.styrka is not None:
        share = max(0.0, min(1.0, ruta.styrka))
        fill = "#" + "".join(f"{round(255 + (c - 255) * share):02x}" for c in (0x1D, 0x5C, 0x46))
        ink = WHITE if share > 0.6 else INK
    square = _rect(x + 1, y + 1, width - 2, height - 2, fill, RULE if ruta.styrka is None else GREEN)
    sign = format_html(
        '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>', _n(x + width / 2), _n(y + height / 2 + 5), ink, ruta.tecken
    )
    return square + sign
