"""The acts on a year's money: the outcome approved or taken back, the budget changed by decision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ekonomi import actions, forms
from ekonomi.models import Omdisponering
from ekonomi.views.siffror import get_year, vagen
from samverkan.sidor import formularsida, forsok, steg


@require_POST
def utfall_godkann(request, pk):
    """The controller's word that the outcome is right."""
    year = get_year(request, pk, edit=True)
    steg(request, "Utfallet är godkänt.", actions.godkann_utfallet, year, by=request.user, visat=request.POST.get("version", ""))
    return redirect("ekonomi:year_detail", year.pk)


@require_POST
def utfall_ta_tillbaka(request, pk):
    """The figures may be changed again."""
    year = get_year(request, pk, edit=True)
    steg(request, "Godkännandet är taget tillbaka.", actions.aterta_godkannande, year, by=request.user)
    return redirect("ekonomi:year_detail", year.pk)


def omdisponering_create(request, pk):
    """A decided change of the budget during the year."""
    year = get_year(request, pk, edit=True)
    if request.method == "GET" and not year.is_open:
        raise PermissionDenied
    form = forms.Omdisponeringsform(request.POST or None, instance=Omdisponering(verksamhetsar=year))
    if form.is_valid() and forsok(form, actions.omdisponera, form, by=request.user):
        messages.success(request, "Ändringen är bokförd.")
        return redirect("ekonomi:year_detail", year.pk)
    return formularsida(request, form, "Ändra ersättningen genom beslut", **vagen(year))
