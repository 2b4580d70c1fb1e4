"""An examination of the agreement: the whole of it, and its steps."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.forms.dokument import GenomlysningForm, StegForm
from berattelse.models import Genomlysning, Genomlysningssteg, can_write_dokument
from berattelse.views.dokument import YEARS, borttagning, vagen
from berattelse.views.rader import STEG
from samverkan.door import get_for_user
from samverkan.en_till import vidare
from samverkan.sidor import formularsida, forsok, ta_bort
from samverkan.sidor import steg as genomfor

RADER = Genomlysning.objects.select_related("verksamhetsar__avtal")
STEGRADER = Genomlysningssteg.objects.select_related("genomlysning__verksamhetsar__avtal")


def genomlysning_detail(request, pk):
    genomlysning = get_for_user(RADER, request.user, pk=pk)
    steg = genomlysning.steg.select_related("arena", "forslag").prefetch_related("uppdrag", "kommuner")
    context = {
        "genomlysning": genomlysning,
        "year": genomlysning.verksamhetsar,
        "steg": steg,
        "kan_andra": genomlysning.can_be_edited_by(request.user),
        "locked": genomlysning.locked_for(),
    }
    return render(request, "berattelse/genomlysning_detail.html", context)


def genomlysning_create(request, pk):
    year = get_for_user(YEARS, request.user, pk=pk, can=can_write_dokument)
    return _genomlysning(request, Genomlysning(verksamhetsar=year), "Ny genomlysning")


def genomlysning_edit(request, pk):
    genomlysning = get_for_user(RADER, request.user, pk=pk, can=Genomlysning.can_be_edited_by)
    return _genomlysning(request, genomlysning, "Ändra genomlysningen")


def _genomlysning(request, genomlysning, rubrik):
    form = GenomlysningForm(request.POST or None, instance=genomlysning)
    if form.is_valid() and forsok(form, actions.spara_genomlysning, form, by=request.user):
        messages.success(request, "Genomlysningen är sparad.")
        return redirect(genomlysning)
    return _formular(request, form, rubrik, genomlysning)


def genomlysning_ta_bort(request, pk):
    genomlysning = get_for_user(RADER, request.user, pk=pk, can=Genomlysning.can_be_edited_by)
    act = partial(actions.ta_bort_genomlysning, genomlysning, by=request.user)
    return ta_bort(request, genomlysning, act, klart="Genomlysningen är borttagen.", **borttagning(genomlysning.verksamhetsar))


def steg_create(request, pk):
    genomlysning = get_for_user(RADER, request.user, pk=pk, can=Genomlysning.can_be_edited_by)
    return _steg(request, Genomlysningssteg(genomlysning=genomlysning), "Nytt steg i genomlysningen")


def steg_edit(request, pk):
    rad = get_for_user(STEGRADER, request.user, pk=pk, can=Genomlysningssteg.can_be_edited_by)
    return _steg(request, rad, "Ändra steget")


def _steg(request, rad, rubrik):
    ny = rad._state.adding
    form = StegForm(request.POST or None, instance=rad)
    if form.is_valid() and forsok(form, actions.spara_steg, form, by=request.user):
        messages.success(request, "Steget är sparat.")
        return vidare(request, form, rad.genomlysning)
    return _formular(request, form, rubrik, rad.genomlysning, en_till=ny)


@require_POST
def steg_flytta(request, pk, steg):
    rad = get_for_user(STEGRADER, request.user, pk=pk, can=Genomlysningssteg.can_be_edited_by)
    genomfor(request, "Steget är flyttat.", actions.flytta_steg, rad, STEG[steg], by=request.user)
    return redirect(rad.genomlysning)


def steg_ta_bort(request, pk):
    rad = get_for_user(STEGRADER, request.user, pk=pk, can=Genomlysningssteg.can_be_edited_by)
    act, hem = partial(actions.ta_bort_steg, rad, by=request.user), {"hem": rad.genomlysning}
    return ta_bort(request, rad, act, klart="Steget är borttaget.", **(borttagning(rad.genomlysning.verksamhetsar) | hem))


def _formular(request, form, rubrik, genomlysning, **context):
    vag = vagen(genomlysning.verksamhetsar)
    if genomlysning.pk:
        adress = genomlysning.get_absolute_url()
        vag = {"smulor": [*vag["smulor"], (adress, str(genomlysning))], "avbryt": adress}
    return formularsida(request, form, rubrik, **vag, **context)
