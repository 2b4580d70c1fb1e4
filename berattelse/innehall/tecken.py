"""Signs that no XML may hold, and so neither a Word file nor the metadata of a PDF: pasted text brings them along. Pure."""

import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def rent(text):
    """The text without them."""
    return _NOT_XML.sub("", text)


def rena(data):
    """The same data (JSON) without them, in every text."""
    if isinstance(data, dict):
        return {namn: rena(varde) for namn, varde in data.items()}
    if isinstance(data, list | tuple):
        return [rena(varde) for varde in data]
    return rent(data) if isinstance(data, str) else data
