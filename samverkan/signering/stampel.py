"""The mark that is printed in the field when somebody signs: a few lines in the report's own type, drawn as a page of its own."""

from html import escape

from samverkan.pdf.render import rita as rita_sidan

SHEET = "css/stampel.css"


def rita(rader, bredd, hojd):
    """A PDF of one page, `bredd` × `hojd` points. The second line is set larger: it holds the name."""
    lines = "".join(f"<p{' class=namn' if n == 1 else ''}>{escape(rad)}</p>" for n, rad in enumerate(rader))
    html = f'<html lang="sv"><style>@page {{ size: {bredd:.3f}pt {hojd:.3f}pt }}</style><body>{lines}</body></html>'
    return rita_sidan(html, SHEET)
