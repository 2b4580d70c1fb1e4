from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from ekonomi import actions
from ekonomi.sie.belopp import InteSieError
from ekonomi.utfall.rapport import rader
from samverkan.kommando import Kommando
from samverkan.utifran.barn import OlastError
from samverkan.utifran.kalkylark import InteExcelError
from uppdrag.models import Verksamhetsar


class Command(Kommando):
    help = "Reads a year's outcome from a SIE file or an Excel sheet, and tells what it found. It is looked at and saved in the browser."

    def add_arguments(self, parser):
        parser.add_argument("fil", type=Path)
        parser.add_argument("--year", required=True, help="the year's label, such as 2022")
        parser.add_argument("--avtal", help="the agreement's diarienummer; the main agreement when not said")
        parser.add_argument("--torrkor", action="store_true", help="saves nothing")

    def handle(self, *args, fil, year, avtal, torrkor, **options):
        try:
            rad = (_torrt if torrkor else _sparat)(_year(year, avtal), fil.name, fil.read_bytes())
        except (InteSieError, InteExcelError, OlastError) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        for text in rader(rad):
            self.stdout.write(text)
        self.stdout.write("" if torrkor else "\nFilen är inläst men inte sparad som utfall: koppla, granska och spara den på sidan Utfall.")


def _torrt(year, namn, data):
    """Read, and nothing saved."""
    rad = actions.ny_fil(year, namn, data)
    for falt, varde in actions.tolka(rad).items():
        setattr(rad, falt, varde)
    return rad


def _sparat(year, namn, data):
    """Kept and read, to be looked at before it is saved as the outcome."""
    rad = actions.ta_emot(year, namn, data, by=None)
    actions.read(rad)
    if rad.avslag:
        raise ValidationError(rad.avslag)
    return rad


def _year(beteckning, dnr):
    years = Verksamhetsar.objects.filter(beteckning=beteckning).select_related("avtal")
    found = list(years.filter(avtal__dnr=dnr) if dnr else years.filter(avtal__huvudavtal__isnull=True))
    if not found:
        raise CommandError(f"Det finns inget verksamhetsår {beteckning}{f' för avtalet {dnr}' if dnr else ''}.")
    if len(found) > 1:
        raise CommandError(f"Flera avtal har ett verksamhetsår {beteckning}. Ange vilket med --avtal DNR.")
    return found[0]
