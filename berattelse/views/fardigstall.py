"""Before the edition: what is missing, what should be looked at, done, adopted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render

from berattelse import actions
from berattelse.forms import FardigstallForm, GodtaForm
from berattelse.granskning.beredskap import Beredskap
from berattelse.models import Skede, can_fardigstalla, can_faststalla
from berattelse.views.start import can_see_draft
from samverkan.door import get_for_user, require
from samverkan.sidor import forsok
from uppdrag.models import Verksamhetsar


def _fardighet(request, pk, skede, can=can_see_draft):
    """The year and stage; 404 for a stage there is none of."""
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk, can=can_see_draft)
    if skede not in Skede.values:
        raise Http404
    require(year, request.user, can)
    return Beredskap(year, skede)


def _sida(request, beredskap, form, godta=None, status=200):
    user, year = request.user, beredskap.year
    context = {
        "year": year, "f": beredskap, "skede": Skede(beredskap.skede), "form": form,
        "godta": godta or GodtaForm(ogodtagna=beredskap.ogodtagna),
        "kan_fardigstalla": can_fardigstalla(year, user), "kan_faststalla": can_faststalla(year, user),
    }  # fmt: skip
    return render(request, "berattelse/fardigstall.html", context, status=status)


def fardigstall(request, pk, skede):
    """The list of what is missing and of what should be looked at; posted it is the processledare's word that the report is done."""
    beredskap = _fardighet(request, pk, skede)
    form = FardigstallForm(request.POST if request.method == "POST" else None, beredskap=beredskap)
    if request.method == "POST":
        require(beredskap.year, request.user, can_fardigstalla)
        if form.is_valid() and forsok(form, actions.fardigstall, beredskap.year, skede, by=request.user, **form.cleaned_data):
            messages.success(request, "Berättelsen är färdigställd. Nu kan direktören fastställa den.")
            return redirect("berattelse:fardigstall", pk, skede)
    return _sida(request, beredskap, form)


def anmarkning_godta(request, pk, skede):
    """Accept warnings with a reason."""
    beredskap = _fardighet(request, pk, skede, can_fardigstalla)
    if request.method != "POST":
        return redirect("berattelse:fardigstall", pk, skede)
    form = GodtaForm(request.POST, ogodtagna=beredskap.ogodtagna)
    if form.is_valid() and forsok(form, actions.godta, beredskap.year, form.valda, skal=form.cleaned_data["skal"], by=request.user):
        messages.success(request, "Anmärkningarna är godtagna.")
        return redirect("berattelse:fardigstall", pk, skede)
    return _sida(request, beredskap, FardigstallForm(beredskap=beredskap), form, status=400)


def faststall(request, pk, skede):
    """The director adopts: what it does is said first."""
    beredskap = _fardighet(request, pk, skede, can_faststalla)
    if request.method == "POST":
        try:
            utgava = actions.faststall(beredskap.year, skede, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("berattelse:fardigstall", pk, skede)
        messages.success(request, "Berättelsen är fastställd. Utgåvan ändras aldrig mer.")
        return redirect(utgava)
    return render(request, "berattelse/faststall.html", {"year": beredskap.year, "f": beredskap, "skede": Skede(skede)})
