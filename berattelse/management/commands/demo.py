from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django_tasks import task_backends

from berattelse import demo as berattelse
from berattelse.demo import utgava
from berattelse.tasks import exempelutgava
from ekonomi import demo as ekonomi
from enkat import demo as enkat
from samverkan import demo as samverkan
from samverkan.arbetsko import Arbetsko
from samverkan.models import Organisation
from uppdrag import demo as uppdrag

I_DRIFT = (
    "Exempelåret läggs inte in i drift: dess konton har ett lösenord som alla känner till. Ska det vara en visning, "
    f"sätt SAMVERKAN_DEMO={settings.DEMO_I_DRIFT} och kör kommandot igen."
)


def _utgavan(avtal):
    """Nine files and a signature: longer than all the rest, so the worker makes it where there is one."""
    if isinstance(task_backends["default"], Arbetsko):
        transaction.on_commit(lambda: exempelutgava.enqueue(avtal.pk))
    else:
        utgava.load(avtal)


class Command(BaseCommand):
    help = "Loads the example: the agreement, 2021 and 2022. Where there is a worker it makes the edition. Run twice it changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--om-tom", action="store_true", help="only when the database holds no organisation")
        parser.add_argument("--utan-utgava", action="store_true", help="without the adopted and published edition of 2021")

    @transaction.atomic
    def handle(self, *args, om_tom, utan_utgava=False, **options):
        if om_tom and Organisation.objects.exists():
            return
        if not (settings.DEBUG or settings.DEMO):
            raise CommandError(I_DRIFT)
        samverkan.load()
        avtal = uppdrag.load()
        ekonomi.load(avtal)
        berattelse.load(avtal)
        enkat.load(avtal)
        if not utan_utgava:
            _utgavan(avtal)
        self.stdout.write(f"Exempelåret 2022 finns. Logga in som processledare@exempel.test, lösenord {samverkan.LOSENORD}")
