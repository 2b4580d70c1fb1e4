"""Python's collector of what points at itself: how often it goes its rounds (measured in docs/decisions/0037)."""

import gc
from contextlib import contextmanager


@contextmanager
def utan_stadning():
    """It waits while something large is built, and would find nothing: a tenth of a setting, a quarter of a signed file's comparison."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def sallan():
    """For a command, which ends soon: a tenth of its time, for forty megabytes at most."""
    gc.set_threshold(50_000, 50, 10)


def forbi_programmet():
    """What has been read by now stays until the process ends, and need not be gone through: a tenth of a page."""
    gc.collect()
    gc.freeze()
