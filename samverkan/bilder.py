"""Pictures drawn on the server as SVG, the same in page, PDF and Word. Each stands beside the table it is made from.

No style attribute (the pages' policy forbids them), the font named inside, a title first: what PDF/UA and screen readers need.
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from samverkan.svenska import tusental

GREEN, AMBER, INK, RULE = "#1d5c46", "#d98a00", "#16211c", "#b9c4be"
WIDTH, LABEL, ROW, BAR = 640, 170, 34, 18


@dataclass(frozen=True)
class Stapel:
    """One bar: its label, its whole number, and whether it is not settled yet (then it is hatched and said in words)."""

    namn: str
    varde: int
    oklar: bool = False
    tillagg: str = ""


def staplar(titel, rader, enhet=""):
    """Horizontal bars from zero, negative to the left; every bar carries its number. Returns safe SVG, or "" without rows."""
    if not rader:
        return ""
    low, high = min(0, *(r.varde for r in rader)), max(0, *(r.varde for r in rader))
    scale = (WIDTH - LABEL - 150) / ((high - low) or 1)
    zero = LABEL + (-low) * scale
    height = ROW * len(rader) + 8
    bars = format_html_join("", "{}", ((_bar(r, i, zero, scale, enhet),) for i, r in enumerate(rader)))
    axis = format_html('<line x1="{0}" y1="2" x2="{0}" y2="{1}" stroke="{2}" stroke-width="1"/>', _n(zero), height - 4, INK)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" font-family="Source Sans 3" font-size="14">'
        "<title>{}</title>{}{}{}</svg>", WIDTH, height, titel, _hatching(), bars, axis,
    )  # fmt: skip


def _hatching():
    return mark_safe(
        '<defs><pattern id="streckad" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="#ffffff"/><path d="M0 6 L6 0" stroke="{GREEN}" stroke-width="2"/></pattern></defs>'
    )


def _n(value):
    return f"{value:.1f}"


def _bar(rad, i, zero, scale, enhet):
    length = abs(rad.varde) * scale
    x = zero if rad.varde >= 0 else zero - length
    y = 4 + i * ROW + (ROW - BAR) / 2
    fill = "url(#streckad)" if rad.oklar else (GREEN if rad.varde >= 0 else AMBER)
    text = " ".join(part for part in (tusental(rad.varde), enhet, rad.tillagg) if part)
    return format_html(
        '<text x="{}" y="{}" text-anchor="end" fill="{}">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="1"/>'
        '<text x="{}" y="{}" fill="{}">{}</text>',
        LABEL - 12, _n(y + 14), INK, rad.namn, _n(x), _n(y), _n(max(length, 0.5)), BAR, fill, GREEN if rad.varde >= 0 else AMBER,
        _n(max(x + length, zero) + 8), _n(y + 14), INK, text,
    )  # fmt: skip
