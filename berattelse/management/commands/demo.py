from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from berattelse import demo as berattelse
from berattelse.demo import utgava
from berattelse.tasks import exempelutgava
from ekonomi import demo as ekonomi
from enkat import demo as enkat
from samverkan import demo as samverkan
from samverkan.models import Organisation
from uppdrag import demo as uppdrag

I_DRIFT = (
    "Exempelåret läggs inte in i drift: dess konton har ett lösenord som alla känner till. Ska det vara en visning, "
    f"sätt SAMVERKAN_DEMO={settings.DEMO_I_DRIFT} och kör kommandot igen."
)


class Command(BaseCommand):
    help = "Loads the example: the agreement, 2021 and 2022. Run twice it changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--om-tom", action="store_true", help="only when the database holds no organisation")
        parser.add_argument("--utan-utgava", action="store_true", help="without the adopted and published edition of 2021")
        parser.add_argument("--arbetaren", action="store_true", help="the worker makes that edition, meanwhile")

    @transaction.atomic
    def handle(self, *args, om_tom, utan_utgava=False, arbetaren=False, **options):
        if om_tom and Organisation.objects.exists():
            return
        if not (settings.DEBUG or settings.DEMO):
            raise CommandError(I_DRIFT)
        samverkan.load()
        avtal = uppdrag.load()
        ekonomi.load(avtal)
        berattelse.load(avtal)
        enkat.load(avtal)
        if arbetaren:
            transaction.on_commit(lambda: exempelutgava.enqueue(avtal.pk))
        elif not utan_utgava:
            utgava.load(avtal)
        self.stdout.write(f"Exempelåret 2022 finns. Logga in som processledare@exempel.test, lösenord {samverkan.LOSENORD}")
