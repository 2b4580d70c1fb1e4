"""A year begun, with its headings and sections in one act, or out of the year before; and one that was made by mistake taken away."""

from django.core.exceptions import ValidationError
from django.db import transaction

from berattelse.actions.avsnitt import skapa_avsnitt
from berattelse.innehall.nasta import Overgang
from berattelse.models import Avsnitt
from samverkan.door import log
from samverkan.hanger import antal_av, hanger_pa, krav_fri, radera
from uppdrag.actions import lock
from uppdrag.actions import year as uppdragets
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.models import Arssteg, Kalenderadress, Rubrik, Tillfalle

HAMTA = {"forra": uppdragets.hamta_rubriker, "omraden": uppdragets.hamta_omraden}
REDAN = "Året efter {} finns redan: {}. Inget nytt år är skapat."
ANDRAD = "Det som förs över är inte längre det som sidan visade. Se igenom listan som den är nu och tryck igen. Inget är sparat än."
I_STALLET = "Ta bort det först, eller låt året stå."


@transaction.atomic
def skapa_year(form, *, by):
    """The year with its steps; with headings and sections, where the form says from where to fetch them. How many sections."""
    year = uppdragets.spara(form, by=by)
    lagg_in_arssteg(year, by=by)
    antal = 0
    if hamta := HAMTA.get(form.cleaned_data["rubriker"]):
        hamta(year, by=by)
        antal = skapa_avsnitt(year, by=by)
    if form.cleaned_data["oppna"]:
        lock.oppna(year, by=by)
    return antal


@transaction.atomic
def skapa_nasta(forra, form, *, visad, by):
    """The year after `forra`, with all that goes on. `visad` is the mark of the list that was read. Of two at once one makes it."""
    lock.hall_years_och_avtal(forra.avtal_id)
    if redan := forra.efterfoljande:
        raise ValidationError(REDAN.format(forra, redan))
    overgang = Overgang(forra, form.instance)
    if overgang.marke != visad:
        raise ValidationError(ANDRAD)
    year = uppdragets.spara(form, by=by)
    lagg_in_arssteg(year, by=by)
    for rad in (rad for _, buret in overgang.delar for rad in buret.rader):
        rad._history_user = by
        rad.save()
    skapa_avsnitt(year, by=by)
    log(year, "skapade nästa år", by=by, text=f"År {year} ur {forra}", fran=str(forra), delar=overgang.lista)
    if form.cleaned_data["oppna"]:
        lock.oppna(year, by=by)
    return year


@transaction.atomic
def ta_bort_year(year, *, by):
    """An open year goes with steps, headings and the sections nobody has touched, while nothing else is dated in it or hangs on it."""
    lock.krav_oppet(year)
    rorda = [a for a in year.avsnitt.all() if a.status != Avsnitt.Status.EJ_PABORJAD or hanger_pa(a)]
    moten = year.avtal.tillfallen.during(year).count()
    ocksa = [f"{antal_av(Avsnitt, len(rorda))} som någon har börjat på"] if rorda else []
    ocksa += [antal_av(Tillfalle, moten)] if moten else []
    krav_fri(year, utom=(Rubrik, Avsnitt, Arssteg, Kalenderadress), ocksa=ocksa, i_stallet=I_STALLET)
    log(year, "tog bort", by=by, text=f"Verksamhetsår {year}")
    for avsnitt in year.avsnitt.all():
        radera(avsnitt, i_stallet=I_STALLET)
    radera(year, i_stallet=I_STALLET)
