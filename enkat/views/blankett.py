"""The form on paper as PDF: for those who answer, by account or by personal link, and for the processledare who hands it out."""

from django.http import HttpResponse
from django.utils.text import slugify

from enkat.blankett import som_pdf
from enkat.models import Deltagare
from enkat.oversikt import DELTAGARE
from samverkan.door import get_for_user


def svar_blankett(request, pk):
    return _fil(get_for_user(DELTAGARE, request.user, pk=pk, can=Deltagare.can_be_printed_by))


def lank_blankett(request, svarande):
    return _fil(svarande.deltagare)


def _fil(deltagare):
    namn = f"blankett-{slugify(str(deltagare))}.pdf"
    return HttpResponse(som_pdf(deltagare), content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{namn}"'})
