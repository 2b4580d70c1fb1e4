"""What a screen reader misses in WeasyPrint's tags, mended before the file is written.

WeasyPrint tags page by page, so a table, a list or a paragraph cut by a page becomes several elements; header cells
lack their scope, inner languages are dropped, and a link is described by its raw target. This wraps one private
function of WeasyPrint (pinned in the lock file, held by tests) to learn which HTML element each tag came from.
"""

from contextlib import contextmanager

import pydyf
from weasyprint.pdf import tags as weasy_tags

# Elements that may be cut by a page and belong together again.
MERGED = {"/Art", "/Sect", "/Div", "/P", "/L", "/LI", "/LBody", "/Table", "/THead", "/TBody", "/TFoot", "/BlockQuote"}
SCOPES = {"row": "/Row", "col": "/Column"}


@contextmanager
def recording():
    """While active, {object number of a tag: its box} is filled in as WeasyPrint builds the tree."""
    original = weasy_tags._build_box_tree
    sources = {}

    def build(box, *args, **kwargs):
        for element in original(box, *args, **kwargs):
            sources.setdefault(element.number, box)
            yield element

    weasy_tags._build_box_tree = build
    try:
        yield sources
    finally:
        weasy_tags._build_box_tree = original


def finish(pdf, sources):
    """Mend the whole tree of tags in place."""
    for number, box in sources.items():
        if box.element is not None:
            _mend(pdf.objects[number], box)
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    _merge(pdf, pdf.objects[_number(root["K"][0])], sources)


def _mend(tag, box):
    if tag["S"] == "/TH":
        tag["A"]["Scope"] = SCOPES.get(box.element.attrib.get("scope"), "/Column")
    if lang := box.element.attrib.get("lang"):
        tag["Lang"] = pydyf.String(lang)
    if box.link_annotation:
        text = " ".join("".join(box.element.itertext()).split())
        box.link_annotation["Contents"] = pydyf.String(text or "Länk")


def _number(reference):
    return int(reference.split()[0])


def _merge(pdf, parent, sources):
    """Top down: two children made from one HTML element on different pages become one."""
    kids, last = pydyf.Array(), {}
    for kid in parent["K"]:
        tag = _tag(pdf, kid)
        box = sources.get(tag.number) if tag is not None else None
        key = (tag["S"], id(box.element)) if box is not None and box.element is not None else None
        earlier = last.get(key)
        if key and earlier and tag["S"] in MERGED and tag["Pg"] != earlier[1]:
            _move_kids(pdf, tag, earlier[0])
            last[key] = (earlier[0], tag["Pg"])
            continue
        kids.append(kid)
        if key:
            last[key] = (tag, tag["Pg"])
    parent["K"] = kids
    for kid in kids:
        tag = _tag(pdf, kid)
        if tag is not None:
            _merge(pdf, tag, sources)


def _tag(pdf, kid):
    """The structure element behind a kid, or None for marked content and object references."""
    if not isinstance(kid, bytes | str):
        return None
    found = pdf.objects[_number(kid)]
    return found if isinstance(found, dict) and found.get("Type") == "/StructElem" else None


def _move_kids(pdf, tag, to):
    for kid in tag["K"]:
        child = _tag(pdf, kid)
        if child is not None:
            child["P"] = to.reference
        to["K"].append(kid)
    tag["K"] = pydyf.Array()
    tag.free = "f"
