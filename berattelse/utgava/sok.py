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
        yield kapitel.rubrik, kapitel.id, _ren(kapitel.inledning)
        for sektion in kapitel.uppdrag:
            yield from _sektion(sektion)
    for o in data.ovrig_verksamhet:
        yield o.namn, "ovrig-verksamhet", o.redovisning
    for stycke in data.ekonomi.stycken:
        yield "Ekonomiskt resultat", "ekonomi", stycke
    for sektion in data.andra_avtal:
        yield from _sektion(sektion)
    for b in data.beskrivningar:
        yield f"Bilaga 1: {b.uppdrag}", "bilaga-1", b.text


def _sektion(sektion):
    for d in sektion.delar:
        rader = " ".join(rad.text for lista in d.listor for rad in lista.rader)
        rubrik = f"{sektion.rubrik}: {d.rubrik.lower()}" if d.rubrik else sektion.rubrik
        yield rubrik, sektion.id, f"{_ren(d.html)} {rader}".strip()


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
