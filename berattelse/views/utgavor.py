"""An edition's own page, its files, and what is done with it: signed, made for each kommun, published, sent, archived."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tasks import TaskResultStatus

from berattelse import actions, emails
from berattelse.actions.utgivning import mottagare, utan_mottagare
from berattelse.forms import SigneraForm, UtanforForm
from berattelse.granskning.fyra_ogon import gjort_av, hinder
from berattelse.models import Sandning, Utgava, Utgavefil, Vantandefil, filnamn
from berattelse.skrift.stratsys import som_stratsys
from berattelse.tasks import gor_kommunutgavor
from berattelse.utgava.arkiv import EXPORT
from berattelse.views.fil import TYPER
from berattelse.views.publika import adress_till
from samverkan.brev import webbadress
from samverkan.door import get_for_user
from samverkan.jobb import jobblage, logga_lamnad
from samverkan.sidor import forsok, steg
from samverkan.signering.nycklar import oppna_nyckel
from samverkan.utifran.datasvar import TEXT
from samverkan.utifran.fil import svara_fil
from samverkan.utifran.uppladdning import tar_emot

RADER = Utgava.objects.select_related(
    "verksamhetsar__avtal", "fardigstallande", "av", "ersatter", "ersatt_av", "signatur__av", "publicering__av"
)
SANDNINGAR = Prefetch("sandningar", Sandning.objects.select_related("organisation").prefetch_related("hamtningar"))
VANTANDE = Vantandefil.objects.defer("innehall").select_related(
    "utgava__verksamhetsar__avtal", "utgava__ersatt_av", "utgava__signatur", "av"
)


def kommunlage(utgava):
    """[(kommun's name, its file or None)], and how many are made of how many."""
    gjorda = utgava.filer.filter(kommun__isnull=False).select_related("kommun", "utgava__verksamhetsar").defer("innehall")
    filer = {f.kommun.kod: f for f in gjorda}
    rader = [(k.namn, filer.get(k.kod)) for k in utgava.data.kommuner]
    gjorda = sum(fil is not None for _, fil in rader)
    klara = gjorda == len(rader)
    return {"rader": rader, "gjorda": gjorda, "av": len(rader)} | _arbetet(utgava, klara)


def _arbetet(utgava, klara):
    """Is a worker making them, or are they waiting for one? Did the latest try fail?"""
    return {"pagar": False, "misslyckat": False} if klara else jobblage(gor_kommunutgavor, utgava.pk)


def utgava_detail(request, pk):
    utgava, user = get_for_user(RADER.prefetch_related(SANDNINGAR), request.user, pk=pk), request.user
    context = {
        "utgava": utgava,
        "year": utgava.verksamhetsar,
        "filer": utgava.filer.filter(kommun__isnull=True).defer("innehall").select_related("utgava__verksamhetsar"),
        "kommuner": kommunlage(utgava),
        "kan": {act: getattr(utgava, f"can_be_{act}_by")(user) for act in ("signed", "published", "distributed")},
        "regional": utgava.avtal.can_read_draft(user),
    }
    if context["kan"]["signed"]:
        context["ogon"] = hinder(gjort_av(user, utgava.verksamhetsar, utgava.fardigstallande), "signera den")
    if utgava.is_publicerad:
        adress = adress_till(utgava)
        context |= {"publik_url": reverse("publik:detail", kwargs=adress), "andringar_url": reverse("publik:andringar", kwargs=adress)}
    return render(request, "berattelse/utgava_detail.html", context)


def utgava_fil(request, pk, fil_pk):
    utgava = get_for_user(RADER, request.user, pk=pk)
    fil = get_object_or_404(utgava.filer.select_related("kommun", "utgava__verksamhetsar"), pk=fil_pk)
    return logga_lamnad(request, svara_fil(fil.innehall, TYPER[fil.sort], fil.filnamn), utgava, "hämtade fil", fil=fil.filnamn)


def utgava_signerad(request, pk):
    """The signed file."""
    utgava = get_for_user(RADER.filter(signatur__isnull=False), request.user, pk=pk)
    svar = svara_fil(utgava.signatur.innehall, TYPER["pdf"], filnamn(utgava, "pdf", tillagg="signerad"))
    return logga_lamnad(request, svar, utgava, "hämtade fil", fil="signerad")


def utgava_stratsys(request, pk):
    """Its key figures as a sheet to read into Stratsys."""
    utgava = get_for_user(RADER, request.user, pk=pk)
    svar = svara_fil(som_stratsys(utgava.data), TEXT, filnamn(utgava, "txt", tillagg="stratsys"))
    return logga_lamnad(request, svar, utgava, "hämtade fil", fil="stratsys")


def utgava_arkiv(request, pk):
    """The archive package: for the region's own people."""
    utgava = get_for_user(RADER, request.user, pk=pk)
    if not utgava.avtal.can_read_draft(request.user):
        raise PermissionDenied
    uuid, data = actions.ta_ut_arkivpaket(utgava, by=request.user)
    svar = svara_fil(data, "application/zip", filnamn(utgava, "zip", tillagg="arkiv"))
    return logga_lamnad(request, svar, utgava, EXPORT, uuid=uuid)


@tar_emot(SigneraForm)
def utgava_signera(request, pk):
    """Sign in the program."""
    utgava = get_for_user(RADER, request.user, pk=pk, can=Utgava.can_be_signed_by)
    form = SigneraForm(request.POST or None, request.FILES or None, val=settings.SIGNERING)
    if form.is_valid() and forsok(form, _signera, utgava, form, request.user):
        messages.success(request, "Utgåvan är signerad.")
        return redirect(utgava)
    return render(request, "berattelse/utgava_signera.html", {"form": form, "utgava": utgava, "year": utgava.verksamhetsar})


def _signera(utgava, form, user):
    with oppna_nyckel(form.cleaned_data) as (undertecknare, sakring):
        actions.signera(utgava, undertecknare, by=user, sakring=sakring, obetrodd=form.cleaned_data["obetrodd"])


@tar_emot(UtanforForm)
def utgava_signera_utanfor(request, pk):
    """Sign in another service: fetch, sign there, hand in, and then see what was handed in."""
    utgava = get_for_user(RADER, request.user, pk=pk, can=Utgava.can_be_signed_by)
    form = UtanforForm(request.POST or None, request.FILES or None)
    if form.is_valid() and forsok(form, actions.signera_utanfor, utgava, form.cleaned_data["fil"].read(), by=request.user):
        return redirect(utgava.vantande.filter(av=request.user).last())
    context = {
        "form": form, "utgava": utgava, "year": utgava.verksamhetsar, "vantande": utgava.vantande.defer("innehall").select_related("av"),
        "pdf": utgava.filer.defer("innehall").get(sort=Utgavefil.Sort.PDF, kommun__isnull=True),
    }  # fmt: skip
    return render(request, "berattelse/utgava_signera_utanfor.html", context)


def vantandefil_detail(request, pk):
    """What was found in a file signed elsewhere, before anybody keeps it."""
    fil = get_for_user(VANTANDE, request.user, pk=pk, can=Vantandefil.can_be_answered_by)
    context = {"fil": fil, "utgava": fil.utgava, "year": fil.utgava.verksamhetsar}
    return render(request, "berattelse/vantandefil_detail.html", context)


@require_POST
def vantandefil_behall(request, pk):
    fil = get_for_user(VANTANDE, request.user, pk=pk, can=Vantandefil.can_be_answered_by)
    steg(request, "Den signerade filen är sparad. Utgåvan är signerad.", actions.behall, fil, by=request.user)
    return redirect(fil.utgava)


@require_POST
def vantandefil_kasta(request, pk):
    fil = get_for_user(VANTANDE, request.user, pk=pk, can=Vantandefil.can_be_answered_by)
    steg(request, "Filen är kastad. Utgåvan är inte signerad.", actions.kasta, fil, by=request.user)
    return redirect(fil.utgava)


@require_POST
def utgava_kommuner(request, pk):
    """Make the editions of the kommuner: in the background when there is a worker."""
    utgava = get_for_user(RADER, request.user, pk=pk, can=Utgava.can_be_distributed_by)
    jobb = gor_kommunutgavor.enqueue(utgava.pk, request.user.pk)
    lage = kommunlage(utgava)
    if jobb.status == TaskResultStatus.FAILED:
        messages.error(request, "Arbetet avbröts av ett fel. De utgåvor som är gjorda finns kvar; försök igen, så görs resten.")
    elif lage["gjorda"] == lage["av"]:
        messages.success(request, "Kommunernas utgåvor är gjorda.")
    else:
        messages.success(request, "Kommunernas utgåvor görs nu. Det tar en stund; sidan visar hur långt det är kommet.")
    return redirect(f"{utgava.get_absolute_url()}#kommuner")


def utgava_framsteg(request, pk):
    """How many of the kommuner's editions are made: a fragment that asks again until all are."""
    utgava = get_for_user(RADER, request.user, pk=pk)
    return render(request, "berattelse/_kommunutgavor.html", {"utgava": utgava, "kommuner": kommunlage(utgava)})


@require_POST
def utgava_publicera(request, pk):
    utgava = get_for_user(RADER, request.user, pk=pk, can=Utgava.can_be_published_by)
    steg(request, "Utgåvan är publicerad.", actions.publicera, utgava, by=request.user)
    return redirect(utgava)


def utgava_distribuera(request, pk):
    """To whom it will be sent, and the sending."""
    utgava = get_for_user(RADER, request.user, pk=pk, can=Utgava.can_be_distributed_by)
    if request.method == "POST":
        steg(
            request, emails.antal_sanda, actions.distribuera, utgava,
            by=request.user, adress=lambda token: webbadress(reverse("publik:hamta", args=[token])),
        )  # fmt: skip
        return redirect(f"{utgava.get_absolute_url()}#distribution")
    fatt = set(utgava.sandningar.values_list("epost", flat=True))
    context = {"utgava": utgava, "year": utgava.verksamhetsar, "kommuner": kommunlage(utgava)}
    context["utan"] = utan_mottagare(utgava)
    context["rader"] = [(*rad, rad[2] in fatt) for rad in mottagare(utgava)]
    return render(request, "berattelse/utgava_distribuera.html", context)
