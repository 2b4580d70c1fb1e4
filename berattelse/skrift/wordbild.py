"""The report's SVG pictures in Word: the SVG itself, with the same picture as PNG for programs that do not show SVG.

Word wants both: a PNG in the old place and the SVG as its extension. The PNG is drawn here, from the few shapes that samverkan.bilder
draws, with Pillow and the typeface of the pages: both are in the lock already, it takes milliseconds, and needs no program beside
Python, while a PDF turned into pixels needs poppler and a layout. Hatching is drawn as lines, since Word does not show patterns alike.
"""

import io
import re
from functools import lru_cache
from math import floor

from django.contrib.staticfiles import finders
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm
from lxml import etree
from PIL import Image, ImageDraw, ImageFont

SVG = "{http://www.w3.org/2000/svg}"
SKALA, STRECK = 3, 8
TYPSNITT = "weblate_fonts/source-sans/ttf/SourceSans3-{}.ttf"
_TURNED = re.compile(r"translate\(([-\d.]+),([-\d.]+)\) rotate\(([-\d.]+)\)")
_TAL = re.compile(r"-?[\d.]+")
_BLIP = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{}"/></a:ext></a:extLst>'
)


def infoga(document, svg, nummer, bredd):
    """The picture as an inline drawing, of this width (mm); its title and what it shows as alternative text."""
    root = utan_monster(svg)
    inline = document.part.new_pic_inline(io.BytesIO(som_png(root)), width=Mm(bredd))
    part = Part(PackURI(f"/word/media/bild{nummer}.svg"), "image/svg+xml", etree.tostring(root), document.part.package)
    blip = inline.xpath(".//a:blip")[0]
    blip.append(parse_xml(_BLIP.format(document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))))
    inline.docPr.set("id", str(nummer))
    inline.docPr.set("name", f"Bild {nummer}")
    inline.docPr.set("descr", alternativ(root))
    return inline


def alternativ(root):
    """The picture in words: its title, and the numbers that stand in it."""
    delar = (root.findtext(f"{SVG}{namn}", "").strip() for namn in ("title", "desc"))
    return " ".join(f"{text.rstrip('.')}." for text in delar if text)


def utan_monster(svg):
    """The picture as a tree, where a pattern is white with lines or dots of its own."""
    root = etree.fromstring(svg.encode())
    for defs in root.findall(f".//{SVG}defs"):
        defs.getparent().remove(defs)
    for rect in root.findall(f".//{SVG}rect"):
        if (fill := rect.get("fill", "")).startswith("url("):
            rect.set("fill", "#ffffff")
            form = [float(rect.get(n)) for n in ("x", "y", "width", "height")]
            for namn, matt in _prickar(*form) if "prick-" in fill else _diagonaler(*form):
                farg = {"fill" if namn == "circle" else "stroke": rect.get("stroke")}
                rect.addnext(etree.Element(f"{SVG}{namn}", {k: f"{n:.1f}" for k, n in matt.items()} | farg))
    root.set("font-family", "Source Sans 3, Calibri, Arial, sans-serif")
    return root


def _diagonaler(x, y, width, height):
    """The slanting lines of a hatched square, each cut at its edges."""
    right, foot = x + width, y + height
    for n in range(1, floor((width + height) / STRECK) + 1):
        c = x + y + n * STRECK
        yield "line", {"x1": max(x, c - foot), "y1": min(foot, c - x), "x2": min(right, c - y), "y2": max(y, c - right)}


def _prickar(x, y, width, height):
    """The dots of a dotted square, none cut by its edge."""
    for rad in range(int((height - STRECK / 2) // STRECK) + 1):
        for kolumn in range(int((width - STRECK / 2) // STRECK) + 1):
            yield "circle", {"cx": x + STRECK * (kolumn + 0.5), "cy": y + STRECK * (rad + 0.5), "r": 1.6}


@lru_cache(maxsize=16)
def _typsnitt(storlek, snitt):
    return ImageFont.truetype(finders.find(TYPSNITT.format(snitt)), storlek)


def som_png(root):
    """The same picture in pixels: squares, dots, lines, corners and words are all there is in it."""
    width, height = (round(float(n) * SKALA) for n in root.get("viewBox").split()[2:])
    bild = Image.new("RGB", (width, height), "#ffffff")
    rita = ImageDraw.Draw(bild)
    sorter = {"rect": _rect, "circle": _circle, "line": _line, "polygon": _polygon, "path": _path, "text": _text}
    former = {f"{SVG}{tag}": form for tag, form in sorter.items()}
    for element in root.iter(*former):
        former[element.tag](bild, rita, element)
    ut = io.BytesIO()
    bild.quantize(64).save(ut, "PNG", optimize=True, dpi=(300, 300))
    return ut.getvalue()


def _tal(element, *namn):
    return [float(element.get(n, "0")) * SKALA for n in namn]


def _rect(_, rita, element):
    x, y, width, height = _tal(element, "x", "y", "width", "height")
    rita.rectangle((x, y, x + width, y + height), element.get("fill"), element.get("stroke"), SKALA)


def _circle(_, rita, element):
    x, y, r = _tal(element, "cx", "cy", "r")
    rita.ellipse((x - r, y - r, x + r, y + r), element.get("fill"))


def _line(_, rita, element):
    x1, y1, x2, y2 = _tal(element, "x1", "y1", "x2", "y2")
    if not element.get("stroke-dasharray"):
        rita.line((x1, y1, x2, y2), element.get("stroke"), SKALA)
        return
    for x in range(round(x1), round(x2), SKALA * 4):  # a dotted line lies always
        rita.line((x, y1, x + SKALA, y1), element.get("stroke"), SKALA)


def _path(_, rita, element):
    """Many dots, squares or lines of one look, as samverkan.bilder writes them."""
    stroke, tjock = element.get("stroke"), float(element.get("stroke-width", 1)) * SKALA
    for form in element.get("d").split("M")[1:]:
        x, y, *resten = (float(tal) * SKALA for tal in _TAL.findall(form))
        if element.get("stroke-linecap"):
            rita.ellipse((x - tjock / 2, y - tjock / 2, x + tjock / 2, y + tjock / 2), stroke)
        elif form.endswith("z"):
            rita.rectangle((x, y, x + resten[0], y + resten[1]), element.get("fill"), stroke, SKALA)
        else:
            rita.line((x, y, *resten), stroke, SKALA)


def _polygon(_, rita, element):
    horn = [tuple(float(n) * SKALA for n in par.split(",")) for par in element.get("points").split()]
    rita.polygon(horn, element.get("fill"), element.get("stroke"), SKALA)


def _text(bild, rita, element):
    text, fill, font = (
        element.text or "",
        element.get("fill"),
        _typsnitt(round(float(element.get("font-size", 14)) * SKALA), "Semibold" if element.get("font-weight") else "Regular"),
    )
    turned = _TURNED.match(element.get("transform", ""))
    if not turned:
        plats = {"middle": "ms", "end": "rs"}.get(element.get("text-anchor"), "ls")
        rita.text(_tal(element, "x", "y"), text, fill, font, plats)
        return
    x, y, grader = (float(n) for n in turned.groups())
    radie = round(font.getlength(text)) + 2 * SKALA
    mask = Image.new("L", (2 * radie, 2 * radie))
    ImageDraw.Draw(mask).text((radie, radie), text, 255, font, "ls")
    bild.paste(fill, (round(x * SKALA) - radie, round(y * SKALA) - radie), mask.rotate(-grader, Image.Resampling.BICUBIC))
