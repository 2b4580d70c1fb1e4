"""The arenas: list, page, plan for a year, and the plain rows that hang on an arena."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render

from samverkan.door import get_for_user, require
from uppdrag.actions import arenor as actions
from uppdrag.forms import arenor as forms
from uppdrag.models import (
    Arena,
    Arenaar,
    Arenagrupp,
    Arenamedlem,
    Arenanamn,
    Arenavisning,
    Avtal,
    Ordforande,
    Verksamhetsar,
)
from uppdrag.underlag import Arsunderlag
from uppdrag.views.rader import Rad, formularsida

ARENARADER = {
    "arenanamn": Rad(Arenanamn, forms.Namnform, "arena", "andra-namn"),
    "arenagrupp": Rad(Arenagrupp, forms.Gruppform, "arena", "grupper"),
    "arenamedlem": Rad(Arenamedlem, forms.Medlemsform, "arena", "medlemmar", slutar=True),
    "ordforande": Rad(Ordforande, forms.Ordforandeform, "arena", "ordforande", slutar=True),
    "arenavisning": Rad(Arenavisning, forms.Visningsform, "arena", "redovisning"),
}


def valt_year(request, avtal=None):
    """The year asked for by ?year=, else the latest that has begun to be used; None when there is none."""
    years = Verksamhetsar.objects.visible_to(request.user).select_related("avtal").order_by("-fran")
    if avtal:
        years = years.filter(avtal=avtal)
    asked = request.GET.get("year", "")
    return (years.filter(pk=asked).first() if asked.isdigit() else None) or years.first()


def arena_list(request):
    year = valt_year(request)
    sok = request.GET.get("sok", "").strip()
    rader = Arsunderlag(year).rader() if year else []
    if sok:
        traffar = Arena.objects.visible_to(request.user).filter(
            Q(namn__icontains=sok) | Q(forkortning__icontains=sok) | Q(andra_namn__namn__icontains=sok)
        )
        pks = set(traffar.values_list("pk", flat=True))
        rader = [rad for rad in rader if rad.arena.pk in pks]
    nivaer = [(niva.label, [rad for rad in rader if rad.niva == niva]) for niva in Arena.Niva]
    context = {
        "year": year, "sok": sok, "nivaer": [(label, rows) for label, rows in nivaer if rows],
        "years": Verksamhetsar.objects.visible_to(request.user), "kan_andra": year and year.avtal.can_be_edited_by(request.user),
    }  # fmt: skip
    return render(request, "uppdrag/arena_list.html", context)


def arena_detail(request, pk):
    arena = get_for_user(Arena.objects.select_related("avtal"), request.user, pk=pk)
    year = valt_year(request, arena.avtal)
    context = {
        "arena": arena, "year": year, "rad": Arsunderlag(year).rad(arena) if year else None,
        "tillfallen": arena.tillfallen.during(year).order_by("fran") if year else [],
        "plan": Arenaar.objects.filter(arena=arena, verksamhetsar=year).first() if year else None,
        "years": arena.avtal.verksamhetsar.all(), "medlemmar": arena.medlemmar.select_related("organisation"),
        "ordforande": arena.ordforande.select_related("user"), "visningar": arena.visningar.select_related("uppdrag"),
        "kan_andra": arena.can_be_edited_by(request.user), "kan_registrera": arena.can_be_registered_by(request.user),
    }  # fmt: skip
    return render(request, "uppdrag/arena_detail.html", context)


def arena_create(request, pk):
    avtal = get_for_user(Avtal, request.user, pk=pk, can=Avtal.can_be_edited_by)
    form = forms.NyArenaform(request.POST or None, avtal=avtal)
    if form.is_valid():
        return redirect(actions.spara(form, by=request.user))
    return formularsida(request, form, "Ny arena", avtal)


def arena_edit(request, pk):
    arena = get_for_user(Arena, request.user, pk=pk, can=Arena.can_be_edited_by)
    form = forms.Arenaform(request.POST or None, instance=arena)
    if form.is_valid():
        return redirect(actions.spara(form, by=request.user))
    return formularsida(request, form, f"Ändra {arena}", arena)


def arena_plan(request, pk, year_pk):
    arena = get_for_user(Arena, request.user, pk=pk, can=Arena.can_be_registered_by)
    year = get_object_or_404(Verksamhetsar, pk=year_pk, avtal=arena.avtal_id)
    plan = Arenaar.objects.filter(arena=arena, verksamhetsar=year).first() or Arenaar(arena=arena, verksamhetsar=year)
    require(plan, request.user, Arenaar.can_be_edited_by)
    form = forms.Planform(request.POST or None, instance=plan)
    if form.is_valid():
        actions.planera(form, by=request.user)
        return redirect(f"{arena.get_absolute_url()}?year={year.pk}")
    return formularsida(request, form, f"{arena} {year}: plan och egen mening", arena, ingress=Arsunderlag(year).rad(arena).raknad)
