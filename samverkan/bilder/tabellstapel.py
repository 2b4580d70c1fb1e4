"""A bar beside its number in a table's cell: boxes that the style sheet fills (staplar.css), so that nothing is read but the number.

As a picture every bar would want words of its own; as boxes they have none, and Word and a page without style show the numbers alone.
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe


@dataclass(frozen=True)
class Skala:
    """From the lowest to the highest number of a column, zero among them."""

    low: int
    high: int

    def andel(self, tal):
        """How much of the column's width it takes, in whole per cent; what is not zero is seen."""
        return max(round(100 * abs(tal) / ((self.high - self.low) or 1)), 1 if tal else 0)


def skala(tal):
    kanda = [t for t in tal if t is not None]
    return Skala(min([0, *kanda]), max([0, *kanda]))


def tabellstapel(delar, skala_):
    """`delar` are [(number, not booked yet)], side by side from zero, all to one side. What is not known or zero has no bar."""
    kanda = [(tal, oklar) for tal, oklar in delar if tal]
    if not kanda:
        return mark_safe('<span class="stapelspar"></span>')
    summa = sum(tal for tal, _ in kanda)
    blank = skala_.andel(skala_.low) - (skala_.andel(summa) if summa < 0 else 0)
    tom = format_html('<span class="l{}"></span>', blank) if blank > 0 else ""
    bars = format_html_join(
        "",
        '<span class="stapel l{}{}"></span>',
        ((skala_.andel(tal), f"{' streckad' * oklar}{' minus' * (tal < 0)}") for tal, oklar in kanda),
    )
    return format_html('<span class="stapelspar">{}{}</span>', tom, bars)
