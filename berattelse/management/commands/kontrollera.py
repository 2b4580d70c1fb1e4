"""Says in plain words what is wrong with the installation, before users find out. Exit 0 only when nothing is."""

from django.core.management.base import BaseCommand, CommandError

from berattelse.kontroll import KONTROLLER
from samverkan.kontroll import maskinen, prova
from samverkan.svenska import numerus, stor_bokstav


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()  # they are asked here, one by one

    def add_arguments(self, parser):
        parser.add_argument("--mejl", metavar="ADRESS", help="also sends a letter to this address")
        parser.add_argument("--utifran", action="store_true", help="also asks the time stamping service, and the site's own address")

    def handle(self, *args, mejl, utifran, **options):
        punkter = [*KONTROLLER, *(maskinen.UTIFRAN if utifran else ()), *([maskinen.provbrev(mejl)] if mejl else [])]
        fel = [(punkt.namn, text) for punkt in punkter for text in prova(punkt)]
        for namn, text in fel:
            self.stdout.write(f"{namn}: {text}")
        if fel:
            raise CommandError(f"{stor_bokstav(numerus(len(fel), 'en sak', 'saker'))} att rätta.", returncode=1)
        self.stdout.write(f"Allt är i ordning: {len(punkter)} kontroller.")
