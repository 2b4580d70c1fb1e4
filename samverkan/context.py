"""What every template may ask for."""

import tomllib
from functools import partial

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError
from django.utils.functional import SimpleLazyObject

from samverkan.demo import LOSENORD
from samverkan.models import Roll, Rolltilldelning

VERSION = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def sidan(request):
    """Which version of the program this is, and which writing was posted, to be gone on with."""
    return {"programversion": VERSION, "skrivning": SimpleLazyObject(partial(_skrivning, request))}


def _skrivning(request):
    """ "" also where what was posted cannot be read: the page that says so is drawn by the same frame."""
    try:
        return request.POST.get("skrivning", "")
    except (BadRequest, SuspiciousOperation, MultiPartParserError):
        return ""


def tjanster(request):
    """Whose login services the login page offers."""
    return {"inloggningstjanster": settings.INLOGGNINGSTJANSTER}


def demo(request):
    """Lets the login page show the example logins, where the operator said this is a demo; read only when shown."""
    user = getattr(request, "user", None)  # a request refused before anybody asked who it is has none
    if not settings.DEMO or user is None or user.is_authenticated:
        return {}
    return {"demo_users": SimpleLazyObject(_demo_users), "demo_losenord": LOSENORD}


def _demo_users():
    """The first person of each role, and the others: so that the page begins with seven rows rather than thirty."""
    rows = Rolltilldelning.objects.galler().filter(user__exempel=True, user__is_active=True).select_related("user")
    order = list(Roll)
    users = [row.user for row in sorted(rows, key=lambda row: order.index(row.roll))]
    first = {row.roll: row.user for row in sorted(rows, key=lambda row: row.user_id, reverse=True)}
    forsta = [first[roll] for roll in order if roll in first]
    return {"forsta": forsta, "andra": [user for user in dict.fromkeys(users) if user not in forsta]} if forsta else {}
