"""What a screen reader misses in WeasyPrint's tags, mended before the file is written.

WeasyPrint tags page by page, so a table, a list or a paragraph cut by a page becomes several elements, and a table's head
is read anew on each page; header cells lack their scope, inner languages are dropped, a link is described by its raw
target; the hyphen that divides a word at the end of a line is read as part of it. This wraps two functions of WeasyPrint
(pinned in the lock file, held by tests): one to learn which HTML element each tag came from, one to mark such hyphens.
"""

import re
from contextlib import contextmanager

import pydyf
from weasyprint.draw import text as weasy_text
from weasyprint.pdf import tags as weasy_tags

# Elements that may be cut by a page and belong together again; and those printed anew on each page but read once.
MERGED = {"/Art", "/Sect", "/Div", "/P", "/L", "/LI", "/LBody", "/Table", "/TBody", "/BlockQuote"}
REPEATED = {"/THead", "/TFoot"}
SCOPES = {"row": "/Row", "col": "/Column"}
NUMBERING = {"disc": "/Disc", "circle": "/Circle", "square": "/Square", "decimal": "/Decimal"}
PX = 0.75  # points
DIVIDING = "\u2010"  # what the print sheet divides words by; the typeface draws it as it draws the hyphen between words
LAST_GLYPH = re.compile(rb"(.*)([0-9a-f]{4})>[-0-9. ]*\] TJ", re.DOTALL)


@contextmanager
def recording():
    """While active, {object number of a tag: its box} is filled in as WeasyPrint builds the tree."""
    build_original, draw_original = weasy_tags._build_box_tree, weasy_text.draw_first_line
    sources = {}

    def build(box, *args, **kwargs):
        for element in build_original(box, *args, **kwargs):
            sources.setdefault(element.number, box)
            yield element

    def draw(stream, textbox, *args, **kwargs):
        start = len(stream.stream)
        drawn = draw_original(stream, textbox, *args, **kwargs)
        if textbox.pango_layout.text.endswith(DIVIDING):
            _say_soft_hyphen(stream.stream, start)
        return drawn

    weasy_tags._build_box_tree, weasy_text.draw_first_line = build, draw
    try:
        yield sources
    finally:
        weasy_tags._build_box_tree, weasy_text.draw_first_line = build_original, draw_original


def _say_soft_hyphen(stream, start):
    """The last glyph drawn since `start` is read as a soft hyphen, so that a word divided at the end of a line is whole."""
    last = max(place for place in range(start, len(stream)) if isinstance(stream[place], bytes) and stream[place].endswith(b"] TJ"))
    line, hyphen = LAST_GLYPH.fullmatch(stream[last]).groups()
    soft = pydyf.Dictionary({"ActualText": pydyf.String("\u00ad")})
    stream[last : last + 1] = [line + b">] TJ", "/Span", soft, b"BDC", b"[<" + hyphen + b">] TJ", b"EMC"]


def finish(pdf, sources):
    """Mend the whole tree of tags in place."""
    for number, box in sources.items():
        if box.element is not None:
            _mend(pdf, pdf.objects[number], box)
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    document, same_header = _object(pdf, root["K"][0]), {}
    _place_notes(pdf, sources)
    _merge(pdf, document, sources, same_header)
    parents = _object(pdf, root["ParentTree"])["Nums"]
    _unlink_inner(pdf, document, parents)
    kept = {tag.number: tag for tag in _below(pdf, document)}
    _name_cells_and_notes(root, kept.values(), same_header)
    _pass_over_unread(pdf, parents, kept)
    for number in sources.keys() - kept.keys():
        pdf.objects[number].free = "f"


def _mend(pdf, tag, box):
    kind = tag["S"]
    if kind == "/TH":
        tag["A"]["Scope"] = SCOPES.get(box.element.attrib.get("scope"), "/Column")
    elif kind == "/L":
        numbering = NUMBERING.get(box.style["list_style_type"], "/None")
        tag["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
    elif kind == "/Figure":
        tag["A"]["BBox"] = _in_points(tag["A"]["BBox"], _object(pdf, tag["Pg"])["MediaBox"][3])
    if lang := box.element.attrib.get("lang"):
        tag["Lang"] = pydyf.String(lang)
    if box.link_annotation:
        text = " ".join("".join(box.element.itertext()).split())
        box.link_annotation["Contents"] = pydyf.String(text or "Länk")


def _in_points(box, page_height):
    """WeasyPrint gives a picture's place in CSS pixels from the page's top; a reader counts points from its foot."""
    left, top, right, bottom = (value * PX for value in box)
    return pydyf.Array([left, page_height - bottom, right, page_height - top])


def _merge(pdf, parent, sources, same_header):
    """Top down: children made from one HTML element on different pages become one; a head printed again is left out."""
    kids, last = pydyf.Array(), {}
    _lift_columns(pdf, parent, sources)
    for kid in parent["K"]:
        tag = _tag(pdf, kid)
        key = _origin(tag, sources)
        earlier, page = last.get(key, (None, None)) if key else (None, None)
        if earlier and tag["S"] in MERGED and tag["Pg"] != page:
            _move_kids(pdf, tag, earlier)
            last[key] = (earlier, tag["Pg"])
        elif earlier and tag["S"] in REPEATED:
            same_header |= dict(zip(_ids(pdf, tag), _ids(pdf, earlier), strict=True))
        else:
            kids.append(kid)
            last[key] = (tag, tag["Pg"]) if key else (None, None)
    parent["K"] = kids
    for tag in _children(pdf, parent):
        _merge(pdf, tag, sources, same_header)


def _origin(tag, sources):
    """What makes two tags parts of one: their kind and the HTML element they came from. None when they came from none."""
    box = sources.get(tag.number) if tag is not None else None
    return (tag["S"], id(box.element)) if box is not None and box.element is not None else None


def _lift_columns(pdf, parent, sources):
    """An element set in columns holds itself once for each column: what stands there is lifted up."""
    here, kids = _origin(parent, sources), parent["K"]
    parent["K"] = pydyf.Array()
    for kid in kids:
        tag = _tag(pdf, kid)
        if here and here[0] in MERGED and _origin(tag, sources) == here:
            _move_kids(pdf, tag, parent)
        else:
            parent["K"].append(kid)


def _move_kids(pdf, tag, to):
    for kid in tag["K"]:
        child = _tag(pdf, kid)
        if child is not None:
            child["P"] = to.reference
        to["K"].append(kid)
    tag["K"] = pydyf.Array()


def _place_notes(pdf, sources):
    """A footnote is printed at the foot of the page, and read where it is called."""
    named = [(pdf.objects[number], box) for number, box in sources.items() if box.element is not None]
    calls = {id(box.element): tag for tag, box in named if box.element_tag.endswith("::footnote-call")}
    for tag, box in named:
        call = calls.get(id(box.element))
        if call is not None and "::" not in box.element_tag:
            _object(pdf, tag["P"])["K"].remove(tag.reference)
            tag |= {"S": "/Note", "ID": pydyf.String(f"not-{tag.number}"), "P": call["P"]}
            beside = _object(pdf, call["P"])["K"]
            beside.insert(beside.index(call.reference) + 1, tag.reference)


def _unlink_inner(pdf, parent, parents):
    """A box inside a link is made a link of its own, to the same place: it becomes plain, so that the link is met once."""
    for tag in _children(pdf, parent):
        if parent["S"] == tag["S"] == "/Link":
            tag["S"] = "/Span"
            for kid in [kid for kid in tag["K"] if not isinstance(kid, int)]:
                pointer = _object(pdf, kid)
                if pointer.get("Type") == "/OBJR":
                    tag["K"].remove(kid)
                    _remove_annotation(pdf, _object(pdf, pointer["Obj"]), _object(pdf, tag["Pg"]), parents)
                    pointer.free = "f"
        _unlink_inner(pdf, tag, parents)


def _remove_annotation(pdf, annotation, page, parents):
    page["Annots"].remove(annotation.reference)
    at = parents.index(annotation["StructParent"], 2 * len(pdf.page_references))
    del parents[at : at + 2]
    annotation.free = "f"


def _ids(pdf, tag):
    return [below["ID"].string for below in _below(pdf, tag) if "ID" in below]


def _name_cells_and_notes(root, tags, same_header):
    """The index of names that the standard asks for; cells of later pages point to the head that is read."""
    names = {tag["ID"].string: tag for tag in tags if "ID" in tag}
    if names:
        pairs = [part for name in sorted(names) for part in (pydyf.String(name), names[name].reference)]
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})
    for tag in tags:
        if "Headers" in tag.get("A", {}):
            tag["A"]["Headers"] = pydyf.Array(pydyf.String(same_header.get(header.string, header.string)) for header in tag["A"]["Headers"])


def _pass_over_unread(pdf, parents, kept):
    """Running heads, page numbers and heads printed again are no part of what is read: they are marked so in the pages."""
    for index, reference in enumerate(pdf.page_references):
        owners = parents[2 * index + 1]
        unread = {mcid for mcid, owner in enumerate(owners) if _number(owner) not in kept}
        stream = _object(pdf, _object(pdf, reference)["Contents"]).stream
        for place, part in enumerate(stream):
            if isinstance(part, pydyf.Dictionary) and part.get("MCID") in unread:
                pdf.objects[_number(owners[part["MCID"]])].free = "f"
                owners[part["MCID"]] = "null"
                stream[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def say_hyphens(pdf):
    """The two hyphens are one glyph: it is read as the one between words, whichever was drawn first."""
    for part in pdf.objects:
        if isinstance(part, pydyf.Stream) and b"endbfchar" in part.stream:
            part.stream = [line.replace(b"> <2010>", b"> <002d>") if isinstance(line, bytes) else line for line in part.stream]


def _below(pdf, tag):
    yield tag
    for child in _children(pdf, tag):
        yield from _below(pdf, child)


def _children(pdf, tag):
    return [child for kid in tag["K"] if (child := _tag(pdf, kid)) is not None]


def _tag(pdf, kid):
    """The structure element behind a kid, or None for marked content and object references."""
    found = _object(pdf, kid) if isinstance(kid, bytes | str) else None
    return found if isinstance(found, dict) and found.get("Type") == "/StructElem" else None


def _object(pdf, reference):
    return pdf.objects[_number(reference)]


def _number(reference):
    return int(reference.split()[0])
