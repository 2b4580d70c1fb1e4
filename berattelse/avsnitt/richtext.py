"""What people paste becomes what can be printed: one allow-list, lists that are lists, tables with header cells.

Word and Outlook leave their traces in class names, odd paragraphs and guarded links; none of it survives. What comes out
is fit for PDF/UA: nothing but text inside a link, no paragraph inside a list item, no heading level skipped. The one
level of headings a text may have is h5; the report moves it to where the text stands.
"""

import re
from html import escape, unescape

import nh3
from django.core.exceptions import ValidationError

from berattelse.avsnitt import lankar, urklipp
from berattelse.avsnitt.inklistrat import mend_tables
from berattelse.avsnitt.siffror import ar_nyckel
from samverkan.vilande import Vilande

lxml_html = Vilande("lxml.html")

MAX_CHARS = 100_000
MANGA = 5  # remarks on links told at a time
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = {"ul", "ol"}
INLINE = {"strong", "em", "sub", "sup", "a", "br", "data"}
TAGS = {"p", "b", "i", "li", "table", "thead", "tbody", "tr", "th", "td", *HEADINGS, *LISTS, *INLINE}
ATTRIBUTES = {
    "*": set(),
    "a": {"href"},
    "data": {"data-varde"},
    "ol": {"start"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_BULLET = re.compile(r"^\s*[·•▪‣]\s*(?=\S|$)")
_SPACES = re.compile(r"[ \t\r\n\f]+")  # a hard space is a sign of its own
_BLANK = " \u00a0"
_START = re.compile(r"[1-9][0-9]{0,3}")
_LINK = re.compile(r"https?://[^\s/\\]|mailto:[^\s/\\]|#", re.IGNORECASE)
_TOO_LONG = "Texten är för lång: den har {} tecken och får ha högst {}. Dela upp den eller korta den."


def clean(text):
    """Sanitised HTML, the same when cleaned again. ValidationError when it is longer than MAX_CHARS, or a table too large to be read."""
    _hold_length(text)
    text = lankar.IMPOSSIBLE.sub("", text)
    if not _TAG.search(text):
        text = _plain(text)
    text = lankar.ADDRESS.sub(_unwrapped, urklipp.tolka(text, TAGS, ATTRIBUTES))
    for _ in range(10):  # mending one thing may lay bare another; broken nesting settles in two or three rounds
        before, text = text, _clean_once(text)
        if text == before:
            break
    _hold_length(text)
    return text


def _hold_length(text):
    if len(text) > MAX_CHARS:
        raise ValidationError(_TOO_LONG.format(*(f"{n:,}".replace(",", "\u00a0") for n in (len(text), MAX_CHARS))))


def _unwrapped(match):
    """An address that no filter has is left as it was written."""
    address = unescape(match.group())
    real = lankar.unwrap(address)
    return match.group() if real == address else escape(real)


def tveksamma_lankar(html) -> list[str]:
    """Sentences for the writer: each link in the text that tells of a person, or that nobody can say where it leads."""
    return lankar.tveksamma(html)


def anmarkningar(text) -> list[str]:
    """What the writer is told of the links in what she sends, as sentences: those that were mended, and those to look at. At most a few."""
    if len(text) > MAX_CHARS:
        return []
    alla = [*lankar.oppnade(text), *tveksamma_lankar(text)]
    return alla if len(alla) <= MANGA else [*alla[:MANGA], f"Och {len(alla) - MANGA} länkar till att se över."]


def _plain(text):
    """Text written without the editor: a blank line parts the paragraphs."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\r", ""))]
    return "".join(f"<p>{escape(unescape(part), quote=False)}</p>" for part in paragraphs if part)


def _clean_once(text):
    safe = nh3.clean(
        text, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None,
        clean_content_tags={"script", "style", "title", *urklipp.STRUCK},
    )  # fmt: skip
    safe = lankar.IMPOSSIBLE.sub("", safe)
    if not safe.strip():
        return ""
    root = lxml_html.fragment_fromstring(safe, create_parent="div")
    steps = (
        _rename, _siffror, _headings, _links, _unnest, _loose_text, _bullets, _lists, _list_items, mend_tables, _drop_empty,
        _starts, _join, _spaces,
    )  # fmt: skip
    for step in steps:
        step(root)
    return "".join(lxml_html.tostring(child, encoding="unicode") for child in root).strip()


def _rename(root):
    for old, new in (("b", "strong"), ("i", "em")):
        for element in root.iter(old):
            element.tag = new


def _siffror(root):
    """The figures of rows: their words alone, and in a link or a heading, where none may stand, their code."""
    for element in list(root.iter("data")):
        nyckel = element.get("data-varde", "")
        _flatten(element)
        if any(True for _ in element.iterancestors("a", *HEADINGS)):
            element.text = f"[[{nyckel}]]" if ar_nyckel(nyckel) else element.text
        if not ar_nyckel(nyckel) or element.text.startswith("[["):
            element.drop_tag()
        elif not element.text:
            element.text = "?"


def _headings(root):
    for element in root.iter(*HEADINGS):
        element.tag = "h5"
        _flatten(element)


def _flatten(element):
    """Only the text remains; returns it as it was spaced."""
    text = "".join(element.itertext())
    for child in list(element):
        element.remove(child)
    element.text = " ".join(text.split())
    return text


def ar_tillaten(href):
    """Does a link lead to a page, to somebody's mail or within the document, and not to what Word takes for a network path?"""
    return bool(_LINK.match(href))


def _links(root):
    for link in list(root.iter("a")):
        href = link.get("href", "").strip()
        text = _flatten(link)
        if not (ar_tillaten(href) and link.text):
            link.text = text
            link.drop_tag()
            continue
        link.set("href", href)
        if text[:1].isspace():
            link.addprevious(space := lxml_html.Element("span"))
            space.text = " "
            space.drop_tag()
        link.tail = f"{' ' if text[-1:].isspace() else ''}{link.tail or ''}"


def _unnest(root):
    """Bold or italics round whole paragraphs lets go of them, and a paragraph in a paragraph is only text."""
    for element in list(root.iter("strong", "em", "sub", "sup")):
        if any(child.tag not in INLINE for child in element):
            element.drop_tag()
    for element in [p for p in root.iter("p") if p.getparent().tag in {"p", "h5"}]:
        element.drop_tag()


def _loose_text(root):
    """Text beside the blocks gets a paragraph; what follows on each other in one line stays together."""
    current = None
    if root.text and root.text.strip():
        current = lxml_html.Element("p")
        current.text, root.text = root.text, None
        root.insert(0, current)
    for child in [c for c in root if c is not current]:
        tail, child.tail = child.tail, None
        if child.tag in INLINE:
            current = _paragraph_after(child.getprevious(), root) if current is None else current
            current.append(child)
            child.tail = tail
            continue
        current = None
        if tail and tail.strip():
            current = lxml_html.Element("p")
            current.text = tail
            child.addnext(current)


def _paragraph_after(previous, root):
    paragraph = lxml_html.Element("p")
    root.insert(0 if previous is None else root.index(previous) + 1, paragraph)
    return paragraph


def _bullets(root):
    """Paragraphs that begin with a dot become one list, in the text and in a cell."""
    for box in [root, *root.iter("td", "th")]:
        current = None
        for child in list(box):
            match = _BULLET.match(child.text or "") if child.tag == "p" else None
            if match is None or not "".join(child.itertext())[match.end() :].strip():
                current = None
                continue
            child.text = child.text[match.end() :]
            child.tag = "li"
            if current is None:
                current = lxml_html.Element("ul")
                child.addprevious(current)
            current.append(child)


def _lists(root):
    """Whatever stands straight in a list goes into an item: an inner list into the item before it."""
    for element in list(root.iter(*LISTS)):
        if element.text and element.text.strip():
            item = lxml_html.Element("li")
            item.text, element.text = element.text, None
            element.insert(0, item)
        for child in list(element):
            _into_item(child)


def _into_item(child):
    previous = child.getprevious()
    tail, child.tail = child.tail, None
    if child.tag in LISTS and previous is not None and previous.tag == "li":
        previous.append(child)
    elif child.tag != "li":
        item = lxml_html.Element("li")
        child.addprevious(item)
        item.append(child)
    if tail and tail.strip():
        item = lxml_html.Element("li")
        item.text = tail
        (child if child.getparent().tag in LISTS else child.getparent()).addnext(item)


def _list_items(root):
    """No paragraph inside a list item; several of them are kept apart by a line break."""
    for item in list(root.iter("li")):
        for paragraph in [child for child in item if child.tag == "p"]:
            if _has_text_before(paragraph):
                paragraph.addprevious(lxml_html.Element("br"))
            paragraph.drop_tag()
    for stray in [li for li in root.iter("li") if li.getparent().tag not in LISTS]:
        stray.tag = "p"


def _has_text_before(element):
    previous = element.getprevious()
    if previous is not None:
        return previous.tag not in LISTS and previous.tag != "br"
    return bool((element.getparent().text or "").strip())


def _drop_empty(root):
    for element in reversed([*root.iter("p", "li", "h5", "strong", "em", "sub", "sup")]):
        if not "".join(element.itertext()).strip("\u00a0\u200b \n\t\r"):
            _away(element)
    for element in reversed([*root.iter(*LISTS)]):
        if not len(element):
            element.drop_tree()
    for element in root.iter():
        parent = element.getparent()
        if element.tail and not element.tail.strip() and (parent is root or parent.tag in LISTS):
            element.tail = None


def _away(element):
    """A space in bold parts two words still: it is bare when it is read again."""
    if element.tag in INLINE:
        element.tag = "span"
    else:
        element.drop_tree()


def _starts(root):
    """A numbered list that goes on from another says where it begins."""
    for element in root.iter("ol"):
        if "start" in element.attrib and (not _START.fullmatch(element.get("start")) or element.get("start") == "1"):
            del element.attrib["start"]


def _join(root):
    """Two marks of one kind that stand against each other are one, as the editor has them."""
    for element in list(root.iter("strong", "em", "sub", "sup", "a")):
        before = element.getprevious()
        if before is None or before.tail or before.tag != element.tag or dict(before.attrib) != dict(element.attrib):
            continue
        if element.text:
            _add_text(before, element.text)
        before.extend(list(element))
        before.tail = element.tail
        element.tail = None
        element.getparent().remove(element)


def _add_text(element, text):
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _spaces(root):
    """One space between words, and none where a line begins or ends: what a browser shows, and the editor keeps."""
    for block in root.iter("p", "li", "td", "th"):
        _last_breaks(block)
        lines = [[]]
        _into_lines(block, lines)
        for line in lines:
            _trim(line)


def _last_breaks(block):
    """A break with nothing after it breaks nothing."""
    for child in reversed(list(block)):
        after = child.getnext()
        if child.tag == "br" and not (child.tail or "").strip() and (after is None or after.tag in LISTS):
            block.remove(child)


def _into_lines(element, lines):
    """Adds to `lines` the texts within, as (element, "text" or "tail"); a new line where the element breaks."""
    lines[-1].append((element, "text"))
    for child in element:
        if child.tag == "br" or child.tag in LISTS:
            lines.append([])
        else:
            _into_lines(child, lines)
        lines[-1].append((child, "tail"))


def _trim(line):
    texts, space = [], True
    for element, part in line:
        text = _SPACES.sub(" ", getattr(element, part) or "")
        texts.append(text.lstrip(_BLANK if not any(texts) else " ") if space else text)
        space = texts[-1].endswith(" ") if texts[-1] else space
    for n in reversed(range(len(texts))):
        texts[n] = texts[n].rstrip(_BLANK)
        if texts[n]:
            break
    for text, (element, part) in zip(texts, line, strict=True):
        setattr(element, part, text or None)
