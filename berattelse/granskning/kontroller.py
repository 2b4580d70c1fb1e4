"""What a careful reader would mark in the report before it is adopted. Pure: reads the gathered content, this year's and last year's.

A warning is no error: it is mended, or accepted with a reason. Its key holds what was warned of, so that another fault warns anew.
The rules of the text (REGLER) are the same for the whole report and for one section while it is written.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from berattelse.avsnitt.lankar import tveksamma
from berattelse.granskning import artal
from berattelse.granskning.anmarkning import FRAMAT, SORT_I_ORD, Anmarkning, Genomgang, Text, rena
from berattelse.granskning.siffror import mot_registret, samma_antal, utan_rad
from berattelse.granskning.stil import langa_meningar, passerat, skrivsatt
from berattelse.innehall.schema import Avsnittsdel, Berattelse, Sektion
from ekonomi.resultat import over_ersattningen
from samverkan import svenska

__all__ = ["REGLER", "SORT_I_ORD", "Anmarkning", "Genomgang", "Text", "anmarkningar", "sektionens_texter", "textens", "vanligaste_enhet"]

_BELOPP = re.compile(r"\d[\d\s\u00a0]{0,24}(?:,\d{1,4})?[\s\u00a0]{0,4}(?:tkr|mkr|mnkr|miljoner|kronor|kr|%|procent)\b")
_ENHET = re.compile(r"\d[\s\u00a0]*(tkr|mkr|mnkr|miljoner kronor|miljoner|kronor|kr)\b")
_SIFFRA = re.compile(r"(?<![\d,.:–-])([2-9]|1[0-2])[\s\u00a0]+(?:möten|träffar|sammanträden|heldagar|kommuner|utbildningar|konferenser)\b")
_DAG = re.compile(r"(\d{1,2})[\s\u00a0](" + "|".join(svenska.MANADER) + r")[\s\u00a0]((?:19|20)\d\d)")
FASTA = (
    Avsnittsdel.BESKRIVNING, Avsnittsdel.PRIORITERADE, Avsnittsdel.AKTIVITETER, Avsnittsdel.RESULTAT, Avsnittsdel.FRAMTID,
)  # fmt: skip
Lankar = Mapping[str, str]
OAVSLUTAT_I_ORD = {"oppen": "öppen", "pagar": "pågår"}  # a recommendation that waits, by its status


def anmarkningar(
    data: Berattelse,
    forra: Berattelse | None,
    lankar: Lankar,
    *,
    rubriker: Sequence[tuple[str, str]] = (),
    oforklarade: Sequence[tuple[str, int]] = (),
    belopp: Iterable[int] = (),
    arenor: Mapping[int, tuple[tuple[str, ...], int | None]] | None = None,
    idag: date,
) -> list[Anmarkning]:
    """Everything to mark. `forra` is last year's content (or None); `lankar` {place in the report: where it is mended}.

    `rubriker` are the headings that are not the agreement's, [(heading, the agreement's or "")]; `oforklarade` the rows of the
    result that nobody has explained, [(name, kronor)]; `belopp` the kronor of the year's money; `arenor` {arena: (its names, meetings
    held or None)}.
    """
    texter = list(_texter(data, lankar))
    rader = [rad for t in texter for rad, _ in t.rader]
    genomgang = Genomgang(
        year=data.year, idag=idag, texter=texter, forra=list(_texter(forra, {})) if forra else [], enhet=vanligaste_enhet(texter),
        alla_rader=rader, belopp=frozenset(map(Decimal, belopp)),
        arenor=arenor or {},
    )  # fmt: skip
    fynd = [
        *textens(genomgang), *_rubriker(rubriker, lankar), *_rekommendationer(data, idag, lankar), *_tomma(data, lankar),
        *_oforklarat(oforklarade, lankar), *_over_ersattningen(data, lankar), *(_samma_belopp(data, forra, lankar) if forra else ()),
    ]  # fmt: skip
    return sorted(fynd, key=lambda a: ORDNING.index(a.sort))


def textens(genomgang: Genomgang) -> list[Anmarkning]:
    """What the rules of the text find, each said once."""
    return list(dict.fromkeys(a for regel in REGLER for a in regel(genomgang)))


def vanligaste_enhet(texter: Iterable[Text]) -> str:
    """The unit that most amounts of the sections are written in; the last by the alphabet of those that are as usual."""
    antal = Counter(enhet for t in texter if t.i_avsnitt for enhet in _ENHET.findall(t.ord))
    return max(antal, key=lambda enhet: (antal[enhet], enhet), default="")


def _texter(data: Berattelse, lankar: Lankar) -> Iterator[Text]:
    if data.ingress:
        yield _fri("inledning", "Inledning", data.ingress, lankar)
    for kapitel in data.kapitel:
        yield _fri(kapitel.id, kapitel.rubrik, kapitel.inledning, lankar)
    for _, s in data.sektioner():
        yield from sektionens_texter(s, lankar.get(s.id, ""))
    yield from _ovriga_texter(data, lankar)


def _fri(plats: str, om: str, html: str, lankar: Lankar) -> Text:
    """A text without parts and rows."""
    return Text(plats, om, rena(html), lankar.get(plats, ""), html=html)


def sektionens_texter(s: Sektion, url: str, *, plats: str = "", delad: bool = True) -> Iterator[Text]:
    """The texts of one section as it is printed, a part to each; `delad` is False of an intro, which has no parts."""
    for d in s.delar:
        rader = tuple((rad.text, rad.arena) for lista in d.listor for rad in lista.rader)
        skrivna = " ".join(rad for rad, arena in rader if arena is None)
        ord_ = f"{rena(d.html)} {skrivna}" if delad else rena(d.html)
        yield Text(plats or s.id, s.rubrik, ord_, url, d.sort if delad else None, d.rubrik, d.html, rader)


def _ovriga_texter(data: Berattelse, lankar: Lankar) -> Iterator[Text]:
    """What is written elsewhere than in the sections."""
    alla = [
        *((f"ovrigt {o.namn}", o.namn, o.redovisning, "avtal") for o in data.ovrig_verksamhet),
        *((f"resultat {r.namn}", f"Resultatet, {r.namn}", r.forklaring, "ekonomi") for r in data.ekonomi.resultat.rader),
        *((f"bilaga {b.uppdrag_id}", f"Bilaga 1, {b.uppdrag}", b.text, "beskrivningar") for b in data.beskrivningar),
    ]
    for plats, om, ord_, var in alla:
        yield Text(plats, om, ord_, lankar.get(var, ""), i_avsnitt=False)


def _fel_year(genomgang: Genomgang) -> Iterator[Anmarkning]:
    """Years that are not the report's own. The next, and history, are at home in a text, in no heading; later ones in what lies ahead."""
    for plats, om, url in dict.fromkeys((t.plats, t.om, t.url) for t in genomgang.texter):
        per_text = {t: artal.frammande(t.ord, genomgang.egna, framat=t.sort in FRAMAT) for t in genomgang.texter if t.plats == plats}
        andra = sorted({y for years in per_text.values() for y in years})
        rubrik = [y for y in artal.years(om) if y not in genomgang.egna]
        if rubrik:
            vad = f"Rubriken ”{om}” nämner {svenska.lista_text(rubrik)}, men berättelsen gäller {genomgang.year}."
            yield Anmarkning("fel_year", om, vad, url)
        if andra:
            vad = f"{om}: texten nämner {svenska.lista_text(andra)}. Berättelsen gäller {genomgang.year}."
            grund = "\n".join(artal.meningar_med(t.ord, years) for t, years in per_text.items() if years)
            yield Anmarkning("fel_year", om, vad, url, grund, tuple(d for t, years in per_text.items() if years for d in t.delar))


def _rubriker(rubriker: Sequence[tuple[str, str]], lankar: Lankar) -> Iterator[Anmarkning]:
    for text, avtalets in rubriker:
        vad = f"i avtalet ”{avtalets}”" if avtalets else "inget område i avtalet heter så"
        yield Anmarkning("rubrik", text, f"Rubriken ”{text}” är inte avtalets: {vad}.", lankar.get("rubriker", ""))


def _enheter(genomgang: Genomgang) -> Iterator[Anmarkning]:
    """Amounts written in more than one unit, told once for each section that differs from the most usual."""
    per_enhet: dict[str, dict[str, list[Text]]] = {}
    for t in genomgang.texter:
        for enhet in dict.fromkeys(_ENHET.findall(t.ord)):
            per_enhet.setdefault(enhet, {}).setdefault(t.om, []).append(t)
    for enhet in sorted(per_enhet.keys() - {genomgang.enhet}) if genomgang.enhet else ():
        for om, texter in per_enhet[enhet].items():
            vad = f"{om}: belopp skrivs i {enhet}, på de flesta ställen i {genomgang.enhet}."
            yield Anmarkning("enhet", om, vad, texter[0].url, delar=tuple(d for t in texter for d in t.delar))


def _siffror_i_ord(genomgang: Genomgang) -> Iterator[Anmarkning]:
    for t in genomgang.texter:
        for tal in _SIFFRA.finditer(t.ord):
            vad = f"{t.om}: ”{' '.join(tal[0].split())}” – tal till och med tolv skrivs med bokstäver."
            yield Anmarkning("siffra", t.om, vad, t.url, delar=t.delar)


def _dagar(genomgang: Genomgang) -> Iterator[Anmarkning]:
    """Days in what lies ahead that have passed. A deadline that falls today has not passed."""
    for t in genomgang.texter:
        if t.sort in FRAMAT:
            for nummer, manad, year in _DAG.findall(t.ord):
                if _passerad(int(nummer), svenska.MANADER.index(manad) + 1, int(year), genomgang.idag):
                    vad = f"{t.om}: {t.rubrik.lower()} nämner {nummer} {manad} {year}, som har passerat."
                    yield Anmarkning("dag", t.om, vad, t.url, delar=t.delar)


def _rekommendationer(data: Berattelse, idag: date, lankar: Lankar) -> Iterator[Anmarkning]:
    for r in data.forra.rekommendationer if data.forra else ():
        if r.klar_senast and r.laget in OAVSLUTAT_I_ORD and r.klar_senast < idag:
            om = r.text[:80]
            vad = f"Rekommendationen ”{om}” skulle vara klar {svenska.datum(r.klar_senast)}. Läget: {OAVSLUTAT_I_ORD[r.laget]}."
            yield Anmarkning("dag", om, vad, lankar.get("rekommendationer", ""))


def _passerad(dag: int, manad: int, year: int, idag: date) -> bool:
    try:
        return date(year, manad, dag) < idag
    except ValueError:  # 31 februari
        return True


def _tomma(data: Berattelse, lankar: Lankar) -> Iterator[Anmarkning]:
    for _, s in data.sektioner():
        saknas = [d.i_ord.lower() for d in FASTA if d not in {egen.sort for egen in s.delar}]
        if not s.delar:
            yield Anmarkning("tom", s.rubrik, f"{s.rubrik}: avsnittet är tomt.", lankar.get(s.id, ""))
        elif s.uppdrag_id and saknas:
            yield Anmarkning("tom", s.rubrik, f"{s.rubrik}: skrivs ut utan {svenska.lista_text(saknas)}.", lankar.get(s.id, ""))


def _over_ersattningen(data: Berattelse, lankar: Lankar) -> Iterator[Anmarkning]:
    """A result that the compensation cannot hold: right when there is other income, else a slip of the hand."""
    e = data.ekonomi
    text = over_ersattningen(e.resultat.summa if e.resultat.rader else None, e.ersattning.gallande if e.ersattning else None)
    if text:
        yield Anmarkning("resultat", "Årets resultat", text, lankar.get("ekonomi", ""))


def _oforklarat(oforklarade: Sequence[tuple[str, int]], lankar: Lankar) -> Iterator[Anmarkning]:
    """What of the result is explained by nobody."""
    if oforklarade:
        namn = svenska.lista_text([f"{namn} ({svenska.tkr(belopp)})" for namn, belopp in oforklarade])
        yield Anmarkning("resultat", "Ekonomiskt resultat", f"Resultatet är inte förklarat för {namn}.", lankar.get("ekonomi", ""))


def _samma_text(genomgang: Genomgang) -> Iterator[Anmarkning]:
    """Amounts in a section that stood in the same section last year, to the digit."""
    forr: dict[object, set[str]] = {}
    for t in genomgang.forra:
        forr.setdefault(_samma_stalle(t), set()).update(_belopp(t.ord))
    for t in genomgang.texter:
        for belopp in sorted(_belopp(t.ord) & forr.get(_samma_stalle(t), set())):
            vad = f"{t.om}: {belopp} stod också i förra årets berättelse. Stämmer det i år?"
            yield Anmarkning("samma", t.om, vad, t.url, _mening_med(belopp, t.ord), t.delar)


def _mening_med(skrivet: str, text: str) -> str:
    """The first sentence that says it, as it stands."""
    meningar = re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", " ".join(text.split()))
    return next((mening for mening in meningar if skrivet in mening), "")


def _samma_stalle(text: Text) -> object:
    """What makes two years' texts the same place: a section by its id; what belongs to the year alone by its heading."""
    return (text.plats, text.sort) if text.sort else text.om


def _belopp(ord_: str) -> set[str]:
    return {" ".join(b.split()) for b in _BELOPP.findall(ord_)}


def _samma_belopp(data: Berattelse, forra: Berattelse, lankar: Lankar) -> Iterator[Anmarkning]:
    nu, fore = _summor(data), _summor(forra)
    for vad, belopp in nu.items():
        if belopp and fore[vad] == belopp:
            text = f"{vad} är {svenska.kronor(belopp)}, lika på kronan som förra året."
            yield Anmarkning("samma", vad, text, lankar.get("ekonomi", ""))
    forr = {(r.namn, r.uppdrag_id): r.belopp for r in forra.ekonomi.statsbidrag.rader}
    for r in data.ekonomi.statsbidrag.rader:
        if forr.get((r.namn, r.uppdrag_id)) == r.belopp:
            text = f"Statsbidraget {r.namn} är {svenska.kronor(r.belopp)}, lika på kronan som förra året."
            yield Anmarkning("samma", r.namn, text, lankar.get("ekonomi", ""))


def _summor(data: Berattelse) -> dict[str, int]:
    """The three sums of the year that two years hardly share, in kronor."""
    e = data.ekonomi
    ersattning = e.ersattning.belopp if e.ersattning else 0
    return {"Ersättningen": ersattning, "Resultatet": e.resultat.summa, "Skulden till kommunerna": e.skuld.summa}


def _lankar(g: Genomgang) -> Iterator[Anmarkning]:
    """Links that tell of a person or that nobody can say where they lead."""
    for t in g.texter:
        yield from (Anmarkning("lank", t.om, f"{t.om}: {mening}", t.url, delar=t.delar) for mening in tveksamma(t.html))


# What a text is held against, whichever part of the report is read. A rule is added here, and is then asked everywhere.
REGLER = (
    _fel_year, _enheter, _siffror_i_ord, _dagar, passerat, _samma_text, samma_antal, mot_registret, skrivsatt, langa_meningar,
    utan_rad, _lankar,
)  # fmt: skip
# The order of the whole list.
ORDNING = (
    "fel_year",
    "rubrik",
    "enhet",
    "skrivsatt",
    "siffra",
    "dag",
    "mening",
    "tom",
    "resultat",
    "samma",
    "register",
    "lank",
    "utan_rad",
)
