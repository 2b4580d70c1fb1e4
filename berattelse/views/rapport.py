"""The report as it stands: as a page, as PDF, as Word, as data."""

from django.http import HttpResponse

from berattelse.granskning.beredskap import utkast
from berattelse.innehall.schema import som_json
from berattelse.skrift.rapport import som_html
from berattelse.tasks import UTKAST
from berattelse.views.fil import svara_med_pdf, svara_med_utkast_som_word
from berattelse.views.start import can_see_draft
from samverkan.door import get_for_user
from samverkan.jobb import logga_lamnad
from samverkan.utifran.fil import svara_fil
from uppdrag.models import Verksamhetsar


def _year(request, pk):
    return get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk, can=can_see_draft)


def _skede(request):
    """?skede=2 asks for the kommuner's judgement too."""
    return 2 if request.GET.get("skede") == "2" else 1


def report_html(request, pk):
    year = _year(request, pk)
    fore = "berattelse/_ur_fil.html" if year.ur_fil else ""
    return HttpResponse(som_html(utkast(year, _skede(request)), layout="berattelse/skarm.html", request=request, year=year, fore=fore))


def report_pdf(request, pk):
    year = _year(request, pk)
    svar = svara_med_pdf(request, year, UTKAST, _skede(request), f"Verksamhetsberattelse-{year}-utkast.pdf", inline=True)
    return _exporterat(request, svar, year, "pdf")


def report_docx(request, pk):
    year = _year(request, pk)
    svar = svara_med_utkast_som_word(request, year, _skede(request), f"Verksamhetsberattelse-{year}-utkast.docx")
    return _exporterat(request, svar, year, "docx")


def report_json(request, pk):
    year = _year(request, pk)
    svar = svara_fil(som_json(utkast(year, _skede(request))), "application/json", f"Verksamhetsberattelse-{year}-utkast.json")
    return _exporterat(request, svar, year, "json")


def _exporterat(request, svar, year, format_):
    vad = {"text": f"Verksamhetsberättelse {year}", "format": format_, "skede": _skede(request)}
    return logga_lamnad(request, svar, year, "exporterade utkast", **vad)
