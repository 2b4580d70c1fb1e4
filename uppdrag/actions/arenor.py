"""The acts on arenas, their plan for a year, and decisions."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from samverkan import svenska
from samverkan.door import log
from uppdrag.actions import rader
from uppdrag.actions.lock import hall_years, krav_ojusterat, krav_oppet
from uppdrag.models import Arenagrupp, Arenamedlem, Arenanamn, Arenavisning, Beslut, Kalenderadress, Verksamhetsar
from uppdrag.models.year import LAST_AR

BOKFORT = {
    "beslut_bokfort_ryms": {"skuldbelopp": "Mer än så är bokfört på beslutet i skuldboken. Rätta posterna där först."},
    "beslut_bokfort_dag": {
        "datum": "Beslutet är bokfört i Skuldboken för sitt avtal, den dag som stod här. Rätta posterna där först. Ändra sedan beslutet "
        "och bokför det igen."
    },
}
SKULDBELOPP_FINNS = "På beslutet är {} av skulden registrerat. Är det fel rättas beslutet först."


@transaction.atomic
def spara(form, *, by):
    """Add or change an arena; of two who add the same at once the second is refused, in words."""
    form.instance._history_user = by
    try:
        with transaction.atomic():
            return rader.spara(form, by=by, avtal_id=form.instance.avtal_id)
    except IntegrityError as error:
        raise ValidationError({"namn": "Någon annan har just lagt till en arena med det namnet."}) from error


def ta_bort(arena, *, by):
    """Remove an arena entered by mistake. Where it is reported, its names, groups and members go with it; nothing else may hang on it."""
    arena._history_user = by
    delar = (Arenavisning, Arenanamn, Arenagrupp, Arenamedlem, Kalenderadress)
    rader.ta_bort(arena, by=by, avtal_id=arena.avtal_id, delar=delar, i_stallet="Skriv i stället när arenan upphörde.")


@transaction.atomic
def planera(form, *, by):
    """The plan of an arena for a year that is open, and its own sentence."""
    krav_oppet(form.instance.verksamhetsar)
    plan = form.save()
    if "inte_traffats" in form.changed_data:
        plan.inte_traffats_av = by if plan.inte_traffats else None
        plan.save(update_fields=["inte_traffats_av"])
    log(
        plan.arena,
        "planerade",
        by=by,
        text=str(plan),
        year=str(plan.verksamhetsar),
        egen_mening=plan.egen_mening,
        inte_traffats=plan.inte_traffats_skal,
    )
    return plan


@transaction.atomic
def ta_bort_grupp(grupp, *, by, avtal_id):
    """A group that has met stays: its meetings are told by it."""
    antal = grupp.tillfallen.count()
    if antal:
        text = svenska.SUBSTANTIV["tillfälle"].antal(antal)
        raise ValidationError(f"Gruppen har haft {text} och kan inte tas bort.")
    rader.ta_bort(grupp, by=by, avtal_id=avtal_id)


@transaction.atomic
def spara_utan_datum(form, *, by, avtal_id):
    """Add or change a count without days; neither the year it had nor the one it gets may be locked."""
    row = form.instance
    hall_years(avtal_id)
    if row._state.adding:
        row.registrerat_av = by
    else:
        krav_oppet(type(row).objects.get(pk=row.pk).verksamhetsar)
    krav_oppet(row.verksamhetsar)
    return rader.spara(form, by=by, avtal_id=avtal_id, text=str(row), year=str(row.verksamhetsar))


@transaction.atomic
def ta_bort_utan_datum(row, *, by, avtal_id):
    krav_oppet(row.verksamhetsar)
    rader.ta_bort(row, by=by, avtal_id=avtal_id, text=str(row), year=str(row.verksamhetsar))


@transaction.atomic
def spara_beslut(form, *, by):
    """Add or change a decision. Neither the day it had nor the day it gets may lie in a locked year."""
    row = form.instance
    hall_years(row.avtal_id)
    if not row._state.adding:
        stored = type(row).objects.get(pk=row.pk)
        _krav_oppet(row.avtal_id, stored.datum)
        krav_ojusterat(stored.tillfalle_id)
    _krav_oppet(row.avtal_id, row.datum)
    krav_ojusterat(row.tillfalle_id)
    row._history_user = by
    with bokfort_ryms():
        return rader.spara(form, by=by, avtal_id=row.avtal_id)


@contextmanager
def bokfort_ryms():
    """The database lets nobody take a decision's sum below what is booked on it, nor change the day that the ledger has of it
    (ekonomi's migrations 0003 and 0004): told in words.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        nej = next((sagt for namn, sagt in BOKFORT.items() if namn in str(error)), None)
        if nej is None:
            raise
        raise ValidationError(nej) from error


@transaction.atomic
def registrera_skuldbelopp(beslut, belopp, *, by):
    """How much of the debt a decision is about, told where it had no sum; called within the act that books on it, which holds the year.

    Holds the decision. ValidationError when another sum stands on it, or it stands in adopted minutes.
    """
    rad = Beslut.objects.select_for_update().get(pk=beslut.pk)
    if belopp not in {None, rad.skuldbelopp}:
        if rad.skuldbelopp is not None:
            raise ValidationError({"skuldbelopp": SKULDBELOPP_FINNS.format(svenska.kronor(rad.skuldbelopp))})
        krav_ojusterat(rad.tillfalle_id)
        rad.skuldbelopp, rad._history_user = belopp, by
        rad.save(update_fields=["skuldbelopp"])
        log(rad, "registrerade beslutets belopp", by=by)
    beslut.skuldbelopp = rad.skuldbelopp


@transaction.atomic
def registrera_beslut(beslut, *, by, falt="datum"):
    """A decision that is not saved yet, written in the course of another act; that act holds the years where it concerns several.

    ValidationError, at the field `falt`, when its day lies in a locked year.
    """
    _krav_oppet(beslut.avtal_id, beslut.datum, falt)
    krav_ojusterat(beslut.tillfalle_id)
    beslut._history_user = by
    beslut.save()
    log(beslut, f"lade till {beslut._meta.verbose_name}", by=by)


def _krav_oppet(avtal, datum, falt="datum"):
    """A decision may be older than every year the program knows; only a locked year refuses it."""
    year = datum and Verksamhetsar.objects.select_for_update().filter(avtal=avtal).for_date(avtal, datum)
    if year and not year.is_open:
        raise ValidationError({falt: LAST_AR})
