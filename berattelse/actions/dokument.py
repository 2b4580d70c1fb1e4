"""The acts on what the documents beside the report tell. Each leaves a trace.

Letterheads and free chapters are written until the year is archived; steps of an examination are dated, and refused in a locked year.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from berattelse.models import Dokumentuppgift, FrittKapitel, Genomlysningssteg
from samverkan.door import log
from samverkan.inaktuell import Inaktuell
from uppdrag.actions.lock import hall_years, krav_oppet
from uppdrag.models import Verksamhetsar

ARKIVERAT = "Året är arkiverat, så dess dokument kan inte ändras."


def _krav_skrivbart(year):
    """The year read again and locked, so that two who save at once wait for each other."""
    if Verksamhetsar.objects.select_for_update().get(pk=year.pk).status == Verksamhetsar.Status.ARKIVERAT:
        raise ValidationError(ARKIVERAT)


def _krav_oppet(avtal_id, *dagar):
    """ValidationError when one of the days lies in a locked year; a day outside every registered year is free."""
    for dag in sorted({dag for dag in dagar if dag}):
        year = Verksamhetsar.objects.for_date(avtal_id, dag)
        if year:
            krav_oppet(year)


@transaction.atomic
def spara_uppgifter(form, *, by):
    """Save what a document says of itself. Inaktuell when somebody has saved since the form was opened."""
    row = form.instance
    hall_years(row.avtal_id)
    _krav_skrivbart(row.verksamhetsar)
    now = Dokumentuppgift.objects.filter(verksamhetsar=row.verksamhetsar, dokument=row.dokument).first()
    return _spara(form, now, "sparade dokumentets uppgifter", by)


@transaction.atomic
def valj_delar(form, *, by):
    """Which parts a document has, and in which order. Inaktuell when somebody has chosen since the page was opened."""
    row = form.instance
    _krav_skrivbart(row.verksamhetsar)
    form.krav_aktuell()
    row.delordning, row.utelamnade = form.valt()
    row._history_user = by
    row.save(update_fields=["delordning", "utelamnade"] if row.pk else None)
    log(row, "valde dokumentets delar", by=by, utelamnade=row.utelamnade)
    return row


@transaction.atomic
def spara_kapitel(form, *, by):
    """Save a free chapter; a new one stands last. Inaktuell when somebody has saved since the form was opened."""
    row = form.instance
    _krav_skrivbart(row.verksamhetsar)
    now = FrittKapitel.objects.get(pk=row.pk) if row.pk else None
    if now is None:
        row.ordning = _sist(FrittKapitel.objects.filter(verksamhetsar=row.verksamhetsar, dokument=row.dokument))
    return _spara(form, now, "sparade kapitel", by)


def _sist(rader):
    """The place after the last: more than how many there are, when one among them has been taken away."""
    return (rader.aggregate(sist=Max("ordning"))["sist"] or 0) + 1


def _spara(form, now, akt, by):
    row, version = form.instance, now.version if now else 0
    if form.cleaned_data["version"] != version:
        raise Inaktuell
    row.version, row._history_user = version + 1, by
    row.save(update_fields=[*(name for name in form._meta.fields if name in form.fields), "version"] if now else None)
    log(row, akt, by=by, version=row.version, falt=list(form.changed_data))
    return row


@transaction.atomic
def flytta_kapitel(kapitel, steg, *, by):
    """One step up (−1) or down (+1) among the chapters of the same document."""
    _krav_skrivbart(kapitel.verksamhetsar)
    _flytta(kapitel, FrittKapitel.objects.filter(verksamhetsar=kapitel.verksamhetsar, dokument=kapitel.dokument), steg, by)


@transaction.atomic
def ta_bort_kapitel(kapitel, *, by):
    """Its text stays in the history."""
    _krav_skrivbart(kapitel.verksamhetsar)
    _ta_bort(kapitel, by)


@transaction.atomic
def spara_genomlysning(form, *, by):
    """Save an examination; neither the day it began nor the one it is given now may lie in a locked year."""
    row = form.instance
    _krav_skrivbart(row.verksamhetsar)
    before = type(row).objects.filter(pk=row.pk).values_list("fran", flat=True).first()
    _krav_oppet(row.avtal_id, before, row.fran)
    return _spara_rad(form, by)


@transaction.atomic
def ta_bort_genomlysning(genomlysning, *, by):
    """ValidationError while it has steps."""
    hall_years(genomlysning.avtal_id)
    _krav_skrivbart(genomlysning.verksamhetsar)
    _krav_oppet(genomlysning.avtal_id, genomlysning.fran)
    if genomlysning.steg.exists():
        raise ValidationError("Genomlysningen har steg. Ta bort dem först.")
    _ta_bort(genomlysning, by)


@transaction.atomic
def spara_steg(form, *, by):
    """Save a step; a new one stands last."""
    row = form.instance
    _krav_steget(row, row.fran)
    if row._state.adding:
        row.ordning = _sist(row.genomlysning.steg)
    return _spara_rad(form, by)


@transaction.atomic
def flytta_steg(rad, steg, *, by):
    """One step up (−1) or down (+1)."""
    _krav_steget(rad)
    _flytta(rad, rad.genomlysning.steg.all(), steg, by)


@transaction.atomic
def ta_bort_steg(rad, *, by):
    _krav_steget(rad)
    _ta_bort(rad, by)


def _krav_steget(rad, ny=None):
    """The examination, the step as it is saved, and the day it is given now: none of them in a locked year."""
    genomlysning = rad.genomlysning
    hall_years(genomlysning.avtal_id)
    _krav_skrivbart(genomlysning.verksamhetsar)
    before = Genomlysningssteg.objects.filter(pk=rad.pk).values_list("fran", flat=True).first()
    _krav_oppet(genomlysning.avtal_id, genomlysning.fran, before, ny)


def _spara_rad(form, by):
    new = form.instance._state.adding
    form.instance._history_user = by
    row = form.save()
    log(row, f"{'lade till' if new else 'ändrade'} {row._meta.verbose_name}", by=by, falt=list(form.changed_data))
    return row


def _flytta(rad, rader, steg, by):
    ordnade = list(rader)
    plats = ordnade.index(rad)
    ordnade.insert(max(plats + steg, 0), ordnade.pop(plats))
    for ordning, other in enumerate(ordnade, 1):
        if other.ordning != ordning:
            other.ordning = ordning
            other.save(update_fields=["ordning"])
    log(rad, f"flyttade {rad._meta.verbose_name}", by=by)


def _ta_bort(rad, by):
    log(rad, f"tog bort {rad._meta.verbose_name}", by=by)
    rad._history_user = by
    rad.delete()
