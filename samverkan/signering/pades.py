"""A PDF signed as PAdES in its field `Signatur`. Knows nothing of what the document is; settings come as a Signeringsval."""

import logging
import tempfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from django.core.exceptions import ImproperlyConfigured
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference, TimestampDSSContentSettings
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from samverkan.pdf.falt import FALT
from samverkan.signering import stampel, tillit
from samverkan.signering.undertecknare import SigneringsfelError, Undertecknare, estampel, pkcs11, read_p12
from samverkan.svenska import datum
from samverkan.trad import i_egen_trad

__all__ = ["Sakring", "SigneringsfelError", "Undertecknare", "estampel", "pkcs11", "read_p12", "sakring", "sign"]

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it warns of is said to whoever signs, in Swedish

SVENSK_TID = ZoneInfo("Europe/Stockholm")
UTRYMME = 32768  # hexadecimal digits kept for a signature with a time stamp of unknown length in it
_OTILLRACKLIGT = (
    "Certifikatets eller tidsstämpelns kedja till en betrodd rot kunde inte prövas: en rot saknas bland de betrodda, eller så "
    "saknas aktuella spärruppgifter. Filen är inte underskriven."
)
_OMOJLIGT = "Filen kunde inte skrivas under med den här nyckeln."


@dataclass(frozen=True)
class Sakring:
    """What is put beside a signature so that it can be trusted for long.

    A time stamper alone gives B-T; with revocation data (CRLs in DER, or leave to fetch what the certificates name) and
    the trusted roots it gives B-LTA, or B-LT when `arkiv` is false.
    """

    tidsstamplare: Any
    rotter: tuple = ()
    sparrlistor: tuple = ()
    hamta: bool = False
    arkiv: bool = True

    @property
    def med_sparruppgifter(self):
        return bool(self.rotter and (self.sparrlistor or self.hamta))

    @property
    def niva(self):
        if not self.med_sparruppgifter:
            return "B-T"
        return "B-LTA" if self.arkiv else "B-LT"


def sakring(val):
    """What the operator configured beside the key (time stamper, roots, revocation data) for sign(); None gives B-B."""
    if not val.tsa:
        return None
    try:
        rotter, sparrlistor = tillit.read_rotter(val), tillit.read_sparrlistor(val)
    except ImproperlyConfigured as error:
        raise SigneringsfelError(f"Programmet är inte rätt inställt. {error}") from error
    return Sakring(HTTPTimeStamper(val.tsa, timeout=20), rotter, sparrlistor, val.hamtar_sparruppgifter)


def sign(pdf, undertecknare, *, tid, sakring=None, rader=(), anledning="", ort=""):
    """The signed PDF's bytes: `pdf` is their prefix, and the field `Signatur` is filled.

    `tid` is an aware datetime. `rader` are the stamp's lines (when none are given: who and when). The level follows from
    `sakring`: none B-B, with a time stamper B-T, with revocation data too B-LT or B-LTA. SigneringsfelError when it fails.
    """
    try:
        out = _fyll_falt(pdf, undertecknare, tid, sakring, tuple(rader) or stampelrader(undertecknare, tid), anledning, ort)
        return _tidsstampla(out, sakring) if sakring and sakring.niva == "B-LTA" else out
    except (TimestampRequestError, TimeoutError, aiohttp.ClientError) as error:
        raise SigneringsfelError("Tidsstämplingstjänsten svarar inte. Filen är inte underskriven; försök igen senare.") from error
    except (PathError, ValidationError, SignatureValidationError) as error:
        raise SigneringsfelError(_OTILLRACKLIGT) from error
    except SigningError as error:
        raise SigneringsfelError(_OTILLRACKLIGT if isinstance(error.__cause__, PathError | ValidationError) else _OMOJLIGT) from error
    except PdfError as error:
        raise SigneringsfelError("Filen är inte en PDF som går att skriva under.") from error


def stampelrader(undertecknare, tid):
    """What is printed in the field: that it is signed, by whom, and when by the signer's own clock."""
    local = tid.astimezone(SVENSK_TID)
    return ("Elektroniskt undertecknad av", undertecknare.namn, undertecknare.organisation, f"{datum(local)} kl. {local:%H.%M}")


class _Skrivare(IncrementalPdfFileWriter):
    """Leaves the exported metadata as it is: written anew it would lose the marks of both standards."""

    def _update_meta(self):
        pass


class _PdfSigner(signers.PdfSigner):
    """Signs at the time it is told, so that the stamp's words and the signature say the same."""

    tid = None

    def init_signing_session(self, *args, **kwargs):
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.tid
        return session


def _fyll_falt(pdf, undertecknare, tid, sakring, rader, anledning, ort):
    writer = _Skrivare(BytesIO(pdf))
    with tempfile.NamedTemporaryFile(suffix=".pdf") as drawn:
        drawn.write(stampel.rita([rad for rad in rader if rad], *_storlek(writer)))
        drawn.flush()
        signer = _PdfSigner(
            _uppgifter(undertecknare, sakring, anledning, ort),
            undertecknare.signer,
            timestamper=sakring.tidsstamplare if sakring else None,
            stamp_style=_stampelstil(drawn.name),
        )
        signer.tid = tid
        utrymme = UTRYMME if sakring else None
        return i_egen_trad(signer.sign_pdf, writer, existing_fields_only=True, bytes_reserved=utrymme).getvalue()


def _storlek(writer):
    """Width and height, in points, of the field to be filled."""
    for name, value, reference in fields.enumerate_sig_fields(writer):
        if name == FALT and value is None:
            left, foot, right, top = (float(side) for side in reference.get_object()["/Rect"])
            return right - left, top - foot
    raise SigneringsfelError("Filen har inget tomt fält att skriva under i.")


def _stampelstil(path):
    whole = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, margins=Margins.uniform(0))
    return StaticStampStyle.from_pdf_file(path, border_width=0, background_opacity=1, background_layout=whole)


def _uppgifter(undertecknare, sakring, anledning, ort):
    """All revocation data goes into the signed revision itself, so that the signature covers every byte of the file."""
    lasting = sakring is not None and sakring.med_sparruppgifter
    return signers.PdfSignatureMetadata(
        field_name=FALT,
        name=undertecknare.namn,
        reason=anledning or None,
        location=ort or None,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        embed_validation_info=lasting,
        validation_context=_sammanhang(sakring) if lasting else None,
        signer_key_usage=set(),  # looked at when the certificate was read: an e-stämpel may have either of two
        dss_settings=DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE),
    )


def _sammanhang(sakring):
    return ValidationContext(
        trust_roots=list(sakring.rotter), crls=list(sakring.sparrlistor), allow_fetching=sakring.hamta, revocation_mode="require"
    )


def _tidsstampla(pdf, sakring):
    """The time stamp over the whole file, which keeps the revocation data trustworthy. Its field lies outside the page: it is not read."""
    stamper = signers.PdfTimeStamper(
        sakring.tidsstamplare, field_name="Tidsstampel", invis_settings=fields.InvisSigSettings(box_out_of_bounds=True),
        readable_field_name="Tidsstämpel",
    )  # fmt: skip
    settings = TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
    writer, sammanhang = _Skrivare(BytesIO(pdf)), _sammanhang(sakring)
    return i_egen_trad(stamper.timestamp_pdf, writer, "sha256", sammanhang, UTRYMME, dss_settings=settings).getvalue()
