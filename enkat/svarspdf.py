"""One handed-in answer as a document: what the receipt carries and the page shows."""

from itertools import groupby

from django.template.loader import render_to_string
from django.utils import timezone

from samverkan.pdf.render import render_pdf


def avsnitt(inlamning):
    """[(heading, answers)] in the order of the form."""
    rader = inlamning.svar.select_related("fraga__avdelning", "uppdrag", "alternativ")
    ordnade = rader.order_by("fraga__avdelning__ordning", "uppdrag__ordning", "uppdrag__namn", "fraga__ordning", "pk")
    return [(rubrik, list(svar)) for rubrik, svar in groupby(ordnade, key=lambda s: str(s.uppdrag or s.fraga.avdelning))]


def som_pdf(inlamning):
    """PDF/UA-1 and PDF/A-2a."""
    deltagare = inlamning.deltagare
    omgang = deltagare.omgang
    dag = timezone.localdate(inlamning.tid)
    b = {
        "titel": f"Svar från {deltagare}",
        "undertitel": omgang.namn,
        "av": inlamning.av,
        "skapad": dag,
        "dnr": omgang.verksamhetsar.dnr,
        "dnr_exempel": omgang.verksamhetsar.dnr_exempel,
        "exempel": omgang.exempel,
    }
    context = {"b": b, "inlamning": inlamning, "omgang": omgang, "avsnitt": avsnitt(inlamning)}
    return render_pdf(render_to_string("enkat/svar_tryck.html", context))
