"""Is the report done? What must be mended first, what should be looked at, and what has been accepted, for each stage."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from berattelse.granskning.kontroller import Anmarkning, anmarkningar
from berattelse.granskning.lage import andrade
from berattelse.granskning.oversikt import Brist, Oversikt, address
from berattelse.innehall.foljder import aren_efter, foljderna
from berattelse.innehall.personal import bemanningsmening
from berattelse.innehall.samling import kommuner, sagt, samla, underskrift
from berattelse.innehall.schema import ren, som_json, utan_utgava
from berattelse.innehall.sektioner import Underlag
from berattelse.innehall.varden import skillnader
from berattelse.models import Fardigstallande, Godtagande, Skede, Utgava
from ekonomi.belopp import arets_belopp
from ekonomi.models import Arsresultat, Resultatpost
from enkat.resultat.kapitel import oppnade_igen, pagaende, varderingen
from samverkan import svenska
from uppdrag.models import Andringsforslag, Beslut, Rekommendation
from uppdrag.models.beslut import ETT_AR
from uppdrag.schema import beslutsuppgift


def kontrollsumma(data):
    """SHA-256 of the content, without what tells which edition it stands in."""
    return hashlib.sha256(som_json(utan_utgava(data)).encode()).hexdigest()


def med_vardering(data, year, beslut, ort, dag):
    """The content of stage 1 with the judgement and the council's decision, signed on its own day: the same text and figures."""
    egen_dag = {"underskrift": underskrift(year, dag, ort), "skapad": dag} if dag else {}  # else the day of stage 1 stands
    beslutet = beslutsuppgift(beslut) if beslut else None
    return ren(replace(data, skede=2, vardering=varderingen(year), foljder=foljderna(year, beslut), beslut=beslutet, **egen_dag))


def rattad(data, year, ort, dag):
    """The content of stage 1 in a corrected edition: signed on its own day."""
    return ren(replace(data, underskrift=underskrift(year, dag, ort), skapad=dag))


def arenorna(register):
    """{arena: (what a text may call it, meetings held or None)} of the year."""
    return {rad.arena.pk: (_namn(rad.arena), rad.hallna) for rad in register.rader()}


def _namn(arena):
    """Its names; what may be another word is none."""
    return tuple({namn for namn in (arena.namn, arena.textnamn, arena.forkortning) if len(namn) > 3 or namn.isupper()})


def _utom_aret(rad):
    """What is said of one person's work, whichever year it is said of."""
    return rad.sort, rad.procent, rad.kommun_id or 0, rad.finansiering, rad.inriktning


def utkast(year, skede):
    """The draft of the stage. Of what is said to be done: what would be adopted, with what was said then (decision, place, day)."""
    return Beredskap(year, skede).fardigstallt or samla(year, skede)


@dataclass(frozen=True)
class Lage:
    """A warning and how it stands: accepted by somebody, or not yet."""

    anmarkning: Anmarkning
    godtagande: Godtagande | None


class Beredskap:
    """One year and stage, as it stands now."""

    def __init__(self, year, skede):
        self.year, self.skede = year, skede

    @cached_property
    def forra_utgavan(self):
        """The edition of the same stage that this one would replace, or None."""
        return Utgava.objects.filter(verksamhetsar=self.year, skede=self.skede).gallande().first()

    @cached_property
    def grund(self):
        """The adopted edition that stage 2 adds the judgement to, or None."""
        return Utgava.objects.filter(verksamhetsar=self.year, skede=Skede.TILL_KOMMUNERNA).gallande().first()

    @cached_property
    def data(self):
        """The content of stage 1 as it stands now."""
        return samla(self.year, underlag=self._underlag)

    @cached_property
    def _underlag(self):
        return Underlag(self.year)

    @cached_property
    def _forra(self):
        """The rows of the year before, or None."""
        return Underlag(self.year.foregaende, self._underlag) if self.year.foregaende else None

    @cached_property
    def _siffror(self):
        """[(section, Sifferskillnad)]: where a text was saved with another figure than its row has now."""
        return [(a, s) for a in self.oversikt.avsnitt for s in skillnader(a, self._underlag.varden)]

    def innehall(self, beslut=None, ort="", dag=None):
        """The content of the stage; None when stage 2 has nothing to stand on."""
        if self.skede == Skede.TILL_KOMMUNERNA:
            return rattad(self.data, self.year, ort, dag) if dag else self.data
        if self.grund is None:
            return None
        return med_vardering(utan_utgava(self.grund.data), self.year, beslut, ort, dag)

    @cached_property
    def hinder(self):
        """[Brist]: what must be done first, each with where."""
        return self._hinder_till_kommunerna() if self.skede == Skede.TILL_KOMMUNERNA else self._hinder_vardering()

    def _hinder_till_kommunerna(self):
        year, ut = self.year, []
        if not year.is_open:
            return [
                Brist(
                    "Året är låst. Processledaren låser upp det, med ett skäl, om en rättad utgåva ska göras.",
                    address("berattelse:year_overview", year.pk),
                )
            ]
        ut += [Brist(year.aterstar, year.get_absolute_url())] if year.aterstar else []
        ut += [*self.oversikt.utan_rubrik(), *self.oversikt.avsnittsbrister(), *self._andrade_avsnitt()]
        ut += [
            Brist(f"Avsnittet {a}: siffran ”{s.da}” har inte längre någon rad ({s.nyckel}).", a.get_absolute_url())
            for a, s in self._siffror
            if not s.nu
        ]
        enligt = Arsresultat.objects.filter(verksamhetsar=year).first()
        if enligt is None or not enligt.godkant:
            ut.append(Brist("Utfallet är inte godkänt av controllern.", address("ekonomi:year_detail", year.pk)))
        andra = address("uppdrag:year_edit", year.pk)
        if not (year.ort and year.undertecknas):
            ut.append(Brist("Ort och dag för undertecknandet saknas.", andra))
        if not year.dnr:
            ut.append(Brist("Berättelsens diarienummer saknas.", andra))
        if not self.data.underskrift.person:
            ut.append(Brist("Ingen är regional utvecklingsdirektör den dag berättelsen undertecknas.", address("uppdrag:person_list")))
        return ut

    def _andrade_avsnitt(self):
        """The approved sections that their rows have given other words since."""
        for a in andrade(self.oversikt.avsnitt, self._underlag):
            dag = svenska.datum(timezone.localdate(a.godkant_tid))
            yield Brist(f"Avsnittet {a} har ändrats sedan det godkändes den {dag}.", a.get_absolute_url())

    def _hinder_vardering(self):
        if self.grund is None or not self.grund.is_signerad:
            return [Brist("Berättelsen är inte fastställd och signerad.", address("berattelse:fardigstall", self.year.pk, 1))]
        url, varde = address("enkat:start"), self.vardering.kommuner
        if varde is None:
            return [Brist("Kommunerna har inte tillfrågats om sin bedömning av varje uppdrag.", url)]
        ut = [Brist(f"Frågerundan {omgang} är inte stängd.", omgang.get_absolute_url()) for omgang in pagaende(self.year)]
        igen = oppnade_igen(self.year)
        ut += [Brist(f"{d} kan svara till och med den {svenska.datum(d.oppen_till)}.", d.omgang.get_absolute_url()) for d in igen]
        ut += [Brist(f"Det gemensamma värdet av {u.uppdrag} är inte beslutat.", url) for u in varde.uppdrag if not u.enad]
        if not self.organ:
            text = "Avtalet säger inte vilket organ som beslutar om berättelsen."
            ut.append(Brist(text, address("uppdrag:avtal_edit", self.year.avtal_id)))
        elif not self.beslut.exists():
            text = f"{self.organ} har inget registrerat beslut {self.beslutstid}."
            ut.append(Brist(text, address("uppdrag:beslut_create")))
        return ut

    @cached_property
    def vardering(self):
        return varderingen(self.year)

    @cached_property
    def oversikt(self):
        return Oversikt(self.year, self._underlag.arenor if self.skede == Skede.TILL_KOMMUNERNA else None)

    @property
    def beslut(self):
        """The decisions that may be the council's on this report, by the body and the days of the agreement and the year."""
        return Beslut.objects.om_berattelsen(self.year).order_by("datum")

    @property
    def organ(self):
        """The body that decides on the report, as the agreement names it."""
        return self.year.avtal.berattelse_organ

    @property
    def beslutstid(self):
        """When the decision may have been taken, in words."""
        fran, till = self.year.till + timedelta(days=1), self.year.till + ETT_AR
        return f"från och med den {svenska.datum(fran)} till och med den {svenska.datum(till)}"

    @cached_property
    def anmarkningar(self):
        """[Lage] of every warning; those of the text belong to stage 1, where it can still be mended."""
        if self.skede == Skede.MED_VARDERING:
            fynd = [*self._svarslosa(), *self._utan_traff(), *self._oavgjort(), *self._utan_dag()]
        elif self.year.is_open:
            bemanning = list(self._samma_bemanning())
            sagt = {a.grund for a in bemanning}  # asked of once, and not of each per cent in it
            kontroller = [a for a in self._kontroller() if a.sort != "samma" or a.grund not in sagt]
            fynd = [*kontroller, *bemanning, *self._andrade_siffror(), *self._arenor(), *self._utan_dag()]
        else:
            fynd = []
        godtagna = {g.nyckel: g for g in Godtagande.objects.filter(verksamhetsar=self.year).select_related("av")}
        unika = {a.nyckel: a for a in fynd}
        return [Lage(a, godtagna.get(nyckel)) for nyckel, a in unika.items()]

    def _kontroller(self):
        year = self.year
        lankar = {a.plats: a.get_absolute_url() for a in self.oversikt.avsnitt}
        lankar |= {"rubriker": address("uppdrag:rubrik_list", year.pk), "ekonomi": address("ekonomi:year_detail", year.pk)}
        lankar |= {"rekommendationer": address("uppdrag:rekommendation_list"), "avtal": address("uppdrag:avtal_detail", year.avtal_id)}
        lankar |= {"beskrivningar": address("uppdrag:uppdrag_list")}
        rubriker = [(r.text, r.omrade.namn if r.omrade else "") for r in self.oversikt.rubriker if r.avviker]
        poster = Resultatpost.objects.filter(verksamhetsar=year).exclude(belopp=0).exclude(belopp=None).select_related("uppdrag")
        oforklarade = [(p.namn, p.belopp) for p in poster if not p.forklaring.strip()]
        forra = sagt(self._forra, self._underlag) if self._forra else None
        return anmarkningar(
            self.data, forra, lankar, rubriker=rubriker, oforklarade=oforklarade, belopp=arets_belopp(year), idag=timezone.localdate(),
            arenor=arenorna(self.oversikt.arenor),
        )  # fmt: skip

    def _arenor(self):
        return [Anmarkning("arena", brist.text.split(":")[0], brist.text, brist.url) for brist in self.oversikt.arenabrister()]

    def _samma_bemanning(self):
        """Who works in an uppdrag, where that is to the row what the year before had: it is carried over by itself, and printed."""
        for avsnitt in self.oversikt.avsnitt if self._forra else ():
            nu, fore = (underlag.bemanning.get(avsnitt.uppdrag_id, []) for underlag in (self._underlag, self._forra))
            if nu and sorted(map(_utom_aret, nu)) == sorted(map(_utom_aret, fore)):
                mening, om = bemanningsmening(nu), avsnitt.uppdrag.namn
                vad = f"{om}: bemanningen är densamma som {self._forra.year}. {mening} Stämmer det {self.year}?"
                yield Anmarkning("bemanning", om, vad, f"{avsnitt.uppdrag.get_absolute_url()}#bemanning", mening)

    def _andrade_siffror(self):
        for a, s in self._siffror:
            if s.nu:
                yield Anmarkning("varde", str(a), f"{a}: {s.da} → {s.nu} sedan texten skrevs. {s.vad}.", a.get_absolute_url())

    def _svarslosa(self):
        for runda in (*self.vardering.kommunrundor, *self.vardering.rundor):
            saknas = runda.tillfragade - runda.lamnade
            if saknas:
                text = f"{saknas} av {runda.tillfragade} tillfrågade har inte svarat."
                yield Anmarkning("svar", runda.namn, text, address("enkat:start"))

    def _utan_traff(self):
        """The meetings that nobody has registered: the report tells of none, and asserts nothing of them."""
        med = {t.kod for t in self._foljder.traffar}
        utan = [k.kort for k in kommuner(self.year) if k.kod not in med]
        if utan:
            text = f"Ingen hållen kommunvis träff är registrerad med {svenska.lista_text(utan)}."
            yield Anmarkning("traffar", "Kommunvisa träffar", text, address("uppdrag:traff_list", self.year.pk))

    def _oavgjort(self):
        """What the report will say is not decided, or not said."""
        for f in self._foljder.forslag:
            if f.obeslutade and f.status == Andringsforslag.Status.UTSANT:
                text = f"{svenska.lista_text(f.obeslutade)} har inte beslutat."
                yield Anmarkning("forslag", f.rubrik, text, address("uppdrag:forslag_list"))
        for r in self._foljder.rekommendationer:
            if r.klar_senast is None:
                text = "Rekommendationen har ingen dag då den ska vara klar."
                yield Anmarkning("rekommendationer", r.text, text, address("uppdrag:rekommendation_list"))

    def _utan_dag(self):
        """The recommendations whose decision has no day: told by the year its words name, and in no report when they name none."""
        har = aren_efter(self.year) if self.skede == Skede.MED_VARDERING else range(self.year.till.year + 1)
        for r in Rekommendation.objects.filter(avtal=self.year.avtal_id, beslut__datum=None).select_related("beslut"):
            arstal = r.beslut.arstal
            if arstal is None or arstal in har:
                tas = "" if arstal else " Rekommendationen tas därför inte med i någon berättelse."
                text = f"Beslutet om rekommendationen saknar datum ({beslutsuppgift(r.beslut)}).{tas}"
                yield Anmarkning("rekommendationer", r.text, text, r.beslut.get_absolute_url())

    @cached_property
    def _foljder(self):
        return foljderna(self.year)

    @property
    def ogodtagna(self):
        return [lage for lage in self.anmarkningar if lage.godtagande is None]

    @property
    def godtagna(self):
        return [lage for lage in self.anmarkningar if lage.godtagande]

    @property
    def kan_fardigstallas(self):
        return not self.hinder and not self.ogodtagna

    @cached_property
    def fardigstallande(self):
        """The processledare's last word of this stage, or None when an edition has come of it: an earlier word counts no more."""
        sist = Fardigstallande.objects.filter(verksamhetsar=self.year, skede=self.skede).select_related("av", "beslut", "utgava").last()
        return sist if sist and not hasattr(sist, "utgava") else None

    @cached_property
    def fardigstallt(self):
        """The content as it stands now, with what was said when it was said to be done; None when it has not been said."""
        f = self.fardigstallande
        return self.innehall(f.beslut, f.ort, f.dag) if f else None

    @property
    def tidigast(self):
        """The day the edition it would replace was signed: a correction is signed then or later; None when there is none."""
        return self.forra_utgavan.data.underskrift.datum if self.forra_utgavan else None

    @cached_property
    def har_andrats(self):
        """Has the content changed since it was said to be done?"""
        return self.fardigstallt is not None and kontrollsumma(self.fardigstallt) != self.fardigstallande.sha256

    @property
    def kan_faststallas(self):
        return bool(self.fardigstallande) and not self.hinder and not self.har_andrats
