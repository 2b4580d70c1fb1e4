"""The years of an agreement: made, opened, locked and unlocked; and the headings each prints."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samverkan.door import get_for_user
from samverkan.models import Roll
from uppdrag.actions import las
from uppdrag.actions import year as actions
from uppdrag.forms.year import Lasuppform, Rubrikform, Yearform
from uppdrag.models import Avtal, Rubrik, Verksamhetsar
from uppdrag.views.rader import Rad, formularsida, genomfor

RUBRIKRAD = Rad(Rubrik, Rubrikform, "verksamhetsar", "rubriker", spara=actions.spara_rubrik, ta_bort=actions.ta_bort_rubrik)


def year_list(request):
    years = Verksamhetsar.objects.visible_to(request.user).select_related("avtal")
    hos = [org for roll, org in request.user.aktiva_roller if roll == Roll.PROCESSLEDARE]
    egna = Avtal.objects.visible_to(request.user).filter(Q(parter__organisation__in=hos), huvudavtal__isnull=True).distinct()
    return render(request, "uppdrag/year_list.html", {"years": years, "egna": egna})


def year_create(request, pk):
    avtal = get_for_user(Avtal, request.user, pk=pk, can=Avtal.can_be_edited_by)
    form = Yearform(request.POST or None, instance=Verksamhetsar(avtal=avtal), initial=_nasta_period(avtal))
    if form.is_valid() and genomfor(form, actions.spara, form, by=request.user):
        return redirect("uppdrag:year_list")
    return formularsida(request, form, "Nytt verksamhetsår", avtal)


def _nasta_period(avtal):
    """The period after the latest, of the same length in years; its label is the year it ends in."""
    last = avtal.verksamhetsar.order_by("-till").first()
    if last is None:
        return {}
    fran, till = last.fran.replace(year=last.fran.year + 1), last.till.replace(year=last.till.year + 1)
    return {"beteckning": str(till.year), "fran": fran, "till": till, "ort": last.ort}


def year_edit(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    form = Yearform(request.POST or None, instance=year)
    if form.is_valid() and genomfor(form, actions.spara, form, by=request.user):
        return redirect("uppdrag:year_list")
    return formularsida(request, form, f"Ändra år {year}", year.avtal)


def _steg(request, act, year, message):
    try:
        act(year, by=request.user)
        messages.success(request, message)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("uppdrag:year_list")


@require_POST
def year_oppna(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_opened_by)
    return _steg(request, las.oppna, year, f"År {year} är öppet.")


@require_POST
def year_las(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_last_by)
    return _steg(request, las.las, year, f"År {year} är låst. Ingen kan ändra det förrän det låses upp.")


def year_las_upp(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_upplast_by)
    form = Lasuppform(request.POST or None)
    if form.is_valid() and genomfor(form, las.las_upp, year, by=request.user, skal=form.cleaned_data["skal"]):
        messages.success(request, f"År {year} är öppet igen.")
        return redirect("uppdrag:year_list")
    return formularsida(request, form, f"Lås upp år {year}", year.avtal, knapp="Lås upp")


def rubrik_list(request, pk):
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk)
    rubriker = year.rubriker.select_related("omrade").prefetch_related("placeringar__uppdrag")
    return render(request, "uppdrag/rubrik_list.html", {"year": year, "rubriker": rubriker, "kan_andra": year.can_be_edited_by(request.user)})


@require_POST
def rubriker_hamta(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    try:
        antal = actions.hamta_rubriker(year, by=request.user)
        messages.success(request, f"{antal} rubriker är hämtade från föregående år.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("uppdrag:rubrik_list", year.pk)
