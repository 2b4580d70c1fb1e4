"""Uppföljningsrapport: the second report of the year, to the region's own board, gathered from the same rows as the first."""

from dataclasses import replace
from datetime import timedelta

from berattelse.dokument.bakgrund import bakgrund
from berattelse.dokument.brevhuvud import grund, uppgifter
from berattelse.dokument.genomlysning import genomlysningar, laget
from berattelse.dokument.handelser import handelser
from berattelse.dokument.schema import Andringsgrupp, Andringsuppgift, Kapiteltext, Nyttokapitel, Nyttouppgift, Uppfoljningsrapport
from berattelse.innehall.foregaende import rekommendationer_till
from berattelse.innehall.schema import Avsnittsdel, Kapitel
from berattelse.innehall.sektioner import Underlag, pa_niva, uppdragssektion
from berattelse.models import Dokumentsort, FrittKapitel
from uppdrag.models import Andringsforslag, Nytta

SORT = Dokumentsort.UPPFOLJNINGSRAPPORT
MED = {Avsnittsdel.PRIORITERADE, Avsnittsdel.AKTIVITETER, Avsnittsdel.RESULTAT, Avsnittsdel.FRAMTID}
UTAN_DATUM = timedelta(days=365)


def samla(year):
    """Everything the report says. The number of queries does not grow with the rows, save for the areas."""
    uppgift = uppgifter(year, SORT)
    nu, tidigare = genomlysningar(year)
    rubriker = list(year.rubriker.prefetch_related("placeringar__uppdrag"))
    return Uppfoljningsrapport(
        **grund(year, uppgift, f"Uppföljningsrapport {year}: samverkan mellan regionen och kommunerna"),
        bakgrund=bakgrund(year),
        egna_ord=pa_niva(uppgift.text, 3),
        uppfoljning=handelser(year, till=uppgift.datum),
        rekommendationer=rekommendationer_till(year),
        andringar=_andringar(year, uppgift),
        verksamhet=_verksamhet(year, rubriker),
        nytta=_nytta(rubriker),
        nytta_kallor=_kallor(year),
        genomlysningar=nu,
        tidigare=tidigare,
        kapitel=kapitel(year, SORT),
    )


def kapitel(year, dokument):
    """The free chapters of a document, in their order."""
    rows = FrittKapitel.objects.filter(verksamhetsar=year, dokument=dokument)
    return [Kapiteltext(id=f"fritt-{k.pk}", rubrik=k.rubrik, html=pa_niva(k.text, 3), exempel=k.exempel) for k in rows]


def andringsforslag(year, uppgift):
    """The proposals sent out since the last such report (since the year began when there was none) and up to this one."""
    forra = uppgifter(year.foregaende, SORT).datum if year.foregaende else None
    efter = forra or year.fran - timedelta(days=1)
    till = uppgift.datum or year.till + UTAN_DATUM
    rows = Andringsforslag.objects.filter(avtal=year.avtal_id, utsant_den__gt=efter, utsant_den__lte=till)
    return rows.exclude(status=Andringsforslag.Status.UTKAST).select_related("uppdrag").order_by("utsant_den", "pk")


def _andringar(year, uppgift):
    """[(kind, proposals)] in the order of the kinds: remove, add, reshape, other."""
    rows = list(andringsforslag(year, uppgift))
    grupper = [(sort.label, [_forslag(f) for f in rows if f.sort == sort]) for sort in Andringsforslag.Sort]
    return [Andringsgrupp(slag=slag, forslag=forslag) for slag, forslag in grupper if forslag]


def _forslag(f):
    return Andringsuppgift(
        rubrik=f.rubrik, text=f.text, skal=f.skal, uppdrag=f.uppdrag.namn if f.uppdrag_id else "", laget=laget(f), exempel=f.exempel
    )


def _verksamhet(year, rubriker):
    """Per heading and uppdrag what was in focus, what was delivered, and what is ahead; an uppdrag with none of it is left out."""
    underlag = Underlag(year)
    kapitel_ = [
        Kapitel(id=f"kapitel-{r.pk}", rubrik=r.text, inledning="", uppdrag=_uppdragen([p.uppdrag for p in r.placeringar.all()], underlag))
        for r in rubriker
    ]
    return [k for k in kapitel_ if k.uppdrag]


def _uppdragen(uppdrag, underlag):
    sektioner = (uppdragssektion(u, underlag) for u in uppdrag)
    sektioner = (replace(s, delar=[d for d in s.delar if d.sort in MED]) for s in sektioner)
    return [s for s in sektioner if s.delar]


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
