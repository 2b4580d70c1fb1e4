"""Whom the operator trusts: root certificates, and lists of revoked certificates. Read from files, kept until they change."""

from functools import lru_cache
from pathlib import Path

from asn1crypto import crl, pem
from django.core.exceptions import ImproperlyConfigured
from pyhanko.keys import load_certs_from_pemder_data


def read_rotter(val):
    """The trusted root certificates (asn1crypto), () when none are configured."""
    return _rotter(val.rotter, _andrad(val.rotter, "SAMVERKAN_SIGNERINGSROTTER")) if val.rotter else ()


def read_sparrlistor(val):
    """The revocation lists (DER bytes) of the operator's folder (*.crl, DER or PEM), () when there is none."""
    folder = val.sparrmapp
    if not folder:
        return ()
    _andrad(folder, "SAMVERKAN_SPARRLISTOR")
    return tuple(_sparrlista(path, _andrad(path, "SAMVERKAN_SPARRLISTOR")) for path in sorted(folder.glob("*.crl")))


@lru_cache(maxsize=8)
def _rotter(path, andrad):
    try:
        return tuple(load_certs_from_pemder_data(path.read_bytes()))
    except ValueError as error:
        raise ImproperlyConfigured(f"SAMVERKAN_SIGNERINGSROTTER: {path} är ingen fil med certifikat i PEM.") from error


@lru_cache(maxsize=64)
def _sparrlista(path, andrad):
    data = path.read_bytes()
    try:
        der = pem.unarmor(data)[2] if pem.detect(data) else data
        crl.CertificateList.load(der, strict=True)["tbs_cert_list"]["this_update"].native  # noqa: B018 - raises when it is no such list
    except ValueError as error:
        raise ImproperlyConfigured(f"SAMVERKAN_SPARRLISTOR: {path} är ingen spärrlista (CRL).") from error
    return der


def _andrad(path, variabel):
    try:
        return Path(path).stat().st_mtime_ns
    except OSError as error:
        raise ImproperlyConfigured(f"{variabel}: {path} kan inte läsas.") from error
