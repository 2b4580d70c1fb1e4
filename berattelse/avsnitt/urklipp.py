"""What Word, Outlook, Teams, Google Docs and LibreOffice put on the clipboard, made into the lists and marks it looked like.

static/js/editor/wordpaste.js does the same when something is pasted, so that the writer sees it; tests hold the two alike.
What stands beside the text (struck words, comments, notes, hidden words) goes here; what is allowed at all, richtext says.
"""

import re

import nh3

from samverkan.vilande import Vilande

lxml_html = Vilande("lxml.html")

STRUCK = {"del", "s", "strike"}  # what is struck out, by hand or by tracked changes, goes with its words
BLOCKS = {"div", "section", "article", "blockquote", "pre", "address", "center", "dd", "dt", "dl"}
_INSIDE = {"p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", *BLOCKS}
_SAYS = {"style", "class", "id", "hidden", "aria-level", "data-aria-level"}
_TRACES = re.compile(rf"<(?:{'|'.join(BLOCKS | STRUCK)})\b|<[^<>]*\s(?:style|class|id|hidden|data-aria-level)\b", re.IGNORECASE)
_LIST = re.compile(r"mso-list:\s*l\d+\s+level(\d)", re.IGNORECASE)
# A paragraph sign, a dash and an o begin sentences too ("§ 92 beslutade …", "– Vi ses"): they are dots only in Word's own list paragraphs.
_MARKER = re.compile(r"^\s*(?:([·•▪‣§o\-–\uf0b7\uf0a7])|\(?(\d+|[a-z]|[ivx]+)[.)])(?:\s+|$)", re.IGNORECASE)
_IGNORE = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_BESIDE_STYLE = re.compile(
    r"text-decoration[^;]{0,80}line-through|mso-element:\s*(?:comment|footnote|endnote)|mso-special-character:\s*comment"
    r"|mso-hide:\s*all|display:\s*none|visibility:\s*hidden", re.IGNORECASE,
)  # fmt: skip
_BESIDE_CLASS = re.compile(r"MsoCommentReference|msocomtxt|msocomanchor|(?:Foot|End)noteReference|TrackChange\w*Delet", re.IGNORECASE)
_BESIDE_HREF = re.compile(r"#(?:_msocom|cmnt|_ftn|_edn|ftnt|sdfootnote|sdendnote)")
_BESIDE_ID = re.compile(r"ftn|edn|sdfootnote|sdendnote")
_NOTE_ITSELF = re.compile(r"#(?:cmnt|ftnt)_ref")
_MARKS = (
    ("sup", re.compile(r"vertical-align:\s*super", re.IGNORECASE)),
    ("sub", re.compile(r"vertical-align:\s*sub\b", re.IGNORECASE)),
    ("em", re.compile(r"font-style:\s*italic", re.IGNORECASE)),
    ("strong", re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)),
)
_NOT_BOLD = re.compile(r"font-weight:\s*(?:normal|400)", re.IGNORECASE)


def tolka(text, tags, attributes):
    """The same text without the programs' ways of saying things. `tags` and `attributes` are what the reader allows after."""
    if not _TRACES.search(text):
        return text
    safe = nh3.clean(
        text, tags={*tags, *BLOCKS, *STRUCK, "span", "ins"}, attributes={**attributes, "*": _SAYS}, link_rel=None,
        clean_content_tags={"script", "style", "title", "xml"},
    )  # fmt: skip
    if not safe.strip():
        return ""
    root = lxml_html.fragment_fromstring(safe, create_parent="div")
    for step in (_beside, _marks, _word_lists, _online_lists, _blocks):
        step(root)
    return lxml_html.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")


def _style(element):
    return element.get("style", "")


def _beside(root):
    notes = {_note(link) for link in root.iter("a") if _NOTE_ITSELF.match(link.get("href", ""))} - {None}
    for element in [e for e in root.iterdescendants() if e in notes or _is_beside(e)]:
        element.drop_tree()


def _note(link):
    """The note whose own sign leads back to the text by this link."""
    return next((up for up in link.iterancestors("p", "div") if up.getparent() is not None), None)


def _is_beside(element):
    return bool(
        element.tag in STRUCK
        or "hidden" in element.attrib
        or _BESIDE_STYLE.search(_style(element))
        or _BESIDE_CLASS.search(element.get("class", ""))
        or (element.tag == "a" and _BESIDE_HREF.match(element.get("href", "")))
        or (element.tag == "div" and _BESIDE_ID.match(element.get("id", "")))
    )


def _marks(root):
    """Bold and italics that are only said by a style, and a bold that says it is none."""
    for bold in [e for e in root.iter("b", "strong") if _NOT_BOLD.search(_style(e))]:
        bold.drop_tag()
    for span in list(root.iter("span")):
        for tag, style in _MARKS:
            if style.search(_style(span)):
                _wrap(span, tag)


def _wrap(element, tag):
    mark = lxml_html.Element(tag)
    _move(element, mark)
    element.append(mark)


def _move(source, target):
    target.text, source.text = source.text, None
    target.extend(list(source))


def _word_lists(root):
    """Word's paragraphs that are items of a list, at the level they say."""
    opened = []
    for p in list(root.iter("p")):
        level = _level(p)
        if not level:
            opened = []
            continue
        if opened and opened[0][1].getnext() is not p:
            opened = []
        number = (_MARKER.match(_take_marker(p)) or [None] * 3)[2]
        item = lxml_html.Element("li")
        _move(p, item)
        _list_at(opened, level, "ol" if number else "ul", p, number).append(item)
        p.drop_tree()


def _level(p):
    if match := _LIST.search(_style(p)):
        return int(match.group(1))
    return int("MsoListParagraph" in p.get("class", "") and bool(_MARKER.match(p.text_content())))


def _take_marker(p):
    marker = ""
    for span in [e for e in p.iter("span") if _IGNORE.search(_style(e))]:
        marker = marker or span.text_content()
        span.drop_tree()
    return marker or _take_first(p)


def _take_first(p):
    """The marker that the words begin with, taken from them."""
    first = next((text for text in p.xpath(".//text()") if text.strip()), None)
    match = _MARKER.match(first) if first is not None else None
    if match is None:
        return ""
    parent, rest = first.getparent(), first[match.end() :]
    if first.is_text:
        parent.text = rest
    else:
        parent.tail = rest
    return match.group()


def _list_at(opened, level, tag, at, number=None):
    """The list of this level among `opened`, [(level, list)] of those one is inside, outermost first; made before `at` if it is not there.

    A level that is skipped is none: what stands further in than the list before stands one step further in.
    """
    while len(opened) > 1 and opened[-2][0] >= level:
        opened.pop()
    if opened and opened[-1][0] >= level:
        _, last = opened.pop()
        if last.tag == tag:
            opened.append((level, last))
            return last
    new = lxml_html.Element(tag)
    if number and number.isdecimal():
        new.set("start", number)
    if opened:
        outer = opened[-1][1]
        outer[-1].append(new)
    else:
        at.addprevious(new)
    opened.append((level, new))
    return new


def _online_lists(root):
    """Word on the web gives every point a list of its own, with the level said beside it."""
    opened = []
    for wrapper in root.find_class("ListContainerWrapper"):
        if opened and opened[0][1].getnext() is not wrapper:
            opened = []
        items = wrapper.xpath(".//li[not(ancestor::li)]")
        for item in items:
            own = item.getparent()
            _list_at(opened, _said_level(item), own.tag if own.tag in {"ul", "ol"} else "ul", wrapper, own.get("start")).append(item)
        if items:
            wrapper.drop_tree()


def _said_level(item):
    said = item.get("data-aria-level") or item.get("aria-level") or "1"
    return min(max(int(said), 1), 9) if re.fullmatch("[0-9]{1,2}", said) else 1


def _blocks(root):
    """A block with nothing but words in it is a paragraph; one with blocks in it lets go of them."""
    for block in reversed(list(root.iterdescendants(*BLOCKS))):
        if any(child.tag in _INSIDE for child in block.iterdescendants()):
            _let_go(block)
        else:
            block.tag = "p"
            block.attrib.clear()


def _let_go(block):
    """What stands loose in it must not run into what stands before and after: empty paragraphs part them, and go later."""
    block.addprevious(lxml_html.Element("p"))
    after = lxml_html.Element("p")
    after.tail, block.tail = block.tail, None
    block.addnext(after)
    block.drop_tag()
