"""What is wrong with what this room holds: a ledger that does not foot, a file from the accounts that is not the one that came."""

import hashlib

from ekonomi.models import Utfallsfil
from ekonomi.skuld.kontroll import brister
from samverkan.kontroll import Kontroll
from uppdrag.models import Avtal


def skuldboken():
    for avtal in Avtal.objects.filter(skuldursprung__isnull=False).distinct():
        yield from (f"{avtal.dnr}: {text}" for text in brister(avtal))


def utfallsfilerna():
    for fil in Utfallsfil.objects.order_by("pk").iterator(chunk_size=1):
        if hashlib.sha256(fil.innehall).hexdigest() != fil.sha256:
            yield f"Utfallsfilen {fil.namn} (nummer {fil.pk}) är inte den som lästes in."


KONTROLLER = (Kontroll("skuldboken", skuldboken), Kontroll("utfallsfiler", utfallsfilerna))
