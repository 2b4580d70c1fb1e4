"""A limit on what one address may try, for doors that are open to all. Counted in the database, so that every process counts the same.

The count is of a window of time, so that what a whole town hall tries does not add up over a day. Of many who try at once each is
counted: the database adds one, nobody writes what she has read.
"""

import hashlib
import time
from datetime import UTC, datetime

from allauth.account.adapter import get_adapter
from django.db.models import F
from django.utils import timezone

from samverkan.models import Forsok

TID = 10 * 60  # seconds


def _nyckel(request, vad):
    """What is tried, from where and in which window; whose address it is cannot be read from it."""
    return hashlib.sha256(f"{vad} {get_adapter().get_client_ip(request)} {_fonster()}".encode()).hexdigest()


def _fonster():
    return int(time.time()) // TID


def sparrad(request, vad, hogst):
    """Has this address tried `vad` at least `hogst` times in this window?"""
    return Forsok.objects.filter(nyckel=_nyckel(request, vad), antal__gte=hogst).exists()


def rakna(request, vad):
    """One more try of `vad` from this address. Returns how many there have been in this window: at least so many as it was itself."""
    forsok = Forsok.objects.filter(nyckel=_nyckel(request, vad))
    if not forsok.update(antal=F("antal") + 1):
        till = datetime.fromtimestamp((_fonster() + 1) * TID, UTC)
        Forsok.objects.bulk_create([Forsok(nyckel=_nyckel(request, vad), till=till)], ignore_conflicts=True)
        forsok.update(antal=F("antal") + 1)
    return forsok.values_list("antal", flat=True).first() or 1


def rensa_forsok():
    """Forget the windows that are over. Returns how many."""
    return Forsok.objects.filter(till__lt=timezone.now()).delete()[0]
