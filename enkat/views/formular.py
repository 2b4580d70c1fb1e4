"""The question sets: begun from a preset or from nothing, changed, tried, adopted."""

from functools import partial

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from enkat.actions import formular as actions
from enkat.blad import Blad
from enkat.forms.formular import Antaform, Avdelningsform, Formularform, Fragaform
from enkat.forval import FORVAL
from enkat.models import Avdelning, Deltagare, Fraga, Frageformular
from samverkan.door import get_for_user
from samverkan.en_till import vidare
from samverkan.inaktuell import Inaktuell
from samverkan.sidor import forsok, steg, ta_bort
from uppdrag.models import Avtal
from uppdrag.views.rader import formularsida, vagen_hem

AVDELNINGAR = Avdelning.objects.select_related("formular__avtal")

ANDRAT = "Formuläret har ändrats sedan du öppnade sidan, så det är inte antaget. Läs igenom det som det står nu, och tryck sedan på Anta."
STEG = {"upp": -1, "ned": 1}


def formular_detail(request, pk):
    formular = get_for_user(Frageformular, request.user, pk=pk)
    anta = Antaform(formular=formular)
    context = {
        "formular": formular,
        "anta": anta,
        "avdelningar": anta.avdelningar,
        "kan_andra": formular.can_be_edited_by(request.user),
        "kan_versionera": formular.can_be_versioned_by(request.user),
        "omgangar": formular.omgangar.visible_to(request.user),
    }
    return render(request, "enkat/formular_detail.html", context)


def formular_forhandsvisa(request, pk):
    """The form as it meets those who answer; nothing is saved."""
    formular = get_for_user(Frageformular, request.user, pk=pk)
    blad = Blad(Deltagare(), formular)
    blad.uppdrag = [type("Exempel", (), {"pk": 0, "namn": "Ett uppdrag (exempel)"})()] if formular.malgrupp == "kommuner" else []
    return render(request, "enkat/formular_forhandsvisa.html", {"formular": formular, "sidor": blad.sidor})


def formular_create(request, pk):
    avtal = get_for_user(Avtal.objects.huvudavtal(), request.user, pk=pk, can=Avtal.can_be_edited_by)
    form = Formularform(request.POST or None, instance=Frageformular(avtal=avtal), by=request.user)
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        return redirect(form.instance)
    return formularsida(request, form, "Nytt frågeformulär", avtal)


@require_POST
def formular_hamta(request, pk, forval):
    avtal = get_for_user(Avtal.objects.huvudavtal(), request.user, pk=pk, can=Avtal.can_be_edited_by)
    if forval not in FORVAL:
        raise Http404
    besked = "{} är hämtat som utkast. Se igenom det och anta det sedan."
    return redirect(steg(request, besked.format, actions.hamta_forval, avtal, forval, by=request.user) or "enkat:start")


def formular_edit(request, pk):
    formular = get_for_user(Frageformular, request.user, pk=pk, can=Frageformular.can_be_edited_by)
    form = Formularform(request.POST or None, instance=formular, by=request.user)
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        return redirect(formular)
    return formularsida(request, form, "Ändra frågeformulär", formular)


@require_POST
def formular_anta(request, pk):
    formular = get_for_user(Frageformular, request.user, pk=pk, can=Frageformular.can_be_edited_by)
    form = Antaform(request.POST, formular=formular)
    steg(request, "Formuläret är antaget. Ordalydelsen ligger fast.", _anta, formular, form, request.user)
    return redirect(formular)


def _anta(formular, form, by):
    try:
        actions.anta(formular, by=by, aktuell=form.krav_aktuell)
    except Inaktuell as error:
        raise ValidationError(ANDRAT) from error


@require_POST
def formular_ny_version(request, pk):
    formular = get_for_user(Frageformular, request.user, pk=pk, can=Frageformular.can_be_versioned_by)
    besked = "{} är ett utkast. Den tidigare versionen ligger kvar."
    return redirect(steg(request, besked.format, actions.ny_version, formular, by=request.user) or formular)


def formular_delete(request, pk):
    formular = get_for_user(Frageformular, request.user, pk=pk, can=Frageformular.can_be_edited_by)
    return _ta_bort(request, formular, formular, formular.avtal, "Ta bort formuläret")


def avdelning_create(request, pk):
    formular = get_for_user(Frageformular, request.user, pk=pk, can=Frageformular.can_be_edited_by)
    return _avdelning(request, Avdelning(formular=formular), "Ny avdelning")


def avdelning_edit(request, pk):
    return _avdelning(request, _avdelning_for(request, pk), "Ändra avdelning")


def _avdelning_for(request, pk):
    return get_for_user(AVDELNINGAR, request.user, pk=pk, can=Avdelning.can_be_edited_by)


def _avdelning(request, avdelning, rubrik):
    form = Avdelningsform(request.POST or None, instance=avdelning, by=request.user)
    if form.is_valid() and forsok(form, actions.spara_avdelning, form, by=request.user):
        return redirect(avdelning)
    return formularsida(request, form, rubrik, avdelning.formular)


@require_POST
def avdelning_flytta(request, pk, steg):
    avdelning = _avdelning_for(request, pk)
    return _flytta(request, avdelning, avdelning.formular.avdelningar.all(), steg, avdelning)


def avdelning_delete(request, pk):
    avdelning = _avdelning_for(request, pk)
    return _ta_bort(request, avdelning, avdelning.formular, avdelning.formular, "Ta bort avdelningen och dess frågor")


def _fraga_for(request, pk):
    fraga = get_object_or_404(Fraga.objects.select_related("avdelning__formular__avtal"), pk=pk)
    get_for_user(AVDELNINGAR, request.user, pk=fraga.avdelning_id, can=Avdelning.can_be_edited_by)
    return fraga


def fraga_create(request, pk):
    return _fraga(request, Fraga(avdelning=_avdelning_for(request, pk)), "Ny fråga")


def fraga_edit(request, pk):
    return _fraga(request, _fraga_for(request, pk), "Ändra fråga")


def _fraga(request, fraga, rubrik):
    ny = fraga._state.adding
    form = Fragaform(request.POST or None, instance=fraga, by=request.user)
    if form.is_valid() and forsok(form, actions.spara_fraga, form, by=request.user):
        return vidare(request, form, fraga.avdelning)
    return formularsida(request, form, rubrik, fraga.avdelning.formular, en_till=ny)


@require_POST
def fraga_flytta(request, pk, steg):
    fraga = _fraga_for(request, pk)
    return _flytta(request, fraga, fraga.avdelning.fragor.all(), steg, fraga.avdelning)


def fraga_delete(request, pk):
    fraga = _fraga_for(request, pk)
    return _ta_bort(request, fraga, fraga.avdelning.formular, fraga.avdelning, "Ta bort frågan")


def _flytta(request, rad, syskon, riktning, hem):
    formular = rad.formular if isinstance(rad, Avdelning) else rad.avdelning.formular
    steg(request, "Flyttad.", actions.flytta, rad, syskon, STEG[riktning], formular, by=request.user)
    return redirect(hem)


def _ta_bort(request, rad, formular, hem, rubrik):
    act = partial(actions.ta_bort, rad, formular, by=request.user)
    return ta_bort(request, rad, act, rubrik=rubrik, klart=f"{rad} är borttagen.", hem=hem, **vagen_hem(hem))
