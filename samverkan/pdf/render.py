"""HTML → one PDF that is both PDF/UA-1 and PDF/A, the same bytes for the same HTML. Knows nothing of what it prints.

Attachments make it PDF/A-3a, else it is PDF/A-2a. Dates come from the document's own meta elements, never from the clock. It is printed
by the press where there is one (press.py), else here: the bytes are the same, and only whoever prints imports WeasyPrint.
"""

from dataclasses import dataclass
from threading import Lock

from samverkan.pdf import press
from samverkan.svenska import hall_ihop
from samverkan.vilande import Vilande

sattning = Vilande("samverkan.pdf.sattning")
# One at a time in a process: the fonts are shared, and functions of WeasyPrint are wrapped while they work. Nothing is lost by it: laying
# out is Python, and Python's threads take turns anyway.
_ENSAM = Lock()


@dataclass(frozen=True)
class Bilaga:
    """A file carried inside the PDF: its name, bytes and what it is."""

    namn: str
    data: bytes
    beskrivning: str


def render_pdf(html, *, bilagor=(), sheet="css/tryck.css", skapad=None):
    """The PDF's bytes. `skapad` (a datetime) dates the attachments. Raises what WeasyPrint raises on impossible HTML."""
    return _render(hall_ihop(html), bilagor, sheet, skapad)


def rita(html, sheet):
    """A page to be drawn into another file: no tags, no standard of its own."""
    return press.hos_pressen(html, sheet=sheet, enkelt=True) or _har(sattning.satt_enkelt, html, sheet)


def _render(html, bilagor, sheet, skapad):
    return press.hos_pressen(html, bilagor, sheet, skapad) or _har(sattning.satt, html, bilagor, sheet, skapad)


def _har(satt, *args):
    with _ENSAM:
        return satt(*args)
