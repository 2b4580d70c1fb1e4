import sys
from pathlib import Path

from django.core.management.base import CommandError

from samverkan.kommando import Kommando
from samverkan.sparet import kedja
from samverkan.sparet.korroll import anmarkning


class Command(Kommando):
    help = "Is the event log whole? Every link of its chain is worked out anew; exit 1 when one is broken."

    def add_arguments(self, parser):
        parser.add_argument("--mot", help="an earlier export, kept elsewhere, that the log must still hold")

    def handle(self, *args, mot, **options):
        fel = list(kedja.brott(kedja.lankar()))
        if mot:
            fel += _skiljer(Path(mot))
        for text in fel or ["Loggen är hel."]:
            self.stdout.write(text)
        if antal := kedja.utan_lank():
            self.stdout.write(f"Händelser som ännu inte har sin länk: {antal}. De får den av kor_dagligen.")
        if text := anmarkning():
            self.stdout.write(text)
        if fel:
            sys.exit(1)


def _skiljer(fil):
    try:
        with fil.open(encoding="utf-8") as rader:
            return list(kedja.skiljer(rader, kedja.lankar()))
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{fil} är inte en hel export av loggen. Ta den från där den förvaras, och pröva igen.") from error
