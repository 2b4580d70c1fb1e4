"""What a careful reader would mark in the report before it is adopted. Pure: reads the gathered data, this year's and last year's.

A warning is no error: it is mended, or accepted with a reason. Its key holds what was warned of, so that another fault warns anew.
"""

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samverkan import svenska

_TAG = re.compile(r"<[^>]+>")
_YEAR = re.compile(r"(?<![\d/.–-])(?:19|20)\d\d(?![\d/-])")
_AR = re.compile(r"(?:19|20)\d\d")
_BELOPP = re.compile(r"\d[\d\s\u00a0]*(?:,\d+)?[\s\u00a0]*(?:tkr|mkr|mnkr|miljoner|kronor|kr|%|procent)\b")
_ENHET = re.compile(r"\d[\s\u00a0]*(tkr|mkr|mnkr|miljoner kronor|miljoner|kronor|kr)\b")
_SIFFRA = re.compile(r"(?<![\d,.:–-])([2-9]|1[0-2])[\s\u00a0]+(?:möten|träffar|sammanträden|heldagar|kommuner|utbildningar|konferenser)\b")
_DAG = re.compile(r"(\d{1,2})[\s\u00a0](" + "|".join(svenska.MANADER) + r")[\s\u00a0]((?:19|20)\d\d)")
EFTER = ("Framtida utmaningar och utvecklingsarbeten", "Prioriterade områden")


@dataclass(frozen=True)
class Anmarkning:
    """One warning: its kind, whom it is about, what it says in Swedish, and where it is mended (an address, "" when unknown)."""

    sort: str
    om: str
    text: str
    url: str = ""

    @property
    def nyckel(self):
        return hashlib.sha256(f"{self.sort}\n{self.om}\n{self.text}".encode()).hexdigest()


@dataclass(frozen=True)
class Text:
    """A running text of the report: whose, under which part, its words, and where it is mended."""

    om: str
    del_: str
    ord: str
    url: str


def anmarkningar(data, forra, lankar, *, rubriker=(), oforklarade=(), idag: date) -> list[Anmarkning]:
    """Everything to mark. `forra` is last year's data (or None); `lankar` {heading of the section: its address}.

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


def _ord(text):
    return html.unescape(_TAG.sub(" ", text))


def _sektioner(data):
    for kapitel in data["kapitel"]:
        yield from kapitel["uppdrag"]
    yield from data["andra_avtal"]


def _texter(data, lankar) -> Iterator[Text]:
    if data["ingress"]:
        yield Text("Inledning", "", _ord(data["ingress"]), lankar.get("Inledning", ""))
    for kapitel in data["kapitel"]:
        yield Text(kapitel["rubrik"], "", _ord(kapitel["inledning"]), lankar.get(kapitel["rubrik"], ""))
    for sektion in _sektioner(data):
        for del_ in sektion["delar"]:
            rader = " ".join(rad["text"] for lista in del_["listor"] for rad in lista["rader"] if rad["arena"] is None)
            yield Text(sektion["rubrik"], del_["rubrik"], f"{_ord(del_['html'])} {rader}", lankar.get(sektion["rubrik"], ""))
    yield from _ovriga_texter(data, lankar)


def _ovriga_texter(data, lankar):
    """What is written elsewhere than in the sections."""
    for o in data["ovrig_verksamhet"]:
        yield Text(o["namn"], "", o["redovisning"], lankar.get("avtal", ""))
    for r in data["ekonomi"]["resultat"]["rader"]:
        yield Text(f"Resultatet, {r['namn']}", "", r["forklaring"], lankar.get("ekonomi", ""))
    for b in data["beskrivningar"]:
        yield Text(f"Bilaga 1, {b['uppdrag']}", "", b["text"], lankar.get("beskrivningar", ""))


def _fel_year(data, texter):
    """Years that are not the report's own. The next is at home in a text, not in a heading; later ones in what lies ahead."""
    eget, egna = data["year"], _AR.findall(data["year"])
    for om, url in dict.fromkeys((t.om, t.url) for t in texter):
        andra = sorted({y for t in texter if t.om == om for y in _YEAR.findall(t.ord) if not _hor_dit(y, egna, t)})
        rubrik = [y for y in _YEAR.findall(om) if y not in egna]
        if rubrik:
            yield Anmarkning("fel_year", om, f"Rubriken ”{om}” nämner {svenska.lista_text(rubrik)}, men berättelsen gäller {eget}.", url)
        if andra:
            yield Anmarkning("fel_year", om, f"{om}: texten nämner {svenska.lista_text(andra)}. Berättelsen gäller {eget}.", url)


def _hor_dit(year, egna, text):
    senast = int(max(egna, default=0))
    return year in egna or int(year) == senast + 1 or (text.del_.startswith(EFTER) and int(year) > senast)


def _rubriker(rubriker, lankar):
    for text, avtalets in rubriker:
        vad = f"i avtalet ”{avtalets}”" if avtalets else "inget område i avtalet heter så"
        yield Anmarkning("rubrik", text, f"Rubriken ”{text}” är inte avtalets: {vad}.", lankar.get("rubriker", ""))


def _enheter(texter):
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


def _siffror_i_ord(texter):
    for t in texter:
        for tal in _SIFFRA.finditer(t.ord):
            yield Anmarkning("siffra", t.om, f"{t.om}: ”{' '.join(tal[0].split())}” – tal till och med tolv skrivs med bokstäver.", t.url)


def _dagar(data, texter, idag, lankar):
    """Days in what lies ahead that have passed."""
    for t in texter:
        if t.del_.startswith(EFTER):
            for dag, manad, year in _DAG.findall(t.ord):
                if _passerad(int(dag), svenska.MANADER.index(manad) + 1, int(year), idag):
                    yield Anmarkning("dag", t.om, f"{t.om}: {t.del_.lower()} nämner {dag} {manad} {year}, som har passerat.", t.url)
    for r in (data["forra"] or {}).get("rekommendationer", []):
        m = _DAG.fullmatch(r["klar_senast"])
        if m and r["laget"] in {"Öppen", "Pågår"} and _passerad(int(m[1]), svenska.MANADER.index(m[2]) + 1, int(m[3]), idag):
            om = r["text"][:80]
            yield Anmarkning(
                "dag",
                om,
                f"Rekommendationen ”{om}” skulle vara klar {r['klar_senast']}. Läget: {r['laget'].lower()}.",
                lankar.get("rekommendationer", ""),
            )


def _passerad(dag, manad, year, idag):
    try:
        return date(year, manad, dag) < idag
    except ValueError:  # 31 februari
        return True


def _tomma(data, lankar):
    for sektion in _sektioner(data):
        finns = {d["rubrik"].split(" 20")[0] for d in sektion["delar"]}
        if not sektion["delar"]:
            yield Anmarkning("tom", sektion["rubrik"], f"{sektion['rubrik']}: avsnittet är tomt.", lankar.get(sektion["rubrik"], ""))
        elif sektion["id"].startswith("uppdrag-"):
            saknas = [d for d in ("", *FASTA) if d not in finns]
            if saknas:
                text = svenska.lista_text([(d or "Beskrivning").lower() for d in saknas])
                yield Anmarkning(
                    "tom", sektion["rubrik"], f"{sektion['rubrik']}: skrivs ut utan {text}.", lankar.get(sektion["rubrik"], "")
                )


FASTA = ("Prioriterade områden", "Exempel på aktiviteter", "Exempel på resultat", "Framtida utmaningar och utvecklingsarbeten")


def _oforklarat(oforklarade, lankar):
    """What of the result is explained by nobody."""
    if oforklarade:
        namn = svenska.lista_text([f"{namn} ({svenska.tkr(belopp)})" for namn, belopp in oforklarade])
        yield Anmarkning("resultat", "Ekonomiskt resultat", f"Resultatet är inte förklarat för {namn}.", lankar.get("ekonomi", ""))


def _samma_text(texter, forra):
    """Amounts in a section that stood in the same section last year, to the digit."""
    forr: dict[str, set[str]] = {}
    for t in forra:
        forr.setdefault(t.om, set()).update(_belopp(t.ord))
    for t in texter:
        for belopp in sorted(_belopp(t.ord) & forr.get(t.om, set())):
            yield Anmarkning("samma", t.om, f"{t.om}: {belopp} stod också i förra årets berättelse. Stämmer det i år?", t.url)


def _belopp(ord_):
    return {" ".join(b.split()) for b in _BELOPP.findall(ord_)}


def _samma_belopp(data, forra, lankar):
    nu, fore = _summor(data), _summor(forra)
    for vad, belopp in nu.items():
        if belopp and fore[vad] == belopp:
            text = f"{vad} är {svenska.kronor(belopp)}, lika på kronan som förra året."
            yield Anmarkning("samma", vad, text, lankar.get("ekonomi", ""))
    forr = {(r["namn"], r["uppdrag"]): r["belopp"] for r in forra["ekonomi"]["statsbidrag"]["rader"]}
    for r in data["ekonomi"]["statsbidrag"]["rader"]:
        if forr.get((r["namn"], r["uppdrag"])) == r["belopp"]:
            text = f"Statsbidraget {r['namn']} är {svenska.kronor(r['belopp'])}, lika på kronan som förra året."
            yield Anmarkning("samma", r["namn"], text, lankar.get("ekonomi", ""))


def _summor(data):
    """The three sums of the year that two years hardly share, in kronor."""
    e = data["ekonomi"]
    ersattning = e["ersattning"]["belopp"] if e["ersattning"] else 0
    return {"Ersättningen": ersattning, "Resultatet": e["resultat"]["summa"], "Skulden till kommunerna": e["skuld"]["summa"]}
