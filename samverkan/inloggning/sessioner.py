"""Where somebody is logged in (device, address, since when), written down at login so that no page asks for it; how a session ends."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

# What a browser calls itself begins with the names of those it is like: the first that fits is the one.
WEBBLASARE = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox|FxiOS", "Firefox"), ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEM = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux|CrOS", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class Inloggning:
    pk: int
    enhet: str
    adress: str
    sedan: datetime
    denna: bool  # the one that asks


def enhetsnamn(user_agent):
    """Chrome på Windows: as its owner would call it."""
    webblasare = _forsta(WEBBLASARE, user_agent) or "Okänd webbläsare"
    system = _forsta(SYSTEM, user_agent)
    return f"{webblasare} på {system}" if system else webblasare


def _forsta(namn, text):
    return next((kallas for monster, kallas in namn if re.search(monster, text)), "")


def hennes(user, nyckel):
    """[Inloggning] of the sessions that are open, the latest first, by two queries; `nyckel` is that of the one that asks."""
    rader = list(UserSession.objects.filter(user=user).order_by("-created_at", "-pk"))
    oppna = Session.objects.filter(session_key__in=[rad.session_key for rad in rader], expire_date__gte=timezone.now())
    galler = {session.session_key for session in oppna if _galler(session, user)}
    return [
        Inloggning(rad.pk, enhetsnamn(rad.user_agent), rad.ip, rad.created_at, rad.session_key == nyckel)
        for rad in rader if rad.session_key in galler
    ]  # fmt: skip


def andra(user, nyckel):
    """The rows of hers that tell of other sessions than the one that asks."""
    return UserSession.objects.filter(user=user).exclude(session_key=nyckel)


def _galler(session, user):
    """Does it bear what a session of hers must bear? A new password or address has ended the others."""
    return constant_time_compare(session.get_decoded().get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())


def avsluta(nycklar):
    Session.objects.filter(session_key__in=nycklar).delete()
    UserSession.objects.filter(session_key__in=nycklar).delete()


def avsluta_alla(user, *, utom=None):
    """End every session of hers, those too that nobody wrote down; how many. Walks all that are open: for what is seldom done."""
    oppna = Session.objects.filter(expire_date__gte=timezone.now()).iterator()
    nycklar = [s.session_key for s in oppna if s.session_key != utom and s.get_decoded().get(SESSION_KEY) == str(user.pk)]
    avsluta(nycklar)
    UserSession.objects.filter(user=user).exclude(session_key=utom or "").delete()
    return len(nycklar)


def stanna_kvar(request, user):
    """She who has changed what a session must bear goes on in this one, which then has another key."""
    gammal = request.session.session_key
    update_session_auth_hash(request, user)
    UserSession.objects.filter(session_key=gammal).update(session_key=request.session.session_key)


def rensa():
    """Take away what tells of sessions that are no more; how many."""
    oppna = Session.objects.filter(expire_date__gte=timezone.now()).values("session_key")
    return UserSession.objects.exclude(session_key__in=oppna).delete()[0]
