"""The system libraries that WeasyPrint stands on. It is imported when something is printed; that they are missing is said before that."""

import ctypes
import sys

from django.core import checks
from django.core.exceptions import ImproperlyConfigured

NAMN = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
SAKNAS = (
    "PDF kan inte skapas: systembiblioteken libpango-1.0-0, libpangoft2-1.0-0 och libharfbuzz-subset0 saknas. "
    "Installera dem (apt-get install) och starta om."
)


def finns():
    """They have other names where the machine is no Linux: there the first print tells."""
    try:
        for namn in NAMN:
            ctypes.CDLL(namn)
    except OSError:
        return not sys.platform.startswith("linux")
    return True


@checks.register
def vid_kontroll(app_configs, **kwargs):
    return [] if finns() else [checks.Error(SAKNAS, id="samverkan.E003")]


def vid_start():
    """ImproperlyConfigured, in a sentence, when the web starts without them."""
    if not finns():
        raise ImproperlyConfigured(SAKNAS)
