"""Search within one edition, in its frozen data. Pure."""

import html
import re
from dataclasses import dataclass

from django.utils.html import format_html

_TAG = re.compile(r"<[^>]+>")
OMKRING = 70  # characters shown on each side of a hit
HOGST = 50


@dataclass(frozen=True)
class Soktraff:
    """A place where the word stands: under which heading, the anchor to go to, and the words around it (safe HTML)."""

    rubrik: str
    ankare: str
    utdrag: str


def stycken(data):
    """(heading, anchor, text) of everything that can be searched, in the order of the report."""
    yield "Inledning", "inledning", _ren(data.ingress)
    for kapitel in data.kapitel:
        yield from _kapitel(kapitel)
    for o in data.ovrig_verksamhet:
        yield o.namn, "ovrig-verksamhet", o.redovisning
    for stycke in data.ekonomi.stycken:
        yield "Ekonomiskt resultat", "ekonomi", stycke
    for sektion in data.andra_avtal:
        yield from _sektion(sektion)
    yield from _varderingen(data)
    yield from _forra(data.forra)
    for b in data.beskrivningar:
        yield f"Bilaga 1: {b.uppdrag}", "bilaga-1", b.text


def _kapitel(kapitel):
    yield kapitel.rubrik, kapitel.id, _ren(kapitel.inledning)
    for sektion in kapitel.uppdrag:
        yield from _sektion(sektion)


def _sektion(sektion):
    for d in sektion.delar:
        rader = " ".join(rad.text for lista in d.listor for rad in lista.rader)
        rubrik = f"{sektion.rubrik}: {d.rubrik.lower()}" if d.rubrik else sektion.rubrik
        yield rubrik, sektion.id, f"{_ren(d.html)} {rader}".strip()


def _varderingen(data):
    """The judgement as it is printed: the decision, every round, and what followed."""
    if data.beslut:
        yield "Samverkansrådets beslut", "vardering", f"{data.beslut}: {data.beslut.text}"
    for runda in data.vardering.kommunrundor if data.vardering else ():
        yield from _bedomningar(runda)
    for runda in (*data.vardering.kommunrundor, *data.vardering.rundor) if data.vardering else ():
        for f in runda.fragor:
            ord_ = " ".join(f"{t.vem}: {t.text}" if t.vem else t.text for t in f.texter)
            yield runda.namn, "vardering", f"{f.uppdrag} {f.fraga} {ord_}".strip()
    if data.foljder:
        yield from _foljderna(data.foljder)


def _bedomningar(runda):
    for uppdrag, rader in runda.ord_per_uppdrag:
        for kommun, skal, nytta in rader:
            yield f"{runda.namn}: {uppdrag}", "vardering", f"{kommun}: {skal} {nytta}".strip()
    if runda.nagon_enad and runda.motivering:
        yield "Den gemensamma värderingen", "vardering", runda.motivering
    for u in runda.uppdrag:
        if u.enad:
            avvikelser = " ".join(f"{a.kommun}: {a.varde} {a.text}" for a in u.avvikelser)
            yield "Den gemensamma värderingen", "vardering", f"{u.uppdrag}: {u.gemensamt}. {u.motivering} {u.beslut} {avvikelser}".strip()


def _foljderna(f):
    for t in f.traffar:
        yield "Kommunvisa träffar", "vardering", f"{t.kommun}: {t.till_namnden}"
    for r in f.rekommendationer:
        yield "Rekommendationer", "vardering", f"{r.text} {r.agare} {r.beslut}"
    for a in f.forslag:
        parter = " ".join(f"{p.part}: {p.i_ord} {p.organ}".strip() for p in a.parter)
        yield f"Ändringsförslag: {a.rubrik}", "vardering", f"{a.rubrik} {a.text} {a.skal} {parter}"


def _forra(f):
    if f is None:
        return
    rubrik = f"Värderingen {f.year} och vad den ledde till"
    for runda in f.vardering.kommunrundor if f.vardering else ():
        for u in runda.uppdrag:
            yield rubrik, "forra", f"{u.uppdrag}: {u.gemensamt}" if u.enad else u.uppdrag
    for r in f.rekommendationer:
        yield rubrik, "forra", f"{r.text} {r.agare} {r.beslut} {r.vad_har_hant}"


def _ren(text):
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def sok(data, ord_: str) -> list[Soktraff]:
    """Every place, at most HOGST, where the words stand next to each other; upper and lower case are the same."""
    monster = re.compile(r"\s+".join(map(re.escape, ord_.split())), re.IGNORECASE)
    if not ord_.strip():
        return []
    traffar = [_traff(rubrik, ankare, text, m) for rubrik, ankare, text in stycken(data) for m in monster.finditer(text)]
    return traffar[:HOGST]


def _traff(rubrik, ankare, text, m):
    fore, efter = text[max(0, m.start() - OMKRING) : m.start()], text[m.end() : m.end() + OMKRING]
    fore = f"…{fore.split(' ', 1)[-1]}" if m.start() > OMKRING else fore
    efter = f"{efter.rsplit(' ', 1)[0]} …" if m.end() + OMKRING < len(text) else efter
    return Soktraff(rubrik, ankare, format_html("{}<mark>{}</mark>{}", fore, m[0], efter))
