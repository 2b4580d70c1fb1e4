"""Login services (OpenID Connect) of the tests' own, on this machine: one that others have written, and one that can lie."""

import contextlib
import json
import re
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

NYCKLAR = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]


@contextlib.contextmanager
def oidcserver():
    """oidc-provider-mock in a process of its own (it warns when it is imported); gives its address."""
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", "0", "--host", "127.0.0.1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        rad = next(rad for rad in process.stderr if "running on" in rad)
        threading.Thread(target=lambda: [None for _ in process.stderr], daemon=True).start()
        yield re.search(r"http://127\.0\.0\.1:\d+", rad)[0]
        process.kill()


def person(server, sub, **uppgifter):
    """What the service says of one who logs in there as `sub`."""
    requests.put(f"{server}/users/{sub}", json=uppgifter, timeout=5).raise_for_status()


def hos_tjansten(client, start, sub):
    """She presses the button and logs in over there; gives the address that her browser is sent back to."""
    vagen = client.get(start)["Location"]
    svar = requests.post(vagen, data={"sub": sub}, allow_redirects=False, timeout=5)
    delar = urlsplit(svar.headers["Location"])
    return f"{delar.path}?{delar.query}"


class _Ljugare(BaseHTTPRequestHandler):
    def do_GET(self):
        self.svara({"/.well-known/openid-configuration": "konfiguration", "/jwks": "nycklar", "/userinfo": "userinfo"}[self.path])

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.svara("token")

    def svara(self, vad):
        status, kropp = self.server.svar[vad]
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(kropp.encode() if isinstance(kropp, str) else json.dumps(kropp).encode())

    def log_message(self, *args):
        pass


class Ljugare:
    """Says what the test wants: `svar` has (status, body) of each of its addresses."""

    def __init__(self, server):
        self.server, self.adress = server, f"http://127.0.0.1:{server.server_address[1]}"
        self.borja_om()

    def borja_om(self):
        """As a service that tells the truth does."""
        nyckel = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(NYCKLAR[0].public_key())) | {"kid": "1", "alg": "RS256"}
        vagar = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks", "userinfo_endpoint": "userinfo"}
        adresser = {namn: f"{self.adress}/{vag}" for namn, vag in vagar.items()}
        self.server.svar = {
            "konfiguration": (200, {"issuer": self.adress} | adresser),
            "nycklar": (200, {"keys": [nyckel]}),
            "userinfo": (404, ""),
        }

    def sag(self, vad, kropp, status=200):
        self.server.svar[vad] = (status, kropp)

    def token(self, fraga, *, nyckel=NYCKLAR[0], alg="RS256", huvud=None, utan=(), **andra):
        """The answer to what the browser was sent with (`fraga`), with some claims changed."""
        nu = int(time.time())
        uppgifter = {"iss": self.adress, "aud": fraga["client_id"][0], "sub": "a1", "iat": nu, "exp": nu + 300, "nonce": fraga["nonce"][0]}
        uppgifter = {namn: varde for namn, varde in (uppgifter | andra).items() if namn not in utan}
        signerat = jwt.encode(uppgifter, nyckel, algorithm=alg, headers=huvud or {"kid": "1"})
        self.sag("token", {"access_token": "x", "token_type": "Bearer", "id_token": signerat})


@contextlib.contextmanager
def ljugare():
    with ThreadingHTTPServer(("127.0.0.1", 0), _Ljugare) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield Ljugare(server)
        finally:
            server.shutdown()


def fragan(client, start):
    """What the browser is sent to the service with."""
    return parse_qs(urlsplit(client.get(start)["Location"]).query)
