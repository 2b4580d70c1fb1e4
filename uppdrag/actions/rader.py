"""Writing the plain rows of an agreement or an uppdrag: save, end and remove, each with its trace."""

from django.db import transaction

from samverkan.door import log
from samverkan.hanger import AVSLUTA, krav_fri, radera


@transaction.atomic
def spara(form, *, by, avtal_id, **detaljer):
    """Save the row of a valid form and log it with the names of what changed, never the values."""
    akt = f"{'lade till' if form.instance._state.adding else 'ändrade'} {form.instance._meta.verbose_name}"
    row = form.save()
    log(row, akt, by=by, avtal_id=avtal_id, falt=list(form.changed_data), **detaljer)
    return row


@transaction.atomic
def avsluta(form, *, by, avtal_id, **detaljer):
    """Let a dated row end: it stays, with its last day."""
    row = form.save()
    log(row, f"avslutade {row._meta.verbose_name}", by=by, avtal_id=avtal_id, till=row.till.isoformat(), **detaljer)
    return row


@transaction.atomic
def ta_bort(row, *, by, avtal_id, delar=(), i_stallet=AVSLUTA, **detaljer):
    """Remove a row that nothing hangs on but its own parts, of the models `delar`. ValidationError names what hangs on it."""
    krav_fri(row, utom=delar, i_stallet=i_stallet)
    log(row, f"tog bort {row._meta.verbose_name}", by=by, avtal_id=avtal_id, **detaljer)
    radera(row, i_stallet=i_stallet)
