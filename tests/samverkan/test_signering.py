"""Signing: the field is filled, the file still conforms, and whatever goes wrong is said in a sentence."""

import subprocess
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO, StringIO
from pathlib import Path

import page as validator
import pytest
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils.reader import PdfFileReader

from samverkan.pdf.render import render_pdf
from samverkan.signering.pades import Sakring, SigneringsfelError, estampel, pkcs11, read_p12, sakring, sign
from samverkan.signering.val import Signeringsval
from tests.samverkan import underskrifter as u

pytestmark = pytest.mark.en_gang


def problems(pdf, profile, tmp_path):
    path = tmp_path / "prov.pdf"
    path.write_bytes(pdf)
    report = validator.validate_pdf(str(path), profile=profile)
    return [] if report.is_compliant else report


@pytest.mark.parametrize(("bilaga", "profile"), [(True, "3a"), (False, "2a")])
def test_the_export_conforms_before_and_after_signing(bilaga, profile, tmp_path):
    before = u.export(bilaga=bilaga)
    after = sign(before, u.undertecknare(), tid=u.NU, anledning="Fastställd", ort="Östersund")
    for pdf in (before, after):
        assert problems(pdf, "ua1", tmp_path) == []
        assert problems(pdf, profile, tmp_path) == []


@pytest.mark.parametrize(("niva", "profiles"), [("B-T", ["ua1", "3a"]), ("B-LT", ["ua1", "3a"]), ("B-LTA", ["ua1"])])
def test_time_stamp_and_revocation_data_conform_too(niva, profiles, tmp_path):
    """PDF/A of a B-LTA file this validator cannot judge: it wants every signature to cover the whole file, later time stamps too."""
    pdf = sign(u.export(), u.undertecknare(), tid=u.NU, sakring=u.sakring(niva))
    assert [profile for profile in profiles if problems(pdf, profile, tmp_path) != []] == []


@pytest.mark.parametrize(("niva", "revisions"), [("B-B", 2), ("B-T", 2), ("B-LT", 2), ("B-LTA", 3)])
def test_the_export_is_the_signed_files_beginning(niva, revisions):
    pdf = sign(u.export(), u.undertecknare(), tid=u.NU, sakring=u.sakring(niva))
    reader = PdfFileReader(BytesIO(pdf))
    assert pdf.startswith(u.export())
    assert reader.xrefs.total_revisions == revisions
    assert pdf.count(b"/Subtype /XML") + pdf.count(b"/Subtype/XML") == 1  # the exported metadata, never written anew
    assert ("/DSS" in reader.root) == niva.startswith("B-L")


def test_the_stamp_says_who_and_when(tmp_path):
    path = tmp_path / "prov.pdf"
    path.write_bytes(sign(u.export(), u.undertecknare(), tid=u.NU.replace(month=1, day=26, hour=9, minute=5)))
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    assert "Elektroniskt undertecknad av" in text
    assert "Karin Lind" in text
    assert f"26 januari {u.NU.year} kl. 10.05" in text
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert all("Source" in line and " yes yes" in line for line in fonts)


def test_own_lines_in_the_stamp_are_text_and_nothing_else(tmp_path):
    path = tmp_path / "prov.pdf"
    path.write_bytes(sign(u.export(), u.undertecknare(), tid=u.NU, rader=("Undertecknad av", "<b>Åsa & Co</b>")))
    assert "<b>Åsa & Co</b>" in subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize(
    ("pdf", "sentence"),
    [
        (lambda: b"ingen pdf", "Filen är inte en PDF"),
        (lambda: render_pdf(u.HTML.replace(' id="signatur"', "")), "Filen har inget tomt fält"),
        (lambda: sign(u.export(), u.undertecknare(), tid=u.NU), "Filen har inget tomt fält"),
    ],
    ids=["no pdf", "no field", "signed already"],
)
def test_what_cannot_be_signed(pdf, sentence):
    with pytest.raises(SigneringsfelError, match=sentence):
        sign(pdf(), u.undertecknare(), tid=u.NU)


OKAND_KURVA = Path(__file__).parent / "okand-kurva.p12"  # a key on prime239v1, made with openssl


def p12(key=True, cert=True):
    par = u.certifikat()
    return pkcs12.serialize_key_and_certificates(
        b"prov", par.nyckel if key else None, par.certifikat if cert else None, [u.ca().certifikat], NoEncryption()
    )


@pytest.mark.parametrize(
    ("data", "losen", "nu", "sentence"),
    [
        (lambda: u.certifikat().p12("hemligt"), "fel", u.NU, "Lösenordet är fel"),
        (lambda: u.certifikat().p12("hemligt"), "", u.NU, "Lösenordet är fel"),
        (lambda: u.certifikat().p12("hemligt"), "hemligt", u.NU + timedelta(days=800), "Certifikatet för .*Karin Lind gick ut den"),
        (lambda: u.certifikat().p12("hemligt"), "hemligt", u.NU - timedelta(days=8), "gäller först från den"),
        (lambda: p12(key=False, cert=False), "", u.NU, "ingen nyckel"),
        (lambda: p12(cert=False), "", u.NU, "inget certifikat till den"),
        (OKAND_KURVA.read_bytes, "hemligt", u.NU, "av ett slag som programmet inte kan läsa"),
        (lambda: u.ca().p12("hemligt"), "hemligt", u.NU, "får inte användas till underskrifter"),
        (lambda: b"", "", u.NU, "ingen PKCS#12-fil"),
        (lambda: b"%PDF-1.7", "", u.NU, "ingen PKCS#12-fil"),
        (u.export, "", u.NU, "ingen PKCS#12-fil"),
    ],
)
def test_a_personal_key_that_cannot_be_used(data, losen, nu, sentence):
    with pytest.raises(SigneringsfelError, match=sentence):
        read_p12(data(), losen, nu=nu)


def test_of_several_organisations_in_a_certificate_the_first_is_named():
    nyckel, namn = u.certifikat().nyckel, x509.NameOID
    subject = x509.Name([x509.NameAttribute(namn.ORGANIZATION_NAME, o) for o in ("Region Ett", "Region Två")])
    builder = x509.CertificateBuilder(subject, subject, nyckel.public_key(), x509.random_serial_number(), u.FRAN, u.NU + timedelta(days=9))
    fil = pkcs12.serialize_key_and_certificates(b"prov", nyckel, builder.sign(nyckel, hashes.SHA256()), None, NoEncryption())
    assert read_p12(fil, "").organisation == "Region Ett"


def test_the_e_stampel_is_read_from_the_operators_file(tmp_path):
    path = tmp_path / "stampel.p12"
    path.write_bytes(u.certifikat().p12("hemligt", u.ca()))
    vem = estampel(Signeringsval(estampel=path, estampel_losen="hemligt"))
    assert (vem.namn, vem.organisation) == ("TESTCERTIFIKAT – inte giltigt: Karin Lind", "Region Exempel")
    assert estampel(Signeringsval(estampel=path, estampel_losen="hemligt")).signer is vem.signer  # opened once


@pytest.mark.parametrize(
    ("val", "sentence"),
    [
        (Signeringsval(), "Ingen e-stämpel är inställd"),
        (Signeringsval.fran_miljon({"SAMVERKAN_ESTAMPEL": "/finns/inte.p12"}), "fil kan inte läsas"),
    ],
)
def test_no_e_stampel(val, sentence):
    with pytest.raises(SigneringsfelError, match=sentence):
        estampel(val)


@pytest.mark.parametrize(
    ("val", "sentence"),
    [
        (Signeringsval(), "Ingen PKCS#11-modul är inställd"),
        (Signeringsval(pkcs11_modul="/finns/inte.so", pkcs11_etikett="stämpel", pkcs11_pin="1"), "PKCS#11"),
    ],
)
def test_no_module(val, sentence):
    with pytest.raises(SigneringsfelError, match=sentence), pkcs11(val):
        pass


def test_all_is_chosen_by_environment_variables(tmp_path):
    names = ("ESTAMPEL", "ESTAMPEL_LOSEN", "PKCS11_MODUL", "PKCS11_ETIKETT", "PKCS11_PIN", "TSA", "SIGNERINGSROTTER", "SPARRLISTOR")
    val = Signeringsval.fran_miljon({f"SAMVERKAN_{name}": name.lower() for name in names})
    assert [str(value) for value in vars(val).values()] == [name.lower() for name in names]
    assert str(val.sparrmapp) == "sparrlistor"
    assert Signeringsval(sparrlistor="hamta").hamtar_sparruppgifter
    assert Signeringsval(sparrlistor="hamta").sparrmapp is None
    assert Signeringsval.fran_miljon({}) == Signeringsval()


class Tsa(BaseHTTPRequestHandler):
    def do_POST(self):
        request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        answer = u.tidsstamplare().request_tsa_response(request).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


@pytest.fixture
def tsa():
    with HTTPServer(("127.0.0.1", 0), Tsa) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_the_operators_time_stamper_roots_and_revocation_lists(tsa, tmp_path):
    (tmp_path / "rotter.pem").write_bytes(u.ca().pem)
    (tmp_path / "ca.crl").write_bytes(u.sparrlista())
    only_tsa = sakring(Signeringsval(tsa=tsa))
    everything = sakring(Signeringsval(tsa=tsa, rotter=tmp_path / "rotter.pem", sparrlistor=str(tmp_path)))
    assert (sakring(Signeringsval()), only_tsa.niva, everything.niva) == (None, "B-T", "B-LTA")
    pdf = sign(u.export(), u.undertecknare(), tid=u.NU, sakring=everything)
    assert [s.sig_object_type for s in PdfFileReader(BytesIO(pdf)).embedded_signatures] == ["/Sig", "/DocTimeStamp"]


def test_settings_that_name_no_roots_are_said_so(tmp_path):
    (tmp_path / "skrap.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    for path in (tmp_path / "skrap.pem", tmp_path / "finns-inte.pem"):
        with pytest.raises(SigneringsfelError, match="SAMVERKAN_SIGNERINGSROTTER"):
            sakring(Signeringsval(tsa="http://127.0.0.1:9/", rotter=path))
    (tmp_path / "skrap.crl").write_bytes(b"skrap")
    for folder in (tmp_path, tmp_path / "finns-inte"):
        with pytest.raises(SigneringsfelError, match="SAMVERKAN_SPARRLISTOR"):
            sakring(Signeringsval(tsa="http://127.0.0.1:9/", sparrlistor=str(folder)))


@pytest.mark.parametrize(
    ("skydd", "sentence"),
    [
        (lambda: sakring(Signeringsval(tsa="http://127.0.0.1:9/")), "Tidsstämplingstjänsten svarar inte"),
        (lambda: Sakring(u.tidsstamplare(), u.rotter(), (u.sparrlista(u.certifikat()),)), "kedja till en betrodd rot"),
        (lambda: Sakring(u.tidsstamplare(), (u.asn1_cert(u.ca("Annan CA").certifikat),), (u.sparrlista(),)), "kedja till en betrodd rot"),
    ],
    ids=["no answer", "revoked", "another root"],
)
def test_a_signature_that_cannot_be_secured_is_not_made(skydd, sentence):
    with pytest.raises(SigneringsfelError, match=sentence):
        sign(u.export(), u.undertecknare(), tid=u.NU, sakring=skydd())


def test_the_command_makes_certificates_plainly_marked_as_tests(tmp_path):
    out = StringIO()
    call_command("skapa_testcertifikat", ut=tmp_path / "nya", namn="Karin Lind", stdout=out)
    val = Signeringsval.fran_miljon(dict(line.split("=", 1) for line in out.getvalue().splitlines()))
    vem = estampel(val)
    assert "TESTCERTIFIKAT – inte giltigt: Karin Lind" in vem.signer.signing_cert.subject.human_friendly
    assert "TESTCERTIFIKAT – inte giltigt" in vem.signer.signing_cert.issuer.human_friendly
    assert sign(u.export(), vem, tid=u.NU).startswith(u.export())
    assert (tmp_path / "nya" / "test-underskrift.p12").stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="Finns redan"):
        call_command("skapa_testcertifikat", ut=tmp_path / "nya")
