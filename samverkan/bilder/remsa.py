"""The strip at the head of an uppdrag: its meetings by month, its money, how it was judged, and who takes part, in one line of four."""

from dataclasses import dataclass

from samverkan.bilder.rutor import Ruta, ruta, tegel
from samverkan.bilder.svg import (
    AMBER_STRIPES,
    GREEN,
    GREY,
    RULE,
    WHITE,
    WIDTH,
    joined,
    line,
    lines,
    marke,
    n,
    pattern,
    rect,
    rows_of,
    squares,
    svg,
    word,
)

HEIGHT = 92  # units: 21 mm where the text is 146 mm wide
LEFT = (0, 184, 304, 486)  # where each panel begins
MANY = 10  # above so many kommuner there is a number for the tiles, and how many gave each value for the squares


@dataclass(frozen=True)
class Remsa:
    """What a strip shows. What is not known is said in words."""

    moten: str  # a number, "inte känt", or "–" where it has no arenas
    manader: tuple[int, ...]  # empty: not known, or no meetings
    motesord: str
    pengar: str  # "+1 705 tkr", or "–"
    pengaord: str
    vardeord: str  # "Gemensamt värde 2021"
    gemensamt: str  # in words, "" for none
    steg: tuple[int, int] | None  # the joint value of how many steps
    rutor: tuple[tuple[str, Ruta], ...]  # (kommun, its judgement)
    kommuner: tuple[tuple[str, bool], ...]  # (name, takes part)


def remsa(titel, r, manader):
    """The four panels; `manader` are the names of the first and the last month."""
    amber = marke("streck", f"remsa {titel}")
    rules = lines([(x - 12, 4, x - 12, HEIGHT - 4) for x in LEFT[1:]], RULE)
    parts = (_moten(r, manader), _pengar(r), _varde(r, amber), _kommuner(r))
    return svg(titel, sagd(r), HEIGHT, pattern(amber, AMBER_STRIPES), rules, *parts)


def sagd(r):
    """The four panels in words, with every number."""
    per = f" ({' '.join(map(str, r.manader))})" if r.manader else ""
    bedomt = ", ".join(f"{namn} {ruta_.tecken or 'inget svar'}" for namn, ruta_ in r.rutor)
    delar = [
        f"Möten: {r.moten}{per}, {r.motesord}", f"Pengar: {r.pengar}, {r.pengaord}",
        f"{r.vardeord}: {r.gemensamt or 'inget'}{f' ({bedomt})' if bedomt else ''}",
        f"Omfattar: {', '.join(namn for namn, med in r.kommuner if med) or 'inte registrerat'}",
    ]  # fmt: skip
    return f"{'. '.join(delar)}."


def _rubrik(x, text):
    return word(x, 12, text, size=12.5, ink=GREY)


def _fot(x, text, room):
    rader = rows_of(text, room, 12.5)
    return joined(word(x, HEIGHT - 4 - 13 * (len(rader) - 1 - i), rad, size=12.5) for i, rad in enumerate(rader))


def _moten(r, manader):
    x, parts = LEFT[0], [_rubrik(LEFT[0], "Möten"), _fot(LEFT[0], r.motesord, 168)]
    golv = 58 - 13 * (len(rows_of(r.motesord, 168, 12.5)) - 1)
    if not r.moten.isdigit():
        parts.append(line(x, 60, x + 160, 60, GREY, True))
    parts.append(word(x, 42, r.moten, size=26 if r.moten.isdigit() else 19, bold=True, ink=GREEN))
    return joined([*parts, _manadsstaplar(r.manader, golv, manader) if any(r.manader) else ""])


def _manadsstaplar(manader, foot, namn):
    """A bar for each month, the highest with its number; a month without any is a line on the level. The months' names stand under it."""
    x, wide = 52, 118
    top, high, step = max(manader), foot - 16, wide / len(manader)
    bars = [(x + i * step + 1, foot - high * antal / top, step - 2, max(high * antal / top, 0.5)) for i, antal in enumerate(manader)]
    parts = [squares([bar for bar, antal in zip(bars, manader, strict=True) if antal], GREEN)]
    parts.append(squares([bar for bar, antal in zip(bars, manader, strict=True) if not antal], RULE, RULE))
    hogst = manader.index(top)
    parts.append(word(x + (hogst + 0.5) * step, foot - 45, str(top), "middle", size=12.5))
    ends = (word(x, foot + 13, namn[0], size=12.5, ink=GREY), word(x + wide, foot + 13, namn[1], "end", size=12.5, ink=GREY))
    return joined([*parts, *ends])


def _pengar(r):
    belopp = word(LEFT[1], 38, r.pengar, size=19, bold=True, ink=GREEN)
    return joined([_rubrik(LEFT[1], "Pengar"), belopp, _fot(LEFT[1], r.pengaord, 106)])


def _varde(r, amber):
    x, parts = LEFT[2], [_rubrik(LEFT[2], r.vardeord)]
    if r.steg:
        fyllda, alla = r.steg
        parts += [rect(x + 1 + i * 15, 21, 12, 12, GREEN if i < fyllda else WHITE) for i in range(alla)]
        parts.append(word(x + 6 + alla * 15, 32, r.gemensamt, size=13, bold=True))
    else:
        parts.append(word(x, 32, r.gemensamt or "inget beslutat", size=13, bold=True))
    if len(r.rutor) > MANY:
        return joined([*parts, _fot(x, _antal(r.rutor), 168)])
    return joined([*parts, *_kommunrutor(r.rutor, x, amber)])


def _kommunrutor(rutor, x, amber):
    step = min(168 / max(len(rutor), 1), 30)
    for i, (namn, varde) in enumerate(rutor):
        yield ruta(varde, x + i * step, 44, step, 22, amber)
        yield word(x + (i + 0.5) * step, 81, namn[:3], "middle", size=12.5, ink=GREY)


def _antal(rutor):
    """ "4: 12, 3: 6, ?: 2": how many gave each value."""
    tecken = [varde.tecken or "ej lämnad" for _, varde in rutor]
    return ", ".join(f"{t}: {tecken.count(t)}" for t in sorted(set(tecken), reverse=True))


def _kommuner(r):
    x, med = LEFT[3], sum(med for _, med in r.kommuner)
    if not med:
        return joined([_rubrik(x, "Omfattar"), word(x, 36, "inte registrerat", size=14, bold=True), line(x, 60, WIDTH, 60, GREY, True)])
    parts = [_rubrik(x, f"Omfattar: {med} av {len(r.kommuner)}")]
    if med == len(r.kommuner):
        return joined([*parts, word(x, 38, "Alla kommuner", size=19, bold=True, ink=GREEN)])
    if len(r.kommuner) > MANY:
        return joined([*parts, word(x, 40, n(100 * med / len(r.kommuner)).partition(".")[0] + " %", size=20, bold=True, ink=GREEN)])
    wide, high = 47, 20
    for i, (namn, omfattas) in enumerate(r.kommuner):
        rad, k = divmod(i, 3)
        parts.append(tegel(namn[:3], omfattas, x + k * (wide + 2) + (8 if rad % 2 else 0), 20 + rad * (high + 2), wide, high, 12))
    return joined(parts)
