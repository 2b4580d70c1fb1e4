"""What an adopted change of the agreement does to the rows on the day it takes force: from what to what, or why a person must do it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from samverkan import svenska
from samverkan.models import Handelse
from uppdrag.models import Andringsforslag, Verksamhetsar

AKT = "genomförde ändringsförslag"
DAG = timedelta(days=1)
Sort = Andringsforslag.Sort


@dataclass
class Foljd:
    """`rader` are (what, as it is, as it becomes); with any `hinder` nothing is done by itself."""

    dag: date
    rader: list[tuple[str, str, str]] = field(default_factory=list)
    hinder: list[str] = field(default_factory=list)


def genomfort(forslag):
    """The event of its carrying out, with what became of what; None before."""
    if not forslag.genomfort:
        return None
    return Handelse.objects.filter(avtal_id=forslag.avtal_id, objekt=f"{forslag._meta.label_lower}:{forslag.pk}", akt=AKT).first()


def dag_for(forslag):
    """The day it takes force, or would: the coming 1 January."""
    return forslag.galler_fran or date(timezone.localdate().year + 1, 1, 1)


def foljd(forslag):
    """What follows of the proposal as it stands now."""
    ut = Foljd(dag_for(forslag))
    ut.hinder = [*_hinder_i_tiden(forslag, ut.dag), *HINDER[forslag.sort](forslag, ut.dag)]
    if not ut.hinder:
        ut.rader = [*_versionen(forslag.avtal, ut.dag), *RADER[forslag.sort](forslag, ut.dag)]
    return ut


def fore(avtal, dag):
    """The version that holds the day before, or None."""
    return avtal.versioner.galler(on=dag - DAG).order_by("-fran").first()


def ny_beteckning(avtal, dag):
    """The year it begins in, or its day where a version has that name already."""
    tagna = set(avtal.versioner.exclude(fran=dag).values_list("beteckning", flat=True))
    return next(namn for namn in (str(dag.year), dag.isoformat(), f"{dag.isoformat()} (ändrad)") if namn not in tagna)


def _versionen(avtal, dag):
    gammal = fore(avtal, dag)
    if gammal:
        finns = avtal.versioner.filter(fran=dag).first()
        till = f"{finns or ny_beteckning(avtal, dag)}, från {svenska.datum(dag)}, med samma områden"
        yield "Avtalets version", f"{gammal}, till och med {svenska.datum(dag - DAG)}", till


def _hinder_i_tiden(forslag, dag):
    for year in Verksamhetsar.objects.lasta_for(forslag.avtal).filter(till__gte=dag):
        yield f"Ändringen gäller från {svenska.datum(dag)}, men år {year} är låst."
    if senare := forslag.avtal.versioner.filter(fran__gt=dag).first():
        yield f"Avtalet har redan en senare version, {senare} från {svenska.datum(senare.fran)}."


def _annan(forslag, dag):
    return ["Förslaget är en annan ändring än av ett uppdrag. Programmet kan inte se vad i registret det rör."]


def _pagar_inte(uppdrag, dag):
    if uppdrag.till and uppdrag.till < dag - DAG:
        yield f"{uppdrag} slutade redan {svenska.datum(uppdrag.till)}."
    elif uppdrag.fran and uppdrag.fran >= dag:
        yield f"{uppdrag} börjar först {svenska.datum(uppdrag.fran)}."


def _namnet(forslag):
    if forslag.nytt_namn and forslag.avtal.uppdrag.filter(namn__iexact=forslag.nytt_namn).exists():
        yield f"Avtalet har redan ett uppdrag med namnet {forslag.nytt_namn}."


def _omradet(forslag, dag):
    version = forslag.avtal.versioner.filter(fran=dag).first() or fore(forslag.avtal, dag)
    if forslag.omrade and not (version and version.omraden.filter(namn=forslag.omrade.namn).exists()):
        yield f"Området {forslag.omrade} finns inte i den version av avtalet som ändringen rör."


def _tillagt(forslag, dag):
    gammal = fore(forslag.avtal, dag)
    if not forslag.nytt_namn:
        yield "Förslaget säger inte vad uppdraget ska heta."
    if not forslag.omrade and gammal and gammal.omraden.exists():
        yield "Förslaget säger inte vilket område uppdraget ska stå under."
    yield from (*_namnet(forslag), *_omradet(forslag, dag))


def _omformat(forslag, dag):
    if not (forslag.nytt_namn or forslag.omrade or forslag.ny_beskrivning):
        yield "Förslaget säger inte vad som blir annorlunda: nytt namn, annat område eller ny beskrivning."
    if forslag.uppdrag.beskrivningar.filter(fran__gte=dag).exists():
        yield f"{forslag.uppdrag} har redan en beskrivning från {svenska.datum(dag)} eller senare."
    yield from (*_pagar_inte(forslag.uppdrag, dag), *_namnet(forslag), *_omradet(forslag, dag))


def _slutar(uppdrag, dag):
    return ("Uppdrag", str(uppdrag), f"slutar {svenska.datum(dag - DAG)}")


def _bort(forslag, dag):
    yield _slutar(forslag.uppdrag, dag)


def _till(forslag, dag):
    yield "Uppdrag", "finns inte", f"{forslag.nytt_namn}, från {svenska.datum(dag)}"
    yield from _ord_och_plats(forslag, "finns inte")


def _om(forslag, dag):
    if forslag.nytt_namn:
        yield _slutar(forslag.uppdrag, dag)
        yield "Uppdrag", str(forslag.uppdrag), f"{forslag.nytt_namn}, från {svenska.datum(dag)}, med samma medverkan, samordnare och arenor"
    nu = forslag.uppdrag.omraden.filter(version=fore(forslag.avtal, dag)).first()
    yield from _ord_och_plats(forslag, str(nu or "inget område"))


def _ord_och_plats(forslag, nu):
    if forslag.omrade:
        yield "Område", nu, str(forslag.omrade)
    if forslag.ny_beskrivning:
        yield "Uppdragsbeskrivning", "den som gäller dagen före", "förslagets nya beskrivning"


HINDER = {
    Sort.TA_BORT: lambda forslag, dag: _pagar_inte(forslag.uppdrag, dag),
    Sort.LAGGA_TILL: _tillagt,
    Sort.OMFORMA: _omformat,
    Sort.ANNAN: _annan,
}
RADER = {Sort.TA_BORT: _bort, Sort.LAGGA_TILL: _till, Sort.OMFORMA: _om}
