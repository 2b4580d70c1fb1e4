"""The form on paper as PDF: for those who answer, by account or by personal link, and for the processledare who hands it out."""

from django.utils.text import slugify

from enkat.blankett import som_pdf
from enkat.models import Deltagare
from enkat.oversikt import DELTAGARE
from samverkan.door import get_for_user
from samverkan.utifran.fil import svara_fil


def svar_blankett(request, pk):
    return _fil(get_for_user(DELTAGARE, request.user, pk=pk, can=Deltagare.can_be_printed_by))


def lank_blankett(request, svarande):
    return _fil(svarande.deltagare)


def _fil(deltagare):
    namn = f"blankett-{slugify(str(deltagare))}.pdf"
    return svara_fil(som_pdf(deltagare), "application/pdf", namn, inline=True)
