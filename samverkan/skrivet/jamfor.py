"""Two versions of a text side by side, word by word. Pure: HTML in, marked HTML out (p, del and ins; all else escaped)."""

import re
from collections import Counter
from difflib import SequenceMatcher
from html import escape, unescape

_TAG = re.compile(r"<[^>]+>")
_BLOCK = re.compile(r"</(?:p|li|h5|tr|table|ul|ol)>|<[uo]l\b[^>]*>|<br>")
_CELL = re.compile(r"</t[dh]>")
BREAK = "\n"
MAX_PAIRS = 2_000_000  # of a word here and the same there: two whole sections of running text have fewer


def words(html: str) -> list[str]:
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
    for op, i1, i2, j1, j2 in _opcodes(a, b):
        left.append(_marked(a[i1:i2], "" if op == "equal" else "del"))
        right.append(_marked(b[j1:j2], "" if op == "equal" else "ins"))
    return _paragraphs(left), _paragraphs(right)


def _opcodes(a, b):
    """What differs. Of two texts that are mostly the same few words, again and again, only where they begin and end alike is told."""
    start = _same(a, b)
    end = _same(a[start:][::-1], b[start:][::-1])
    i, j = len(a) - end, len(b) - end
    there = Counter(b[start:j])
    if sum(times * there[word] for word, times in Counter(a[start:i]).items()) <= MAX_PAIRS:
        return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [("equal", 0, start, 0, start), ("replace", start, i, start, j), ("equal", i, len(a), j, len(b))]


def _same(a, b):
    """How many words two texts begin alike with."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _marked(part, tag):
    """The words of a part, one mark round each run that no block end breaks."""
    runs = [" ".join(run.split()) for run in " ".join(part).split(BREAK)]
    return BREAK.join(f"<{tag}>{escape(run)}</{tag}>" if tag and run else escape(run) for run in runs)


def _paragraphs(parts):
    blocks = (" ".join(block.split()) for block in " ".join(parts).split(BREAK))
    return "".join(f"<p>{block}</p>" for block in blocks if block)
