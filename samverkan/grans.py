"""A limit on what one address may try, for doors that are open to all. Counted in the shared cache, so every process counts the same."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache

TID = 10 * 60  # seconds


def for_manga(request, vad, *, hogst, rakna=True):
    """Has this address tried `vad` more than `hogst` times lately? Counts this try unless told not to."""
    nyckel = f"grans-{vad}-{get_adapter().get_client_ip(request)}"
    cache.add(nyckel, 0, TID)
    antal = cache.incr(nyckel) if rakna else cache.get(nyckel, 0)
    return antal > hogst
