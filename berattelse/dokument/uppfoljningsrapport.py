"""Uppföljningsrapport: the second report of the year, to the region's own board, gathered from the same rows as the first."""

from datetime import timedelta

from berattelse.dokument.bakgrund import bakgrund
from berattelse.dokument.brevhuvud import grund, rader, uppgifter
from berattelse.dokument.genomlysning import genomlysningar, laget
from berattelse.dokument.handelser import handelser
from berattelse.dokument.schema import (
    Andringsgrupp,
    Andringsuppgift,
    Dokumentlank,
    Dokumentplats,
    Kapiteltext,
    Nyttokapitel,
    Nyttouppgift,
    Uppfoljningsrapport,
)
from berattelse.dokument.uppdragsdelar import Rapportunderlag, arenalistor, verksamheten
from berattelse.innehall.foregaende import rekommendationer_till
from berattelse.innehall.schema import ren
from berattelse.innehall.sektioner import avtalssektion, pa_niva
from berattelse.models import Dokumentsort, FrittKapitel, Rapportkapitel
from uppdrag.models import Andringsforslag, Nytta

SORT = Dokumentsort.UPPFOLJNINGSRAPPORT
UTAN_DATUM = timedelta(days=365)


def samla(year):
    """Everything the report says. The number of queries does not grow with the rows, save for the areas."""
    uppgift = uppgifter(year, SORT)
    underlag = Rapportunderlag(year, uppgift)
    nu, tidigare = genomlysningar(year)
    rubriker = list(year.rubriker.prefetch_related("placeringar__uppdrag"))
    data = Uppfoljningsrapport(
        **grund(year, uppgift, f"Uppföljningsrapport {year}: samverkan mellan regionen och kommunerna"),
        fran=underlag.year.fran,
        till=underlag.year.till,
        bakgrund=bakgrund(underlag.year),
        egna_ord=pa_niva(uppgift.text, 3),
        lankar=lankar(uppgift.lankar),
        uppfoljning=handelser(year, till=_till(uppgift)),
        rekommendationer=rekommendationer_till(year),
        andringar=_andringar(year, uppgift),
        verksamhet=verksamheten(rubriker, underlag),
        arenor=arenalistor(underlag.arenor.utan_uppdrag(), underlag),
        andra_avtal=[avtalssektion(avtal, underlag) for avtal in year.avtal.andra_avtal.all()],
        nytta=_nytta(rubriker),
        nytta_kallor=_kallor(year),
        genomlysningar=nu,
        tidigare=tidigare,
    )
    data.platser = _platser(uppgift, data, kapitel(year, SORT))
    return ren(data)


def _till(uppgift):
    """The last day of what is told: that of the chosen period, or that of the report."""
    return min((dag for dag in (uppgift.galler_till, uppgift.datum) if dag), default=None)


def _platser(uppgift, data, fria):
    """The chapters in their chosen order, each free one after the one it follows; what is left out or empty is not there."""
    fyllda = {
        Rapportkapitel.BAKGRUND: data.bakgrund or data.egna_ord, Rapportkapitel.UPPFOLJNING: data.uppfoljning or data.rekommendationer,
        Rapportkapitel.LANKAR: data.lankar, Rapportkapitel.GENOMLYSNING: data.genomlysningar,
        Rapportkapitel.ANDRINGAR: data.andringar or data.tidigare, Rapportkapitel.VERKSAMHET: data.verksamhet,
        Rapportkapitel.ARENOR: data.arenor, Rapportkapitel.ANDRA_AVTAL: any(s.delar for s in data.andra_avtal),
        Rapportkapitel.NYTTA: data.nytta,
    }  # fmt: skip
    platser = []
    for sort, vald in uppgift.delar_i_ordning(Rapportkapitel):
        platser += [Dokumentplats(sort=sort)] if vald and fyllda[sort] else []
        platser += [Dokumentplats(kapitel=k) for k in fria if k.efter == sort]
    return [*platser, *(Dokumentplats(kapitel=k) for k in fria if not k.efter)]


def lankar(text):
    """The lines "name address" of a document's links; a name that is missing is the address itself."""
    delade = [rad.rpartition(" ") for rad in rader(text)]
    return [Dokumentlank(namn=namn.strip(" :,") or adress, adress=adress) for namn, _, adress in delade]


def kapitel(year, dokument):
    """The free chapters of a document, in their order."""
    rows = FrittKapitel.objects.filter(verksamhetsar=year, dokument=dokument)
    return [Kapiteltext(id=f"fritt-{k.pk}", rubrik=k.rubrik, html=pa_niva(k.text, 3), exempel=k.exempel, efter=k.efter) for k in rows]


def andringsforslag(year, uppgift):
    """The proposals sent out since the last such report (since the year began when there was none) and up to this one.

    A report that covers a chosen period tells of those sent out within it.
    """
    rows = Andringsforslag.objects.filter(avtal=year.avtal_id, utsant_den__range=_utsanda(year, uppgift))
    return rows.exclude(status=Andringsforslag.Status.UTKAST).select_related("uppdrag").order_by("utsant_den", "pk")


def _utsanda(year, uppgift):
    """(first, last) day."""
    if uppgift.galler_fran:
        return uppgift.galler_fran, uppgift.galler_till
    forra = uppgifter(year.foregaende, SORT).datum if year.foregaende else None
    efter = forra or year.fran - timedelta(days=1)
    return efter + timedelta(days=1), uppgift.datum or year.till + UTAN_DATUM


def _andringar(year, uppgift):
    """[(kind, proposals)] in the order of the kinds: remove, add, reshape, other."""
    rows = list(andringsforslag(year, uppgift))
    grupper = [(sort.label, [_forslag(f) for f in rows if f.sort == sort]) for sort in Andringsforslag.Sort]
    return [Andringsgrupp(slag=slag, forslag=forslag) for slag, forslag in grupper if forslag]


def _forslag(f):
    return Andringsuppgift(
        rubrik=f.rubrik, text=f.text, skal=f.skal, uppdrag=f.uppdrag.namn if f.uppdrag_id else "", laget=laget(f), exempel=f.exempel
    )


def _nytta(rubriker):
    """Per heading and uppdrag the benefit the kommuner see in it."""
    per_uppdrag = {}
    uppdrag = [p.uppdrag_id for r in rubriker for p in r.placeringar.all()]
    for nytta in Nytta.objects.filter(uppdrag__in=uppdrag):
        per_uppdrag.setdefault(nytta.uppdrag_id, []).append(nytta.text)
    kapitel_ = [Nyttokapitel(rubrik=r.text, uppdrag=_nyttor(r, per_uppdrag)) for r in rubriker]
    return [k for k in kapitel_ if k.uppdrag]


def _nyttor(rubrik, per_uppdrag):
    placerade = [p.uppdrag for p in rubrik.placeringar.all()]
    return [Nyttouppgift(namn=u.namn, nytta=per_uppdrag[u.pk]) for u in placerade if u.pk in per_uppdrag]


def _kallor(year):
    return sorted(set(Nytta.objects.filter(uppdrag__avtal=year.avtal_id).exclude(kalla="").values_list("kalla", flat=True)))
