"""Förslag till beslut: the letter that lays the year before the council. Its numbers are read from rows, whoever words the proposals."""

import re

from django.core.exceptions import ValidationError

from berattelse.dokument.bakgrund import avtalets_namn
from berattelse.dokument.brevhuvud import grund, rader, uppgifter
from berattelse.dokument.handelser import berattelsens_namn, handelser
from berattelse.dokument.schema import Tjansteman, Tjansteskrivelse
from berattelse.dokument.uppfoljningsrapport import andringsforslag, kapitel
from berattelse.innehall.samling import underskrift
from berattelse.innehall.sektioner import pa_niva
from berattelse.models import Dokumentsort
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.resultat import skuldlage
from enkat.resultat.kapitel import varderingen
from samverkan import svenska

SORT = Dokumentsort.FORSLAG
_UPPGIFT = re.compile(r"\{([^{}]*)\}")
# What a proposal may say by name; the number or title is read from its row when the document is made.
NAMN = {
    "rapporten": "verksamhetsberättelsens namn och diarienummer",
    "året": "året",
    "resultatet": "årets överskott eller underskott",
    "skulden": "skulden till kommunerna när året var slut",
}


def samla(year):
    """Everything the letter says."""
    uppgift = uppgifter(year, SORT)
    vardering, ekonomi = varderingen(year), ekonomiskt_resultat(year)
    return Tjansteskrivelse(
        **grund(year, uppgift, f"Förslag till beslut: uppföljning av överenskommelsen {year}"),
        egna_ord=pa_niva(uppgift.text, 3),
        arende=_arende(year, ekonomi, handelser(year, till=uppgift.datum, vardering=vardering)),
        underlag=[*_underlag(year, vardering, uppgift.datum), *rader(uppgift.underlag)],
        forslag=_forslag(year, uppgift, ekonomi),
        i_tjansten=_i_tjansten(year, uppgift),
        utdrag_till=rader(uppgift.utdrag_till),
        kapitel=kapitel(year, SORT),
    )


def prova(text):
    """ValidationError when a proposal names something that is not to be had by name."""
    okanda = sorted({namn for namn in _UPPGIFT.findall(text) if namn not in NAMN})
    if okanda:
        giltiga = svenska.lista_text([f"{{{namn}}}" for namn in NAMN], "eller")
        raise ValidationError(f"Programmet känner inte {svenska.lista_text([f'{{{namn}}}' for namn in okanda])}. Skriv {giltiga}.")


def _arende(year, ekonomi, meningar):
    inledning = f"Uppföljningen av {avtalets_namn(year.avtal)} gäller {svenska.period(year.fran, year.till)}."
    stycken = [inledning, *([" ".join(meningar)] if meningar else [])]
    if ekonomi.resultat.rader:
        stycken.append(f"Resultatet som hör till kommunernas ersättning är {_resultatet(ekonomi)}. {_om_skulden(ekonomi)}".strip())
    return stycken


def _resultatet(ekonomi):
    """ "ett överskott om 3 001 tkr"; of what is not registered no sum is told."""
    resultat = ekonomi.resultat
    if not resultat.rader:
        return "ett ännu inte registrerat belopp"
    return f"ett {resultat.vad} om {svenska.tkr(abs(resultat.summa))}" if resultat.summa else "noll kronor"


def _skulden(ekonomi):
    if not ekonomi.skuld.rader:
        return "ett ännu inte registrerat belopp"
    return _belopp(svenska.till_tkr(ekonomi.skuld.summa))


def _belopp(tkr):
    """ "3 490 tkr", or "ett underskott om 4 000 tkr"."""
    return f"{'ett underskott om ' if tkr < 0 else ''}{svenska.tusental(abs(tkr))}{svenska.HARD_SPACE}tkr"


def _om_skulden(ekonomi):
    skuld = ekonomi.skuld
    if not skuld.rader:
        return ""
    i_skuld = "en skuld om " if skuld.summa < 0 else ""  # what takes from a deficit is named, as a deficit in a debt is
    delar = [f"{i_skuld if rad.utgaende_tkr > 0 else ''}{_belopp(rad.utgaende_tkr)} från {rad.ursprung}" for rad in skuld.rader]
    return f"{skuldlage(skuld.summa, 'är därmed')} den {svenska.datum(skuld.per)}: {svenska.lista_text(delar)}."


def _underlag(year, vardering, dag):
    """What the council reads before it decides, as far as it is there on the day of the letter."""
    rapport = uppgifter(year, Dokumentsort.UPPFOLJNINGSRAPPORT)
    yield berattelsens_namn(year)
    if rapport.datum and (dag is None or rapport.datum <= dag):
        yield f"Uppföljningsrapport {year}{f' ({rapport.dnr}' + (', exempel' if rapport.dnr_exempel else '') + ')' if rapport.dnr else ''}"
    if vardering.organrundor:
        yield f"Sammanställning av samverkansorganens svar på frågeformuläret {year}"
    if vardering.kommuner:
        yield f"Kommunernas bedömning {year}, uppdrag för uppdrag"
    yield avtalets_namn(year.avtal)


def _forslag(year, uppgift, ekonomi):
    """The proposals in a person's own words, or the program's, with what they name filled in."""
    varden = {
        "rapporten": berattelsens_namn(year),
        "året": year.beteckning,
        "resultatet": _resultatet(ekonomi),
        "skulden": _skulden(ekonomi),
    }
    punkter = rader(uppgift.forslag) or [*_programmets(ekonomi), *_om_andringar(year, uppgift)]
    return [_UPPGIFT.sub(lambda m: varden.get(m[1], m[0]), punkt) for punkt in punkter]


def _programmets(ekonomi):
    yield "{rapporten} tas emot som redovisning av hur överenskommelsen har fullföljts."
    resultat = ekonomi.resultat
    if resultat.rader and resultat.summa > 0:
        sammanlagt = "Skulden är därmed {skulden}." if ekonomi.skuld.summa >= 0 else "Med tidigare år är det sammanlagt {skulden}."
        yield (
            "Årets resultat, {resultatet}, står kvar som skuld till kommunerna tills de har beslutat vad det ska användas till. "
            + sammanlagt
        )
    elif resultat.rader and resultat.summa < 0:
        yield "Årets resultat, {resultatet}, läggs fram för beslut om hur det ska täckas."


def _om_andringar(year, uppgift):
    for f in andringsforslag(year, uppgift):
        if f.status == f.Status.UTSANT:
            yield f"Ändringen ”{f.rubrik}” rekommenderas parterna att besluta om{' (exempel)' if f.exempel else ''}."


def _i_tjansten(year, uppgift):
    """Those who stand for the letter; the director when nobody else is named."""
    if uppgift.i_tjansten.strip():
        delade = [rad.partition(",") for rad in rader(uppgift.i_tjansten)]
        return [Tjansteman(namn=namn.strip(), titel=titel.strip()) for namn, _, titel in delade]
    direktor = underskrift(year, uppgift.datum)
    return [Tjansteman(namn=direktor.namn or direktor.titel, titel=direktor.titel if direktor.namn else "")]
