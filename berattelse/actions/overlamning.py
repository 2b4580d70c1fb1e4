"""The receipt of an uppdrag's history handed over to whoever carries it on."""

from django.db import transaction

from samverkan.door import log


def exporterad(uppdrag, sha256, *, by):
    """The package was fetched, with the hash of its data."""
    log(uppdrag, "exporterade uppdragets historik", by=by, sha256=sha256)


@transaction.atomic
def registrera_overlamning(form, *, by):
    """Who received it, for whom, when, and the hash of what was received."""
    rad = form.instance
    rad.av = by
    form.save()
    text = f"Uppdraget {rad.uppdrag} till {rad.organisation}"
    log(rad, "registrerade överlämning av uppdrag", by=by, text=text, datum=str(rad.datum), sha256=rad.sha256)
    return rad
