"""Squares: the judgement cell and the heat map of them, and the tile map of who takes part.

A judgement always stands as its sign; its ground tells the same in black and white: dark, light, slanting lines, or a heavy frame.
"""

from dataclasses import dataclass
from itertools import pairwise

from samverkan.bilder.svg import (
    AMBER,
    AMBER_STRIPES,
    FILL,
    GREEN,
    GREY,
    INK,
    PALE,
    RULE,
    TINT,
    WHITE,
    WIDTH,
    joined,
    label,
    marke,
    pattern,
    polygon,
    rect,
    svg,
    told,
    word,
)
from samverkan.bilder.svg import line as streck

STARK, LIGGANDE, SMAL = 20, 10, 30  # above so many rows they stand closer; above so many columns their names stand on end


@dataclass(frozen=True)
class Ruta:
    """One square: the sign it carries, how strong it is (0 to 1; None is not on the scale), and whether its kommun dissents."""

    tecken: str
    styrka: float | None = None
    avviker: bool = False


def varmekarta(titel, kolumner, rader, nyckel, *, slut=None, fore=None, foreord=""):
    """A grid of squares, each with its sign: [(label, squares)]. `nyckel` is [(square, word)]; `slut` a word to end each row with, and
    `fore` the same of the year before, thin.

    Safe SVG, or "" without rows.
    """
    if not rader or not kolumner:
        return ""
    slutord = [("Gemensamt", slut, True)] if slut else []
    slutord += [(foreord, fore, False)] if fore else []
    karta = _Karta(titel, kolumner, rader, slutord)
    foot = karta.top + len(rader) * karta.side + 8
    key, height = _nyckel(nyckel, foot, karta.amber)
    sagt = told((namn, _sagt(kolumner, rutor, [(rubrik, ord_[i]) for rubrik, ord_, _ in slutord])) for i, (namn, rutor) in enumerate(rader))
    return svg(titel, sagt, height, pattern(karta.amber, AMBER_STRIPES), karta.huvud(), karta.kropp(), key)


def _sagt(kolumner, rutor, slut):
    rad = [(namn, r.tecken or "tom") for namn, r in zip(kolumner, rutor, strict=True)]
    return [f"{namn} {vad}" for namn, vad in rad + slut]


class _Karta:
    """Where the squares of one heat map stand."""

    def __init__(self, titel, kolumner, rader, slut):
        """`slut` is [(heading, a word for each row, heavy?)]."""
        self.kolumner, self.rader, self.slut = kolumner, rader, slut
        self.amber = marke("streck", f"amber {titel}")
        self.side = 18 if len(rader) > STARK else 23
        self.ends = [12 + (7 if heavy else 6.2) * max(map(len, (rubrik, *ord_))) for rubrik, ord_, heavy in slut]
        self.end = sum(self.ends) + 4
        self.left = min(7 * max(len(namn) for namn, _ in rader) + 12, WIDTH * 0.23)
        self.step = min((WIDTH - self.left - self.end) / len(kolumner), 60)
        self.pa_hogkant = len(kolumner) > LIGGANDE or max(map(len, kolumner)) * 5.5 > 2 * self.step - 6  # two rows of names at most
        trangt = any((len(a) + len(b)) * 3 > self.step - 4 for a, b in pairwise(kolumner))  # half their length, 6 units a letter
        self.rader_av_namn = 2 if trangt and not self.pa_hogkant else 1
        self.top = max(map(len, kolumner)) * 6.6 + 12 if self.pa_hogkant else 7 + 13 * self.rader_av_namn

    def huvud(self):
        middles = [self.left + self.step * (i + 0.5) for i in range(len(self.kolumner))]
        if self.pa_hogkant:
            heads = [word(x + 4, self.top - 6, namn, size=12.5, turned=-90) for x, namn in zip(middles, self.kolumner, strict=True)]
        else:
            heads = [
                word(x, self.top - 6 - 13 * (i % self.rader_av_namn), namn, "middle", size=11)
                for i, (x, namn) in enumerate(zip(middles, self.kolumner, strict=True))
            ]
        heads += [
            word(x, self.top - 6, rubrik, size=12.5, bold=heavy, ink=INK if heavy else GREY) for x, (rubrik, _, heavy) in self._sluten()
        ]
        return joined(heads)

    def _sluten(self):
        x = self.left + self.step * len(self.kolumner) + 10
        for bredd, kolumn in zip(self.ends, self.slut, strict=True):
            yield x, kolumn
            x += bredd

    def kropp(self):
        return joined(self._rad(i, namn, rutor) for i, (namn, rutor) in enumerate(self.rader))

    def _rad(self, i, namn, rutor):
        y, size = self.top + i * self.side, 11.5 if self.side < 20 else 12
        parts = [label(0, y + self.side / 2, namn, self.left - 8, size)]
        parts += [ruta(r, self.left + k * self.step, y, self.step, self.side, self.amber) for k, r in enumerate(rutor)]
        for x, (_, ord_, heavy) in self._sluten():
            parts.append(word(x, y + self.side / 2 + 4, ord_[i], size=12.5 if heavy else 11.5, bold=heavy, ink=INK if heavy else GREY))
        return joined(parts)


def _grund(styrka):
    """(ground, ink, edge) of a value; the ground "streck" stands for slanting amber lines."""
    if styrka is None:
        return WHITE, GREY, RULE
    if styrka <= 0.34:
        return FILL, INK, INK
    if styrka <= 0.5:
        return "streck", INK, AMBER
    return (TINT, INK, GREEN) if styrka < 1 else (GREEN, WHITE, GREEN)


def ruta(r, x, y, width, height, amber, size=None):
    """The judgement cell; its sign in letters of this size, else by its height."""
    fill, ink, edge = _grund(r.styrka)
    middle, foot = x + width / 2, y + height / 2 + 4.5
    parts = [rect(x + 1, y + 1, width - 2, height - 2, f"url(#{amber})" if fill == "streck" else fill, edge)]
    if fill == FILL:
        parts.append(rect(x + 2, y + 2, width - 4, height - 4, fill, edge))
    if fill == "streck":
        parts.append(rect(middle - 6, y + 4, 12, height - 8, WHITE, WHITE))
    if r.avviker:
        right, side = x + width - 1, min(9, height / 2)
        parts.append(polygon(((right - side, y + 1), (right, y + 1), (right, y + 1 + side)), INK, INK))
    size = size or (12.5 if height > 18 else 11.5)
    return joined([*parts, word(middle, foot, r.tecken, "middle", size=size, bold=r.styrka is not None, ink=ink)])


def _nyckel(nyckel, y, amber):
    """The key, from the left, in as many lines as it needs; and how far down it reaches. `nyckel` is [(square, word)]."""
    parts, x = [], 0
    for r, ord_ in nyckel:
        wide = 34 + 5.6 * len(ord_) + 14
        if x and x + wide > WIDTH:
            x, y = 0, y + 22
        parts += [ruta(r, x, y, 28, 18, amber), word(x + 34, y + 13.5, ord_, size=12.5, ink=GREY)]
        x += wide
    return joined(parts), y + 22


def tegelkarta(titel, kommuner, *, per_rad=4):
    """Who takes part, a tile each, laid as bricks in the order given: [(name, takes part)]; a light, broken frame is out of it."""
    if not kommuner:
        return ""
    wide, high = 100, 26
    rader = [kommuner[i : i + per_rad] for i in range(0, len(kommuner), per_rad)]
    tiles = joined(
        tegel(namn, med, k * (wide + 4) + (wide / 2 if i % 2 else 0), i * (high + 4), wide, high)
        for i, rad in enumerate(rader) for k, (namn, med) in enumerate(rad)
    )  # fmt: skip
    sagt = told((namn, ["med" if med else "inte med"]) for namn, med in kommuner)
    return svg(titel, sagt, len(rader) * (high + 4), tiles)


def tegel(namn, med, x, y, wide, high, size=12):
    """One tile: filled and framed when it takes part, else its name over a dotted line."""
    plats = (x + wide / 2, y + high / 2 + size * 0.36, namn, "middle")
    if med:
        return rect(x + 0.5, y + 0.5, wide - 1, high - 1, PALE) + word(*plats, size=size, bold=True)
    return streck(x, y + high - 1, x + wide, y + high - 1, RULE, True) + word(*plats, size=size, ink=GREY)
