"""What followed on a year: the meetings with the kommuner, what the council recommended, the changes proposed and who has decided."""

from datetime import timedelta

from django.db.models import Q

from berattelse.innehall.foregaende import rekommendationsuppgift
from berattelse.innehall.schema import Foljder
from samverkan.svenska import i_tid
from uppdrag.models import Andringsforslag, Rekommendation, Tillfalle, Verksamhetsar
from uppdrag.schema import Forslagsuppgift, Partsbesked, Traffuppgift

EN_DAG = timedelta(days=1)


def foljderna(year, beslut=None):
    """All that followed, until the next year has ended: what comes later belongs to that one. `beslut` is the council's on the report."""
    till = _nasta_slut(year)
    rekommendationer = _rekommendationer(year, till, beslut)
    return Foljder(
        traffar=_traffar(year),
        rekommendationer=[rekommendationsuppgift(row, row.status) for row in rekommendationer],
        forslag=_forslagen(year, till, rekommendationer),
    )


def _nasta_slut(year):
    nasta = Verksamhetsar.objects.filter(avtal=year.avtal_id, fran__gt=year.till).order_by("fran").first()
    return nasta.till if nasta else year.till + timedelta(days=366)


def aren_efter(year, till=None):
    """The calendar years whose decisions are told here, where only the year is known."""
    return range(year.till.year + 1, ((till or _nasta_slut(year)) - EN_DAG).year + 1)


def _traffar(year):
    """Those that were held: the notes are the kommun's and the region's own, what went to the nämnd is told."""
    rows = Tillfalle.objects.filter(om_year=year, kommun__isnull=False).hallna().select_related("kommun")
    return [
        Traffuppgift(
            kod=t.kommun.kod, kommun=t.kommun.tabellnamn, fran=t.fran, till=t.till, form=t.form, till_namnden=t.till_namnden,
            exempel=t.datum_exempel,
        )
        for t in rows.order_by("fran", "pk")
    ]  # fmt: skip


def _rekommendationer(year, till, beslut):
    """One whose decision has no day belongs to the year it is said to be of, and to the decision on this report."""
    egna = Q(beslut__datum__gt=year.till, beslut__datum__lte=till) | Q(beslut=beslut, beslut__isnull=False)
    rows = Rekommendation.objects.filter(egna | Q(beslut__datum=None), avtal=year.avtal_id).select_related("beslut", "organisation")
    return [
        r
        for r in i_tid(rows.order_by("pk"), lambda r: r.beslut.tid)
        if r.beslut.datum or r.beslut == beslut or r.beslut.arstal in aren_efter(year, till)
    ]


def _forslagen(year, till, rekommendationer):
    """The proposals sent out in the year or after it, decided on after it, or made of its recommendations."""
    tid = Q(utsant_den__gte=year.fran) | Q(partsbeslut__datum__gt=year.till, partsbeslut__datum__lte=till)
    rows = Andringsforslag.objects.filter(tid | Q(rekommendation__in=rekommendationer), avtal=year.avtal_id, utsant_den__lte=till)
    rows = rows.exclude(status=Andringsforslag.Status.UTKAST).distinct().select_related("uppdrag")
    parter = [part.organisation for part in year.avtal.parter.galler().select_related("organisation")]
    return [_forslaget(f, parter) for f in rows.prefetch_related("partsbeslut__organisation").order_by("utsant_den", "pk")]


def _forslaget(f, parter):
    return Forslagsuppgift(
        rubrik=f.rubrik, sort=f.sort, uppdrag=f.uppdrag.namn if f.uppdrag_id else "", text=f.text, skal=f.skal, status=f.status,
        utsant_den=f.utsant_den, galler_fran=f.galler_fran, exempel=f.exempel, parter=_besked(f, parter),
    )  # fmt: skip


def _besked(f, parter):
    """Who has decided, and while the proposal is open who must: a closed one waits for nobody."""
    beslut = {b.organisation: b for b in f.partsbeslut.all()}
    vantade = parter if f.status == Andringsforslag.Status.UTSANT else []
    return [_beskedet(o, beslut.get(o)) for o in dict.fromkeys([*vantade, *beslut])]


def _beskedet(organisation, b):
    vad = {"bifall": b.bifall, "organ": b.organ, "paragraf": b.paragraf, "datum": b.datum} if b else {}
    return Partsbesked(kod=organisation.kod, part=organisation.tabellnamn, **vad)
