"""The report's section beside the question: for those who answer, by account or by personal link."""

from django.http import Http404
from django.shortcuts import render

from berattelse.innehall.sektioner import Underlag, sektion
from berattelse.models import Avsnitt
from enkat.blad import Blad


def avsnitt_for_svar(request, svarande, uppdrag_pk):
    """The approved section of an uppdrag that the kommun takes part in; before it is approved a word about that."""
    uppdrag = next((u for u in Blad(svarande.deltagare).uppdrag if u.pk == uppdrag_pk), None)
    if uppdrag is None:
        raise Http404
    year = svarande.deltagare.omgang.verksamhetsar
    rader = Avsnitt.objects.select_related("verksamhetsar__avtal", "uppdrag__avtal", "rubrik", "annat_avtal")
    avsnitt = rader.filter(verksamhetsar=year, uppdrag=uppdrag, status=Avsnitt.Status.GODKAND).first()
    context = {
        "uppdrag": uppdrag,
        "year": year,
        "tillbaka": svarande.url("start"),
        "sektion": sektion(avsnitt, Underlag(year)) if avsnitt else None,
    }
    return render(request, "berattelse/avsnitt_for_svar.html", context)
