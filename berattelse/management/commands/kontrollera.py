"""Says in plain words what is wrong with the installation, before users find out. Exit 0 only when nothing is."""

import json
from functools import partial
from pathlib import Path

from django.core.management.base import CommandError

from berattelse.kontroll import KONTROLLER
from samverkan.kommando import Kommando
from samverkan.kontroll import Kontroll, maskinen, prova, summor, tjanster
from samverkan.svenska import numerus, stor_bokstav


class Command(Kommando):
    help = __doc__
    requires_system_checks = ()  # they are asked here, one by one

    def add_arguments(self, parser):
        parser.add_argument("--mejl", metavar="ADRESS", help="also sends a letter to this address")
        parser.add_argument("--utifran", action="store_true", help="also asks time stamping, login services, and the site's own address")
        parser.add_argument(
            "--skriv-summor", type=Path, metavar="FIL", help="also writes a fingerprint of every table, to keep by a backup"
        )
        parser.add_argument("--mot", type=Path, metavar="FIL", help="also holds every table against such a file, after a restore")

    def handle(self, *args, **val):
        if val["skriv_summor"]:
            val["skriv_summor"].write_text(json.dumps(summor.summor(), indent=1), encoding="utf-8")
        punkter = [*KONTROLLER, *_fler(**val)]
        fel = [(punkt.namn, text) for punkt in punkter for text in prova(punkt)]
        for namn, text in fel:
            self.stdout.write(f"{namn}: {text}")
        if fel:
            raise CommandError(f"{stor_bokstav(numerus(len(fel), 'en sak', 'saker'))} att rätta.", returncode=1)
        self.stdout.write(f"Allt är i ordning: {len(punkter)} kontroller.")


def _fler(mejl, utifran, mot, **_):
    """What is looked at only when it is asked for."""
    yield from (*maskinen.UTIFRAN, *tjanster.UTIFRAN) if utifran else ()
    if mejl:
        yield maskinen.provbrev(mejl)
    if mot:
        yield Kontroll("mot summorna", partial(_skiljer, mot))


def _skiljer(fil):
    return summor.skiljer(json.loads(fil.read_text(encoding="utf-8")))
