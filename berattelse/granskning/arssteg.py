"""How far the year has come: each of its steps done, going on, late or coming, read from the rows of every room and never ticked.

All years are read in two questions, whatever their number. What no row can tell is said to be unknown, which is not done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from berattelse.models import Avsnitt, Dokumentsort, Dokumentuppgift, Fardigstallande, Publicering, Sandning, Signatur, Utgava
from ekonomi.models import Arsresultat
from enkat.models import Deltagare, Omgang, Vardering
from enkat.models.omgang import KOMMUNENS
from samverkan.brev import webbadress
from samverkan.models import Organisation, Roll
from samverkan.svenska import dag_och_manad, numerus
from uppdrag.models import Arena, Arenaar, Arssteg, Beslut, Part, Rekommendation, Rubrik, Stegagare, Tillfalle, Verksamhetsar
from uppdrag.models.beslut import ETT_AR

OVERLAMNAD = 1
KOMMUN = Organisation.Sort.KOMMUN
KLARA = (Rekommendation.Status.GENOMFORD, Rekommendation.Status.AVSKRIVEN)
# What a party sees of the year: the unfinished report is the region's own until it is handed over.
PARTERNAS = {
    "overlamnat", "besvarat", "sammanstallt", "bedomt", "traffat", "varderat", "beslutat", "rapporterat", "rekommenderat",
}  # fmt: skip


def _antal(rader, ref="verksamhetsar", falt="pk", till="pk"):
    """How many of the rows hang on the outer year."""
    egna = rader.filter(**{ref: OuterRef(till)}).order_by().values(ref)
    return Coalesce(Subquery(egna.annotate(antal=Count(falt, distinct=True)).values("antal")), 0)


def _finns(rader, ref="verksamhetsar"):
    return Exists(rader.filter(**{ref: OuterRef("pk")}))


def _under():
    return Q(Q(fran__isnull=True) | Q(fran__lte=OuterRef("till")), Q(till__isnull=True) | Q(till__gte=OuterRef("fran")))


def _radets():
    """The council's decisions on the report of the outer year: by the body of the agreement, under any of its names."""
    organ = OuterRef("avtal__berattelse_organ")
    arenan = Q(arena__namn__iexact=organ) | Q(arena__forkortning__iexact=organ) | Q(arena__andra_namn__namn__iexact=organ)
    av = arenan | Q(arena__isnull=True, organ__iexact=organ)
    return Beslut.objects.filter(av, avtal=OuterRef("avtal"), datum__gt=OuterRef("till"), datum__lte=OuterRef("till") + ETT_AR)


def _rekommendationer(**villkor):
    egna = Rekommendation.objects.filter(
        avtal=OuterRef("avtal"), beslut__datum__gt=OuterRef("till"), beslut__datum__lte=OuterRef("till") + ETT_AR
    )
    egna = egna.exclude(**villkor) if villkor else egna
    return Coalesce(Subquery(egna.order_by().values("avtal").annotate(antal=Count("pk")).values("antal")), 0)


def _vantar(skede):
    """Has the processledare's last word of a stage become no edition yet?"""
    sista = Fardigstallande.objects.filter(verksamhetsar=OuterRef("pk"), skede=skede).order_by("-pk")
    return Subquery(sista.annotate(vantar=Case(When(utgava__isnull=True, then=True), default=False)).values("vantar")[:1])


def _rundan(malgrupp):
    """What is known of the questions to the bodies, or to the kommuner, of the outer year."""
    rundor = Omgang.objects.filter(formular__malgrupp=malgrupp)
    fragade = Deltagare.objects.filter(omgang__formular__malgrupp=malgrupp, tillfragad=True).exclude(omgang__status="planerad")
    idag = timezone.localdate()
    return {
        f"{malgrupp}_runda": _finns(rundor),
        f"{malgrupp}_pagar": _finns(rundor.filter(Q(status="planerad") | Q(status="oppen", sista_dag__gte=idag))),
        f"{malgrupp}_hemlig": _finns(rundor.filter(anonym=True, status="oppen", sista_dag__gte=idag)),
        f"{malgrupp}_till": Subquery(
            rundor.filter(verksamhetsar=OuterRef("pk"), status="oppen").order_by("-sista_dag").values("sista_dag")[:1]
        ),
        f"{malgrupp}_fragade": _antal(fragade, "omgang__verksamhetsar"),
        f"{malgrupp}_svarade": _antal(fragade.filter(status="inskickat"), "omgang__verksamhetsar"),
    }


def _skrivandet():
    """What is known of the writing of the outer year."""
    avsnitt = Avsnitt.objects.all()
    att_skriva = avsnitt.filter(sort__in=["uppdrag", "annat_avtal"])
    planen = Arenaar.objects.filter(Q(planerat__isnull=False) | Q(manadsvis=True) | Q(inte_traffats=True))
    return {
        "rubriken": _finns(Rubrik.objects.all()),
        "avsnitten": _antal(avsnitt),
        "godkanda": _antal(avsnitt.filter(status="godkand")),
        "att_skriva": _antal(att_skriva),
        "skrivna": _antal(att_skriva.filter(status__in=["klar", "godkand"])),
        "arenorna": _antal(Arena.objects.filter(_under()), "avtal", till="avtal"),
        "planerade": _antal(planen),
    }


def _utgivningen():
    """What is known of its report, from the approved outcome to what was sent and published."""
    kommuner = Part.objects.galler().filter(organisation__sort=KOMMUN)
    i_forsta = {"utgava__skede": OVERLAMNAD, "utgava__ersatt_av__isnull": True}
    sanda = Sandning.objects.filter(organisation__sort=KOMMUN, **i_forsta)
    return {
        "utfallet": _finns(Arsresultat.objects.filter(godkant__isnull=False)),
        "fardigstallt": _finns(Fardigstallande.objects.filter(skede=OVERLAMNAD)),
        "vantar1": _vantar(OVERLAMNAD),
        "vantar2": _vantar(2),
        "faststallt": _finns(Utgava.objects.filter(skede=OVERLAMNAD)),
        "signerat": _finns(Signatur.objects.filter(**i_forsta), "utgava__verksamhetsar"),
        "publicerat": _finns(Publicering.objects.filter(**i_forsta), "utgava__verksamhetsar"),
        "kommunerna": _antal(kommuner, "avtal", "organisation", till="avtal"),
        "sanda": _antal(sanda, "utgava__verksamhetsar", "organisation"),
    }


def _efterat():
    """What is known of what followed: the meetings, the joint value, the council, the second report."""
    varden, rapport = Vardering.objects.all(), Dokumentuppgift.objects.filter(dokument=Dokumentsort.UPPFOLJNINGSRAPPORT)
    return {
        "traffade": _antal(Tillfalle.objects.filter(status="hallet", kommun__isnull=False), "om_year", "kommun"),
        "varden": _antal(varden, "omgang__verksamhetsar"),
        "enade": _antal(varden.filter(status="enad"), "omgang__verksamhetsar"),
        "beslutat": Exists(_radets()),
        "rekommendationer": _rekommendationer(),
        "oklara": _rekommendationer(status__in=KLARA),
        "rapportdag": Subquery(rapport.filter(verksamhetsar=OuterRef("pk")).values("datum")[:1]),
    }


def med_laget(years):
    """The years with all that their steps are read from (`steg_…`), and the steps: two questions."""
    kant = _skrivandet() | _utgivningen() | _efterat() | _rundan("organ") | _rundan("kommuner")
    med = {f"steg_{namn}": uttryck for namn, uttryck in kant.items()}
    return years.select_related("avtal").annotate(**med).prefetch_related(Prefetch("arssteg", Arssteg.objects.order_by("ordning")))


@dataclass(frozen=True)
class Stegutfall:
    """Is a step done? None: no row can tell. `text` says what the rows say."""

    klart: bool | None
    text: str = ""
    till: date | None = None  # the day another row says it goes on to: an open round may be answered until then


def _av(year, gjorda, alla, vad):
    n, av = getattr(year, f"steg_{gjorda}"), getattr(year, f"steg_{alla}")
    return Stegutfall(bool(av) and n >= av, f"{n} av {av} {vad}" if av else "")


def _planerat(year):
    if year.status == Verksamhetsar.Status.PLANERAT:
        return Stegutfall(klart=False, text="året är inte öppnat")
    if not (year.steg_rubriken and year.steg_avsnitten):
        return Stegutfall(klart=False, text="rubriker och avsnitt är inte inlagda")
    arenor = f"{year.steg_planerade} av {year.steg_arenorna} arenor har en plan" if year.steg_arenorna else ""
    return Stegutfall(klart=True, text=arenor)


def _skrivet(year):
    return (
        _av(year, "skrivna", "att_skriva", "avsnitt är inskickade")
        if year.steg_att_skriva
        else Stegutfall(klart=False, text="inga avsnitt")
    )


def _overlamnat(year):
    sanda = f"sänd till {year.steg_sanda} av {numerus(year.steg_kommunerna, 'en kommun', 'kommuner')}"
    klart = year.steg_publicerat and 0 < year.steg_kommunerna <= year.steg_sanda
    return Stegutfall(klart, f"{sanda}, {'publicerad' if year.steg_publicerat else 'inte publicerad'}")


def _runda(malgrupp):
    def utfall(year):
        har = {namn: getattr(year, f"steg_{malgrupp}_{namn}") for namn in ("runda", "pagar", "hemlig", "till", "fragade", "svarade")}
        if not har["runda"]:
            return Stegutfall(klart=False, text="ingen frågerunda finns")
        if har["hemlig"]:
            return Stegutfall(klart=False, text="svaren är anonyma och räknas när frågerundan är över", till=har["till"])
        alla = 0 < har["fragade"] <= har["svarade"]
        text = f"{har['svarade']} av {har['fragade']} har svarat" if har["fragade"] else "frågerundan är inte öppnad"
        return Stegutfall(alla or not har["pagar"], text if har["pagar"] or alla else f"frågerundan är stängd, {text}", har["till"])

    return utfall


def _sammanstallt(year):
    if not year.steg_organ_runda or year.steg_organ_pagar:
        return Stegutfall(klart=False, text="frågerundan är inte stängd" if year.steg_organ_runda else "ingen frågerunda finns")
    return Stegutfall(klart=None, text="sammanställningen finns att läsa; om den är sänd står ingenstans")


def _varderat(year):
    text = f"{year.steg_enade} av {numerus(year.steg_varden, 'ett värde', 'värden')} beslutade" if year.steg_varden else ""
    return Stegutfall(0 < year.steg_varden <= year.steg_enade, text or "inget värde är föreslaget")


def _beslutat(year):
    if not year.avtal.berattelse_organ:
        return Stegutfall(klart=None, text="avtalet säger inte vilket organ som beslutar")
    return Stegutfall(year.steg_beslutat, "" if year.steg_beslutat else "inget beslut är registrerat")


def _rekommenderat(year):
    if not year.steg_rekommendationer:
        text = "ingen rekommendation är registrerad; om rådet har lämnat någon står ingenstans"
        return Stegutfall(klart=None, text=text) if year.steg_beslutat else Stegutfall(klart=False, text="rådet har inte beslutat")
    klara = year.steg_rekommendationer - year.steg_oklara
    return Stegutfall(not year.steg_oklara, f"{klara} av {year.steg_rekommendationer} är klara")


def _rapporterat(year):
    if year.steg_rapportdag is None or year.steg_rapportdag > timezone.localdate():
        return Stegutfall(klart=False, text="rapporten har ingen dag" if year.steg_rapportdag is None else "rapporten är inte daterad ännu")
    return Stegutfall(klart=None, text=f"rapporten är daterad {dag_och_manad(year.steg_rapportdag)}; om den är lämnad står ingenstans")


UTFALL: dict[str, Callable] = {
    "planerat": _planerat,
    "skrivet": _skrivet,
    "granskat": lambda year: _av(year, "godkanda", "avsnitten", "avsnitt är godkända"),
    "utfallet": lambda year: Stegutfall(year.steg_utfallet),
    "fardigstallt": lambda year: Stegutfall(year.steg_fardigstallt or year.steg_faststallt),
    "faststallt": lambda year: Stegutfall(year.steg_faststallt),
    "signerat": lambda year: Stegutfall(year.steg_signerat),
    "overlamnat": _overlamnat,
    "besvarat": _runda("organ"),
    "sammanstallt": _sammanstallt,
    "bedomt": _runda("kommuner"),
    "traffat": lambda year: _av(year, "traffade", "kommunerna", "kommuner har haft sin träff"),
    "varderat": _varderat,
    "beslutat": _beslutat,
    "rapporterat": _rapporterat,
    "rekommenderat": _rekommenderat,
}
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


def sista_dagen(steg, utfall):
    """The step's own, or the later one of a round that is open: until then nobody is late."""
    return max(filter(None, (steg.sista_dag, utfall.till)), default=None)


def lage(steg, utfall, idag):
    """Where a step stands on a day."""
    if utfall.klart:
        return KLART
    if utfall.klart is None:
        return OKANT
    if steg.sista_dag and steg.sista_dag < idag:
        return SENT
    return KOMMER if (steg.fran and steg.fran > idag) or not (steg.fran or steg.sista_dag) else NU


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
        delar += [f"närmast är {str(nasta).lower()}, {nasta.dagar_i_ord}"] if nasta else []
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
