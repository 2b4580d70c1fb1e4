"""What is wrong with what the house has adopted and with what is searched; and all that the rooms below look at, in one list."""

import hashlib

from django.db import connection

from berattelse.models import Signatur, Utgava, Utgavefil
from berattelse.sokning.kallor import KALLOR
from berattelse.utgava.verifiering import prova
from ekonomi import kontroll as ekonomi
from enkat import kontroll as enkat
from samverkan.kontroll import Kontroll, databasen, inloggning, installningar, loggen, maskinen, tjanster
from samverkan.sokregister.sql import skiljer_sql
from uppdrag import kontroll as uppdrag


def _andrad(rad, data):
    return hashlib.sha256(data).hexdigest() != rad.sha256


def utgavorna():
    """Each adopted content, and each of its files, is to the byte what it was; and its PDF is there."""
    for utgava in Utgava.objects.select_related("verksamhetsar").order_by("pk"):
        if _andrad(utgava, utgava.innehall.encode()):
            yield f"{utgava}: innehållet är ändrat sedan det fastställdes."
        if not utgava.filer.filter(sort=Utgavefil.Sort.PDF, kommun__isnull=True).exists():
            yield f"{utgava}: PDF-filen saknas."
    for fil in Utgavefil.objects.select_related("utgava__verksamhetsar", "kommun").order_by("pk").iterator(chunk_size=1):
        if len(fil.innehall) != fil.storlek or _andrad(fil, fil.innehall):
            yield f"{fil.utgava}: filen {fil} är ändrad sedan den gjordes."


def underskrifterna():
    """Each signed file is the one that was kept, and its signature still holds."""
    for rad in Signatur.objects.select_related("utgava__verksamhetsar").order_by("pk").iterator(chunk_size=1):
        if _andrad(rad, rad.innehall):
            yield f"{rad.utgava}: den signerade filen är ändrad sedan den sparades."
        elif not (svar := prova(bytes(rad.innehall), rad.utgava, kand=True)).oforandrad:
            yield f"{rad.utgava}: underskriften håller inte. {svar.besked}"


def sokregistret():
    """What is found is what the rows say."""
    with connection.cursor() as cursor:
        for kalla in KALLOR:
            cursor.execute(skiljer_sql(*kalla.register))
            (saknas, blev_kvar) = cursor.fetchone()
            if saknas or blev_kvar:
                yield f"Sökningen efter {kalla.rubrik.lower()} visar annat än raderna ({saknas + blev_kvar}). Kör bygg_sokregister."


EGNA = (Kontroll("utgåvor", utgavorna), Kontroll("underskrifter", underskrifterna), Kontroll("sökregistret", sokregistret))
KONTROLLER = (
    *installningar.KONTROLLER, *inloggning.KONTROLLER, *tjanster.KONTROLLER, *databasen.KONTROLLER, *loggen.KONTROLLER,
    *maskinen.KONTROLLER,
    *uppdrag.KONTROLLER, *enkat.KONTROLLER, *ekonomi.KONTROLLER, *EGNA,
)  # fmt: skip
