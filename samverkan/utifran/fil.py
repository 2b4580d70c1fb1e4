"""Answering with a file to save or to show: its name is harmless wherever it is put."""

import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

OMOJLIGA = re.compile(r'[\\/:*?"<>|]')  # in a name, on one system or another


def svara_fil(data, typ, namn, *, inline=False):
    """The bytes as a file of this name; shown in the browser only when it is asked for."""
    return HttpResponse(data, content_type=typ, headers={"Content-Disposition": lage(namn, inline=inline)})


def lage(namn, *, inline=False):
    """The header that says what a file is called."""
    return content_disposition_header(not inline, rent(namn))


def rent(namn):
    """The name without what turns its letters about, breaks a line, or is no part of a name anywhere; never hidden, never empty."""
    text = OMOJLIGA.sub("-", "".join(tecken for tecken in namn if tecken.isprintable()))
    return re.sub(r"\s+", " ", text).strip(" .")[:150] or "fil"
