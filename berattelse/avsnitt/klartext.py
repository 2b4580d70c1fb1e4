"""A text as plain words in a text area, and back: for whoever writes without JavaScript. Pure.

A blank line parts the blocks; "# " begins a subheading, "- " and "1. " the items of a list (a list within stands further in), and a
row of a table stands as "| cell | cell |". What nobody has changed keeps its own HTML: first whole blocks, and in a changed block each
line, item and cell, so that a link or a bold word outlives a change beside it. A dash (–) and § begin words, never a list.
"""

import re
from html import escape, unescape

import nh3

from berattelse.avsnitt.richtext import ATTRIBUTES, LISTS, MAX_CHARS, TAGS
from samverkan.vilande import Vilande

lxml_html = Vilande("lxml.html")

INSET = "    "
_SPACES = re.compile(r"[ \t\r\n\f]+")
_ITEM = re.compile(r"( *)(?:[-*•]|([0-9]{1,3})\.) +(?=\S)")
_ROW = re.compile(r"\s*\|.*\|\s*")
_END = re.compile(r"</(?:p|li|h5|tr)>")
_TAG = re.compile(r"<[^<>]*>")
_BAR = re.compile(r"(?<!\\)\|")


def skriv(html):
    """The plain words of a text; of one that is too long to be saved only its words and paragraphs."""
    if len(html) > MAX_CHARS:
        return unescape(_TAG.sub("", _END.sub("\n\n", html))).strip()
    return "\n\n".join(filter(None, map(_skriv_block, _blocks(html))))


def read(text, fran=""):
    """HTML of what was written in the text area, which showed `skriv(fran)` to begin with. Not cleaned."""
    text, fran = "\n".join(line.rstrip() for line in text.expandtabs(2).splitlines()), fran if len(fran) <= MAX_CHARS else ""
    if text.strip("\n") == skriv(fran).strip("\n"):
        return fran
    whole, pieces = {}, {}
    for block in _blocks(fran):
        whole.setdefault(_skriv_block(block), []).append(_outer(block))
        for piece in block.xpath("descendant-or-self::*[self::p or self::h5 or self::td or self::th or self::li[not(ancestor::table)]]"):
            words = _cell(piece) if piece.tag in {"td", "th"} else _line(piece)
            pieces.setdefault(words, set()).add(_inner(piece))
    kept = {words: html.pop() for words, html in pieces.items() if len(html) == 1}
    return "".join(
        whole[block].pop(0) if whole.get(block) else _las_block(block, kept) for block in re.split(r"\n{2,}", text.strip("\n")) if block
    )


def _blocks(html):
    """The blocks of a text; words beside them are blocks too."""
    safe = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    root = lxml_html.fragment_fromstring(safe, create_parent="div") if safe.strip() else lxml_html.Element("div")
    for child in (root, *root):
        part = "text" if child is root else "tail"
        if (loose := getattr(child, part)) and loose.strip():
            paragraph = lxml_html.Element("p")
            paragraph.text = loose
            setattr(child, part, None)
            root.insert(0, paragraph) if child is root else child.addnext(paragraph)
    return list(root)


def _outer(element):
    return lxml_html.tostring(element, encoding="unicode", with_tail=False)


def _inner(element):
    """The HTML within, but in an item not the lists in it."""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        parts.append("" if child.tag in LISTS and element.tag == "li" else _outer(child))
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts).strip()


def _line(element):
    """The words within, but not those of the lists in it; a line break is one."""
    parts = [_SPACES.sub(" ", element.text or "")]
    for child in element:
        parts.append(_ord(child))
        parts.append(_SPACES.sub(" ", child.tail or ""))
    lines = (line.strip(" ") for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def _ord(child):
    """A figure of a row is its code: its words are the row's."""
    if child.tag == "data":
        return f"[[{child.get('data-varde')}]]"
    return "\n" if child.tag == "br" else "" if child.tag in LISTS else _line(child)


def _skriv_block(block):
    if block.tag == "table":
        return "\n".join(_row(row) for row in block.iter("tr"))
    if block.tag in LISTS:
        return "\n".join(_items(block, 0))
    return f"# {_line(block)}" if block.tag == "h5" else _line(block)


def _row(row):
    return f"| {' | '.join(_cell(cell) for cell in row)} |"


def _cell(cell):
    """In one line; a list in it is its items, one after the other."""
    words = [_line(cell), *(_line(item) for item in cell.iter("li"))]
    return "; ".join(filter(None, words)).replace("\n", " ").replace("|", r"\|")


def _items(element, depth):
    number = int(element.get("start", "1")) if element.get("start", "1").isdecimal() else 1
    for n, item in enumerate(element.iterchildren("li"), number):
        sign = "-" if element.tag == "ul" else f"{n}."
        yield f"{INSET * depth}{sign} {_line(item)}".rstrip().replace("\n", f"\n{INSET * (depth + 1)}")
        for inner in item.iterchildren(*LISTS):
            yield from _items(inner, depth + 1)


def _las_block(block, kept):
    """The HTML of a block that somebody wrote: its lines in groups of one kind."""
    groups = []
    for line in block.split("\n"):
        kind = _kind(line, groups[-1][0] if groups else None)
        if not groups or groups[-1][0] != kind or kind == "h5":
            groups.append((kind, []))
        groups[-1][1].append(line)
    return "".join(_LASARE[kind](lines, kept) for kind, lines in groups)


def _kind(line, before):
    if _ITEM.match(line) or (before == "list" and line.startswith("  ")):
        return "list"
    if _ROW.fullmatch(line):
        return "table"
    return "h5" if line.startswith("# ") else "p"


def _html(words, kept):
    return kept.get(words) or "<br>".join(escape(line.strip(), quote=False) for line in words.split("\n"))


def _las_p(lines, kept):
    return f"<p>{_html(chr(10).join(line.strip() for line in lines), kept)}</p>"


def _las_h5(lines, kept):
    return f"<h5>{_html(lines[0][2:].strip(), kept)}</h5>"


def _las_table(lines, kept):
    rows = ([cell.strip() for cell in _BAR.split(line.strip()[1:-1])] for line in lines)
    cells = ("".join(f"<td>{kept.get(c) or escape(c.replace(chr(92) + '|', '|'), quote=False)}</td>" for c in row) for row in rows)
    first, *others = (f"<tr>{row}</tr>" for row in cells)
    return f"<table><thead>{first.replace('td>', 'th>')}</thead><tbody>{''.join(others)}</tbody></table>"


def _las_list(lines, kept):
    """Lists by how far in their items stand; a line without a sign goes on from the item before it."""
    items = []
    for line in lines:
        match = _ITEM.match(line)
        if match:
            items.append([len(match[1]), match[2], line[match.end() :]])
        else:
            items[-1][2] += f"\n{line.strip()}"
    parts, opened = [], []  # opened: (how far in, the tag of the list)
    for inset, number, words in items:
        tag = "ol" if number else "ul"
        while opened and (inset < opened[-1][0] or (inset == opened[-1][0] and opened[-1][1] != tag)):
            parts.append(f"</li></{opened.pop()[1]}>")
        if opened and opened[-1][0] == inset:
            parts.append("</li><li>")
        else:
            opened.append((inset, tag))
            parts.append(f'<ol start="{number}"><li>' if number else "<ul><li>")
        parts.append(_html(words, kept))
    return "".join([*parts, *(f"</li></{tag}>" for _, tag in reversed(opened))])


_LASARE = {"p": _las_p, "h5": _las_h5, "table": _las_table, "list": _las_list}
