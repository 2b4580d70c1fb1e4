"""What a read file would make of the year: which objects belong where, and the outcome of each uppdrag beside what stands now."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ekonomi.models import Arsresultat, Budgetpost, Ersattning, Objektkoppling, Resultatpost, Utfallsfil, Utfallsrad
from ekonomi.utfall.avlasning import KONTO, Kontourval, kontodelar, valj_monster
from ekonomi.utfall.summor import (
    Objektsumma,
    dela_i_procent,
    forslag_dimension,
    inom,
    konton_av_storlek,
    per_objekt,
    tomma_manader,
    valbara_dimensioner,
    valbara_par,
)
from samverkan.svenska import avrunda_kolumn, manad
from uppdrag.models import Uppdrag


@dataclass(frozen=True)
class Objektdel:
    """What an object counts for in one uppdrag, öre by account; `budget` None where the file says none."""

    uppdrag: Uppdrag
    procent: object
    konton: Mapping[str, int]
    budget: int | None

    @property
    def utfall(self):
        return sum(self.konton.values())


@dataclass(frozen=True)
class Objekt:
    """An object with money and what it is tied to (`koppling` None: to nothing yet)."""

    summa: Objektsumma
    koppling: Objektkoppling | None

    @property
    def kod(self):
        return self.summa.kod or "(utan)"

    @property
    def delar(self):
        """What it counts for in each uppdrag; shares that foot to the öre, account by account."""
        if self.koppling is None:
            return []
        par = self.koppling.delar
        procent = [p for _, p in par]
        konton = {konto: dela_i_procent(ore, procent) for konto, ore in self.summa.konton.items()}
        ore = self.summa.budget
        budget = [None] * len(par) if ore is None else dela_i_procent(ore, procent)
        return [Objektdel(u, p, {konto: ore[n] for konto, ore in konton.items()}, budget[n]) for n, (u, p) in enumerate(par)]


@dataclass(frozen=True)
class Uppdragsrad:
    """An uppdrag's figures, whole kronor: as they stand and as they would be; by account in öre. `filens_budget` is None of no budget."""

    uppdrag: Uppdrag
    nu: Resultatpost | None
    utfall: int
    filens_budget: int | None
    konton: Mapping[str, int] = field(default_factory=dict)
    beslutad: int | None = None  # its decided budget
    skriven: bool = False  # its outcome was written by hand, and no file knows of it: it stands

    @property
    def intakter(self):
        """Öre."""
        return sum(ore for ore in self.konton.values() if ore < 0)

    @property
    def kostnader(self):
        """Öre."""
        return sum(ore for ore in self.konton.values() if ore > 0)

    @property
    def budget(self):
        """Its compensation as registered; where none is, the budget that is decided for it. None where neither is known."""
        return self.beslutad if self.nu is None or self.nu.budget is None else self.nu.budget

    @property
    def utfall_nu(self):
        """The outcome as it stands, kronor; None when there is none."""
        return self.nu.utfall if self.nu else None

    @property
    def skillnad(self):
        """How much the outcome changes from the last reading, kronor; None when there was none."""
        return None if self.utfall_nu is None else self.utfall - self.utfall_nu

    @property
    def resultat(self):
        return (self.budget or 0) - self.utfall


class Forslag:
    """The file, read with its chosen dimension and accounts."""

    def __init__(self, fil):
        self.fil, self.year = fil, fil.verksamhetsar
        self.avlasning = fil.avlast()

    @cached_property
    def objekt(self):
        """The objects of the year that have money, the largest first, each with its tie."""
        rader = Objektkoppling.objects.filter(avtal=self.year.avtal_id, dimension=self.fil.dimension)
        kopplingar = {k.monster: k for k in rader.select_related("uppdrag").prefetch_related("andelar__uppdrag")}
        summor = per_objekt(self.avlasning, self.fil.dimension, self.year.fran, self.year.till, self.fil.urval)
        rader = [Objekt(s, kopplingar.get(valj_monster(kopplingar, s.kod))) for s in summor]
        return sorted(rader, key=lambda o: -(abs(o.summa.intakter) + o.summa.kostnader))

    @property
    def okopplade(self):
        return [o for o in self.objekt if o.koppling is None]

    @property
    def undantagna(self):
        return [o for o in self.objekt if o.koppling and o.koppling.skal]

    @cached_property
    def uppdragsrader(self):
        """A row for each uppdrag that has an object, or had an outcome before; whole kronor that foot to the sum of the öre.

        What was written by hand of an uppdrag that the file does not know of stands.
        """
        poster = Resultatpost.objects.filter(verksamhetsar=self.year, uppdrag__isnull=False).select_related("uppdrag")
        nu = {p.uppdrag_id: p for p in poster}
        uppdrag = {p.uppdrag_id: p.uppdrag for p in nu.values() if p.utfall is not None}
        skrivna = set(uppdrag) - self._kanda_av_fil()
        konton, budget = defaultdict(lambda: defaultdict(int)), {}
        for d in (d for o in self.objekt for d in o.delar):
            uppdrag[d.uppdrag.pk] = d.uppdrag
            if d.budget is not None:
                budget[d.uppdrag.pk] = budget.get(d.uppdrag.pk, 0) + d.budget
            for konto, ore in d.konton.items():
                konton[d.uppdrag.pk][konto] += ore
        ordning = sorted(uppdrag.values(), key=lambda u: (u.ordning, u.namn))
        utfall = avrunda_kolumn([sum(konton[u.pk].values()) for u in ordning], 100)
        med = [u.pk for u in ordning if u.pk in budget]
        filens = dict(zip(med, avrunda_kolumn([budget[pk] for pk in med], 100), strict=True))
        return [
            Uppdragsrad(u, nu[u.pk], nu[u.pk].utfall, None, skriven=True)
            if u.pk in skrivna
            else Uppdragsrad(u, nu.get(u.pk), kronor, filens.get(u.pk), dict(sorted(konton[u.pk].items())), self.beslutad_budget.get(u.pk))
            for u, kronor in zip(ordning, utfall, strict=True)
        ]

    def _kanda_av_fil(self):
        """The ids of the uppdrag whose outcome this file says, or the one in force said."""
        forra = Utfallsrad.objects.filter(fil__verksamhetsar=self.year, fil__status=Utfallsfil.Status.SPARAD, uppdrag__isnull=False)
        return {*forra.values_list("uppdrag", flat=True), *(d.uppdrag.pk for o in self.objekt for d in o.delar)}

    @property
    def utfall(self):
        """The outcome of all uppdrag, kronor."""
        return sum(rad.utfall for rad in self.uppdragsrader)

    @property
    def har_budget(self):
        return any(rad.filens_budget for rad in self.uppdragsrader)

    @cached_property
    def beslutad_budget(self):
        """{uppdrag's id: the budget decided for the year, kronor}; empty when none is."""
        poster = Budgetpost.objects.filter(verksamhetsar=self.year, beslutad__isnull=False)
        return dict(poster.values_list("uppdrag", "belopp"))

    @property
    def annan_budget(self):
        """[(uppdrag, what is decided, what the file says)] where they differ, kronor."""
        par = [(rad.uppdrag, self.beslutad_budget.get(rad.uppdrag.pk), rad.filens_budget) for rad in self.uppdragsrader]
        return [(u, beslutat, filens) for u, beslutat, filens in par if None not in (beslutat, filens) and beslutat != filens]

    @cached_property
    def arsresultat(self):
        """What the year's result becomes, kronor: compensation less outcome. None while either is known only in part."""
        ersattning = Ersattning.objects.filter(verksamhetsar=self.year).first()
        return ersattning.gallande - self.utfall if ersattning and not self.utan_utfall else None

    @cached_property
    def utan_utfall(self):
        """The uppdrag that have compensation or a decided budget, but no outcome in the file nor written in.

        What is left of theirs nobody knows.
        """
        poster = Resultatpost.objects.filter(verksamhetsar=self.year, uppdrag__isnull=False, utfall=None).exclude(budget=0)
        vantade = {*poster.values_list("uppdrag", flat=True), *(pk for pk, belopp in self.beslutad_budget.items() if belopp)}
        kanda = {rad.uppdrag.pk for rad in self.uppdragsrader}  # also those whose outcome is written in
        return list(Uppdrag.objects.filter(pk__in=vantade - kanda).order_by("ordning", "namn"))

    @cached_property
    def enligt(self):
        """The result of the accounts as it stands, or None."""
        return Arsresultat.objects.filter(verksamhetsar=self.year).first()

    @property
    def annat_year(self):
        """The file's own year as it says it, when no part of it is the year it is read for; "" else."""
        fran, till = self.avlasning.rakenskapsyear or ("", "")
        utanfor = fran and not (fran <= f"{self.year.till:%Y%m%d}" and f"{self.year.fran:%Y%m%d}" <= till)
        return f"{fran}–{till}" if utanfor and not self.saldon else ""

    @cached_property
    def dimensioner(self):
        """[(number, name, how many objects, proposed?)] to choose from; last the accounts."""
        forslag = forslag_dimension(self.avlasning, self.year.fran, self.year.till, self.fil.urval)
        antal = {}
        for dim, _ in self.avlasning.objekt:
            antal[dim] = antal.get(dim, 0) + 1
        namn = self.avlasning.dimensioner
        rader = [(dim, namn[dim] or f"Dimension {dim}", antal.get(dim, 0), dim == forslag) for dim in valbara_dimensioner(self.avlasning)]
        if self.fil.sort == Utfallsfil.Sort.SIE:
            rader.append((KONTO, "Kontona själva", len(self.avlasning.konton), forslag == KONTO))
        return rader

    @cached_property
    def par(self):
        """[(two dimensions, their names)] that the file can be read by at once."""
        namn = {dim: namn for dim, namn, _, _ in self.dimensioner}
        return [(par, " och ".join([namn[a], namn[b].lower()])) for par in valbara_par(self.avlasning) for a, b in [par.split("+")]]

    @property
    def dimensionsnamn(self):
        namn = dict(self.par) | {dim: namn for dim, namn, _, _ in self.dimensioner}
        return namn.get(self.fil.dimension, self.fil.dimension)

    @cached_property
    def saldon(self):
        """The accounts of the file's years that the year is a part of, each with what was read and the file's own balance."""
        fran, till = f"{self.year.fran:%Y%m%d}", f"{self.year.till:%Y%m%d}"
        return [rad for rad in self.avlasning.avstamning if rad.fran <= till and fran <= rad.till]

    @property
    def skillnader(self):
        return [rad for rad in self.saldon if rad.skiljer]

    @property
    def ar_avstamt(self):
        """Has the file any balance of its own for an account of the result?"""
        return any(rad.eget is not None and "3" <= rad.konto[:1] <= "8" for rad in self.saldon)

    @cached_property
    def ersattningskonton(self):
        """[(beginning of accounts, öre, names)] that may be where the compensation itself is booked, and nobody has said."""
        ersattning = Ersattning.objects.filter(verksamhetsar=self.year).first()
        if not ersattning:
            return []
        konton = per_objekt(self.avlasning, KONTO, self.year.fran, self.year.till, self.fil.urval)
        svarade = Kontourval(self.fil.inte_ersattning, "") if kontodelar(self.fil.inte_ersattning) else ()
        intakter = {s.kod: s.utfall for s in konton if s.kod[:1] == "3" and s.kod not in svarade}
        namn = self.avlasning.konton
        return [
            (borjan, ore, ", ".join(filter(None, (namn.get(k, "") for k in intakter if k.startswith(borjan)))))
            for borjan, ore in konton_av_storlek(intakter, -ersattning.gallande * 100)
        ]

    @property
    def obesvarat(self):
        """What the program asks and nobody has answered, in sentences."""
        ut = []
        if self.avlasning.dubbla and self.fil.dubbla_en_gang is None:
            ut.append("Verifikationer står två gånger med samma rader. Säg om de ska räknas en eller två gånger.")
        if self.avlasning.bokslut and self.fil.utan_bokslut is None:
            ut.append("Verifikationer tömmer resultatkontona vid årets slut. Säg om de ska räknas.")
        ut += [f"Säg om konto {borjan} bär kommunernas ersättning, som räknas för sig." for borjan, _, _ in self.ersattningskonton]
        return ut

    @property
    def tappade(self):
        """What could not be counted."""
        return [f for f in self.avlasning.fel if f.tappat]

    @property
    def viktiga(self):
        """Remarks that may be money, by kind."""
        return [a for a in self.avlasning.anmarkningar if any(f.viktigt for f in a.fel)]

    @property
    def har_year(self):
        """Is there any amount of the year in the file?"""
        return any(inom(period, self.year.fran, self.year.till) for period, _, _ in self.avlasning.saldon)

    @property
    def tomma_manader(self):
        return [manad(m) for _, m in tomma_manader(self.avlasning, self.year.fran, self.year.till)]
