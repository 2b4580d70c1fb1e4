"""What a read file would make of the year: which objects belong where, and the outcome of each uppdrag beside what stands now."""

from dataclasses import dataclass
from functools import cached_property

from ekonomi.models import Ersattning, Objektkoppling, Resultatpost, Utfallsfil
from ekonomi.utfall.avlasning import KONTO, valj_monster
from ekonomi.utfall.summor import Objektsumma, forslag_dimension, inom, per_objekt, tomma_manader, valbara_dimensioner
from samverkan.svenska import avrunda_kolumn, manad
from uppdrag.models import Uppdrag


@dataclass(frozen=True)
class Objekt:
    """An object with money and what it is tied to (`koppling` None: to nothing yet)."""

    summa: Objektsumma
    koppling: Objektkoppling | None

    @property
    def kod(self):
        return self.summa.kod or "(utan)"


@dataclass(frozen=True)
class Uppdragsrad:
    """An uppdrag's figures, whole kronor: as they stand and as they would be."""

    uppdrag: Uppdrag
    nu: Resultatpost | None
    utfall: int
    filens_budget: int

    @property
    def budget(self):
        return self.nu.budget if self.nu else None

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
        kopplingar = {
            k.monster: k
            for k in Objektkoppling.objects.filter(avtal=self.year.avtal_id, dimension=self.fil.dimension).select_related("uppdrag")
        }
        summor = per_objekt(self.avlasning, self.fil.dimension, self.year.fran, self.year.till, self.fil.urval)
        rader = [Objekt(s, kopplingar.get(valj_monster(kopplingar, s.kod))) for s in summor]
        return sorted(rader, key=lambda o: -(abs(o.summa.intakter) + o.summa.kostnader))

    @property
    def okopplade(self):
        return [o for o in self.objekt if o.koppling is None]

    @property
    def undantagna(self):
        return [o for o in self.objekt if o.koppling and o.koppling.uppdrag_id is None]

    @cached_property
    def uppdragsrader(self):
        """A row for each uppdrag that has an object, or had an outcome before; whole kronor that foot to the sum of the öre."""
        nu = {
            p.uppdrag_id: p for p in Resultatpost.objects.filter(verksamhetsar=self.year, uppdrag__isnull=False).select_related("uppdrag")
        }
        uppdrag = {p.uppdrag_id: p.uppdrag for p in nu.values() if p.utfall is not None}
        utfall, budget = dict.fromkeys(uppdrag, 0), dict.fromkeys(uppdrag, 0)
        for o in self.objekt:
            if o.koppling and o.koppling.uppdrag_id:
                u = o.koppling.uppdrag
                uppdrag[u.pk] = u
                utfall[u.pk] = utfall.get(u.pk, 0) + o.summa.utfall
                budget[u.pk] = budget.get(u.pk, 0) + o.summa.budget
        ordning = sorted(uppdrag.values(), key=lambda u: (u.ordning, u.namn))
        i_kronor = [avrunda_kolumn([belopp[u.pk] for u in ordning], 100) for belopp in (utfall, budget)]
        return [Uppdragsrad(u, nu.get(u.pk), *par) for u, *par in zip(ordning, *i_kronor, strict=True)]

    @property
    def utfall(self):
        """The outcome of all uppdrag, kronor."""
        return sum(rad.utfall for rad in self.uppdragsrader)

    @property
    def har_budget(self):
        return any(rad.filens_budget for rad in self.uppdragsrader)

    @cached_property
    def arsresultat(self):
        """What the year's result becomes, kronor: compensation less outcome. None before the compensation is registered."""
        ersattning = Ersattning.objects.filter(verksamhetsar=self.year).first()
        return ersattning.gallande - self.utfall if ersattning else None

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

    @property
    def dimensionsnamn(self):
        return next((namn for dim, namn, _, _ in self.dimensioner if dim == self.fil.dimension), self.fil.dimension)

    @property
    def tappade(self):
        """What could not be counted."""
        return [f for f in self.avlasning.fel if f.tappat]

    @property
    def om_filen(self):
        """Remarks on the file as a whole: that it does not agree with itself."""
        return [f.vad for f in self.avlasning.fel if not f.rad and not f.tappat]

    @property
    def har_year(self):
        """Is there any amount of the year in the file?"""
        return any(inom(period, self.year.fran, self.year.till) for period, _, _ in self.avlasning.saldon)

    @property
    def tomma_manader(self):
        return [manad(m) for _, m in tomma_manader(self.avlasning, self.year.fran, self.year.till)]
