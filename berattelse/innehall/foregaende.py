"""What the report tells of the year before: the kommuner's judgement of it, and what came of the council's recommendations."""

from django.db.models import Q

from berattelse.innehall.schema import Foregaende, Rekommendationsuppgift
from enkat.resultat.kapitel import varderingen
from uppdrag.models import Rekommendation
from uppdrag.schema import beslutsuppgift


def forra_varderingen(year):
    """Last year's judgement and the follow-up of its recommendations, or None when there is nothing to tell."""
    forra = year.foregaende
    vardering = varderingen(forra) if forra else None
    rekommendationer = rekommendationer_till(year)
    lamnad = bool(vardering and (vardering.kommunrundor or vardering.rundor))
    if not (lamnad or rekommendationer):
        return None
    return Foregaende(year=str(forra or ""), vardering=vardering if lamnad else None, rekommendationer=rekommendationer)


def rekommendationer_till(year):
    """The recommendations decided before the year was over, or followed up in it, each with this year's word about it."""
    tidigare = Q(beslut__datum__lte=year.till) | Q(uppfoljningar__verksamhetsar=year)
    rows = Rekommendation.objects.filter(tidigare, avtal=year.avtal_id).distinct().select_related("beslut", "organisation")
    return [_uppfoljd(row, year) for row in rows.prefetch_related("uppfoljningar").order_by("beslut__datum", "pk")]


def _uppfoljd(row, year):
    ord_ = [u for u in row.uppfoljningar.all() if u.verksamhetsar_id == year.pk]
    senast = ord_[-1] if ord_ else None
    return rekommendationsuppgift(row, senast.status if senast else row.status, senast.text if senast else "")


def rekommendationsuppgift(row, laget, vad_har_hant=""):
    return Rekommendationsuppgift(
        text=row.text,
        beslut=beslutsuppgift(row.beslut),
        agare=row.agare + (f", {row.organisation}" if row.organisation_id else ""),
        agare_kod=row.organisation.kod if row.organisation_id else "",
        klar_senast=row.klar_senast,
        laget=laget,
        vad_har_hant=vad_har_hant,
    )
