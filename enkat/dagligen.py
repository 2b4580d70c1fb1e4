"""What is due today in this room: openings, closings, reminders. Safe to run twice."""

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from enkat.actions import omgang as actions
from enkat.models import Omgang
from samverkan.brev import skickade
from samverkan.vardagar import ar_vardag


def kor():
    """Do it. Returns what was done, a sentence each, and which letters the mail server refused."""
    with skickade() as utfall:
        gjort = _gor(utfall)
    nekade = [f"Brevet till {u.till} kunde inte skickas: {u.fel}." for u in utfall if u.fel]
    return [text for text in gjort if text] + nekade


def _gor(utfall):
    idag = timezone.localdate()
    rader = Omgang.objects.select_related("verksamhetsar__avtal", "formular")
    gjort = [_stang(o, idag) for o in rader.filter(status=Omgang.Status.OPPEN, sista_dag__lt=idag)]
    if ar_vardag(idag):  # no letter goes on a red day
        gjort += [_oppna(o) for o in rader.filter(status=Omgang.Status.PLANERAD, oppnar__lte=idag)]
        gjort += [_skicka_om(o, utfall) for o in rader.filter(status=Omgang.Status.OPPEN, sista_dag__gte=idag)]
        gjort += [_paminn_andrade(o, utfall) for o in rader.exclude(status=Omgang.Status.PLANERAD).filter(_nagon_oppen(idag)).distinct()]
        gjort += [_paminn(o, idag, utfall) for o in rader.filter(status=Omgang.Status.OPPEN, sista_dag__gte=idag)]
    return gjort


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


def _tagna(utfall, act, *args, **kwargs):
    """How many of the letters of an act the mail server took: what it refused is told letter by letter."""
    fore = len(utfall)
    return act(*args, **kwargs) - sum(bool(u.fel) for u in utfall[fore:])


def _skicka_om(omgang, utfall):
    actions.kvittera_om(omgang)
    antal = _tagna(utfall, actions.skicka_om, omgang)
    return f"{omgang}: {antal} brev som inte hade kunnat skickas." if antal else ""


def _nagon_oppen(idag):
    """Rounds in which somebody may still answer: open, or opened again for one."""
    return Q(status=Omgang.Status.OPPEN, sista_dag__gte=idag) | Q(deltagare__oppen_till__gte=idag)


def _paminn_andrade(omgang, utfall):
    antal = _tagna(utfall, actions.paminn_andrade, omgang)
    return f"{omgang}: besked till {antal} om att ändringar inte räknas än." if antal else ""


def _paminn(omgang, idag, utfall):
    """The latest planned day that has come; who has had a letter since then gets no other.

    A day that was missed, when nothing ran, is left out when the next one is tomorrow: nobody is reminded two days in a row for that.
    """
    planerade = omgang.paminns()
    dagar = [dag for dag in planerade if dag <= idag]
    if not dagar or (dagar[-1] < idag and idag + timedelta(days=1) in planerade):
        return ""
    sedan = timezone.make_aware(datetime.combine(dagar[-1], time.min))
    antal = _tagna(utfall, actions.paminn, omgang, by=None, sedan=sedan)
    return f"{omgang}: påminnelse till {antal}." if antal else ""
