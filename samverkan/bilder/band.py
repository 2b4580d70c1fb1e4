"""One bar of parts that make a whole, and two bars to compare. Solid is booked, hatched is not yet, an outline is the year before."""

from samverkan.bilder.staplar import staplar
from samverkan.bilder.svg import AMBER, GREEN, GREY, INK, LETTER, STRIPES, WHITE, WIDTH, joined, line, marke, pattern, rect, svg, told, word
from samverkan.svenska import tusental

MOT = 210  # units: how wide two bars are
LEAST = 90  # units: a part smaller than this has no room for its words, and the bars stand under each other


def band(titel, delar, enhet=""):
    """`delar` are Stapel. Parts below zero, or too small for their words, are drawn as bars under each other instead."""
    summa = sum(d.varde for d in delar)
    if not summa or any(d.varde <= 0 or WIDTH * d.varde / summa < max(LEAST, 6.8 * len(_ovan(d))) for d in delar):
        return staplar(titel, delar, enhet)
    hatching, parts, x = marke("streck", titel), [], 0
    for d in delar:
        wide = WIDTH * d.varde / summa
        parts.append(_del(d, x, wide, hatching, enhet))
        x += wide
    sagt = told((d.namn, [f"{tusental(d.varde)} {enhet} {d.tillagg}".strip()]) for d in delar)
    return svg(titel, sagt, 52, pattern(hatching, STRIPES), joined(parts))


def _ovan(d):
    return f"Från {d.namn}{', ' if d.tillagg else ''}{d.tillagg}"


def _del(d, x, wide, hatching, enhet):
    tal = f"{tusental(d.varde)} {enhet}".strip()
    bar = rect(x + 0.5, 20, wide - 1, 30, f"url(#{hatching})" if d.oklar else GREEN)
    plate = rect(x + 6, 25, LETTER * len(tal) + 8, 20, WHITE, WHITE) if d.oklar else ""
    return joined([word(x, 13, _ovan(d), size=12), bar, plate, word(x + 10, 40, tal, bold=True, ink=INK if d.oklar else WHITE)])


def mot(titel, rader, enhet=""):
    """Two short bars to compare: [(name, number)], the second an outline. None: a dotted line and the word, for it has no length."""
    kanda = [abs(tal) for _, tal in rader if tal is not None]
    left, ends = 6.2 * max(len(namn) for namn, _ in rader) + 8, 7 * max((len(tusental(tal)) for tal in kanda), default=0) + 8
    scale = (MOT - left - ends) / (max(kanda, default=0) or 1)
    parts = []
    for i, (namn, tal) in enumerate(rader):
        y = i * 17
        parts.append(word(0, y + 12, namn, size=12, ink=GREY))
        parts.append(_okant(left, y) if tal is None else _jamford(left, y, tal, tal * scale, i))
    sagt = told((namn, ["inte känt" if tal is None else f"{tusental(tal)} {enhet}".strip()]) for namn, tal in rader)
    return svg(titel, sagt, 36, joined(parts), width=MOT)


def _okant(left, y):
    return line(left, y + 8, left + 24, y + 8, GREY, True) + word(left + 30, y + 12, "inte känt", size=12, ink=GREY)


def _jamford(left, y, tal, length, i):
    """A bar from zero; below zero it is amber and its number has its sign."""
    edge = GREEN if tal >= 0 else AMBER
    bar = rect(left, y + 2, max(abs(length), 0.5), 11, WHITE if i else edge, edge)
    return bar + word(left + abs(length) + 6, y + 12, tusental(tal), size=12)
