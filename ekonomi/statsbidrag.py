"""The state grants of a year as they are told: what came in and what became of it, in kronor and in printed tkr that foot."""

from dataclasses import replace

from ekonomi.models import Statsbidrag
from ekonomi.resultat import tkr_belopp, tkr_delar
from ekonomi.schema import Statsbidragstabell, Statsbidragsuppgift
from samverkan.svenska import till_tkr

UT = Statsbidragsuppgift.UT


def statsbidrag_for(year, rows=None):
    """The state grants of the year, apart from the ersättning, in the order of the uppdrag. `rows`: when they are read."""
    rows = list(Statsbidrag.objects.filter(verksamhetsar=year).select_related("uppdrag")) if rows is None else rows
    tkr = tkr_belopp([row.belopp for row in rows])
    return Statsbidragstabell(
        rader=[
            Statsbidragsuppgift(
                namn=row.namn, uppdrag_id=row.uppdrag_id, uppdrag=row.uppdrag.namn, redovisas=row.redovisas, belopp=row.belopp,
                tkr=avrundat, formedlat=row.formedlat, redovisat=row.redovisat, ingaende=row.ingaende, formedlat_till=row.formedlat_till,
                anvant=row.anvant, aterbetalas=row.aterbetalas, overfors=row.overfors, redovisad=row.redovisad, **_tkr(row, avrundat),
            )
            for row, avrundat in zip(rows, tkr, strict=True)
        ],
        summa=sum(row.belopp for row in rows), summa_tkr=sum(tkr),
    )  # fmt: skip


def _tkr(row, mottaget):
    """The other amounts of a grant as printed. When all are known, what went out is what came in, in tkr too."""
    ut = [getattr(row, falt) for falt in UT]
    if row.okant:
        return {
            f"{falt}_tkr": None if kr is None else till_tkr(kr) for falt, kr in zip(("ingaende", *UT), (row.ingaende, *ut), strict=True)
        }
    summa = max(till_tkr(row.ingaende + row.belopp), mottaget)
    delar = dict(zip(UT, tkr_delar(ut, summa), strict=True))
    return {f"{falt}_tkr": tkr for falt, tkr in {"ingaende": summa - mottaget, **delar}.items()}


def med_forra(tabell, year, forra):
    """The same beside the year before: `forra` is [(grant, kronor)] of it, `year` its name ("" for none). By name, where one has it."""
    if not year or not tabell.rader:
        return tabell
    namn = [rad.namn for rad in tabell.rader]
    kanda = {vad: belopp for vad, belopp in forra if namn.count(vad) == 1 and [v for v, _ in forra].count(vad) == 1}
    alla = len(kanda) == len(forra) == len(tabell.rader)
    tkr = dict(zip(kanda, tkr_belopp(list(kanda.values())), strict=True))
    return replace(
        tabell, forra_year=year, forra_summa=sum(kanda.values()) if alla else None, forra_summa_tkr=sum(tkr.values()) if alla else None,
        rader=[replace(rad, forra=kanda.get(rad.namn), forra_tkr=tkr.get(rad.namn)) for rad in tabell.rader],
    )  # fmt: skip
