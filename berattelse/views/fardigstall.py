"""Before the edition: what is missing, what should be looked at, done, adopted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render

from berattelse import actions
from berattelse.fardighet import Fardighet
from berattelse.forms import FardigstallForm, GodtaForm
from berattelse.models import Skede, can_fardigstalla, can_faststalla
from berattelse.views.start import can_see_draft
from samverkan.door import get_for_user, require
from uppdrag.models import Verksamhetsar
from uppdrag.views.sidor import forsok


def _fardighet(request, pk, skede, can=can_see_draft):
    """The year and stage; 404 for a stage there is none of."""
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk, can=can_see_draft)
    if skede not in Skede.values:
        raise Http404
    require(year, request.user, can)
    return Fardighet(year, skede)


def _sida(request, fardighet, form, godta=None, status=200):
    user, year = request.user, fardighet.year
    context = {
        "year": year, "f": fardighet, "skede": Skede(fardighet.skede), "form": form,
        "godta": godta or GodtaForm(ogodtagna=fardighet.ogodtagna),
        "kan_fardigstalla": can_fardigstalla(year, user), "kan_faststalla": can_faststalla(year, user),
    }  # fmt: skip
    return render(request, "berattelse/fardigstall.html", context, status=status)


def fardigstall(request, pk, skede):
    """The list of what is missing and of what should be looked at; posted it is the processledare's word that the report is done."""
    fardighet = _fardighet(request, pk, skede)
    form = FardigstallForm(request.POST if request.method == "POST" else None, fardighet=fardighet)
    if request.method == "POST":
        require(fardighet.year, request.user, can_fardigstalla)
        if form.is_valid() and forsok(form, actions.fardigstall, fardighet.year, skede, by=request.user, **form.cleaned_data):
            messages.success(request, "Berättelsen är färdigställd. Nu kan direktören fastställa den.")
            return redirect("berattelse:fardigstall", pk, skede)
    return _sida(request, fardighet, form)


def anmarkning_godta(request, pk, skede):
    """Accept warnings with a reason."""
    fardighet = _fardighet(request, pk, skede, can_fardigstalla)
    if request.method != "POST":
        return redirect("berattelse:fardigstall", pk, skede)
    form = GodtaForm(request.POST, ogodtagna=fardighet.ogodtagna)
    if form.is_valid() and forsok(form, actions.godta, fardighet.year, form.valda, skal=form.cleaned_data["skal"], by=request.user):
        messages.success(request, "Anmärkningarna är godtagna.")
        return redirect("berattelse:fardigstall", pk, skede)
    return _sida(request, fardighet, FardigstallForm(fardighet=fardighet), form, status=400)


def faststall(request, pk, skede):
    """The director adopts: what it does is said first."""
    fardighet = _fardighet(request, pk, skede, can_faststalla)
    if request.method == "POST":
        try:
            utgava = actions.faststall(fardighet.year, skede, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("berattelse:fardigstall", pk, skede)
        messages.success(request, "Berättelsen är fastställd. Utgåvan ändras aldrig mer.")
        return redirect(utgava)
    return render(request, "berattelse/faststall.html", {"year": fardighet.year, "f": fardighet, "skede": Skede(skede)})
