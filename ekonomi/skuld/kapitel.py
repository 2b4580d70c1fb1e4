"""The report's table of the debt by kommun: whole kronor for the data, and tkr that foot both across and down."""

from ekonomi.resultat import tkr_belopp, tkr_delar
from ekonomi.schema import Kommunskuld, Kommunskulder
from ekonomi.skuld.lage import med_resultat
from ekonomi.skuld.per_kommun import skuldtabell


def per_kommun(year, lagena, resultat, nyckel):
    """The table, or None when there is no debt. `lagena` are the ledger to the year's end, `resultat` is what is yet to be booked of the
    year's result, else 0; `nyckel` the year's key, or None.

    Each column is rounded so that its parts make the total printed for its year; a row's sum is that of its printed parts.
    """
    alla = med_resultat(lagena, year, resultat, nyckel if nyckel and nyckel.rader else None)
    tabell = skuldtabell(year.avtal, alla)
    if not tabell.ursprung:
        return None
    rader = [
        *((r.organisation.kod, r.organisation.tabellnamn, r.belopp, r.summa) for r in tabell.rader),
        ("", "Gemensamt, ofördelat", tabell.ofordelat, tabell.ofordelat_summa),
    ]
    kolumnsummor = tkr_belopp(tabell.kolumnsummor)
    kolumner = [_kolumn([belopp[n] for _, _, belopp, _ in rader], summa) for n, summa in enumerate(kolumnsummor)]
    return Kommunskulder(
        ursprung=[lage.namn for lage in tabell.ursprung],
        rader=[
            Kommunskuld(kod=kod, namn=namn, belopp=list(belopp), summa=summa, **_tkr([k[m] for k in kolumner], summa))
            for m, (kod, namn, belopp, summa) in enumerate(rader)
        ],
        belopp=list(tabell.kolumnsummor),
        summa=tabell.summa,
        **_tkr(kolumnsummor, tabell.summa),
    )


def _kolumn(belopp, summa):
    """The column in tkr; None stays None."""
    delar = iter(tkr_delar([b for b in belopp if b is not None], summa))
    return [None if b is None else next(delar) for b in belopp]


def _tkr(belopp, summa):
    """A printed row and its sum, where there is one in kronor."""
    return {"tkr": belopp, "summa_tkr": None if summa is None else sum(filter(None, belopp))}
