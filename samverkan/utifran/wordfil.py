"""A Word file that somebody sends, opened as the package it is: what it may hold, and the parts of it that are read.

Nothing in it is run, and no address in it is followed. Read in a process of its own (barn.py).
"""

import io
import posixpath
import zipfile
import zlib

from samverkan.vilande import Vilande

etree = Vilande("lxml.etree")


MB = 1024 * 1024
MEST, MEST_I_DEL, DELAR = 200 * MB, 30 * MB, 5000  # unpacked: all of it, a part that is read; and how many parts
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HUVUD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FAR_LEDA_UT = ("/hyperlink", "/attachedTemplate")  # neither is followed; every other file that is outside belongs to what is shown
_TRASIGT = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, KeyError, IndexError, UnicodeError)

INGEN = "Filen är ingen Word-fil (.docx)."
GAMMAL = "Filen är i Words äldre format (.doc) eller skyddad med lösenord. Spara den som .docx utan lösenord, och läs in den på nytt."
SONDER = "Word-filen är skadad och går inte att läsa. Öppna den i Word, spara den på nytt och försök igen."
FOR_STOR = "Word-filen är för stor när den packas upp. Ta bort bilder och annat som inte hör till texten, och försök igen."
MAKRON = "Filen innehåller makron (.docm) och läses inte. Spara den som vanlig Word-fil (.docx), och läs in den på nytt."
STRIKT = "Filen är sparad som Strict Open XML. Spara den som vanlig Word-fil (.docx), och läs in den på nytt."
UTIFRAN = (
    "Filen visar något som ligger utanför den, till exempel en länkad bild, och läses inte. Ta bort det eller klistra in det som egen "
    "bild, och läs in filen på nytt."
)


class WordError(ValueError):
    """Why the file is not read, for whoever sent it."""


class Wordfil:
    """The package of a Word file that may be read. WordError when it may not."""

    def __init__(self, data):
        if data.startswith(_OLE):
            raise WordError(GAMMAL)
        if not zipfile.is_zipfile(io.BytesIO(data)):
            raise WordError(INGEN)
        try:
            self._arkiv = zipfile.ZipFile(io.BytesIO(data))
        except _TRASIGT as error:
            raise WordError(SONDER) from error
        self._namn = set(self._arkiv.namelist())
        if len(self._arkiv.infolist()) > DELAR or sum(post.file_size for post in self._arkiv.infolist()) > MEST:
            raise WordError(FOR_STOR)
        self.huvud = self._huvuddel()
        self._krav_inget_utifran()

    def _huvuddel(self):
        """The name of the part that the text stands in."""
        typer = self.xml("[Content_Types].xml")
        if typer is None:
            raise WordError(INGEN)
        sagda = [(post.get("ContentType", ""), post.get("PartName", "")) for post in typer]
        if any("macroEnabled" in typ for typ, _ in sagda) or any(namn.lower().endswith("vbaproject.bin") for namn in self._namn):
            raise WordError(MAKRON)
        huvud = next((namn.lstrip("/") for typ, namn in sagda if typ == _HUVUD), None)
        if huvud is None or huvud not in self._namn:
            raise WordError(INGEN)
        return huvud

    def _krav_inget_utifran(self):
        for namn in self._namn:
            if namn.endswith(".rels") and any(
                _ar_utanfor(post) and not post.get("Type", "").endswith(_FAR_LEDA_UT) for post in self.xml(namn)
            ):
                raise WordError(UTIFRAN)

    def text(self):
        """The body of the text."""
        root = self.xml(self.huvud)
        kropp = root.find(f"{W}body")
        if kropp is None:
            raise WordError(STRIKT if "purl.oclc.org" in root.tag else SONDER)
        return kropp

    def bredvid(self, namn):
        """A part that lies beside the text ("styles.xml"), or None."""
        return self.xml(posixpath.join(posixpath.dirname(self.huvud), namn))

    def lankar(self):
        """{id: address} of the text's links."""
        mapp, namn = posixpath.split(self.huvud)
        rader = self.xml(f"{mapp}/_rels/{namn}.rels")
        return (
            {}
            if rader is None
            else {post.get("Id"): post.get("Target", "") for post in rader if post.get("Type", "").endswith("/hyperlink")}
        )

    def xml(self, namn):
        """A part as XML, or None when there is no such part."""
        if namn not in self._namn:
            return None
        try:
            with self._arkiv.open(namn) as del_:
                data = del_.read(MEST_I_DEL + 1)
        except _TRASIGT as error:
            raise WordError(SONDER) from error
        if len(data) > MEST_I_DEL:
            raise WordError(FOR_STOR)
        root = _xml(data)
        if root.getroottree().docinfo.doctype:
            raise WordError(SONDER)
        return root


def _xml(data):
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True))
    except etree.XMLSyntaxError as error:
        raise WordError(SONDER) from error


def _ar_utanfor(post):
    return post.get("TargetMode") == "External"
