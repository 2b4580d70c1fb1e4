from pathlib import Path

from samverkan.door import log
from samverkan.kommando import Kommando
from samverkan.models import Kedjelank
from samverkan.sparet import kedja


class Command(Kommando):
    help = "Writes the event log with its chain to a file to keep elsewhere, a line of JSON for each event."

    def add_arguments(self, parser):
        parser.add_argument("--ut", required=True, help="the file")
        parser.add_argument("--fran", type=int, default=1, help="the number of the first link")

    def handle(self, *args, ut, fran, **options):
        kedja.lanka_alla()
        sista = Kedjelank.objects.order_by("nummer").last()
        if sista is None or sista.nummer < fran:
            self.stdout.write("Loggen har inga händelser därifrån.")
            return
        # Its commit waits for the disk, and so for every link before it: what is exported does not go in a crash.
        log(sista, "exporterade loggen", by=None, text=f"Länk {fran} till {sista.nummer}")
        halv = Path(f"{ut}.halv")
        with halv.open("w", encoding="utf-8") as fil:
            fil.writelines(f"{kedja.exportrad(*lank)}\n" for lank in kedja.lankar(fran, sista.nummer))
        halv.replace(ut)
        self.stdout.write(f"Till och med länk {sista.nummer}. Dess hash, att skriva upp på ett annat ställe: {sista.hash}")
