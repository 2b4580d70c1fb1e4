"""What people paste becomes what can be printed: one allow-list, lists that are lists, tables with header cells.

Word and Outlook leave their traces in class names, odd paragraphs and guarded links; none of it survives. What comes out
is fit for PDF/UA: nothing but text inside a link, no paragraph inside a list item, no heading level skipped.
"""

import re
from urllib.parse import parse_qs, urlsplit

import nh3
from django.core.exceptions import ValidationError
from lxml import etree
from lxml import html as lxml_html

MAX_CHARS = 100_000
TAGS = {"p", "br", "strong", "em", "b", "i", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "a", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
_BULLET = re.compile(r"^\s*[·•▪‣o\-–]\s+(?=\S)")
_TOO_LONG = "Texten är för lång: den har {} tecken och får ha högst {}. Dela upp den eller korta den."


def clean(text):
    """Sanitised HTML, the same when cleaned again. ValidationError when the text is longer than MAX_CHARS."""
    if len(text) > MAX_CHARS:
        raise ValidationError(_TOO_LONG.format(f"{len(text):,}".replace(",", "\u00a0"), f"{MAX_CHARS:,}".replace(",", "\u00a0")))
    if "<" not in text:
        text = "".join(f"<p>{part.strip()}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())
    for _ in range(10):  # mending one thing may lay bare another; broken nesting settles in two or three rounds
        before, text = text, _clean_once(text)
        if text == before:
            break
    return text


def _clean_once(text):
    safe = nh3.clean(
        text, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None,
        clean_content_tags={"script", "style", "title"},
    )  # fmt: skip
    if not safe.strip():
        return ""
    root = lxml_html.fragment_fromstring(safe, create_parent="div")
    for step in (_rename, _headings, _links, _loose_text, _bullets, _list_items, _tables, _drop_empty):
        step(root)
    return "".join(lxml_html.tostring(child, encoding="unicode") for child in root).strip()


def _rename(root):
    for old, new in (("b", "strong"), ("i", "em")):
        for element in root.iter(old):
            element.tag = new


def _headings(root):
    """The report gives h4 to the part the text stands in, so headings inside it are h5, whatever was pasted."""
    for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        element.tag = "h5"
        _flatten(element)


def _flatten(element):
    """Only the text remains."""
    text = "".join(element.itertext())
    for child in list(element):
        element.remove(child)
    element.text = text


def _links(root):
    for link in list(root.iter("a")):
        href = unwrap_safe_link(link.get("href", ""))
        _flatten(link)
        if not href or not link.text.strip():
            link.drop_tag()
        else:
            link.set("href", href)


def unwrap_safe_link(url):
    """Outlook's guarded address back to the real one, without the reader's e-mail address in it; "" when it hides none."""
    parts = urlsplit(url)
    if not parts.netloc.lower().endswith("safelinks.protection.outlook.com"):
        return url
    real = parse_qs(parts.query).get("url", [""])[0]
    return real if urlsplit(real).scheme in {"http", "https"} else ""


def _loose_text(root):
    """Text beside the blocks gets its own paragraph."""
    if root.text and root.text.strip():
        paragraph = lxml_html.Element("p")
        paragraph.text, root.text = root.text, None
        root.insert(0, paragraph)
    for child in list(root):
        if child.tag in {"strong", "em", "a", "br"}:
            paragraph = lxml_html.Element("p")
            root.replace(child, paragraph)
            tail, child.tail = child.tail, None
            paragraph.append(child)
            child.tail = tail
        elif child.tail and child.tail.strip():
            paragraph = lxml_html.Element("p")
            paragraph.text, child.tail = child.tail, None
            child.addnext(paragraph)


def _bullets(root):
    """Word's paragraphs that begin with a dot become one list."""
    current = None
    for child in list(root):
        match = _BULLET.match(child.text or "") if child.tag == "p" else None
        if match is None:
            current = None
            continue
        child.text = child.text[match.end() :]
        child.tag = "li"
        if current is None:
            current = lxml_html.Element("ul")
            child.addprevious(current)
        current.append(child)


def _list_items(root):
    """No paragraph inside a list item; several of them are kept apart by a line break."""
    for item in list(root.iter("li")):
        paragraphs = [child for child in item if child.tag == "p"]
        for i, paragraph in enumerate(paragraphs):
            if i:
                paragraph.addprevious(lxml_html.Element("br"))
            paragraph.drop_tag()
    for stray in [li for li in root.iter("li") if li.getparent().tag not in {"ul", "ol"}]:
        stray.tag = "p"


def _tables(root):
    for table in list(root.iter("table")):
        rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
        rows = [row for row in rows if row]
        if not rows:
            table.drop_tree()
            continue
        _rebuild(table, rows)


def _rebuild(table, rows):
    """A header row, a body, and the same number of cells in every row."""
    width = max(sum(int(cell.get("colspan") or 1) for cell in row) for row in rows)
    has_heads = all(cell.tag == "th" or _is_bold(cell) for cell in rows[0])
    for child in list(table):
        table.remove(child)
    table.text = None
    head, body = lxml_html.Element("thead"), lxml_html.Element("tbody")
    table.extend([head, body])
    if not has_heads:
        rows = [[_cell("th", "") for _ in range(width)], *rows] if len(rows) == 1 else rows
    for i, row in enumerate(rows):
        line = etree.SubElement(head if i == 0 else body, "tr")
        cells = [_cell("th" if i == 0 else "td", _text(cell), cell.get("colspan")) for cell in row]
        missing = width - sum(int(cell.get("colspan") or 1) for cell in cells)
        line.extend([*cells, *(_cell("th" if i == 0 else "td", "") for _ in range(missing))])
    if not len(body):
        table.remove(body)


def _cell(tag, text, colspan=None):
    cell = lxml_html.Element(tag)
    cell.text = text or "–"
    if tag == "th":
        cell.set("scope", "col")
    if colspan and colspan.isdigit() and int(colspan) > 1:
        cell.set("colspan", colspan)
    return cell


def _text(cell):
    return " ".join(" ".join(cell.itertext()).split())


def _is_bold(cell):
    whole = _text(cell)
    bold = " ".join(" ".join(" ".join(e.itertext()) for e in cell.iter("strong")).split())
    return bool(whole) and whole == bold


def _drop_empty(root):
    for element in reversed([*root.iter("p", "li", "h5", "strong", "em")]):
        if not "".join(element.itertext()).strip("\u00a0 \n\t\r"):
            element.drop_tree()
    for element in reversed([*root.iter("ul", "ol")]):
        if not len(element):
            element.drop_tree()
    for element in root.iter():
        if element.tail and not element.tail.strip() and (element.getparent() is root or element.getparent().tag in {"ul", "ol"}):
            element.tail = None
