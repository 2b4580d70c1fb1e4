"""Builds the register that is searched anew from the rows. The database keeps it by itself: needed only after rows were moved past it."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from berattelse.sokning.kallor import KALLOR
from samverkan.models import Sokrad
from samverkan.sokregister.sql import fyll_sql
from samverkan.svenska import numerus, stor_bokstav


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        with transaction.atomic(), connection.cursor() as cursor:
            Sokrad.objects.all().delete()
            for kalla in KALLOR:
                cursor.execute(fyll_sql(*kalla.register))
        self.stdout.write(f"{stor_bokstav(numerus(Sokrad.objects.count(), 'en rad', 'rader'))} går att söka i.")
