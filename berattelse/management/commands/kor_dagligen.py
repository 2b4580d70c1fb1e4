from django.core.management.base import BaseCommand

from berattelse import dagligen, personuppgifter
from enkat import dagligen as enkatens
from samverkan import dagligen as grundens


class Command(BaseCommand):
    help = "Does what is due today: openings, closings, reminders, what nobody answered or fetched is taken away. Safe to run twice."

    def handle(self, *args, **options):
        for text in [*enkatens.kor(), *dagligen.kor(), *grundens.kor(), *personuppgifter.kor()]:
            self.stdout.write(text)
