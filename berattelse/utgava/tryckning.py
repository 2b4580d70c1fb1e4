"""Files are printed once from the content they say, and kept until an edition has taken them over or two days have gone.

What is kept is only work saved: whoever finds nothing prints anew, so a process may be killed wherever it is.
"""

import hashlib
from datetime import timedelta

from django.utils import timezone

from berattelse.innehall import schema
from berattelse.models import Utskrift
from berattelse.utgava.filer import FILER, kommunernas_pdf
from samverkan.models import Organisation

SPARAS = timedelta(days=2)
PDF = "pdf"


def nyckel(text):
    """What a content is known by."""
    return hashlib.sha256(text.encode()).hexdigest()


def tryckt(text_nyckel, sort=PDF, kommun=None):
    """The file, or None when it is not printed."""
    rad = Utskrift.objects.filter(nyckel=text_nyckel, sort=sort, kommun=kommun, skapad__gt=timezone.now() - SPARAS).first()
    return bytes(rad.innehall) if rad else None


def behall(text_nyckel, data, sort=PDF, kommun=None):
    """Keep what is printed. Of two who print the same at once, one row is kept."""
    Utskrift.objects.filter(skapad__lte=timezone.now() - SPARAS).delete()
    Utskrift.objects.bulk_create([Utskrift(nyckel=text_nyckel, sort=sort, kommun=kommun, innehall=data)], ignore_conflicts=True)


def tryck_utgava(data):
    """Print every file of an edition that is to be, each kept as soon as it is made: a new run goes on where one ended."""
    text = schema.som_json(data)
    text_nyckel = nyckel(text)
    for sort, gor in FILER.items():
        if tryckt(text_nyckel, sort) is None:
            behall(text_nyckel, gor(data), sort)
    kvar = {k.kod: k for k in kommuner(data) if tryckt(text_nyckel, PDF, k) is None}
    for kod, pdf in kommunernas_pdf(text, sorted(kvar)):
        behall(text_nyckel, pdf, PDF, kvar[kod])


def kommuner(data):
    """The kommuner that get an edition of their own."""
    koder = [k.kod for k in data.kommuner]
    return Organisation.objects.filter(sort=Organisation.Sort.KOMMUN, kod__in=koder).order_by("kod")


def framsteg(data):
    """(files printed, files in all) of an edition that is to be."""
    gjorda = Utskrift.objects.filter(nyckel=nyckel(schema.som_json(data)), skapad__gt=timezone.now() - SPARAS).count()
    return gjorda, len(FILER) + kommuner(data).count()
