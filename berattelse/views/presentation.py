"""The year as slides, of the draft, an edition and a published one, on the screen and as PDF. `?kommun=` asks for its own set."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse

from berattelse.granskning.beredskap import utkast
from berattelse.skrift import presentation
from berattelse.views.publika import adress_till, publicerad
from berattelse.views.start import can_see_draft
from berattelse.views.utgavor import RADER
from samverkan.door import get_for_user
from samverkan.jobb import logga_lamnad
from samverkan.tryckning import en_gang
from samverkan.utifran.fil import svara_fil
from uppdrag.models import Verksamhetsar

YEARS = Verksamhetsar.objects.select_related("avtal")


def _kod(request, b):
    """The kommun whose set is asked for, "" for all. 404 for one that is no party, and for an edition that has no slides."""
    kod = request.GET.get("kommun", "")
    if not presentation.finns(b) or (kod and kod not in {k.kod for k in b.kommuner}):
        raise Http404
    return kod


def _skarm(request, b, tillbaka, pdf):
    kod = _kod(request, b)
    context = {"tillbaka": tillbaka, "pdf": f"{pdf}?kommun={kod}" if kod else pdf, "hela": request.path}
    return HttpResponse(presentation.som_html(b, kod, layout="berattelse/presentation_skarm.html", request=request, **context))


def _pdf(request, b):
    kod = _kod(request, b)
    fil = en_gang(presentation.som_html(b, kod), lambda html: presentation.tryckt(b, html))
    return svara_fil(fil, "application/pdf", presentation.filnamn(b, kod), inline=True)


def dokument_presentation(request, pk):
    year = get_for_user(YEARS, request.user, pk=pk, can=can_see_draft)
    tillbaka = reverse("berattelse:dokument_list", args=[year.pk])
    return _skarm(request, utkast(year, 1), tillbaka, reverse("berattelse:dokument_presentation_pdf", args=[year.pk]))


def dokument_presentation_pdf(request, pk):
    year = get_for_user(YEARS, request.user, pk=pk, can=can_see_draft)
    svar = _pdf(request, utkast(year, 1))
    return logga_lamnad(request, svar, year, "exporterade dokument", text=f"Bilder {year}", format="pdf")


def utgava_presentation(request, pk):
    utgava = get_for_user(RADER, request.user, pk=pk)
    return _skarm(request, utgava.data, utgava.get_absolute_url(), reverse("berattelse:utgava_presentation_pdf", args=[utgava.pk]))


def utgava_presentation_pdf(request, pk):
    utgava = get_for_user(RADER, request.user, pk=pk)
    return logga_lamnad(request, _pdf(request, utgava.data), utgava, "hämtade fil", fil="bilder")


@login_not_required
def publik_presentation(request, dnr, year, nummer):
    utgava = publicerad(dnr, year, nummer)
    adress = adress_till(utgava)
    return _skarm(request, utgava.data, reverse("publik:detail", kwargs=adress), reverse("publik:presentation_pdf", kwargs=adress))


@login_not_required
def publik_presentation_pdf(request, dnr, year, nummer):
    return _pdf(request, publicerad(dnr, year, nummer).data)
