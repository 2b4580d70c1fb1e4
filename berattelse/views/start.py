"""The start page and the year's overview: what is done, what is missing, whose turn it is."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.forra.intaget import intagen_i
from berattelse.granskning.arssida import Arssida, rader
from berattelse.granskning.startsidan import Startsida
from berattelse.innehall.kommunaret import can_see_kommunaret, kommunaret
from berattelse.innehall.nasta import burit_till
from ekonomi.folkmangd.nyckel import kommunparter_i
from samverkan.door import get_for_user
from uppdrag.models import Verksamhetsar

AKTER = ("opened", "locked", "unlocked", "planned", "edited", "continued")


def start(request):
    return render(request, "berattelse/start.html", {"sida": Startsida(request.user)})


def year_overview(request, pk):
    year = get_for_user(rader(), request.user, pk=pk, can=can_see_draft)
    kan = {act: getattr(year, f"can_be_{act}_by")(request.user) for act in AKTER}
    context = {
        "year": year,
        "sida": Arssida(year, request.user),
        "kan": kan,
        "intagen": intagen_i(year) if year.ur_fil else None,
        "burit": burit_till(year),
        "utgavor": year.utgavor.select_related("signatur", "publicering", "ersatt_av"),
    }
    return render(request, "berattelse/year_overview.html", context)


def kommun_detail(request, pk, kommun):
    """One kommun's year, for whom it is (can_see_kommunaret); 404 for everybody else. A piece of it stands on its people's start page."""
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk)
    organisation = get_object_or_404(kommunparter_i(year.avtal), pk=kommun)
    aret = kommunaret(year, organisation.kod) if can_see_kommunaret(year, organisation, request.user) else None
    if aret is None:
        raise Http404
    far_lasa = aret.omgang is not None and aret.omgang.can_be_read_by(request.user)
    context = {"year": year, "kommun": organisation, "aret": aret, "korta": 6 if request.htmx else None, "far_lasa": far_lasa}
    return render(request, "berattelse/_kommunaret.html" if request.htmx else "berattelse/kommun_detail.html", context)


def can_see_draft(year, user):
    return year.avtal.can_read_draft(user)


@require_POST
def year_skapa_avsnitt(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    antal = actions.skapa_avsnitt(year, by=request.user)
    messages.success(request, f"{antal} avsnitt lades till." if antal else "Alla avsnitt fanns redan.")
    return redirect("berattelse:year_overview", year.pk)
