"""The demo's register: the agreement, its uppdrag and arenas, every occasion of 2021 and 2022, and the decisions."""

from uppdrag.demo import arenor, avtal, beslut, efter, tillfallen


def load():
    """Idempotent: what is there already is left as it is. Returns the main agreement."""
    huvudavtal = avtal.load()
    arenor.load(huvudavtal)
    tillfallen.load(huvudavtal)
    beslut.load(huvudavtal)
    efter.load(huvudavtal)
    return huvudavtal
