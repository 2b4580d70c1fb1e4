"""Work that takes longer than a request: the compilation printed."""

from functools import partial

from enkat.models import Omgang
from enkat.resultat import sammanstallning
from samverkan.models import User
from samverkan.pdf.render import render_pdf
from uppdrag.models import Verksamhetsar


def utskriften(html):
    """(a text that says all that is printed, what prints it)."""
    return html, partial(render_pdf, html)


def omgangens(pk):
    """What samverkan.tasks.tryck asks for, of one round."""
    omgang = Omgang.objects.select_related("verksamhetsar__avtal", "formular").get(pk=pk)
    return utskriften(sammanstallning.som_html([sammanstallning.innehall(omgang)]))


def arets(pk, user_pk):
    """The same of a year: the rounds that this person may read."""
    year, user = Verksamhetsar.objects.select_related("avtal").get(pk=pk), User.objects.get(pk=user_pk)
    return utskriften(sammanstallning.som_html(sammanstallning.for_year(year, user)))
