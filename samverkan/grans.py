"""A limit on what one address may try, for doors that are open to all. Counted in the shared cache, so every process counts the same.

The count is of a window of time, so that what a whole town hall tries does not add up over a day.
"""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache

TID = 10 * 60  # seconds


def _nyckel(request, vad):
    return f"grans-{vad}-{get_adapter().get_client_ip(request)}-{int(time.time()) // TID}"


def sparrad(request, vad, hogst):
    """Has this address tried `vad` at least `hogst` times in this window?"""
    return cache.get(_nyckel(request, vad), 0) >= hogst


def rakna(request, vad):
    """One more try of `vad` from this address."""
    nyckel = _nyckel(request, vad)
    cache.set(nyckel, cache.get(nyckel, 0) + 1, TID)
