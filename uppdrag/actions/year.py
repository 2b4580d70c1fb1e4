"""Making and changing a year and its headings; its lock is in lock.py."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from samverkan import svenska
from samverkan.door import log
from uppdrag.actions.arssteg import flytta_med
from uppdrag.actions.lock import krav_oppet
from uppdrag.models import Rubrik, Rubrikuppdrag, Tillfalle, Uppdrag

SAMTIDIGT = "Perioden eller beteckningen krockar med ett år som någon annan just har lagt till."


@transaction.atomic
def spara(form, *, by):
    """Save a year; of two whose periods overlap the second is refused by the database, in words."""
    year = form.instance
    new = year._state.adding
    if not new:
        _krav_inga_utanfor(krav_oppet(year), year)
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        raise ValidationError({"fran": SAMTIDIGT}) from error
    log(year, "lade till" if new else "ändrade", by=by, text=f"Verksamhetsår {year}", falt=list(form.changed_data))
    return year


@transaction.atomic
def andra(form, *, by):
    """Save a year that is there, and its steps follow. Returns (steps that followed, steps that stayed), None when no day of it changed."""
    fore = krav_oppet(form.instance)
    year = spara(form, by=by)
    if all(getattr(fore, falt) == getattr(year, falt) for falt in ("fran", "till", "undertecknas", "overlamnas")):
        return None
    return flytta_med(fore, year, by=by)


def _krav_inga_utanfor(stored, year):
    """No meeting of the year may be left outside it when its period moves."""
    inom = Tillfalle.objects.during(stored)
    antal = inom.exclude(fran__range=(year.fran, year.till)).count()
    if antal:
        text = svenska.stor_bokstav(svenska.SUBSTANTIV["tillfälle"].antal(antal))
        raise ValidationError(
            {"fran": f"{text} skulle hamna utanför året. Flytta {'det' if antal == 1 else 'dem'} till ett annat år först."}
        )


@transaction.atomic
def spara_rubrik(form, *, by):
    """Save a heading and the uppdrag under it; those already there keep their order, new ones come last."""
    krav_oppet(form.instance.verksamhetsar)
    new = form.instance._state.adding
    rubrik = form.save()
    valda = list(form.cleaned_data["under"])
    rubrik.placeringar.exclude(uppdrag__in=valda).delete()
    last = max((p.ordning for p in rubrik.placeringar.all()), default=0)
    for n, uppdrag in enumerate(valda, last + 1):
        Rubrikuppdrag.objects.get_or_create(rubrik=rubrik, uppdrag=uppdrag, defaults={"ordning": n})
    _log(rubrik, "lade till rubrik" if new else "ändrade rubrik", by)
    return rubrik


@transaction.atomic
def ordna(rader, *, by, year, aktuell=None):
    """Save the order of the headings, and where and in which order every uppdrag is printed.

    `aktuell` refuses (Inaktuell) unless the page shows what is saved now.
    """
    krav_oppet(year)
    if aktuell:
        aktuell()
    for rad in rader:
        rad.spara()
    log(year, "ordnade rubrikerna", by=by, text=f"Rubrikernas ordning {year}")


@transaction.atomic
def ta_bort_rubrik(rubrik, *, by):
    """A heading goes with its placements, unless a section has been written under it."""
    krav_oppet(rubrik.verksamhetsar)
    _log(rubrik, "tog bort rubrik", by)
    try:
        with transaction.atomic():
            rubrik.delete()
    except ProtectedError as error:
        raise ValidationError("Ett avsnitt är skrivet under rubriken. Ändra rubrikens text i stället.") from error


def _log(rubrik, akt, by):
    log(rubrik, akt, by=by, text=f"{rubrik.verksamhetsar}: {rubrik}", avtal_id=rubrik.verksamhetsar.avtal_id)


@transaction.atomic
def hamta_rubriker(year, *, by):
    """Start from last year's headings, with what has begun since. ValidationError when the year already has some, or there is nothing."""
    year = _krav_utan_rubriker(year)
    forra = year.foregaende
    rubriker = list(forra.rubriker.prefetch_related("placeringar")) if forra else []
    if not rubriker:
        raise ValidationError("Det finns inga rubriker att hämta från föregående år.")
    fran = [(r.text, r.omrade, r.ordning, [(p.uppdrag_id, p.ordning) for p in r.placeringar.all()]) for r in rubriker]
    return _skapa_rubriker(year, _med_nya(year, fran), f"Rubriker från {forra}", by)


def _med_nya(year, fran):
    """Uppdrag that go on this year and had no place last year come last under the heading of their area."""
    version = year.avtal.version_under(year)
    redan = {pk for *_, placeringar in fran for pk, _ in placeringar}
    nya = set(Uppdrag.objects.filter(avtal=year.avtal_id).under(year).values_list("pk", flat=True)) - redan
    i_omradet = (
        {o.pk: [u.pk for u in o.uppdrag.all() if u.pk in nya] for o in version.omraden.prefetch_related("uppdrag")} if version else {}
    )
    for text, omrade, ordning, placeringar in fran:
        sist = max((n for _, n in placeringar), default=0)
        hit = i_omradet.pop(omrade and omrade.pk, [])  # of two headings of one area, the first
        yield text, omrade, ordning, [*placeringar, *((pk, n) for n, pk in enumerate(hit, sist + 1))]


@transaction.atomic
def hamta_omraden(year, *, by):
    """Start from the areas of the agreement's version of that year, each with the uppdrag that go on then. Refused as hamta_rubriker."""
    year = _krav_utan_rubriker(year)
    version = year.avtal.version_under(year)
    omraden = list(version.omraden.prefetch_related("uppdrag")) if version else []
    if not omraden:
        raise ValidationError("Avtalet har ingen version med områden att hämta rubriker från.")
    under = set(Uppdrag.objects.filter(avtal=year.avtal_id).under(year).values_list("pk", flat=True))
    fran = [(o.namn, o, o.ordning, [(u.pk, n) for n, u in enumerate(o.uppdrag.all(), 1) if u.pk in under]) for o in omraden]
    return _skapa_rubriker(year, fran, f"Rubriker från avtalets områden, {version}", by)


def _krav_utan_rubriker(year):
    year = krav_oppet(year)
    if year.rubriker.exists():
        raise ValidationError("Året har redan rubriker. Ändra dem i stället.")
    return year


def _skapa_rubriker(year, fran, text, by):
    """Headings from (text, area, order, [(uppdrag, order)]); how many."""
    fran = list(fran)
    for text_, omrade, ordning, under in fran:
        ny = Rubrik.objects.create(verksamhetsar=year, text=text_, omrade=omrade, ordning=ordning)
        Rubrikuppdrag.objects.bulk_create(Rubrikuppdrag(rubrik=ny, uppdrag_id=pk, ordning=n) for pk, n in under)
    log(year, "hämtade rubriker", by=by, text=text, antal=len(fran))
    return len(fran)
