"""The years of an agreement: listed, changed, opened, locked and unlocked. They are made where their sections are."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samverkan.door import get_for_user
from samverkan.sidor import forsok, steg
from samverkan.svenska import numerus, stor_bokstav
from uppdrag.actions import lock
from uppdrag.actions import year as actions
from uppdrag.forms.year import Unlockform, Yearform
from uppdrag.models import Avtal, Verksamhetsar
from uppdrag.views.rader import formularsida


def year_list(request):
    years = list(Verksamhetsar.objects.visible_to(request.user).order_by("-fran"))
    avtal = Avtal.objects.visible_to(request.user).huvudavtal().med_parter()
    ledda = set(Avtal.objects.ledda_av(request.user).values_list("pk", flat=True))
    grupper = [
        {
            "avtal": a,
            "far_andra": a.pk in ledda,
            "rader": (rader := [_rad(request.user, a, year) for year in years if year.avtal_id == a.pk]),
            "senaste": rader[0]["year"] if rader else None,
        }
        for a in avtal
    ]
    return render(request, "uppdrag/year_list.html", {"grupper": grupper})


def _rad(user, avtal, year):
    """The year and what may be done with it now; the agreement is shared so that its parties are read once."""
    year.avtal = avtal
    return {
        "year": year,
        "andra": year.can_be_edited_by(user),
        "steg": year.can_be_planned_by(user),
        "oppna": year.can_be_opened_by(user),
        "lock": year.can_be_locked_by(user),
        "unlock": year.can_be_unlocked_by(user),
        "oversikt": avtal.can_read_draft(user),
    }


def year_edit(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    form = Yearform(request.POST or None, instance=year)
    if form.is_valid() and forsok(form, _andra, request, form):
        return redirect("uppdrag:year_list")
    return formularsida(request, form, f"Ändra år {year.beteckning}", year.avtal)


def _andra(request, form):
    foljde, kvar = actions.andra(form, by=request.user) or (0, 0)
    text = f"År {form.instance} är ändrat."
    if foljde:
        text += f" {stor_bokstav(numerus(foljde, 'ett av årets steg', 'av årets steg'))} fick nya dagar."
    if kvar:
        text += f" {stor_bokstav(numerus(kvar, 'ett steg', 'steg'))} står kvar på sina dagar. De har börjat, eller är ändrade för hand. "
        text += "Se igenom dem under Steg."
    messages.success(request, text)


@require_POST
def year_oppna(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_opened_by)
    steg(request, f"År {year} är öppet.", lock.oppna, year, by=request.user)
    return redirect("uppdrag:year_list")


def year_lock(request, pk):
    """A page that says what the lock does, and the act."""
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_locked_by)
    if request.method == "POST":
        steg(request, f"År {year} är låst. Inget i det kan ändras förrän det låses upp.", lock.lock, year, by=request.user)
        return redirect("uppdrag:year_list")
    planerade = year.avtal.tillfallen.during(year).filter(status="planerat").count()
    return render(request, "uppdrag/year_lock.html", {"year": year, "planerade": planerade})


def year_unlock(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_unlocked_by)
    form = Unlockform(request.POST or None)
    if form.is_valid() and forsok(form, lock.unlock, year, by=request.user, skal=form.cleaned_data["skal"]):
        messages.success(request, f"År {year} är öppet igen.")
        return redirect(year)
    return formularsida(request, form, f"Lås upp år {year}", year.avtal, knapp="Lås upp")
