"""A county for a simulated year: eight kommuner, six bodies, eleven uppdrag, who does what on which day, and the letters that follow.

What is expected is reckoned here from days and people alone, as the rule is told in docs/decisions/0025: a letter the weekday a week before
the last day (on the step's first day, when that is later), on the last day and each Monday after it, to those who have not done it.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from berattelse.models import Avsnitt, Dokumentuppgift, Paminnelseval, Publicering, Utgava
from ekonomi.models import Arsresultat
from enkat.models import Deltagare, Omgang, Vardering
from samverkan.models import Roll
from samverkan.vardagar import nasta_vardag, senaste_vardag
from tests import factories as grund
from tests.berattelse import factories, utgavor
from tests.enkat import factories as f
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.arsplan import MODELLEN
from uppdrag.models import Arena, Arenaar, Beslut, Rekommendation, Stegsort, Tillfalle, Verksamhetsar

DAG = timedelta(days=1)
ORGAN = ("BUZ", "FoU-rådet", "Lärcentrasamverkan", "SocSam", "IFO-chefer", "Förvaltningschefer")
SVARAR = (-12, -9, -6, -3, 0, None, -5, -1)  # when they answer, in days from the last day; None: never
LAMNAR = (-12, -9, -8, -5, -5, -3, -1, 0, 1, 9)  # when the samordnare hand in


@dataclass(frozen=True)
class Vantan:
    """That somebody is to be reminded of a step from its first day until it is done (`klart`: from that day no letter)."""

    adress: str
    sort: str
    fran: date
    sista_dag: date
    klart: date
    fore: int = 7
    varje_vecka: bool = True

    @property
    def dagar(self):
        mandag = self.sista_dag + timedelta(7 - self.sista_dag.weekday())
        sena = [nasta_vardag(mandag + timedelta(7 * n)) for n in range(12 if self.varje_vecka else 1)]
        return sorted({max(senaste_vardag(self.sista_dag - timedelta(self.fore)), self.fran), self.sista_dag, *sena})

    def brev(self, korningar):
        """One for each run since whose former a day of reminding has come: after a gap one, and only if it is still to be done."""
        sist = date.min
        for dag in korningar:
            if self.fran <= dag < self.klart and any(sist < p <= dag for p in self.dagar):
                yield dag, self.adress, Stegsort(self.sort).label
            sist = dag


@dataclass(frozen=True)
class Runda:
    """A round of questions: opened by the clock on its day, reminds those who have not answered."""

    namn: str
    oppnar: date
    sista_dag: date
    paminns: list
    svarade: dict = field(hash=False)  # {address: the day of its answer, or None}

    def brev(self, korningar):
        fick = {}
        for dag in (d for d in korningar if self.oppnar <= d <= self.sista_dag):
            nar = max((p for p in self.paminns if p <= dag), default=date.min)
            vanta = nar < dag and dag + DAG in self.paminns
            for adress, svarade in self.svarade.items():
                if adress not in fick:
                    fick[adress] = dag
                    yield dag, adress, self.namn
                elif fick[adress] < nar and not vanta and (svarade is None or dag < svarade):
                    fick[adress] = dag
                    yield dag, adress, f"Påminnelse: {self.namn}"


class Lanet:
    """The rows of the county, what its people do (`akter`: (day, function)), and what letters that is to give (`vantade`)."""

    def __init__(self, hus, mall):
        self.hus, self.mall, self.akter, self.vantade, self.rundor = hus, mall, [], [], []
        self.slut = date(2022, 9, 30) if mall == MODELLEN else date(2022, 12, 31)
        Verksamhetsar.objects.filter(pk=hus.year.pk).update(
            fran=date(2021, 10, 1) if mall == MODELLEN else date(2022, 1, 1), till=self.slut, status="planerat"
        )
        hus.year.refresh_from_db()
        self._folk()
        lagg_in_arssteg(hus.year, mall, by=hus.processledare)
        self.steg = {s.sort: s for s in hus.year.arssteg.all() if s.ingar}
        self.forst = min(s.fran for s in self.steg.values())
        self._planering()
        self._skrivandet()
        self._utgivningen()
        if mall == MODELLEN:
            self._organen()
        self._kommunerna()
        self._radet()

    def vantade_brev(self, korningar):
        """Of the days when the clock ran, the weekdays: {(day, address, what)}, none told twice."""
        alla = [brev for rad in (*self.vantade, *self.rundor) for brev in rad.brev(korningar)]
        assert len(alla) == len(set(alla))
        return set(alla)

    # --- who they are --------------------------------------------------------------------------------------------------

    def _folk(self):
        """Berg has a kommunchef, Krokom two, one a contact person and a mailbox, one a kommunchef and a contact person, four a mailbox."""
        h = self.hus
        Paminnelseval.objects.create(user=h.controller, dagar_fore=3, varje_vecka=False)
        self.adresser = {h.berg: [h.kommunchef.email], h.krokom: []}
        self.adresser[h.krokom] = [self._person(h.krokom, Roll.KOMMUNCHEF).email for _ in range(2)]
        for n in range(6):
            kommun = grund.organisation(f"Kommun nummer {n}", funktionsbrevlada=f"kommun{n}@exempel.test")
            part = h.avtal.parter.create(organisation=kommun)
            egna = [self._person(kommun, Roll.KOMMUNCHEF)] if n == 1 else []
            if n < 2:
                kontakt = self._person(kommun, Roll.TJANSTEPERSON)
                part.kontaktpersoner.create(user=kontakt, fran=grund.BORJAN)
                egna.append(kontakt)
            self.adresser[kommun] = [p.email for p in egna] or [kommun.funktionsbrevlada]
        for n, namn in enumerate(ORGAN):
            arena = h.arena if namn == "BUZ" else grund.arena(h.avtal, namn, under=[h.uppdrag])
            arena.ordforande.create(namn="Ordföranden", epost=f"ordforande{n}@exempel.test", fran=grund.BORJAN)

    def _person(self, organisation, roll):
        return grund.user(f"Person hos {organisation}", roll=roll, organisation=organisation)

    # --- what they do, and when ----------------------------------------------------------------------------------------

    def _vanta(self, sort, adress, klart, **val):
        s = self.steg[sort]
        self.vantade.append(Vantan(adress, sort, s.fran, s.sista_dag, klart, **val))

    def _sist(self, sort, dagar):
        return self.steg[sort].sista_dag + timedelta(dagar)

    def _planering(self):
        oppnas, year = self._sist("planerat", -3), Verksamhetsar.objects.filter(pk=self.hus.year.pk)
        planer = [Arenaar(arena=arena, verksamhetsar=self.hus.year, planerat=4) for arena in Arena.objects.filter(avtal=self.hus.avtal)]
        self.akter += [(oppnas, lambda: year.update(status="oppet")), (oppnas, lambda: Arenaar.objects.bulk_create(planer))]
        self._vanta("planerat", self.hus.processledare.email, oppnas)

    def _skrivandet(self):
        """Ten samordnare hand in, one much too late; the eleventh uppdrag has none, and is the processledare's."""
        h = self.hus
        uppdrag = [h.uppdrag, *(grund.uppdrag(h.avtal, f"Uppdrag nummer {n}") for n in range(10))]
        for n, (u, dagar) in enumerate(zip(uppdrag, (*LAMNAR, 2), strict=True)):
            person = h.samordnare if n == 0 else self._person(h.region, Roll.SAMORDNARE) if n < 10 else h.processledare
            if 0 < n < 10:
                u.samordnare.create(user=person, fran=grund.BORJAN)
            egen, lamnas = Avsnitt.objects.filter(pk=factories.avsnitt(h, uppdrag=u).pk), self._sist("skrivet", dagar)
            self.akter.append((lamnas, lambda egen=egen: egen.update(status="klar")))
            self._vanta("skrivet", person.email, lamnas)
        self.granskat = self._sist("skrivet", LAMNAR[-1]) + DAG
        self.akter.append((self.granskat, lambda: Avsnitt.objects.update(status="godkand")))
        self._vanta("granskat", h.processledare.email, self.granskat)

    def _utgivningen(self):
        """The outcome is late, and all that waits for it; the last kommun is sent its report a week after the others."""
        h, klar = self.hus, self._sist("utfallet", 9)
        godkant = {"godkant": datetime(2022, 10, 1, tzinfo=UTC), "godkant_av": h.controller}
        self.akter.append((klar, lambda: Arsresultat.objects.create(verksamhetsar=h.year, belopp=1, **godkant)))
        self._vanta("utfallet", h.controller.email, klar, fore=3, varje_vecka=False)
        ut = max(klar, self.granskat) + DAG
        self.akter += [(ut, self._ge_ut), (ut + 8 * DAG, lambda: self._sand(list(self.adresser)[-1:]))]
        for sort, person in (("fardigstallt", h.processledare), ("faststallt", h.direktor), ("signerat", h.direktor)):
            self._vanta(sort, person.email, ut)
        self._vanta("overlamnat", h.processledare.email, ut + 8 * DAG)

    def _ge_ut(self):
        utgava = utgavor.rad(self.hus.year, self.hus.direktor, publicerad=False)
        Publicering.objects.create(utgava=utgava, av=self.hus.direktor)
        self._sand(list(self.adresser)[:-1])

    def _sand(self, kommuner):
        for kommun in kommuner:
            utgavor.sandning(Utgava.objects.get(), kommun, self.hus.processledare)

    def _runda(self, sort, forval, svarande, finns):
        """A round planned on the day `finns`, which the clock opens; `svarande` are {address: respondent's field}."""
        s, dagar = self.steg[sort], [7, 1]
        oppnar, namn = nasta_vardag(max(s.fran, finns)), f"Frågorna {forval}"
        tid = {"oppnar": oppnar, "sista_dag": s.sista_dag, "status": "planerad", "paminn_dagar": dagar}

        def planera():
            o = f.omgang(self.hus, forval, namn=namn, **tid)
            Deltagare.objects.bulk_create(Deltagare(omgang=o, mottagare="Svarande", epost=a, **falt) for a, falt in svarande.items())

        self.akter.append((finns, planera))
        svarade = {a: None if n is None else max(s.sista_dag + timedelta(n), oppnar + DAG) for a, n in zip(svarande, SVARAR, strict=False)}
        for adress, dag in svarade.items():
            if dag:
                egen = Deltagare.objects.filter(omgang__namn=namn, epost=adress)
                self.akter.append((dag, lambda egen=egen: egen.update(status="inskickat")))
        self.rundor.append(Runda(namn, oppnar, s.sista_dag, [senaste_vardag(s.sista_dag - timedelta(n)) for n in dagar], svarade))

    def _organen(self):
        """The bodies answer by their chairs; whether the compilation was sent no row tells."""
        arenor = {a.ordforande.get().epost: {"arena": a} for a in self.hus.avtal.arenor.order_by("pk")}
        self._runda("besvarat", "organ-2015", arenor, self.forst)
        self._vanta("sammanstallt", self.hus.processledare.email, self._sist("sammanstallt", 1))

    def _kommunerna(self):
        """The kommuner judge and agree. In the practice their round is planned late, and the processledare reminded that there is none."""
        h, finns = self.hus, self.forst if self.mall == MODELLEN else self._sist("bedomt", -4)
        self._runda("bedomt", "kommunernas", {m[-1]: {"organisation": kommun} for kommun, m in self.adresser.items()}, finns)
        self._vanta("bedomt", h.processledare.email, finns)
        enas = self._sist("varderat", -1 if self.mall == MODELLEN else 9)
        self.akter.append((enas, self._enas))
        for adress in (a for alla in self.adresser.values() for a in alla):
            self._vanta("varderat", adress, enas)
        if self.mall == MODELLEN:
            sist = self._sist("traffat", 6)
            self.akter += [(sist - 9 * DAG, lambda: self._traffa(slice(7))), (sist, lambda: self._traffa(slice(7, None)))]
            self._vanta("traffat", h.processledare.email, sist)

    def _traffa(self, vilka):
        for kommun in list(self.adresser)[vilka]:
            dag = self.steg["traffat"].fran
            Tillfalle.objects.create(avtal=self.hus.avtal, kommun=kommun, om_year=self.hus.year, fran=dag, till=dag, status="hallet")

    def _beslut(self, sort, organ):
        return Beslut.objects.create(avtal=self.hus.avtal, organ=organ, datum=self.steg[sort].sista_dag, text="Beslut")

    def _enas(self):
        omgang = Omgang.objects.get(namn="Frågorna kommunernas")
        varde = next(q for q in omgang.formular.fragor if q.sort == "skala").alternativ.first()
        beslut = self._beslut("varderat", "Primärkommunala samverkansrådet")
        Vardering.objects.create(omgang=omgang, uppdrag=self.hus.uppdrag, status="enad", alternativ=varde, beslut=beslut)

    def _radet(self):
        """The council decides, and the decision is registered late; it recommends; what became of it is told just before its last day."""
        h, leder = self.hus, self.hus.processledare.email
        self.akter.append((self._sist("beslutat", 16), self._radet_beslutar))
        self._vanta("beslutat", leder, self._sist("beslutat", 16))
        klart = self._sist("rekommenderat", -3)
        self.akter.append((klart, lambda: Rekommendation.objects.update(status="avskriven")))
        self._vanta("rekommenderat", leder, klart)
        if "rapporterat" in self.steg:  # dated, but whether it was handed over no row tells
            dag = self._sist("rapporterat", -10)
            rapport = {"verksamhetsar": h.year, "dokument": "uppfoljningsrapport", "datum": dag}
            self.akter.append((dag, lambda: Dokumentuppgift.objects.create(**rapport)))
            self._vanta("rapporterat", leder, self._sist("rapporterat", 1))

    def _radet_beslutar(self):
        beslut = self._beslut("beslutat", self.hus.avtal.berattelse_organ)
        Rekommendation.objects.create(avtal=self.hus.avtal, beslut=beslut, text="Se över arenorna")
