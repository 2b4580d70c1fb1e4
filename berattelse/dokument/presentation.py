"""The summary as slides: one picture or at most three lines on each, from the same data."""

from math import ceil

from berattelse.dokument.bilder import bilder

RADER = 3


def sidor(data):
    """[slide] after the title: a heading with lines, or with a picture and what it says."""
    ritade = bilder(data)
    ekonomi, kommuner = data.ekonomi, data.vardering.kommuner
    skuldrad = ekonomi.stycken[-1] if ekonomi.skuld.rader else ""
    fraga = f"{kommuner.fraga} Ju mörkare ruta, desto högre värde." if kommuner else ""
    return [
        *_i_rader("Året i korthet", data.i_korthet),
        *_med_bild("Möten", ritade["moten"], f"{data.moten.text} {data.moten.ovriga}".strip()),
        *_med_bild("Skulden till kommunerna", ritade["skuld"], skuldrad),
        *_med_bild("Kommunernas bedömning", ritade["vardering"], fraga),
        *_i_rader("Förslag till beslut", data.forslag),
    ]


def _med_bild(rubrik, bild, text):
    return [{"rubrik": rubrik, "bild": bild, "text": text}] if bild else []


def _i_rader(rubrik, rader):
    """As many slides as it takes, evenly filled, no more than three lines on each."""
    antal = ceil(len(rader) / RADER)
    delar = [rader[len(rader) * i // antal : len(rader) * (i + 1) // antal] for i in range(antal)]
    return [{"rubrik": rubrik if i == 0 else f"{rubrik}, fortsättning", "rader": del_} for i, del_ in enumerate(delar)]
