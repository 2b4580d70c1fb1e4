"""A year of the agreement: made with its headings and sections, or out of the year before; taken away while nothing hangs on it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from berattelse.actions import year as actions
from berattelse.innehall.nasta import Overgang
from samverkan.door import get_for_user
from samverkan.sidor import forsok, ta_bort, visa
from uppdrag.actions.lock import hall_years
from uppdrag.forms.year import NastaYearform, NyttYearform, nasta_period
from uppdrag.models import Avtal, Verksamhetsar
from uppdrag.views.rader import formularsida

FORKLARING = (
    "Ta bara bort ett år som har blivit fel från början. Dess steg och rubriker, och de avsnitt som ingen har börjat på, tas bort med det. "
    "Borttagningen syns i händelseloggen."
)


def year_create(request, pk):
    avtal = get_for_user(Avtal.objects.huvudavtal(), request.user, pk=pk, can=Avtal.can_be_edited_by)
    senaste = avtal.verksamhetsar.order_by("-till").first()
    initial = nasta_period(senaste)
    form = NyttYearform(request.POST or None, instance=Verksamhetsar(avtal=avtal), initial=initial)
    if form.is_valid() and forsok(form, actions.skapa_year, form, by=request.user):
        year = form.instance
        if year.rubriker.exists():
            messages.success(request, f"År {year} är tillagt, med rubriker och avsnitt.")
            return redirect(year)
        messages.success(request, f"År {year} är tillagt. Ordna nu rubrikerna.")
        return redirect("uppdrag:rubrik_list", year.pk)
    return formularsida(request, form, "Nytt verksamhetsår", avtal, template="berattelse/year_create.html", senaste=senaste)


def year_skapa_nasta(request, pk):
    """What is carried over to the next year and what is not, and the act. A second press leads to the year the first one made."""
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk, can=Verksamhetsar.can_be_continued_by)
    if redan := year.efterfoljande:
        messages.info(request, actions.REDAN.format(year, redan))
        return redirect(redan)
    initial = nasta_period(year)
    form = NastaYearform(request.POST or None, instance=Verksamhetsar(avtal=year.avtal), initial=initial)
    if form.is_valid() and forsok(form, actions.skapa_nasta, year, form, visad=request.POST.get("lista"), by=request.user):
        messages.success(request, f"År {form.instance} är skapat ur {year}. Det som fördes över står här på sidan.")
        return redirect(form.instance)
    valt = form.instance if form.is_bound and form.instance.fran and form.instance.till else Verksamhetsar(avtal=year.avtal, **initial)
    return visa(request, "berattelse/year_skapa_nasta.html", form, {"year": year, "overgang": Overgang(year, valt)})


def year_ta_bort(request, pk):
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    lista = reverse("uppdrag:year_list")
    vagen = {"smulor": [(lista, "Verksamhetsår")], "avbryt": lista, "forst": partial(hall_years, year.avtal_id)}
    act, klart = partial(actions.ta_bort_year, year, by=request.user), f"År {year} är borttaget."
    return ta_bort(request, year, act, rubrik="Ta bort verksamhetsåret", forklaring=FORKLARING, klart=klart, hem=lista, **vagen)
