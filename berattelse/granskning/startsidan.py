"""What one person's start page is made of: where the years are, and what is hers. Each kind of row is read once for all years."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from berattelse.granskning.arslage import arslagen
from berattelse.granskning.arssteg import KOMMUN, med_laget, under
from berattelse.granskning.att_gora import att_gora
from berattelse.granskning.borjan import guide
from berattelse.granskning.dagen import dagens_mening
from berattelse.granskning.hinder import hindrar, hindren
from berattelse.granskning.kommunen import for_kommunerna
from berattelse.granskning.oversikt import i_ordning, pa_startsidan, per_status
from berattelse.models import Avsnitt, Sandning, Skede, Utgava
from ekonomi.folkmangd.fordelning import dagar_som_part
from enkat.models import Deltagare
from enkat.models.omgang import KOMMUNENS
from enkat.oversikt import allt_for, som_fragas_sedan, som_kan_svara, svarslaget
from samverkan.antal import antal_per
from samverkan.models import Kladd, Organisation, Roll
from samverkan.svenska import datum, lista_text
from uppdrag.models import Kontaktperson, Laget, Medverkan, Part, Samordnare, Stegagare, Uppdrag, Verksamhetsar
from uppdrag.models.arena import samordnade_uppdrag

Status = Avsnitt.Status
SER_HELA = {Roll.PROCESSLEDARE, Roll.CONTROLLER, Roll.DIREKTOR}  # they are told of every section, a samordnare of her own


def _nar_visas(deltagare):
    """When her kommun may read what the others answered, as a sentence."""
    if not deltagare.omgang.is_over:
        return "Svaren visas för alla när frågerundan är stängd."
    if deltagare.status == Deltagare.Status.INSKICKAT:
        return "Frågerundan är stängd och svaren visas."
    return "Frågerundan är stängd. De andras svar visas när ni har svarat, eller inte längre kan svara."


class Startsida:
    """Read when it is asked for; what stands for nothing in her roles is not asked."""

    def __init__(self, user):
        self.user = user
        osparat = Exists(Kladd.objects.filter(user=user))
        partskap = Part.objects.galler().filter(organisation__in=user.organisation_ids).select_related("organisation")
        kontakt = Exists(Kontaktperson.objects.i_tjanst().filter(user=user, part=OuterRef("pk")))
        self.partskap = list(partskap.annotate(osparat=osparat, har_kontakten=kontakt))
        self.osparat = any(part.osparat for part in self.partskap)
        self.roller = defaultdict(set)
        for part in self.partskap:
            self.roller[part.avtal_id] |= {roll for roll, org in user.aktiva_roller if org == part.organisation_id}

    @cached_property
    def lamnade(self):
        """[(kommun, agreement)] of what her kommuner have left, for whoever has no other: the statement of the debt is still theirs."""
        if self.roller:
            return []
        rader = Part.objects.filter(organisation__in=self.user.organisation_ids, organisation__sort=KOMMUN, till__lt=self.idag)
        return [(p.organisation, p.avtal) for p in rader.select_related("organisation", "avtal")]

    def avtal_som(self, roll):
        """Ids of the agreements at whose parties she holds the role today."""
        return {avtal for avtal, roller in self.roller.items() if roll in roller}

    @cached_property
    def is_regional(self):
        return any(roller & Roll.regionens() for roller in self.roller.values())

    @cached_property
    def years(self):
        """Every year she may see with all that its steps are read from, the latest first."""
        rader = Verksamhetsar.objects.filter(avtal__in=list(self.roller)).order_by("-fran", "pk")
        return list(med_laget(rader)) if self.roller else []

    @cached_property
    def aren(self):
        """The years that go on, each with its steps. Who has handed in all of hers is not late with the writing, though others are."""
        kvar = {a.verksamhetsar_id for a in self.mina if a.status not in {Status.KLAR, Status.GODKAND}}
        rader = arslagen(self.years, self.roller)
        return [a if a.year.pk in kvar else replace(a, hennes=a.hennes - {Stegagare.SAMORDNARE}) for a in rader]

    @property
    def per_avtal(self):
        """[(agreement, its latest years)] of the years she may see."""
        per = {}
        for year in self.years:
            per.setdefault(year.avtal_id, []).append(year)
        return [(years[0].avtal, years[:6]) for years in per.values()]

    @cached_property
    def huvudar(self):
        """The year that the page is about: the first that is open, else the latest that goes on; None without one."""
        oppna = [a for a in self.aren if a.year.status == Verksamhetsar.Status.OPPET]
        return oppna[0] if oppna else self.aren[-1] if self.aren else None

    @property
    def ovriga_aren(self):
        return [a for a in self.aren if a is not self.huvudar]

    @property
    def rubrik(self):
        if len(self.kommuner) == 1 and not self.is_regional:
            return self.kommuner[0].tabellnamn
        if self.mina and not self.avtal_som(Roll.PROCESSLEDARE):
            return f"Mina uppdrag {lista_text(sorted({str(a.verksamhetsar) for a in self.mina}))}"
        return f"Året {self.huvudar.year}" if self.huvudar else "Start"

    @cached_property
    def mening(self):
        return dagens_mening(self)

    @property
    def idag(self):
        return timezone.localdate()

    @cached_property
    def _huvudroller(self):
        """Her roles in the main year's agreement, where they let her see all of its sections."""
        roller = self.roller[self.huvudar.year.avtal_id] if self.huvudar else set()
        return roller if roller & SER_HELA else set()

    @property
    def hinder(self):
        """[Arshinder] of the main year; None where nothing hinders yet or any more, or it is not for her to say."""
        return None if self.fardigstalld else self._hinder

    @property
    def mina_hinder(self):
        """How many of the things that hinder are hers: they stand in a list of their own, and not in what she is to do."""
        return sum(h.antal for h in self.hinder or () if h.mitt)

    @property
    def fardigstalld(self):
        """Is the report of the main year said to be done, with nothing in its way since? Then it waits to be adopted."""
        return self._hinder == [] and bool(self.huvudar.year.steg_vantar1)

    @cached_property
    def _hinder(self):
        if not self._huvudroller or not hindrar(self.huvudar.year, self.dag(self.huvudar.year.pk, "faststallt")):
            return None
        return hindren(self.huvudar.year, self.huvudavsnitt, self._huvudroller)

    @property
    def huvudavsnitt(self):
        return [a for a in self.avsnitt if a.verksamhetsar_id == self.huvudar.year.pk]

    @property
    def avsnittsgrupper(self):
        return i_ordning(self.huvudavsnitt) if self._huvudroller else []

    @property
    def antal_per_status(self):
        return per_status(self.huvudavsnitt)

    @property
    def godkanda(self):
        return sum(a.status == Status.GODKAND for a in self.huvudavsnitt)

    @cached_property
    def _dagar(self):
        return {(y.pk, steg.sort): steg.sista_dag for y in self.years for steg in y.arssteg.all() if steg.ingar}

    def dag(self, year_pk, sort):
        """The last day of a step, where the year has it."""
        return self._dagar.get((year_pk, sort))

    @cached_property
    def guiden(self):
        """The guide of whoever begins; once a report has been signed there was all it asks for."""
        leder = self.avtal_som(Roll.PROCESSLEDARE)
        return None if any(y.steg_signerat for y in self.years if y.avtal_id in leder) else guide(self.user)

    @property
    def utgavor(self):
        """The editions that hold and that she may read."""
        return [u for u in self._utgavorna if u.efterfoljare is None]

    @cached_property
    def _utgavorna(self):
        """Those and what a correction that is not signed has replaced, the latest year first, without their content."""
        brev = Sandning.objects.filter(utgava=OuterRef("pk"))
        har = Exists(Sandning.objects.filter(utgava=OuterRef(OuterRef("pk")), organisation=OuterRef("organisation")))
        utan = Part.objects.filter(under("verksamhetsar__"), ~har, avtal=OuterRef("verksamhetsar__avtal"), organisation__sort=KOMMUN)
        rader = (
            Utgava.objects.visible_to(self.user)
            .till_rattelsen_signeras()
            .annotate(
                sand_till_antal=antal_per(brev, "utgava", "organisation"),
                kommuner_utan=antal_per(utan, "avtal", "organisation"),
                sand_senast=Subquery(brev.order_by("-tid").values("tid")[:1]),
            )
        )
        rader = rader.select_related("verksamhetsar__avtal", "signatur", "publicering", "ersatt_av")
        rader = rader.defer("innehall", "signatur__innehall", "ersatt_av__innehall")
        return list(rader.order_by("-verksamhetsar__fran", "-nummer")) if self.roller or self.lamnade else []

    def haller(self, utgava):
        """As Utgava.inaktuell of those that are not replaced, without a question for each: is what it is built on corrected since?"""
        forsta = [u for u in self.utgavor if u.skede == Skede.TILL_KOMMUNERNA and u.verksamhetsar_id == utgava.verksamhetsar_id]
        return utgava.skede == Skede.TILL_KOMMUNERNA or not any(u.nummer > utgava.nummer for u in forsta)

    @property
    def signerade(self):
        return [u for u in self._utgavorna if u.is_signerad][:6]

    @cached_property
    def avsnitt(self):
        """The sections of the open years she works with."""
        avtal = {avtal for avtal, roller in self.roller.items() if roller & Roll.regionens()}
        oppna = [y.pk for y in self.years if y.avtal_id in avtal and y.status == Verksamhetsar.Status.OPPET]
        return pa_startsidan(self.user, oppna) if oppna else []

    @property
    def mina(self):
        return [a for a in self.avsnitt if a.min]

    @property
    def ater(self):
        return [a for a in self.avsnitt if a.status == Status.ATER and (a.min or (a.uppdrag_id is None and a.lamnad))]

    @property
    def att_granska(self):
        leder = self.avtal_som(Roll.PROCESSLEDARE)
        return [a for a in self.avsnitt if (a.status == Status.KLAR or a.sett_andrat) and a.verksamhetsar.avtal_id in leder]

    @cached_property
    def svar(self):
        """Her respondents, and those of whom something came too late that she decides about."""
        return allt_for(self.user, self.avtal_som(Roll.PROCESSLEDARE))

    @property
    def svarslaget(self):
        """[(round, its respondents, how many have handed in)] of what she leads and is asked now."""
        return svarslaget([d for d in self.svar if d.fragas])

    @cached_property
    def andra_kommuner(self):
        """(how many have handed in, of how many, when the answers are shown) of the round that her kommun is asked in now.

        None when it is not told.
        """
        egna = [d for d in self.svar if d.egen and d.organisation_id and d.is_open and not d.omgang.anonym]
        oppna = {d.omgang.verksamhetsar_id: d for d in egna}
        year = next((y for y in self.years if y.pk in oppna and not y.steg_kommuner_hemlig), None)
        return (year.steg_kommuner_svarade, year.steg_kommuner_fragade, _nar_visas(oppna[year.pk])) if year else None

    @property
    def sena_svar(self):
        return [d for d in self.svar if d.sen]

    @property
    def mina_svar(self):
        """Her bodies' answers: her kommun's stand among the rest of what it has before it."""
        return [d for d in som_kan_svara([d for d in self.svar if d.egen]) if d.arena_id]

    @property
    def inskickat(self):
        """Those of them that are handed in and can still be changed."""
        return [d for d in self.mina_svar if d.status == Deltagare.Status.INSKICKAT]

    @property
    def kommande(self):
        return som_fragas_sedan([d for d in self.svar if d.egen])

    @cached_property
    def kommuner(self):
        """The kommuner she acts for: by role, or as their contact person."""
        hos = {p.organisation_id: p.organisation for p in self.partskap if p.organisation.sort == Organisation.Sort.KOMMUN}
        genom_roll = {org for roll, org in self.user.aktiva_roller if roll in KOMMUNENS}
        kontakt = {p.organisation_id for p in self.partskap if p.har_kontakten}
        return sorted((o for pk, o in hos.items() if pk in genom_roll | kontakt), key=lambda o: o.namn)

    @property
    def svarar_for(self):
        """{(kommun's id, agreement's id)} that she answers for: hands in its judgement and registers its decisions. As their
        can_be_…_by: as its kommunchef in every agreement, as its contact person in hers.
        """
        chef = {org for roll, org in self.user.aktiva_roller if roll == Roll.KOMMUNCHEF}
        return {(p.organisation_id, p.avtal_id) for p in self.partskap if p.har_kontakten or p.organisation_id in chef}

    @property
    def kommunernas_year(self):
        """Those of them that are party in the main year, once it is opened: each has its own page of it (can_see_kommunaret)."""
        year = self.huvudar and self.huvudar.year
        if year is None or year.status == Verksamhetsar.Status.PLANERAT:
            return []
        parter = [p for p in self.partskap if p.avtal_id == year.avtal_id]
        hos = {p.organisation_id for p in parter if dagar_som_part(p.fran, p.till, year.fran, year.till)[0]}
        return [k for k in self.kommuner if k.pk in hos]

    @cached_property
    def kommunerna(self):
        return for_kommunerna(self.user, self.kommuner, [d for d in self.svar if d.egen], self.svarar_for)

    @property
    def kommunernas_lage(self):
        """Of it, what waits for nobody at the kommun."""
        rader = [(k, [rad for rad in egna if not rad.knapp]) for k, egna in self.kommunerna]
        return [(k, egna) for k, egna in rader if egna]

    @cached_property
    def att_gora(self):
        return att_gora(self)

    @cached_property
    def utan_avsnitt(self):
        """The uppdrag this person coordinates that have no section, where there is an open year to have one in."""
        oppna = {y.avtal_id for y in self.years if y.is_open}
        if not oppna or not self.avtal_som(Roll.SAMORDNARE):
            return []
        egna = Samordnare.objects.galler().filter(user=self.user, uppdrag__in=samordnade_uppdrag(self.user), uppdrag__avtal__in=oppna)
        egna = egna.exclude(uppdrag__in=[a.uppdrag_id for a in self.mina])
        return [rad.uppdrag for rad in egna.select_related("uppdrag") if rad.uppdrag.status != Uppdrag.Status.NEDLAGT]

    @property
    def utan_uppdrag(self):
        """Is she samordnare by role, and of no uppdrag? Then she has nothing to write or register, and is told why."""
        if self.mina or not self.avtal_som(Roll.SAMORDNARE):
            return False
        return not samordnade_uppdrag(self.user).exists()

    @cached_property
    def medverkansar(self):
        """The main year, else the latest that has been opened."""
        begynta = (y for y in self.years if y.status != Verksamhetsar.Status.PLANERAT)
        return self.huvudar.year if self.huvudar else next(begynta, None)

    @cached_property
    def medverkar(self):
        """[(uppdrag, what has ended of it, in words)] of those that one of her kommuner took part in during `medverkansar`; today's
        without one. For those who act for a kommun.
        """
        hos = [org for roll, org in self.user.aktiva_roller if roll not in Roll.regionens()]
        if not hos:
            return []
        uppdrag = Uppdrag.objects.visible_to(self.user)
        rader = Medverkan.objects.filter(organisation__in=hos).select_related("uppdrag")
        if self.medverkansar:
            uppdrag, rader = uppdrag.under(self.medverkansar), rader.under(self.medverkansar)
        else:
            uppdrag, rader = uppdrag.galler(), rader.galler()
        per_uppdrag = {}
        for rad in rader.filter(uppdrag__in=uppdrag).order_by("uppdrag__avtal_id", "uppdrag__ordning", "uppdrag__namn"):
            per_uppdrag.setdefault(rad.uppdrag, []).append(rad.till)
        return [(u, self._slutat(u, dagar)) for u, dagar in per_uppdrag.items()]

    def _slutat(self, uppdrag, dagar):
        """Has it ended, or the kommun's part in it (`dagar`: the last day of each time it took part)? "" while both go on."""
        laget = uppdrag.laget_den(self.idag)
        if laget in {Laget.AVSLUTAT, Laget.NEDLAGT, Laget.OVERFORT}:
            return laget.label.lower()
        sist = max(dag or date.max for dag in dagar)
        return f"medverkade till och med {datum(sist)}" if sist < self.idag else ""
