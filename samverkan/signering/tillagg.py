"""What signing added to an export, in sentences for whoever decides about the file. Counts and names; it judges nothing."""

from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from samverkan.signering.revisioner import falt
from samverkan.svenska import Substantiv

_VERSION = Substantiv("sparad version", "sparade versioner", "en", "den sparade versionen")
_OBJEKT = Substantiv("objekt", "objekt", "ett", "objektet")


def beskriv(fil, export):
    """The sentences; () when nothing was added, or it cannot be read."""
    try:
        return _beskriv(PdfFileReader(BytesIO(fil)), PdfFileReader(BytesIO(export)).xrefs.total_revisions)
    except Exception:  # what was added may be anything at all
        return ()


def _beskriv(reader, first):
    last = reader.xrefs.total_revisions - 1
    if last < first:
        return ()
    old, new = reader.get_historical_resolver(first - 1), reader.get_historical_resolver(last)
    touched = {ref for n in range(first, last + 1) for ref in reader.get_historical_resolver(n).explicit_refs_in_revision()}
    fresh = sum(old.is_ref_unassignable(ref) for ref in touched)
    nya, andrade = _OBJEKT.antal(fresh), _OBJEKT.antal(len(touched) - fresh)
    counted = f"Ovanpå utgåvan ligger {_VERSION.antal(last - first + 1)} med {nya} som inte fanns och {andrade} i ny lydelse."
    return (counted, *_om_falten(falt(old), falt(new)), *_om_resten(old.root, new.root, touched))


def _om_falten(old, new):
    for name, field in new.items():
        if name not in old:
            yield f"Ett nytt fält, ”{name}”, som inte tar någon plats på sidan."
        if "/V" in field and "/V" not in old.get(name, ()):
            stamp = field["/V"].get("/Type") == "/DocTimeStamp"
            yield f"{'En tidsstämpel över hela filen' if stamp else 'En underskrift'} i fältet ”{name}”."
            if "/AP" in field and ar_synligt(field):
                yield f"En bild i fältet ”{name}”, som syns på sidan."


def _om_resten(old, new, touched):
    changed = {key for key in ("/Metadata", "/DSS", "/Perms", "/Extensions") if _ny(old, new, key, touched)}
    if "/Metadata" in changed:
        yield "Filens uppgifter om sig själv (XMP) är skrivna på nytt och säger detsamma, utom när och med vad den sparades."
    if "/DSS" in changed:
        yield "Certifikat och spärruppgifter till underskriften."
    if "/Perms" in changed:
        yield "Ett lås på dokumentet, som hör till den certifierande underskriften."
    if "/Extensions" in changed:
        yield "En upplysning om vilket tillägg till PDF som underskriften är skriven efter."


def _ny(old, new, key, touched):
    """Whether a key of the catalogue is new, or what it points at is written anew; what it holds is not read."""
    if key not in new:
        return False
    value = new.raw_get(key)
    return key not in old or getattr(value, "reference", None) in touched


def ar_synligt(field):
    left, foot, right, top = (float(side) for side in field["/Rect"])
    return left != right and foot != top
