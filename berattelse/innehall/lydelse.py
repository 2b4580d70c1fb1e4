"""What a section says, as words alone: kept when it is approved, and held against what it says now. Pure."""

import hashlib
from difflib import SequenceMatcher
from html import escape

from samverkan.skrivet.jamfor import sida_vid_sida, words


def lydelse(sektion):
    """The section as it is printed, a line for each heading, paragraph and row; how it is set is not told."""
    rader = [f"{sektion.rubrik} {sektion.dnr}", *stycken(sektion.notis)]
    for del_ in sektion.delar:
        rader += [del_.rubrik, *stycken(del_.html)]
        for lista in del_.listor:
            rader += [lista.rubrik, *(rad.text for rad in lista.rader)]
        for slag, projekt in del_.tabell.per_slag if del_.tabell else []:
            rader += [slag, *projekt]
    return "\n".join(" ".join(rad.split()) for rad in rader if rad.strip())


def stycken(html):
    """Its blocks as plain lines."""
    return " ".join(words(html)).split("\n")


def skilda(da, nu):
    """[(lines that were there, those now in their place)] as HTML with what differs marked; lines that are the same are left out."""
    a, b = da.split("\n"), nu.split("\n")
    olika = [op for op in SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if op[0] != "equal"]
    return [sida_vid_sida(_html(a[i1:i2]), _html(b[j1:j2])) for _, i1, i2, j1, j2 in olika]


def _html(rader):
    return "".join(f"<p>{escape(rad)}</p>" for rad in rader)


def marke(sagt):
    """What a page carries to tell which words it showed."""
    return hashlib.sha256(sagt.encode()).hexdigest()
