"""A device on which somebody has logged in: a signed cookie knows it again, so wrong passwords from elsewhere do not shut her out there.

It opens nothing by itself. What it says: wrong passwords on this device are counted for this device alone.
"""

from django.conf import settings
from django.core import signing
from django.utils.crypto import get_random_string

KAKA, SALT = "enhet", "samverkan.enhet"
TID = 60 * 60 * 24 * 180  # seconds it is remembered
HOGST = 5  # people of one device: a shared computer


def _las(request):
    """(the device's own name, the ids of those who have logged in on it)."""
    try:
        namn, konton = signing.loads(request.COOKIES.get(KAKA, ""), salt=SALT, max_age=TID)
    except (signing.BadSignature, TypeError, ValueError):
        return get_random_string(22), []
    return namn, konton


def kand(request, user):
    """What her tries on this device are counted by; "" when she has not logged in on it."""
    namn, konton = _las(request)
    return f"{namn}-{user.pk}" if user and user.pk in konton else ""


def minns(request, response, user):
    """She has logged in on this device."""
    namn, konton = _las(request)
    konton = [user.pk, *(pk for pk in konton if pk != user.pk)][:HOGST]
    varde = signing.dumps([namn, konton], salt=SALT)
    response.set_cookie(KAKA, varde, max_age=TID, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, path="/konto/")
