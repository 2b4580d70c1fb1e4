"""The container of a signature in a PDF: is every byte of it accounted for?

A signature does not cover its own container: the filling after it, certificates that lie beside it, and marks of version can
be changed without making it invalid. Here each such part has to be the only one possible, or be checked in its own way.
"""

import re
import warnings

from asn1crypto import cms, core
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509 import load_der_x509_certificate

_HEX = re.compile(rb"<((?:[0-9a-f]{2})+|(?:[0-9A-F]{2})+)>")
_NULL = (b"", b"\x05\x00")
_BINDS_CERTIFICATE = {"signing_certificate", "signing_certificate_v2"}


def read_behallare(lucka):
    """The DER bytes in the gap that a signature leaves in the file; None when more could be hidden there than they and zeroes."""
    found = _HEX.fullmatch(lucka)
    if not found:
        return None
    data = bytes.fromhex(found[1].decode())
    length = _der_langd(data)
    return data[:length] if length and not any(data[length:]) else None


def _der_langd(data):
    """How many bytes the first DER value takes, its head too; 0 when there is none or its length is written in a roundabout way."""
    if len(data) < 2:
        return 0
    digits = data[2 : 2 + (data[1] & 0x7F)] if data[1] >= 0x80 else b""
    value = int.from_bytes(digits) if digits else data[1]
    roundabout = data[1] >= 0x80 and (not digits or digits[0] == 0 or value < 0x80)
    total = 2 + len(digits) + value
    return 0 if roundabout or total > len(data) else total


def ar_sluten(der, rotter=()):
    """Whether no byte of the container can be another without some check failing. `rotter` may vouch for certificates in it."""
    try:
        info = cms.ContentInfo.load(der, strict=True)
        return info.dump(force=True) == der and _sluten(cms.ContentInfo.load(der), rotter)
    except Exception:  # a container may hold anything at all, and what cannot be read is not accounted for
        return False


def _sluten(info, rotter):
    data = info["content"]
    if info["content_type"].native != "signed_data" or len(data["signer_infos"]) != 1:
        return False
    signer, certs = data["signer_infos"][0], [choice.chosen for choice in data["certificates"]]
    algorithm = signer["digest_algorithm"]
    return (
        not isinstance(data["crls"], cms.RevocationInfoChoices)
        and _version_ok(data, signer)
        and [alg.dump() for alg in data["digest_algorithms"]] == [algorithm.dump()]
        and _utan_parametrar(algorithm)
        and (signer["signature_algorithm"]["algorithm"].native == "rsassa_pss" or _utan_parametrar(signer["signature_algorithm"]))
        and _certifikat_ok(signer, certs, rotter)
        and _stampel_ok(signer["unsigned_attrs"], rotter)
    )


def _version_ok(data, signer):
    by_name = signer["sid"].name == "issuer_and_serial_number"
    plain = data["encap_content_info"]["content_type"].native == "data" and by_name
    detached = data["encap_content_info"]["content_type"].native != "data" or data["encap_content_info"]["content"].native is None
    return detached and data["version"].native == ("v1" if plain else "v3") and signer["version"].native == ("v1" if by_name else "v3")


def _utan_parametrar(algorithm):
    return algorithm["parameters"].dump() in _NULL


def _certifikat_ok(signer, certs, rotter):
    """The signer's own certificate is bound by the signature; every other has to be vouched for by one that is here or trusted."""
    bound = _BINDS_CERTIFICATE & {attribute["type"].native for attribute in signer["signed_attrs"]}
    others = [cert for cert in certs if not _ar_undertecknarens(signer["sid"], cert)]
    return bool(bound) and len(others) == len(certs) - 1 and all(_intygas(cert, [*certs, *rotter]) for cert in others)


def _ar_undertecknarens(sid, cert):
    if sid.name != "issuer_and_serial_number":
        return sid.chosen.native == cert.key_identifier
    return sid.chosen["issuer"].dump() == cert.issuer.dump() and sid.chosen["serial_number"].native == cert.serial_number


def _intygas(cert, issuers):
    inner, outer = cert["tbs_certificate"]["signature"].dump(), cert["signature_algorithm"].dump()
    return inner == outer and any(_utfardad_av(cert, issuer) for issuer in issuers)


def _utfardad_av(cert, issuer):
    try:
        with warnings.catch_warnings(action="error"):  # a certificate that is merely let through is not accounted for
            load_der_x509_certificate(cert.dump()).verify_directly_issued_by(load_der_x509_certificate(issuer.dump()))
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, Warning):
        return False
    return True


def _stampel_ok(unsigned, rotter):
    """No unsigned attribute, or one time stamp, which is a container of the same kind."""
    if isinstance(unsigned, core.Void):
        return True
    if len(unsigned) != 1 or unsigned[0]["type"].native != "signature_time_stamp_token" or len(unsigned[0]["values"]) != 1:
        return False
    return _sluten(unsigned[0]["values"][0], rotter)
