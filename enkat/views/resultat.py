"""The compilation as page, PDF, Excel and CSV."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from enkat import export
from enkat.models import Omgang
from enkat.resultat import las, over_aren, tidigare
from enkat.vardetabell import las as las_vardetabell
from samverkan.door import get_for_user

RADER = Omgang.objects.select_related("verksamhetsar__avtal", "formular")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _hamta(request, pk):
    return get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_read_by)


def _innehall(omgang):
    resultat = las(omgang)
    tabell = las_vardetabell(omgang) if omgang.fragar_kommuner and not omgang.anonym else None
    return {"omgang": omgang, "r": resultat, "over_aren": over_aren(resultat, tidigare(omgang)), "tabell": tabell}


def resultat_detail(request, pk):
    omgang = _hamta(request, pk)
    return render(request, "enkat/resultat_detail.html", _innehall(omgang) | {"leder": omgang.can_be_led_by(request.user)})


def _fil(omgang, data, typ, andelse):
    namn = f"sammanstallning-{slugify(omgang.namn)}.{andelse}"
    return HttpResponse(data, content_type=typ, headers={"Content-Disposition": f'attachment; filename="{namn}"'})


def resultat_pdf(request, pk):
    omgang = _hamta(request, pk)
    return _fil(omgang, export.som_pdf(omgang, _innehall(omgang)), "application/pdf", "pdf")


def resultat_xlsx(request, pk):
    omgang = _hamta(request, pk)
    return _fil(omgang, export.som_xlsx(las(omgang)), XLSX, "xlsx")


def resultat_csv(request, pk):
    omgang = _hamta(request, pk)
    return _fil(omgang, export.som_csv(las(omgang)), "text/csv; charset=utf-8", "csv")
