"""Certificates for trying the program, marked in their names as tests. No key made here is to be trusted by anybody."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

MARKE = "TESTCERTIFIKAT – inte giltigt"
GILTIGA_DAGAR = 730


@dataclass(frozen=True)
class Nyckelpar:
    certifikat: x509.Certificate
    nyckel: Any

    @property
    def pem(self):
        return self.certifikat.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self):
        return self.certifikat.public_bytes(serialization.Encoding.DER)

    def p12(self, losen, *kedja):
        """PKCS#12 bytes with the key, its certificate and the chain above it."""
        return pkcs12.serialize_key_and_certificates(
            MARKE.encode(),
            self.nyckel,
            self.certifikat,
            [par.certifikat for par in kedja],
            serialization.BestAvailableEncryption(losen.encode()),
        )


def skapa_ca(fran, namn="Prov-CA"):
    """A root that signs itself, valid from `fran` (aware)."""
    return _utfarda(namn, "", fran, None, [_anvandning(key_cert_sign=True, crl_sign=True)], is_ca=True)


def skapa_underskrift(ca, fran, namn, organisation="", dagar=GILTIGA_DAGAR):
    """A certificate to sign documents with."""
    return _utfarda(namn, organisation, fran, ca, [_anvandning(digital_signature=True, content_commitment=True)], dagar=dagar)


def skapa_tidsstamplare(ca, fran):
    """A certificate for a time stamping service."""
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return _utfarda("Tidsstämplare", "", fran, ca, [_anvandning(digital_signature=True), (usage, True)])


def skapa_sparrlista(ca, fran, sparrade=(), dagar=30):
    """The CRL of `ca` in DER: who of its certificates is no longer to be trusted."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(ca.certifikat.subject)
        .last_update(fran)
        .next_update(fran + timedelta(days=dagar))
    )
    for par in sparrade:
        revoked = x509.RevokedCertificateBuilder().serial_number(par.certifikat.serial_number).revocation_date(fran).build()
        builder = builder.add_revoked_certificate(revoked)
    builder = builder.add_extension(x509.CRLNumber(1), critical=False).add_extension(_issuer_id(ca.nyckel), critical=False)
    return builder.sign(ca.nyckel, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _utfarda(namn, organisation, fran, ca, extensions, *, is_ca=False, dagar=GILTIGA_DAGAR):
    nyckel = rsa.generate_private_key(65537, 2048)
    subject = _namn(namn, organisation)
    signer = ca.nyckel if ca else nyckel
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(ca.certifikat.subject if ca else subject)
        .public_key(nyckel.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(fran)
        .not_valid_after(fran + timedelta(days=dagar))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=0 if is_ca else None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(nyckel.public_key()), critical=False)
        .add_extension(_issuer_id(signer), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return Nyckelpar(builder.sign(signer, hashes.SHA256()), nyckel)


def _namn(namn, organisation):
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "SE"), x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, MARKE)]
    if organisation:
        parts.insert(1, x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, f"{MARKE}: {namn}"[:64])])


def _issuer_id(nyckel):
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(nyckel.public_key())


def _anvandning(**used):
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
    )
    return x509.KeyUsage(**{name: used.get(name, False) for name in names}, encipher_only=False, decipher_only=False), True
