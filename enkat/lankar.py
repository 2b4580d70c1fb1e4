"""The personal link: 128 random bits in the letter, their hash in the database.

What stands in the letter survives what mail programs do to it: no upper case that matters, no sign that could be the end of
a sentence, and whatever else has stuck to it or broken it is left out.
"""

import base64
import hashlib
import re
import secrets
from urllib.parse import unquote

LANGD = 26  # 128 bits, five to a letter
ANNAT = re.compile("[^a-z2-7]")
BRUTEN = re.compile(r"=(?:0d|0a|\s)*(?:[\r\n]|0a)\s*|=3d", re.I)  # a line broken for quoted-printable, or its equals sign


def ny_token():
    """(what stands in the link, what is stored)."""
    token = base64.b32encode(secrets.token_bytes(16)).decode().lower().rstrip("=")
    return token, fingeravtryck(token)


def lagad(token):
    """The token as it stood in the letter, whatever brackets, stops, spaces, line breaks or upper case have come upon it on the way."""
    return ANNAT.sub("", BRUTEN.sub("", unquote(unquote(token))).lower())[:LANGD]


def fingeravtryck(token):
    """SHA-256 in hex: enough for a random token, which cannot be guessed from a list of likely words."""
    return hashlib.sha256(token.encode()).hexdigest()
