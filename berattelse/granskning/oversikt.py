"""What stands where in a year: the sections in the order they are printed, how far they have come, and what is missing.

Reads a fixed number of queries, whatever the number of sections.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse

from berattelse.models import Avsnitt, Statusbyte
from samverkan import svenska
from samverkan.antal import antal_per
from uppdrag.arsregister import Arsregister
from uppdrag.models import Avtal, Rubrik, Rubrikuppdrag, Samordnare, Uppdrag
from uppdrag.models.arena import samordnade_uppdrag

Status = Avsnitt.Status
INGENSTANS = "Skrivs inte ut: står inte under någon rubrik"
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


def med_plats(avsnitt):
    """The sections with where they are printed: `grupp`, the heading's text, its number `grupp_nr`, and their own place under it."""
    placering = Rubrikuppdrag.objects.filter(uppdrag=OuterRef("uppdrag"), rubrik__verksamhetsar=OuterRef("verksamhetsar"))
    return avsnitt.annotate(
        grupp=Coalesce("rubrik__text", Subquery(placering.values("rubrik__text")[:1])),
        grupp_nr=Coalesce("rubrik__ordning", Subquery(placering.values("rubrik__ordning")[:1])),
        plats_nr=Subquery(placering.values("ordning")[:1]),
    )


def med_ater(avsnitt):
    """The sections with why they came back last (`ater_skal`), when and by whom."""
    byten = Statusbyte.objects.filter(avsnitt=OuterRef("pk"), till=Status.ATER).order_by("-tid", "-pk")
    falt = {"skal": "skal", "tid": "tid", "vem": "av__namn"}
    return avsnitt.annotate(**{f"ater_{namn}": Subquery(byten.values(falt_)[:1]) for namn, falt_ in falt.items()})


def med_godkannandet(avsnitt):
    """The sections, of those that are approved with the step that did so (`godkannandet`), its time, what they then said ("" where it was
    not kept), and the day they were seen to say something else.
    """
    byten = Statusbyte.objects.filter(avsnitt=OuterRef("pk"), till=Status.GODKAND, avsnitt__status=Status.GODKAND).order_by("-tid", "-pk")
    falt = {"godkannandet": "pk", "godkant_tid": "tid", "godkant_ord": "lydelse", "sett_andrat": "sett_andrat"}
    return avsnitt.annotate(**{namn: Subquery(byten.values(falt_)[:1]) for namn, falt_ in falt.items()})


def med_saknade(years):
    """The years with how many sections each should have and has not, by kind (`saknas_…`)."""
    finns = Avsnitt.objects.filter(verksamhetsar=OuterRef(OuterRef("pk")))
    rubriker = Rubrik.objects.filter(verksamhetsar=OuterRef("pk")).exclude(Exists(finns.filter(rubrik=OuterRef("pk"))))
    placerade = Rubrikuppdrag.objects.filter(rubrik__verksamhetsar=OuterRef("pk"))
    placerade = placerade.exclude(Exists(finns.filter(uppdrag=OuterRef("uppdrag"))))
    andra = Avtal.objects.filter(huvudavtal=OuterRef("avtal")).exclude(Exists(finns.filter(annat_avtal=OuterRef("pk"))))
    return years.annotate(
        har_inledning=Exists(Avsnitt.objects.filter(verksamhetsar=OuterRef("pk"), sort=Avsnitt.Sort.INLEDNING)),
        saknas_omraden=antal_per(rubriker, "verksamhetsar"), saknas_uppdrag=antal_per(placerade, "rubrik__verksamhetsar", "uppdrag"),
        saknas_andra=antal_per(andra, "huvudavtal"),
    )  # fmt: skip


def saknade(year):
    """How many sections are to be made, of a year read by `med_saknade`."""
    return year.saknas_omraden + year.saknas_uppdrag + year.saknas_andra + (not year.har_inledning)


def i_ordning(avsnitt):
    """[(heading, sections)] in the order of the report, of sections read by `med_plats`; those that are printed nowhere come last."""
    grupper = {}
    for a in sorted(avsnitt, key=_plats):
        grupper.setdefault(_grupp(a), []).append(a)
    return list(grupper.items())


def _grupp(a):
    fast = {Avsnitt.Sort.INLEDNING: "Inledning", Avsnitt.Sort.ANNAT_AVTAL: "Andra samverkansavtal"}
    return fast.get(a.sort) or a.grupp or INGENSTANS


def _plats(a):
    if a.sort == Avsnitt.Sort.INLEDNING:
        return (0,)
    if a.sort == Avsnitt.Sort.ANNAT_AVTAL:
        return (2, a.annat_avtal.ordning, a.annat_avtal.titel)
    return (1, a.grupp_nr, a.plats_nr or 0, a.pk) if a.grupp else (3, a.pk)


def pa_startsidan(user, years):
    """The sections of these years, with what is registered under them, if they are hers (`min`) and why they came back (`ater_…`)."""
    lamnade = Statusbyte.objects.filter(avsnitt=OuterRef("pk"), till=Status.KLAR, av=user)
    skriver = Samordnare.objects.galler().filter(uppdrag=OuterRef("uppdrag")).order_by("pk").values("user__namn")[:1]
    rader = med_godkannandet(med_ater(med_plats(med_senast(Avsnitt.objects.filter(verksamhetsar__in=years))))).annotate(
        skriver=Subquery(skriver), min=Exists(samordnade_uppdrag(user).filter(pk=OuterRef("uppdrag"))), lamnad=Exists(lamnade)
    )
    same_year = Q(verksamhetsar=OuterRef("verksamhetsar"))
    for name in ("aktivitet", "resultat"):
        model = Uppdrag._meta.get_field(f"{name}_rader").related_model
        egna = model.objects.filter(same_year, uppdrag=OuterRef("uppdrag"))
        rader = rader.annotate(**{f"antal_{name}": antal_per(egna, "uppdrag")})
    rader = rader.select_related("verksamhetsar__avtal", "uppdrag", "rubrik", "annat_avtal").defer(*Avsnitt.DELAR)
    return list(rader.order_by("-verksamhetsar__fran", "uppdrag__ordning", "pk"))


def per_status(avsnitt):
    """[(status, what it says, how many)] of the statuses that occur."""
    antal = Counter(a.status for a in avsnitt)
    return [(status.value, Avsnitt.I_ORD[status], antal[status]) for status in reversed(Status) if antal[status]]


def utan_rubrik(year):
    """The uppdrag of the year that no heading prints."""
    under_aret = Uppdrag.objects.filter(avtal=year.avtal_id).exclude(till__lt=year.fran).exclude(fran__gt=year.till)
    return under_aret.exclude(Exists(Rubrikuppdrag.objects.filter(uppdrag=OuterRef("pk"), rubrik__verksamhetsar=year)))


class Oversikt:
    """One year's sections, grouped as they are printed."""

    def __init__(self, year, arenor=None):
        """`arenor`: the year's register of arenas, when it is read."""
        self.year, self._lasta = year, arenor
        self.avsnitt = list(med_godkannandet(med_senast(med_hemvist(year.avsnitt.all()))))
        self.rubriker = list(year.rubriker.select_related("omrade").prefetch_related("placeringar__uppdrag"))
        self.andra_avtal = list(year.avtal.andra_avtal.all())

    def saknade_avsnitt(self):
        """How many sections the year should have and has not: what `skapa avsnitt` would make."""
        keys = {("inledning", None), *(("annat_avtal", avtal.pk) for avtal in self.andra_avtal)}
        for rubrik in self.rubriker:
            keys |= {("omrade", rubrik.pk), *(("uppdrag", p.uppdrag_id) for p in rubrik.placeringar.all())}
        return len(keys - {(a.sort, a.uppdrag_id or a.rubrik_id or a.annat_avtal_id) for a in self.avsnitt})

    def utan_rubrik(self):
        """Uppdrag of the year that no heading prints."""
        url = address("uppdrag:rubrik_list", self.year.pk)
        return [Brist(f"{u.namn} står inte under någon rubrik och skrivs inte ut.", url) for u in utan_rubrik(self.year)]

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
        return self._lasta or Arsregister(self.year)

    def arenabrister(self):
        """Own sentences that the register contradicts, and arenas nobody has reported."""
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
        if rad.sagd and rad.egen:
            return "det står att arenan inte har träffats, men den egna meningen trycks i stället, utan skälet."
        if rad.omarkta:
            moten = svenska.numerus(rad.omarkta, "ett planerat möte har passerat", "planerade möten har passerat")
            return f"{moten} utan att vara markerade som hållna eller inställda." if rad.omarkta > 1 else f"{moten}. Hölls det?"
        tackt = rad.ar_redovisad and (rad.egen or rad.installda or rad.hallna is not None or not rad.planerat)
        if tackt or not rad.arena.fanns_under(self.year.fran, self.year.till):
            return ""
        plan = f" {svenska.numerus(rad.planerat, 'Ett möte var planerat', 'möten var planerade').capitalize()}." if rad.planerat else ""
        return INTE_REDOVISAD + plan


def address(name, *args):
    """The address of a page another room owns; "" while that room has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
