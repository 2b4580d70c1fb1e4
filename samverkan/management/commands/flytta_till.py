"""Moves all to an empty database, such as from SQLite to PostgreSQL, and proves every table equal. Stop web and worker first."""

from django.core.management.base import CommandError

from samverkan.flytt import FlyttfelError, flytta
from samverkan.kommando import Kommando
from samverkan.svenska import numerus, stor_bokstav


class Command(Kommando):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("url", metavar="DATABASE_URL", help="the address of an empty database, as its owner: postgres://…")

    def handle(self, *args, url, verbosity, **options):
        try:
            antal = flytta(url, self.stdout.write if verbosity > 1 else lambda text: None)
        except FlyttfelError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{stor_bokstav(numerus(antal, 'en rad är flyttad', 'rader är flyttade'))}, och varje tabell är lika. "
            "Sätt DATABASE_URL till den nya databasen, och kör kontrollera."
        )
