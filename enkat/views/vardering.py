"""The joint value: the kommuner side by side, one value per uppdrag, dissent, and the decision."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from enkat.actions import vardering as actions
from enkat.forms.vardering import Avvikelseform, Enasform, Taupform, Varderingsform
from enkat.models import Avvikelse, Omgang, Vardering
from enkat.resultat.vardetabell import read
from samverkan.door import get_for_user, require
from samverkan.models import Organisation, Roll
from samverkan.sidor import forsok, ta_bort, visa
from uppdrag.views.rader import formularsida, vagen_hem

RADER = Omgang.objects.select_related("verksamhetsar__avtal", "formular")


def vardering_list(request, pk):
    """Every kommun beside every other, uppdrag by uppdrag."""
    omgang = get_for_user(RADER, request.user, pk=pk, can=_can_read)
    tabell = read(omgang)
    forslag = [rad for rad in tabell.rader if rad.vardering and rad.vardering.status == Vardering.Status.FORSLAG]
    context = {
        "omgang": omgang,
        "tabell": tabell,
        "kan_vardera": omgang.can_be_valued_by(request.user),
        "leder": omgang.can_be_led_by(request.user),
        "kan_enas": bool(forslag) and omgang.is_over and omgang.can_be_led_by(request.user),
    }
    return render(request, "enkat/vardering_list.html", context)


def _can_read(omgang, user):
    return omgang.fragar_kommuner and not omgang.anonym and omgang.can_be_read_by(user)


def _rad(request, omgang, uppdrag_pk):
    tabell = read(omgang)
    rad = next((rad for rad in tabell.rader if rad.uppdrag.pk == uppdrag_pk), None)
    if rad is None:
        raise Http404
    require(Vardering.objects.for_uppdrag(omgang, rad.uppdrag), request.user, Vardering.can_be_edited_by)
    return tabell, rad


def vardering_edit(request, pk, uppdrag_pk):
    omgang = get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_valued_by)
    tabell, rad = _rad(request, omgang, uppdrag_pk)
    form = Varderingsform(request.POST or None, omgang=omgang, uppdrag=rad.uppdrag, alternativ=tabell.fraga.alternativ.all())
    if form.is_valid() and forsok(form, actions.foresla, form.vardering, by=request.user, aktuell=form.krav_aktuell, **form.uppgifter()):
        messages.success(request, f"{rad.uppdrag}: förslaget är sparat.")
        return redirect("enkat:vardering_list", omgang.pk)
    celler = list(zip(tabell.kommuner, rad.celler, strict=True))
    return visa(request, "enkat/vardering_edit.html", form, {"omgang": omgang, "rad": rad, "celler": celler})


def vardering_enas(request, pk):
    omgang = get_for_user(RADER, request.user, pk=pk, can=_can_agree)
    form = Enasform(request.POST or None, avtal=omgang.avtal_id)
    if form.is_valid() and forsok(form, actions.enas, omgang, by=request.user, **form.cleaned_data):
        messages.success(request, "Den gemensamma värderingen är enad.")
        return redirect("enkat:vardering_list", omgang.pk)
    return formularsida(request, form, "Enas om värderingen", omgang, knapp="Registrera beslutet")


def _can_agree(omgang, user):
    return omgang.can_be_valued_by(user) and omgang.can_be_led_by(user)


def vardering_ta_upp(request, pk):
    vardering = get_for_user(Vardering, request.user, pk=pk, can=Vardering.can_be_reopened_by)
    form = Taupform(request.POST or None)
    if form.is_valid() and forsok(form, actions.ta_upp, vardering, by=request.user, **form.cleaned_data):
        return redirect("enkat:vardering_list", vardering.omgang_id)
    return formularsida(request, form, f"Ta upp igen: {vardering.uppdrag}", vardering.omgang, knapp="Ta upp igen")


def avvikelse_create(request, pk):
    vardering = get_for_user(Vardering, request.user, pk=pk, can=Vardering.can_be_edited_by)
    return _avvikelse(request, Avvikelse(vardering=vardering), "Avvikande mening")


def avvikelse_edit(request, pk):
    return _avvikelse(request, _hamta_avvikelse(request, pk), "Ändra avvikande mening")


def _hamta_avvikelse(request, pk):
    synliga = Vardering.objects.visible_to(request.user)
    avvikelse = get_object_or_404(Avvikelse, pk=pk, vardering__in=synliga)
    require(avvikelse, request.user, Avvikelse.can_be_edited_by)
    return avvikelse


def _avvikelse(request, avvikelse, rubrik):
    vardering = avvikelse.vardering
    form = Avvikelseform(
        request.POST or None,
        instance=avvikelse,
        organisationer=_kommuner_for(request.user, vardering.omgang),
        alternativ=vardering.omgang.formular.vardefraga.alternativ.all(),
    )
    if form.is_valid() and forsok(form, actions.avvik, form, by=request.user):
        messages.success(request, f"{vardering.uppdrag}: den avvikande meningen är sparad.")
        return redirect("enkat:vardering_list", vardering.omgang_id)
    return formularsida(request, form, rubrik, vardering.omgang, text=vardering.uppdrag.namn)


def _kommuner_for(user, omgang):
    """The kommuner she may let dissent: her own, or all for the processledare."""
    kommuner = Organisation.objects.filter(pk__in=omgang.deltagare.tillfragade().values("organisation"))
    if omgang.can_be_led_by(user):
        return kommuner
    return kommuner.filter(pk__in=[org for roll, org in user.aktiva_roller if roll == Roll.KOMMUNCHEF])


def avvikelse_delete(request, pk):
    avvikelse = _hamta_avvikelse(request, pk)
    hem = avvikelse.vardering.omgang
    act = partial(actions.ta_bort_avvikelse, avvikelse, by=request.user)
    klart, lista = "Den avvikande meningen är borttagen.", reverse("enkat:vardering_list", args=[hem.pk])
    return ta_bort(request, avvikelse, act, rubrik="Ta bort avvikande mening", klart=klart, hem=lista, **vagen_hem(hem))
