"""The controller's acts. Figures of a closed year do not move; the ledger only grows."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ekonomi.models import Skuldpost
from samverkan.door import log
from uppdrag.actions.las import krav_oppet


@transaction.atomic
def spara(form, *, by):
    """Save a row of figures. ValidationError when the year has been closed meanwhile."""
    row = form.instance
    krav_oppet(row.verksamhetsar)
    new = row._state.adding
    row._history_user = by
    form.save()
    log(row, "lade till" if new else "ändrade", by=by, text=f"{row._meta.verbose_name}: {row}", **_figures(row))
    return row


@transaction.atomic
def ta_bort(row, *, by):
    krav_oppet(row.verksamhetsar)
    log(row, "tog bort", by=by, text=f"{row._meta.verbose_name}: {row}", **_figures(row))
    row._history_user = by
    row.delete()


def _figures(row):
    return {name: getattr(row, name) for name in ("bas", "belopp", "budget", "utfall") if hasattr(row, name)}


@transaction.atomic
def bokfor_ingaende(form, *, by):
    """An opening balance with its origin, in one act."""
    ursprung = form.save()
    post = Skuldpost.objects.create(
        ursprung=ursprung, sort=Skuldpost.Sort.INGAENDE, datum=form.cleaned_data["datum"], belopp=form.cleaned_data["belopp"],
        text=f"Ingående skuld från {ursprung}", av=by,
    )  # fmt: skip
    log(post, "bokförde", by=by, belopp=post.belopp)
    return post


@transaction.atomic
def ratta(post, *, text, datum, by):
    """A counter-entry that takes the whole entry back. ValidationError when it is already corrected."""
    try:
        with transaction.atomic():
            rattelse = Skuldpost.objects.create(
                ursprung=post.ursprung, sort=Skuldpost.Sort.RATTELSE, datum=datum, belopp=-post.belopp, text=text, rattar=post, av=by
            )
    except IntegrityError as error:
        raise ValidationError("Posten är redan rättad.") from error
    log(rattelse, "rättade", by=by, belopp=rattelse.belopp)
    return rattelse
