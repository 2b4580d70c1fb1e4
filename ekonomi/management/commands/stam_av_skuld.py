from django.core.management.base import CommandError

from ekonomi.skuld.kontroll import brister, saldo
from samverkan.kommando import Kommando
from samverkan.svenska import kronor
from uppdrag.models import Avtal


class Command(Kommando):
    help = "Holds the debt ledger against itself: by year and by kommun it must be the sum of its entries. Exit 1 when it is not."

    def add_arguments(self, parser):
        parser.add_argument("--avtal", help="the agreement's diarienummer; every agreement with a ledger when not said")

    def handle(self, *args, avtal, **options):
        alla = Avtal.objects.filter(skuldursprung__isnull=False).distinct()
        if avtal is not None:
            alla = alla.filter(dnr=avtal)
            if not alla:
                raise CommandError(f"Det finns inget avtal {avtal} med en skuldbok.")
        fel = 0
        for rad in alla:
            funna = brister(rad)
            fel += len(funna)
            self.stdout.write(f"{rad.dnr}: {kronor(saldo(rad))}{'' if funna else ', stämmer'}")
            for text in funna:
                self.stdout.write(f"  {text}")
        if fel:
            raise CommandError(f"Skuldboken stämmer inte: {fel} fel.")
