"""What a careful reader would mark in the report before it is adopted. Pure: reads the gathered content, this year's and last year's.

A warning is no error: it is mended, or accepted with a reason. Its key holds what was warned of, so that another fault warns anew.
"""

import hashlib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from berattelse.granskning import artal
from berattelse.innehall.schema import Avsnittsdel, Berattelse
from samverkan import svenska

_TAG = re.compile(r"<[^>]+>")
_AR = re.compile(r"(?:19|20)\d\d")
_BELOPP = re.compile(r"\d[\d\s\u00a0]{0,24}(?:,\d{1,4})?[\s\u00a0]{0,4}(?:tkr|mkr|mnkr|miljoner|kronor|kr|%|procent)\b")
_ENHET = re.compile(r"\d[\s\u00a0]*(tkr|mkr|mnkr|miljoner kronor|miljoner|kronor|kr)\b")
_SIFFRA = re.compile(r"(?<![\d,.:–-])([2-9]|1[0-2])[\s\u00a0]+(?:möten|träffar|sammanträden|heldagar|kommuner|utbildningar|konferenser)\b")
_DAG = re.compile(r"(\d{1,2})[\s\u00a0](" + "|".join(svenska.MANADER) + r")[\s\u00a0]((?:19|20)\d\d)")
FRAMAT = {Avsnittsdel.FRAMTID, Avsnittsdel.PRIORITERADE}  # the parts that speak of what lies ahead
FASTA = (
    Avsnittsdel.BESKRIVNING, Avsnittsdel.PRIORITERADE, Avsnittsdel.AKTIVITETER, Avsnittsdel.RESULTAT, Avsnittsdel.FRAMTID,
)  # fmt: skip
Lankar = Mapping[str, str]
OAVSLUTAT_I_ORD = {"oppen": "öppen", "pagar": "pågår"}  # a recommendation that waits, by its status

# The kinds of warning, by which the list is grouped, in its order.
SORT_I_ORD = {
    "resultat": "Resultatet", "svar": "Svar som saknas", "arena": "Arenor och möten", "tom": "Delar som saknas",
    "rubrik": "Rubriker som inte är avtalets", "fel_year": "Årtal", "dag": "Dagar som har passerat", "samma": "Samma belopp som förra året",
    "varde": "Siffror som har ändrats",
    "enhet": "Enheter för belopp", "siffra": "Tal i siffror", "rekommendationer": "Rekommendationer", "traffar": "Kommunvisa träffar",
    "forslag": "Ändringsförslag",
}  # fmt: skip


@dataclass(frozen=True)
class Anmarkning:
    """One warning: its kind, whom it is about, what it says in Swedish, and where it is mended (an address, "" when unknown)."""

    sort: str
    om: str
    text: str
    url: str = ""

    @property
    def sort_i_ord(self) -> str:
        return SORT_I_ORD.get(self.sort, "Övrigt")

    @property
    def nyckel(self) -> str:
        return hashlib.sha256(f"{self.sort}\n{self.om}\n{self.text}".encode()).hexdigest()


@dataclass(frozen=True)
class Text:
    """A running text of the report: its place in it, whose it is, which part, its heading and words, and where it is mended."""

    plats: str
    om: str
    ord: str
    url: str
    sort: Avsnittsdel | None = None
    rubrik: str = ""


def anmarkningar(
    data: Berattelse,
    forra: Berattelse | None,
    lankar: Lankar,
    *,
    rubriker: Sequence[tuple[str, str]] = (),
    oforklarade: Sequence[tuple[str, int]] = (),
    idag: date,
) -> list[Anmarkning]:
    """Everything to mark. `forra` is last year's content (or None); `lankar` {place in the report: where it is mended}.

    `rubriker` are the headings that are not the agreement's, [(heading, the agreement's or "")]; `oforklarade` the rows of the
    result that nobody has explained, [(name, kronor)].
    """
    texter = list(_texter(data, lankar))
    fynd = [
        *_fel_year(data, texter), *_rubriker(rubriker, lankar), *_enheter(texter), *_siffror_i_ord(texter),
        *_dagar(data, texter, idag, lankar),
        *_tomma(data, lankar), *_oforklarat(oforklarade, lankar),
    ]  # fmt: skip
    if forra:
        fynd += [*_samma_text(texter, list(_texter(forra, {}))), *_samma_belopp(data, forra, lankar)]
    return fynd


def _ord(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text))


def _texter(data: Berattelse, lankar: Lankar) -> Iterator[Text]:
    if data.ingress:
        yield Text("inledning", "Inledning", _ord(data.ingress), lankar.get("inledning", ""))
    for kapitel in data.kapitel:
        yield Text(kapitel.id, kapitel.rubrik, _ord(kapitel.inledning), lankar.get(kapitel.id, ""))
    for _, s in data.sektioner():
        for d in s.delar:
            rader = " ".join(rad.text for lista in d.listor for rad in lista.rader if rad.arena is None)
            yield Text(s.id, s.rubrik, f"{_ord(d.html)} {rader}", lankar.get(s.id, ""), d.sort, d.rubrik)
    yield from _ovriga_texter(data, lankar)


def _ovriga_texter(data: Berattelse, lankar: Lankar) -> Iterator[Text]:
    """What is written elsewhere than in the sections."""
    for o in data.ovrig_verksamhet:
        yield Text(f"ovrigt {o.namn}", o.namn, o.redovisning, lankar.get("avtal", ""))
    for r in data.ekonomi.resultat.rader:
        yield Text(f"resultat {r.namn}", f"Resultatet, {r.namn}", r.forklaring, lankar.get("ekonomi", ""))
    for b in data.beskrivningar:
        yield Text(f"bilaga {b.uppdrag_id}", f"Bilaga 1, {b.uppdrag}", b.text, lankar.get("beskrivningar", ""))


def _fel_year(data: Berattelse, texter: list[Text]) -> Iterator[Anmarkning]:
    """Years that are not the report's own. The next, and history, are at home in a text, in no heading; later ones in what lies ahead."""
    eget, egna = data.year, _AR.findall(data.year)
    for plats, om, url in dict.fromkeys((t.plats, t.om, t.url) for t in texter):
        egen = [t for t in texter if t.plats == plats]
        andra = sorted({y for t in egen for y in artal.frammande(t.ord, egna, framat=t.sort in FRAMAT)})
        rubrik = [y for y in artal.years(om) if y not in egna]
        if rubrik:
            yield Anmarkning("fel_year", om, f"Rubriken ”{om}” nämner {svenska.lista_text(rubrik)}, men berättelsen gäller {eget}.", url)
        if andra:
            yield Anmarkning("fel_year", om, f"{om}: texten nämner {svenska.lista_text(andra)}. Berättelsen gäller {eget}.", url)


def _rubriker(rubriker: Sequence[tuple[str, str]], lankar: Lankar) -> Iterator[Anmarkning]:
    for text, avtalets in rubriker:
        vad = f"i avtalet ”{avtalets}”" if avtalets else "inget område i avtalet heter så"
        yield Anmarkning("rubrik", text, f"Rubriken ”{text}” är inte avtalets: {vad}.", lankar.get("rubriker", ""))


def _enheter(texter: list[Text]) -> Iterator[Anmarkning]:
    """Amounts written in more than one unit, told once for each section that differs from the most usual."""
    per_enhet: dict[str, list[Text]] = {}
    for t in texter:
        for enhet in _ENHET.findall(t.ord):
            per_enhet.setdefault(enhet, []).append(t)
    if len(per_enhet) < 2:
        return
    vanligast = max(per_enhet, key=lambda enhet: (len(per_enhet[enhet]), enhet))
    for enhet in sorted(per_enhet.keys() - {vanligast}):
        for t in {t.om: t for t in per_enhet[enhet]}.values():
            yield Anmarkning("enhet", t.om, f"{t.om}: belopp skrivs i {enhet}, på de flesta ställen i {vanligast}.", t.url)


def _siffror_i_ord(texter: list[Text]) -> Iterator[Anmarkning]:
    for t in texter:
        for tal in _SIFFRA.finditer(t.ord):
            yield Anmarkning("siffra", t.om, f"{t.om}: ”{' '.join(tal[0].split())}” – tal till och med tolv skrivs med bokstäver.", t.url)


def _dagar(data: Berattelse, texter: list[Text], idag: date, lankar: Lankar) -> Iterator[Anmarkning]:
    """Days in what lies ahead that have passed. A deadline that falls today has not passed."""
    for t in texter:
        if t.sort in FRAMAT:
            for nummer, manad, year in _DAG.findall(t.ord):
                if _passerad(int(nummer), svenska.MANADER.index(manad) + 1, int(year), idag):
                    vad = f"{t.om}: {t.rubrik.lower()} nämner {nummer} {manad} {year}, som har passerat."
                    yield Anmarkning("dag", t.om, vad, t.url)
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


def _oforklarat(oforklarade: Sequence[tuple[str, int]], lankar: Lankar) -> Iterator[Anmarkning]:
    """What of the result is explained by nobody."""
    if oforklarade:
        namn = svenska.lista_text([f"{namn} ({svenska.tkr(belopp)})" for namn, belopp in oforklarade])
        yield Anmarkning("resultat", "Ekonomiskt resultat", f"Resultatet är inte förklarat för {namn}.", lankar.get("ekonomi", ""))


def _samma_text(texter: list[Text], forra: list[Text]) -> Iterator[Anmarkning]:
    """Amounts in a section that stood in the same section last year, to the digit."""
    forr: dict[object, set[str]] = {}
    for t in forra:
        forr.setdefault(_samma_stalle(t), set()).update(_belopp(t.ord))
    for t in texter:
        for belopp in sorted(_belopp(t.ord) & forr.get(_samma_stalle(t), set())):
            yield Anmarkning("samma", t.om, f"{t.om}: {belopp} stod också i förra årets berättelse. Stämmer det i år?", t.url)


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
