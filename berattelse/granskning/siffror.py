"""The figures a text claims: money, per cent and counts, each with its sentence; and whether a row says the same. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from berattelse.granskning.anmarkning import FRAMAT, Anmarkning, Genomgang, Text
from samverkan import svenska
from samverkan.svenska.pengar import ENHETER, MELLANRUM, PENGAR, TAL, som_tal

_TALORD = "|".join(sorted((ord_ for ord_, n in svenska.LASBARA_TALORD.items() if n > 1), key=len, reverse=True))
_PROCENT = re.compile(rf"(?P<tal>{TAL}){MELLANRUM}?(?P<enhet>%|procent(?:enheter)?\b)", re.IGNORECASE)
# What a report counts. Not kommuner, of which there are as many as there are; nor days, hours and years, which measure.
MOTEN = ("möten", "träffar", "sammanträden", "sammanträdesdagar", "heldagar", "halvdagar", "tillfällen")
ANDRA_TILLFALLEN = (
    "utbildningar", "konferenser", "webbinarier", "seminarier", "workshoppar", "workshops", "temadagar", "studieresor", "studiebesök",
    "föreläsningar",
)  # fmt: skip
FOLK = (
    "personer", "deltagare", "elever", "studerande", "studenter", "barn", "ungdomar", "lärare", "medarbetare", "anställda", "besökare",
    "invånare", "hushåll", "handledare", "chefer",
)  # fmt: skip
SAKER = (
    "företag", "filialer", "skolor", "ansökningar", "ärenden", "projekt", "kurser", "besök", "insatser", "rådgivningar", "aktiviteter",
)  # fmt: skip
ALLA_ORD = (*MOTEN, *ANDRA_TILLFALLEN, *FOLK, *SAKER)
_ORD = "|".join(sorted(ALLA_ORD, key=len, reverse=True))
_ADJEKTIV = r"(?:\w+(?:a|al|d|e|ig|t)\s+){0,2}"
_ANTAL = re.compile(
    rf"(?:(?P<tal>{TAL})|\b(?P<talord>{_TALORD}))\s+(?P<adjektiv>{_ADJEKTIV})(?P<ord>\w*?(?P<slut>{_ORD}))\b", re.IGNORECASE
)
# What a sentence tells of another time: there the register of this year says nothing.
_ANNAN_TID = re.compile(
    r"\b(?:förra|föregående|tidigare|nästa|kommande) (?:år\w*|verksamhetsår\w*|period\w*)"
    r"|\bjämfört med\b|\bkommer\b|\bska\b|\bplanera\w*|\bsedan\b|\bmål(?:et|sättning\w*)?\b"
    r"|\bbehöv\w*|\bhittills\b|\btotalt sedan\b|\bperioden\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/-])")
# What a sentence narrows: a part of the year or of the whole.
_DEL_AV = re.compile(
    rf"\b(?:varav|därav|utav|av (?:dessa|dem|de)|ytterligare|extra|första|sista|andra|per|respektive|varje|"
    r"bland annat|minst|högst|upp till|över|"
    rf"vår\w*|höst\w*|sommar\w*|vinter\w*|halvår\w*|kvartal\w*|termin\w*|(?:{'|'.join(svenska.MANADER)}))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pastaende:
    """A figure as a text says it. `varde` is in kronor, per cent or a count; `ord` the noun counted, as written; `slut` its last part."""

    slag: str  # pengar, procent or antal
    varde: Decimal
    skrivet: str
    mening: str
    ord: str = ""
    slut: str = ""
    adjektiv: str = ""
    halv: Decimal = Decimal(0)  # half a step of the last digit written: so far from it a row may be


@lru_cache(maxsize=2048)
def siffror(mening: str) -> tuple[Pastaende, ...]:
    """The figures of one sentence, in the order of their kinds."""
    return (*_pengar(mening), *_procent(mening), *_antal(mening))


def _pengar(mening: str) -> Iterator[Pastaende]:
    for m in PENGAR.finditer(mening):
        tal, faktor = som_tal(m["tal"]), ENHETER[m["enhet"].lower()]
        halv = Decimal(faktor) * Decimal(10) ** int(tal.as_tuple().exponent) / 2 if faktor > 1 else Decimal(0)
        yield Pastaende("pengar", tal * faktor, _skrivet(m[0]), mening, halv=halv)


def _procent(mening: str) -> Iterator[Pastaende]:
    for m in _PROCENT.finditer(mening):
        yield Pastaende("procent", som_tal(m["tal"]), _skrivet(m[0]), mening)


def _antal(mening: str) -> Iterator[Pastaende]:
    for m in _ANTAL.finditer(mening):
        varde = som_tal(m["tal"]) if m["tal"] else Decimal(svenska.LASBARA_TALORD[m["talord"].lower()])
        if varde > 1 and not _YEAR.fullmatch(m["tal"] or ""):
            adjektiv = " ".join(m["adjektiv"].split())
            yield Pastaende("antal", varde, _skrivet(m[0]), mening, m["ord"].lower(), m["slut"].lower(), adjektiv)


def _skrivet(text: str) -> str:
    return " ".join(text.split())


def i_texten(text: Text) -> list[Pastaende]:
    """The figures of what is written freely."""
    return [siffra for mening in text.meningar for siffra in siffror(mening)]


def galler_aret(mening: str, egna: Sequence[str]) -> bool:
    """Does the sentence tell of the report's own time? One that names another year, or compares with one, does not."""
    return not _ANNAN_TID.search(mening) and all(year in egna for year in _YEAR.findall(mening))


# --- the checks --------------------------------------------------------------------------------------------------------


def utan_rad(genomgang: Genomgang) -> Iterator[Anmarkning]:
    """Money, per cent and counts that no row says: the figure is somebody's own, and nobody can follow it."""
    rader = radernas(genomgang.alla_rader)
    for text in genomgang.texter:
        if text.sort in FRAMAT or not text.i_avsnitt:
            continue
        for s in i_texten(text):
            if galler_aret(s.mening, genomgang.egna) and not har_rad(s, rader, genomgang.belopp):
                vad = f"{text.om}: ”{s.skrivet}” finns inte i någon rad. Registrera uppgiften, eller godta den."
                yield Anmarkning("utan_rad", text.om, vad, text.url, s.mening, text.delar)


def radernas(rader: Sequence[str]) -> list[Pastaende]:
    return [siffra for rad in rader for siffra in siffror(_skrivet(rad))]


def har_rad(s: Pastaende, rader: Sequence[Pastaende], belopp: frozenset[Decimal]) -> bool:
    """Does any line made of rows, or the year's money, say the same?"""
    if s.slag == "pengar" and any(abs(b - s.varde) <= s.halv for b in belopp):
        return True
    return any(r.slag == s.slag and _samma_ord(r.slut, s.slut) and abs(r.varde - s.varde) <= s.halv for r in rader)


def _samma_ord(ett: str, annat: str) -> bool:
    """The same noun; the words for a meeting are one, for each body has its own."""
    return ett == annat or (ett in MOTEN and annat in MOTEN)


def mot_registret(genomgang: Genomgang) -> Iterator[Anmarkning]:
    """A count that is not what the rows say of the same thing: the meetings of an arena, and what the section's own rows count."""
    for text in genomgang.texter:
        egna = [rad for t in genomgang.texter if t.plats == text.plats for rad in t.rader]
        for s in i_texten(text) if text.sort not in FRAMAT else ():
            if s.slag != "antal" or s.adjektiv or not galler_aret(s.mening, genomgang.egna) or _DEL_AV.search(s.mening):
                continue
            if ratt := _arenans(s, genomgang.arenor, egna) or _radernas(s, egna):
                yield Anmarkning("register", text.om, f"{text.om}: texten säger ”{s.skrivet}”, {ratt}.", text.url, s.mening, text.delar)


def _arenans(s: Pastaende, arenor: Mapping[int, tuple[tuple[str, ...], int | None]], egna: Sequence[tuple[str, int | None]]) -> str:
    """What the register says of the one arena that the sentence names, when it is something else."""
    namnda = [(pk, hallna) for pk, (namn, hallna) in arenor.items() if any(re.search(rf"\b{re.escape(n)}\b", s.mening) for n in namn)]
    if s.slut not in MOTEN or len(namnda) != 1 or len([a for a in siffror(s.mening) if a.slag == "antal"]) != 1:
        return ""
    pk, hallna = namnda[0]
    sagda = {r.varde for rad, arena in egna if arena == pk for r in siffror(_skrivet(rad)) if r.slag == "antal"}
    if hallna is None or s.varde == hallna or s.varde in sagda:
        return ""
    return f"registret har {svenska.talord(hallna, 'ett') if hallna else 'inga'} hållna"


def _radernas(s: Pastaende, egna: Sequence[tuple[str, int | None]]) -> str:
    """What the section's own rows say of the same noun, when all that do say one other number."""
    if s.slut not in (*ANDRA_TILLFALLEN, *SAKER):
        return ""
    tal = {r.varde: r for rad, arena in egna if arena is None for r in siffror(_skrivet(rad)) if r.ord == s.ord and not r.adjektiv}
    if len(tal) != 1 or s.varde in tal:
        return ""
    return f"raden säger ”{next(iter(tal.values())).skrivet}”"


def samma_antal(genomgang: Genomgang) -> Iterator[Anmarkning]:
    """Counts that stood in the same part last year, to the number. Small ones are the same by themselves."""
    forr = {(_stalle(t), s.varde, s.ord) for t in genomgang.forra for s in _alla(t)}
    for text in genomgang.texter:
        for s in {(s.varde, s.ord): s for s in _alla(text)}.values():
            if s.varde > 12 and (_stalle(text), s.varde, s.ord) in forr:
                vad = f"{text.om}: {s.skrivet} stod också i förra årets berättelse. Stämmer det i år?"
                yield Anmarkning("samma", text.om, vad, text.url, s.mening, text.delar)


def _alla(text: Text) -> list[Pastaende]:
    rader = (*text.meningar, *(rad for rad, arena in text.rader if arena is None))
    return [s for rad in rader for s in siffror(_skrivet(rad)) if s.slag == "antal"]


def _stalle(text: Text) -> object:
    return (text.plats, text.sort) if text.sort else text.om
