"""The joint value: the kommuner side by side, all uppdrag valued on one page, dissent, and the one decision."""

from django.contrib import messages
from django.shortcuts import redirect, render

from enkat.actions import vardering as actions
from enkat.forms.vardering import Taupform, Varderingsblad
from enkat.models import Omgang
from enkat.resultat.vardetabell import read
from samverkan import svenska
from samverkan.door import get_for_user
from samverkan.sidor import forsok, visa
from uppdrag.views.rader import formularsida

RADER = Omgang.objects.select_related("verksamhetsar__avtal", "formular")
TAS_UPP = "Alla uppdrag i frågerundan blir förslag igen, med de värden och avvikande meningar de har nu. Beslutet står kvar bland besluten"


def vardering_list(request, pk):
    """Every kommun beside every other, uppdrag by uppdrag."""
    omgang = get_for_user(RADER, request.user, pk=pk, can=_can_read)
    context = {
        "omgang": omgang,
        "tabell": read(omgang),
        "kan_foresla": omgang.can_be_proposed_by(request.user),
        "kan_ta_upp": omgang.can_be_taken_up_by(request.user),
        "leder": omgang.can_be_led_by(request.user),
    }
    return render(request, "enkat/vardering_list.html", context)


def _can_read(omgang, user):
    return omgang.fragar_kommuner and not omgang.anonym and omgang.can_be_read_by(user)


def vardering_edit(request, pk):
    """All uppdrag on one page: the proposed values, their reasons and the dissents, saved at once."""
    omgang = get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_proposed_by)
    form = Varderingsblad(request.POST or None, omgang=omgang, by=request.user)
    if form.is_valid() and forsok(form, actions.foresla, omgang, by=request.user, aktuell=form.krav_aktuell, **form.uppgifter()):
        utan = [str(rad.rad.uppdrag) for rad in form.rader if not rad.cleaned_data["alternativ"]]
        saknas = f" Inget värde är valt för {svenska.lista_text(utan)}." if utan else ""
        messages.success(request, f"Förslaget är sparat.{saknas}")
        return redirect("enkat:vardering_list", omgang.pk)
    return _blad(request, omgang, form)


def vardering_enas(request, pk):
    """The same page, and with it the council's decision: all of it or nothing."""
    omgang = get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_agreed_by)
    form = Varderingsblad(request.POST or None, omgang=omgang, by=request.user, enas=True)
    if form.is_valid() and forsok(form, actions.enas, omgang, by=request.user, aktuell=form.krav_aktuell, **form.uppgifter()):
        messages.success(request, f"Den gemensamma värderingen av {svenska.talord(len(form.rader), 'ett')} uppdrag är beslutad.")
        return redirect("enkat:vardering_list", omgang.pk)
    return _blad(request, omgang, form)


def _blad(request, omgang, form):
    return visa(request, "enkat/vardering_edit.html", form, {"omgang": omgang, "leder": omgang.can_be_led_by(request.user)})


def vardering_ta_upp(request, pk):
    """Undo the whole agreement of a round, with one reason."""
    omgang = get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_taken_up_by)
    form = Taupform(request.POST or None)
    if form.is_valid() and forsok(form, actions.ta_upp, omgang, by=request.user, **form.cleaned_data):
        messages.success(request, "Den gemensamma värderingen är ett förslag igen.")
        return redirect("enkat:vardering_list", omgang.pk)
    return formularsida(request, form, "Öppna värderingen igen", omgang, knapp="Öppna igen", text=TAS_UPP)
