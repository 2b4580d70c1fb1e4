"""The heat map for a screen across a room: letters of 14 units, each name on one line, a key in one line where it has room."""

from samverkan.bilder.rutor import LIGGANDE, ruta
from samverkan.bilder.svg import AMBER_STRIPES, GREY, WIDTH, joined, label, marke, pattern, svg, told, word

SIDE, NAME = 20, 0.3  # units: a row's height; the names' part of the width


def storkarta(titel, kolumner, rader, nyckel, slut=None):
    """As rutor.varmekarta: safe SVG, or "" without rows."""
    if not rader or not kolumner:
        return ""
    amber, end = marke("streck", f"amber {titel}"), 14 + 7.8 * max(map(len, ("Gemensamt", *slut))) if slut else 4
    left = min(8.2 * max(len(namn) for namn, _ in rader) + 12, WIDTH * NAME)
    step = min((WIDTH - left - end) / len(kolumner), 60)
    upright = len(kolumner) > LIGGANDE or max(map(len, kolumner)) * 7 > step
    top = max(map(len, kolumner)) * 7 + 12 if upright else 20
    middles = [left + step * (i + 0.5) for i in range(len(kolumner))]
    heads = [
        word(x + 5, top - 6, namn, turned=-90) if upright else word(x, 14, namn, "middle")
        for x, namn in zip(middles, kolumner, strict=True)
    ]
    after = left + step * len(kolumner) + 10
    heads += [word(after, top - 6, "Gemensamt", bold=True)] if slut else []
    body = []
    for i, (namn, rutor) in enumerate(rader):
        y = top + i * SIDE
        body.append(label(0, y + SIDE / 2, namn, left - 8, 14, 1))
        body += [ruta(r, left + k * step, y, step, SIDE, amber, 14) for k, r in enumerate(rutor)]
        body += [word(after, y + SIDE / 2 + 5, slut[i], bold=True)] if slut else []
    key, foot = _nyckel(nyckel, top + len(rader) * SIDE + 8, amber)
    sagt = told((namn, [f"{k} {r.tecken or 'tom'}" for k, r in zip(kolumner, rutor, strict=True)]) for namn, rutor in rader)
    return svg(titel, sagt, foot, pattern(amber, AMBER_STRIPES), joined(heads), joined(body), key)


def _nyckel(nyckel, y, amber):
    parts, x = [], 0
    for r, ord_ in nyckel:
        wide = 34 + 6.4 * len(ord_) + 14
        if x and x + wide > WIDTH:
            x, y = 0, y + 22
        parts += [ruta(r, x, y, 28, 18, amber, 14), word(x + 34, y + 13.5, ord_, ink=GREY)]
        x += wide
    return joined(parts), y + 22
