"""The split of the compensation: its working, and the population it rests on."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ekonomi import actions, forms
from ekonomi.models import Ersattning, Folkmangd, can_edit_ekonomi
from ekonomi.nyckel import kommunparter, nyckel_for
from ekonomi.views.siffror import get_year
from uppdrag.views.sidor import forsok, steg


def fordelning_detail(request, pk):
    """The working of the split, to be printed: population, exact share, the kronor left, and what each pays."""
    year = get_year(request, pk)
    context = {"year": year, "nyckel": nyckel_for(year), "kan_andra": year.is_open and can_edit_ekonomi(year.avtal, request.user)}
    return render(request, "ekonomi/fordelning_detail.html", context)


def _fordelningsdatum(year):
    """The day whose population decides; 404 before the compensation tells one."""
    ersattning = Ersattning.objects.filter(verksamhetsar=year, fordelningsdatum__isnull=False).first()
    if ersattning is None:
        raise Http404
    return ersattning.fordelningsdatum


def folkmangd_edit(request, pk):
    year = get_year(request, pk, edit=True)
    datum, kommuner = _fordelningsdatum(year), [p.organisation for p in kommunparter(year)]
    finns = {f.organisation_id: f for f in Folkmangd.objects.filter(avtal=year.avtal_id, datum=datum)}
    initial = {f"antal_{k.kod}": finns[k.pk].antal for k in kommuner if k.pk in finns}
    initial["kalla"] = next((f.kalla for f in finns.values()), "")
    form = forms.Folkmangdsform(request.POST or None, kommuner=kommuner, initial=initial)
    if form.is_valid():
        kalla = form.cleaned_data["kalla"]
        if forsok(form, actions.spara_folkmangd, year, datum, form.antal(), kalla=kalla, by=request.user):
            return redirect("ekonomi:fordelning_detail", year.pk)
    return render(request, "ekonomi/rad_form.html", {"form": form, "year": year, "rubrik": f"Folkmängd {datum}"})


@require_POST
def folkmangd_bekrafta(request, pk):
    year = get_year(request, pk, edit=True)
    act = partial(actions.bekrafta_folkmangd, year, _fordelningsdatum(year), by=request.user)
    steg(request, "Folkmängden är kontrollerad mot SCB.", act)
    return redirect("ekonomi:fordelning_detail", year.pk)
