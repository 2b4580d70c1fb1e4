"""What goes by the clock: each room's part of the day, one after the other, noted as a run; and whether the clock can be believed."""

import logging
from datetime import timedelta

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from samverkan.brev import skickade
from samverkan.models import Handelse, Korning
from samverkan.svenska import numerus, stor_bokstav

logger = logging.getLogger(__name__)
SKEVT = timedelta(minutes=5)
MINNS = timedelta(days=90)


def gar_fel():
    """Sentences about a clock that cannot be right. What is closed and stamped by it in a log that only grows cannot be taken back."""
    nu, senast = timezone.now(), Handelse.objects.aggregate(tid=Max("tid"))["tid"]
    if senast and senast > nu + SKEVT:
        yield f"Den senaste händelsen är från {timezone.localtime(senast):%Y-%m-%d %H.%M}, som inte har varit: klockan går eller gick fel."
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (databasens,) = cursor.fetchone()
        if abs(databasens - timezone.now()) > SKEVT:
            yield f"Maskinens klocka är {timezone.localtime():%Y-%m-%d %H.%M}, databasens {timezone.localtime(databasens):%Y-%m-%d %H.%M}."


def kor(delar):
    """Do what is due today. `delar` are (name, function that does a part and gives sentences). Returns (sentences, what went wrong).

    A part that fails is told of, and the others are done all the same.
    """
    korning, gjort, fel = Korning.objects.create(), [], []
    with skickade() as utfall:
        for namn, del_ in delar:
            try:
                gjort += del_()
            except Exception as error:
                logger.exception("A part of the daily run failed")
                fel.append(f"{namn} gick inte att köra klart ({type(error).__name__}).")
    if nekade := sum(bool(u.fel) for u in utfall):
        fel.append(f"{stor_bokstav(numerus(nekade, 'ett brev', 'brev'))} kunde inte skickas.")
    Korning.objects.filter(pk=korning.pk).update(slutade=timezone.now(), fel=" ".join(fel))
    return gjort, fel


def rensa_korningar():
    Korning.objects.filter(borjade__lt=timezone.now() - MINNS).delete()
