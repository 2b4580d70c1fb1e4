"""The SVG pictures of a page, read by themselves, with their words laid out whole.

What is drawn inside a picture is none of the page's business: WeasyPrint would parse each line of it as HTML, match it with every rule of
the sheet and give it a style that nothing asks for, for half of a report's elements. So only the picture's frame and its title (what a
listener hears) stand in the page it reads. And it would lay out every letter of a picture's words by itself, and kern nothing.
"""

import re
from contextlib import contextmanager
from xml.etree import ElementTree as ET

from weasyprint import html as weasy_html
from weasyprint import svg as weasy_svg

SVG = "{http://www.w3.org/2000/svg}svg"
PLATS = "data-bild"
# In a picture of our own (samverkan/bilder/svg.py) the title comes first; another is left where it stands.
_BILD = re.compile(r"(?P<ram><svg [^>]*)>(?P<titel><title>[^<]*</title>).*?</svg>", re.DOTALL)


class Hel(str):
    """Words that are gone through as one."""

    __slots__ = ()

    def __iter__(self):
        yield str(self)


def lyft_ut(html):
    """(the page with each picture's frame and title alone, the pictures in their order)."""
    bilder = []

    def ram(traff):
        try:
            bilder.append(ET.fromstring(traff[0]))  # noqa: S314 - what our own templates wrote
        except ET.ParseError:
            return traff[0]
        return f'{traff["ram"]} {PLATS}="{len(bilder) - 1}">{traff["titel"]}</svg>'

    return _BILD.sub(ram, html), bilder


@contextmanager
def ritade(bilder):
    """While active, a frame is filled with its picture, and a text that has one place of its own is one piece."""
    fyll, original = weasy_html.HTML_HANDLERS[SVG], weasy_svg.text
    tags = [tag for tag, draws in weasy_svg.TAGS.items() if draws is original]

    def fyll_ramen(element, box, *args):
        # The box keeps the frame's element: its title is what the tag is named by.
        bild = bilder[int(plats)] if (plats := element.get(PLATS)) else element
        rutor = fyll(bild, box, *args)
        for ruta in rutor:
            ruta.element = element
        return rutor

    def draw(svg, node, font_size):
        if node.text:
            node._etree_node.text = Hel(node.text)
        return original(svg, node, font_size)

    weasy_html.HTML_HANDLERS[SVG] = fyll_ramen
    _let(draw, tags)
    try:
        yield
    finally:
        weasy_html.HTML_HANDLERS[SVG] = fyll
        _let(original, tags)


def _let(draws, tags):
    """What draws a text, under both the names that WeasyPrint looks it up by."""
    weasy_svg.text = draws
    weasy_svg.TAGS.update(dict.fromkeys(tags, draws))
