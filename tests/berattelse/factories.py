"""The plainest section of each kind."""

from berattelse.models import Aktivitet, Avsnitt, Projekt, Resultat
from tests import factories

Status = Avsnitt.Status


def avsnitt(hus, **fields):
    """The section of the house's uppdrag; `year`, `uppdrag`, `status` and texts may be said."""
    year = fields.pop("year", hus.year)
    fields.setdefault("uppdrag", hus.uppdrag)
    return Avsnitt.objects.create(verksamhetsar=year, sort=Avsnitt.Sort.UPPDRAG, **fields)


def inledning(hus, **fields):
    return Avsnitt.objects.create(verksamhetsar=hus.year, sort=Avsnitt.Sort.INLEDNING, **fields)


def annat_avtal(hus, **fields):
    """The section of another agreement that hangs beside the house's."""
    sidoavtal = factories.avtal([hus.region, hus.berg], titel="Skol-IT", huvudavtal=hus.avtal)
    return Avsnitt.objects.create(verksamhetsar=hus.year, sort=Avsnitt.Sort.ANNAT_AVTAL, annat_avtal=sidoavtal, **fields)


def forra_aret(hus, **texter):
    """Last year, locked, with a section of its own for the same uppdrag."""
    year = factories.verksamhetsar(hus.avtal, 2021, status="locked")
    return avsnitt(hus, year=year, status=Status.GODKAND, **texter)


def aktivitet(avsnitt, text="Lärcentrum har mötts", **fields):
    return Aktivitet.objects.create(
        verksamhetsar=avsnitt.verksamhetsar, uppdrag=avsnitt.uppdrag, annat_avtal=avsnitt.annat_avtal, text=text, **fields
    )


def resultat(avsnitt, text="Filialer har öppnat", **fields):
    return Resultat.objects.create(
        verksamhetsar=avsnitt.verksamhetsar, uppdrag=avsnitt.uppdrag, annat_avtal=avsnitt.annat_avtal, text=text, **fields
    )


def projekt(avsnitt, namn, kolumn="Transporter", **fields):
    return Projekt.objects.create(verksamhetsar=avsnitt.verksamhetsar, uppdrag=avsnitt.uppdrag, kolumn=kolumn, namn=namn, **fields)


def lock(year):
    year.status = "locked"
    year.save(update_fields=["status"])
