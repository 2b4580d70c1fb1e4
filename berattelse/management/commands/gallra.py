from django.db import transaction

from berattelse.personuppgifter import gallra
from samverkan.kommando import Kommando


class Command(Kommando):
    help = "Takes away the persons' data that has had its time, by the rules of the page /personuppgifter/; never a record."

    def add_arguments(self, parser):
        parser.add_argument("--torrkor", action="store_true", help="tell what would go, and take nothing away")

    @transaction.atomic
    def handle(self, *args, torrkor, **options):
        for regel, antal in gallra():
            self.stdout.write(f"{antal}: {regel.vad}")
        if torrkor:
            transaction.set_rollback(True)
            self.stdout.write("Torrkörning: inget är borttaget.")
