"""The receipt of an uppdrag's history handed over to whoever carries it on."""

from django.db import transaction

from samverkan.door import log
from samverkan.models import Handelse

EXPORT = "exporterade uppdragets historik"


def exporterad(uppdrag, sha256, *, by):
    """The package was fetched, with the hash of its data."""
    log(uppdrag, EXPORT, by=by, sha256=sha256)


def senast_exporterad(uppdrag):
    """The hash of the package that was fetched last, or ""."""
    rader = Handelse.objects.filter(avtal_id=uppdrag.avtal_id, objekt=f"{uppdrag._meta.label_lower}:{uppdrag.pk}", akt=EXPORT)
    senast = rader.first()
    return senast.detaljer["sha256"] if senast else ""


@transaction.atomic
def registrera_overlamning(form, *, by):
    """Who received it, for whom, when, and the hash of what was received."""
    rad = form.instance
    rad.av = by
    form.save()
    text = f"Uppdraget {rad.uppdrag} till {rad.organisation}"
    log(rad, "registrerade överlämning av uppdrag", by=by, text=text, datum=str(rad.datum), sha256=rad.sha256)
    return rad
