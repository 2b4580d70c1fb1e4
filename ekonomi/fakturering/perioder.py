"""What each part of a year is to be invoiced to one kommun. Pure: whole kronor, no database.

The parts sum to the year's share to the krona. What is handed over stays: when the share changes afterwards the difference
comes as a correction in the next part. A repayment is taken from the next part, never below zero; what is left waits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ekonomi.folkmangd.fordelning import Andel, dagar_som_part, fordela
from samverkan.svenska import aretsdelar
from samverkan.vardagar import nasta_vardag

ORD = {1: ("Helåret",), 2: ("Första halvåret", "Andra halvåret"), 4: tuple(f"Kvartal\u00a0{n}" for n in range(1, 5))}


@dataclass(frozen=True)
class Period:
    """A part of the year."""

    nummer: int
    namn: str
    fran: date
    till: date
    forfaller: date


@dataclass(frozen=True)
class Fakturadel:
    """What is invoiced of one period, kronor."""

    del_av_aret: int
    rattelse: int = 0
    avdrag: int = 0

    @property
    def belopp(self) -> int:
        return self.del_av_aret + self.rattelse - self.avdrag


@dataclass(frozen=True)
class Fakturor:
    """By the period's number; `kvar` is what is left to pay back to the kommun when every period is through."""

    delar: dict[int, Fakturadel]
    kvar: int


def perioder(fran: date, till: date, antal: int, dagar: int, *, fran_slutet: bool) -> list[Period]:
    """The parts of a year with the day each is due: one that is no weekday is due the first weekday after it."""
    delar = [(d.fran, d.till) for d in aretsdelar(fran, till, antal)] if antal > 1 else [(fran, till)]
    return [
        Period(n, ORD[antal][n - 1], borjar, slutar, nasta_vardag((slutar if fran_slutet else borjar) + timedelta(days=dagar)))
        for n, (borjar, slutar) in enumerate(delar, 1)
    ]


def rattelseperiod(nummer: int, fran: date, till: date, forfaller: date) -> Period:
    """What comes after every period is handed over."""
    return Period(nummer, "Rättelse", fran, till, forfaller)


def delat(belopp: int, alla: Sequence[Period], part_fran: date | None, part_till: date | None) -> dict[int, int]:
    """The year's share in equal parts, one who was party for a part of a period weighing by its days there."""
    andelar = [Andel(f"{p.nummer:02}", p.namn, 1, *dagar_som_part(part_fran, part_till, p.fran, p.till)) for p in alla]
    return {p.nummer: rad.belopp for p, rad in zip(alla, fordela(belopp, andelar), strict=True)}


def fakturor(delar: Mapping[int, int], lamnade: Mapping[int, Fakturadel], kvittas: int) -> Fakturor:
    """`delar` is the share as it is now by period, `lamnade` what was handed over, `kvittas` the repayment decided in all."""
    skillnad = sum(delar.get(n, 0) - d.del_av_aret - d.rattelse for n, d in lamnade.items())
    kvar = kvittas - sum(d.avdrag for d in lamnade.values())
    ut = dict(lamnade)
    for n in sorted(set(delar) - set(lamnade)):
        rattelse = max(skillnad, -delar[n])
        avdrag = min(kvar, delar[n] + rattelse)
        ut[n] = Fakturadel(delar[n], rattelse, avdrag)
        skillnad, kvar = skillnad - rattelse, kvar - avdrag
    if skillnad > kvar:  # something more to pay when all is handed over
        ut[max([0, *ut]) + 1] = Fakturadel(0, skillnad, kvar)
        return Fakturor(ut, 0)
    return Fakturor(ut, kvar - skillnad)
