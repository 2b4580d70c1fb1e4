"""Backup, everything gone, restore, proof: as docs/drift.md says, on the database the tests run on."""

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from io import StringIO

import pytest
from django.conf import settings as installningar
from django.core.management import CommandError, call_command
from django.db import connection

from samverkan.databas import lift_append_only_sql
from samverkan.door import log
from samverkan.kontroll import summor
from samverkan.models import Handelse, User
from tests.berattelse.test_kontrollera import I_DRIFT, skadad, sql

postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="tried on PostgreSQL")
sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="tried on SQLite")
program = pytest.mark.skipif(not (shutil.which("pg_dump") and shutil.which("pg_restore")), reason="pg_dump and pg_restore are not here")
AGER = "databasrollen: Programmet körs som en databasroll som äger tabellerna"


@pytest.fixture
def kopians_summor(hus, utgava, settings, tmp_path):
    """A year that is adopted, the clock has gone; the fingerprint that is kept beside its backup."""
    for namn, varde in I_DRIFT.items():
        setattr(settings, namn, varde)
    log(hus.avtal, "provade", by=hus.processledare)
    call_command("kor_dagligen", stdout=StringIO())
    fil = tmp_path / "summor.json"
    fil.write_text(json.dumps(summor.summor()))
    return fil


def sager(*args):
    """What kontrollera says, but that the tests' own database role owns its tables."""
    ut = StringIO()
    with suppress(CommandError):
        call_command("kontrollera", *map(str, args), stdout=ut)
    return [rad for rad in ut.getvalue().splitlines() if not rad.startswith(("Allt är i ordning", AGER))]


def byt(namn):
    connection.close()
    connection.settings_dict["NAME"] = installningar.DATABASES["default"]["NAME"] = namn


@pytest.fixture
def ny_databas(django_db_blocker):
    """An empty database with what only its owner may make; the tests' own is there again afterwards."""
    forra = connection.settings_dict["NAME"]
    namn = f"{forra}_ater"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{namn}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{namn}"')
    yield namn
    byt(forra)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{namn}" WITH (FORCE)')


@postgresql
@program
@pytest.mark.django_db(transaction=True)
def test_what_pg_restore_gives_back_is_proved_and_what_it_left_out_is_named(kopians_summor, ny_databas, tmp_path):
    val, fil = connection.settings_dict, tmp_path / "s.dump"
    vem = ["-h", val["HOST"] or "localhost", "-p", str(val["PORT"] or 5432), "-U", val["USER"]]
    miljo = os.environ | {"PGPASSWORD": val["PASSWORD"] or ""}
    subprocess.run(["pg_dump", *vem, "-Fc", "-f", fil, val["NAME"]], check=True, env=miljo)
    subprocess.run(["pg_restore", *vem, "--exit-on-error", "--no-owner", "--no-acl", "-d", ny_databas, fil], check=True, env=miljo)
    byt(ny_databas)
    assert sager("--mot", kopians_summor) == []
    utan = "ALTER TABLE uppdrag_verksamhetsar DROP CONSTRAINT year_perioder_overlappar_inte"
    av = [f"ALTER TABLE samverkan_{tabell} DISABLE TRIGGER USER" for tabell in ("handelse", "kedjelank")]
    with skadad(sql, utan, *av, "DELETE FROM samverkan_kedjelank"):
        delar = {rad.split(":")[0] for rad in sager("--mot", kopians_summor)}
    assert delar == {"databasens villkor", "utlösare", "mot summorna"}


@sqlite
@pytest.mark.django_db(transaction=True)
def test_a_copy_taken_while_it_runs_is_given_back_and_proved(kopians_summor, tmp_path):
    with closing(sqlite3.connect(tmp_path / "kopia.sqlite3")) as kopia:  # as in docs/drift.md
        connection.connection.backup(kopia)
    sql(*lift_append_only_sql("sqlite", "samverkan_handelse"), "DROP TABLE enkat_svar", "UPDATE samverkan_organisation SET kortnamn = ''")
    skador = {rad.split(":")[0] for rad in sager("--mot", kopians_summor)}
    assert {"tabeller", "utlösare", "mot summorna"} <= skador
    with closing(sqlite3.connect(tmp_path / "kopia.sqlite3")) as kopia:
        kopia.backup(connection.connection)
    assert sager("--mot", kopians_summor) == []


def test_one_value_of_one_row_that_is_not_as_it_was_is_named(hus, utgava):
    da = summor.summor()
    assert list(summor.skiljer(da)) == []
    with skadad(lambda: User.objects.filter(pk=hus.controller.pk).update(telefon="1")):
        assert list(summor.skiljer(da)) == ["Tabellen samverkan_user har lika många rader som då, men minst en säger något annat."]
    with skadad(lambda: log(hus.avtal, "provade", by=None)):
        assert list(summor.skiljer(da)) == [
            f"Antalet rader i samverkan_handelse är {Handelse.objects.count()}, men var {Handelse.objects.count() - 1}."
        ]
    assert list(summor.skiljer(da | {"finns_inte": [1, ""]})) == ["Tabellen finns_inte saknas."]
