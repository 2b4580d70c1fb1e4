"""The two cycles that are known, and a year's steps worked out from one of them or from the year before. Pure: dates in, dates out."""

import calendar
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from samverkan.vardagar import nasta_vardag, senaste_vardag

MODELLEN, PRAXIS, FORRA = "modellen-2015", "praxis-2020", "forra"
NAMN = {MODELLEN: "Modellen från 2015 (året oktober–september)", PRAXIS: "Som åren 2020–2022 (året januari–december)"}

# What follows when a step is left out, said where it can be.
UTAN = {
    "planerat": "Ingen påminns om att lägga in rubriker, avsnitt och planerade möten.",
    "skrivet": "Samordnarna påminns inte. Avsnitten måste ändå vara godkända för att berättelsen ska kunna färdigställas.",
    "granskat": "Ingen påminns om granskningen. Avsnitten måste ändå vara godkända.",
    "utfallet": "Controllern påminns inte. Utfallet måste ändå vara godkänt för att berättelsen ska kunna färdigställas.",
    "fardigstallt": "Ingen påminns. Berättelsen kan ändå inte fastställas förrän den är färdigställd.",
    "faststallt": "Direktören påminns inte. Utan fastställande blir det ingen berättelse att signera.",
    "signerat": "Direktören påminns inte. Utan signatur kan berättelsen inte överlämnas.",
    "overlamnat": "Ingen påminns om att sända och publicera berättelsen.",
    "besvarat": "Samverkansorganen tillfrågas inte, och berättelsen har inga svar från dem.",
    "sammanstallt": "Kommunerna får ingen sammanställning av organens svar som ett eget steg.",
    "bedomt": "Kommunerna tillfrågas inte, och det blir ingen berättelse med kommunernas värdering.",
    "traffat": "Inga träffar kommun för kommun väntas, och att de saknas räknas inte som sent.",
    "varderat": "Kommunerna enas inte om något gemensamt värde, och det blir ingen berättelse med kommunernas värdering.",
    "beslutat": "Inget beslut av rådet väntas, och det blir ingen berättelse med kommunernas värdering.",
    "rekommenderat": "Ingen påminns om rådets rekommendationer.",
    "rapporterat": "Någon andra rapport väntas inte.",
}


@dataclass(frozen=True)
class Plansteg:
    """A step as it is to be: `vem` whose, `ingar` False when it is left out."""

    sort: str
    vem: str
    ingar: bool
    fran: date | None
    sista_dag: date | None


# (step, whose, (from), (last day)); a day is (months after the month in which the year ends, day of the month). None: left out.
CYKLER = {
    MODELLEN: (
        ("planerat", "processledare", (-11, 1), (-11, 31)),
        ("skrivet", "samordnare", (-1, 15), (0, 20)),
        ("granskat", "processledare", (0, 1), (0, 28)),
        ("utfallet", "controller", (1, 1), (1, 3)),
        ("fardigstallt", "processledare", (1, 1), (1, 4)),
        ("faststallt", "direktor", (1, 1), (1, 5)),
        ("signerat", "direktor", (1, 1), (1, 6)),
        ("overlamnat", "processledare", (1, 1), (1, 7)),
        ("besvarat", "ordforande", (1, 8), (1, 31)),
        ("sammanstallt", "processledare", (2, 1), (2, 7)),
        ("bedomt", "kommunchef", (1, 8), (2, 10)),
        ("traffat", "processledare", (2, 8), (2, 25)),
        ("varderat", "kommunchef", (2, 11), (2, 30)),
        ("beslutat", "processledare", (3, 1), (3, 15)),
        ("rapporterat", "processledare", None, None),
        ("rekommenderat", "processledare", (3, 16), (12, 30)),
    ),
    PRAXIS: (
        ("planerat", "processledare", (-11, 1), (-11, 31)),
        ("skrivet", "samordnare", (-1, 15), (1, 13)),
        ("granskat", "processledare", (0, 1), (1, 18)),
        ("utfallet", "controller", (1, 2), (1, 20)),
        ("fardigstallt", "processledare", (1, 2), (1, 24)),
        ("faststallt", "direktor", (1, 2), (1, 25)),
        ("signerat", "direktor", (1, 2), (1, 26)),
        ("overlamnat", "processledare", (1, 2), (1, 27)),
        ("besvarat", "ordforande", None, None),
        ("sammanstallt", "processledare", None, None),
        ("bedomt", "kommunchef", (1, 10), (2, 3)),
        ("traffat", "processledare", None, None),
        ("varderat", "kommunchef", (2, 3), (2, 6)),
        ("beslutat", "processledare", (2, 1), (2, 8)),
        ("rapporterat", "processledare", (3, 1), (5, 23)),
        ("rekommenderat", "processledare", (2, 9), (12, 31)),
    ),
}  # fmt: skip


def flyttad(dag, manader):
    """The same day so many months later; a day the month lacks is its last."""
    year, month = divmod(dag.year * 12 + dag.month - 1 + manader, 12)
    return date(year, month + 1, min(dag.day, calendar.monthrange(year, month + 1)[1]))


def _dagen(till, nar):
    manader, dag = nar
    forst = flyttad(till.replace(day=1), manader)
    return forst.replace(day=min(dag, calendar.monthrange(forst.year, forst.month)[1]))


def plan(mall, till):
    """[Plansteg] of a year that ends on `till`, by one of the cycles, off red days."""
    return [
        _pa_vardag(Plansteg(sort, vem, fran is not None, _dagen(till, fran), _dagen(till, sista)))
        if fran
        else Plansteg(sort, vem, ingar=False, fran=None, sista_dag=None)
        for sort, vem, fran, sista in CYKLER[mall]
    ]


def plan_efter(steg, forra_till, till):
    """[Plansteg] as the year before had them (rows or Plansteg), moved by the difference between the periods, off red days."""
    manader = (till.year - forra_till.year) * 12 + till.month - forra_till.month
    return [_pa_vardag(Plansteg(s.sort, s.vem, s.ingar, *(dag and flyttad(dag, manader) for dag in (s.fran, s.sista_dag)))) for s in steg]


def med_kanda_dagar(stegen, kanda):
    """The same steps, with the last days that are known already: {step: day or None}."""
    return [_pa_vardag(replace(s, sista_dag=dag)) if s.ingar and (dag := kanda.get(s.sort)) else s for s in stegen]


def flyttade(steg, planer, idag):
    """[(step, Plansteg)]: those that had not begun on `idag` and stand where a plan put them, and where the same plan puts them now.

    `planer` are (plan as it was, plan as it is now). What somebody has changed stands in none of them, and stays.
    """
    for s in steg:
        for fore, nu in planer if s.fran is None or s.fran > idag else ():
            forr = next((p for p in fore if p.sort == s.sort), None)
            if forr and (forr.fran, forr.sista_dag) == (s.fran, s.sista_dag):
                ny = next(p for p in nu if p.sort == s.sort)
                if (ny.fran, ny.sista_dag) != (s.fran, s.sista_dag):
                    yield s, ny
                break


def _pa_vardag(steg):
    """A last day goes earlier, a first day later, and never past the last."""
    sista = senaste_vardag(steg.sista_dag) if steg.sista_dag else None
    fran = nasta_vardag(steg.fran) if steg.fran else None
    return replace(steg, sista_dag=sista, fran=min(fran, sista) if fran and sista else fran)


def cykel_for(fran):
    """The cycle that goes with a year that begins in that month."""
    return MODELLEN if fran.month == 10 else PRAXIS


def oordning(steg):
    """[(earlier step, later step)] whose last days do not come in the order of the steps: sentences warn of it, nothing refuses it."""
    med = [s for s in steg if s.ingar and s.sista_dag]
    return [(a, b) for a, b in pairwise(med) if a.sista_dag > b.sista_dag]
