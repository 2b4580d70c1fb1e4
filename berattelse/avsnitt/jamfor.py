"""Two versions of a text side by side, word by word. Pure: HTML in, marked HTML out (p, del and ins; all else escaped)."""

import re
from difflib import SequenceMatcher
from html import escape, unescape

_TAG = re.compile(r"<[^>]+>")
_BLOCK = re.compile(r"</(?:p|li|h5|tr|table|ul|ol)>|<br>")
_CELL = re.compile(r"</t[dh]>")
BREAK = "\n"


def words(html):
    """The words of a text, with BREAK where a block ends."""
    text = _BLOCK.sub(f" {BREAK} ", _CELL.sub(" | ", html))
    out = []
    for word in re.split(r"[^\S\n]+|(?<=\n)|(?=\n)", unescape(_TAG.sub("", text))):
        if word and not (word == BREAK and (not out or out[-1] == BREAK)):
            out.append(word)
    return out[:-1] if out[-1:] == [BREAK] else out


def sida_vid_sida(gammal, ny):
    """(the old text with <del> round what went, the new text with <ins> round what came), both as paragraphs."""
    a, b = words(gammal), words(ny)
    left, right = [], []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        left.append(_marked(a[i1:i2], "" if op == "equal" else "del"))
        right.append(_marked(b[j1:j2], "" if op == "equal" else "ins"))
    return _paragraphs(left), _paragraphs(right)


def _marked(part, tag):
    """The words of a part, one mark round each run that no block end breaks."""
    runs = [" ".join(run.split()) for run in " ".join(part).split(BREAK)]
    return BREAK.join(f"<{tag}>{escape(run)}</{tag}>" if tag and run else escape(run) for run in runs)


def _paragraphs(parts):
    blocks = (" ".join(block.split()) for block in " ".join(parts).split(BREAK))
    return "".join(f"<p>{block}</p>" for block in blocks if block)
