"""A kommun's part of the money, the uppdrag that embrace it and what it has judged in a year, from the rows.

As its edition begins, without what is the region's own.
"""

from dataclasses import dataclass, replace

from django.db.models import Prefetch
from django.utils import timezone

from berattelse.innehall.kommun import for_kommun
from berattelse.innehall.korthet import Fore, korthet
from berattelse.innehall.samling import arets_stomme
from berattelse.innehall.schema import Arsvardering, Foregaende, Kapitel, Kommunberattelse, Kommunsida, Nyckeltal, Sektion
from berattelse.innehall.sektioner import Underlag, koder
from ekonomi.kapitel import kommunernas_delar
from ekonomi.skuld.lage import is_bokfort
from enkat.models import Omgang
from enkat.resultat.kapitel import senast_bedomt
from samverkan.svenska import numerus, talord
from uppdrag.models import Rubrikuppdrag, Verksamhetsar


@dataclass(frozen=True)
class Kommunaret:
    """The year of one kommun, is its result booked, and the round that its judgement is read in (None: it has judged nothing)."""

    k: Kommunberattelse
    bokfort: bool
    omgang: Omgang | None

    @property
    def sida(self) -> Kommunsida:
        return self.k.sida

    @property
    def is_over(self) -> bool:
        return self.k.till < timezone.localdate()

    @property
    def tal(self) -> list[tuple[str, Nyckeltal]]:
        """The key figures, each with the code of where it is read."""
        kort, tal = self.k.kommun.kort, zip(("ersattning", "skuld", "uppdrag", "arenor"), self.sida.nyckeltal, strict=True)
        nu = {"uppdrag": f"Uppdrag som omfattar {kort}", "arenor": f"Arenor där {kort} sitter"}
        return [(slag, n if self.is_over else replace(n, vad=nu.get(slag, n.vad))) for slag, n in tal]

    @property
    def narvaro(self) -> str:
        """At how many meetings it was, in words."""
        kanda = [a.narvarande for a in self.k.arenor if a.narvarande is not None]
        if not kanda:
            return f"Vid hur många möten {self.k.kommun.kort} var med är inte känt"
        var = f"{talord(len(kanda))} arenor där närvaron är registrerad" if len(kanda) > 1 else "den arena där närvaron är registrerad"
        return f"{self.k.kommun.kort} var med på {numerus(sum(kanda), 'ett möte', 'möten')} i {'de ' if len(kanda) > 1 else ''}{var}"


def can_see_kommunaret(year, organisation, user):
    """The region's people, and the kommun's own once the year is opened: what is planned is not fixed, and is the region's."""
    planerat = year.status == Verksamhetsar.Status.PLANERAT
    return year.avtal.can_read_draft(user) or (not planerat and organisation.pk in user.organisation_ids)


def kommunaret(year, kod):
    """The year of the kommun with this code; None when it was no party to it. What the region has to itself is not read."""
    underlag = Underlag(year)
    b = arets_stomme(year, underlag, _kapitel(year, underlag), _andra_avtal(year, underlag), kommunernas_delar(year, underlag.pengar))
    if kod not in {kommun.kod for kommun in b.kommuner}:
        return None
    bedomt = senast_bedomt(year)
    if bedomt:
        omgang, runda = bedomt
        b.forra = Foregaende(year=str(omgang.verksamhetsar), vardering=Arsvardering(kommunrundor=[runda]), rekommendationer=[])
    b.korthet = korthet(b, Fore())
    return Kommunaret(for_kommun(b, kod), is_bokfort(year, underlag.pengar.lagen), bedomt[0] if bedomt else None)


def _kapitel(year, underlag):
    """The uppdrag under their headings with who takes part in each, and nothing of what is written of them."""
    rubriker = year.rubriker.prefetch_related(Prefetch("placeringar", Rubrikuppdrag.objects.select_related("uppdrag")))
    return [
        Kapitel(id="", rubrik=r.text, inledning="", uppdrag=[_uppdraget(p.uppdrag, underlag) for p in r.placeringar.all()])
        for r in rubriker
    ]


def _uppdraget(uppdrag, underlag):
    return Sektion(id="", uppdrag_id=uppdrag.pk, rubrik=uppdrag.namn, kommuner=koder(underlag.medverkan.get(uppdrag.pk, [])))


def _andra_avtal(year, underlag):
    return [Sektion(id="", rubrik=a.titel, kommuner=koder(underlag.parter.get(a.pk, []))) for a in year.avtal.andra_avtal.all()]
