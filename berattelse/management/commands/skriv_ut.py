from pathlib import Path

from django.core.management.base import CommandError

from berattelse.dokument import DOKUMENT, FinnsInte
from berattelse.utgava.utskrift import BERATTELSEFORMAT, UTKAST, skriv_dokument
from samverkan.kommando import Kommando
from uppdrag.models import Verksamhetsar


class Command(Kommando):
    help = "Writes a document of a year to a file, exactly what the web serves."
    requires_system_checks = []  # they read every page of the site, and with them what only the pages need

    def add_arguments(self, parser):
        parser.add_argument("year", help="the year's label, such as 2022")
        parser.add_argument("--ut", required=True, type=Path, help="the file to write")
        parser.add_argument("--avtal", help="the agreement's diarienummer; the main agreement when not said")
        parser.add_argument("--skede", type=int, choices=(1, 2), default=1, help="2: with the kommuner's judgement")
        parser.add_argument("--dokument", choices=DOKUMENT, default="berattelse")
        parser.add_argument("--format", choices=BERATTELSEFORMAT, help="when not said, as the file's name ends; else PDF")
        parser.add_argument("--utgava", default=UTKAST, help="an edition's number; the draft when not said")
        parser.add_argument("--kommun", help="one kommun's edition: its name, such as Berg, or its code")

    def handle(self, *args, year, ut, avtal, dokument, format, skede, utgava, kommun, **options):  # noqa: A002 - the option's name
        years = Verksamhetsar.objects.filter(beteckning=year, avtal__huvudavtal__isnull=True)
        if avtal:
            years = years.filter(avtal__dnr=avtal)
        found = list(years.select_related("avtal")[:2])
        if not found:
            raise CommandError(f"Det finns inget verksamhetsår {year}{f' för avtalet {avtal}' if avtal else ''}.")
        if len(found) > 1:
            raise CommandError(f"Flera avtal har ett verksamhetsår {year}. Ange vilket med --avtal DNR.")
        slut = ut.suffix.lower().removeprefix(".")
        format = format or (slut if slut in BERATTELSEFORMAT else "pdf")  # noqa: A001
        try:
            data = skriv_dokument(found[0], dokument=dokument, format_=format, skede=skede, utgava=utgava, kommun=kommun)
        except FinnsInte as error:
            raise CommandError(str(error)) from error
        ut.write_bytes(data)
        self.stdout.write(f"{ut}: {ut.stat().st_size} byte")
