"""Money through one year: budget, outcome per tertial or month, prognos, deviation and its explanation. A fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from ekonomi.budget.upprakning import gallande_budget
from ekonomi.models import Budgetpost, Budgetuppfoljning, Prognosgrans, Prognosrad
from ekonomi.resultat import avvikelse, kolumnsumma, over_eller_under
from samverkan import svenska
from samverkan.models import Roll, Rolltilldelning
from samverkan.tabell import Kalkylblad
from uppdrag.models import Samordnare, Uppdrag, Verksamhetsar


@dataclass(frozen=True)
class Periodlage:
    """A tertial or a month, and its newest reading (None: nobody has entered one)."""

    namn: str
    uppfoljning: Budgetuppfoljning | None

    @property
    def rubrik(self):
        """With the day the outcome holds to."""
        return f"{self.namn}, till {svenska.dag_och_manad(self.uppfoljning.per)}" if self.uppfoljning else self.namn


@dataclass(frozen=True)
class Aretsrad:
    """One uppdrag through the year, kronor. `rad` is what the newest reading says of it; what nobody entered is None."""

    uppdrag: Uppdrag
    budget: int | None
    utfall: list
    rad: Prognosrad | None
    passerar: bool
    samordnare: list

    @property
    def prognos(self):
        return self.rad.prognos if self.rad else None

    @property
    def avvikelse(self):
        return avvikelse(self.budget, self.prognos)

    @property
    def avvikelse_i_ord(self):
        return avvikelse_i_ord(self.avvikelse)

    @property
    def forklaring(self):
        return getattr(self.rad, "forklaring", None)

    @property
    def saknar_forklaring(self):
        return self.passerar and self.forklaring is None

    @property
    def belopp(self):
        return [self.budget, *self.utfall, self.prognos, self.avvikelse]

    @property
    def vantar_pa(self):
        return svenska.lista_text([str(person) for person in self.samordnare])


class Aret:
    """The year's table."""

    def __init__(self, year, *, per_manad=False):
        self.year, self.per_manad = year, per_manad
        self.grans = Prognosgrans.for_avtal(year.avtal_id)

    @cached_property
    def uppfoljningar(self):
        """Every reading, the newest first."""
        rader = Budgetuppfoljning.objects.filter(verksamhetsar=self.year).select_related("av")
        return list(rader.prefetch_related(Prefetch("rader", Prognosrad.objects.select_related("forklaring__av"))))

    @property
    def senaste(self):
        return next(iter(self.uppfoljningar), None)

    @cached_property
    def perioder(self):
        """The year's tertials; or its months, those that somebody has read."""
        delar = svenska.aretsdelar(self.year.fran, self.year.till, 12 if self.per_manad else 3)
        alla = [
            Periodlage(svenska.stor_bokstav(d.namn) if self.per_manad else f"Tertial {n}", self._nyast(d)) for n, d in enumerate(delar, 1)
        ]
        return [p for p in alla if p.uppfoljning or not self.per_manad]

    def _nyast(self, del_):
        return next((u for u in self.uppfoljningar if del_.fran <= u.per <= del_.till), None)

    @cached_property
    def rader(self):
        budget, samordnare = gallande_budget([self.year]), self._samordnare()
        per = {u.pk: {rad.uppdrag_id: rad for rad in u.rader.all()} for u in self.uppfoljningar}
        senaste = per[self.senaste.pk] if self.senaste else {}
        kanda = {pk for rader in per.values() for pk in rader} | {pk for _, pk in budget}
        ut = []
        for u in Uppdrag.objects.filter(avtal=self.year.avtal_id).order_by("ordning", "namn"):
            if u.pk in kanda or _under(u, self.year):
                rad, belopp = senaste.get(u.pk), budget.get((self.year.pk, u.pk))
                passerar = rad is not None and self.grans.passeras(belopp, rad.avvikelse(belopp))
                ut.append(Aretsrad(u, belopp, self._utfall(per, u), rad, passerar, samordnare[u.pk]))
        return ut

    def _utfall(self, per, uppdrag):
        rader = [per[p.uppfoljning.pk].get(uppdrag.pk) if p.uppfoljning else None for p in self.perioder]
        return [rad.utfall if rad else None for rad in rader]

    def _samordnare(self):
        """{uppdrag id: [those who coordinate it today, with their role at a party still]}"""
        ut, avtal = defaultdict(list), self.year.avtal
        roller = Rolltilldelning.objects.galler().filter(roll=Roll.SAMORDNARE, organisation__in=avtal.part_ids)
        rader = Samordnare.objects.galler().filter(uppdrag__avtal=avtal, user__in=roller.values("user"), user__is_active=True)
        for rad in rader.select_related("user").order_by("pk"):
            ut[rad.uppdrag_id].append(rad.user)
        return ut

    @cached_property
    def summor(self):
        """The sums of budget, outcomes, prognos and deviation; None for a column that one of the rows lacks."""
        return kolumnsumma([rad.belopp for rad in self.rader]) or [None] * (len(self.perioder) + 3)

    @property
    def summa(self):
        budget, *utfall, prognos, skillnad = self.summor
        return {"budget": budget, "utfall": utfall, "prognos": prognos, "avvikelse": skillnad}

    @property
    def utan_forklaring(self):
        return [rad for rad in self.rader if rad.saknar_forklaring]

    @cached_property
    def budget_beslutad(self):
        """A row of the decision, one that is made up before the others; or None."""
        rader = Budgetpost.objects.filter(verksamhetsar=self.year, beslutad__isnull=False).select_related("beslutad_av")
        return rader.order_by("-exempel", "pk").first()

    @property
    def budget_exempel(self):
        return self.budget_beslutad is not None and self.budget_beslutad.exempel

    def som_blad(self):
        huvud = [
            "Uppdrag",
            "Budget (exempel)" if self.budget_exempel else "Budget",
            *(p.rubrik for p in self.perioder),
            "Prognos",
            "Avvikelse",
            "Förklaring",
        ]
        rader = [[r.uppdrag.namn, *map(_cell, r.belopp), r.forklaring.text if r.forklaring else ""] for r in self.rader]
        rader.append(["Summa", *map(_cell, self.summor), ""])
        return Kalkylblad(f"Året {self.year}", huvud, rader, [40] + [18] * (len(huvud) - 2) + [60])


def avvikelse_i_ord(belopp):
    """ "ett underskott på 120 000 kr"; nothing of what is unknown."""
    if not belopp:
        return "" if belopp is None else "lika med budgeten"
    return f"ett {over_eller_under(belopp)} på {svenska.kronor(abs(belopp))}"


def _cell(belopp):
    return "–" if belopp is None else belopp


def _under(uppdrag, year):
    return (uppdrag.fran is None or uppdrag.fran <= year.till) and (uppdrag.till is None or uppdrag.till >= year.fran)


def att_forklara(user):
    """[Prognosrad] of her own uppdrag that pass the limit in an open year's newest reading and have no explanation yet."""
    if not user.har_roll(Roll.SAMORDNARE):
        return []
    rader = Prognosrad.objects.nyaste().visible_to(user).filter(forklaring__isnull=True, prognos__isnull=False)
    rader = rader.filter(uppdrag__in=Uppdrag.objects.for_samordnare(user), uppfoljning__verksamhetsar__in=Verksamhetsar.objects.oppna())
    rader = list(rader.select_related("uppdrag", "uppfoljning__verksamhetsar").order_by("-uppfoljning__per", "uppdrag__ordning", "pk"))
    budget = gallande_budget({rad.verksamhetsar.pk for rad in rader})
    granser = {g.avtal_id: g for g in Prognosgrans.objects.filter(avtal__in={rad.avtal_id for rad in rader})}
    return [rad for rad in rader if _passerar(rad, budget, granser)]


def _passerar(rad, budget, granser):
    belopp = budget.get((rad.verksamhetsar.pk, rad.uppdrag_id))
    return granser.get(rad.avtal_id, Prognosgrans()).passeras(belopp, rad.avvikelse(belopp))
