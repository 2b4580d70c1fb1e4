"""The form on paper: what a chair takes to her meeting, with boxes to tick and lines to write on."""

from django.template.loader import render_to_string
from django.utils import timezone

from enkat.blad import Blad
from samverkan.pdf.render import render_pdf
from samverkan.tryckning import en_gang
from uppdrag.kontakt import avsandare


def som_pdf(deltagare):
    """PDF/UA-1 and PDF/A-2a: the questions as they are put to this respondent, with nothing answered."""
    omgang = deltagare.omgang
    fran = avsandare(omgang.avtal)
    b = {
        "titel": "Blankett att fylla i på papper",
        "undertitel": f"{omgang.namn}, {deltagare}",
        "av": fran.region,
        "skapad": timezone.localdate(),
        "exempel": omgang.formular.exempel,
    }
    context = {"b": b, "deltagare": deltagare, "omgang": omgang, "sidor": Blad(deltagare).sidor, "avsandare": fran}
    return en_gang(render_to_string("enkat/blankett_tryck.html", context), render_pdf)
