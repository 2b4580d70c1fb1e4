"""A staircase: from one sum to another in steps, each from where the one before ended. For a screen across a room: letters of 14 units."""

from dataclasses import dataclass

from samverkan.bilder.svg import (
    AMBER,
    GREEN,
    GREY,
    INK,
    LETTER,
    STRIPES,
    WHITE,
    WIDTH,
    joined,
    line,
    marke,
    pattern,
    rect,
    svg,
    told,
    word,
)  # fmt: skip
from samverkan.svenska import tusental

HIGH, TOP, FOOT = 190, 24, 44  # units: the stairs, room for a number above them, and the names below


@dataclass(frozen=True)
class Trappsteg:
    """One step: its name, a word below it, its parts (from, to, is it settled?), and the number that it says."""

    namn: str
    under: str
    delar: tuple[tuple[int, int, bool], ...]
    tal: str

    @property
    def till(self):
        return self.delar[-1][1]


def trappa(titel, stegen, enhet=""):
    """Safe SVG, or "" without steps."""
    if not stegen:
        return ""
    lagen = [lage for s in stegen for fran, till, _ in s.delar for lage in (fran, till)]
    low, high = min(0, *lagen), max(0, *lagen, 0 if any(lagen) else 1)
    scale = HIGH / ((high - low) or 1)
    step, hatching = WIDTH / len(stegen), marke("streck", titel)
    room = step * 0.74

    def hojd(tal):
        return TOP + (high - tal) * scale

    parts = [_steget(s, step * (i + 0.5), room, hojd, hatching) for i, s in enumerate(stegen)]
    ties = [
        (step * (i + 0.5) + room / 2, hojd(s.till), step * (i + 1.5) - room / 2, hojd(s.till)) for i, s in enumerate(stegen[:-1])
    ]  # fmt: skip
    foot = TOP + HIGH + FOOT
    names = [
        word(step * (i + 0.5), foot - 24, s.namn, "middle", bold=True) + word(step * (i + 0.5), foot - 5, s.under, "middle", ink=GREY)
        for i, s in enumerate(stegen)
    ]
    zero = line(0, hojd(0), WIDTH, hojd(0))
    sagt = told((s.namn, [f"{s.tal} {enhet}".strip(), s.under]) for s in stegen)
    return svg(
        titel, sagt, foot, pattern(hatching, STRIPES), joined(line(*tie, GREY, True) for tie in ties), joined(parts), zero, joined(names)
    )


def _steget(s, middle, room, hojd, hatching):
    bars = [_del(fran, till, klar, middle, room, hojd, hatching) for fran, till, klar in s.delar]
    above = min(hojd(lage) for fran, till, _ in s.delar for lage in (fran, till))
    inner = [_inne(till - fran, klar, middle, (hojd(fran) + hojd(till)) / 2, hojd) for fran, till, klar in s.delar if len(s.delar) > 1]
    return joined([*bars, *inner, word(middle, above - 8, s.tal, "middle", size=16, bold=True)])


def _del(fran, till, klar, middle, room, hojd, hatching):
    """A step of nothing is a line on its level."""
    top, high = hojd(max(fran, till)), abs(hojd(fran) - hojd(till))
    edge = AMBER if till < 0 or fran < 0 else GREEN
    if not high:
        return rect(middle - room / 2, top - 1, room, 2, edge, edge)
    return rect(middle - room / 2, top, room, high, edge if klar else f"url(#{hatching})", edge)


def _inne(tal, klar, middle, y, hojd):
    """A part's own number, on a plate where its ground is hatched; nothing where it has no room."""
    if abs(hojd(tal) - hojd(0)) < 24:
        return ""
    text = tusental(tal)
    plate = "" if klar else rect(middle - LETTER * len(text) / 2 - 5, y - 10, LETTER * len(text) + 10, 20, WHITE, WHITE)
    return joined([plate, word(middle, y + 5, text, "middle", bold=True, ink=WHITE if klar else INK)])
