"""All is moved to an empty database of either kind by one command, and every table is equal there; what cannot be moved is refused."""

import os
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from samverkan import flytt
from samverkan.models import Handelse, Organisation, Sokrad
from tests.berattelse.test_aterstallning import ny_databas  # noqa: F401 - a fixture

ROOT = Path(__file__).parent.parent.parent
LIKA = "varje tabell är lika"


@pytest.fixture
def fil(tmp_path, django_db_blocker):
    """An empty database of its own, which Django's tests else let nobody open."""
    with django_db_blocker.unblock():
        yield f"sqlite:///{tmp_path}/ny.sqlite3"
    if flytt.MALET in connections.settings:
        connections[flytt.MALET].close()
        del connections[flytt.MALET], connections.settings[flytt.MALET]


def flytta(url):
    ut = StringIO()
    call_command("flytta_till", url, stdout=ut)
    return ut.getvalue()


@pytest.mark.en_gang  # from PostgreSQL: below, where it goes on to PostgreSQL again
def test_all_is_moved_and_what_the_database_refuses_it_refuses_there(hus, utgava, fil):
    assert LIKA in flytta(fil)
    med = connections[flytt.MALET]
    assert Handelse.objects.using(flytt.MALET).count() == Handelse.objects.count() > 0
    assert Sokrad.objects.using(flytt.MALET).filter(text__alla=["överenskommelse"]).exists()
    with pytest.raises(IntegrityError), transaction.atomic(using=flytt.MALET):
        Handelse.objects.using(flytt.MALET).update(text="aldrig")
    ny = Organisation.objects.using(flytt.MALET).create(namn="En till", kortnamn="Till", sort="annan")
    assert ny.pk > Organisation.objects.order_by("pk").last().pk
    assert med.vendor == "sqlite"
    with pytest.raises(CommandError, match="är inte tom"):
        flytta(fil)


@pytest.mark.en_gang
def test_what_did_not_come_as_it_was_is_told_and_nothing_is_kept(hus, utgava, fil, monkeypatch):
    kopiera = flytt._kopiera_tabell
    monkeypatch.setattr(flytt, "_kopiera_tabell", lambda modell: 0 if modell is Handelse else kopiera(modell))
    with pytest.raises(CommandError, match=r"Använd inte den nya databasen.*samverkan_handelse är 0"):
        flytta(fil)


@pytest.mark.parametrize("url", ["", "inte en adress", "mysql://a@b/c", "okant://x", "postgres://ingen@127.0.0.1:1/inget"])
def test_what_is_no_database_is_told_in_words(db, fil, url):
    with pytest.raises(CommandError, match=r"Adressen går inte att läsa|Databasen svarar inte"):
        flytta(url)


def test_from_a_database_that_is_not_the_programs_nothing_is_moved(db, fil):
    MigrationRecorder(connection).record_unapplied("enkat", "0001_borjan")
    with pytest.raises(CommandError, match="Kör migrate"):
        flytta(fil)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="moves to PostgreSQL")
def test_from_sqlite_to_postgresql_as_the_operator_does(hus, utgava, fil, ny_databas):  # noqa: F811
    assert LIKA in flytta(fil)
    val = connection.settings_dict
    till = f"postgres://{val['USER']}:{val['PASSWORD']}@{val['HOST'] or 'localhost'}:{val['PORT'] or 5432}/{ny_databas}"
    miljo = os.environ | {"DATABASE_URL": fil, "SAMVERKAN_DEBUG": "1"}
    kommando = [sys.executable, "manage.py", "flytta_till", till]
    p = subprocess.run(kommando, cwd=ROOT, env=miljo, capture_output=True, text=True, check=False)
    assert (p.returncode, LIKA in p.stdout) == (0, True), p.stderr
    with pytest.raises(CommandError, match="samma databas"):
        flytta(till.replace(ny_databas, val["NAME"]))
    with closing(flytt.oppna(till)) as mal:
        assert Handelse.objects.using(mal.alias).count() == Handelse.objects.count()
        with pytest.raises(IntegrityError):
            Handelse.objects.using(mal.alias).update(text="aldrig")
        assert Organisation.objects.using(mal.alias).create(namn="En till", kortnamn="Till", sort="annan").pk
