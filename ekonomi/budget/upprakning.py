"""The budget of each uppdrag: what is proposed from the year before and the index of the ersättning, and what is in force."""

from dataclasses import dataclass
from decimal import Decimal

from ekonomi import resultat
from ekonomi.models import Budgetpost, Ersattning, Omdisponering, Resultatpost
from samverkan import svenska


@dataclass(frozen=True)
class Budgetforslag:
    """What a proposal rests on, kronor: the year before, where it stands, and the index in per cent."""

    bas: int
    bas_ur: str
    index_procent: Decimal

    @property
    def forslag(self):
        return resultat.uppraknad(self.bas, self.index_procent)

    @property
    def text(self):
        """How it is reckoned, as a person reads it."""
        return utrakning(self.bas, self.bas_ur, self.index_procent)


def utrakning(bas, bas_ur, index_procent):
    return f"{bas_ur}: {svenska.kronor(bas)}, uppräknad med {svenska.procent(index_procent)}"


def underlag(year):
    """{uppdrag id: Budgetforslag} of those whose budget, or part of the ersättning, is known for last year. None without an index."""
    ersattning, forra = Ersattning.objects.filter(verksamhetsar=year).first(), year.foregaende
    if ersattning is None or forra is None:
        return {}
    delar = Resultatpost.objects.filter(verksamhetsar=forra, uppdrag__isnull=False, budget__isnull=False)
    baser = {p.uppdrag_id: (p.budget, f"ersättning {forra}") for p in delar}
    beslutade = Budgetpost.objects.filter(verksamhetsar=forra, beslutad__isnull=False)
    baser |= {p.uppdrag_id: (p.belopp, f"budget {forra}") for p in beslutade}
    return {pk: Budgetforslag(*bas, ersattning.index_procent) for pk, bas in baser.items()}


def gallande_budget(years):
    """{(year id, uppdrag id): kronor} of the decided budgets, with what decisions during the year have moved."""
    poster = Budgetpost.objects.filter(verksamhetsar__in=years, beslutad__isnull=False)
    budget = {(p.verksamhetsar_id, p.uppdrag_id): p.belopp for p in poster}
    for o in Omdisponering.objects.filter(verksamhetsar__in=years).select_related("fran", "till"):
        for rad, tecken in ((o.fran, -1), (o.till, 1)):
            nyckel = rad and (o.verksamhetsar_id, rad.uppdrag_id)
            if nyckel in budget:
                budget[nyckel] += tecken * o.belopp
    return budget


def mot_ersattningen(year, summa):
    """Does the budget foot to the ersättning of the year? In a sentence."""
    ersattning = Ersattning.objects.filter(verksamhetsar=year).first()
    if ersattning is None:
        return f"Ersättningen {year} är inte registrerad, så budgeten är inte avstämd."
    ersattning.verksamhetsar = year
    gallande = ersattning.gallande
    skillnad, belopp = gallande - summa, svenska.kronor(gallande)
    if not skillnad:
        return f"Budgeten är lika med ersättningen {year}, {belopp}."
    vad = "mindre" if skillnad > 0 else "mer"
    return f"Budgeten är {svenska.kronor(abs(skillnad))} {vad} än ersättningen {year}, som är {belopp}."
