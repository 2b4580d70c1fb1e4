"""From the registered rows to what prosa.py reads: one year's arenas and occasions, in a fixed number of queries."""

from copy import copy
from dataclasses import dataclass

from uppdrag import prosa
from uppdrag.models import Arena, Arenaar, Arenavisning, Tillfalle
from uppdrag.schema import Arenasumma, Arenatabell, Arenatabellrad

# Occasions that are not meetings carry their own noun; meetings take the arena's.
SORTORD = {
    Tillfalle.Sort.MOTE: "möte",
    Tillfalle.Sort.UTBILDNING: "utbildning",
    Tillfalle.Sort.KONFERENS: "konferens",
    Tillfalle.Sort.WEBBINARIUM: "webbinarium",
    Tillfalle.Sort.TEMADAG: "temadag",
    Tillfalle.Sort.STUDIERESA: "studieresa",
    Tillfalle.Sort.STUDIEBESOK: "studiebesök",
    Tillfalle.Sort.KOMMUNVIS_TRAFF: "kommunvis träff",
}


@dataclass(frozen=True)
class Arenarad:
    """One arena as a section of the report shows it."""

    arena: Arena
    niva: str
    mening: str  # printed: the samordnare's own when there is one, else the counted
    raknad: str
    egen: bool
    avvikelse: str | None
    planerat: int | None
    hallna: int
    installda: int


class Arsregister:
    """One year's register. Built once; every method below reads what is already in memory."""

    def __init__(self, year):
        self.year = year
        self._arenor = {a.pk: a for a in Arena.objects.filter(avtal=year.avtal_id).prefetch_related("grupper")}
        self._plan = {p.arena_id: p for p in Arenaar.objects.filter(verksamhetsar=year)}
        self._visningar = list(Arenavisning.objects.filter(arena__avtal=year.avtal_id).select_related("uppdrag").order_by("ordning", "pk"))
        self._tillfallen = list(
            Tillfalle.objects.during(year).select_related("sammankallat_av", "grupp").prefetch_related("delar").order_by("fran", "pk")
        )
        self._rader = {pk: self._rad(arena) for pk, arena in self._arenor.items()}

    def arenaunderlag(self, arena):
        """What prosa.mening wants of one arena. Only meetings count as the body's meetings."""
        plan = self._plan.get(arena.pk)
        moten = [t for t in self._tillfallen if t.arena_id == arena.pk and t.sort == Tillfalle.Sort.MOTE]
        region = any(t.sammankallat_av_id for t in moten)
        return prosa.Arenaunderlag(
            namn=arena.textnamn, ord=arena.motesord, fran=self.year.fran, till=self.year.till,
            traffar=tuple(_traff(t, region_convenes=region) for t in moten),
            planerat=plan.planerat if plan else None, grupper=tuple(g.namn for g in arena.grupper.all()),
            manadsvis=bool(plan and plan.manadsvis), undantag=tuple(plan.undantagna_manader) if plan else (),
            protokollfors=arena.protokollfors, egen_mening=plan.egen_mening if plan else "",
        )  # fmt: skip

    def _rad(self, arena):
        u = self.arenaunderlag(arena)
        raknad = prosa.mening(u)
        egen = bool(u.egen_mening)
        return Arenarad(
            arena=arena, niva=arena.niva, mening=u.egen_mening or raknad, raknad=raknad, egen=egen,
            avvikelse=prosa.avvikelse(u.egen_mening, u) if egen else None,
            planerat=u.planerat, hallna=len(u.hallna), installda=len(u.installda),
        )  # fmt: skip

    def rad(self, arena):
        """One arena's row; `arena` belongs to the year's agreement."""
        return self._rader[arena.pk]

    def rader(self):
        """All arenas of the agreement, in the order of level and name."""
        return list(self._rader.values())

    def for_uppdrag(self, uppdrag):
        """The arenas reported under an uppdrag, by level and then in their own order."""
        visade = [self._rader[v.arena_id] for v in self._visningar if v.uppdrag_id == uppdrag.pk]
        nivaer = list(Arena.Niva)
        return sorted(visade, key=lambda rad: nivaer.index(Arena.Niva(rad.niva)))

    def utan_uppdrag(self):
        """The arenas that are reported under no uppdrag."""
        visade = {v.arena_id for v in self._visningar}
        return [rad for pk, rad in self._rader.items() if pk not in visade]

    def for_organiser_uppdrag(self, uppdrag):
        """The sentence of what the uppdrag itself arranged, or ""."""
        return self._sammanfattning([t for t in self._tillfallen if t.uppdrag_id == uppdrag.pk], uppdrag.verksam_till or uppdrag.till)

    def for_avtal(self, avtal):
        """The sentence of what another agreement arranged, or ""."""
        return self._sammanfattning([t for t in self._tillfallen if t.annat_avtal_id == avtal.pk], avtal.till)

    def for_arenas_ovriga(self, arena):
        """The sentence of what an arena arranged beside its meetings, such as trainings, or ""."""
        return self._sammanfattning([t for t in self._tillfallen if t.arena_id == arena.pk and t.sort != Tillfalle.Sort.MOTE], None)

    def inom(self, fran, till):
        """The same register, told of a shorter time within its own."""
        other = copy(self)
        other.year = copy(self.year)
        other.year.fran, other.year.till = fran, till
        return other

    def _sammanfattning(self, tillfallen, slutade):
        first = [t.motesord for t in tillfallen if t.motesord]
        ordning = (*dict.fromkeys(first), *(o for o in prosa.ORD if o not in first))
        return prosa.sammanfattning(
            prosa.Arrangorsunderlag(tuple(_traff(t) for t in tillfallen), self.year.fran, self.year.till, slutade, ordning)
        )

    def tabell(self):
        """The closing table: every arena once, with planned, held and cancelled, and the totals.

        None where it is not known: what was never planned in numbers, what is told in an own sentence and not registered.
        A total with something unknown in it is unknown too, except that of the held: it counts what is registered.
        """
        under = {}
        for v in self._visningar:
            under.setdefault(v.arena_id, []).append(v.uppdrag.namn)
        rader = [
            Arenatabellrad(
                id=rad.arena.pk, arena=rad.arena.namn, niva=rad.niva, uppdrag=under.get(rad.arena.pk, []), planerat=rad.planerat,
                hallna=None if rad.egen and not rad.hallna else rad.hallna, installda=rad.installda,
            )
            for rad in self.rader()
        ]  # fmt: skip
        planer = [rad.planerat for rad in rader]
        summa = Arenasumma(
            planerat=None if None in planer else sum(planer),
            hallna=sum(rad.hallna or 0 for rad in rader),
            installda=sum(rad.installda for rad in rader),
        )
        return Arenatabell(rader=rader, summa=summa)


def _traff(t, *, region_convenes=False):
    delar = [d for d in t.delar.all() if d.status == Tillfalle.Status.HALLET]
    av_region = t.sammankallat_av.sort == t.sammankallat_av.Sort.REGION if t.sammankallat_av_id else False
    return prosa.Traff(
        fran=t.fran, till=t.till, hallen=t.status == Tillfalle.Status.HALLET,
        installd=t.status == Tillfalle.Status.INSTALLT,
        heldag=t.langd == Tillfalle.Langd.HELDAG, digital=t.form == Tillfalle.Form.DIGITALT, protokollford=t.protokoll,
        grupp=t.grupp.namn if t.grupp_id else "", sammankallad_av_region=av_region if region_convenes else None,
        ord=t.motesord or SORTORD[t.sort], serie=t.serie is not None, del_av=t.del_av_id is not None, delar=len(delar),
    )  # fmt: skip
