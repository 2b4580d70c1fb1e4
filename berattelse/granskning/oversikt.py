"""What stands where in a year: the sections in the order they are printed, how far they have come, and what is missing.

Reads a fixed number of queries, whatever the number of sections.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import NoReverseMatch, reverse

from berattelse.models import Avsnitt, Statusbyte
from samverkan import svenska
from uppdrag.arsregister import Arsregister
from uppdrag.models import Samordnare, Uppdrag
from uppdrag.models.arena import samordnade_uppdrag

Status = Avsnitt.Status
INTE_REDOVISAD = "inte redovisad. Registrera möten, ett antal utan datum, eller att arenan inte har träffats."


@dataclass(frozen=True)
class Brist:
    """Something that is missing, and where it is mended."""

    text: str
    url: str = ""


def med_senast(avsnitt):
    """The sections with who saved their text last and when (`senast_tid`, `senast_vem`)."""
    senast = Avsnitt.history.model.objects.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    return avsnitt.annotate(
        senast_tid=Subquery(senast.values("history_date")[:1]), senast_vem=Subquery(senast.values("history_user__namn")[:1])
    )


def med_hemvist(avsnitt):
    """The sections with all that their name, their rights and their samordnare are read from."""
    nu = Prefetch("uppdrag__samordnare", Samordnare.objects.galler().select_related("user"), to_attr="samordnare_nu")
    return avsnitt.select_related("verksamhetsar__avtal", "uppdrag", "rubrik", "annat_avtal").prefetch_related(nu)


def pa_startsidan(user, years):
    """The sections of these years, with what is registered under them, if they are hers (`min`) and why they came back (`ater_…`)."""
    byten = Statusbyte.objects.filter(avsnitt=OuterRef("pk"), till=Status.ATER).order_by("-tid", "-pk")
    lamnade = Statusbyte.objects.filter(avsnitt=OuterRef("pk"), till=Status.KLAR, av=user)
    rader = med_senast(Avsnitt.objects.filter(verksamhetsar__in=years)).annotate(
        min=Exists(samordnade_uppdrag(user).filter(pk=OuterRef("uppdrag"))), lamnad=Exists(lamnade),
        ater_skal=Subquery(byten.values("skal")[:1]), ater_tid=Subquery(byten.values("tid")[:1]),
        ater_vem=Subquery(byten.values("av__namn")[:1]),
    )  # fmt: skip
    same_year = Q(verksamhetsar=OuterRef("verksamhetsar"))
    for name in ("aktivitet", "resultat"):
        model = Uppdrag._meta.get_field(f"{name}_rader").related_model
        antal = model.objects.filter(same_year, uppdrag=OuterRef("uppdrag")).order_by().values("uppdrag").annotate(n=Count("pk"))
        rader = rader.annotate(**{f"antal_{name}": Subquery(antal.values("n"))})
    rader = rader.select_related("verksamhetsar__avtal", "uppdrag", "rubrik", "annat_avtal").defer(*Avsnitt.DELAR)
    return list(rader.order_by("-verksamhetsar__fran", "uppdrag__ordning", "pk"))


def per_status(avsnitt):
    """[(status, its word, how many)] of the statuses that occur."""
    antal = Counter(a.status for a in avsnitt)
    return [(status.value, status.label, antal[status]) for status in Avsnitt.Status if antal[status]]


class Oversikt:
    """One year's sections, grouped as they are printed."""

    def __init__(self, year):
        self.year = year
        self.avsnitt = list(med_senast(med_hemvist(year.avsnitt.all())))
        self.rubriker = list(year.rubriker.select_related("omrade").prefetch_related("placeringar__uppdrag"))
        self.andra_avtal = list(year.avtal.andra_avtal.all())
        self._by_home = {(a.sort, a.uppdrag_id or a.rubrik_id or a.annat_avtal_id): a for a in self.avsnitt}

    @property
    def per_status(self):
        return per_status(self.avsnitt)

    def grupper(self):
        """[(heading, sections)] in the order of the report; sections that are not printed anywhere come last."""
        grupper = [("Inledning", self._hitta(("inledning", None)))]
        for rubrik in self.rubriker:
            keys = [("omrade", rubrik.pk), *(("uppdrag", p.uppdrag_id) for p in rubrik.placeringar.all())]
            grupper.append((rubrik.text, self._hitta(*keys)))
        grupper.append(("Andra samverkansavtal", self._hitta(*(("annat_avtal", avtal.pk) for avtal in self.andra_avtal))))
        tagna = {a.pk for _, rader in grupper for a in rader}
        grupper.append(("Skrivs inte ut: står inte under någon rubrik", [a for a in self.avsnitt if a.pk not in tagna]))
        return [grupp for grupp in grupper if grupp[1]]

    def _hitta(self, *keys):
        return [self._by_home[key] for key in keys if key in self._by_home]

    def saknade_avsnitt(self):
        """How many sections the year should have and has not: what `skapa avsnitt` would make."""
        keys = {("inledning", None), *(("annat_avtal", avtal.pk) for avtal in self.andra_avtal)}
        for rubrik in self.rubriker:
            keys |= {("omrade", rubrik.pk), *(("uppdrag", p.uppdrag_id) for p in rubrik.placeringar.all())}
        return len(keys - set(self._by_home))

    def brister(self):
        """Everything that keeps the year from being finished, as far as this program can see it."""
        return [*self.utan_rubrik(), *self.avsnittsbrister(), *self.arenabrister()]

    def utan_rubrik(self):
        """Uppdrag of the year that no heading prints."""
        placerade = {p.uppdrag_id for rubrik in self.rubriker for p in rubrik.placeringar.all()}
        under_aret = Uppdrag.objects.filter(avtal=self.year.avtal_id).exclude(till__lt=self.year.fran).exclude(fran__gt=self.year.till)
        url = address("uppdrag:rubrik_list", self.year.pk)
        return [Brist(f"{u.namn} står inte under någon rubrik och skrivs inte ut.", url) for u in under_aret if u.pk not in placerade]

    def avsnittsbrister(self):
        """Sections that are missing or not approved."""
        skapas = self.saknade_avsnitt()
        if skapas:
            text = svenska.numerus(skapas, "ett avsnitt är inte skapat", "avsnitt är inte skapade")
            yield Brist(f"{svenska.stor_bokstav(text)}.", f"{self.year.get_absolute_url()}#skapa")
        for a in self.avsnitt:
            if a.fran_foregaende:
                yield Brist(f"Avsnittet {a}: text från föregående år är inte ändrad eller bekräftad.", a.get_absolute_url())
            elif a.status != Avsnitt.Status.GODKAND:
                yield Brist(f"Avsnittet {a} {a.nasta_steg}.", a.get_absolute_url())

    @cached_property
    def arenor(self):
        """The year's register of arenas."""
        return Arsregister(self.year)

    def arenabrister(self):
        """Own sentences that the register contradicts, planned meetings of which none is registered, and arenas nobody has reported."""
        for rad in self.arenor.rader():
            fel = self._arenabrist(rad)
            if fel:
                yield Brist(f"{rad.arena.namn}: {fel}", f"{address('uppdrag:arena_detail', rad.arena.pk)}?year={self.year.pk}#year")

    def _arenabrist(self, rad):
        """What is wrong with what is said of one arena's year, or ""."""
        if rad.avvikelse:
            return rad.avvikelse
        if rad.motsagd:
            moten = svenska.numerus(rad.hallna, "ett möte är registrerat som hållet", "möten är registrerade som hållna")
            return f"det står att arenan inte har träffats, men {moten}."
        if not rad.ar_redovisad:
            return INTE_REDOVISAD if rad.arena.fanns_under(self.year.fran, self.year.till) else ""
        if rad.planerat and not (rad.hallna or rad.installda or rad.egen or rad.sagd):
            return f"inget möte är registrerat, {svenska.numerus(rad.planerat, 'ett var planerat', 'var planerade')}."
        return ""


def address(name, *args):
    """The address of a page another room owns; "" while that room has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
