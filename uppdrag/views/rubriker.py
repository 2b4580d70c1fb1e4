"""The headings one year's report prints: read, written, ordered, fetched from the year before."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from samverkan import svenska
from samverkan.door import get_for_user, require
from samverkan.sidor import forsok, steg
from uppdrag.actions import year as actions
from uppdrag.forms.year import Rubrikform, ordningsrader
from uppdrag.models import Rubrik, Uppdrag, Verksamhetsar


def rubrik_list(request, pk):
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk)
    rubriker = year.rubriker.select_related("omrade__version").prefetch_related("placeringar__uppdrag")
    utan = Uppdrag.objects.filter(avtal=year.avtal_id).exclude(placeringar__rubrik__verksamhetsar=year)
    context = {
        "year": year,
        "rubriker": rubriker,
        "utan": utan,
        "kan_andra": year.can_be_edited_by(request.user),
        "foregaende": year.foregaende,
    }
    return render(request, "uppdrag/rubrik_list.html", context)


def _rubrik(request, pk):
    """The heading, if its year is the user's to see and still open to her."""
    years = Verksamhetsar.objects.visible_to(request.user)
    rubrik = get_object_or_404(Rubrik.objects.select_related("verksamhetsar__avtal"), pk=pk, verksamhetsar__in=years)
    require(rubrik, request.user, Rubrik.can_be_edited_by)
    return rubrik


def rubrik_create(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    sista = year.rubriker.order_by("-ordning").first()
    rubrik = Rubrik(verksamhetsar=year, ordning=sista.ordning + 1 if sista else 1)
    return _spara(request, Rubrikform(request.POST or None, instance=rubrik), "Lägg till rubrik")


def rubrik_edit(request, pk):
    rubrik = _rubrik(request, pk)
    return _spara(request, Rubrikform(request.POST or None, instance=rubrik), "Ändra rubrik")


def _spara(request, form, titel):
    year = form.instance.verksamhetsar
    if form.is_valid() and forsok(form, actions.spara_rubrik, form, by=request.user):
        messages.success(request, f"Rubriken {form.instance} är sparad.")
        return redirect("uppdrag:rubrik_list", year.pk)
    return render(request, "uppdrag/rubrik_edit.html", {"form": form, "year": year, "titel": titel})


def rubrik_delete(request, pk):
    rubrik = _rubrik(request, pk)
    hinder = []
    if request.method == "POST":
        try:
            actions.ta_bort_rubrik(rubrik, by=request.user)
            messages.success(request, "Rubriken är borttagen.")
            return redirect("uppdrag:rubrik_list", rubrik.verksamhetsar_id)
        except ValidationError as error:
            hinder = error.messages
    return render(request, "uppdrag/rubrik_ta_bort.html", {"rubrik": rubrik, "hinder": hinder})


def rubrik_ordna(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    rubriker, uppdrag = ordningsrader(request.POST or None, year)
    rader = [*rubriker, *uppdrag]
    if request.method == "POST" and not any(rad.errors for rad in rader):
        steg(request, "Ordningen är sparad.", actions.ordna, rader, by=request.user, year=year)
        return redirect("uppdrag:rubrik_list", year.pk)
    context = {"year": year, "rubriker": rubriker, "uppdrag": uppdrag, "fel": any(rad.errors for rad in rader)}
    return render(request, "uppdrag/rubrik_ordna.html", context)


@require_POST
def rubriker_hamta(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    steg(request, _hamtade, actions.hamta_rubriker, year, by=request.user)
    return redirect("uppdrag:rubrik_list", year.pk)


def _hamtade(antal):
    hamtade = "rubrik är hämtad" if antal == 1 else "rubriker är hämtade"
    return f"{svenska.stor_bokstav(svenska.talord(antal))} {hamtade} från föregående år."
