"""The words of an SVG picture laid out whole. WeasyPrint lays out every letter by itself, which takes far longer and kerns nothing."""

from contextlib import contextmanager

from weasyprint import svg as weasy_svg


class Hel(str):
    """Words that are gone through as one."""

    __slots__ = ()

    def __iter__(self):
        yield str(self)


@contextmanager
def hela_ord():
    """While active, a text that has one place of its own is one piece."""
    original = weasy_svg.text
    tags = [tag for tag, draws in weasy_svg.TAGS.items() if draws is original]

    def draw(svg, node, font_size):
        if node.text:
            node._etree_node.text = Hel(node.text)
        return original(svg, node, font_size)

    _let(draw, tags)
    try:
        yield
    finally:
        _let(original, tags)


def _let(draws, tags):
    """What draws a text, under both the names that WeasyPrint looks it up by."""
    weasy_svg.text = draws
    weasy_svg.TAGS.update(dict.fromkeys(tags, draws))
