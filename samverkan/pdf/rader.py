"""Lines of text, laid out by Pango once: the same words in the same look and room, in one document or the next.

WeasyPrint lays a line out to learn its width, again to place it and again to draw it; a report says the same names many times, and a press
prints nine editions whose chapters are the same. What Pango gives is taken as it is, so a line is the same whether it is remembered or not.
Text that is cut with an ellipsis is written anew when it is drawn, which what is remembered refuses: no sheet of ours does that.
"""

from contextlib import contextmanager

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break
from weasyprint.text.line_break import Layout

# All that a line's layout reads of its style.
UTSEENDE = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings", "font_variation_settings", "font_language_override", "lang", "direction", "white_space", "hyphens",
    "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphenate_character", "overflow_wrap", "word_break", "word_spacing",
    "letter_spacing", "text_decoration_line", "tab_size",
)  # fmt: skip
MEST = 20_000  # lines, some six kB each: those of three hundred pages
_rader = {}
_dela, _vakna = line_break.split_first_line, Layout.reactivate


@contextmanager
def en_gang():
    """While active, a line that has been laid out is not laid out again."""
    if len(_rader) >= MEST:
        _rader.clear()
    fore = line_break.split_first_line, Layout.deactivate, Layout.reactivate
    _satt_in(_dela_en_gang, _vila_kvar, _vakna_om)
    try:
        yield
    finally:
        _satt_in(*fore)


def _satt_in(dela, vila, vakna):
    line_break.split_first_line = inline.split_first_line = preferred.split_first_line = dela
    Layout.deactivate, Layout.reactivate = vila, vakna


def _dela_en_gang(text, style, context, max_width, justification_spacing, is_line_start=True, minimum=False):
    plats = text, _utseende(style), max_width, justification_spacing, is_line_start, minimum
    rad = _rader.get(plats)
    if rad is None:
        rad = _dela(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        if len(_rader) < MEST:
            _rader[plats] = rad
    return rad


def _utseende(style):
    """Written on the style, which many boxes share; a copy of it has none."""
    try:
        return style.utseende
    except AttributeError:
        style.utseende = repr([style[namn] for namn in UTSEENDE]), style.font_config
        return style.utseende


def _vila_kvar(layout):
    """What Pango made is kept for whoever draws it, without the style, which holds a whole document. Past the limit nothing is kept."""
    if layout.justification_spacing or len(_rader) >= MEST:
        layout.__dict__.pop("layout", None)
    layout.style = None


def _vakna_om(layout, style):
    if "layout" not in layout.__dict__:
        _vakna(layout, style)
