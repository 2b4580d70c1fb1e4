"""The personal link of a letter, and what mail programs have made of it; its bits and their hash are samverkan.lankar's.

What stands in the letter survives what mail programs do to it: no upper case that matters, no sign that could be the end of
a sentence, and whatever else has stuck to it or broken it is left out.
"""

import re
from urllib.parse import unquote

from samverkan.lankar import fingeravtryck, ny_token

__all__ = ["fingeravtryck", "lagad", "ny_token"]
LANGD = 26  # 128 bits, five to a letter
ANNAT = re.compile("[^a-z2-7]")
BRUTEN = re.compile(r"=(?:0d|0a|\s)*(?:[\r\n]|0a)\s*|=3d", re.I)  # a line broken for quoted-printable, or its equals sign


def lagad(token):
    """The token as it stood in the letter, whatever brackets, stops, spaces, line breaks or upper case have come upon it on the way."""
    return ANNAT.sub("", BRUTEN.sub("", unquote(unquote(token))).lower())[:LANGD]
