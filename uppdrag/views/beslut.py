"""Decisions: one kind of row wherever they are used."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse

from samverkan.door import get_for_user
from samverkan.en_till import vidare
from samverkan.sidor import formularsida, forsok
from samverkan.svenska import i_tid
from uppdrag.actions import arenor as actions
from uppdrag.forms.beslut import Beslutsform
from uppdrag.models import Avtal, Beslut


def beslut_list(request):
    rows = Beslut.objects.visible_to(request.user).select_related("tillfalle")
    sok = request.GET.get("sok", "").strip()
    if sok:
        rows = rows.sok(sok)
    kan_skapa = Avtal.objects.ledda_av(request.user).exists()
    context = {"beslut": i_tid(rows, lambda b: b.tid, senast_forst=True), "sok": sok, "kan_skapa": kan_skapa}
    return render(request, "uppdrag/beslut_list.html", context)


def beslut_detail(request, pk):
    rows = Beslut.objects.select_related("avtal", "arena", "tillfalle__arena", "tillfalle__uppdrag")
    row = get_for_user(rows, request.user, pk=pk)
    context = {
        "beslut": row, "kan_andra": row.can_be_edited_by(request.user), "rekommendationer": row.rekommendationer.all(),
        "kan_rekommendera": row.can_hold_rekommendation_by(request.user),
    }  # fmt: skip
    return render(request, "uppdrag/beslut_detail.html", context)


def beslut_create(request):
    if not Avtal.objects.ledda_av(request.user).exists():
        raise PermissionDenied
    form = Beslutsform(request.POST or None, by=request.user)
    return _spara(request, form, "Nytt beslut")


def beslut_edit(request, pk):
    row = get_for_user(Beslut, request.user, pk=pk, can=Beslut.can_be_edited_by)
    form = Beslutsform(request.POST or None, instance=row, by=request.user)
    return _spara(request, form, "Ändra beslut")


def _spara(request, form, rubrik):
    if form.is_valid() and forsok(form, actions.spara_beslut, form, by=request.user):
        messages.success(request, "Beslutet är sparat.")
        return vidare(request, form, form.instance)
    lista = reverse("uppdrag:beslut_list")
    finns = bool(form.instance.pk)
    avbryt = form.instance.get_absolute_url() if finns else lista
    return formularsida(request, form, rubrik, smulor=[(lista, "Beslut")], avbryt=avbryt, en_till=not finns)
