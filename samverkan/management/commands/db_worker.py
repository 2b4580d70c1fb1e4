from django_tasks_db.management.commands import db_worker

from samverkan.livstecken import tecken
from samverkan.pdf import press


class Command(db_worker.Command):
    help = "Does the long work, gives signs of life while it does, and takes up what a killed worker left"

    def handle(self, *, worker_id, **options):
        press.far_starta()
        with tecken(worker_id):
            super().handle(worker_id=worker_id, **options)
