"""Whether each step of a year is done: read from the rows of every room, never ticked.

All years are read in two questions, whatever their number. What no row can tell is said to be unknown, which is not done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, Subquery, When
from django.utils import timezone

from berattelse.models import Avsnitt, Dokumentsort, Dokumentuppgift, Fardigstallande, Publicering, Sandning, Signatur, Utgava
from ekonomi.models import Arsresultat
from enkat.models import Deltagare, Omgang, Vardering
from samverkan.antal import antal_per
from samverkan.models import Organisation
from samverkan.svenska import dag_och_manad
from uppdrag.models import Arena, Arenaar, Arssteg, Beslut, Part, Rekommendation, Rubrik, Tillfalle, Verksamhetsar
from uppdrag.models.beslut import ETT_AR

TILL_KOMMUNERNA = 1
KOMMUN = Organisation.Sort.KOMMUN
KLARA = (Rekommendation.Status.GENOMFORD, Rekommendation.Status.AVSKRIVEN)


def _antal(rader, ref="verksamhetsar", falt="pk", till="pk"):
    """How many of the rows hang on the outer year."""
    return antal_per(rader.filter(**{ref: OuterRef(till)}), ref, falt)


def _finns(rader, ref="verksamhetsar"):
    return Exists(rader.filter(**{ref: OuterRef("pk")}))


def _nar(rader, falt, ref="verksamhetsar"):
    """When the last of the rows that hang on the outer year says that it was done; None without one."""
    return Subquery(rader.filter(**{ref: OuterRef("pk")}).order_by("-pk").values(falt)[:1])


def under(year=""):
    """Those that held on any day of the outer year; `year` is the way to it, with its underscores."""
    fran, till = OuterRef(f"{year}fran"), OuterRef(f"{year}till")
    return Q(Q(fran__isnull=True) | Q(fran__lte=till), Q(till__isnull=True) | Q(till__gte=fran))


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
    return antal_per(egna.exclude(**villkor) if villkor else egna, "avtal")


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
    planen = Arenaar.objects.filter(Q(planerat__isnull=False) | Q(manadsvis=True))
    return {
        "rubriken": _finns(Rubrik.objects.all()),
        "avsnitten": _antal(avsnitt),
        "godkanda": _antal(avsnitt.filter(status="godkand")),
        "att_skriva": _antal(att_skriva),
        "skrivna": _antal(att_skriva.filter(status__in=["klar", "godkand"])),
        "arenorna": _antal(Arena.objects.filter(under()), "avtal", till="avtal"),
        "planerade": _antal(planen),
    }


def _utgivningen():
    """What is known of its report, from the approved outcome to what was published; of the latest edition, and what it corrects."""
    kommuner = Part.objects.filter(under(), organisation__sort=KOMMUN)
    i_forsta = {"utgava__skede": TILL_KOMMUNERNA}
    fatt = Sandning.objects.filter(organisation=OuterRef("organisation"), utgava__verksamhetsar=OuterRef(OuterRef("pk")), **i_forsta)
    rattad = {"ersatter__isnull": False, "ersatt_av__isnull": True}
    i_rattad = {f"utgava__{namn}": varde for namn, varde in rattad.items()}
    senaste = Utgava.objects.filter(verksamhetsar=OuterRef("pk"), skede=TILL_KOMMUNERNA).order_by("-pk")
    rattade = Utgava.objects.filter(skede=TILL_KOMMUNERNA, signatur__isnull=False, **rattad)
    return {
        "utfallet": _nar(Arsresultat.objects.filter(godkant__isnull=False), "godkant"),
        "fardigstallt": _nar(Fardigstallande.objects.filter(skede=TILL_KOMMUNERNA), "tid"),
        "vantar1": _vantar(TILL_KOMMUNERNA),
        "vantar2": _vantar(2),
        "faststallt": _nar(Utgava.objects.filter(skede=TILL_KOMMUNERNA), "faststalld"),
        "signerat": _nar(Signatur.objects.filter(**i_forsta), "tid", "utgava__verksamhetsar"),
        "utgavan": Subquery(senaste.values("nummer")[:1]),
        "utgavan_signerad": Subquery(senaste.values("signatur__tid")[:1]),
        "publicerat": _finns(Publicering.objects.filter(**i_forsta), "utgava__verksamhetsar"),
        "kommunerna": _antal(kommuner, "avtal", "organisation", till="avtal"),
        "sanda": _antal(kommuner.filter(Exists(fatt)), "avtal", "organisation", till="avtal"),
        "rattad": _nar(rattade, "nummer"),
        "rattad_publicerad": _finns(Publicering.objects.filter(**i_forsta, **i_rattad), "utgava__verksamhetsar"),
        "rattad_sanda": _antal(kommuner.filter(Exists(fatt.filter(**i_rattad))), "avtal", "organisation", till="avtal"),
    }


def _efterat():
    """What is known of what followed: the meetings, the joint value, the council, the second report."""
    varden, rapport = Vardering.objects.all(), Dokumentuppgift.objects.filter(dokument=Dokumentsort.UPPFOLJNINGSRAPPORT)
    return {
        "traffade": _antal(Tillfalle.objects.filter(status="hallet", kommun__isnull=False), "om_year", "kommun"),
        "varden": _antal(varden, "omgang__verksamhetsar"),
        "enade": _antal(varden.filter(status="enad"), "omgang__verksamhetsar"),
        "beslutat": Subquery(_radets().order_by("datum", "pk").values("datum")[:1]),
        "paragraf": Subquery(_radets().order_by("datum", "pk").values("paragraf")[:1]),
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
    rattas: bool = False  # it was done, and is done again by a correction, which has no day of its own


def _dagen(dag):
    return dag_och_manad(dag, timezone.localdate())


def _av(year, gjorda, alla, vad):
    n, av = getattr(year, f"steg_{gjorda}"), getattr(year, f"steg_{alla}")
    return Stegutfall(bool(av) and n >= av, f"{n} av {av} {vad}" if av else "")


def _planerat(year):
    if year.status == Verksamhetsar.Status.PLANERAT:
        return Stegutfall(klart=False, text="året är inte öppnat")
    inte = [ord_ for ord_, finns in (("rubriker", year.steg_rubriken), ("avsnitt", year.steg_avsnitten)) if not finns]
    if inte:
        return Stegutfall(klart=False, text=f"{' och '.join(inte)} är inte inlagda")
    if not year.steg_arenorna:
        return Stegutfall(klart=True)
    if not year.steg_planerade:
        return Stegutfall(klart=None, text="ingen plan är registrerad för arenorna")
    arenor = f"{year.steg_planerade} av {year.steg_arenorna} {'arena' if year.steg_arenorna == 1 else 'arenor'} har en plan"
    if year.steg_planerade >= year.steg_arenorna:
        return Stegutfall(klart=True, text=arenor)
    return Stegutfall(klart=None, text=f"{arenor}; för övriga är ingen plan registrerad")


def _skrivet(year):
    return (
        _av(year, "skrivna", "att_skriva", "avsnitt är inskickade")
        if year.steg_att_skriva
        else Stegutfall(klart=False, text="inga avsnitt")
    )


def _overlamnat(year):
    sanda = f"sänd till {year.steg_sanda} av {year.steg_kommunerna} {'kommun' if year.steg_kommunerna == 1 else 'kommuner'}"
    klart = year.steg_publicerat and 0 < year.steg_kommunerna <= year.steg_sanda
    text = f"{sanda}, {'publicerad' if year.steg_publicerat else 'inte publicerad'}{_om_rattelsen(year)}"
    if not klart or not (_rattas(year) or _om_rattelsen(year)):
        return Stegutfall(klart, text)
    av = "den förra utgåvan är " if _osignerad_rattelse(year) else "den utgåva som rättas är " if _rattas(year) else ""
    return Stegutfall(klart=False, text=f"{av}{text}", rattas=True)


def _osignerad_rattelse(year):
    return bool(year.steg_signerat) and not year.steg_utgavan_signerad


def _rattas(year):
    """Is a correction under way: is the year open again since its report was adopted, or the corrected edition not signed?"""
    return bool(year.steg_faststallt) and (year.is_open or _osignerad_rattelse(year))


def _fardigstallt(year):
    if year.is_open and year.steg_faststallt and not year.steg_vantar1:
        return Stegutfall(klart=False, text=f"året är upplåst, och utgåva {year.steg_utgavan} kan rättas", rattas=True)
    return _gjort(year.steg_fardigstallt or year.steg_faststallt)


def _faststallt(year):
    if year.is_open and year.steg_faststallt:
        nar = _dagen(timezone.localdate(year.steg_faststallt))
        return Stegutfall(klart=False, text=f"utgåva {year.steg_utgavan} fastställdes {nar}; en rättad är inte fastställd", rattas=True)
    return _gjort(year.steg_faststallt)


def _signerat(year):
    if year.steg_signerat and _rattas(year):
        vad = f"utgåva {year.steg_utgavan} är inte signerad" if _osignerad_rattelse(year) else "en rättad utgåva är inte signerad"
        return Stegutfall(klart=False, text=f"{vad}; den förra signerades {_dagen(timezone.localdate(year.steg_signerat))}", rattas=True)
    return _gjort(year.steg_signerat)


def _om_rattelsen(year):
    """How far a signed correction has come; "" without one, or when everybody has got it."""
    if not year.steg_rattad or (year.steg_rattad_publicerad and year.steg_rattad_sanda >= year.steg_kommunerna):
        return ""
    publicerad = "" if year.steg_rattad_publicerad else ", inte publicerad"
    return f"; den rättade utgåva {year.steg_rattad} är sänd till {year.steg_rattad_sanda} av {year.steg_kommunerna}{publicerad}"


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
    text = f"{year.steg_enade} av {year.steg_varden} {'värde' if year.steg_varden == 1 else 'värden'} beslutade" if year.steg_varden else ""
    return Stegutfall(0 < year.steg_varden <= year.steg_enade, text or "inget värde är föreslaget")


def _beslutat(year):
    if not year.avtal.berattelse_organ:
        return Stegutfall(klart=None, text="avtalet säger inte vilket organ som beslutar")
    if not year.steg_beslutat:
        return Stegutfall(klart=False, text="inget beslut är registrerat")
    paragraf = f"§ {year.steg_paragraf}, " if year.steg_paragraf else ""
    return Stegutfall(klart=True, text=f"{paragraf}{_dagen(year.steg_beslutat)}")


def _gjort(tid):
    """Done, and when its row says so."""
    return Stegutfall(tid is not None, _dagen(timezone.localdate(tid)) if tid else "")


def _godkant(year):
    """In a year that is locked without it nobody can approve it any more."""
    if year.steg_utfallet or year.is_open or not year.steg_faststallt:
        return _gjort(year.steg_utfallet)
    return Stegutfall(klart=None, text="året är låst utan att utfallet godkändes här")


def _rekommenderat(year):
    if not year.steg_rekommendationer:
        text = "ingen rekommendation är registrerad; om rådet har lämnat någon står ingenstans"
        return Stegutfall(klart=None, text=text) if year.steg_beslutat else Stegutfall(klart=False, text="rådet har inte beslutat")
    alla, oklara = year.steg_rekommendationer, year.steg_oklara
    en = "rekommendationen är inte klar" if oklara else "rekommendationen är klar"
    return Stegutfall(not oklara, en if alla == 1 else f"{alla - oklara} av {alla} rekommendationer är klara")


def _rapporterat(year):
    if year.steg_rapportdag is None or year.steg_rapportdag > timezone.localdate():
        return Stegutfall(klart=False, text="rapporten har ingen dag" if year.steg_rapportdag is None else "rapporten är inte daterad ännu")
    return Stegutfall(klart=None, text=f"rapporten är daterad {_dagen(year.steg_rapportdag)}; om den är lämnad står ingenstans")


UTFALL: dict[str, Callable] = {
    "planerat": _planerat,
    "skrivet": _skrivet,
    "granskat": lambda year: _av(year, "godkanda", "avsnitten", "avsnitt är godkända"),
    "utfallet": _godkant,
    "fardigstallt": _fardigstallt,
    "faststallt": _faststallt,
    "signerat": _signerat,
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
