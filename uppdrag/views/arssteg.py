"""The steps of a year on one page: put in, and their days changed."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from samverkan.door import get_for_user
from samverkan.sidor import formularsida, forsok, visa
from uppdrag.actions import arssteg as actions
from uppdrag.arsplan import oordning
from uppdrag.forms.arssteg import Arsstegsform, Mallform
from uppdrag.models import Verksamhetsar


def _year(request, pk):
    return get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk, can=Verksamhetsar.can_be_planned_by)


def arssteg_edit(request, pk):
    """One row for each step; a year that has none is sent to where they are put in."""
    year = _year(request, pk)
    if not year.arssteg.exists():
        return redirect("uppdrag:arssteg_create", year.pk)
    form = Arsstegsform(request.POST or None, year=year)
    if form.is_valid() and forsok(form, actions.spara_arssteg, form, by=request.user, year=year):
        messages.success(request, f"Årets steg {year} är sparade.")
        return redirect("uppdrag:arssteg_edit", year.pk)
    return visa(request, "uppdrag/arssteg_edit.html", form, {"year": year, "oordning": oordning(year.arssteg.all())})


def arssteg_create(request, pk):
    year = _year(request, pk)
    form = Mallform(request.POST or None, year=year)
    if form.is_valid() and forsok(form, actions.lagg_in_arssteg, year, form.cleaned_data["mall"], by=request.user):
        messages.success(request, f"Årets steg {year} är inlagda. Se över dagarna.")
        return redirect("uppdrag:arssteg_edit", year.pk)
    lista = reverse("uppdrag:year_list")
    return formularsida(
        request, form, f"Lägg in årets steg {year}", smulor=[(lista, "Verksamhetsår")], avbryt=lista, knapp="Lägg in stegen",
        ingress=str(year.avtal.titel),
    )  # fmt: skip
