"""The outcome, from a file of the accounts to the year's result, a step to a page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ekonomi import actions, forms
from ekonomi.models import Objektkoppling, Resultatpost, Utfallsfil, can_edit_ekonomi
from ekonomi.tasks import read_utfallsfil
from ekonomi.utfall import blad, underlag
from ekonomi.utfall.forslag import Forslag
from ekonomi.views.siffror import get_year
from samverkan.door import get_for_user
from samverkan.sidor import forsok, forsok_med_svar, steg, visa
from samverkan.tabell import XLSX
from samverkan.utifran.fil import svara_fil
from samverkan.utifran.uppladdning import tar_emot
from uppdrag.models import Uppdrag

PER_SIDA = 100


def utfall_list(request, pk):
    """The files read for the year, and the way to read a new one."""
    year = get_year(request, pk)
    filer = Utfallsfil.objects.filter(verksamhetsar=year).defer("innehall", "avlasning").select_related("av", "sparad_av")
    kan_andra = year.is_open and can_edit_ekonomi(year.avtal, request.user)
    return render(request, "ekonomi/utfall_list.html", {"year": year, "filer": filer, "kan_andra": kan_andra, "form": forms.Filform()})


@require_POST
@tar_emot(forms.Filform)
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


def utfall_mall(request, pk):
    """The Excel sheet to fill in, a row for each uppdrag."""
    year = get_year(request, pk)
    poster = {p.uppdrag_id: p for p in Resultatpost.objects.filter(verksamhetsar=year, uppdrag__isnull=False)}
    uppdrag = Uppdrag.objects.filter(avtal=year.avtal).order_by("ordning")
    rader = [(u.namn, "", poster[u.pk].budget if u.pk in poster else None, None) for u in uppdrag]
    return svara_fil(blad.mall(rader), XLSX, f"utfall-{year.fran}-{year.till}.xlsx")


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
    form = forms.Lasningsform(request.POST or None, fil=fil)
    if form.is_valid() and forsok(form, actions.valj, fil, by=request.user, aktuell=form.krav_aktuell, **form.uppgifter()):
        if fil.under_lasning:
            read_utfallsfil.enqueue(fil.pk)
            return redirect(fil)
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
    context["koder"] = {o.kod for o in forslag.objekt}
    return visa(request, "ekonomi/utfall_koppla.html", form, context)


def _sag_vad_som_ar_kvar(request, val, kvar):
    if not kvar:
        messages.success(request, "Allt som har belopp är kopplat. Granska och spara.")
    elif val:
        messages.success(request, f"Kopplingarna är sparade. {kvar} objekt återstår.")
    else:
        messages.warning(request, "Ingenting är valt. Välj vad objekten hör till, eller skriv ett mönster.")


def koppling_dela(request, pk):
    """Share one object, named in the address, between several uppdrag."""
    fil, kod = _fil(request, pk, Utfallsfil.can_be_kopplad_by), request.GET.get("objekt", "")
    objekt = next((o for o in Forslag(fil).objekt if o.kod == kod), None)
    if objekt is None:
        raise Http404
    form = forms.Andelsform(request.POST or None, fil=fil, monster=kod)
    if form.is_valid() and forsok(form, actions.dela, fil, kod, form.andelar, by=request.user, aktuell=form.krav_aktuell):
        messages.success(request, f"{kod} delas mellan {len(form.andelar)} uppdrag.")
        return redirect("ekonomi:utfall_koppla", fil.pk)
    return visa(request, "ekonomi/koppling_dela.html", form, {"fil": fil, "year": fil.verksamhetsar, "objekt": objekt})


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
        val = {"ta_budget": form.cleaned_data.get("ta_budget", False), "skal": form.cleaned_data.get("skal", "")}
        if forsok(form, actions.spara_utfall, fil, **val, by=request.user, aktuell=form.krav_aktuell):
            messages.success(request, "Utfallet är sparat. Förklara avvikelserna och godkänn utfallet.")
            return redirect("ekonomi:year_detail", fil.verksamhetsar_id)
    forslag = Forslag(fil)
    context = {"fil": fil, "year": fil.verksamhetsar, "forslag": forslag, "hinder": actions.sparhinder(forslag)}
    return visa(request, "ekonomi/utfall_granska.html", form, context)


def utfall_avstamning(request, pk):
    """The review as a workbook: account by account, and per uppdrag and account."""
    fil = _fil(request, pk, Utfallsfil.can_be_granskad)
    return svara_fil(underlag.avstamning(Forslag(fil)), XLSX, f"avstamning-{fil.pk}.xlsx")


def utfall_uppdrag(request, pk, uppdrag):
    """What one uppdrag's outcome is made of: its accounts, and the vouchers behind them, which can be searched."""
    fil, rad = _uppdragsrad(request, pk, uppdrag)
    sok, konto = request.GET.get("q", "").strip(), request.GET.get("konto", "")
    poster = underlag.sok(underlag.poster(fil, rad), sok, konto)
    sida = Paginator(poster, PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "fil": fil, "year": fil.verksamhetsar, "rad": rad, "sida": sida, "q": sok, "konto": konto,
        "summa": sum(p.ore for p in poster), "konton": fil.avlast().konton,
    }  # fmt: skip
    return render(request, "ekonomi/utfall_uppdrag.html", context)


def utfall_underlag(request, pk, uppdrag):
    """The same as a workbook."""
    fil, rad = _uppdragsrad(request, pk, uppdrag)
    return svara_fil(underlag.arbetsbok_for(fil, rad), XLSX, f"underlag-{fil.pk}-{rad.uppdrag.pk}.xlsx")


def _uppdragsrad(request, pk, uppdrag):
    """(the file, the row of the uppdrag in it); 404 when it has none."""
    fil = _fil(request, pk, Utfallsfil.can_be_granskad)
    rad = next((rad for rad in Forslag(fil).uppdragsrader if rad.uppdrag.pk == uppdrag and rad.konton), None)
    if rad is None:
        raise Http404
    return fil, rad


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
