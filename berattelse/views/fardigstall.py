"""Before the edition: what is missing, what should be looked at, done, adopted."""

from functools import partial

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect
from django_tasks import TaskResultStatus

from berattelse import actions
from berattelse.forms import FardigstallForm, GodtaForm
from berattelse.granskning.beredskap import Beredskap, kontrollsumma
from berattelse.granskning.fyra_ogon import hinder
from berattelse.models import Skede, Utgava, can_fardigstalla, can_faststalla
from berattelse.tasks import FRYST
from berattelse.tasks import faststall as jobb_faststall
from berattelse.utgava.fryst import som_fryst
from berattelse.utgava.jamforelse import jamfor, per_del
from berattelse.utgava.oversikt import exempel, siffror
from berattelse.utgava.tryckning import antal_tryckta, omfang
from berattelse.views.fil import svara_med_pdf
from berattelse.views.start import can_see_draft
from samverkan.door import get_for_user, require
from samverkan.jobb import jobblage
from samverkan.sidor import forsok
from uppdrag.models import Verksamhetsar


def _fardighet(request, pk, skede, can=can_see_draft):
    """The year and stage; 404 for a stage there is none of."""
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk, can=can_see_draft)
    if skede not in Skede.values:
        raise Http404
    require(year, request.user, can)
    return Beredskap(year, skede)


def _sida(request, beredskap, form, godta=None, status=200):
    user, year = request.user, beredskap.year
    context = {
        "year": year, "f": beredskap, "skede": Skede(beredskap.skede), "form": form,
        "version": kontrollsumma(beredskap.innehall()) if beredskap.kan_fardigstallas else "",
        "godta": godta or GodtaForm(ogodtagna=beredskap.ogodtagna),
        "kan_fardigstalla": can_fardigstalla(year, user), "kan_faststalla": can_faststalla(year, user),
    }  # fmt: skip
    return render(request, "berattelse/fardigstall.html", context, status=status)


def fardigstall(request, pk, skede):
    """The list of what is missing and of what should be looked at; posted it is the processledare's word that the report is done."""
    beredskap = _fardighet(request, pk, skede)
    form = FardigstallForm(request.POST if request.method == "POST" else None, beredskap=beredskap)
    if request.method == "POST":
        require(beredskap.year, request.user, can_fardigstalla)
        act = partial(actions.fardigstall, beredskap.year, skede, by=request.user, visat=request.POST.get("version", ""))
        if form.is_valid() and forsok(form, act, **form.cleaned_data):
            messages.success(request, "Berättelsen är färdigställd. Nu kan direktören fastställa den.")
            return redirect("berattelse:fardigstall", pk, skede)
    return _sida(request, beredskap, form)


def anmarkning_godta(request, pk, skede):
    """Accept warnings with a reason."""
    beredskap = _fardighet(request, pk, skede, can_fardigstalla)
    if request.method != "POST":
        return redirect("berattelse:fardigstall", pk, skede)
    form = GodtaForm(request.POST, ogodtagna=beredskap.ogodtagna)
    if form.is_valid() and forsok(form, actions.godta, beredskap.year, form.valda, skal=form.cleaned_data["skal"], by=request.user):
        messages.success(request, "Anmärkningarna är godtagna.")
        return redirect("berattelse:fardigstall", pk, skede)
    return _sida(request, beredskap, FardigstallForm(beredskap=beredskap), form, status=400)


def faststall(request, pk, skede):
    """The director adopts, in the worker: all that she needs to see stands on the page first."""
    beredskap = _fardighet(request, pk, skede, can_faststalla)
    if request.method == "POST":
        return _faststall(request, beredskap)
    data = som_fryst(beredskap, request.user)
    context = {"year": beredskap.year, "f": beredskap, "skede": Skede(skede), "b": data}
    if data:
        context["ogon"] = hinder(data.utgava.samma_person, "fastställa den")
        forra = beredskap.forra_utgavan
        context |= {"siffror": siffror(data), "exempel": exempel(data)}
        idag, dag = timezone.localdate(), data.underskrift.datum
        context |= {"passerat": dag < idag, "kommande": dag > idag}
        context["andringar"] = per_del(jamfor(forra.data, data)) if forra else []
    return render(request, "berattelse/faststall.html", context)


def _faststall(request, beredskap):
    """Begin; what is over at once (no worker, or something in the way) is told at once."""
    year, skede, f = beredskap.year, beredskap.skede, beredskap.fardigstallande
    if not beredskap.kan_faststallas:
        messages.error(request, "Berättelsen är inte färdigställd, har ändrats sedan dess, eller är redan fastställd.")
        return redirect("berattelse:fardigstall", year.pk, skede)
    if request.POST.get("sett") != str(f.pk):
        messages.error(request, actions.utgava.NYTT_ORD)
        return redirect("berattelse:faststall", year.pk, skede)
    jobb = jobb_faststall.enqueue(f.pk, request.user.pk)
    if jobb.status == TaskResultStatus.SUCCESSFUL and jobb.return_value:
        messages.error(request, " ".join(jobb.return_value))
        return redirect("berattelse:fardigstall", year.pk, skede)
    if jobb.status == TaskResultStatus.SUCCESSFUL:
        messages.success(request, "Berättelsen är fastställd. Utgåvan ändras aldrig mer.")
    return redirect("berattelse:faststalls", year.pk, skede)


def faststalls(request, pk, skede):
    """How far the adopting has come; when it is done, to the edition."""
    beredskap = _fardighet(request, pk, skede, can_faststalla)
    f = beredskap.fardigstallande
    if f is None:
        utgava = Utgava.objects.filter(verksamhetsar=pk, skede=skede).gallande().first()
        vart = utgava.get_absolute_url() if utgava else reverse("berattelse:fardigstall", args=[pk, skede])
        return HttpResponseClientRedirect(vart) if request.htmx else redirect(vart)
    # The page asks every other second: the whole content is not gathered each time to know what it is called.
    text_nyckel, av = cache.get_or_set(f"omfang-{f.pk}-{f.sha256}", lambda: omfang(som_fryst(beredskap, request.user)), 60)
    context = {"year": beredskap.year, "skede": Skede(skede), "av": av, "jobb": jobblage(jobb_faststall, f.pk), "sett": f.pk}
    context["gjorda"] = antal_tryckta(text_nyckel)
    return render(request, "berattelse/_faststalls.html" if request.htmx else "berattelse/faststalls.html", context)


def faststall_pdf(request, pk, skede):
    """The PDF of exactly what would be adopted."""
    beredskap = _fardighet(request, pk, skede)
    namn = f"Verksamhetsberattelse-{beredskap.year}-att-faststalla.pdf"
    svar = svara_med_pdf(request, beredskap.year, FRYST, skede, namn, inline=True)
    return svar or redirect("berattelse:fardigstall", pk, skede)
