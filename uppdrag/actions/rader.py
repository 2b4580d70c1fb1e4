"""Writing the plain rows of an agreement or an uppdrag: save, end and remove, each with its trace."""

from django.core.exceptions import ValidationError
from django.db import transaction

from samverkan import svenska
from samverkan.door import log


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
def ta_bort(row, *, by, avtal_id, **detaljer):
    """Remove a row that nothing hangs on. ValidationError names what hangs on it."""
    hinder = hanger_pa(row)
    if hinder:
        raise ValidationError(f"Kan inte tas bort, för på raden hänger {svenska.lista_text(hinder)}. Avsluta med datum i stället.")
    log(row, f"tog bort {row._meta.verbose_name}", by=by, avtal_id=avtal_id, **detaljer)
    row.delete()


def hanger_pa(row, *, utom=None):
    """What stands on this row, as '3 uppdrag': every row that points at it, save those of the model `utom`."""
    found = []
    for relation in row._meta.get_fields(include_hidden=True):
        if not _is_incoming(relation) or relation.related_model is utom:
            continue
        antal = relation.related_model._base_manager.filter(**{relation.field.name: row}).count()
        if antal:
            meta = relation.related_model._meta
            found.append(f"{antal} {meta.verbose_name if antal == 1 else meta.verbose_name_plural}")
    return found


def _is_incoming(relation):
    """A foreign key from another row, not a history table and not the hidden table of a many-to-many field."""
    if not relation.auto_created or relation.concrete or relation.many_to_many:
        return False
    return not hasattr(relation.related_model, "instance_type") and not relation.related_model._meta.auto_created
