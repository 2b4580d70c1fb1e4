"""What is wrong with what this room does by the clock: rounds that should have opened or closed."""

from datetime import timedelta

from django.utils import timezone

from enkat.models import Omgang
from samverkan.kontroll import Kontroll
from samverkan.vardagar import senaste_vardag

EFTER = timedelta(days=2)  # the clock has had its morning


def omgangarna():
    grans = timezone.localdate() - EFTER
    rader = Omgang.objects.select_related("verksamhetsar__avtal", "formular")
    for omgang in rader.filter(status=Omgang.Status.OPPEN, sista_dag__lt=grans):
        yield f"{omgang} skulle ha stängts: sista dagen var {omgang.sista_dag}."
    for omgang in rader.filter(status=Omgang.Status.PLANERAD, oppnar__lt=senaste_vardag(grans)):
        yield f"{omgang} skulle ha öppnats {omgang.oppnar}."


KONTROLLER = (Kontroll("frågerundor", omgangarna),)
