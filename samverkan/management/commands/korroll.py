from django.db import connection

from samverkan.kommando import Kommando
from samverkan.sparet.korroll import rattigheter


class Command(Kommando):
    help = "Prints the SQL that lets a PostgreSQL role run the program without owning its tables; run it as the owner after each migrate."

    def add_arguments(self, parser):
        parser.add_argument("roll", help="a role that exists")

    def handle(self, *args, roll, **options):
        if connection.vendor != "postgresql":
            self.stdout.write("-- Databasen är SQLite, som inte har några roller.")
            return
        for sats in rattigheter(roll):
            self.stdout.write(sats)
