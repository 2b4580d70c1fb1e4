"""One among many: a kommun's own judgements beside the joint value and the others', and its part of a whole."""

from dataclasses import dataclass

from samverkan.bilder.svg import GREEN, GREY, INK, WHITE, WIDTH, dot, joined, label, line, lines, polygon, rect, svg, told, word

NAME, OWN, SIDE = 190, 120, 22  # units: names to the left, own and joint sign to the right, a row's height
PALE_RULE = "#e3e8e5"


@dataclass(frozen=True)
class Bredvid:
    """One row: own and joint value (None: none on the scale) with the sign each is told by, and the others' values."""

    namn: str
    egen: int | None
    tecken: str
    gemensam: int | None
    gemensamt: str
    andra: tuple[int, ...]


def bredvid(titel, vem, skala, rader):
    """`skala` is [(value, word)] from the lowest. Safe SVG, or "" without rows."""
    if not rader or not skala:
        return ""
    step = (WIDTH - NAME - OWN) / len(skala)
    places = {varde: NAME + step * (i + 0.5) for i, (varde, _) in enumerate(skala)}
    foot = 24 + SIDE * len(rader)
    heads = [word(places[varde], 14, ord_, "middle", size=12, bold=True) for varde, ord_ in skala]
    heads += [word(WIDTH - OWN + 4, 14, "Egen", size=12, bold=True), word(WIDTH, 14, "Gemensamt", "end", size=12, bold=True)]
    grid = lines(
        [(x, 20, x, foot) for x in places.values()] + [(0, 24 + SIDE * (i + 1), WIDTH, 24 + SIDE * (i + 1)) for i in range(len(rader))],
        PALE_RULE,
    )
    rows = [_rad(r, 24 + SIDE * (i + 0.5), places) for i, r in enumerate(rader)]
    sagt = told(
        (r.namn, [f"{vem} {r.tecken}", f"gemensamt {r.gemensamt}", f"de andra {' '.join(map(str, r.andra)) or 'inga'}"]) for r in rader
    )
    return svg(titel, sagt, foot + 24, grid, *heads, *rows, _nyckel(foot + 14, vem, rader))


def _rad(r, y, places):
    parts = [label(0, y, r.namn, NAME - 8, 12)]
    antal = {varde: r.andra.count(varde) for varde in places}
    strokes = [(x - 14 - 4 * k, y - 6, x - 14 - 4 * k, y + 6) for varde, x in places.items() for k in range(min(antal[varde], 12))]
    parts.append(lines(strokes, GREY))
    if r.egen is not None and r.gemensam is not None and r.egen != r.gemensam:
        parts.append(line(places[r.egen], y, places[r.gemensam], y, GREEN))
    if r.gemensam is not None:
        parts.append(_romb(places[r.gemensam], y))
    if r.egen is not None:
        parts.append(dot(places[r.egen], y, 4.5))
    parts += [word(WIDTH - OWN + 4, y + 4, r.tecken, size=12, bold=True), word(WIDTH, y + 4, r.gemensamt, "end", size=12)]
    return joined(parts)


def _romb(x, y):
    return polygon(((x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y)), WHITE, INK)


def _nyckel(y, vem, rader):
    """Of the signs that are drawn, none of the others."""
    left, parts = NAME, []
    if any(r.egen is not None for r in rader):
        parts += [dot(left, y, 4.5), word(left + 10, y + 4, vem, size=12, ink=GREY)]
        left += 34 + 6.4 * len(vem)
    if any(r.gemensam is not None for r in rader):
        parts += [_romb(left, y), word(left + 14, y + 4, "gemensamt värde", size=12, ink=GREY)]
        left += 124
    if any(r.andra for r in rader):
        parts += [lines([(left + 4 * k, y - 6, left + 4 * k, y + 6) for k in range(3)], GREY)]
        parts += [word(left + 16, y + 4, "de andra kommunerna, ett streck var", size=12, ink=GREY)]
    return joined(parts)


def andelsband(titel, delar, egen):
    """A whole as one bar: [(name, number)] with the one named `egen` solid. A part too narrow for its name stands without."""
    summa = sum(tal for _, tal in delar)
    if not summa:
        return ""
    parts, x = [], 0
    for namn, tal in delar:
        wide = WIDTH * tal / summa
        parts.append(rect(x + 0.5, 1, wide - 1, 28, GREEN if namn == egen else WHITE))
        kort = next((ord_ for ord_ in (namn, namn[:3]) if 6.6 * len(ord_) + 4 < wide), "")
        parts.append(word(x + wide / 2, 19, kort, "middle", size=12, bold=namn == egen, ink=WHITE if namn == egen else INK) if kort else "")
        x += wide
    return svg(titel, told((namn, [str(tal)]) for namn, tal in delar), 30, joined(parts))
