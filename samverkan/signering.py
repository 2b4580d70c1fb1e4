"""A PDF signed as PAdES in its field `Signatur`. Knows nothing of what the document is; settings come as a Signeringsval."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class SigneringsfelError(Exception):
    """Why a signature could not be made, in a Swedish sentence for the one who signs."""


@dataclass(frozen=True)
class Undertecknare:
    """Whoever holds the key: the name in the certificate, until when it is valid, and pyHanko's signer with the key in memory."""

    namn: str
    organisation: str
    giltig_till: datetime
    signer: Any


def las_p12(data, losen, *, nu=None):
    """The Undertecknare of a PKCS#12 file's bytes and password. Nothing is stored. SigneringsfelError when it cannot be used."""
    raise NotImplementedError


def estampel(val, *, nu=None):
    """The organisation's e-stämpel that the operator configured; read once for each process. SigneringsfelError when there is none."""
    raise NotImplementedError


@contextmanager
def pkcs11(val, *, nu=None):
    """The Undertecknare of the PKCS#11 module that the operator configured, open while the block runs."""
    raise NotImplementedError
    yield


def sakring(val):
    """What the operator configured beside the key (time stamper, roots, revocation data) for sign(); None gives B-B."""
    raise NotImplementedError


def sign(pdf, undertecknare, *, tid, sakring=None, rader=(), anledning="", ort=""):
    """The signed PDF's bytes: `pdf` is their prefix, and the field `Signatur` is filled.

    `tid` is an aware datetime. `rader` are the stamp's lines (default: who and when). The level follows from `sakring`:
    none B-B, with a time stamper B-T, with revocation data too B-LT or B-LTA. SigneringsfelError in a Swedish sentence.
    """
    raise NotImplementedError
