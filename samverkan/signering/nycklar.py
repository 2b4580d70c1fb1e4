"""The key to sign with, opened for one act: the operator's, or the director's own, which is never kept."""

from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError

from samverkan.utifran.barn import Granser, OlastError, i_barn
from samverkan.vilande import Vilande

pades = Vilande("samverkan.signering.pades")


@contextmanager
def oppna_nyckel(val):
    """(the Undertecknare, what secures the signature in time), while the block runs. ValidationError in a sentence."""
    try:
        sakring = pades.sakring(settings.SIGNERING)
        if val["med"] == "pkcs11":
            with pades.pkcs11(settings.SIGNERING) as undertecknare:
                yield undertecknare, sakring
            return
        egen = val["med"] == "egen"
        undertecknare = _egen(val["certifikat"].read(), val["losen"]) if egen else pades.estampel(settings.SIGNERING)
    except (pades.SigneringsfelError, OlastError) as error:
        raise ValidationError({"certifikat": str(error)} if val["med"] == "egen" else str(error)) from error
    yield undertecknare, sakring


def _egen(data, losen):
    """The key of a file; how often its password is to be hashed is the file's own word, so that is tried in a child first."""
    i_barn("samverkan.signering.undertecknare.prova_p12", data, losen, granser=Granser(cpu=4))
    return pades.read_p12(data, losen)
