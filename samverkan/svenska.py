"""Swedish text: number words, amounts, dates and lists as a careful secretary writes them. Pure standard library."""

from decimal import ROUND_HALF_UP, Decimal

HARD_SPACE = "\u00a0"
MINUS = "\u2212"
TALORD = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
MANADER = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def talord(antal, genus="en"):
    """A count in words up to twelve, in digits above. `genus` is "en" or "ett" and only shows in the number one."""
    if antal == 1:
        return genus
    return TALORD[antal] if 0 <= antal <= 12 else tusental(antal)


def tusental(tal):
    """10307 → "10 307" with hard space; negative numbers get the true minus sign."""
    return f"{MINUS if tal < 0 else ''}{abs(tal):,}".replace(",", HARD_SPACE)


def kronor(belopp):
    """Whole kronor: 10307000 → "10 307 000 kr"."""
    return f"{tusental(belopp)}{HARD_SPACE}kr"


def till_tkr(belopp):
    """Whole kronor → whole tkr, half a tkr away from zero."""
    return int((Decimal(belopp) / 1000).quantize(Decimal(1), ROUND_HALF_UP))


def tkr(belopp):
    """Whole kronor printed in tkr: 10307000 → "10 307 tkr"."""
    return f"{tusental(till_tkr(belopp))}{HARD_SPACE}tkr"


def avrunda_kolumn(belopp):
    """Round a column of kronor to tkr so that it still foots: its sum is the rounded sum.

    Largest remainder: every amount is rounded down, and the missing tkr go to those that lost most (the first of equals).
    """
    ned = [b // 1000 for b in belopp]
    saknas = till_tkr(sum(belopp)) - sum(ned)
    by_loss = sorted(range(len(belopp)), key=lambda i: (ned[i] * 1000 - belopp[i], i))
    for i in by_loss[:saknas]:
        ned[i] += 1
    return ned


def procent(andel):
    """Decimal("2.60") → "2,6 %"."""
    text = f"{Decimal(andel):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text.replace('.', ',').replace('-', MINUS)}{HARD_SPACE}%"


def manad(nummer):
    """1 → "januari"."""
    return MANADER[nummer - 1]


def datum(dag):
    """26 januari 2023."""
    return f"{dag.day} {manad(dag.month)} {dag.year}"


def dag_och_manad(dag):
    """31 mars."""
    return f"{dag.day} {manad(dag.month)}"


def period(fran, till):
    """"1 januari–31 december 2022", "12–14 september 2022"; the year and month are said once when they can be."""
    if fran == till:
        return datum(fran)
    if fran.year != till.year:
        return f"{datum(fran)}–{datum(till)}"
    if fran.month != till.month:
        return f"{dag_och_manad(fran)}–{datum(till)}"
    return f"{fran.day}–{datum(till)}"


def lista_text(delar):
    """["a", "b", "c"] → "a, b och c"."""
    delar = list(delar)
    if len(delar) < 2:
        return "".join(delar)
    return f"{', '.join(delar[:-1])} och {delar[-1]}"


def stor_bokstav(text):
    """The first letter upper case, the rest untouched."""
    return text[:1].upper() + text[1:]
