"""What every picture is drawn with: ink, the four textures, words, squares and lines as SVG, the same in page, PDF and Word.

No style attribute (the pages' policy forbids them), the font named inside; first a title, and a description with every number in it: what
PDF/UA, Word and screen readers need. Meaning is never told by colour alone. Four textures, one meaning everywhere: solid is known,
hatched is derived or not yet booked, a dotted line with its word is unknown, an open diamond is planned and not held.
What is unknown never gets a length. `wordbild` draws the same few shapes for Word: a new shape here wants one there.
"""

from zlib import crc32

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

GREEN, AMBER, INK, RULE, WHITE = "#1d5c46", "#a86500", "#16211c", "#b9c4be", "#ffffff"
TINT, PALE, GREY, FILL = "#a9cfbd", "#e6f0eb", "#4a5651", "#d98a00"
WIDTH, LETTER = 640, 7.4  # LETTER: the mean width of a letter at 14 units, a little generous
_SLANTS = '<rect width="8" height="8" fill="#ffffff"/><path d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6" stroke="{}" stroke-width="1.6"/>'
STRIPES, AMBER_STRIPES = _SLANTS.format(GREEN), _SLANTS.format(AMBER)
DOTS = f'<rect width="8" height="8" fill="{WHITE}"/><circle cx="4" cy="4" r="1.6" fill="{GREEN}"/>'


def svg(titel, sagt, height, *parts, width=WIDTH):
    """The whole picture. `titel` is the sentence a listener hears, `sagt` every number in it."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" font-family="Source Sans 3" font-size="14">'
        "<title>{}</title><desc>{}</desc>{}</svg>", width, n(height), titel, sagt, joined(parts),
    )  # fmt: skip


def marke(sort, titel):
    """A name of its own for a texture of this picture: two pictures on a page share none."""
    return f"{sort}-{crc32(titel.encode()):08x}"


def told(rader):
    """ "2021: 1 210 tkr; 2022: 400 tkr." """
    return "; ".join(f"{namn}: {', '.join(delar)}" for namn, delar in rader) + "."


def joined(parts):
    return format_html_join("", "{}", ((part,) for part in parts))


def pattern(name, content):
    return format_html(
        '<defs><pattern id="{}" width="8" height="8" patternUnits="userSpaceOnUse">{}</pattern></defs>', name, mark_safe(content)
    )


def n(value):
    return f"{value:.1f}"


def label_width(names):
    return min(LETTER * max(map(len, names)) + 14, WIDTH * 0.45)


def upright(x, bottom, top=0, ink=INK):
    return line(x, top, x, bottom, ink)


def line(x1, y1, x2, y2, ink=INK, dotted=False):
    extra = mark_safe(' stroke-dasharray="1.5 3"') if dotted else ""
    return format_html('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"{}/>', n(x1), n(y1), n(x2), n(y2), ink, extra)


def word(x, y, text, anchor="start", *, size=14, bold=False, ink=INK, turned=0):
    """Words from this point; `turned` degrees about it, then always from their start."""
    extra = joined((
        format_html(' font-size="{}"', size) if size != 14 else "", mark_safe(' font-weight="600"') if bold else "",
    ))  # fmt: skip
    place = (
        format_html('transform="translate({},{}) rotate({})"', n(x), n(y), turned)
        if turned
        else format_html('x="{}" y="{}" text-anchor="{}"', n(x), n(y), anchor)
    )
    return format_html('<text {} fill="{}"{}>{}</text>', place, ink, extra, text)


def rect(x, y, width, height, fill, edge=GREEN):
    return format_html('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>', n(x), n(y), n(width), n(height), fill, edge)


def dot(x, y, r, fill=GREEN):
    return format_html('<circle cx="{}" cy="{}" r="{}" fill="{}"/>', n(x), n(y), n(r), fill)


def dots(points, r, ink=GREEN):
    """Many dots of one size as one shape: a stroke without length, with round ends. [(x, y)]"""
    d = "".join(f"M{n(x)} {n(y)}h0" for x, y in points)
    return format_html('<path d="{}" stroke="{}" stroke-width="{}" stroke-linecap="round"/>', d, ink, n(2 * r)) if d else ""


def squares(former, fill, edge=GREEN):
    """Many squares of one look as one shape. [(x, y, width, height)]"""
    d = "".join(f"M{n(x)} {n(y)}h{n(w)}v{n(h)}h{n(-w)}z" for x, y, w, h in former)
    return format_html('<path d="{}" fill="{}" stroke="{}"/>', d, fill, edge) if d else ""


def lines(former, ink=INK):
    """Many lines of one look as one shape. [(x1, y1, x2, y2)]"""
    d = "".join(f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}" for x1, y1, x2, y2 in former)
    return format_html('<path d="{}" fill="none" stroke="{}"/>', d, ink) if d else ""


def diamond(x, y, r=5):
    """Planned, and not held."""
    points = ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
    return polygon(points, WHITE, AMBER)


def polygon(points, fill, edge):
    return format_html('<polygon points="{}" fill="{}" stroke="{}"/>', " ".join(f"{n(x)},{n(y)}" for x, y in points), fill, edge)


def rows_of(text, room, size=12, most=2):
    """The words in at most `most` lines of this many units; what does not fit ends in "…"."""
    letters, ut = max(4, int(room / (0.9 * LETTER * size / 14))), [""]
    for ord_ in text.split():
        if ut[-1] and len(ut[-1]) + 1 + len(ord_) > letters:
            ut.append("")
        ut[-1] = f"{ut[-1]} {ord_}".strip()
    if len(ut) > most:
        ut = [*ut[: most - 1], " ".join(ut[most - 1 :])]
    return [rad if len(rad) <= letters else f"{rad[: letters - 1].rstrip()}…" for rad in ut]


def label(x, middle, text, room, size=12, most=2, **look):
    """A name beside its row, in at most so many lines about this height."""
    rader = rows_of(text, room, size, most)
    size, step = (size - 1, size) if len(rader) > 1 else (size, size + 1)
    first = middle + size * 0.36 - step * (len(rader) - 1) / 2
    return joined(word(x, first + i * step, rad, size=size, **look) for i, rad in enumerate(rader))
