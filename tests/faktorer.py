"""How a test logs in, adds an app or a key, and answers as they do."""

import json
import os
import re
import time
from hashlib import sha256

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

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


class Inloggningsnyckel:
    """A passkey of software: answers what the server asks, as a browser would send it."""

    def __init__(self):
        self.hemlig, self.id = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)

    def _svar(self, sort, utmaning, **response):
        klient = json.dumps({"type": f"webauthn.{sort}", "challenge": utmaning, "origin": "https://testserver"}).encode()
        response["clientDataJSON"] = websafe_encode(klient)
        return klient, {"id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key", "response": response}

    def _data(self, *rest):
        flaggor = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | (AuthenticatorData.FLAG.AT if rest else 0)
        return AuthenticatorData.create(sha256(b"testserver").digest(), flaggor, 1, *rest)

    def skapas(self, options):
        _, svar = self._svar("create", options["publicKey"]["challenge"])
        publik = AttestedCredentialData.create(b"\0" * 16, self.id, ES256.from_cryptography_key(self.hemlig.public_key()))
        svar["response"]["attestationObject"] = websafe_encode(AttestationObject.create("none", self._data(publik), {}))
        return json.dumps(svar | {"clientExtensionResults": {"credProps": {"rk": True}}})

    def visas(self, options, user):
        klient, svar = self._svar("get", options["publicKey"]["challenge"], userHandle=websafe_encode(str(user.pk).encode()))
        signatur = self.hemlig.sign(self._data() + sha256(klient).digest(), ec.ECDSA(hashes.SHA256()))
        svar["response"] |= {"authenticatorData": websafe_encode(self._data()), "signature": websafe_encode(signatur)}
        return json.dumps(svar | {"clientExtensionResults": {}})
