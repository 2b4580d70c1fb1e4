from django.core.management.base import BaseCommand

from berattelse import dagligen
from enkat import dagligen as enkatens


class Command(BaseCommand):
    help = "Does what is due today: openings, closings, reminders, files that nobody has answered. Safe to run twice."

    def handle(self, *args, **options):
        for text in [*enkatens.kor(), *dagligen.kor()]:
            self.stdout.write(text)
