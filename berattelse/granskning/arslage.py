"""Where a year stands: each of its steps done, going on, late, coming or unknown, with its day, as one person sees them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from berattelse.granskning.arssteg import UTFALL, Stegutfall
from enkat.models.omgang import KOMMUNENS
from samverkan.brev import webbadress
from samverkan.models import Roll
from samverkan.svenska import numerus
from uppdrag.models import Arssteg, Stegagare, Verksamhetsar

# What a party sees of the year: the unfinished report is the region's own until it is handed over.
PARTERNAS = {
    "overlamnat", "besvarat", "sammanstallt", "bedomt", "traffat", "varderat", "beslutat", "rapporterat", "rekommenderat",
}  # fmt: skip
VAGAR = {
    "granskat": ("berattelse:year_godkann",), "utfallet": ("ekonomi:year_detail",), "fardigstallt": ("berattelse:fardigstall", 1),
    "faststallt": ("berattelse:faststall", 1), "traffat": ("uppdrag:traff_list",),
    "rapporterat": ("berattelse:dokument_html", "uppfoljningsrapport"),
}  # fmt: skip
UTAN_AR = {
    "besvarat": "enkat:start", "sammanstallt": "enkat:start", "bedomt": "enkat:start", "varderat": "enkat:start",
    "beslutat": "uppdrag:beslut_list", "rekommenderat": "uppdrag:rekommendation_list",
}  # fmt: skip


def plats(year, sort):
    """Where a step is done."""
    if sort in UTAN_AR:
        return reverse(UTAN_AR[sort])
    namn, *mer = VAGAR.get(sort, ("berattelse:year_overview",))
    return reverse(namn, args=[year.pk, *mer])


LANGE = 60  # days: later than that the number says nothing
FRAMME = 5  # steps shown at once; the others are one press away
KLART, SENT, NU, KOMMER, OKANT = "klart", "sent", "nu", "kommer", "okant"
ORD = {KLART: "Klart", SENT: "Sent", NU: "Pågår", KOMMER: "Kommer", OKANT: "Går inte att se"}


@dataclass(frozen=True)
class Steglage:
    """One step of one year as it stands today."""

    year: Verksamhetsar
    steg: Arssteg
    lage: str
    utfall: Stegutfall
    idag: date

    def __str__(self):
        return str(self.steg)

    @property
    def ord(self):
        return ORD[self.lage]

    @property
    def sista_dag(self):
        return sista_dagen(self.steg, self.utfall)

    @property
    def dagar(self):
        """Days left to the last day, 0 on it, below 0 after it; None without one."""
        return (self.sista_dag - self.idag).days if self.sista_dag else None

    @property
    def dagar_i_ord(self):
        return "" if self.lage == KLART else dagar_i_ord(self.dagar)

    @property
    def vem(self):
        return Stegagare(self.steg.vem).label

    @property
    def url(self):
        return plats(self.year, self.steg.sort)

    @property
    def webbadress(self):
        return webbadress(self.url)


def _dagar(antal):
    return f"{antal} {'dag' if antal == 1 else 'dagar'}"


def dagar_i_ord(dagar):
    """How long it is to a last day."""
    if dagar is None:
        return "dag ej satt"
    if dagar < -LANGE:
        return f"mer än {LANGE} dagar sent"
    if dagar < 0:
        return f"{_dagar(-dagar)} sent"
    return f"{_dagar(dagar)} kvar" if dagar else "sista dagen i dag"


def dagar_kvar(dag):
    """How long it is from today to a last day."""
    return dagar_i_ord((dag - timezone.localdate()).days)


def sista_dagen(steg, utfall):
    """The step's own, or the later one of a round that is open: until then nobody is late."""
    return max(filter(None, (steg.sista_dag, utfall.till)), default=None)


def lage(steg, utfall, idag):
    """Where a step stands on a day."""
    if utfall.klart:
        return KLART
    if utfall.klart is None:
        return OKANT
    sista_dag = sista_dagen(steg, utfall)
    if sista_dag and sista_dag < idag:
        return SENT
    return KOMMER if (steg.fran and steg.fran > idag) or not (steg.fran or sista_dag) else NU


def stegen(year, idag=None):
    """[Steglage] of the steps that are part of a year read by `med_laget`."""
    idag = idag or timezone.localdate()
    ingar = [steg for steg in year.arssteg.all() if steg.ingar]
    utfall = {steg.sort: UTFALL[steg.sort](year) for steg in ingar}
    return [Steglage(year, steg, lage(steg, utfall[steg.sort], idag), utfall[steg.sort], idag) for steg in ingar]


@dataclass(frozen=True)
class Arslage:
    """A year with its steps as one person sees them. `detaljer`: may she read what the rows of the unfinished report say?

    `hennes` are the owners of steps (Stegagare) that she is among.
    """

    year: Verksamhetsar
    steg: list
    detaljer: bool
    kan_andra: bool
    hennes: frozenset = frozenset()

    @property
    def mening(self):
        """The day's one truth."""
        sena = [s for s in self.steg if s.lage == SENT]
        nasta = min((s for s in self.steg if s.lage in {NU, KOMMER} and s.dagar is not None), key=lambda s: s.dagar, default=None)
        delar = [f"{numerus(len(sena), 'ett steg är sent', 'steg är sena')}{self._hennes_av(sena)}"] if sena else []
        delar += [f"närmast: {nasta}, {nasta.dagar_i_ord}"] if nasta else []
        text = ". ".join(d[:1].upper() + d[1:] for d in delar)
        return f"{text}." if text else "Alla steg är klara." if all(s.lage == KLART for s in self.steg) else ""

    def _hennes_av(self, sena):
        egna = sum(self.ar_hennes(s) for s in sena)
        if egna == len(sena):
            return ", och det är ditt" if egna == 1 else ", och alla är dina"
        return f", {numerus(egna, 'ett av dem är ditt', 'av dem är dina')}" if egna else ""

    def ar_hennes(self, steglage):
        return steglage.steg.vem in self.hennes

    @property
    def framme(self):
        """What is late or going on, hers before others', in the order of the year; and the next that comes."""
        nu = sorted((s for s in self.steg if s.lage in {SENT, NU}), key=lambda s: not self.ar_hennes(s))[:FRAMME]
        nasta = next((s for s in self.steg if s.lage == KOMMER), None)
        return sorted(nu, key=lambda s: s.steg.ordning) + ([nasta] if nasta else [])

    @property
    def klara(self):
        return sum(s.lage == KLART for s in self.steg)


LANGE_SEDAN = timedelta(days=365)


def pagar(year, steg, idag):
    """Is the year on the start page: open, or with a step left that was due within a year."""
    if year.status == Verksamhetsar.Status.ARKIVERAT:
        return False
    kvar = [s for s in steg if s.lage in {SENT, NU, KOMMER}]
    return any(year.is_open or s.sista_dag is None or s.sista_dag >= idag - LANGE_SEDAN for s in kvar)


def arslagen(years, roller, idag=None):
    """[Arslage] of the years that go on, the earliest first. `roller` are {agreement's id: her roles there}."""
    idag, found = idag or timezone.localdate(), []
    for year in sorted(years, key=lambda y: y.fran):
        alla, hennes = stegen(year, idag), roller.get(year.avtal_id, set())
        regional = bool(hennes & Roll.regionens())
        synliga = alla if regional else [s for s in alla if s.steg.sort in PARTERNAS]
        if pagar(year, synliga, idag) or (not alla and year.is_open and Roll.PROCESSLEDARE in hennes):
            agare = hennes | ({Roll.KOMMUNCHEF} if hennes & set(KOMMUNENS) else set())
            found.append(Arslage(year, synliga, regional, Roll.PROCESSLEDARE in hennes, frozenset(agare)))
    return found
