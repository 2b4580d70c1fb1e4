"""The lock of the year, asked by every room before a dated row is written, and its steps."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from samverkan.door import log
from uppdrag.models import Avtal, Protokoll, Verksamhetsar
from uppdrag.models.year import FLER_AR, LAST_AR

JUSTERAT = "Protokollet är justerat, så inget i det kan ändras. Öppna det justerade protokollet, med ett skäl, om något är fel."
Status = Verksamhetsar.Status
AKT = {Status.OPPET: "öppnade", Status.LOCKED: "låste", Status.ARKIVERAT: "arkiverade"}


def hall_years(*avtal_ids):
    """Hold every year of the agreements, and of those they hang beside.

    Everything is held in one order: years (by key), the agreement, rows. So an act that concerns several years, or that holds its
    row before it has asked its year, begins here.
    """
    beside = Avtal.objects.filter(pk__in=avtal_ids).values("huvudavtal")
    years = Verksamhetsar.objects.select_for_update().filter(Q(avtal__in=avtal_ids) | Q(avtal__in=beside))
    list(years.order_by("pk").values_list("pk"))


def hall_avtal(avtal):
    """Hold the agreements (ids, or a query of them) by key: whoever counts what is left in one counts after who is ending it."""
    list(Avtal.objects.select_for_update(no_key=True).filter(pk__in=avtal).order_by("pk").values_list("pk"))


def hall_years_och_avtal(avtal_id):
    hall_years(avtal_id)
    hall_avtal([avtal_id])


def krav_oppet_year(avtal, datum):
    """The year of `avtal` that holds `datum`, locked for this transaction; ValidationError when none does or it is closed."""
    year = Verksamhetsar.objects.select_for_update().filter(avtal=avtal, fran__lte=datum, till__gte=datum).first()
    if year is None:
        raise ValidationError(f"Datumet ligger inte i något registrerat verksamhetsår. Kontrollera datumet. {FLER_AR}")
    if not year.is_open:
        raise ValidationError(LAST_AR)
    return year


def krav_ojusterat(tillfalle_id):
    """ValidationError when the minutes of the meeting are adopted. Asked when its year is held: adopting them holds it too."""
    if Protokoll.objects.filter(tillfalle=tillfalle_id, justerat_den__isnull=False).exists():
        raise ValidationError(JUSTERAT)


def krav_oppet_for(tillfalle, *, justerat=False):
    """The year of an occasion, as krav_oppet_year; a meeting with one kommun may lie after the last registered year (then None).

    And its minutes are not adopted, but for the act that opens them (`justerat`).
    """
    year = _year_for(tillfalle)
    if not justerat:
        krav_ojusterat(tillfalle.pk)
    return year


def _year_for(tillfalle):
    if tillfalle.kommun_id and tillfalle.verksamhetsar is None:
        return None
    return krav_oppet_year(tillfalle.avtal_id, tillfalle.fran)


def krav_oppet(verksamhetsar):
    """The same year read again and locked for this transaction; ValidationError when it has been closed meanwhile."""
    year = Verksamhetsar.objects.select_for_update().get(pk=verksamhetsar.pk)
    if not year.is_open:
        raise ValidationError(LAST_AR)
    return year


@transaction.atomic
def move_year(year, to, *, by, skal=""):
    """One conditional UPDATE: of two who press at once exactly one succeeds. ValidationError when it cannot be done now."""
    fran = [status for status, steps in Verksamhetsar.STEPS.items() if to in steps]
    if not Verksamhetsar.objects.filter(pk=year.pk, status__in=fran).update(status=to):
        raise ValidationError("Året har redan bytt status. Läs om sidan och försök igen.")
    year.refresh_from_db()
    log(year, AKT[to], by=by, text=f"Verksamhetsår {year}", skal=skal)
    return year


def oppna(year, *, by):
    """planerat → öppet."""
    return move_year(year, Verksamhetsar.Status.OPPET, by=by)


def lock(year, *, by):
    """öppet → låst: from now on nothing dated in the year moves."""
    return move_year(year, Verksamhetsar.Status.LOCKED, by=by)


def unlock(year, *, by, skal):
    """låst → öppet, with a reason that stays in the log."""
    if not skal.strip():
        raise ValidationError("Skriv varför året låses upp.")
    return move_year(year, Verksamhetsar.Status.OPPET, by=by, skal=skal)
