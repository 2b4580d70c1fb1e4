"""Two versions of a text, word by word. Pure: HTML in, marked HTML out (only ins and del, everything else escaped)."""

import re
from difflib import SequenceMatcher
from html import escape, unescape

_TAG = re.compile(r"<[^>]+>")


def words(html):
    """The words of an HTML text; blocks end in a line break."""
    text = re.sub(r"</(p|li|h5|tr|table|ul|ol)>|<br>", " ¶ ", html)
    return unescape(_TAG.sub("", text)).split()


def skillnad(gammal, ny):
    """What was taken away (del) and what came to (ins), in one text."""
    a, b = words(gammal), words(ny)
    out = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            out.append(escape(" ".join(a[i1:i2])))
            continue
        if i2 > i1:
            out.append(f"<del>{escape(' '.join(a[i1:i2]))}</del>")
        if j2 > j1:
            out.append(f"<ins>{escape(' '.join(b[j1:j2]))}</ins>")
    return " ".join(out).replace("¶", "<br>")
