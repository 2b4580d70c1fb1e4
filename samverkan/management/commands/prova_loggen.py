import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from samverkan.sparet import kedja
from samverkan.sparet.korroll import anmarkning


class Command(BaseCommand):
    help = "Is the event log whole? Every link of its chain is worked out anew; exit 1 when one is broken."

    def add_arguments(self, parser):
        parser.add_argument("--mot", help="an earlier export, kept elsewhere, that the log must still hold")

    def handle(self, *args, mot, **options):
        fel = list(kedja.brott(kedja.lankar()))
        if mot:
            with Path(mot).open(encoding="utf-8") as fil:
                fel += kedja.skiljer(fil, kedja.lankar())
        for text in fel or ["Loggen är hel."]:
            self.stdout.write(text)
        if antal := kedja.utan_lank():
            self.stdout.write(f"Händelser som ännu inte har sin länk: {antal}. De får den av kor_dagligen.")
        if text := anmarkning():
            self.stdout.write(text)
        if fel:
            sys.exit(1)
