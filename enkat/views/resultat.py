"""The compilation as page, PDF, Excel and CSV."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from enkat.models import Omgang
from enkat.resultat import export, sammanstallning
from enkat.resultat.rakning import read
from samverkan.door import get_for_user
from uppdrag.models import Verksamhetsar

RADER = Omgang.objects.select_related("verksamhetsar__avtal", "formular")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _hamta(request, pk):
    return get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_read_by)


def resultat_detail(request, pk):
    omgang = _hamta(request, pk)
    return render(request, "enkat/resultat_detail.html", sammanstallning.innehall(omgang) | {"leder": omgang.can_be_led_by(request.user)})


def _fil(vad, data, typ, andelse):
    namn = f"sammanstallning-{slugify(str(vad))}.{andelse}"
    return HttpResponse(data, content_type=typ, headers={"Content-Disposition": f'attachment; filename="{namn}"'})


def resultat_pdf(request, pk):
    omgang = _hamta(request, pk)
    return _fil(omgang, sammanstallning.som_pdf([sammanstallning.innehall(omgang)]), "application/pdf", "pdf")


def resultat_xlsx(request, pk):
    omgang = _hamta(request, pk)
    return _fil(omgang, export.som_xlsx(read(omgang)), XLSX, "xlsx")


def resultat_csv(request, pk, tabell):
    omgang = _hamta(request, pk)
    return _fil(f"{omgang} {tabell}", export.som_csv(read(omgang), tabell), "text/csv; charset=utf-8", "csv")


def year_pdf(request, pk):
    """All rounds of a year that she may read, in one document."""
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk)
    delar = sammanstallning.for_year(year, request.user)
    if not delar:
        raise PermissionDenied
    return _fil(year, sammanstallning.som_pdf(delar), "application/pdf", "pdf")
