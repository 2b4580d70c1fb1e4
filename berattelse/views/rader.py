"""Activities, results and projects under a section: one list each, with its own way in."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.forms import AktivitetForm, Klistrat, Listform, ProjektForm, ResultatForm, ur_lista
from berattelse.innehall.sektioner import radtext
from berattelse.models import Aktivitet, Avsnitt, Projekt, Resultat
from berattelse.views.avsnitt import RADER
from samverkan import svenska
from samverkan.door import get_for_user
from samverkan.en_till import fyll_i, vidare
from samverkan.sidor import forsok, ta_bort, visa
from samverkan.sidor import steg as steg_


@dataclass(frozen=True)
class Sort:
    model: type
    form: type
    rubrik: str
    ny: str


SORTER = {
    "aktiviteter": Sort(Aktivitet, AktivitetForm, "Aktiviteter", "Ny aktivitet"),
    "resultat": Sort(Resultat, ResultatForm, "Resultat", "Nytt resultat"),
    "projekt": Sort(Projekt, ProjektForm, "Projekt", "Nytt projekt"),
}
STEG = {"upp": -1, "ned": 1}


def _rows(avsnitt, sort):
    """The rows of one kind under a section, as they are printed."""
    model = SORTER[sort].model
    rows = model.objects.filter(verksamhetsar=avsnitt.verksamhetsar_id, uppdrag=avsnitt.uppdrag_id)
    if model is Projekt:
        return rows
    return rows.filter(annat_avtal=avsnitt.annat_avtal_id).prefetch_related("kommuner").order_by("ordning", "pk")


def _hamta(request, pk, sort, *, can=None):
    """The section, when such rows can stand under it: projects only under an uppdrag, nothing under an intro."""
    under = ["uppdrag"] if sort == "projekt" else ["uppdrag", "annat_avtal"]
    return get_for_user(RADER.filter(sort__in=under), request.user, pk=pk, can=can)


def _context(avsnitt, sort, form, user):
    val = SORTER[sort]
    rader = [(rad, str(rad) if val.model is Projekt else radtext(rad)) for rad in _rows(avsnitt, sort)]
    return {
        "avsnitt": avsnitt,
        "year": avsnitt.verksamhetsar,
        "sort": sort,
        "val": val,
        "rader": rader,
        "kolumner": list(dict.fromkeys(rad.kolumn for rad, _ in rader)) if val.model is Projekt else [],
        "form": form,
        "kan_andra": avsnitt.can_be_edited_by(user),
    }


def rad_list(request, pk, sort):
    """The rows, and the form for one more. What is posted too late stays in the form, with the reason."""
    avsnitt = _hamta(request, pk, sort, can=Avsnitt.can_be_written_by if request.method == "POST" else None)
    form = SORTER[sort].form(request.POST or None, avsnitt=avsnitt)
    fyll_i(request, form)
    if form.is_valid() and _sparad(request, form, avsnitt):
        return vidare(request, form, reverse("berattelse:rad_list", args=[avsnitt.pk, sort]))
    return render(request, "berattelse/rad_list.html", _context(avsnitt, sort, form, request.user))


def _sparad(request, form, avsnitt):
    if not forsok(form, actions.spara_rad, form, avsnitt, by=request.user):
        return False
    messages.success(request, "Raden är sparad.")
    return True


def rad_edit(request, pk, sort, rad_pk):
    avsnitt = _hamta(request, pk, sort, can=Avsnitt.can_be_written_by if request.method == "POST" else Avsnitt.can_be_edited_by)
    rad = get_object_or_404(_rows(avsnitt, sort), pk=rad_pk)
    form = SORTER[sort].form(request.POST or None, instance=rad, avsnitt=avsnitt)
    if form.is_valid() and _sparad(request, form, avsnitt):
        return redirect("berattelse:rad_list", avsnitt.pk, sort)
    return visa(request, "berattelse/rad_edit.html", form, _context(avsnitt, sort, form, request.user))


def rad_klistra_in(request, pk, sort):
    """A pasted list: shown first as rows to mend, and saved when every ticked one is right. Nothing is saved before that."""
    avsnitt = _hamta(request, pk, sort, can=Avsnitt.can_be_written_by if request.method == "POST" else Avsnitt.can_be_edited_by)
    vad = {"avsnitt": avsnitt, "sort": sort}
    if "antal" in request.POST:
        return _klistra_in(request, Klistrat(request.POST, finns=_rows(avsnitt, sort), **vad), avsnitt, sort)
    lista = Listform(request.POST if request.method == "POST" else None, **vad)
    if lista.is_valid():
        uppgifter = lista.cleaned_data
        form = ur_lista(uppgifter["lista"], finns=_rows(avsnitt, sort), kolumn=uppgifter.get("kolumn", ""), **vad)
        return render(request, "berattelse/rad_klistra_in.html", _context(avsnitt, sort, form, request.user))
    return render(request, "berattelse/rad_klistra_in.html", _context(avsnitt, sort, lista, request.user) | {"lista": lista})


def _klistra_in(request, form, avsnitt, sort):
    if form.is_valid() and forsok(form, actions.klistra_in, form, avsnitt, _rows(avsnitt, sort), by=request.user):
        antal = svenska.numerus(len(form.valda), "En rad är sparad.", "rader är sparade.")
        messages.success(request, svenska.stor_bokstav(antal))
        return redirect("berattelse:rad_list", avsnitt.pk, sort)
    return render(request, "berattelse/rad_klistra_in.html", _context(avsnitt, sort, form, request.user))


@require_POST
def rad_flytta(request, pk, sort, rad_pk, steg):
    avsnitt = _hamta(request, pk, sort, can=Avsnitt.can_be_edited_by)
    rader = _rows(avsnitt, sort)
    rad = get_object_or_404(rader, pk=rad_pk)
    if sort == "projekt":
        rader = rader.filter(kolumn=rad.kolumn)
    steg_(request, "Raden är flyttad.", actions.flytta_rad, rad, rader, avsnitt, STEG[steg], by=request.user)
    return redirect("berattelse:rad_list", avsnitt.pk, sort)


def rad_ta_bort(request, pk, sort, rad_pk):
    avsnitt = _hamta(request, pk, sort, can=Avsnitt.can_be_edited_by)
    rad = get_object_or_404(_rows(avsnitt, sort), pk=rad_pk)
    act, lista = partial(actions.ta_bort_rad, rad, avsnitt, by=request.user), reverse("berattelse:rad_list", args=[avsnitt.pk, sort])
    text = "Raden försvinner ur berättelsen. Händelseloggen minns att den fanns."
    smulor = [(avsnitt.get_absolute_url(), str(avsnitt)), (lista, SORTER[sort].rubrik)]
    return ta_bort(
        request, rad, act, rubrik="Ta bort raden", forklaring=text, klart="Raden är borttagen.", hem=lista, smulor=smulor, avbryt=lista
    )
