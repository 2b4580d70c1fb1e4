"""The content of the edition that would be adopted now, to the letter: its number, its errata, and the result as booked."""

from dataclasses import replace

from berattelse.granskning.fyra_ogon import samma_person
from berattelse.innehall.korthet import bokford
from berattelse.innehall.schema import Utgavemarke
from berattelse.models import Skede, Utgava
from ekonomi.kapitel import som_bokford


def utgavemarke(year, fardigstallande, ersatter, av=None):
    """Which edition the next one is, adopted by `av` (the direktör of today, when not said)."""
    nummer = Utgava.objects.filter(verksamhetsar=year).count() + 1
    return Utgavemarke(
        nummer=nummer, marke=f"{year.avtal.dnr} {year} utgåva {nummer}", errata=fardigstallande.errata,
        ersatter=ersatter.nummer if ersatter else None, samma_person=samma_person(year, fardigstallande, av),
    )  # fmt: skip


def bokfort(innehall, ekonomi):
    """The content with `ekonomi`, the chapter of the booked result, on its first spread too; its state grants stand beside last year's."""
    ekonomi = replace(ekonomi, statsbidrag=innehall.ekonomi.statsbidrag)
    return replace(innehall, ekonomi=ekonomi, korthet=innehall.korthet and bokford(innehall.korthet, ekonomi))


def som_fryst(beredskap, av=None):
    """What `faststall` by `av` would freeze; None when nothing is said to be done."""
    innehall, f = beredskap.fardigstallt, beredskap.fardigstallande
    if innehall is None:
        return None
    if beredskap.skede == Skede.TILL_KOMMUNERNA:
        innehall = bokfort(innehall, som_bokford(innehall.ekonomi))
    return replace(innehall, utgava=utgavemarke(beredskap.year, f, beredskap.forra_utgavan, av))
