"""What is due today in this room: openings, closings, reminders. Safe to run twice."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from enkat.actions import omgang as actions
from enkat.dagar import ar_vardag
from enkat.models import Omgang


def kor():
    """Do it. Returns what was done, a sentence each."""
    idag = timezone.localdate()
    rader = Omgang.objects.select_related("verksamhetsar__avtal", "formular")
    gjort = [_oppna(o) for o in rader.filter(status=Omgang.Status.PLANERAD, oppnar__lte=idag)]
    gjort += [_stang(o, idag) for o in rader.filter(status=Omgang.Status.OPPEN, sista_dag__lt=idag)]
    if ar_vardag(idag):
        gjort += [_skicka_om(o) for o in rader.filter(status=Omgang.Status.OPPEN, sista_dag__gte=idag)]
        gjort += [_paminn(o, idag) for o in rader.filter(status=Omgang.Status.OPPEN, sista_dag__gte=idag)]
    return [text for text in gjort if text]


def _oppna(omgang):
    try:
        actions.oppna(omgang, by=None)
    except ValidationError as error:
        return f"{omgang} kunde inte öppnas: {' '.join(error.messages)}"
    return f"{omgang} är öppnad."


def _stang(omgang, idag):
    try:
        actions.stang(omgang, by=None, om=Q(sista_dag__lt=idag))
    except ValidationError:
        return ""  # somebody has just closed it, or given it more time
    return f"{omgang} är stängd."


def _skicka_om(omgang):
    antal = actions.skicka_om(omgang)
    return f"{omgang}: {antal} brev som inte hade kunnat skickas." if antal else ""


def _paminn(omgang, idag):
    """The latest planned day that has come; who has had a letter since then gets no other."""
    dagar = [dag for dag in omgang.paminns() if dag <= idag]
    if not dagar:
        return ""
    sedan = timezone.make_aware(datetime.combine(dagar[-1], time.min))
    antal = actions.paminn(omgang, by=None, sedan=sedan)
    return f"{omgang}: påminnelse till {antal}." if antal else ""
