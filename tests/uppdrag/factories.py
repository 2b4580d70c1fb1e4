"""Rows only this room's tests need. Plain, with overrides; nothing is random."""

from datetime import date

from uppdrag.models import Avtalsversion, Beskrivning, Omrade, Uppdragsomrade


def version(avtal, beteckning="2019", *omraden, **fields):
    row = Avtalsversion.objects.create(avtal=avtal, beteckning=beteckning, **{"fran": date(2019, 1, 1)} | fields)
    for ordning, namn in enumerate(omraden, 1):
        Omrade.objects.create(version=row, namn=namn, ordning=ordning)
    return row


def placera(uppdrag, omrade):
    return Uppdragsomrade.objects.create(uppdrag=uppdrag, omrade=omrade)


def beskrivning(uppdrag, text="Uppdraget ska samordna.", **fields):
    return Beskrivning.objects.create(uppdrag=uppdrag, text=text, **{"fran": date(2019, 1, 1)} | fields)
