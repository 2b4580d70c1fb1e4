import json
from pathlib import Path

from django.core.management.base import CommandError
from django.core.serializers.json import DjangoJSONEncoder

from samverkan.door import log
from samverkan.kommando import Kommando
from samverkan.models import User
from samverkan.registerutdrag import utdrag
from samverkan.svenska import numerus


class Command(Kommando):
    help = "Writes all that is held on one person to a file, a JSON list of rows; never a password or a secret link."

    def add_arguments(self, parser):
        parser.add_argument("epost", help="the address she logs in with, or gets letters at")
        parser.add_argument("--ut", required=True, help="the file")

    def handle(self, *args, epost, ut, **options):
        rader = list(utdrag(epost)) if epost.strip() else []
        if not rader:
            raise CommandError(f"Inget finns om adressen {epost}.")
        text = json.dumps(rader, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        Path(ut).write_text(text + "\n", encoding="utf-8")
        if user := User.objects.filter(email__iexact=epost).first():
            log(user, "tog ut registerutdrag", by=None, antal=len(rader))
        self.stdout.write(f"{ut}: {numerus(len(rader), 'en rad', 'rader')}.")
