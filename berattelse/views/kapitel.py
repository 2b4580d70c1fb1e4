"""Free chapters: written, moved and taken away."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.forms.dokument import KapitelForm
from berattelse.models import FrittKapitel, can_write_dokument
from berattelse.views.avsnitt import varna
from berattelse.views.dokument import YEARS, borttagning, skrivsida, valt
from berattelse.views.rader import STEG
from samverkan.door import get_for_user
from samverkan.sidor import forsok, ta_bort
from samverkan.sidor import steg as genomfor

RADER = FrittKapitel.objects.select_related("verksamhetsar__avtal")


def kapitel_create(request, pk, dokument):
    year = get_for_user(YEARS, request.user, pk=pk, can=can_write_dokument)
    if valt(dokument) not in FrittKapitel.MED_KAPITEL:
        raise Http404
    kapitel = FrittKapitel(verksamhetsar=year, dokument=valt(dokument))
    return _skriv(request, kapitel, f"Nytt kapitel: {kapitel.get_dokument_display()} {year}")


def kapitel_edit(request, pk):
    kapitel = get_for_user(RADER, request.user, pk=pk, can=FrittKapitel.can_be_edited_by)
    return _skriv(request, kapitel, f"Ändra kapitel: {kapitel}")


def _skriv(request, kapitel, rubrik):
    form = KapitelForm(request.POST or None, instance=kapitel)
    if form.is_valid() and forsok(form, actions.spara_kapitel, form, by=request.user):
        messages.success(request, "Kapitlet är sparat.")
        varna(request, form)
        return redirect("berattelse:dokument_list", kapitel.verksamhetsar_id)
    return skrivsida(request, form, rubrik, kapitel.verksamhetsar)


@require_POST
def kapitel_flytta(request, pk, steg):
    kapitel = get_for_user(RADER, request.user, pk=pk, can=FrittKapitel.can_be_edited_by)
    genomfor(request, "Kapitlet är flyttat.", actions.flytta_kapitel, kapitel, STEG[steg], by=request.user)
    return redirect("berattelse:dokument_list", kapitel.verksamhetsar_id)


def kapitel_ta_bort(request, pk):
    kapitel = get_for_user(RADER, request.user, pk=pk, can=FrittKapitel.can_be_edited_by)
    year = kapitel.verksamhetsar
    act = partial(actions.ta_bort_kapitel, kapitel, by=request.user)
    return ta_bort(request, kapitel, act, klart="Kapitlet är borttaget.", **borttagning(year))
