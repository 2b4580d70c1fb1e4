"""How long the tests that try at random go on: a short, seeded part in `make test`, all of it in `make test-long` (LANGT=1)."""

import os

from hypothesis import HealthCheck, settings

LANGT = os.environ.get("LANGT") == "1"
# A busy machine is no fault of the code: no deadline. The short part draws the same examples each time.
settings.register_profile("kort", max_examples=8, deadline=None, derandomize=True, database=None)
settings.register_profile("lang", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
PROFIL = "lang" if LANGT else "kort"


def antal(kort, langt):
    """How many of something this run tries."""
    return langt if LANGT else kort


def varannan(forst, av=2):
    """Every second (or `av`th) of many, from the one named; all of them in `make test-long`. Two walks take one half each."""
    return slice(None) if LANGT else slice(forst, None, av)
