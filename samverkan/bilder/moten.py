"""Meetings by month: every arena of a year, and the days of a year. What is not known gets a word and a dotted line, never a dot."""

from dataclasses import dataclass
from functools import partial

from samverkan.bilder.svg import GREEN, GREY, INK, WHITE, WIDTH, diamond, dot, dots, joined, label, line, lines, rows_of, svg, told, word

DOTS_AT_MOST = 3  # of one month; above that one larger dot and the number
NAME, NUMBERS = 204, 76  # units: the names to the left, planned and held to the right
PALE_RULE = "#e3e8e5"
tolv = partial(word, size=12)
INTE_HALLNA = "planerade, inte hållna: utspridda över året, månaderna är inte kända"
CLOSE = 24  # above so many rows they stand closer


@dataclass(frozen=True)
class Arenamanad:
    """One arena: held meetings by month (None: not known), planned and held. `utan_dag`: held, of which no month is known."""

    namn: str
    manader: tuple[int, ...] | None
    planerat: int | None
    hallna: int | None
    utan_dag: int = 0


def arenabild(titel, manader, grupper, summa):
    """Every arena by month: `grupper` are [(heading, rows)], `summa` the row of all. Safe SVG, or "" without rows."""
    rader = [rad for _, grupp in grupper for rad in grupp]
    if not rader:
        return ""
    return _Arenor(titel, manader, grupper, summa, 18 if len(rader) > CLOSE else 24).svg()


class _Arenor:
    """The rows of one picture of arenas, drawn downwards."""

    def __init__(self, titel, manader, grupper, summa, side):
        self.titel, self.manader, self.grupper, self.summa, self.side = titel, manader, grupper, summa, side
        self.step, self.y = (WIDTH - NAME - NUMBERS) / len(manader), 0
        self.rules, self.dots = [], []

    def svg(self):
        head = self._huvud()
        rows = [self._grupp(namn, rader) for namn, rader in self.grupper]
        rows.append(self._summarad())
        grid = lines(
            [(NAME + i * self.step, 20, NAME + i * self.step, self.y) for i in range(len(self.manader) + 1)] + self.rules, PALE_RULE
        )
        key, told_ = self._nyckel(), told((r.namn, [_ord(r)]) for _, rader in self.grupper for r in rader)
        return svg(self.titel, told_, self.y + 24, grid, head, *rows, dots(self.dots, 4), key)

    def _huvud(self):
        self.y = 20
        heads = [tolv(NAME + (i + 0.5) * self.step, 13, m, "middle", ink=GREY) for i, m in enumerate(self.manader)]
        return joined([*heads, tolv(WIDTH - 36, 13, "plan", "end", ink=GREY), tolv(WIDTH, 13, "hållet", "end", bold=True)])

    def _grupp(self, namn, rader):
        """A level, and the sum of what is known in it."""
        kant, foot = self.y, self.y + 18
        kanda = [r.hallna for r in rader if r.hallna is not None]
        parts = [tolv(0, kant + 13, namn, bold=True), tolv(WIDTH, kant + 13, str(sum(kanda)) if kanda else "–", "end", bold=True)]
        parts.append(line(0, foot, WIDTH, foot, GREEN))
        self.y = foot
        return joined([*parts, *(self._rad(r) for r in rader)])

    def _rad(self, r):
        side = self.side + (30 - self.side) * (len(rows_of(r.namn, NAME - 8, 12)) > 1)
        middle, self.y = self.y + side / 2, self.y + side
        tal = [(WIDTH - 36, r.planerat, False), (WIDTH, r.hallna, True)]
        self.rules.append((0, self.y, WIDTH, self.y))
        parts = [label(0, middle, r.namn, NAME - 8, 12)]
        parts += [tolv(x, middle + 4, "–" if v is None else str(v), "end", bold=fet) for x, v, fet in tal]
        return joined([*parts, self._prickar(r, middle)])

    def _prickar(self, r, middle):
        right = NAME + self.step * len(self.manader)
        if r.hallna is None or r.manader is None:
            ord_ = "antalet möten är inte känt" if r.hallna is None else "månaderna är inte kända"
            half, mid = len(ord_) * 3, (NAME + right) / 2
            lines = [
                line(NAME + 4, middle, mid - half - 6, middle, GREY, True),
                line(mid + half + 6, middle, right - 4, middle, GREY, True),
            ]
            return joined([*lines, tolv(mid, middle + 4, ord_, "middle", ink=GREY)])
        if not r.hallna:
            return self._inget(r, middle, right)
        return joined(self._manad(antal, NAME + i * self.step, middle) for i, antal in enumerate(r.manader) if antal)

    def _inget(self, r, middle, right):
        """Planned and not held: the diamonds are spread evenly, for their days are not known. Nothing planned: the 0 says it."""
        room = (right - NAME) / (r.planerat or 1)
        return joined(diamond(NAME + room * (i + 0.5), middle) for i in range(min(r.planerat or 0, 24)))

    def _manad(self, antal, x, middle):
        if antal > DOTS_AT_MOST:
            return dot(x + self.step / 2, middle, 8) + word(
                x + self.step / 2, middle + 4, str(antal), "middle", size=11.5, bold=True, ink=WHITE
            )
        self.dots += [(x + self.step * (k + 1) / (antal + 1), middle) for k in range(antal)]
        return ""

    def _summarad(self):
        y, s = self.y + 14, self.summa
        months = [
            tolv(NAME + (i + 0.5) * self.step, y, str(v), "middle", bold=True) for i, v in enumerate(s.manader or ())
        ]  # fmt: skip
        parts = [line(0, self.y, WIDTH, self.y, INK), tolv(0, y, s.namn, bold=True), *months]
        parts += [tolv(x, y, "–" if v is None else str(v), "end", bold=True) for x, v in ((WIDTH - 36, s.planerat), (WIDTH, s.hallna))]
        self.y += 20
        return joined(parts)

    def _nyckel(self):
        """Of the signs that are drawn, none of the others; what has no room in the line stands under it."""
        y, x, parts = self.y + 12, 0, []
        rader = [r for _, grupp in self.grupper for r in grupp]
        antal = [a for r in rader if r.hallna for a in r.manader or ()]
        for ritad, rita, wide, ord_ in (
            (any(0 < a <= DOTS_AT_MOST for a in antal), lambda x, y: dot(x + 5, y, 4), 14, "ett möte"),
            (any(a > DOTS_AT_MOST for a in antal), lambda x, y: dot(x + 8, y, 8), 22, "fler än tre, med antalet"),
            (any(r.hallna is None or r.manader is None for r in rader), lambda x, y: line(x, y, x + 22, y, GREY, True), 28, "inte känt"),
            (any(r.hallna == 0 and r.planerat for r in rader), lambda x, y: diamond(x + 6, y), 16, INTE_HALLNA),
        ):
            if ritad and x + wide + 6.4 * len(ord_) > WIDTH:
                self.y, x, y = self.y + 18, 0, y + 18
            if ritad:
                parts += [rita(x, y), tolv(x + wide, y + 4, ord_, ink=GREY)]
                x += wide + 6.4 * len(ord_) + 16
        return joined(parts)


def _ord(r):
    if r.hallna is None:
        return "antalet möten är inte känt"
    plan = "" if r.planerat is None else f", planerat {r.planerat}"
    per = "" if r.manader is None or not r.hallna else f" ({' '.join(map(str, r.manader))})"
    return f"hållet {r.hallna}{per}{plan}"


def kalender(titel, manader, dagar, summor, stor=False):
    """The days of a year: `dagar` is [{day: how many} by month], a dot's area is how many; the month's number to the right.

    `summor` are the months' whole numbers: what has no day known is in them alone. `stor` is narrow, for a screen across a room.
    """
    if not any(dagar):
        return ""
    per_tal, width, row, right, size = {}, *((350, 20, 36, 14) if stor else (WIDTH, 24, 50, 12))
    left, ord_ = 46, partial(word, size=size)
    step = (width - left - right) / 31
    parts = [ord_(left + (d - 0.5) * step, 12, str(d), "middle", ink=GREY) for d in (1, 5, 10, 15, 20, 25, 31)]
    if not stor:
        parts.append(ord_(width, 12, "antal", "end", ink=GREY))
    for i, (namn, per_dag, antal) in enumerate(zip(manader, dagar, summor, strict=True)):
        y = 32 + i * row
        parts += [ord_(0, y + 4, namn, ink=GREY), word(width, y + 4, str(antal), "end", size=size + 0.5, bold=True)]
        for dag, tal in sorted(per_dag.items()):
            per_tal.setdefault(min(tal, 6), []).append((left + (dag - 0.5) * step, y))
    parts.append(lines([(left, 32 + i * row, width - right + 4, 32 + i * row) for i in range(len(manader))], PALE_RULE))
    parts += [dots(points, min(4, 0.36 * step) * tal**0.5) for tal, points in sorted(per_tal.items())]
    sagt = told((namn, [str(antal)]) for namn, antal in zip(manader, summor, strict=True))
    return svg(titel, sagt, 32 + len(manader) * row - 8, joined(parts), width=width)
