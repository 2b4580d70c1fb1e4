"""The documents beside the report: which there are, each as page, PDF and data, and what each says of itself."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from js_asset import Media

from berattelse import actions
from berattelse.dokument import DOKUMENT, tryck
from berattelse.dokument.brevhuvud import uppgifter
from berattelse.forms.dokument import Delarform, UppgiftForm
from berattelse.models import Dokumentsort, FrittKapitel, Genomlysning, can_write_dokument
from berattelse.views.avsnitt import varna
from berattelse.views.fil import svara_med_diariets, svara_med_pdf
from berattelse.views.start import can_see_draft
from enkat.models import Omgang
from samverkan.door import get_for_user, require
from samverkan.jobb import logga_lamnad
from samverkan.sidor import formularsida, forsok, visa
from samverkan.utifran.fil import svara_fil
from uppdrag.actions.lock import hall_years
from uppdrag.models import Verksamhetsar

YEARS = Verksamhetsar.objects.select_related("avtal")


def valt(dokument):
    """The document an address names; 404 when there is none."""
    if dokument not in Dokumentsort.values:
        raise Http404
    return Dokumentsort(dokument)


def _data(request, pk, dokument):
    year = get_for_user(YEARS, request.user, pk=pk, can=can_see_draft)
    return year, DOKUMENT[valt(dokument)].samla(year, 1)


def dokument_list(request, pk):
    year = get_for_user(YEARS, request.user, pk=pk, can=can_see_draft)
    kapitel = list(FrittKapitel.objects.filter(verksamhetsar=year))
    context = {
        "year": year,
        "dokument": [(d, uppgifter(year, d), [k for k in kapitel if k.dokument == d]) for d in Dokumentsort],
        "med_kapitel": FrittKapitel.MED_KAPITEL,
        "genomlysningar": Genomlysning.objects.filter(verksamhetsar=year),
        "har_svar": year.omgangar.exclude(status="planerad").exists(),
        "far_svar": year.omgangar.lasbara(request.user).exclude(status="planerad").exists(),
        "kan_skriva": can_write_dokument(year, request.user),
    }
    return render(request, "berattelse/dokument_list.html", context)


def dokument_html(request, pk, dokument):
    year, data = _data(request, pk, dokument)
    return HttpResponse(tryck.som_html(data, layout="berattelse/dokument_skarm.html", request=request, year=year))


def _exporterat(request, svar, year, dokument, format_):
    return logga_lamnad(request, svar, year, "exporterade dokument", text=f"{valt(dokument).label} {year}", format=format_)


def dokument_pdf(request, pk, dokument):
    year = get_for_user(YEARS, request.user, pk=pk, can=can_see_draft)
    svar = svara_med_pdf(request, year, str(valt(dokument)), 1, f"{dokument}-{year}.pdf")
    return _exporterat(request, svar, year, dokument, "pdf")


def dokument_json(request, pk, dokument):
    year, data = _data(request, pk, dokument)
    svar = svara_fil(tryck.FORMAT["json"](data), "application/json", f"{dokument}-{year}.json")
    return _exporterat(request, svar, year, dokument, "json")


def year_diarie(request, pk):
    """All of the year that belongs in the diarium, in one zip with an index and hashes."""
    year = get_for_user(YEARS, request.user, pk=pk, can=can_see_draft)
    svar = svara_med_diariets(request, "year", year.pk, f"att-diariefora-{year}.zip", [(year.get_absolute_url(), f"Året {year}")])
    return logga_lamnad(request, svar, year, "exporterade handlingar att diarieföra", text=f"Verksamhetsår {year}")


def omgang_diarie(request, pk):
    """The same of a round of questions that is over."""
    omgang = get_for_user(Omgang.objects.select_related("verksamhetsar__avtal"), request.user, pk=pk, can=Omgang.can_be_diarieford_by)
    smulor = [(omgang.get_absolute_url(), str(omgang))]
    svar = svara_med_diariets(request, "omgang", omgang.pk, f"att-diariefora-{slugify(omgang.namn)}.zip", smulor)
    return logga_lamnad(request, svar, omgang, "exporterade handlingar att diarieföra")


def dokument_edit(request, pk, dokument):
    """What is posted too late is answered with the text in place and the reason."""
    year = get_for_user(YEARS, request.user, pk=pk, can=can_see_draft)
    row = uppgifter(year, valt(dokument))
    require(row, request.user, type(row).can_be_edited_by)
    form = UppgiftForm(request.POST or None, instance=row)
    if form.is_valid() and forsok(form, actions.spara_uppgifter, form, by=request.user):
        messages.success(request, "Uppgifterna är sparade.")
        varna(request, form)
        return redirect("berattelse:dokument_list", year.pk)
    return skrivsida(request, form, f"Uppgifter: {row}", year)


def dokument_delar(request, pk):
    """Which parts the Uppföljningsrapport has, and in which order."""
    year = get_for_user(YEARS, request.user, pk=pk, can=can_write_dokument)
    form = Delarform(request.POST or None, instance=uppgifter(year, Dokumentsort.UPPFOLJNINGSRAPPORT))
    if form.is_valid() and forsok(form, actions.valj_delar, form, by=request.user):
        messages.success(request, "Rapportens delar är sparade.")
        return redirect("berattelse:dokument_list", year.pk)
    return visa(request, "berattelse/dokument_delar.html", form, {"year": year} | vagen(year))


def skrivsida(request, form, rubrik, year):
    media = Media.from_media(form.media, nonce=request.csp_nonce)
    return formularsida(request, form, rubrik, template="berattelse/dokument_edit.html", media=media, **vagen(year))


def vagen(year):
    lista = reverse("berattelse:dokument_list", args=[year.pk])
    oversikt = reverse("berattelse:year_overview", args=[year.pk])
    return {"smulor": [(oversikt, f"Året {year}"), (lista, "Dokument")], "avbryt": lista}


def borttagning(year):
    """What the page says that takes a chapter, an examination or a step of one away."""
    vag = vagen(year)
    text = "Det försvinner ur dokumenten; historiken och händelseloggen minns att det fanns."
    return {"rubrik": "Ta bort", "forklaring": text, "hem": vag["avbryt"], "forst": partial(hall_years, year.avtal_id)} | vag
