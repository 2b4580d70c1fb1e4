"""What the tests of signing and checking have in common: a small export, certificates, a time stamper, a revocation list."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO

from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1 as asn1_cert
from pyhanko.keys.internal import translate_pyca_cryptography_key_to_asn1 as asn1_key
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from samverkan.pdf.render import Bilaga, render_pdf
from samverkan.signering import testcertifikat
from samverkan.signering.pades import Sakring, read_p12
from samverkan.trad import i_egen_trad

NU = datetime.now(UTC).replace(microsecond=0)
FRAN = NU - timedelta(days=2)
HTML = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title>
<meta name="dcterms.created" content="2023-01-26"><meta name="dcterms.modified" content="2023-01-26"></head>
<body><article><header class="omslag"><h1>Provberättelse</h1></header>
<section class="kapitel"><h2>Skuld</h2><p>Skulden är 842 tkr.</p><div class="underskrift"><p>Östersund</p><div id="signatur"></div></div></section>
</article></body></html>"""


@lru_cache
def export(*, bilaga=True):
    return render_pdf(HTML, bilagor=[Bilaga("data.json", b'{"skuld": 842}', "Data")] if bilaga else [])


def ca(namn="Prov-CA"):
    return _ca(namn)


@lru_cache
def _ca(namn):
    return testcertifikat.skapa_ca(FRAN, namn)


def certifikat(namn="Karin Lind", ca_namn="Prov-CA", dagar=testcertifikat.GILTIGA_DAGAR):
    return _certifikat(namn, ca_namn, dagar)


@lru_cache
def _certifikat(namn, ca_namn, dagar):
    return testcertifikat.skapa_underskrift(ca(ca_namn), FRAN, namn, "Region Exempel", dagar)


@lru_cache
def undertecknare(namn="Karin Lind", ca_namn="Prov-CA", dagar=testcertifikat.GILTIGA_DAGAR):
    return read_p12(certifikat(namn, ca_namn, dagar).p12("hemligt", ca(ca_namn)), "hemligt")


@lru_cache
def rotter():
    return (asn1_cert(ca().certifikat),)


@lru_cache
def sparrlista(*sparrade):
    return testcertifikat.skapa_sparrlista(ca(), NU - timedelta(hours=1), sparrade)


@lru_cache
def tidsstamplare():
    par = testcertifikat.skapa_tidsstamplare(ca(), FRAN)
    return DummyTimeStamper(asn1_cert(par.certifikat), asn1_key(par.nyckel), SimpleCertificateStore.from_certs(rotter()))


def sakring(niva):
    if niva == "B-B":
        return None
    if niva == "B-T":
        return Sakring(tidsstamplare())
    return Sakring(tidsstamplare(), rotter(), (sparrlista(),), arkiv=niva == "B-LTA")


def utomstaende(pdf, vem=None, *, falt="Signatur", box=None, **meta):
    """Signed as an outside service does it: pyHanko as it comes, with its own appearance and metadata."""
    metadata = signers.PdfSignatureMetadata(field_name=falt, subfilter=fields.SigSeedSubFilter.PADES, **meta)
    spec = fields.SigFieldSpec(falt, box=box) if falt != "Signatur" else None
    stamper = tidsstamplare() if meta else None
    signer = signers.PdfSigner(metadata, (vem or undertecknare()).signer, timestamper=stamper, new_field_spec=spec)
    return i_egen_trad(signer.sign_pdf, IncrementalPdfFileWriter(BytesIO(pdf))).getvalue()


def utan_krav(pdf, *, falt):
    """Signed in a new field by a service that does not ask what an earlier signature allows."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    metadata = signers.PdfSignatureMetadata(field_name=falt, subfilter=fields.SigSeedSubFilter.PADES)
    signer = signers.PdfSigner(metadata, undertecknare().signer, new_field_spec=fields.SigFieldSpec(falt))
    signer._enforce_certification_constraints = lambda reader: None
    return i_egen_trad(signer.sign_pdf, writer).getvalue()
