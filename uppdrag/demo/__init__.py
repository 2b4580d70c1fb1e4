"""The demo's register: the agreement, its uppdrag and arenas, and every occasion of 2021 and 2022."""

from uppdrag.demo import arenor, avtal, tillfallen


def load():
    """Idempotent: what is there already is left as it is. Returns the main agreement."""
    huvudavtal = avtal.load()
    arenor.load(huvudavtal)
    tillfallen.load(huvudavtal)
    return huvudavtal
