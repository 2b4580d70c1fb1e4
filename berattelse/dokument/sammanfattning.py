"""The year on two pages for the council, judgement and money first: a few lines, three pictures and the rows they are drawn from."""

from datetime import timedelta

from berattelse.dokument.brevhuvud import grund, uppgifter
from berattelse.dokument.handelser import av_alla, per_idag
from berattelse.dokument.schema import Arenamoten, Motesuppgift, Sammanfattning, Vardefordelning, Vardefordelningar
from berattelse.dokument.tjansteskrivelse import samla as samla_forslag
from berattelse.innehall.samling import kommuner
from berattelse.innehall.sektioner import pa_niva
from berattelse.models import Dokumentsort
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.resultat import skuldlage
from enkat.resultat.kapitel import varderingen
from samverkan import svenska
from samverkan.svenska import SUBSTANTIV
from uppdrag.arsregister import Arsregister
from uppdrag.models import Laget, Uppdrag

SORT = Dokumentsort.SAMMANFATTNING
EN_DAG = timedelta(days=1)
UTGANG = (
    (Laget.VAKANT, "var vakant", "var vakanta"),
    (Laget.NEDLAGT, "lades ned under året", "lades ned under året"),
    (Laget.OVERFORT, "fördes över under året", "fördes över under året"),
    (Laget.AVSLUTAT, "avslutades under året", "avslutades under året"),
)
FLEST = 10  # as many arenas as stand by name in the picture


def samla(year):
    """Everything the summary and its slides say."""
    uppgift = uppgifter(year, SORT)
    ekonomi, vardering = ekonomiskt_resultat(year), varderingen(year)
    moten, bedomning = _moten(Arsregister(year).tabell()), _bedomning(vardering.kommuner, per_idag(uppgift.datum))
    return Sammanfattning(
        **grund(year, uppgift, f"Året {year} i korthet"),
        fran=year.fran,
        till=year.till,
        egna_ord=pa_niva(uppgift.text, 3),
        i_korthet=[rad for rad in (bedomning, _pengar(ekonomi), moten.text, _omfattning(year)) if rad],
        moten=moten,
        ekonomi=ekonomi,
        vardering=vardering,
        per_uppdrag=_per_uppdrag(vardering.kommuner),
        forslag=samla_forslag(year).forslag,
    )


def _omfattning(year):
    """How many kommuner and uppdrag, as far as they are registered, and where those stood when the year ended that were not going on."""
    uppdrag = Uppdrag.objects.filter(avtal=year.avtal_id).exclude(till__lt=year.fran).exclude(fran__gt=year.till)
    if not uppdrag:
        return ""
    parter = len(kommuner(year))
    mellan = f" mellan regionen och {svenska.talord(parter)} kommun{'er' if parter > 1 else ''}" if parter else ""
    text = f"Överenskommelsen{mellan} omfattade {svenska.talord(len(uppdrag), 'ett')} uppdrag."
    for laget, ett, flera in UTGANG:
        vakant = laget == Laget.VAKANT  # what ended on a day nobody knows is not said to have ended this year
        namn = [u.namn for u in uppdrag if (vakant or u.till) and u.laget_den(year.till + EN_DAG) == laget]
        text += f" {svenska.lista_text(namn)} {ett if len(namn) == 1 else flera}." if namn else ""
    return text


def _moten(tabell):
    """The arenas that met most, the rest together, and the sentence the totals make: of those that are reported, and no other."""
    rader = sorted((rad for rad in tabell.rader if rad.hallna), key=lambda rad: -rad.hallna)
    forst, rest = rader[:FLEST], rader[FLEST:]
    return Motesuppgift(
        rader=[Arenamoten(arena=rad.arena, hallna=rad.hallna) for rad in forst],
        ovriga=_ovriga(rest),
        summa=tabell.summa,
        text=_motestext(tabell, len(rader)) if rader else "",
    )


def _motestext(tabell, arenor):
    antal = svenska.stor_bokstav(SUBSTANTIV["möte"].antal(tabell.summa.hallna))
    ord_ = "arena" if arenor == 1 else "arenor"
    text = f"{antal} har hållits i {svenska.talord(arenor)} {ord_}"
    text += f"; {svenska.talord(tabell.summa.installda, 'ett')} ställdes in" if tabell.summa.installda else ""
    okanda = sum(rad.hallna is None for rad in tabell.rader)
    okant = f" För {svenska.numerus(okanda, 'en arena', 'arenor')} är antalet möten inte känt." if okanda else ""
    return f"{text}.{okant}"


def _ovriga(rest):
    """ "Elva andra arenor höll tillsammans 40 möten."."""
    if not rest:
        return ""
    arenor = f"{svenska.stor_bokstav(svenska.talord(len(rest)))} {'annan arena' if len(rest) == 1 else 'andra arenor'}"
    return f"{arenor} höll {'tillsammans ' if len(rest) > 1 else ''}{SUBSTANTIV['möte'].antal(sum(rad.hallna for rad in rest))}."


def _pengar(ekonomi):
    resultat, skuld = ekonomi.resultat, ekonomi.skuld
    if not resultat.rader:
        return ""
    vad = f"ett {resultat.vad} om {svenska.tkr(abs(resultat.summa))}" if resultat.summa else "noll kronor"
    ersattning = f" av ersättningen {svenska.tkr(ekonomi.ersattning.gallande)}" if ekonomi.ersattning else ""
    text = f"Resultatet är {vad}{ersattning}."
    return text + (f" {skuldlage(skuld.summa)} den {svenska.datum(skuld.per)}." if skuld.rader else "")


def _bedomning(kommuner_, per):
    if not kommuner_:
        return ""  # what no round of the program asks may have been asked elsewhere
    text = f"{av_alla(kommuner_, 'kommuner')} har lämnat sin bedömning{per}"
    pagar = " (svar kan fortfarande komma in)" if per else " hittills"
    return f"{text}{pagar if kommuner_.preliminar else ''}."


def _per_uppdrag(kommuner_):
    """Per uppdrag how many kommuner gave each value, and the joint value: the table beside the heat map. None before they are asked."""
    if not kommuner_:
        return None
    varden = [steg.varde for steg in kommuner_.skala]
    return Vardefordelningar(
        skala=[steg.text for steg in kommuner_.skala],
        nagon_enad=kommuner_.nagon_enad,
        rader=[
            Vardefordelning(
                uppdrag=rad.uppdrag,
                antal=[sum(b.varde == varde for b in rad.bedomningar) for varde in varden],
                utan=sum(b.varde is None for b in rad.bedomningar),
                gemensamt=rad.gemensamt if rad.enad else "",
            )
            for rad in kommuner_.uppdrag
        ],
    )
