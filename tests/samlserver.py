"""A login service (SAML 2.0) of the tests' own: pysaml2 makes its answers, and xmlsec1 signs them."""

import contextlib
import re
import threading
import warnings
import zlib
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from saml2 import saml, xmldsig

from samverkan.vilande import Vilande

config, server_ = Vilande("saml2.config"), Vilande("saml2.server")  # a second, in every process that reads the tests

ENTITET, SSO = "https://idp.region.test/metadata", "https://idp.region.test/sso"
ATTRIBUT = {"id": "urn:oasis:names:tc:SAML:attribute:subject-id", "epost": "urn:oid:0.9.2342.19200300.100.1.3"}


def certifikat(folder, namn, dagar=365):
    """(key file, certificate file) of its own making."""
    nyckel = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    vem, nu = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, namn)]), datetime.now(UTC)
    bygge = x509.CertificateBuilder().subject_name(vem).issuer_name(vem).public_key(nyckel.public_key())
    bygge = bygge.serial_number(x509.random_serial_number()).not_valid_before(nu - timedelta(days=400))
    cert = bygge.not_valid_after(nu + timedelta(days=dagar)).sign(nyckel, hashes.SHA256())
    key, crt = folder / f"{namn}.key", folder / f"{namn}.crt"
    pem = serialization.Encoding.PEM
    key.write_bytes(nyckel.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    crt.write_bytes(cert.public_bytes(pem))
    return key, crt


def samlserver(folder, sp_metadata, *, namn="idp", entitet=ENTITET):
    """The service, which knows the program by its metadata."""
    key, crt = certifikat(folder, namn)
    val = {
        "entityid": entitet,
        "key_file": str(key),
        "cert_file": str(crt),
        "xmlsec_binary": "/usr/bin/xmlsec1",
        "metadata": {"inline": [sp_metadata]},
        "service": {"idp": {"endpoints": {"single_sign_on_service": [(SSO, "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")]}}},
    }
    with warnings.catch_warnings():  # it asks for ciphers that are on their way out
        warnings.simplefilter("ignore")
        server = server_.Server(config=config.IdPConfig().load(val))
    return SimpleNamespace(server=server, certifikat=crt.read_text(), fil=crt)


def fraga(client, start):
    """(the id of the request, all of it) that the browser is sent to the service with."""
    vagen = client.get(start)["Location"]
    assert vagen.startswith(SSO)
    return ur(vagen)


def ur(vagen):
    """The same, of the address itself."""
    xml = zlib.decompress(b64decode(parse_qs(urlsplit(vagen).query)["SAMLRequest"][0]), -15).decode()
    return re.search(r'\bID="([^"]+)"', xml)[1], xml


def svar(idp, fraga_id, sp, *, epost, sub="a1", namn=saml.NAMEID_FORMAT_PERSISTENT, sha1=False, andra=None, **val):
    """The answer as it is posted. `andra` changes its XML after it is signed."""
    metod = (xmldsig.SIG_RSA_SHA1, xmldsig.DIGEST_SHA1) if sha1 else (xmldsig.SIG_RSA_SHA256, xmldsig.DIGEST_SHA256)
    text = str(
        idp.server.create_authn_response(
            _attribut(sub, epost),
            fraga_id,
            **{"destination": f"{sp}/svar/", "sp_entity_id": f"{sp}/metadata/"} | val.pop("till", {}),
            name_id=saml.NameID(format=namn, text=sub or "x"),
            authn={"class_ref": saml.AUTHN_PASSWORD_PROTECTED, "authn_auth": ENTITET},
            **{"sign_assertion": True, "sign_response": False} | val,
            sign_alg=metod[0],
            digest_alg=metod[1],
        )
    )
    return b64encode((andra(text) if andra else text).encode()).decode()


def utan_mottagare():
    """Conditions that name no program."""
    return saml.Conditions(not_on_or_after=f"{datetime.now(UTC) + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}")


def _attribut(sub, epost):
    return {namn: varde for namn, varde in {"subject-id": sub, "mail": epost}.items() if varde}


@contextlib.contextmanager
def webbplats(gor_svar):
    """A site of its own where one logs in by a button, which posts `gor_svar(the address one came by)`: (where to, what); gives its address."""

    class Sida(BaseHTTPRequestHandler):
        def do_GET(self):
            vart, post = gor_svar(self.path)
            falt = f'<input type="hidden" name="SAMLResponse" value="{post}"><button>Jag är den jag är</button>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f'<!doctype html><form method="post" action="{vart}">{falt}</form>'.encode())

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Sida) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/sso"
        finally:
            server.shutdown()
