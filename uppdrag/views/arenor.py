"""The arenas: list, page, plan for a year, and the plain rows that hang on an arena."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from samverkan.door import get_for_user, require
from samverkan.en_till import NAMN, fyll_i, vidare
from samverkan.sidor import forsok, ta_bort
from samverkan.tabell import XLSX
from samverkan.utifran.fil import svara_fil
from uppdrag.actions import arenor as actions
from uppdrag.actions.lock import hall_years
from uppdrag.arenasiffror import Arenasiffror, som_xlsx
from uppdrag.arsregister import Arsregister
from uppdrag.forms import arenor as forms
from uppdrag.forms.tillfallen import Tillfalleform
from uppdrag.models import (
    AntalUtanDatum,
    Arena,
    Arenaar,
    Arenagrupp,
    Arenamedlem,
    Arenanamn,
    Arenavisning,
    Avtal,
    Ordforande,
    Uppdrag,
    Verksamhetsar,
)
from uppdrag.valt_year import valt_year
from uppdrag.views.rader import Radslag, formularsida, vagen_hem


def utan_datum(falt, plats, can_create):
    """The counts without days of one kind of organiser."""
    return Radslag(
        AntalUtanDatum, forms.UtanDatumform, falt, plats, bestamd="antalet", can_create=can_create,
        spara=actions.spara_utan_datum, ta_bort=actions.ta_bort_utan_datum,
    )  # fmt: skip


ARENARADER = {
    "arenanamn": Radslag(Arenanamn, forms.Namnform, "arena", "andra-namn", bestamd="namnet"),
    "arenagrupp": Radslag(Arenagrupp, forms.Gruppform, "arena", "grupper", bestamd="gruppen", ta_bort=actions.ta_bort_grupp),
    "arenamedlem": Radslag(Arenamedlem, forms.Medlemsform, "arena", "medlemmar", bestamd="medlemmen", slutar=True),
    "ordforande": Radslag(Ordforande, forms.Ordforandeform, "arena", "ordforande", bestamd="ordföranden", slutar=True, ger_lankar=True),
    "arenavisning": Radslag(Arenavisning, forms.Visningsform, "arena", "redovisning", bestamd="redovisningen"),
    "arena_utan_datum": utan_datum("arena", "arenors-antal", Arena.can_be_registered_by),
}
UPPDRAG_UTAN_DATUM = utan_datum("uppdrag", "uppdrags-antal", Uppdrag.can_be_written_by)
AVTAL_UTAN_DATUM = utan_datum("annat_avtal", "avtals-antal", Avtal.can_be_counted_by)


def arena_list(request):
    year = valt_year(request)
    sok = request.GET.get("sok", "").strip()
    underlag = Arsregister(year) if year else None
    traffar = set(Arena.objects.visible_to(request.user).sok(sok).values_list("pk", flat=True)) if sok else None
    rader = [rad for rad in underlag.rader() if traffar is None or rad.arena.pk in traffar] if year else []
    tabell = underlag.tabell() if year and not sok else None
    nivaer = [(niva.label, [rad for rad in rader if rad.niva == niva]) for niva in Arena.Niva]
    context = {
        "year": year,
        "sok": sok,
        "nivaer": [(label, rows) for label, rows in nivaer if rows],
        "summa": tabell.summa if tabell else None,
        "delar": tabell.delar if tabell else "",
        "years": Verksamhetsar.objects.visible_to(request.user).select_related("avtal"),
        "utan_year": None if year else Arena.objects.visible_to(request.user),
        "egna": Avtal.objects.ledda_av(request.user).huvudavtal(),
    }
    return render(request, "uppdrag/arena_list.html", context)


def arena_siffror(request, pk):
    avtal = get_for_user(Avtal, request.user, pk=pk)
    return render(request, "uppdrag/arena_siffror.html", {"avtal": avtal, "s": Arenasiffror(avtal)})


def arena_siffror_xlsx(request, pk):
    avtal = get_for_user(Avtal, request.user, pk=pk)
    return svara_fil(som_xlsx(Arenasiffror(avtal)), XLSX, "arenorna-i-siffror.xlsx")


def arena_detail(request, pk):
    arena = get_for_user(Arena.objects.select_related("avtal"), request.user, pk=pk)
    year = valt_year(request, arena.avtal)
    siffror, kan_registrera = Arenasiffror(arena.avtal, arena), arena.can_be_registered_by(request.user)
    register = siffror.register(year) if year else None
    form = Tillfalleform(by=request.user, initial={"arena": arena.pk}) if kan_registrera else None
    if form:
        fyll_i(request, form, fokus=False)
        form.fields["fran"].widget.attrs["autofocus"] = NAMN in request.GET
    context = {
        "arena": arena,
        "year": year,
        "s": siffror,
        "rad": register and register.rad(arena),
        "tillfallen": register and register.tillfallen(arena),
        "plan": register and register.plan(arena),
        "planer": siffror.planer,
        "years": siffror.alla[::-1],
        "medlemmar": siffror.medlemmar,
        "ordforande": arena.ordforande.select_related("user"),
        "visningar": arena.visningar.select_related("uppdrag"),
        "utan_datum": arena.utan_datum.select_related("arena", "verksamhetsar").order_by("-verksamhetsar__fran", "pk"),
        "kan_andra": arena.can_be_edited_by(request.user),
        "kan_registrera": kan_registrera,
        "form": form,
    }
    return render(request, "uppdrag/arena_detail.html", context)


def arena_create(request, pk):
    avtal = get_for_user(Avtal, request.user, pk=pk, can=Avtal.can_be_edited_by)
    form = forms.NyArenaform(request.POST or None, avtal=avtal)
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        messages.success(request, f"{form.instance} är tillagd. Lägg nu till ordförande, medlemmar och andra namn.")
        return vidare(request, form, form.instance)
    return formularsida(request, form, "Ny arena", avtal, en_till=True)


def arena_edit(request, pk):
    arena = get_for_user(Arena, request.user, pk=pk, can=Arena.can_be_edited_by)
    form = forms.Arenaform(request.POST or None, instance=arena)
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        messages.success(request, "Arenan är ändrad.")
        return redirect(arena)
    return formularsida(request, form, "Ändra arena", arena)


def arena_ta_bort(request, pk):
    arena = get_for_user(Arena, request.user, pk=pk, can=Arena.can_be_edited_by)
    act, klart = partial(actions.ta_bort, arena, by=request.user), f"{arena} är borttagen."
    vagen = vagen_hem(arena) | {"forst": partial(hall_years, arena.avtal_id)}
    return ta_bort(request, arena, act, rubrik="Ta bort arena", klart=klart, hem="uppdrag:arena_list", **vagen)


def arena_plan(request, pk, year_pk):
    arena = get_for_user(Arena, request.user, pk=pk, can=Arena.can_be_registered_by)
    year = get_object_or_404(Verksamhetsar, pk=year_pk, avtal=arena.avtal_id)
    plan = Arenaar.objects.filter(arena=arena, verksamhetsar=year).first() or Arenaar()
    year.avtal, plan.arena, plan.verksamhetsar = arena.avtal, arena, year  # read once
    require(plan, request.user, Arenaar.can_be_edited_by)
    form = forms.Planform(request.POST or None, instance=plan)
    if form.is_valid() and forsok(form, actions.planera, form, by=request.user):
        _beratta(request, Arsregister(year).rad(arena))
        return redirect(f"{arena.get_absolute_url()}?year={year.pk}#year")
    rad = Arsregister(year).rad(arena)
    return formularsida(request, form, f"Plan och mening {year}", arena, template="uppdrag/arena_plan.html", rad=rad)


def _beratta(request, rad):
    """What the report will now say, and the warning when it is not what the register says."""
    messages.success(
        request, f"Sparat. I berättelsen står: {rad.mening.rstrip('.')}." if rad.mening else "Sparat. Arenan är inte redovisad."
    )
    if rad.avvikelse:
        messages.warning(request, f"Den egna meningen stämmer inte med registret. {rad.avvikelse}")
