"""Where a remark on a paragraph belongs when the text has been rewritten: by the paragraph's own words, never by its number. Pure.

The same words are the same paragraph, wherever it has been moved. Else it is the paragraph that is most like it among those that are
new since the remark was written: a neighbour that stood there already was another paragraph then, and is so still.
"""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from samverkan.skrivet.jamfor import BREAK, words
from samverkan.vilande import Vilande

lxml_html = Vilande("lxml.html")

LIKT = 0.6  # of the words of both stand in both, in the same order
SAMLAT = 4  # so many words in one run tell that a paragraph was parted, or joined with another
MAX_PAIRS = 200_000
_BLOCK = re.compile(r"<(?:ul|ol|li|br)\b")


@dataclass(frozen=True)
class Stycke:
    """A paragraph, a heading, a table or one item of a list: its words, and how it is set."""

    text: str
    html: str


def stycken(html):
    """The paragraphs of a cleaned text."""
    rot = lxml_html.fragment_fromstring(html or "", create_parent="div")
    ut = [stycke for barn in rot for stycke in _stycken_i(barn)]
    return [stycke for stycke in ut if stycke.text]


def _stycken_i(element):
    if element.tag not in {"ul", "ol"}:
        yield _stycke(element, "{}")
        return
    for nummer, punkt in enumerate(element, 1):
        yield _stycke(punkt, f'<ol start="{nummer}">{{}}</ol>' if element.tag == "ol" else "<ul>{}</ul>")


def _stycke(element, ram):
    html = lxml_html.tostring(element, encoding="unicode", with_tail=False)
    return Stycke(i_ord(html), ram.replace("{}", html))


def i_ord(html):
    """The words of a paragraph on one line."""
    return " ".join(word for word in words(_BLOCK.sub(r" \g<0>", html)) if word != BREAK)


def foranka(stycke, forekomst, nu, da=()):
    """Which of the paragraphs `nu` it is (an index), or None when it is no more. Texts; `da` are those that stood there then."""
    lika = [n for n, text in enumerate(nu) if text == stycke]
    if lika:
        return lika[min(forekomst, len(lika) - 1)]
    gamla = set(da)
    likheter = [(_likhet(stycke, text), -n) for n, text in enumerate(nu) if text not in gamla]
    bast, plats = max(likheter, default=(0, 0))
    return -plats if bast >= LIKT else None


def foranka_i(delar, part, stycke, forekomst, da=()):
    """(part, index) among the paragraphs of all parts, {part: [text]}: in its own part first, else where it was moved whole."""
    plats = foranka(stycke, forekomst, delar.get(part, []), da)
    if plats is not None:
        return part, plats
    return next(((annan, texter.index(stycke)) for annan, texter in delar.items() if stycke in texter), None)


def _likhet(a, b):
    """0 to 1. A paragraph that was parted or joined is like its parts, when they are more than a few words."""
    a, b = a.split(), b.split()
    i_a, i_b, kort = Counter(a), Counter(b), min(len(a), len(b))
    if (i_a & i_b).total() < LIKT * kort or sum(n * i_b[word] for word, n in i_a.items()) > MAX_PAIRS:
        return 0.0
    jamforelse = SequenceMatcher(None, a, b, autojunk=False)
    run = jamforelse.find_longest_match().size
    helhet = run / kort if run >= SAMLAT else 0.0
    return max(jamforelse.ratio(), LIKT if helhet >= LIKT else 0.0)
