"""The year on two pages for the council: a few lines and three pictures, each with the rows it is drawn from."""

from berattelse.dokument.brevhuvud import grund, uppgifter
from berattelse.dokument.handelser import av_alla
from berattelse.dokument.schema import Arenamoten, Motesuppgift, Sammanfattning, Vardefordelning, Vardefordelningar
from berattelse.dokument.tjansteskrivelse import samla as samla_forslag
from berattelse.innehall.samling import kommuner
from berattelse.innehall.sektioner import pa_niva
from berattelse.models import Dokumentsort
from ekonomi.kapitel import ekonomiskt_resultat
from enkat.resultat.kapitel import varderingen
from samverkan import svenska
from samverkan.svenska import SUBSTANTIV
from uppdrag.arsregister import Arsregister
from uppdrag.models import Uppdrag

SORT = Dokumentsort.SAMMANFATTNING
FLEST = 10  # as many arenas as stand by name in the picture


def samla(year):
    """Everything the summary and its slides say."""
    uppgift = uppgifter(year, SORT)
    ekonomi, vardering = ekonomiskt_resultat(year), varderingen(year)
    moten = _moten(Arsregister(year).tabell())
    return Sammanfattning(
        **grund(year, uppgift, f"Året {year} i korthet"),
        fran=year.fran,
        till=year.till,
        egna_ord=pa_niva(uppgift.text, 3),
        i_korthet=[rad for rad in (_omfattning(year), moten.text, _pengar(ekonomi), _bedomning(vardering.kommuner)) if rad],
        moten=moten,
        ekonomi=ekonomi,
        vardering=vardering,
        per_uppdrag=_per_uppdrag(vardering.kommuner),
        forslag=samla_forslag(year).forslag,
    )


def _omfattning(year):
    uppdrag = Uppdrag.objects.filter(avtal=year.avtal_id).exclude(till__lt=year.fran).exclude(fran__gt=year.till)
    vakanta = [u.namn for u in uppdrag if u.status == Uppdrag.Status.VAKANT]
    nedlagda = [u.namn for u in uppdrag if u.status == Uppdrag.Status.NEDLAGT and u.till and u.till <= year.till]
    if not uppdrag:
        return ""
    parter = len(kommuner(year))
    mellan = f" mellan regionen och {svenska.talord(parter)} kommun{'er' if parter > 1 else ''}" if parter else ""
    text = f"Överenskommelsen{mellan} omfattade {svenska.talord(len(uppdrag), 'ett')} uppdrag."
    if vakanta:
        text += f" {svenska.lista_text(vakanta)} var vakant{'a' if len(vakanta) > 1 else ''}."
    return text + (f" {svenska.lista_text(nedlagda)} lades ned under året." if nedlagda else "")


def _moten(tabell):
    """The arenas that met most, the rest together, and the sentence the totals make."""
    rader = sorted((rad for rad in tabell.rader if rad.hallna), key=lambda rad: -rad.hallna)
    forst, rest = rader[:FLEST], rader[FLEST:]
    summa = tabell.summa
    antal = svenska.stor_bokstav(SUBSTANTIV["möte"].antal(summa.hallna))
    text = f"{antal} har hållits i {svenska.talord(len(rader))} arenor"
    text += f"; {svenska.talord(summa.installda, 'ett')} ställdes in." if summa.installda else "."
    return Motesuppgift(
        rader=[Arenamoten(arena=rad.arena, hallna=rad.hallna) for rad in forst],
        ovriga=_ovriga(rest),
        summa=summa,
        text=text if rader else "",
    )


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
    return text + (f" Skulden till kommunerna är {svenska.tkr(skuld.summa)} den {svenska.datum(skuld.per)}." if skuld.rader else "")


def _bedomning(kommuner_):
    if not kommuner_:
        return ""  # what no round of the program asks may have been asked elsewhere
    text = f"{av_alla(kommuner_, 'kommuner')} har lämnat sin bedömning"
    return text + (" hittills." if kommuner_.preliminar else ".")


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
