"""Where a year stands: each of its steps done, going on, late, coming or unknown, with its day, as one person sees them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from berattelse.granskning.arssteg import UTFALL, Stegutfall
from enkat.models.omgang import KOMMUNENS
from samverkan.brev import webbadress
from samverkan.models import Roll
from samverkan.svenska import dag_och_manad, datum, numerus, stor_bokstav
from uppdrag.models import Arssteg, Stegagare, Verksamhetsar

# What a party sees of the year: the report is the region's own until it is signed.
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
KLART, SENT, NU, KOMMER, OKANT, HINDRAS = "klart", "sent", "nu", "kommer", "okant", "hindras"
ORD = {KLART: "klart", SENT: "sent", NU: "pågår", KOMMER: "kommer", OKANT: "går inte att se", HINDRAS: "hindras"}
# What a step cannot be done without: its days may run, but its turn has not come.
FORE = {
    "fardigstallt": ("granskat", "utfallet"), "faststallt": ("fardigstallt",), "signerat": ("faststallt",), "overlamnat": ("signerat",),
    "sammanstallt": ("besvarat",), "varderat": ("bedomt",),
}  # fmt: skip
# What else is said in an order: the council decides on what the kommuner have judged.
I_FOLJD = FORE | {"granskat": ("skrivet",), "beslutat": ("bedomt", "varderat")}


@dataclass(frozen=True)
class Steglage:
    """One step of one year as it stands today."""

    year: Verksamhetsar
    steg: Arssteg
    lage: str
    utfall: Stegutfall
    idag: date
    forra: date | None = None  # its last day the year before, where this year has none
    visat: str = ""  # as it is shown: one whose turn has not come is hindered or comes, though its days run

    def __str__(self):
        return str(self.steg)

    @property
    def ord(self):
        return ORD[self.visat or self.lage]

    @property
    def laget(self):
        """How it stands, in a few words: "pågår, 3 dagar kvar", "11 dagar över tiden", "klart"."""
        if self.lage == SENT:
            return self.dagar_i_ord
        if self.dagar is None or self.lage == KLART or self.dagar > LANGE or (self.lage == OKANT and self.dagar < 0):
            return self.ord
        return f"{self.ord}, {nar(self.dagar) if self.visat == KOMMER else self.dagar_i_ord}"

    @property
    def dagarna(self):
        """Its days: "10 januari–14 februari", or the last one; "" when none is set."""
        if not self.sista_dag:
            return ""
        sista, fran = dag_och_manad(self.sista_dag, self.idag), self.steg.fran
        if fran is None or fran >= self.sista_dag or fran > self.idag or self.visat not in {NU, HINDRAS}:
            return sista
        if fran.year != self.sista_dag.year:
            return f"{datum(fran)}–{datum(self.sista_dag)}"
        samma = (fran.year, fran.month) == (self.sista_dag.year, self.sista_dag.month)
        return f"{fran.day if samma else dag_och_manad(fran, self.sista_dag)}–{sista}"

    @property
    def sista_dag(self):
        return sista_dagen(self.steg, self.utfall)

    @property
    def dagar(self):
        """Days left to the last day, 0 on it, below 0 after it; None without one."""
        return (self.sista_dag - self.idag).days if self.sista_dag else None

    @property
    def dagar_i_ord(self):
        """Days left or late; "" of what is done, and of what nobody can see and so nobody calls late."""
        return "" if self.lage == KLART or (self.lage == OKANT and (self.dagar or 0) < 0) else dagar_i_ord(self.dagar)

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


def nar(dagar):
    """How long it is to a day, as it ends a sentence: "om 2 dagar", "i dag", "för 4 dagar sedan"."""
    if dagar < -LANGE:
        return f"för mer än {LANGE} dagar sedan"
    if dagar < 0:
        return f"för {_dagar(-dagar)} sedan"
    return {0: "i dag", 1: "i morgon"}.get(dagar) or f"om {_dagar(dagar)}"


def dagar_i_ord(dagar):
    """How long it is to a last day, in words that stand after any noun: "Kommunernas bedömning 11 dagar över tiden"."""
    if dagar is None:
        return "dag ej satt"
    if dagar < -LANGE:
        return f"mer än {LANGE} dagar över tiden"
    if dagar < 0:
        return f"{_dagar(-dagar)} över tiden"
    return f"{_dagar(dagar)} kvar" if dagar else "sista dagen i dag"


def dagar_kvar(dag):
    """How long it is from today to a last day."""
    return dagar_i_ord((dag - timezone.localdate()).days)


def sista_dagen(steg, utfall):
    """The step's own; that of the round, while one is open: then it ends, whatever was planned. None of what a correction does again."""
    return None if utfall.rattas else utfall.till or steg.sista_dag


def lage(steg, utfall, idag):
    """Where a step stands on a day."""
    if utfall.klart:
        return KLART
    if utfall.klart is None:
        return OKANT
    if utfall.rattas:
        return NU
    sista_dag = sista_dagen(steg, utfall)
    if sista_dag and sista_dag < idag:
        return SENT
    if utfall.till:
        return NU
    return KOMMER if (steg.fran and steg.fran > idag) or not (steg.fran or sista_dag) else NU


def stegen(year, idag=None, forra=()):
    """[Steglage] of the steps that are part of a year read by `med_laget`. `forra`: those of the year before."""
    idag, dagar = idag or timezone.localdate(), {s.steg.sort: s.sista_dag for s in forra}
    ingar = [steg for steg in year.arssteg.all() if steg.ingar]
    utfall = {steg.sort: UTFALL[steg.sort](year) for steg in ingar}
    rader = [Steglage(year, steg, lage(steg, utfall[steg.sort], idag), utfall[steg.sort], idag, dagar.get(steg.sort)) for steg in ingar]
    lagen = {s.steg.sort: s.lage for s in rader}
    return [replace(s, visat=_visat(s, lagen)) for s in rader]


def _visat(s, lagen):
    """As a step is shown: one that goes on but waits for another is hindered when that one is late, else it comes."""
    vantar = [lagen[sort] for sort in FORE.get(s.steg.sort, ()) if lagen.get(sort, KLART) not in {KLART, OKANT}]
    if s.lage != NU or not vantar:
        return s.lage
    return HINDRAS if SENT in vantar else KOMMER


def ur_ordning(steg):
    """[sentence] of the days that contradict each other: what comes after ends before."""
    dagar, found = {s.steg.sort: s for s in steg if s.sista_dag and s.lage != KLART}, []
    for sort, fore in I_FOLJD.items():
        senare = dagar.get(sort)
        for tidigare in filter(None, map(dagar.get, fore)):
            if senare and senare.sista_dag < tidigare.sista_dag:
                forst, sedan = senare.sista_dag, tidigare.sista_dag
                sagt = f"{str(senare).lower()} den {dag_och_manad(forst, sedan)} ligger före sista dagen för "
                found.append(f"{sagt}{str(tidigare).lower()}, {dag_och_manad(sedan, forst)}.")
    return found


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
        text = ". ".join(map(stor_bokstav, delar))
        return f"{text}." if text else "Alla steg är klara." if all(s.lage == KLART for s in self.steg) else ""

    def _hennes_av(self, sena):
        egna = sum(self.ar_hennes(s) for s in sena)
        if egna == len(sena):
            return ", och det är ditt" if egna == 1 else ", och alla är dina"
        return f", {numerus(egna, 'ett av dem är ditt', 'av dem är dina')}" if egna else ""

    def ar_hennes(self, steglage):
        return steglage.steg.vem in self.hennes

    @property
    def nu(self):
        """The step that the year stands at: the first that is late, else the first that goes on; hers before others'."""
        steg = [s for s in self.steg if s.lage in {SENT, NU} and s.visat in {SENT, NU}]
        return min(steg, key=lambda s: (not self.ar_hennes(s), s.lage != SENT), default=None)

    @property
    def sena(self):
        return sum(s.lage == SENT for s in self.steg)

    @property
    def ur_ordning(self):
        return ur_ordning(self.steg) if self.kan_andra else []

    def steget(self, sort):
        """One of its steps, or None where the year has it not."""
        return next((s for s in self.steg if s.steg.sort == sort), None)

    @property
    def framme(self):
        """What is late or going on, hers before others', in the order of the year; and the next that comes."""
        nu = sorted((s for s in self.steg if s.visat in {SENT, NU, HINDRAS}), key=lambda s: not self.ar_hennes(s))[:FRAMME]
        nasta = next((s for s in self.steg if s.visat == KOMMER), None)
        return sorted(nu, key=lambda s: s.steg.ordning) + ([nasta] if nasta else [])

    @property
    def klara(self):
        return sum(s.lage == KLART for s in self.steg)


def _parternas(s):
    """As a party sees a step: what is corrected is the region's own until it is signed, and takes back nothing that was done."""
    return replace(s, lage=KLART, visat=KLART) if s.utfall.rattas else s


LANGE_SEDAN = timedelta(days=365)


def pagar(year, steg, idag):
    """Is the year on the start page: open, or with a step left that was due within a year."""
    if year.status == Verksamhetsar.Status.ARKIVERAT:
        return False
    kvar = [s for s in steg if s.lage in {SENT, NU, KOMMER}]
    return any(year.is_open or s.sista_dag is None or s.sista_dag >= idag - LANGE_SEDAN for s in kvar)


def arslagen(years, roller, idag=None):
    """[Arslage] of the years that go on, the earliest first. `roller` are {agreement's id: her roles there}."""
    idag, found, forra = idag or timezone.localdate(), [], {}
    for year in sorted(years, key=lambda y: y.fran):
        hennes = roller.get(year.avtal_id, set())
        alla = forra[year.avtal_id] = stegen(year, idag, forra.get(year.avtal_id, ()))
        regional = bool(hennes & Roll.regionens())
        synliga = alla if regional else [_parternas(s) for s in alla if s.steg.sort in PARTERNAS]
        if pagar(year, synliga, idag) or (not alla and year.is_open and Roll.PROCESSLEDARE in hennes):
            found.append(Arslage(year, synliga, regional, Roll.PROCESSLEDARE in hennes, agare_av(hennes)))
    return found


def agare_av(roller):
    """Whose steps (Stegagare) are hers who has these roles."""
    return frozenset(roller | ({Roll.KOMMUNCHEF} if roller & set(KOMMUNENS) else set()))
