"""Who signs, and with which key: the organisation's e-stämpel, a personal PKCS#12 file, or a module the operator configured.

A personal key lives in memory while its owner signs, and nowhere else.
"""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from asn1crypto import x509
from asn1crypto.pkcs12 import Pfx
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import pkcs12
from django.utils import timezone
from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
from pyhanko.keys import internal
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from samverkan.signering.prov import forsta
from samverkan.svenska import datum

try:
    from pkcs11 import PKCS11Error
    from pyhanko.sign.pkcs11 import PKCS11SigningContext
except ImportError:  # python-pkcs11 is optional: few have a module
    PKCS11SigningContext = None

_MODULFEL = "PKCS#11-modulen svarar inte som den ska. Kontrollera modul, etikett och PIN-kod."
_ANVANDNING = {"digital_signature", "non_repudiation"}


class SigneringsfelError(Exception):
    """Why a signature could not be made, in a Swedish sentence for the one who signs."""


@dataclass(frozen=True)
class Undertecknare:
    """Whoever holds the key: the name in the certificate, until when it is valid, and pyHanko's signer with the key in memory."""

    namn: str
    organisation: str
    giltig_fran: datetime
    giltig_till: datetime
    signer: Any


def read_p12(data, losen, *, nu=None):
    """The Undertecknare of a PKCS#12 file's bytes and password. Nothing is stored. SigneringsfelError when it cannot be used."""
    return _giltig(_oppna_p12(data, losen), nu)


def prova_p12(data, losen):
    """SigneringsfelError when read_p12 would raise it; nothing comes back."""
    _giltig(_oppna_p12(data, losen), None)


def estampel(val, *, nu=None):
    """The organisation's e-stämpel that the operator configured; opened once for each process. SigneringsfelError when there is none."""
    if not val.estampel:
        raise SigneringsfelError("Ingen e-stämpel är inställd. Den som driver programmet anger den med SAMVERKAN_ESTAMPEL.")
    try:
        andrad = val.estampel.stat().st_mtime_ns
        return _giltig(_oppna_fil(val.estampel, andrad, val.estampel_losen), nu)
    except OSError as error:
        raise SigneringsfelError("E-stämpelns fil kan inte läsas. Be den som driver programmet se över SAMVERKAN_ESTAMPEL.") from error


@contextmanager
def pkcs11(val, *, nu=None):
    """The Undertecknare of the PKCS#11 module that the operator configured, open while the block runs.

    The label is the certificate's; with several tokens in the module it is TOKEN/CERTIFICATE.
    """
    if not val.pkcs11_modul:
        raise SigneringsfelError("Ingen PKCS#11-modul är inställd. Den som driver programmet anger den med SAMVERKAN_PKCS11_MODUL.")
    if PKCS11SigningContext is None:
        raise SigneringsfelError("PKCS#11 kan inte användas: Python-paketet python-pkcs11 är inte installerat.")
    token, _, label = val.pkcs11_etikett.rpartition("/")
    config = PKCS11SignatureConfig(
        module_path=val.pkcs11_modul,
        token_criteria=TokenCriteria(label=token) if token else None,
        cert_label=label,
        user_pin=val.pkcs11_pin,
    )
    with ExitStack() as stack:
        try:
            signer = stack.enter_context(PKCS11SigningContext(config))
            vem = _undertecknare(signer.signing_cert, signer)
        except (SigningError, PKCS11Error, OSError, RuntimeError) as error:
            raise SigneringsfelError(_MODULFEL) from error
        try:
            yield _giltig(vem, nu)
        except PKCS11Error as error:
            raise SigneringsfelError(_MODULFEL) from error


@lru_cache(maxsize=4)
def _oppna_fil(path, andrad, losen):
    return _oppna_p12(path.read_bytes(), losen)


def _oppna_p12(data, losen):
    if not _ar_p12(data):
        raise SigneringsfelError("Filen är ingen PKCS#12-fil (.p12 eller .pfx).")
    try:
        key, cert, others = pkcs12.load_key_and_certificates(data, losen.encode() or None)
    except ValueError as error:
        raise SigneringsfelError("Lösenordet är fel, eller så är PKCS#12-filen skadad.") from error
    except UnsupportedAlgorithm as error:
        raise SigneringsfelError("PKCS#12-filens nyckel eller kryptering är av ett slag som programmet inte kan läsa.") from error
    if key is None:
        raise SigneringsfelError("PKCS#12-filen har ingen nyckel, bara certifikat. Det går inte att skriva under med den.")
    if cert is None:
        raise SigneringsfelError("PKCS#12-filen har en nyckel men inget certifikat till den.")
    chain = SimpleCertificateStore.from_certs([internal.translate_pyca_cryptography_cert_to_asn1(other) for other in others])
    certificate = internal.translate_pyca_cryptography_cert_to_asn1(cert)
    try:
        signer = SimpleSigner(
            signing_cert=certificate,
            signing_key=internal.translate_pyca_cryptography_key_to_asn1(key),
            cert_registry=chain,
            embed_roots=True,
        )
    except SigningError as error:
        raise SigneringsfelError("Nyckeln i PKCS#12-filen är av ett slag som inte kan skriva under.") from error
    return _undertecknare(certificate, signer)


def _ar_p12(data):
    try:
        return Pfx.load(data)["version"].native == "v3"
    except (ValueError, TypeError):
        return False


def _undertecknare(cert: x509.Certificate, signer):
    names = cert.subject.native
    name = names.get("common_name") or cert.subject.human_friendly
    return Undertecknare(forsta(name), forsta(names.get("organization_name", "")), cert.not_valid_before, cert.not_valid_after, signer)


def _giltig(vem, nu):
    now = nu or datetime.now(UTC)
    if now > vem.giltig_till:
        raise SigneringsfelError(f"Certifikatet för {vem.namn} gick ut den {datum(timezone.localdate(vem.giltig_till))}.")
    if now < vem.giltig_fran:
        raise SigneringsfelError(f"Certifikatet för {vem.namn} gäller först från den {datum(timezone.localdate(vem.giltig_fran))}.")
    usage = vem.signer.signing_cert.key_usage_value
    if usage is not None and not usage.native & _ANVANDNING:
        raise SigneringsfelError(f"Certifikatet för {vem.namn} får inte användas till underskrifter.")
    return vem
