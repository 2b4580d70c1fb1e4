"""The acts on the secret addresses of calendars: whoever knows one reads what its person may see, so she alone makes and withdraws it"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samverkan.door import log
from samverkan.lankar import ny_token
from uppdrag.models import Kalenderadress

SLUTAT = timedelta(days=365)  # so long unfetched an address is withdrawn
NYSS = timedelta(minutes=5)  # so near each other two fetches are told as one


@transaction.atomic
def skapa_adress(*, by, arena=None, year=None):
    """(the row, the token, which is told this once). The address there was before ceases to hold."""
    token, token_hash = ny_token()
    rad, new = Kalenderadress.objects.update_or_create(
        user=by, arena=arena, verksamhetsar=year, defaults={"token_hash": token_hash, "skapad": timezone.now(), "hamtad": None}
    )
    log(rad, "skapade kalenderadress" if new else "bytte kalenderadress", by=by)
    return rad, token


@transaction.atomic
def dra_tillbaka(adress, *, by):
    """The address ceases to hold."""
    log(adress, "drog tillbaka kalenderadress", by=by)
    adress.delete()


def notera_hamtning(adress):
    """When it was last fetched, for whoever asks herself whether anything still fetches it. Not an act of a person: not logged."""
    nu = timezone.now()
    rader = Kalenderadress.objects.filter(Q(hamtad__isnull=True) | Q(hamtad__lt=nu - NYSS), pk=adress.pk)
    return rader.update(hamtad=nu)


def rensa_adresser():
    """Those of closed accounts, and those nothing has fetched for a year. Returns how many."""
    grans = timezone.now() - SLUTAT
    gamla = Q(user__is_active=False) | Q(hamtad__lt=grans) | Q(hamtad__isnull=True, skapad__lt=grans)
    return Kalenderadress.objects.filter(gamla).delete()[0]
