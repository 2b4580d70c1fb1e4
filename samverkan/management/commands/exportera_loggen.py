import os
from pathlib import Path

from django.core.management.base import BaseCommand

from samverkan import kedja


class Command(BaseCommand):
    help = "Writes the event log with its chain to a file to keep elsewhere, a line of JSON for each event."

    def add_arguments(self, parser):
        parser.add_argument("--ut", required=True, help="the file")
        parser.add_argument("--fran", type=int, default=1, help="the number of the first link")

    def handle(self, *args, ut, fran, **options):
        kedja.lanka_alla()
        sist = None
        halv = Path(f"{ut}.halv")
        with halv.open("w", encoding="utf-8") as fil:
            for nummer, hash_, text in kedja.lankar(fran=fran):
                fil.write(kedja.exportrad(nummer, hash_, text) + "\n")
                sist = nummer, hash_
        os.replace(halv, ut)
        if sist is None:
            self.stdout.write("Loggen har inga händelser därifrån.")
        else:
            self.stdout.write(f"Till och med länk {sist[0]}. Dess hash, att skriva upp på ett annat ställe: {sist[1]}")
