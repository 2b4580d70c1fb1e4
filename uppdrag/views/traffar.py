"""The meetings with each kommun about a year: all kommuner on one page, those without a meeting too."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from samverkan.door import get_for_user, require
from samverkan.models import Organisation
from samverkan.sidor import forsok
from uppdrag.actions import traffar as actions
from uppdrag.forms.traffar import Traffform
from uppdrag.models import Avtal, Tillfalle, Verksamhetsar
from uppdrag.views.rader import formularsida


def _kommuner(year):
    """The kommuner that were party to the agreement in the year."""
    parter = year.avtal.parter.exclude(till__lt=year.fran).exclude(fran__gt=year.till)
    return Organisation.objects.filter(pk__in=parter.values("organisation"), sort=Organisation.Sort.KOMMUN)


def traff_list(request, pk):
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk)
    traffar = (
        Tillfalle.objects.visible_to(request.user).filter(om_year=year, kommun__isnull=False).prefetch_related("narvaro__organisation")
    )
    per_kommun = {}
    for traff in traffar.order_by("fran", "pk"):
        per_kommun.setdefault(traff.kommun_id, []).append(traff)
    far_se_alla = year.avtal.can_read_draft(request.user)
    kommuner = [k for k in _kommuner(year) if far_se_alla or k.pk in request.user.organisation_ids]
    context = {
        "year": year,
        "rader": [(kommun, per_kommun.get(kommun.pk, [])) for kommun in kommuner],
        "kan_skapa": year.avtal.can_be_edited_by(request.user),
    }
    return render(request, "uppdrag/traff_list.html", context)


def traff_create(request, pk, organisation_pk):
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk)
    require(year.avtal, request.user, Avtal.can_be_edited_by)
    kommun = get_object_or_404(_kommuner(year), pk=organisation_pk)
    traff = Tillfalle(avtal=year.avtal, kommun=kommun, om_year=year, sort=Tillfalle.Sort.KOMMUNVIS_TRAFF, status=Tillfalle.Status.PLANERAT)
    return _spara(request, traff, "Ny kommunvis träff")


def traff_edit(request, pk):
    traff = get_for_user(Tillfalle.objects.filter(kommun__isnull=False), request.user, pk=pk, can=Tillfalle.can_be_edited_by)
    return _spara(request, traff, "Ändra kommunvis träff")


def _spara(request, traff, rubrik):
    form = Traffform(request.POST or None, instance=traff)
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        messages.success(request, f"Träffen med {traff.kommun} är sparad.")
        return redirect("uppdrag:traff_list", traff.om_year_id)
    return formularsida(request, form, rubrik, traff.avtal, text=f"{traff.kommun}, om år {traff.om_year}")
