"""The receipt of an uppdrag's history handed over to whoever carries it on."""

from django.db import transaction

from berattelse import emails
from berattelse.utgava.overlamning import kvittot
from samverkan.door import log
from samverkan.efterat import efterat


@transaction.atomic
def registrera_overlamning(form, *, by):
    """Who received it, for whom, when, and the hash of what was received. Where her address is said, the receipt is sent to her."""
    rad = form.instance
    rad.av = by
    form.save()
    text = f"Uppdraget {rad.uppdrag} till {rad.organisation}"
    log(rad, "registrerade överlämning av uppdrag", by=by, text=text, datum=str(rad.datum), sha256=rad.sha256)
    if epost := form.cleaned_data["epost"]:
        efterat(_sand, rad, epost)
    return rad


def _sand(rad, epost):
    emails.overlamnat(rad, epost, kvittot(rad))
