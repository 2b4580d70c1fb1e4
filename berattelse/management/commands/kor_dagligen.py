from django.core.management.base import BaseCommand, CommandError

from berattelse import dagligen, personuppgifter
from enkat import dagligen as enkatens
from samverkan import dagligen as grundens
from samverkan import klockan
from uppdrag import dagligen as uppdragets

DELAR = (
    ("Ändringarna av överenskommelsen", uppdragets.kor),
    ("Frågerundorna", enkatens.kor),
    ("Årets steg och berättelsens filer", dagligen.kor),
    ("Loggen och utskrifterna", grundens.kor),
    ("Gallringen", personuppgifter.kor),
)


class Command(BaseCommand):
    help = "Does what is due today: openings, closings, reminders, what nobody answered or fetched is taken away. Safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument("--trots-klockan", action="store_true", help="run although the newest event lies in the future")

    def handle(self, *args, trots_klockan, **options):
        if not trots_klockan and (skevt := list(klockan.gar_fel())):
            raise CommandError(f"{' '.join(skevt)} Inget är gjort. Rätta klockan, eller kör med --trots-klockan.", returncode=2)
        gjort, fel = klockan.kor(DELAR)
        for text in gjort:
            self.stdout.write(text)
        if fel:
            raise CommandError(" ".join(fel), returncode=1)
