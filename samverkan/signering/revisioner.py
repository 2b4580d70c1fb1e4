"""What has been added to an export after it was made: nothing but signatures, or something more?

A PDF is changed by adding revisions at its end. Each of them is compared with the one before it, because a comparison from
the first to the last misses what was changed before somebody signed.
"""

from io import BytesIO

from lxml import etree
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import SignatureCoverageLevel

from samverkan.pdf.falt import FALT
from samverkan.signering.cms import read_behallare

# What a new field of an outside service may hold: nothing that acts, and nothing inside it.
_FALTNYCKLAR = {
    "/Type", "/Subtype", "/FT", "/T", "/TU", "/TM", "/Ff", "/F", "/Rect", "/P", "/V", "/AP", "/DA", "/Q", "/MK", "/DR", "/Lock", "/SV",
    "/StructParent",
}  # fmt: skip
_TITEL = "{http://purl.org/dc/elements/1.1/}title"


class ForandradError(Exception):
    """What has been changed, in a Swedish sentence."""


def granska(fil, export):
    """Whether signatures cover every byte that was added to the export; False when revocation data at the end is covered by none.

    Raises ForandradError when something else was added or changed.
    """
    if not fil.startswith(export):
        raise ForandradError("Innehållet är inte utgåvans: filen är ändrad eller sparad på nytt.")
    try:
        return _granska_tillagg(fil, PdfFileReader(BytesIO(fil)), PdfFileReader(BytesIO(export)))
    except ForandradError:
        raise
    except SuspiciousModification as error:
        raise ForandradError("Utgåvan har fått ett tillägg som ändrar innehållet.") from error
    except Exception as error:  # what was added may be anything at all
        raise ForandradError("Utgåvan har fått ett tillägg som inte går att läsa.") from error


def _granska_tillagg(fil, reader, base):
    first = base.xrefs.total_revisions
    if reader.xrefs.hybrid_xrefs_present or not _samma_borjan(reader, base):
        raise ForandradError("Utgåvan ligger i filen, men det är ett annat dokument som visas.")
    if reader.xrefs.total_revisions == first:
        raise ForandradError("Utgåvan har fått ett tillägg som ingen har skrivit under.")
    signatures = reader.embedded_signatures
    if len(signatures) != len(list(enumerate_sig_fields(reader, filled_status=True))):
        raise ForandradError("Filen har en underskrift av ett slag som inte kan prövas.")
    signed = [signature.signed_revision for signature in signatures]
    if not signed or min(signed) < first:
        raise ForandradError("Utgåvan har fått ett tillägg som ingen har skrivit under.")
    end = max(_slut(fil, signature) for signature in signatures)
    levels = {revision: _jamfor(reader, revision) for revision in range(first, reader.xrefs.total_revisions)}
    if end == len(fil):
        return True
    after = [level for revision, level in levels.items() if revision > max(signed)]
    if not after or max(after) > ModificationLevel.LTA_UPDATES or not fil.rstrip(b"\r\n").endswith(b"%%EOF"):
        raise ForandradError("Filen har ändrats efter underskriften.")
    return False


def _samma_borjan(reader, base):
    """The file's first revisions are the export's own, at the same places: not another document that follows it."""
    count = base.xrefs.total_revisions
    return reader.xrefs.total_revisions >= count and all(
        reader.xrefs.get_startxref_for_revision(n) == base.xrefs.get_startxref_for_revision(n) for n in range(count)
    )


def _slut(fil, signature):
    """Where the bytes end that a signature covers from the first on. Its container may hold nothing but itself."""
    *_, after, rest = (int(value) for value in signature.byte_range)
    if signature.evaluate_signature_coverage() < SignatureCoverageLevel.ENTIRE_REVISION or not behallare(fil, signature):
        raise ForandradError("En underskrift täcker inte allt: något kan ligga gömt i filen.")
    return after + rest


def behallare(fil, signature):
    """The signature's container in DER, b"" when the gap it leaves in the file holds anything but it."""
    _, before, after, _ = (int(value) for value in signature.byte_range)
    der, read = read_behallare(fil[before:after]) or b"", signature.pkcs7_content
    return der if read[: len(der)] == der and not any(read[len(der) :]) else b""


def _jamfor(reader, revision):
    old, new = reader.get_historical_resolver(revision - 1), reader.get_historical_resolver(revision)
    result = DEFAULT_DIFF_POLICY.apply(old, new)
    if result.modification_level > ModificationLevel.FORM_FILLING:
        raise ForandradError("Utgåvan har fått ett tillägg som ändrar innehållet.")
    known = _falt(old)
    for name, field in _falt(new).items():
        if name in known:
            if name != FALT and name in result.changed_form_fields:
                raise ForandradError("Ett annat fält än det för underskrift är ändrat.")
        elif not _osynligt(field):
            raise ForandradError("En underskrift är lagd över innehållet.")
    if _visas_som(old) != _visas_som(new):
        raise ForandradError("Dokumentets titel eller märkning är ändrad.")
    return result.modification_level


def _falt(handler):
    return {name: reference.get_object() for name, _, reference in enumerate_sig_fields(handler)}


def _osynligt(field):
    """A field that an outside service adds may take no room: drawn over the page it could say something else than the page."""
    left, foot, right, top = (float(side) for side in field["/Rect"])
    return (left == right or foot == top) and field.keys() <= _FALTNYCKLAR


def _visas_som(handler):
    """What the policy lets through, but a reader would see: title and whether the document is tagged."""
    info = handler.trailer_view.get_value_as_reference("/Info", optional=True)
    title = _hamta(handler.get_object(info) if info else None, "/Title")  # the trailer's own references lead to the last revision
    metadata = _hamta(handler.root, "/Metadata")
    xml = etree.fromstring(metadata.data, etree.XMLParser(resolve_entities=False)) if metadata is not None else etree.Element("none")
    titles = ["".join(element.itertext()).strip() for element in xml.iter(_TITEL)]
    return str(title), titles, str(_hamta(handler.root, "/MarkInfo")), str(_hamta(handler.root, "/Lang"))


def _hamta(dictionary, key):
    """pyHanko's own get() does not follow references."""
    return dictionary[key] if dictionary is not None and key in dictionary else None
