"""The headings one year's report prints: read, written, ordered, fetched from the year before."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samverkan import svenska
from samverkan.door import get_for_user, require
from samverkan.en_till import vidare
from samverkan.sidor import formularsida, forsok, steg, ta_bort, visa
from uppdrag.actions import year as actions
from uppdrag.actions.lock import hall_years
from uppdrag.forms.year import Ordningsform, Rubrikform
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
    year, ny = form.instance.verksamhetsar, form.instance._state.adding
    if form.is_valid() and forsok(form, actions.spara_rubrik, form, by=request.user):
        messages.success(request, f"Rubriken {form.instance} är sparad.")
        return vidare(request, form, reverse("uppdrag:rubrik_list", args=[year.pk]))
    return formularsida(request, form, titel, ingress=f"Verksamhetsberättelsen {year}", en_till=ny, **_vagen(year))


def _vagen(year):
    lista = reverse("uppdrag:rubrik_list", args=[year.pk])
    return {"smulor": [(reverse("uppdrag:year_list"), "Verksamhetsår"), (lista, f"Rubriker {year}")], "avbryt": lista}


def rubrik_delete(request, pk):
    rubrik = _rubrik(request, pk)
    act, vagen = partial(actions.ta_bort_rubrik, rubrik, by=request.user), _vagen(rubrik.verksamhetsar)
    klart, hem = "Rubriken är borttagen.", vagen["avbryt"]
    forklaring = "Uppdragen under rubriken finns kvar men skrivs inte ut förrän de har placerats under en annan rubrik."
    vagen["forst"] = partial(hall_years, rubrik.verksamhetsar.avtal_id)
    return ta_bort(request, rubrik, act, rubrik="Ta bort rubriken", forklaring=forklaring, klart=klart, hem=hem, **vagen)


def rubrik_ordna(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    form = Ordningsform(request.POST or None, year=year)
    if form.is_valid() and forsok(form, actions.ordna, form.rader, by=request.user, year=year, aktuell=form.krav_aktuell):
        messages.success(request, "Ordningen är sparad.")
        return redirect("uppdrag:rubrik_list", year.pk)
    return visa(request, "uppdrag/rubrik_ordna.html", form, {"year": year})


@require_POST
def rubriker_hamta(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    steg(request, partial(_hamtade, "föregående år"), actions.hamta_rubriker, year, by=request.user)
    return redirect("uppdrag:rubrik_list", year.pk)


@require_POST
def rubriker_hamta_omraden(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    steg(request, partial(_hamtade, "avtalets områden"), actions.hamta_omraden, year, by=request.user)
    return redirect("uppdrag:rubrik_list", year.pk)


def _hamtade(varifran, antal):
    hamtade = "rubrik är hämtad" if antal == 1 else "rubriker är hämtade"
    return f"{svenska.stor_bokstav(svenska.talord(antal))} {hamtade} från {varifran}."
