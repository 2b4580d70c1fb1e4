"""The steps of a year: put in from a cycle or from the year before, and their days changed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from samverkan.door import log
from uppdrag.arsplan import CYKLER, FORRA, NAMN, cykel_for, flyttade, med_kanda_dagar, plan, plan_efter
from uppdrag.models import Arssteg, Stegsort, Verksamhetsar


def _hall(year):
    return Verksamhetsar.objects.select_for_update().get(pk=year.pk)


@transaction.atomic
def lagg_in_arssteg(year, mall=None, *, by):
    """The steps of a year that has none: by `mall`, else as the year before had them, else by the cycle its period goes with.

    The days the year itself says (signed, handed over) are theirs.
    """
    year = _hall(year)
    if year.arssteg.exists():
        raise ValidationError("Årets steg är redan inlagda. Ändra dem i stället.")
    forra = year.foregaende
    former = list(forra.arssteg.all()) if forra and mall in {None, FORRA} else []
    if mall == FORRA and not former:
        raise ValidationError("Föregående år har inga steg att hämta.")
    stegen = plan_efter(former, forra.till, year.till) if former else plan(mall or cykel_for(year.fran), year.till)
    stegen = med_kanda_dagar(stegen, _egna_dagar(year))
    ordning = {sort: n for n, sort in enumerate(Stegsort.values, 1)}
    Arssteg.objects.bulk_create(
        Arssteg(
            verksamhetsar=year, sort=s.sort, ordning=ordning[s.sort], ingar=s.ingar, vem=s.vem, fran=s.fran, sista_dag=s.sista_dag
        )
        for s in stegen
    )  # fmt: skip
    varifran = f"från {forra}" if former else NAMN[mall or cykel_for(year.fran)]
    log(year, "lade in årets steg", by=by, text=f"Årets steg {year}, {varifran}", antal=len(stegen))
    return len(stegen)


def _egna_dagar(year):
    return {"signerat": year.undertecknas, "overlamnat": year.overlamnas}


@transaction.atomic
def flytta_med(fore, year, *, by):
    """The year's days have changed from `fore`: the steps that had not begun and that nobody has moved follow.

    Returns (how many followed, how many with a last day stayed where they were).
    """
    forra, alla = year.foregaende, [s for s in year.arssteg.all() if s.ingar and s.sista_dag]
    former = list(forra.arssteg.all()) if forra else []
    gor = [lambda till, mall=mall: plan(mall, till) for mall in CYKLER]
    gor += [lambda till: plan_efter(former, forra.till, till)] if former else []
    planer = [tuple(med_kanda_dagar(g(y.till), _egna_dagar(y)) for y in (fore, year)) for g in gor]
    par = list(flyttade(alla, planer, timezone.localdate()))
    for steg, ny in par:
        steg.fran, steg.sista_dag = ny.fran, ny.sista_dag
        steg.save(update_fields=["fran", "sista_dag"])
    if par:
        log(year, "flyttade årets steg", by=by, text=f"Årets steg {year}", steg=[str(s) for s, _ in par])
    return len(par), len(alla) - len(par)


@transaction.atomic
def spara_arssteg(form, *, by, year):
    """Save the days of the steps, which are left out, and whose they are; refused (Inaktuell) unless the page shows what is saved now."""
    _hall(year)
    form.krav_aktuell()
    andrade = [rad for rad in form.rader if rad.has_changed()]
    for rad in andrade:
        rad.save()
    andring = [{"steg": str(rad.instance), "falt": list(rad.changed_data)} for rad in andrade]
    log(year, "ändrade årets steg", by=by, text=f"Årets steg {year}", steg=andring)
