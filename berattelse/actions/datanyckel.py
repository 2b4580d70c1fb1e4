"""Keys for an organisation's own programs: made, withdrawn, used."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from berattelse import emails
from berattelse.models import Datanyckel
from enkat.lankar import ny_token
from samverkan.door import log

GLEST = timedelta(minutes=5)  # so often is it noted that a key is used


@transaction.atomic
def skapa_datanyckel(form, *, by):
    """What opens, shown once; its hash is kept. Those whom it concerns get a letter."""
    token, form.instance.token_hash = ny_token()
    form.instance.av = by
    rad = form.save()
    log(rad, "skapade datanyckel", by=by, organisation=rad.organisation_id, till=rad.till.isoformat())
    transaction.on_commit(lambda: emails.ny_datanyckel(rad), robust=True)
    return token


@transaction.atomic
def aterkalla_datanyckel(rad, *, by):
    """It opens nothing from now on."""
    if not Datanyckel.objects.filter(pk=rad.pk, aterkallad__isnull=True).update(aterkallad=timezone.now(), aterkallad_av=by):
        raise ValidationError("Nyckeln är redan återkallad.")
    log(rad, "återkallade datanyckel", by=by, organisation=rad.organisation_id)


def anvand_datanyckel(rad):
    """Note that it was used, not at each request of many."""
    nu = timezone.now()
    Datanyckel.objects.filter(Q(anvand__isnull=True) | Q(anvand__lt=nu - GLEST), pk=rad.pk).update(anvand=nu)
