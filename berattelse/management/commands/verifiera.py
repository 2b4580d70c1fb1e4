from pathlib import Path

from django.core.management.base import CommandError

from berattelse.utgava.verifiering import verifiera
from samverkan.kommando import Kommando


class Command(Kommando):
    help = "Says which edition a file is, changed or not, and signed by whom. Exit 0 only when it is an unchanged edition."

    def add_arguments(self, parser):
        parser.add_argument("fil", type=Path)

    def handle(self, *args, fil, **options):
        try:
            svar = verifiera(fil.read_bytes())
        except OSError as error:
            raise CommandError(f"{fil} kan inte läsas.") from error
        self.stdout.write(svar.besked)
        if svar.oforandrad and svar.ersatt_av:
            self.stdout.write(f"Ersatt av: utgåva {svar.ersatt_av.nummer}. Rättat: {svar.ersatt_av.errata}")
        for u in svar.underskrifter:
            self.stdout.write(" ".join(filter(None, [u.mening, u.tidsfel, f"Underskriften är {u.slag}.", u.tillit])))
        if svar.utan_verkan:
            self.stdout.write(svar.utan_verkan)
        self.stdout.write(f"SHA-256: {svar.sha256}")
        if not svar.oforandrad:
            raise CommandError("Filen är inte en oförändrad utgåva.", returncode=1)
