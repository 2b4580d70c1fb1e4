"""The basis for a year's invoices: the page, the rule, what is netted, handed over; PDF and Excel."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ekonomi import actions, forms
from ekonomi.fakturering.underlag import aterbetalningar, ofordelade, som_pdf, som_xlsx, underlag_for
from ekonomi.folkmangd.nyckel import kommunparter_i
from ekonomi.models import Faktureringsregel, Skuldpost, can_edit_ekonomi
from ekonomi.views.siffror import get_year, vagen
from samverkan.door import get_for_user
from samverkan.sidor import formularsida, forsok, steg
from samverkan.tabell import XLSX
from samverkan.utifran.fil import svara_fil


def fakturering_detail(request, pk):
    """What each kommun is invoiced, part by part, and the repayments that may be netted."""
    year = get_year(request, pk)
    underlag = underlag_for(year)
    context = {
        "year": year, "u": underlag, "kan_andra": can_edit_ekonomi(year.avtal, request.user),
        "aterbetalningar": aterbetalningar(year.avtal), "ofordelade": ofordelade(year.avtal),
        "nasta": underlag.vid(underlag.nasta), "summa": sum(rad.belopp.belopp for _, rad in underlag.vid(underlag.nasta)),
    }  # fmt: skip
    return render(request, "ekonomi/fakturering_detail.html", context)


def faktureringsregel_edit(request, pk):
    year = get_year(request, pk, edit=True)
    regel = Faktureringsregel.objects.filter(avtal=year.avtal).first() or Faktureringsregel(avtal=year.avtal)
    form = forms.Faktureringsform(request.POST or None, instance=regel, kommuner=kommunparter_i(year.avtal))
    if form.is_valid() and forsok(form, actions.spara_faktureringsregel, form, by=request.user):
        messages.success(request, "Faktureringen är sparad.")
        return redirect("ekonomi:fakturering_detail", year.pk)
    vag = vagen(year)
    hem = reverse("ekonomi:fakturering_detail", args=[year.pk])
    return formularsida(request, form, "Så faktureras ersättningen", smulor=[*vag["smulor"], (hem, "Faktureringsunderlag")], avbryt=hem)


@require_POST
def fakturering_lamna(request, pk, nummer):
    year = get_year(request, pk, edit=True)
    visat = request.POST.get("belopp", "")
    belopp = int(visat) if visat.isdecimal() and len(visat) < 19 else None  # no sum is that: what was not seen is not handed over
    act = partial(actions.lamna_till_fakturering, year, nummer, by=request.user, belopp=belopp)
    steg(request, "Underlaget är lämnat till fakturering.", act)
    return redirect("ekonomi:fakturering_detail", year.pk)


@require_POST
def fakturering_kvitta(request, pk, post):
    return _kvittning(request, pk, post, actions.kvitta, "Återbetalningen dras av från nästa period.")


@require_POST
def fakturering_lossa(request, pk, post):
    return _kvittning(request, pk, post, actions.lossa_kvittning, "Återbetalningen dras inte av.")


def _kvittning(request, pk, post, act, klart):
    year = get_year(request, pk, edit=True)
    rad = get_for_user(Skuldpost.objects.filter(ursprung__avtal=year.avtal), request.user, pk=post)
    steg(request, klart, partial(act, year, rad, by=request.user))
    return redirect("ekonomi:fakturering_detail", year.pk)


def fakturering_pdf(request, pk, kommun):
    """One kommun's basis."""
    underlag = underlag_for(get_year(request, pk))
    rad = next((k for k in underlag.kommuner if k.kommun.pk == kommun), None)
    if rad is None:
        raise Http404
    return svara_fil(som_pdf(underlag, rad), "application/pdf", f"{rad.filnamn}-{underlag.year.beteckning}.pdf")


def fakturering_xlsx(request, pk):
    underlag = underlag_for(get_year(request, pk))
    if underlag.hinder:
        raise Http404
    return svara_fil(som_xlsx(underlag), XLSX, f"faktureringsunderlag-{underlag.year.beteckning}.xlsx")
