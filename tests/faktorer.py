"""How a test logs in, adds an app and makes its codes."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from samverkan.models import Handelse

LOSENORD = "ett-langt-losenord"
HEM = "/min-inloggning/"


def kod(hemlighet, steg=0):
    return format_hotp_value(hotp_value(hemlighet, int(time.time()) // 30 + steg))


def fel_kod(hemlighet):
    ratta = {kod(hemlighet, steg) for steg in range(-3, 4)}
    return next(k for k in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777") if k not in ratta)


def logga_in(user, client=None, **extra):
    client = client or Client(**extra)
    client.post(reverse("account_login"), {"login": user.email, "password": LOSENORD})
    return client


def inne(client):
    return client.get("/").status_code == 200


def text(svar):
    return " ".join(re.sub(r"<[^>]+>", " ", svar.content.decode()).split())


def acts(user=None):
    rader = Handelse.objects.order_by("pk")
    return list((rader.filter(objekt=f"samverkan.user:{user.pk}") if user else rader).values_list("akt", flat=True))


def med_app(client, efter):
    """(the app's secret, the reserve codes as the page shows them once) of whoever is logged in."""
    hemlighet = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with efter():
        svar = client.post(reverse("mfa_activate_totp"), {"code": kod(hemlighet)})
    assert svar["Location"] == reverse("mfa_view_recovery_codes")
    return hemlighet, client.get(svar["Location"]).context["unused_codes"]
