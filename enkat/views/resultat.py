"""The compilation as page, PDF, Excel and CSV."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from enkat.models import Omgang
from enkat.resultat import export, sammanstallning
from enkat.resultat.rakning import read
from samverkan.door import get_for_user
from samverkan.jobb import svara_med_pdf
from samverkan.tabell import XLSX
from samverkan.utifran.fil import svara_fil
from uppdrag.models import Verksamhetsar

RADER = Omgang.objects.select_related("verksamhetsar__avtal", "formular")


def _hamta(request, pk):
    return get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_read_by)


def resultat_detail(request, pk):
    omgang = _hamta(request, pk)
    return render(request, "enkat/resultat_detail.html", sammanstallning.innehall(omgang) | {"leder": omgang.can_be_led_by(request.user)})


def _namn(vad, andelse):
    return f"sammanstallning-{slugify(str(vad))}.{andelse}"


def _fil(vad, data, typ, andelse):
    return svara_fil(data, typ, _namn(vad, andelse))


def resultat_pdf(request, pk):
    omgang = _hamta(request, pk)
    smulor = [(reverse("enkat:resultat_detail", args=[pk]), f"Sammanställning: {omgang}")]
    text = sammanstallning.som_html([sammanstallning.innehall(omgang)])
    return svara_med_pdf(request, text, "enkat.tasks.omgangens", (pk,), _namn(omgang, "pdf"), smulor=smulor)


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
    text, smulor = sammanstallning.som_html(delar), [(reverse("enkat:start"), "Enkät och värdering")]
    return svara_med_pdf(request, text, "enkat.tasks.arets", (pk, request.user.pk), _namn(year, "pdf"), smulor=smulor)
