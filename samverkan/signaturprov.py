"""Is a file the export unchanged, who signed it and when, and how far can that be trusted: three answers, kept apart.

Never raises on a file: whatever somebody drops is answered.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Underskrift:
    """pyHanko's verdict on one signature in the file. Times are ISO 8601 texts, "" when not known."""

    namn: str  # the certificate's name of the signer
    organisation: str
    utfardare: str
    tid: str  # by the time stamp when there is one, else by the signer's own clock
    tidsstamplad: bool  # by a time stamp whose service chains to the trusted roots
    hel: bool  # what it covers has not changed since
    giltig: bool  # the signature itself is mathematically right
    betrodd: bool  # the certificate chains to a trusted root and was valid then
    sparr: str  # "kand" (known not revoked), "okand", "sparrad"
    mening: str  # signed by whom and when
    tillit: str  # how far it can be trusted


@dataclass(frozen=True)
class Provsvar:
    """The answer. JSON-able by som_json()."""

    oforandrad: bool  # the export itself, or the export with nothing but signatures that cover every byte
    signerad: bool
    kan_tas_emot: bool  # signed by somebody, intact, content unchanged: fit to be stored as the signed edition (trust is another question)
    besked: str  # unchanged or not, and why, in a sentence
    underskrifter: tuple[Underskrift, ...]

    def som_json(self):
        return asdict(self)


def prova(fil, export=None, *, rotter=(), sparrlistor=(), nu=None):
    """Provsvar for a file's bytes against the export's (None when it is no known edition: then never unchanged).

    `rotter` are trusted certificates as read by signeringsval.las_rotter, `sparrlistor` known CRLs (bytes, DER).
    """
    raise NotImplementedError
