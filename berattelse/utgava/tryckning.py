"""The files of an edition that is to be, printed before it is frozen, and how far that has come."""

from berattelse.innehall import schema
from berattelse.utgava.filer import FILER, kommunernas_pdf
from samverkan.models import Organisation
from samverkan.tryckning import PDF, behall, trycknyckel, tryckt, tryckta


def tryck_utgava(data):
    """Print every file of an edition that is to be, each kept as soon as it is made: a new run goes on where one ended."""
    text = schema.som_json(data)
    text_nyckel = trycknyckel(text)
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


def omfang(data):
    """(what the edition that is to be is known by, how many files it gets)."""
    return trycknyckel(schema.som_json(data)), len(FILER) + kommuner(data).count()


def framsteg(data):
    """(files printed, files in all) of an edition that is to be."""
    text_nyckel, av = omfang(data)
    return antal_tryckta(text_nyckel), av


def antal_tryckta(text_nyckel):
    return tryckta().filter(nyckel=text_nyckel).count()
