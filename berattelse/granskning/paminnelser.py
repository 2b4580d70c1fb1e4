"""Who is to be reminded of which steps of a year on a day: before, on and after the last day, none of what is done, none on a red day."""

from collections import defaultdict
from datetime import timedelta

from berattelse.granskning.arslage import NU, OKANT, SENT, stegen
from berattelse.granskning.arssteg import med_laget
from berattelse.models import Avsnitt, Dagsbrev, Paminnelseval
from samverkan.models import Organisation, Roll, Rolltilldelning
from samverkan.vardagar import ar_vardag, nasta_vardag, senaste_vardag
from uppdrag.models import Kontaktperson, Part, Samordnare, Stegagare, Verksamhetsar

VECKA, VECKOR = timedelta(weeks=1), 12  # after so many weeks it is for the start page to say
MINNS = VECKA * (VECKOR + 5)
FRAGADE = {"besvarat": "organ", "bedomt": "kommuner"}  # while a round exists the room of questions reminds, with each one's own link


def punkt(fran, sista_dag, idag, val):
    """The latest day of reminding that has come, or None; `val` has `dagar_fore` and `varje_vecka`.

    What was due while nothing ran is due now: one letter, with what is still true.
    """
    if sista_dag is None:
        return None
    if idag > sista_dag + VECKA * (VECKOR + 1):
        return None
    if idag > sista_dag:
        mandag = sista_dag + timedelta(days=7 - sista_dag.weekday())  # all that is late in one letter, at the beginning of the week
        sena = [nasta_vardag(mandag + VECKA * n) for n in range(VECKOR if val.varje_vecka else 1)]
        return max(dag for dag in (senaste_vardag(sista_dag), *sena) if dag <= idag)
    fore = senaste_vardag(sista_dag - timedelta(days=val.dagar_fore))
    fore = max(fore, fran) if fran else fore
    dagar = [dag for dag in (fore, senaste_vardag(sista_dag)) if dag <= idag]
    return max(dagar, default=None)


def dagens(idag):
    """{address: [Steglage]} of what is to be in today's letters. Nothing on a red day."""
    if not ar_vardag(idag):
        return {}
    years = list(med_laget(Verksamhetsar.objects.exclude(status=Verksamhetsar.Status.ARKIVERAT)))
    aktuella = [s for year in years for s in stegen(year, idag) if _paminns(s)]
    if not aktuella:
        return {}
    mottagare, val, sist = Paminnelsemottagare(years, idag), _val(), _sist(idag)
    per_adress = defaultdict(list)
    for s in aktuella:
        for adress in sorted(mottagare.for_steget(s)):
            dag = punkt(s.steg.fran, s.sista_dag, idag, val.get(adress, Paminnelseval()))
            if dag and sist.get((adress, s.steg.pk), dag - VECKA) < dag:
                per_adress[adress].append(s)
    return dict(per_adress)


def _paminns(s):
    """What is not done, and has begun. What no row can tell is reminded of until its last day, never after."""
    if s.steg.sort in FRAGADE and getattr(s.year, f"steg_{FRAGADE[s.steg.sort]}_runda"):
        return False
    if s.lage == OKANT:
        return s.dagar is not None and s.dagar >= 0 and (s.steg.fran is None or s.steg.fran <= s.idag)
    return s.lage in {SENT, NU}


def _val():
    return {val.user.email.lower(): val for val in Paminnelseval.objects.select_related("user")}


def _sist(idag):
    """{(address, step's id): the day of the latest letter that told of it}."""
    found = {}
    for brev in Dagsbrev.objects.filter(skickat=True, dag__gt=idag - MINNS).order_by("dag"):
        found |= {(brev.till, pk): brev.dag for pk in brev.steg}
    return found


class Paminnelsemottagare:
    """The addresses behind each step, read in a fixed number of questions."""

    def __init__(self, years, idag):
        avtal = {year.avtal_id for year in years}
        self.parter = defaultdict(dict)
        for part in Part.objects.galler(idag).filter(avtal__in=avtal).select_related("organisation"):
            self.parter[part.avtal_id][part.organisation_id] = part.organisation
        self.roller = defaultdict(set)
        for rad in Rolltilldelning.objects.galler(idag).filter(user__is_active=True).select_related("user"):
            self.roller[rad.roll, rad.organisation_id].add(rad.user.email.lower())
        self.kontakter = defaultdict(set)
        for rad in Kontaktperson.objects.i_tjanst().filter(part__avtal__in=avtal, user__is_active=True).select_related("part", "user"):
            self.kontakter[rad.part.avtal_id, rad.part.organisation_id].add(rad.user.email.lower())
        self.skrivare = self._skrivare(years, idag)

    def _skrivare(self, years, idag):
        """{year's id: addresses of those with a section that is not handed in}; None among them where nobody is named."""
        ej_klara = Avsnitt.objects.filter(verksamhetsar__in=years, sort__in=["uppdrag", "annat_avtal"])
        ej_klara = ej_klara.exclude(status__in=[Avsnitt.Status.KLAR, Avsnitt.Status.GODKAND])
        samordnare = defaultdict(set)
        for rad in Samordnare.objects.galler(idag).filter(user__is_active=True).select_related("user"):
            samordnare[rad.uppdrag_id].add(rad.user.email.lower())
        found = defaultdict(set)
        for year, uppdrag in ej_klara.values_list("verksamhetsar", "uppdrag"):
            found[year] |= samordnare.get(uppdrag) or {None}
        return found

    def i_rollen(self, avtal_id, roll):
        return {adress for org in self.parter[avtal_id] for adress in self.roller[roll, org]}

    def for_steget(self, s):
        """Those concerned: her own step, or the processledare where nobody else is named."""
        avtal, vem = s.year.avtal_id, s.steg.vem
        leder = self.i_rollen(avtal, Roll.PROCESSLEDARE)
        if vem == Stegagare.SAMORDNARE and s.steg.sort == "skrivet":
            skriver = self.skrivare.get(s.year.pk, {None})
            return (skriver - {None}) | (leder if None in skriver else set())
        if s.steg.sort in FRAGADE or vem == Stegagare.ORDFORANDE:
            return leder
        if vem == Stegagare.KOMMUNCHEF:
            return self._kommunernas(avtal) or leder
        return self.i_rollen(avtal, vem) or leder

    def _kommunernas(self, avtal):
        """Of each kommun its kommunchef and contact person; where it has none, its mailbox."""
        found = set()
        for pk, org in self.parter[avtal].items():
            if org.sort == Organisation.Sort.KOMMUN:
                egna = self.roller[Roll.KOMMUNCHEF, pk] | self.kontakter[avtal, pk]
                found |= egna or ({org.funktionsbrevlada.lower()} - {""})
        return found
