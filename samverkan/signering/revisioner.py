"""What has been added to an export after it was made: nothing but signatures, or something more?

A PDF is changed by adding revisions at its end. Each of them is compared with the one before it, because a comparison from
the first to the last misses what was changed before somebody signed.
"""

from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader, RawPdfPath
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, StandardDiffPolicy, SuspiciousModification
from pyhanko.sign.diff_analysis.commons import compare_key_refs
from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.diff_analysis.rules.file_structure_rules import CatalogModificationRule
from pyhanko.sign.diff_analysis.rules_api import Context, ReferenceUpdate, WhitelistRule
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import SignatureCoverageLevel

from samverkan.pdf.falt import FALT
from samverkan.signering.cms import read_behallare
from samverkan.signering.uppgifter import hamta, uppgifter
from samverkan.stadning import utan_stadning

# What a new field of an outside service may hold: nothing that acts, and nothing inside it.
_FALTNYCKLAR = {
    "/Type", "/Subtype", "/FT", "/T", "/TU", "/TM", "/Ff", "/F", "/Rect", "/P", "/V", "/AP", "/DA", "/Q", "/MK", "/DR", "/Lock", "/SV",
    "/StructParent",
}  # fmt: skip
# What pyHanko lets through in the catalogue and in the form, but nobody needs to change in order to sign.
_KATALOG = ("/MarkInfo", "/Lang", "/Version")
_FORMULAR = ("/NeedAppearances", "/DR", "/DA", "/Q", "/XFA", "/CO")
_TILLAGG = "Utgåvan har fått ett tillägg som ändrar innehållet."


class _Certifiering(WhitelistRule):
    """The catalogue's /Perms, which a certifying signature adds; what it holds is looked at here, not by pyHanko."""

    def apply(self, old, new):
        refs = compare_key_refs("/Perms", old, old.root, new.root)
        context = Context.from_absolute(old, RawPdfPath("/Root", "/Perms"))
        yield from (ReferenceUpdate(ref, context_checked=context) for ref in refs)


_POLICY = StandardDiffPolicy(
    [
        CatalogModificationRule(ROOT_EXEMPT_STRICT_COMPARISON | {"/Perms"}),
        _Certifiering().as_qualified(ModificationLevel.FORM_FILLING),
        *(rule for rule in DEFAULT_DIFF_POLICY.global_rules if not isinstance(rule, CatalogModificationRule)),
    ],
    DEFAULT_DIFF_POLICY.form_rule,
)


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
        raise ForandradError(_TILLAGG) from error
    except Exception as error:  # what was added may be anything at all
        raise ForandradError("Utgåvan har fått ett tillägg som inte går att läsa.") from error


@utan_stadning()
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
    _krav_olast(signatures)
    end = max(_slut(fil, signature) for signature in signatures)
    levels = {revision: _jamfor(reader, revision) for revision in range(first, reader.xrefs.total_revisions)}
    if end == len(fil):
        return True
    after = [level for revision, level in levels.items() if revision > max(signed)]
    if not after or max(after) > ModificationLevel.LTA_UPDATES or not fil.rstrip(b"\r\n").endswith(b"%%EOF"):
        raise ForandradError("Filen har ändrats efter underskriften.")
    return False


def _krav_olast(signatures):
    """Nobody signs after a signature that says that nobody may."""
    persons = [signature for signature in signatures if signature.sig_object_type == "/Sig"]
    certifies = [n for n, signature in enumerate(persons) if ar_certifierande(signature.sig_object)]
    if certifies and (certifies != [0] or (len(persons) > 1 and persons[0].docmdp_level == MDPPerm.NO_CHANGES)):
        raise ForandradError("Någon har skrivit under efter en underskrift som låser filen, eller låst den efter en annan underskrift.")


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
    result = _POLICY.apply(old, new)
    if result.modification_level > ModificationLevel.FORM_FILLING:
        raise ForandradError(_TILLAGG)
    known = falt(old)
    for name, field in falt(new).items():
        if name in known:
            if name != FALT and name in result.changed_form_fields:
                raise ForandradError("Ett annat fält än det för underskrift är ändrat.")
        elif not _osynligt(field):
            raise ForandradError("En underskrift är lagd över innehållet.")
    _krav_samma_uppgifter(old, new)
    _krav_ratt_certifiering(new)
    return result.modification_level


def _krav_samma_uppgifter(old, new):
    if uppgifter(old) != uppgifter(new):
        raise ForandradError("Dokumentets titel, författare eller annat som det säger om sig självt är ändrat.")
    if _visas_som(old) != _visas_som(new):
        raise ForandradError("Dokumentets märkning, eller hur det visas, är ändrad.")


def falt(handler):
    """{name: the field} of every signature field of a revision."""
    return {name: reference.get_object() for name, _, reference in enumerate_sig_fields(handler)}


def _osynligt(field):
    """A field that an outside service adds may take no room: drawn over the page it could say something else than the page."""
    left, foot, right, top = (float(side) for side in field["/Rect"])
    return (left == right or foot == top) and field.keys() <= _FALTNYCKLAR


def _visas_som(handler):
    """What pyHanko lets through, but a reader could see: what the catalogue and the form say of how the document is shown."""
    form = hamta(handler.root, "/AcroForm")
    extensions = hamta(handler.root, "/Extensions") or {}
    return (
        [str(hamta(handler.root, key)) for key in _KATALOG],
        [str(hamta(form, key)) for key in _FORMULAR],
        sorted(key for key in extensions if key not in ("/Type", "/ESIC", "/ADBE", "/ISO_")),
    )


def _krav_ratt_certifiering(handler):
    """/Perms may say one thing: that the one signature which certifies does so, and it is the value of a field."""
    perms = hamta(handler.root, "/Perms")
    certifies = {v.reference for v in _varden(handler) if ar_certifierande(v.get_object())}
    pointed = set() if perms is None else {perms.get_value_as_reference("/DocMDP")} if set(perms) == {"/DocMDP"} else {None}
    if pointed != certifies or len(certifies) > 1:
        raise ForandradError("Filen säger sig vara certifierad på ett sätt som inte stämmer med underskrifterna i den.")


def _varden(handler):
    return [field.raw_get("/V") for field in falt(handler).values() if "/V" in field]


def ar_certifierande(signature_object):
    """Whether a signature says that it locks the document (DocMDP)."""
    return any(reference.get_object().get("/TransformMethod") == "/DocMDP" for reference in signature_object.get("/Reference", ()))
