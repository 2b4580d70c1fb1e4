"""From the registered rows to what prosa.py reads: one year's arenas and occasions, in a fixed number of queries."""

from collections import Counter
from copy import copy
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.utils import timezone

from samverkan import svenska
from uppdrag import prosa
from uppdrag.egna_ord import avvikelse
from uppdrag.models import AntalUtanDatum, Arena, Arenaar, Arenavisning, Aretsdel, RedovisasPer, Tillfalle
from uppdrag.models.tillfalle import SORTORD
from uppdrag.schema import Arenasumma, Arenatabell, Arenatabellrad

HALLNA_DELAR = Count("delar", filter=Q(delar__status=Tillfalle.Status.HALLET))


@dataclass(frozen=True)
class Arenarad:
    """One arena as a section of the report shows it."""

    arena: Arena
    niva: str
    mening: str  # printed: the samordnare's own when there is one, else the counted; "" where nothing is known
    raknad: str
    egen: bool
    avvikelse: str | None
    planerat: int | None
    hallna: int | None  # None: not known
    installda: int | None
    utan_datum: int  # of those held, how many are known by number alone
    sagd: bool  # somebody has said that it did not meet
    omarkta: int = 0  # planned meetings of days past that nobody has said what became of

    @property
    def motsagd(self):
        """Is it said not to have met, although it has?"""
        return self.sagd and bool(self.hallna)

    @property
    def ar_redovisad(self):
        """Has anybody said anything of the arena's year?"""
        return bool(self.mening)


@dataclass(frozen=True)
class Avtalsrader:
    """What the registers of an agreement are read from: of one year, or of all of them in as few questions."""

    arenor: list
    planer: list
    visningar: list
    tillfallen: list  # in order of day
    utan_datum: list  # (the row, an occasion) of all years


def rader_for(avtal_id, tillfallen, bredvid=None, **planens):
    """The rows of an agreement; of its occasions those given, of its plans those that the filter `planens` names.

    `bredvid` is what was read of another year: what the years share is taken from it.
    """
    tillfallen = list(tillfallen.select_related("sammankallat_av", "grupp").annotate(hallna_delar=HALLNA_DELAR).order_by("fran", "pk"))
    planer = list(Arenaar.objects.filter(verksamhetsar__avtal=avtal_id, **planens))
    if bredvid:
        return replace(bredvid, planer=planer, tillfallen=tillfallen)
    utan_datum = AntalUtanDatum.objects.filter(verksamhetsar__avtal=avtal_id).select_related("verksamhetsar")
    return Avtalsrader(
        arenor=list(Arena.objects.filter(avtal=avtal_id).prefetch_related("grupper")),
        planer=planer,
        visningar=list(Arenavisning.objects.filter(arena__avtal=avtal_id).select_related("uppdrag").order_by("ordning", "pk")),
        tillfallen=tillfallen,
        utan_datum=[(rad, traff) for rad in utan_datum for traff in _utan_datum(rad, rad.verksamhetsar)],
    )


class Arsregister:
    """One year's register. Built once; every method below reads what is already in memory."""

    def __init__(self, year, *, delas=True, rader=None, bredvid=None):
        """`year` may bear another period than its own; `delas`: what is told by half-year or quarter is told so.

        `rader`: the agreement's rows (rader_for), where they are read already. `bredvid`: the register of another year of the same
        agreement, when it is read: what the years share is not read again.
        """
        rader = rader or rader_for(year.avtal_id, Tillfalle.objects.during(year), bredvid and bredvid.avtalets, verksamhetsar=year)
        self._delas = delas
        self.year, self.avtalets = year, rader
        self._arenor = {a.pk: a for a in rader.arenor}
        self._plan = {p.arena_id: p for p in rader.planer if p.verksamhetsar_id == year.pk}
        self._visningar = rader.visningar
        self._tillfallen = [t for t in rader.tillfallen if year.fran <= t.fran <= year.till]
        self._alla_utan_datum = rader.utan_datum
        self._utan_datum = [(rad, traff) for rad, traff in self._alla_utan_datum if _inom(traff, year)]
        self._rader = {pk: self._rad(arena) for pk, arena in self._arenor.items()}

    def arenaunderlag(self, arena):
        """What prosa.mening wants of one arena. Only meetings count as the body's meetings."""
        plan = self._plan.get(arena.pk) or Arenaar()
        moten = [t for t in self._tillfallen if t.arena_id == arena.pk and t.sort == Tillfalle.Sort.MOTE]
        region = any(t.sammankallat_av_id for t in moten)
        utan_datum = [traff for rad, traff in self._utan_datum if rad.arena_id == arena.pk and rad.sort == Tillfalle.Sort.MOTE]
        return prosa.Arenaunderlag(
            namn=arena.textnamn, ord=arena.motesord, fran=self.year.fran, till=self.year.till,
            traffar=(*(_traff(t, region_convenes=region) for t in moten), *utan_datum),
            planerat=plan.planerat, grupper=tuple(g.namn for g in arena.grupper.all()),
            manadsvis=plan.manadsvis, undantag=tuple(plan.undantagna_manader),
            protokollfors=arena.protokollfors, egen_mening=plan.egen_mening,
            inte_traffats=plan.inte_traffats, skal=plan.inte_traffats_skal,
        )  # fmt: skip

    def _rad(self, arena):
        u = self.arenaunderlag(arena)
        raknad = ". ".join(filter(None, [prosa.mening(u), self._annat(arena)]))
        egen = bool(u.egen_mening)
        return Arenarad(
            arena=arena, niva=arena.niva, mening=u.egen_mening or raknad, raknad=raknad, egen=egen,
            avvikelse=avvikelse(u.egen_mening, u) if egen else None,
            planerat=u.planerat, hallna=u.antal_hallna, installda=u.antal_installda, utan_datum=u.utan_datum,
            sagd=u.inte_traffats, omarkta=sum(t.till < timezone.localdate() for t in u.planerade),
        )  # fmt: skip

    def _annat(self, arena):
        """The sentence of what the arena arranged beside its meetings, or ""."""
        return self._sammanfattning("arena_id", arena.pk, None, arena.redovisas_per, utom=Tillfalle.Sort.MOTE)

    def rad(self, arena):
        """One arena's row; `arena` belongs to the year's agreement."""
        return self._rader[arena.pk]

    def plan(self, arena):
        """What was planned of it for the year, or None."""
        return self._plan.get(arena.pk)

    def tillfallen(self, arena):
        """Its occasions of the year, in order of day; they know whose they are."""
        egna = [t for t in self._tillfallen if t.arena_id == arena.pk]
        for t in egna:
            t.arena = arena
        return egna

    def rader(self):
        """All arenas of the agreement, in the order of level and name."""
        return list(self._rader.values())

    def per_arena(self):
        """[(arena, its occasions of the year)] of every arena of the agreement, in the order of level and name."""
        per = {}
        for t in self._tillfallen:
            per.setdefault(t.arena_id, []).append(t)
        return [(arena, per.get(pk, [])) for pk, arena in self._arenor.items()]

    def for_uppdrag(self, uppdrag):
        """The arenas reported under an uppdrag, by level and then in their own order."""
        visade = [self._rader[v.arena_id] for v in self._visningar if v.uppdrag_id == uppdrag.pk]
        nivaer = list(Arena.Niva)
        return sorted(visade, key=lambda rad: nivaer.index(Arena.Niva(rad.niva)))

    def visade(self):
        """[(the id of an uppdrag, the id of an arena that is reported under it)]."""
        return [(v.uppdrag_id, v.arena_id) for v in self._visningar]

    def antal_ordnade(self, falt, pk):
        """How many occasions that organiser (in the field `falt`) arranged; None where none is registered: not known."""
        hallna = [t for t in self._tillfallen if getattr(t, falt) == pk and _raknas(t)]
        return len(hallna) + sum(getattr(rad, falt) == pk for rad, _ in self._utan_datum) or None

    def hallna_under(self, uppdrag):
        """[(the arena or None, a held occasion)] in order of day: of the arenas reported under the uppdrag, and what it arranged itself."""
        visade = {arena_id for uppdrag_id, arena_id in self.visade() if uppdrag_id == uppdrag.pk}
        egna = [t for t in self._tillfallen if _raknas(t) and (t.uppdrag_id == uppdrag.pk or t.arena_id in visade)]
        return [(self._arenor.get(t.arena_id), t) for t in egna]

    def hallna_moten(self):
        """The arenas' held meetings whose day is known: of them the table's numbers are made, with those known by number alone."""
        return [t for t in self._tillfallen if t.arena_id in self._arenor and t.sort == Tillfalle.Sort.MOTE and _raknas(t)]

    def antal_moten(self, year):
        """{arena's id: how many of its meetings were held} in another year of the agreement, by what is registered; in one query."""
        moten = Tillfalle.objects.during(year).hallna().filter(sort=Tillfalle.Sort.MOTE, del_av=None, arena__in=self._arenor)
        antal = Counter(moten.order_by().values_list("arena_id", flat=True))
        utan_datum = [rad.arena_id for rad, t in self._alla_utan_datum if rad.sort == Tillfalle.Sort.MOTE and _inom(t, year)]
        return dict(antal + Counter(pk for pk in utan_datum if pk))

    def utan_uppdrag(self):
        """The arenas that are reported under no uppdrag."""
        visade = {v.arena_id for v in self._visningar}
        return [rad for pk, rad in self._rader.items() if pk not in visade]

    def for_organiser_uppdrag(self, uppdrag):
        """The sentence of what the uppdrag itself arranged, or ""."""
        return self._sammanfattning("uppdrag_id", uppdrag.pk, uppdrag.verksam_till or uppdrag.till, uppdrag.redovisas_per)

    def for_avtal(self, avtal):
        """The sentence of what another agreement arranged, or ""."""
        return self._sammanfattning("annat_avtal_id", avtal.pk, avtal.till)

    def inom(self, fran, till):
        """The same register, told of a shorter time within its own; of what has no day, that which surely lies there."""
        other = self._snavad([(rad, t) for rad, t in self._utan_datum if fran <= t.fran and t.till <= till])
        other.year = copy(self.year)
        other.year.fran, other.year.till = fran, till
        return other

    def utanfor(self, perioder):
        """The same register, told of what surely lies in none of the periods: [(first day, last day)]."""
        other = self._snavad([(rad, t) for rad, t in self._utan_datum if not any(f <= t.fran and t.till <= s for f, s in perioder)])
        other._tillfallen = []
        return other

    def _snavad(self, utan_datum):
        other = copy(self)
        other._delas, other._utan_datum = False, utan_datum
        return other

    def _sammanfattning(self, falt, pk, slutade, per=RedovisasPer.YEAR, utom=None):
        """Of the rows whose organiser stands in the field `falt`, save the kind `utom`."""
        tillfallen = [t for t in self._tillfallen if getattr(t, falt) == pk and t.sort != utom]
        utan_datum = [traff for rad, traff in self._utan_datum if getattr(rad, falt) == pk and rad.sort != utom]
        first = [_ordet(t) for t in tillfallen if t.motesord]
        ordning = (*dict.fromkeys(first), *(o for o in prosa.ORD if o not in first))
        traffar = (*map(_traff, tillfallen), *utan_datum)
        delar = RedovisasPer(per).antal if self._delas else 1
        return prosa.sammanfattning(prosa.Arrangorsunderlag(traffar, self.year.fran, self.year.till, slutade, ordning, delar))

    def tabell(self):
        """The closing table: every arena of the year once, with planned, held and cancelled, and the totals.

        None where it is not known: what was never planned in numbers, what nobody registered. A planned total with something
        unknown in it is unknown too; those held and cancelled are the sum of what is known, and the table says of how many.
        """
        under = {}
        for v in self._visningar:
            under.setdefault(v.arena_id, []).append(v.uppdrag.namn)
        rader = [
            Arenatabellrad(
                id=rad.arena.pk, arena=rad.arena.namn, niva=rad.niva, uppdrag=under.get(rad.arena.pk, []), planerat=rad.planerat,
                hallna=rad.hallna, installda=rad.installda, utan_datum=rad.utan_datum,
            )
            for rad in self.rader() if rad.ar_redovisad or rad.arena.fanns_under(self.year.fran, self.year.till)
        ]  # fmt: skip
        planer = [rad.planerat for rad in rader]
        summa = Arenasumma(
            planerat=None if None in planer else sum(planer), hallna=_summa(rad.hallna for rad in rader),
            installda=_summa(rad.installda for rad in rader),
        )  # fmt: skip
        return Arenatabell(rader=rader, summa=summa)


def _inom(traff, year):
    """Does what has no day surely lie in the year?"""
    return year.fran <= traff.fran and traff.till <= year.till


def _raknas(t):
    """Was it held, and not as a part of another occasion?"""
    return t.status == Tillfalle.Status.HALLET and t.del_av_id is None


def _summa(antal):
    """The sum of the numbers that are known; None when none is."""
    kanda = [n for n in antal if n is not None]
    return sum(kanda) if kanda else None


def _utan_datum(rad, year):
    """A count without days, as so many occasions that lie somewhere in its part of the year."""
    fran, till = Aretsdel(rad.del_av_aret).dagar(year.fran, year.till)
    return [prosa.Traff(fran, till, form=rad.form, ord=SORTORD[rad.sort], utan_datum=True)] * rad.antal


def _ordet(t):
    """What it is called, in a word that can be counted: its own, else that of its kind."""
    return svenska.substantiv(t.motesord or SORTORD[t.sort], annars=SORTORD[t.sort]).singular


def _traff(t, *, region_convenes=False):
    av_region = t.sammankallat_av.sort == t.sammankallat_av.Sort.REGION if t.sammankallat_av_id else False
    return prosa.Traff(
        fran=t.fran, till=t.till, hallen=t.status == Tillfalle.Status.HALLET,
        installd=t.status == Tillfalle.Status.INSTALLT,
        form=t.form, langd=t.langd, protokollford=t.protokoll, deltagare=t.deltagare, ca=t.deltagare_ca,
        grupp=t.grupp.namn if t.grupp_id else "", sammankallad_av_region=av_region if region_convenes else None,
        ord=_ordet(t), serie=t.serie is not None, del_av=t.del_av_id is not None, delar=t.hallna_delar,
    )  # fmt: skip
