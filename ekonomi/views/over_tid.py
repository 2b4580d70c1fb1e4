"""The money over the years: a page, and the same as Excel."""

from django.shortcuts import render

from ekonomi.models import can_see_ekonomi
from ekonomi.over_tid import over_tid as samlat
from ekonomi.over_tid import som_xlsx
from samverkan.door import get_for_user
from samverkan.tabell import XLSX
from samverkan.utifran.fil import svara_fil
from uppdrag.models import Avtal


def _avtal(request, pk):
    return get_for_user(Avtal.objects.regionala_for(request.user), request.user, pk=pk, can=can_see_ekonomi)


def over_tid(request, pk):
    avtal = _avtal(request, pk)
    return render(request, "ekonomi/over_tid.html", {"avtal": avtal, "o": samlat(avtal)})


def over_tid_xlsx(request, pk):
    return svara_fil(som_xlsx(samlat(_avtal(request, pk))), XLSX, "ekonomin-over-aren.xlsx")
