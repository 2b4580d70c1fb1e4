from django.core.management.base import BaseCommand

from enkat import dagligen


class Command(BaseCommand):
    help = "Does what is due today: openings, closings, reminders. Safe to run twice."

    def handle(self, *args, **options):
        for text in dagligen.kor():
            self.stdout.write(text)
