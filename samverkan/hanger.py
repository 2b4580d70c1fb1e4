"""What hangs on a row, in words: what was entered by mistake goes only while nothing does."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from samverkan.svenska import lista_text

AVSLUTA = "Avsluta med datum i stället."


def hanger_pa(row, *, utom=()):
    """What stands on this row, as '3 uppdrag': every row that points at it, save those of the models `utom`."""
    found = []
    for relation in row._meta.get_fields(include_hidden=True):
        if not _is_incoming(relation) or relation.related_model in utom:
            continue
        antal = relation.related_model._base_manager.filter(**{relation.field.name: row}).count()
        if antal:
            found.append(antal_av(relation.related_model, antal))
    return found


def antal_av(model, antal):
    """'1 uppdrag', '3 tillfällen'."""
    return f"{antal} {model._meta.verbose_name if antal == 1 else model._meta.verbose_name_plural}"


def _is_incoming(relation):
    """A foreign key from another row, not a history table and not the hidden table of a many-to-many field."""
    if not relation.auto_created or relation.concrete or relation.many_to_many:
        return False
    return not hasattr(relation.related_model, "instance_type") and not relation.related_model._meta.auto_created


def krav_fri(row, *, utom=(), ocksa=(), i_stallet=AVSLUTA):
    """ValidationError that names what hangs on the row, if anything does. `ocksa` is more that does, in words."""
    hinder = [*hanger_pa(row, utom=utom), *ocksa]
    if hinder:
        raise ValidationError(_kan_inte(hinder, i_stallet))


def radera(row, *, i_stallet=AVSLUTA):
    """Delete the row with its own parts. What hangs on a part, or has come since it was asked, refuses in the same words."""
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, RestrictedError) as error:
        rader = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
        slag = [type(rad) for rad in rader]
        hinder = [antal_av(model, slag.count(model)) for model in dict.fromkeys(slag)]
        raise ValidationError(_kan_inte(hinder, i_stallet)) from error


def _kan_inte(hinder, i_stallet):
    return " ".join([f"Kan inte tas bort, för på raden hänger {lista_text(hinder)}.", *filter(None, [i_stallet])])
