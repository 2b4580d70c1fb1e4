"""Files are printed once from the content they say, in the shape the program gives it, and kept until taken over or two days have gone.

What is kept is only work saved: whoever finds nothing prints anew, so a process may be killed wherever it is.
"""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samverkan.models import Utskrift
from samverkan.pdf.utforande import utforande

SPARAS = timedelta(days=2)
HOGST = 1000  # files kept at most: more than a region with all its kommuner prints at once
ARBETET_MINNS = timedelta(days=14)  # how long it is remembered how a piece of work went
PDF = "pdf"


def nyckel(text):
    """What a content is known by."""
    return hashlib.sha256(text.encode()).hexdigest()


def trycknyckel(text):
    """What a printed file of a content is known by: another template, another style or another program prints anew."""
    return nyckel(f"{utforande(settings.BASE_DIR)} {text}")


def en_gang(html, gor):
    """The file that `gor` makes of a document of a page or two, within the request: the same document is printed once."""
    text_nyckel = trycknyckel(html)
    fil = tryckt(text_nyckel)
    if fil is None:
        fil = gor(html)
        behall(text_nyckel, fil)
    return fil


def tryckta():
    """The files that are still kept."""
    return Utskrift.objects.filter(skapad__gt=timezone.now() - SPARAS)


def tryckt(text_nyckel, sort=PDF, kommun=None):
    """The file, or None when it is not printed."""
    rad = tryckta().filter(nyckel=text_nyckel, sort=sort, kommun=kommun).first()
    return bytes(rad.innehall) if rad else None


def behall(text_nyckel, data, sort=PDF, kommun=None):
    """Keep what is printed. Of two who print the same at once, one row is kept."""
    rensa_filer()
    Utskrift.objects.bulk_create([Utskrift(nyckel=text_nyckel, sort=sort, kommun=kommun, innehall=data)], ignore_conflicts=True)


def rensa_filer():
    """Take away the files that have been kept their time, and the oldest when they are too many. Returns how many."""
    gamla = Utskrift.objects.filter(skapad__lte=timezone.now() - SPARAS).delete()[0]
    over = Utskrift.objects.order_by("-skapad", "-pk").values_list("pk", flat=True)[HOGST:]
    return gamla + Utskrift.objects.filter(pk__in=list(over)).delete()[0]


def rensa_arbeten():
    """Forget how old pieces of work went, also those whose worker was killed. Returns how many."""
    return DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - ARBETET_MINNS).delete()[0]
