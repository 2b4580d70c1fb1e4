"""What has been decided of the debt, what of it is booked, and what is left to book.

How much a decision is about is registered on it, at the latest when something is booked on it.
"""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Abs
from django.utils import timezone

from ekonomi.models import Skuldpost
from samverkan.antal import antal_per
from samverkan.svenska import kronor
from uppdrag.models import Beslut, Verksamhetsar

OM_PENGAR = r"skuld|överskott|underskott|betal|kronor|miljon|[0-9].?(t|m|mn|md)?kr"


@dataclass(frozen=True)
class Beslutslage:
    """A decision on the debt: whole kronor decided (None: not registered) and booked, and whether it can be booked on."""

    beslut: Beslut
    bokfort: int
    oppet: bool
    skulden: int  # what there is to decide of in the agreement's ledger now: debts and deficits, none against the other

    @property
    def beslutat(self):
        return self.beslut.skuldbelopp

    @property
    def kvar(self):
        return None if self.beslutat is None else max(0, self.beslutat - self.bokfort)

    @property
    def ryms(self):
        """Is there so much of the debt as is left to book?"""
        return (self.kvar or 0) <= self.skulden

    @property
    def over(self):
        """What is booked beyond what was decided."""
        return 0 if self.beslutat is None else max(0, self.bokfort - self.beslutat)


def _om_skulden(*avtal):
    """The decisions that may be about a debt: of a body that decides, from the debt's first day to today; `slutet`: of a locked year."""
    slutna = Verksamhetsar.objects.filter(avtal=OuterRef("avtal"), status__in=["locked", "arkiverat"])
    slutet = Exists(slutna.filter(fran__lte=OuterRef("datum"), till__gte=OuterRef("datum")))
    poster = Skuldpost.objects.filter(ursprung__avtal=OuterRef("avtal"))
    forst = poster.order_by("datum").values("datum")[:1]
    ingaende = poster.filter(sort=Skuldpost.Sort.INGAENDE).order_by("ursprung__forsta").values("ursprung__forsta")[:1]
    # An opening balance may be of a later day than the debt, which was there when its first year ended (Skuldursprung.finns_fran).
    fanns = Q(datum__gte=F("forst")) | Q(datum__year__gt=F("forsta")) | Q(datum__year=F("forsta"), datum__month=12, datum__day=31)
    rader = Beslut.objects.beslutande().filter(avtal__in=avtal, datum__lte=timezone.localdate())
    return rader.alias(slutet=slutet, forst=Subquery(forst), forsta=Subquery(ingaende)).filter(fanns)


def bokforbara(*avtal):
    """Of them, those that can be booked on a debt: of no locked year."""
    return _om_skulden(*avtal).filter(slutet=False)


def om_skulden(rader):
    """Of these decisions, those that say how much of the debt they are about, or whose words are of money."""
    return rader.filter(Q(skuldbelopp__isnull=False) | Q(text__iregex=OM_PENGAR))


def _bokforda():
    """What is booked by decisions and not corrected away."""
    return Skuldpost.objects.filter(sort=Skuldpost.Sort.BESLUT, rattad_av__isnull=True)


def bokfort_pa(beslut):
    """Whole kronor booked by a decision and not corrected away, whatever the direction."""
    return _bokforda().filter(beslut=beslut).aggregate(antal=Sum(Abs("belopp"), default=0))["antal"]


def krav_ryms(beslut, belopp):
    """Nothing is booked beyond what was decided: why not, in a sentence, or "". The decision is one that is held."""
    beslutat, bokfort = beslut.skuldbelopp, bokfort_pa(beslut)
    if beslutat is None:
        return "På beslutet är inget belopp registrerat. Läs om sidan och skriv hur mycket av skulden det gäller."
    if bokfort + belopp <= beslutat:
        return ""
    kvar = max(0, beslutat - bokfort)
    resten = f"högst {kronor(kvar)} kan bokföras" if kvar else "inget är kvar att bokföra"
    redan = f", {kronor(bokfort)} är redan bokfört" if bokfort else ""
    return f"Beslutet gäller {kronor(beslutat)} av skulden{redan} och {resten} på det. Gäller det mer, rättas beslutet först."


def beslutslagen(*avtal, saldon=None):
    """[Beslutslage] of the decisions that are booked on the debt, and of those that say how much of it; the latest first.

    `saldon` are the balances of the one agreement's debts, kronor, where they are read already.
    """
    bokfort = antal_per(_bokforda().filter(beslut=OuterRef("pk")), "beslut", Abs("belopp"), Sum)
    har = {namn: Exists(rader.filter(pk=OuterRef("pk"))) for namn, rader in (("om", _om_skulden(*avtal)), ("oppet", bokforbara(*avtal)))}
    alla = Beslut.objects.filter(avtal__in=avtal).annotate(bokfort=bokfort, **har)
    rader = list(alla.filter(Q(bokfort__gt=0) | Q(om=True, skuldbelopp__isnull=False)))
    if saldon is not None:
        return [Beslutslage(b, b.bokfort, b.oppet, sum(map(abs, saldon))) for b in rader]
    skulden = _att_besluta_om({b.avtal_id for b in rader}) if rader else {}
    return [Beslutslage(b, b.bokfort, b.oppet, skulden.get(b.avtal_id, 0)) for b in rader]


def _att_besluta_om(avtal):
    """{agreement's id: the sum of its debts and of its deficits, whole kronor}."""
    found = {}
    per_ursprung = Skuldpost.objects.filter(ursprung__avtal__in=avtal).values_list("ursprung__avtal", "ursprung").order_by()
    for pk, _, saldo in per_ursprung.annotate(saldo=Sum("belopp")):
        found[pk] = found.get(pk, 0) + abs(saldo)
    return found


def att_bokfora(*avtal):
    """Of them, those that have something left to book and can be booked on."""
    return [rad for rad in beslutslagen(*avtal) if rad.oppet and rad.kvar and rad.ryms]
