"""Organisations, and the log of what was done."""

import csv

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samverkan import actions
from samverkan.door import get_for_user
from samverkan.forms import OrganisationForm
from samverkan.models import Handelse, Organisation, Roll, Rolltilldelning
from samverkan.tabell import csv_cell


def organisation_list(request):
    rows = Organisation.objects.visible_to(request.user).order_by("sort", "namn")
    return render(request, "samverkan/organisation_list.html", {"organisationer": rows, "kan_andra": request.user.is_processledare})


def organisation_detail(request, pk):
    row = get_for_user(Organisation, request.user, pk=pk)
    return render(request, "samverkan/organisation_detail.html", {"organisation": row, "kan_andra": row.can_be_edited_by(request.user)})


def organisation_create(request):
    if not request.user.is_processledare:
        raise PermissionDenied
    return _spara(request, OrganisationForm(request.POST or None), "Ny organisation")


def organisation_edit(request, pk):
    row = get_for_user(Organisation, request.user, pk=pk, can=Organisation.can_be_edited_by)
    return _spara(request, OrganisationForm(request.POST or None, instance=row), f"Ändra {row}")


def _spara(request, form, rubrik):
    if request.method == "POST" and form.is_valid():
        return redirect(actions.spara_organisation(form, by=request.user))
    return render(request, "samverkan/organisation_form.html", {"form": form, "rubrik": rubrik})


def _handelser(user):
    """What a processledare may read: acts in her agreements, and acts of the people at the same organisations."""
    hos = [org for roll, org in user.aktiva_roller if roll == Roll.PROCESSLEDARE]
    if not hos:
        raise PermissionDenied
    avtal_ids = Organisation.objects.filter(pk__in=hos).values("partskap__avtal")
    folk = Rolltilldelning.objects.filter(organisation__in=hos).values("user")
    return Handelse.objects.filter(Q(avtal_id__in=avtal_ids) | Q(avtal_id__isnull=True, user__in=folk))


def handelse_list(request):
    page = Paginator(_handelser(request.user), 100).get_page(request.GET.get("sida"))
    return render(request, "samverkan/handelse_list.html", {"sida": page})


def handelse_csv(request):
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="handelser.csv"'})
    out = csv.writer(response, delimiter=";")
    out.writerow(["Tid", "Vem", "Vad", "Objekt", "Beskrivning"])
    for h in _handelser(request.user).iterator():
        out.writerow([csv_cell(cell) for cell in (f"{h.tid:%Y-%m-%d %H:%M:%S}", h.vem, h.akt, h.objekt, h.text)])
    return response


def galleri(request):
    """Every component in every state, for whoever changes the look."""
    form = OrganisationForm({"namn": "", "sort": "kommun", "kod": "12"})
    form.is_valid()
    return render(request, "samverkan/galleri.html", {"form": OrganisationForm(), "felform": form})
