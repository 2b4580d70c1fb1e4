"""Meetings: registered in one line, listed, changed, cancelled; the monthly series; the agenda."""

import csv

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from samverkan.door import get_for_user
from samverkan.tabell import csv_cell
from uppdrag.actions import tillfallen as actions
from uppdrag.forms.tillfallen import EN_RAD, Dagordning, Serieform, Tillfalleform, Urvalsform
from uppdrag.models import Tillfalle
from uppdrag.underlag import Arsunderlag
from uppdrag.views.arenor import valt_year


def _urval(request):
    """The list as narrowed by the address, and the form that narrows it."""
    data = request.GET.copy()
    if "year" not in data and (year := valt_year(request)):
        data["year"] = year.pk
    urval = Urvalsform(data, by=request.user)
    rows = Tillfalle.objects.visible_to(request.user).select_related("arena", "uppdrag", "annat_avtal", "grupp")
    if urval.is_valid():
        val = urval.cleaned_data
        rows = rows.during(val["year"]) if val["year"] else rows
        rows = rows.filter(arena=val["arena"]) if val["arena"] else rows
        rows = rows.filter(status=val["status"]) if val["status"] else rows
    return rows, urval


def _lista(request, form, status=200):
    rows, urval = _urval(request)
    kan = bool(form and form.fields["arena"].queryset.exists())
    context = {"tillfallen": rows, "urval": urval, "form": form if kan else None, "en_rad": EN_RAD, "fraga": request.GET.urlencode()}
    return render(request, "uppdrag/tillfalle_list.html", context, status=status)


def tillfalle_list(request):
    form = Tillfalleform(by=request.user, initial={"arena": request.GET.get("arena") or request.session.get("senaste_arena")})
    return _lista(request, form)


@require_POST
def tillfalle_create(request):
    form = Tillfalleform(request.POST, by=request.user)
    if form.is_valid() and (row := _sparad(request, form)):
        request.session["senaste_arena"] = row.arena_id
        messages.success(request, _kvitto(row))
        return redirect("uppdrag:tillfalle_list")
    return _lista(request, form)


def _sparad(request, form):
    try:
        return actions.spara(form, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _kvitto(row):
    """What was registered, and what the year now says of it."""
    text = f"Registrerat: {row.arrangor}, {row.fran:%Y-%m-%d}"
    if row.status == Tillfalle.Status.PLANERAT:
        text += " (planerat, eftersom datumet inte har kommit)"
    return f"{text}. {Arsunderlag(row.verksamhetsar).rad(row.arena).raknad}." if row.arena_id else f"{text}."


def tillfalle_detail(request, pk):
    row = get_for_user(Tillfalle.objects.select_related("avtal", "arena", "uppdrag", "annat_avtal"), request.user, pk=pk)
    context = {
        "tillfalle": row, "kan_andra": row.can_be_edited_by(request.user), "narvaro": row.narvaro.select_related("organisation"),
        "dagordning": row.dagordning.all(), "beslut": row.beslut.all(),
    }  # fmt: skip
    return render(request, "uppdrag/tillfalle_detail.html", context)


def tillfalle_edit(request, pk):
    row = get_for_user(Tillfalle, request.user, pk=pk, can=Tillfalle.can_be_registered_by)
    form = Tillfalleform(request.POST or None, instance=row, by=request.user)
    if request.method == "POST" and form.is_valid() and _sparad(request, form):
        messages.success(request, "Tillfället är ändrat.")
        return redirect(row)
    return render(request, "uppdrag/tillfalle_edit.html", {"tillfalle": row, "form": form, "en_rad": EN_RAD})


def tillfalle_ta_bort(request, pk):
    row = get_for_user(Tillfalle, request.user, pk=pk, can=Tillfalle.can_be_edited_by)
    hinder = []
    if request.method == "POST":
        try:
            actions.ta_bort(row, by=request.user)
            return redirect("uppdrag:tillfalle_list")
        except ValidationError as error:
            hinder = error.messages
    return render(request, "uppdrag/tillfalle_ta_bort.html", {"tillfalle": row, "hinder": hinder})


@require_POST
def tillfalle_installt(request, pk):
    row = get_for_user(Tillfalle, request.user, pk=pk, can=Tillfalle.can_be_edited_by)
    actions.satt_status([row], Tillfalle.Status.INSTALLT, by=request.user)
    return redirect(row)


@require_POST
def tillfallen_hallna(request):
    """Mark the ticked occasions held: only those that are hers to change count."""
    valda = Tillfalle.objects.visible_to(request.user).filter(pk__in=[pk for pk in request.POST.getlist("pk") if pk.isdigit()])
    egna = [row for row in valda.select_related("avtal", "arena", "uppdrag") if row.can_be_edited_by(request.user)]
    antal = actions.satt_status(egna, Tillfalle.Status.HALLET, by=request.user)
    messages.success(request, f"{antal} tillfällen är nu hållna.")
    return redirect("uppdrag:tillfalle_list")


def serie_create(request):
    form = Serieform(request.POST or None, by=request.user)
    context = {"form": form}
    if form.is_valid():
        val = form.cleaned_data
        if "skapa" in request.POST:
            return _skapa_serie(request, form)
        context["dagar"] = list(actions.seriedagar(val["verksamhetsar"], val["dag"], val["undantag"]))
    return render(request, "uppdrag/serie_create.html", context)


def _skapa_serie(request, form):
    val = form.cleaned_data
    val["year"] = val.pop("verksamhetsar")
    made, skipped = actions.skapa_serie(**val, today=timezone.localdate(), by=request.user)
    text = f"{len(made)} möten är registrerade."
    if skipped:
        text += f" {len(skipped)} dagar hoppades över, för arenan möts redan då: {', '.join(f'{d:%Y-%m-%d}' for d in skipped)}."
    messages.success(request, text)
    return redirect(val["arena"])


def dagordning_edit(request, pk):
    row = get_for_user(Tillfalle, request.user, pk=pk, can=Tillfalle.can_be_edited_by)
    formset = Dagordning(request.POST or None, instance=row)
    if request.method == "POST" and formset.is_valid():
        actions.spara_dagordning(formset, by=request.user)
        return redirect(row)
    return render(request, "uppdrag/dagordning_edit.html", {"tillfalle": row, "formset": formset})


def tillfalle_csv(request):
    rows, _ = _urval(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="moten.csv"'})
    out = csv.writer(response, delimiter=";")
    out.writerow(["Datum", "Till och med", "Arrangör", "Grupp", "Vad", "Form", "Längd", "Status", "Rubrik"])
    for t in rows:
        cells = [t.fran, t.till, t.arrangor, t.grupp or "", t.get_sort_display(), t.get_form_display(), t.get_langd_display(), t.get_status_display(), t.rubrik]
        out.writerow([csv_cell(cell) for cell in cells])
    return response
