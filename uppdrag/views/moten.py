"""The monthly series, and who was at a meeting."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from samverkan import svenska
from samverkan.door import get_for_user
from samverkan.sidor import forsok, visa
from uppdrag.actions import tillfallen as actions
from uppdrag.forms.moten import Narvaroform, Serieform
from uppdrag.models import Arena, Tillfalle
from uppdrag.valt_year import valt_year


def serie_create(request):
    """First the days are shown, then all are registered at once."""
    if not Arena.objects.registrerbara(request.user).exists():
        raise PermissionDenied
    initial = {"arena": request.GET.get("arena"), "verksamhetsar": valt_year(request)}
    form = Serieform(request.POST or None, by=request.user, initial=initial)
    context = {"form": form}
    if form.is_valid():
        plan = form.plan()
        if "skapa" in request.POST and forsok(form, _skapa, request, plan):
            return redirect(f"{plan.arena.get_absolute_url()}?year={plan.verksamhetsar.pk}#year")
        nya, upptagna = plan.fordela()
        context |= {"nya": [(dag, plan.status(dag).label) for dag in nya], "upptagna": upptagna}
    return render(request, "uppdrag/serie_create.html", context)


def _skapa(request, plan):
    made, upptagna = actions.skapa_serie(plan, by=request.user)
    text = f"{svenska.stor_bokstav(svenska.numerus(len(made), 'ett möte är registrerat', 'möten är registrerade'))}."
    if upptagna:
        dagar = svenska.lista_text(map(svenska.dag_och_manad, upptagna))
        text += f" Arenan hade redan ett möte {dagar}, så där registrerades inget nytt."
    messages.success(request, text)


def narvaro_edit(request, pk):
    rows = Tillfalle.objects.select_related("arena", "avtal")
    row = get_for_user(rows, request.user, pk=pk, can=Tillfalle.can_be_edited_by)
    form = Narvaroform(request.POST or None, tillfalle=row)
    if form.is_valid() and forsok(
        form, actions.spara_narvaro, row, form.antal(), by=request.user, vilka=form.vilka(), aktuell=form.krav_aktuell
    ):
        messages.success(request, "Närvaron är sparad.")
        return redirect(row)
    return visa(request, "uppdrag/narvaro_edit.html", form, {"tillfalle": row})
