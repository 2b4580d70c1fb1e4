"""What goes by the clock: a part that fails stops no other, a letter that is refused is told of, and a clock that cannot be right is not believed."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from berattelse.management.commands import kor_dagligen
from enkat.models import Omgang
from samverkan import klockan
from samverkan.databas import lift_append_only_sql
from samverkan.door import log
from samverkan.models import Handelse, Korning
from tests.enkat import factories as enkatens
from tests.mejlserver import mejlserver


def kor(*args):
    """(exit code, what it says in all)."""
    ut = StringIO()
    try:
        call_command("kor_dagligen", *args, stdout=ut)
    except CommandError as fel:
        return fel.returncode, f"{ut.getvalue()}{fel}"
    return 0, ut.getvalue()


def trasig():
    raise ZeroDivisionError


def test_a_part_that_fails_is_told_of_and_the_later_ones_are_done(db, monkeypatch, caplog):
    delar = (("Frågerundorna", trasig), ("Filerna", lambda: ["Rensade en fil."]))
    monkeypatch.setattr(kor_dagligen, "DELAR", delar)
    assert kor() == (1, "Rensade en fil.\nFrågerundorna gick inte att köra klart (ZeroDivisionError).")
    korning = Korning.objects.get()
    assert korning.slutade
    assert korning.fel == "Frågerundorna gick inte att köra klart (ZeroDivisionError)."
    monkeypatch.setattr(kor_dagligen, "DELAR", delar[1:])
    assert kor() == (0, "Rensade en fil.\n")
    assert Korning.objects.first().fel == ""


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_is_refused_is_told_of_by_the_exit_code(hus, settings, monkeypatch):
    for modul in ("enkat.dagligen", "enkat.actions.omgang"):
        monkeypatch.setattr(f"{modul}.ar_vardag", lambda dag: True)
    d = enkatens.deltagare(enkatens.omgang(hus), hus.berg)
    type(d).objects.update(epost="chef@exempel.test")
    Omgang.objects.update(status="planerad", oppnar=timezone.localdate(), sista_dag=timezone.localdate() + timedelta(days=5))
    with mejlserver(settings, "chef@exempel.test"):
        kod, text = kor()
    assert kod == 1
    assert "är öppnad." in text
    assert text.endswith("Två brev kunde inte skickas.")  # it is tried once more in the same run
    assert "@" not in Korning.objects.get().fel


def test_nothing_is_done_by_a_clock_that_cannot_be_right(hus):
    log(hus.avtal, "provade", by=None)
    with connection.cursor() as cursor:
        for sats in lift_append_only_sql(connection.vendor, "samverkan_handelse"):
            cursor.execute(sats)
    Handelse.objects.update(tid=timezone.now() + timedelta(minutes=4))
    assert kor()[0] == 0
    Handelse.objects.update(tid=timezone.now() + timedelta(days=60))
    kod, text = kor()
    assert kod == 2
    assert "som inte har varit" in text
    assert text.endswith("Inget är gjort. Rätta klockan, eller kör med --trots-klockan.")
    assert Korning.objects.count() == 1
    assert kor("--trots-klockan")[0] == 0
    assert Korning.objects.count() == 2


def test_old_runs_are_forgotten(db):
    Korning.objects.create()
    Korning.objects.update(borjade=timezone.now() - klockan.MINNS - timedelta(days=1))
    assert kor()[0] == 0
    assert Korning.objects.count() == 1
