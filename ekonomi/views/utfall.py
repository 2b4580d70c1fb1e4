"""The outcome, from a file of the accounts to the year's result, a step to a page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ekonomi import actions, forms
from ekonomi.models import Objektkoppling, Resultatpost, Utfallsfil, can_edit_ekonomi
from ekonomi.tasks import read_utfallsfil
from ekonomi.utfall import blad
from ekonomi.utfall.forslag import Forslag
from ekonomi.views.siffror import get_year
from ekonomi.views.skuld import XLSX
from samverkan.door import get_for_user
from samverkan.sidor import forsok, steg, visa
from uppdrag.models import Uppdrag

PER_SIDA = 100


def utfall_list(request, pk):
    """The files read for the year, and the way to read a new one."""
    year = get_year(request, pk)
    filer = Utfallsfil.objects.filter(verksamhetsar=year).defer("innehall", "avlasning").select_related("av", "sparad_av")
    kan_andra = year.is_open and can_edit_ekonomi(year.avtal, request.user)
    return render(request, "ekonomi/utfall_list.html", {"year": year, "filer": filer, "kan_andra": kan_andra, "form": forms.Filform()})


@require_POST
def utfall_create(request, pk):
    """Keep the file, and read it: at once, or by the worker."""
    year = get_year(request, pk, edit=True)
    form = forms.Filform(request.POST, request.FILES)
    if form.is_valid():
        fil = form.cleaned_data["fil"]
        if rad := forsok_med_svar(form, actions.ta_emot, year, fil.name, fil.read(), by=request.user):
            read_utfallsfil.enqueue(rad.pk)
            return redirect(rad)
    filer = Utfallsfil.objects.filter(verksamhetsar=year).defer("innehall", "avlasning").select_related("av", "sparad_av")
    return render(request, "ekonomi/utfall_list.html", {"year": year, "filer": filer, "kan_andra": True, "form": form})


def forsok_med_svar(form, act, *args, **kwargs):
    """As forsok, but gives what the act gives; None when it was refused."""
    svar = []
    return svar[0] if forsok(form, lambda: svar.append(act(*args, **kwargs))) else None


def utfall_mall(request, pk):
    """The Excel sheet to fill in, a row for each uppdrag."""
    year = get_year(request, pk)
    poster = {p.uppdrag_id: p for p in Resultatpost.objects.filter(verksamhetsar=year, uppdrag__isnull=False)}
    uppdrag = Uppdrag.objects.filter(avtal=year.avtal).order_by("ordning")
    rader = [(u.namn, "", poster[u.pk].budget if u.pk in poster else None, None) for u in uppdrag]
    huvud = {"Content-Disposition": f'attachment; filename="utfall-{year.fran}-{year.till}.xlsx"'}
    return HttpResponse(blad.mall(rader), content_type=XLSX, headers=huvud)


def _fil(request, pk, can=None):
    return get_for_user(
        Utfallsfil.objects.defer("innehall").select_related("verksamhetsar__avtal", "av", "sparad_av"), request.user, pk=pk, can=can
    )


def utfall_detail(request, pk):
    """What was found in the file; while it is being read, how far."""
    fil = _fil(request, pk)
    if request.htmx and not fil.under_lasning:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"fil": fil, "year": fil.verksamhetsar}
    if fil.avlasning:
        context["forslag"] = Forslag(fil)
        context["rader"] = fil.rader.select_related("uppdrag") if fil.sparad else None
        context["kan_koppla"] = fil.can_be_kopplad_by(request.user)
    context["kan_kasta"] = fil.can_be_kastad_by(request.user)
    return render(request, "ekonomi/_framsteg.html" if request.htmx else "ekonomi/utfall_detail.html", context)


def utfall_valj(request, pk):
    """Which dimension, and which accounts."""
    fil = _fil(request, pk, Utfallsfil.can_be_kopplad_by)
    form = forms.Lasningsform(request.POST or None, fil=fil, dimensioner=Forslag(fil).dimensioner)
    if form.is_valid() and forsok(form, actions.valj, fil, by=request.user, aktuell=form.krav_aktuell, **form.uppgifter()):
        return redirect("ekonomi:utfall_koppla", fil.pk)
    return visa(request, "ekonomi/utfall_valj.html", form, {"fil": fil, "year": fil.verksamhetsar})


def utfall_koppla(request, pk):
    """Tie the objects that have money to uppdrag, or set them aside with a reason."""
    fil = _fil(request, pk, Utfallsfil.can_be_kopplad_by)
    forslag = Forslag(fil)
    okopplade = forslag.okopplade
    form = forms.Kopplingssida(request.POST or None, fil=fil, okopplade=okopplade[:PER_SIDA])
    if form.is_valid():
        val = form.val
        if forsok(form, actions.koppla, fil, val, by=request.user, aktuell=form.krav_aktuell):
            kvar = len(Forslag(fil).okopplade)
            _sag_vad_som_ar_kvar(request, val, kvar)
            return redirect("ekonomi:utfall_koppla" if kvar else "ekonomi:utfall_granska", fil.pk)
    context = {"fil": fil, "year": fil.verksamhetsar, "forslag": forslag, "fler": max(0, len(okopplade) - PER_SIDA)}
    return visa(request, "ekonomi/utfall_koppla.html", form, context)


def _sag_vad_som_ar_kvar(request, val, kvar):
    if not kvar:
        messages.success(request, "Allt som har belopp är kopplat. Granska och spara.")
    elif val:
        messages.success(request, f"Kopplingarna är sparade. {kvar} objekt återstår.")
    else:
        messages.warning(request, "Ingenting är valt. Välj vad objekten hör till, eller skriv ett mönster.")


@require_POST
def koppling_lossa(request, pk, koppling):
    """Take a tie away."""
    fil = _fil(request, pk, Utfallsfil.can_be_kopplad_by)
    rad = get_for_user(Objektkoppling, request.user, pk=koppling, avtal=fil.verksamhetsar.avtal, can=Objektkoppling.can_be_edited_by)
    steg(request, f"Kopplingen {rad.monster} är lossad.", actions.lossa, rad, by=request.user)
    return redirect("ekonomi:utfall_koppla", fil.pk)


def utfall_granska(request, pk):
    """Before and after, side by side; saved only when everything with money has its place."""
    fil = _fil(request, pk, Utfallsfil.can_be_kopplad_by)
    form = forms.Sparaform(request.POST if request.method == "POST" else None, fil=fil)
    if form.is_valid():
        ta_budget = form.cleaned_data.get("ta_budget", False)
        if forsok(form, actions.spara_utfall, fil, ta_budget=ta_budget, by=request.user, aktuell=form.krav_aktuell):
            messages.success(request, "Utfallet är sparat. Förklara avvikelserna och godkänn utfallet.")
            return redirect("ekonomi:year_detail", fil.verksamhetsar_id)
    forslag = Forslag(fil)
    context = {"fil": fil, "year": fil.verksamhetsar, "forslag": forslag, "hinder": actions.sparhinder(forslag)}
    return visa(request, "ekonomi/utfall_granska.html", form, context)


@require_POST
def utfall_kasta(request, pk):
    """Throw a file that is not to be used."""
    fil = _fil(request, pk, Utfallsfil.can_be_kastad_by)
    steg(request, "Filen är kastad.", actions.kasta, fil, by=request.user)
    return redirect("ekonomi:utfall_list", fil.verksamhetsar_id)


@require_POST
def utfall_reread(request, pk):
    """Start a reading that has stopped on its way once more."""
    fil = _fil(request, pk, Utfallsfil.can_be_edited_by)
    steg(request, "Filen läses om.", actions.ta_om, fil, by=request.user)
    read_utfallsfil.enqueue(fil.pk)
    return redirect(fil)
