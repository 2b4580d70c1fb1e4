"""Everything is held in one order, years before rows: of two at once one waits, and none is broken off. On PostgreSQL."""

import threading
import time
from datetime import date
from functools import partial

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from samverkan.inaktuell import radversion
from tests import factories
from uppdrag.actions import tillfallen
from uppdrag.forms.tillfallen import Tillfalleform
from uppdrag.models import Bemanning, Beskrivning, Verksamhetsar

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.bara_postgresql,
]


def ta_bort(hus, namn, row):
    """The page that takes the row away, as its button posts it."""
    client = Client(raise_request_exception=True)
    client.force_login(hus.processledare)
    return client.post(reverse(f"uppdrag:{namn}", args=[row.pk]), {"version": radversion(row)}).status_code


def tillfalle(hus):
    return factories.mote(hus.arena, date(2022, 3, 1))


def bemanning(hus):
    return Bemanning.objects.create(uppdrag=hus.uppdrag, verksamhetsar=hus.year, procent=50)


def beskrivning(hus):
    return Beskrivning.objects.create(uppdrag=hus.uppdrag, text="Uppdraget.", fran=date(2022, 1, 1))


def spara_tillfalle(hus, row):
    form = Tillfalleform(instance=row, by=hus.processledare)
    data = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    form = Tillfalleform(data | {"fran": "2022-04-01", "till": "2022-04-01"}, instance=row, by=hus.processledare)
    assert form.is_valid(), form.errors
    tillfallen.spara(form, by=hus.processledare)
    return 302


AKTER = {
    "a meeting is taken away": (tillfalle, partial(ta_bort, namn="tillfalle_ta_bort")),
    "staff is taken away": (bemanning, partial(ta_bort, namn="bemanning_delete")),
    "a wording is taken away": (beskrivning, partial(ta_bort, namn="beskrivning_delete")),
    "a meeting is changed": (tillfalle, spara_tillfalle),
    "a meeting is cancelled": (tillfalle, lambda hus, row: 302 * tillfallen.stall_in(row, by=hus.processledare)),
}


VANTAR = """SELECT count(*) FROM pg_locks w WHERE NOT granted AND EXISTS (SELECT FROM pg_locks har JOIN pg_database d ON d.oid = har.database
    WHERE har.pid = w.pid AND d.datname = current_database())"""


def vantar():
    """Does any connection to this database wait for a lock? Those of other workers' may."""
    with connection.cursor() as cursor:
        cursor.execute(VANTAR)
        return cursor.fetchone()[0] > 0


@pytest.mark.parametrize("vad", AKTER)
def test_who_holds_the_year_gets_the_row_while_another_waits(vad):
    """One holds the year, another begins; the first then asks for the row the other is about."""
    hus, (gor, akt) = factories.hus(), AKTER[vad]
    row, gjort = gor(hus), []

    def den_andra():
        try:
            gjort.append(akt(hus, row=row))
        except Exception as error:
            gjort.append(error)
        finally:
            connections.close_all()

    trad = threading.Thread(target=den_andra)
    with transaction.atomic():
        list(Verksamhetsar.objects.select_for_update().filter(pk=hus.year.pk))
        trad.start()
        slut = time.monotonic() + 20
        while not (vantar() or gjort) and time.monotonic() < slut:
            time.sleep(0.02)
        assert (gjort, vantar()) == ([], True), "the other has come to the year"
        assert list(type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk)) == [row]
    trad.join()
    assert gjort == [302]
