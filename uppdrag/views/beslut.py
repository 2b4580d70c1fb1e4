"""Decisions: one kind of row wherever they are used."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from samverkan.door import get_for_user
from uppdrag.actions import rader
from uppdrag.forms.beslut import Beslutsform
from uppdrag.models import Beslut
from uppdrag.views.rader import formularsida


def beslut_list(request):
    rows = Beslut.objects.visible_to(request.user).select_related("avtal")
    return render(request, "uppdrag/beslut_list.html", {"beslut": rows, "kan_andra": request.user.is_processledare})


def beslut_detail(request, pk):
    row = get_for_user(Beslut.objects.select_related("avtal", "arena", "tillfalle"), request.user, pk=pk)
    return render(request, "uppdrag/beslut_detail.html", {"beslut": row, "kan_andra": row.can_be_edited_by(request.user)})


def beslut_create(request):
    form = Beslutsform(request.POST or None, by=request.user)
    if not form.fields["avtal"].queryset.exists():
        raise PermissionDenied
    return _spara(request, form, "Nytt beslut")


def beslut_edit(request, pk):
    row = get_for_user(Beslut, request.user, pk=pk, can=Beslut.can_be_edited_by)
    return _spara(request, Beslutsform(request.POST or None, instance=row, by=request.user), "Ändra beslut")


def _spara(request, form, rubrik):
    if form.is_valid():
        row = rader.spara(form, by=request.user, avtal_id=form.instance.avtal_id)
        messages.success(request, "Beslutet är sparat.")
        return redirect(row)
    return formularsida(request, form, rubrik, form.instance if form.instance.pk else None)
