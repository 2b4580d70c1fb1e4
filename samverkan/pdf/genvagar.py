"""Shorter ways to WeasyPrint's own answers: what it reckons anew for every element, box and line though the answer is given.

Each asks whether it is the plain case, and leaves every other to WeasyPrint. Nothing is reckoned in another order: the same bytes.
What is written on a style (as in rader.py) lasts as long as its document; a copy of the style has none.
"""

import sys
from contextlib import contextmanager
from copy import copy
from functools import lru_cache

from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import float as flytande
from weasyprint.layout import percent
from weasyprint.svg import utils as svg
from weasyprint.text import line_break

_saknas, _i_flodet = ComputedStyle.__missing__, Box.is_in_normal_flow
_undvik, _andelar, _stotta = flytande.avoid_collisions, percent.resolve_percentages, line_break.strut
_matt, _farg = lru_cache(maxsize=4096)(svg.size), lru_cache(maxsize=512)(svg.color)
EGNA = {"page", "position", "float", "display", *(namn for namn in INITIAL_VALUES if namn.startswith("text_decoration_"))}
SIDOR = ("top", "right", "bottom", "left")
KANTER = [f"border_{sida}_width" for sida in SIDOR]
MATT = [
    *(f"{vad}_{sida}" for vad in ("margin", "padding") for sida in SIDOR),
    *(f"{g}{led}" for g in ("", "min_", "max_") for led in ("width", "height")),
]


def _namnen(namn):
    """What a sheet may call this property: by side, or by the text's direction."""
    logiskt = PHYSICAL_FUNCTIONS.get(namn)
    return frozenset({namn, *(logiskt(block="ttb", inline=riktning) for riktning in ("ltr", "rtl") if logiskt)})


# Properties that no sheet has named for an element, and that are then its parent's or the initial ones.
ENKLA = {namn: _namnen(namn) for namn in INITIAL_VALUES.keys() - INITIAL_NOT_COMPUTED - EGNA}


def _ordlost(style, namn):
    namnen = ENKLA.get(namn)
    if namnen is None or style.parent_style is None or not style.cascaded.keys().isdisjoint(namnen):
        return _saknas(style, namn)
    style[namn] = varde = style.parent_style[namn] if namn in INHERITED else INITIAL_VALUES[namn]
    return varde


def _vanligt_flode(box):
    return (box.style["float"] == "none" and box.style["position"] in ("static", "relative")) or _i_flodet(box)


def _fri_bredd(context, box, containing_block, outer=True):
    """Where nothing floats there is nothing to avoid. Reckoned in WeasyPrint's order, since a + b - a is not always b."""
    if context.excluded_shapes or box.style["float"] != "none" or containing_block.style["direction"] != "ltr":
        return _undvik(context, box, containing_block, outer)
    left = containing_block.content_box_x()
    right = left + containing_block.width
    if outer:
        return left, box.position_y, right - left
    left, right = left + box.margin_left, right - box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


def _fasta_matt(box, containing_block):
    """Measures that no share, no sum and no shared border is part of are the same for every box of the style, wherever it stands."""
    matten = getattr(box.style, "matten", None)
    if matten is None:
        _andelar(box, containing_block)
        box.style.matten = [(namn, getattr(box, namn)) for namn in (*MATT, *KANTER)] if _ar_fasta(box.style) else []
    elif matten:
        for namn, varde in matten:
            setattr(box, namn, varde)
    else:
        _andelar(box, containing_block)


def _ar_fasta(style):
    matten = [style[namn] for namn in MATT]
    return style["border_collapse"] != "collapse" and all(matt == "auto" or getattr(matt, "unit", None) == "px" for matt in matten)


def _stottan(style):
    try:
        return style.stotta
    except AttributeError:
        style.stotta = _stotta(style)
        return style.stotta


def _egen_farg(ord_):
    """A copy: whoever draws with it writes its opacity in it."""
    return copy(_farg(ord_))


def _overallt(egen, kortare):
    """Every name that WeasyPrint has for its own function."""
    moduler = [modul for namn, modul in sys.modules.items() if namn.startswith("weasyprint.")]
    return [(modul, namn, egen, kortare) for modul in moduler for namn, varde in vars(modul).items() if varde is egen]


_BYTEN = [
    (ComputedStyle, "__missing__", _saknas, _ordlost),
    (Box, "is_in_normal_flow", _i_flodet, _vanligt_flode),
    *_overallt(_undvik, _fri_bredd),
    *_overallt(_andelar, _fasta_matt),
    *_overallt(_stotta, _stottan),
    *_overallt(svg.size, _matt),
    *_overallt(svg.color, _egen_farg),
]


@contextmanager
def oppna():
    """While active, the shorter ways are taken."""
    _satt_in((plats, namn, kortare) for plats, namn, _, kortare in _BYTEN)
    try:
        yield
    finally:
        _satt_in((plats, namn, egen) for plats, namn, egen, _ in _BYTEN)


def _satt_in(byten):
    for plats, namn, varde in byten:
        setattr(plats, namn, varde)
