"""Activities, results and projects under a section: one list each, with its own way in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render

from berattelse import actions
from berattelse.forms import AktivitetForm, ProjektForm, ResultatForm
from berattelse.models import Aktivitet, Avsnitt, Projekt, Resultat
from samverkan.door import get_for_user, require

SORTER = {
    "aktiviteter": (Aktivitet, AktivitetForm, "Aktiviteter", "Ny aktivitet"),
    "resultat": (Resultat, ResultatForm, "Resultat", "Nytt resultat"),
    "projekt": (Projekt, ProjektForm, "Projekt", "Nytt projekt"),
}
FOLDED = {"kommuner", "arena", "exempel", "kalla", "kolumnordning", "ordning"}


def _rows(model, avsnitt):
    rows = model.objects.filter(verksamhetsar=avsnitt.verksamhetsar_id, uppdrag=avsnitt.uppdrag_id)
    if model is Projekt:
        return rows
    return rows.filter(annat_avtal=avsnitt.annat_avtal_id).prefetch_related("kommuner")


def _context(avsnitt, sort, form, user):
    model, _, rubrik, ny = SORTER[sort]
    return {
        "avsnitt": avsnitt, "year": avsnitt.verksamhetsar, "sort": sort, "rubrik": rubrik, "ny": ny, "rader": _rows(model, avsnitt),
        "form": form, "folded": FOLDED, "kan_andra": avsnitt.can_be_edited_by(user), "sorter": [(s, v[2]) for s, v in SORTER.items()],
    }  # fmt: skip


def rad_list(request, pk, sort):
    avsnitt = get_for_user(Avsnitt, request.user, pk=pk)
    form = SORTER[sort][1](request.POST or None, avsnitt=avsnitt)
    if request.method == "POST":
        require(avsnitt, request.user, Avsnitt.can_be_written_by)
        if form.is_valid() and _sparad(request, form, avsnitt):
            return redirect("berattelse:rad_list", avsnitt.pk, sort)
    return render(request, "berattelse/rad_list.html", _context(avsnitt, sort, form, request.user))


def _sparad(request, form, avsnitt):
    try:
        actions.spara_rad(form, avsnitt, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, "Raden är sparad.")
    return True


def rad_edit(request, pk, sort, rad_pk):
    avsnitt = get_for_user(Avsnitt, request.user, pk=pk, can=Avsnitt.can_be_written_by)
    model, form_class, *_ = SORTER[sort]
    rad = get_object_or_404(_rows(model, avsnitt), pk=rad_pk)
    form = form_class(request.POST or None, instance=rad, avsnitt=avsnitt)
    if request.method == "POST" and form.is_valid() and _sparad(request, form, avsnitt):
        return redirect("berattelse:rad_list", avsnitt.pk, sort)
    return render(request, "berattelse/rad_edit.html", _context(avsnitt, sort, form, request.user) | {"rad": rad})


def rad_ta_bort(request, pk, sort, rad_pk):
    avsnitt = get_for_user(Avsnitt, request.user, pk=pk, can=Avsnitt.can_be_edited_by)
    rad = get_object_or_404(_rows(SORTER[sort][0], avsnitt), pk=rad_pk)
    if request.method == "POST":
        actions.ta_bort_rad(rad, avsnitt, by=request.user)
        messages.success(request, "Raden är borttagen.")
        return redirect("berattelse:rad_list", avsnitt.pk, sort)
    return render(request, "berattelse/rad_ta_bort.html", {"avsnitt": avsnitt, "rad": rad, "sort": sort})
