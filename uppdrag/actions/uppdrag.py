"""Acts on an uppdrag and its rows. What concerns a locked year is refused."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from samverkan.door import log
from uppdrag.actions import rader
from uppdrag.actions.lock import hall_years, krav_oppet
from uppdrag.avtalstid import andrade_dagar
from uppdrag.models import Uppdragsomrade, Verksamhetsar

DAG = timedelta(days=1)


@transaction.atomic
def spara(form, *, by):
    """Save the uppdrag and where the agreement's version of today places it."""
    if form.cleaned_data.get("alla"):
        krav_olast(form.instance.avtal, [(form.instance.fran, form.instance.till)])
    uppdrag = rader.spara(form, by=by, avtal_id=form.instance.avtal_id)
    version = uppdrag.avtal.aktuell_version
    if version is not None:
        uppdrag.omradesplaceringar.filter(omrade__version=version).exclude(omrade=form.cleaned_data["omrade"]).delete()
        if form.cleaned_data["omrade"]:
            Uppdragsomrade.objects.get_or_create(uppdrag=uppdrag, omrade=form.cleaned_data["omrade"])
    return uppdrag


def ta_bort(uppdrag, *, by):
    rader.ta_bort(uppdrag, by=by, avtal_id=uppdrag.avtal_id, delar=(Uppdragsomrade,), i_stallet="Skriv i stället när uppdraget slutade.")


@transaction.atomic
def spara_medverkan(rader_, *, by, uppdrag, aktuell=None):
    """Save the whole page of participation: new rows, changed dates, and rows that were ticked off as never true.

    `aktuell` refuses (Inaktuell) unless the page shows what is saved now; it is asked when the uppdrag is held.
    """
    for form in rader_:
        krav_olast(uppdrag.avtal, andrade_dagar(form.fore, form.efter))
    if aktuell:
        aktuell()
    changed = [form for form in rader_ if form.fore != form.efter]
    # Rows that go are taken first, so that a new one may begin on the same day.
    for form in sorted(changed, key=lambda f: f.efter is not None):
        if form.efter is None:
            form.instance.delete()
        else:
            form.save()
    if changed:
        kommuner = sorted({str(form.instance.organisation) for form in changed})
        log(uppdrag, "ändrade medverkan", by=by, kommuner=kommuner)


@transaction.atomic
def spara_bemanning(form, *, by, avtal_id):
    krav_oppet(form.instance.verksamhetsar)
    return rader.spara(form, by=by, avtal_id=avtal_id)


@transaction.atomic
def ta_bort_bemanning(row, *, by, avtal_id):
    krav_oppet(row.verksamhetsar)
    rader.ta_bort(row, by=by, avtal_id=avtal_id)


@transaction.atomic
def ny_beskrivning(form, *, by, avtal_id):
    """A new wording: the former ends the day before; a later one, if there is any, begins when it did."""
    ny = form.instance
    hall_years(ny.uppdrag.avtal_id)
    versioner = ny.uppdrag.beskrivningar.select_for_update()
    senare = versioner.filter(fran__gt=ny.fran).order_by("fran").first()
    ny.till = senare.fran - DAG if senare else None
    krav_olast(ny.uppdrag.avtal, [(ny.fran, ny.till)])
    forra = versioner.filter(Q(till__isnull=True) | Q(till__gte=ny.fran), fran__lt=ny.fran).order_by("-fran").first()
    if forra:
        forra.till = ny.fran - DAG
        forra.save(update_fields=["till"])
    return rader.spara(form, by=by, avtal_id=avtal_id)


@transaction.atomic
def spara_beskrivning(form, *, by, avtal_id):
    """Correct a wording that no locked year has printed."""
    if form.instance._state.adding:
        return ny_beskrivning(form, by=by, avtal_id=avtal_id)
    krav_olast(form.instance.uppdrag.avtal, [(form.instance.fran, form.instance.till)])
    return rader.spara(form, by=by, avtal_id=avtal_id)


@transaction.atomic
def ta_bort_beskrivning(row, *, by, avtal_id):
    """Take away a wording entered by mistake: the one before it then holds on in its stead."""
    krav_olast(row.uppdrag.avtal, [(row.fran, row.till)])
    forra = row.uppdrag.beskrivningar.filter(till=row.fran - DAG).first()
    till = row.till
    rader.ta_bort(row, by=by, avtal_id=avtal_id)
    if forra:
        forra.till = till
        forra.save(update_fields=["till"])


def krav_olast(avtal, perioder):
    """Refuse a change of days that fall in a locked year of the agreement (or of the one it hangs beside)."""
    for year in Verksamhetsar.objects.select_for_update().lasta_for(avtal):
        if any((fran is None or fran <= year.till) and (till is None or till >= year.fran) for fran, till in perioder):
            raise ValidationError(
                f"Det rör år {year}, som är låst. Välj datum efter {year.till.isoformat()}, "
                "eller vänta tills processledaren har låst upp året, om något behöver rättas."
            )
