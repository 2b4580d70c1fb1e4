"""What the report tells of the year before: the kommuner's judgement of it, and what came of the council's recommendations."""

from django.db.models import Q

from berattelse.innehall.schema import Foregaende, Rekommendationsuppgift
from enkat.resultat.kapitel import varderingen
from samverkan.svenska import i_tid
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
    """The recommendations decided before the year was over, or followed up in it, each with this year's word about it.

    One whose decision has no day belongs where the year it is said to be of does.
    """
    tidigare = Q(beslut__datum__lte=year.till) | Q(uppfoljningar__verksamhetsar=year) | Q(beslut__datum=None)
    rows = Rekommendation.objects.filter(tidigare, avtal=year.avtal_id).distinct().select_related("beslut", "organisation")
    rows = i_tid(rows.prefetch_related("uppfoljningar").order_by("pk"), lambda r: r.beslut.tid)
    return [_uppfoljd(row, year) for row in rows if _hor_hit(row, year)]


def _hor_hit(row, year):
    return row.beslut.datum or _orden(row, year) or (row.beslut.arstal and row.beslut.arstal <= year.till.year)


def _orden(row, year):
    return [u for u in row.uppfoljningar.all() if u.verksamhetsar_id == year.pk]


def _uppfoljd(row, year):
    ord_ = _orden(row, year)
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
