import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.management.base import CommandError

from samverkan.kommando import Kommando
from samverkan.signering import testcertifikat


class Command(Kommando):
    help = "Makes a test CA and a certificate to sign with (PKCS#12), plainly marked as tests in their names."

    def add_arguments(self, parser):
        parser.add_argument("--ut", required=True, type=Path, help="the folder to write to; made when missing")
        parser.add_argument("--namn", default="Prov Provsson", help="who the certificate says signs")
        parser.add_argument("--organisation", default="Region Exempel")
        parser.add_argument("--losen", help="the password of the PKCS#12 file; a new one is made and shown when not said")

    def handle(self, *args, ut, namn, organisation, losen, **options):
        ut.mkdir(parents=True, exist_ok=True)
        if found := [path.name for path in (ut / "test-rot.pem", ut / "test-underskrift.p12") if path.exists()]:
            raise CommandError(f"Finns redan i {ut}: {', '.join(found)}. Ange en annan katalog.")
        losen = losen or secrets.token_urlsafe(9)
        fran = datetime.now(UTC) - timedelta(hours=1)
        ca = testcertifikat.skapa_ca(fran)
        (ut / "test-rot.pem").write_bytes(ca.pem)
        p12 = ut / "test-underskrift.p12"
        p12.touch(mode=0o600)
        p12.write_bytes(testcertifikat.skapa_underskrift(ca, fran, namn, organisation).p12(losen, ca))
        self.stdout.write(f"SAMVERKAN_ESTAMPEL={p12}\nSAMVERKAN_ESTAMPEL_LOSEN={losen}\nSAMVERKAN_SIGNERINGSROTTER={ut / 'test-rot.pem'}")
