"""The pictures of the documents, drawn from their gathered data.

What the bars say stands in the title too: that is the text for those who listen.
"""

import re
from textwrap import shorten

from berattelse.skrift.arsbilder import skuldband, vardebild
from samverkan import svenska
from samverkan.bilder.staplar import Stapel, staplar

LANGST = 38  # letters that fit beside the bars


def bilder(data):
    """{name: SVG} of one document; only the summary has any."""
    if data.dokument != "sammanfattning":
        return {}
    return {"moten": motesbild(data.moten), "skuld": skuldband(data.ekonomi), "vardering": vardebild(data.vardering.kommuner)}


def motesbild(moten):
    sagt = svenska.lista_text([f"{rad.arena} {rad.hallna}" for rad in moten.rader])
    return staplar(f"Hållna möten: {sagt}", [Stapel(_kort(rad.arena), rad.hallna) for rad in moten.rader])


def _kort(namn):
    """Cut at a word that can stand last."""
    return re.sub(r" (?:av|för|i|med|och|om|till) …$", " …", shorten(namn, LANGST, placeholder=" …"))
