"""The split of the compensation: its working, and the population it rests on."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ekonomi import actions, forms
from ekonomi.folkmangd.hamta import kan_hamtas
from ekonomi.folkmangd.nyckel import kommunparter, nyckel_for
from ekonomi.models import Ersattning, Folkmangd, can_edit_ekonomi
from ekonomi.views.siffror import get_year
from samverkan.inaktuell import radernas_version
from samverkan.sidor import forsok, steg, visa
from samverkan.utifran.uppladdning import tar_emot


def fordelning_detail(request, pk):
    """The working of the split, to be printed: population, exact share, the kronor left, and what each pays."""
    year = get_year(request, pk)
    nyckel, kan_andra = nyckel_for(year), year.is_open and can_edit_ekonomi(year.avtal, request.user)
    context = {"year": year, "nyckel": nyckel, "kan_andra": kan_andra}
    if kan_andra and nyckel and not nyckel.kontrollerad:
        context["version"] = radernas_version(*Folkmangd.objects.filter(avtal=year.avtal_id, datum=nyckel.datum))
    return render(request, "ekonomi/fordelning_detail.html", context)


def _fordelningsdatum(year):
    """The day whose population decides; 404 before the compensation tells one."""
    ersattning = Ersattning.objects.filter(verksamhetsar=year, fordelningsdatum__isnull=False).first()
    if ersattning is None:
        raise Http404
    return ersattning.fordelningsdatum


def folkmangd_edit(request, pk):
    """The population typed; or read from a file, to be looked at and saved here."""
    year = get_year(request, pk, edit=True)
    datum, kommuner = _fordelningsdatum(year), [p.organisation for p in kommunparter(year)]
    form = forms.Folkmangdsform(request.POST or None, kommuner=kommuner, year=year, datum=datum)
    if form.is_valid():
        kalla, aktuell = form.cleaned_data["kalla"], form.krav_aktuell
        if forsok(form, actions.spara_folkmangd, year, datum, form.antal(), kalla=kalla, by=request.user, aktuell=aktuell):
            messages.success(request, "Folkmängden är sparad.")
            return redirect("ekonomi:fordelning_detail", year.pk)
    context = {"filform": forms.Folkmangdsfil(kommuner=kommuner, dag=datum), "year": year, "datum": datum, "kan_hamtas": kan_hamtas()}
    return visa(request, "ekonomi/folkmangd_edit.html", form, context)


@require_POST
@tar_emot(forms.Folkmangdsfil)
def folkmangd_read(request, pk):
    """Read a file into the form. Nothing is saved: a file with a fault changes nothing, a good one is looked at first."""
    return _read(request, get_year(request, pk, edit=True), forms.Folkmangdsfil)


@require_POST
def folkmangd_hamta(request, pk):
    """The same from SCB's service, where the operator has set its address; 404 where not."""
    year = get_year(request, pk, edit=True)
    if not kan_hamtas():
        raise Http404
    return _read(request, year, forms.Hamtad)


def _read(request, year, form_class):
    datum, kommuner = _fordelningsdatum(year), [p.organisation for p in kommunparter(year)]
    filform = form_class(request.POST, request.FILES, kommuner=kommuner, dag=datum)
    last = filform.is_valid()
    form = forms.Folkmangdsform(kommuner=kommuner, year=year, datum=datum, ur_fil=filform.last() if last else None)
    context = {
        "form": form if last else filform,
        "typform": form,
        "filform": filform,
        "year": year,
        "datum": datum,
        "last": last,
        "kan_hamtas": kan_hamtas(),
    }
    if last:
        context["andras"] = _andras(kommuner, form.registrerat, form.initial)
    return render(request, "ekonomi/folkmangd_edit.html", context)


def _andras(kommuner, nu, last):
    """[(kommun, registered, in the file)] of those that would change."""
    rader = [(k.tabellnamn, nu.get(f"antal_{k.kod}"), last[f"antal_{k.kod}"]) for k in kommuner]
    return [rad for rad in rader if rad[1] is not None and rad[1] != rad[2]]


@require_POST
def folkmangd_bekrafta(request, pk):
    year = get_year(request, pk, edit=True)
    act = partial(actions.bekrafta_folkmangd, year, _fordelningsdatum(year), by=request.user, visat=request.POST.get("version", ""))
    steg(request, "Folkmängden är kontrollerad mot SCB.", act)
    return redirect("ekonomi:fordelning_detail", year.pk)
