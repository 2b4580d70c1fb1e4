"""From the opening debt to the closing one, step by step: the result, each decision, what was corrected. Kronor, and tkr that foot."""

from ekonomi.models import Skuldpost
from ekonomi.resultat import tkr_delar
from ekonomi.schema import Skuldsteg, Skuldstegsort
from uppdrag.schema import beslutsuppgift

Sort = Skuldpost.Sort


def skuldsteg(lagena, year, att_bokfora, tkr):
    """`lagena` hold the ledger to the year's end, `att_bokfora` is what is yet to be booked of its result; together the steps are `tkr`."""
    grupper = {}
    for rad in (p.rad for lage in lagena for p in lage.poster if not _ingaende(p.rad, year)):
        grupper.setdefault(_nyckel(rad, year), []).append(rad)
    steg = [_steg(nyckel, rader) for nyckel, rader in grupper.items()]
    resultat = sum(belopp for sort, _, belopp, _ in steg if sort == Skuldstegsort.RESULTAT) + att_bokfora
    steg = [s for s in steg if s[0] != Skuldstegsort.RESULTAT and s[2]]
    if resultat:
        steg.insert(0, (Skuldstegsort.RESULTAT, f"Resultat {year}", resultat, None))
    if not any(sort == Skuldstegsort.BESLUT for sort, *_ in steg):
        steg.append((Skuldstegsort.BESLUT, "Beslut under året", 0, None))
    return [
        Skuldsteg(
            sort=sort, vad=vad, belopp=belopp, tkr=avrundat, beslut=beslut, att_bokfora=sort == Skuldstegsort.RESULTAT and bool(att_bokfora)
        )
        for (sort, vad, belopp, beslut), avrundat in zip(steg, tkr_delar([s[2] for s in steg], tkr), strict=True)
    ]


def _ingaende(rad, year):
    """As kapitel._bokfort asks the database: what is before the year, and its opening balances with what corrects them the same day."""
    grund = rad.rattar if rad.rattar and rad.rattar.datum == rad.datum else rad
    return rad.datum < year.fran or grund.sort == Sort.INGAENDE


def _nyckel(rad, year):
    """What it is told together with: a correction with what it corrects, when that is of the same year."""
    grund = rad.rattar if rad.rattar and rad.rattar.datum >= year.fran and rad.rattar.sort != Sort.INGAENDE else rad
    return Skuldstegsort(grund.sort), grund.beslut_id, grund.andamal


def _steg(nyckel, rader):
    sort = nyckel[0]
    grund = next((rad for rad in rader if rad.sort == Sort.BESLUT), rader[0])
    namn = {str(rad.organisation) for rad in rader}
    vem = f", {rader[0].organisation.tabellnamn}" if rader[0].organisation_id and len(namn) == 1 else ""
    vad = f"{grund.get_andamal_display()}{vem}" if sort == Skuldstegsort.BESLUT else "Rättelser"
    return sort, vad, sum(rad.belopp for rad in rader), beslutsuppgift(grund.beslut) if sort == Skuldstegsort.BESLUT else None
