"""The program runs as a role that owns nothing: it does its acts, and cannot undo their trace."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from berattelse.models import Utgava
from samverkan.door import log
from samverkan.models import Handelse
from samverkan.sparet import kedja
from samverkan.sparet.korroll import anmarkning, rattigheter
from tests.conftest import APPEND_ONLY
from uppdrag.models import Avtal

postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
ROLL = "samverkan_prov_kor"
VAGRAT = ("must be owner", "permission denied", "far bara laggas till")
ATT_UPPHAVA = (
    "ALTER TABLE samverkan_handelse DISABLE TRIGGER USER",
    "ALTER TABLE uppdrag_historicalavtal DISABLE TRIGGER ALL",
    "DROP TRIGGER samverkan_handelse_append_only ON samverkan_handelse",
    "CREATE OR REPLACE FUNCTION samverkan_vagra() RETURNS trigger AS 'BEGIN RETURN NEW; END' LANGUAGE plpgsql",
    "SET LOCAL session_replication_role = replica",
    "DELETE FROM samverkan_handelse",
    "UPDATE samverkan_handelse SET text = 'x'",
    "UPDATE samverkan_handelse SET id = id + 1000",
    "TRUNCATE samverkan_handelse CASCADE",
    "DELETE FROM samverkan_kedjelank",
    "UPDATE samverkan_kedjelank SET hash = 'x'",
    "UPDATE uppdrag_historicalavtal SET titel = 'x'",
    "DELETE FROM uppdrag_historicalavtal",
    "DROP TABLE samverkan_kedjelank",
    "DELETE FROM django_migrations",
)


@pytest.fixture
def korroll(utgava):
    """From here on the test's connection is the role's; it goes with the test's transaction."""
    log(utgava, "provade", by=None)
    kedja.lanka()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLL}")
        for sats in rattigheter(ROLL):
            cursor.execute(sats)
        cursor.execute(f"SET ROLE {ROLL}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def nekas(sql):
    with pytest.raises(DatabaseError) as fel, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(fel.value)


@postgresql
def test_the_role_cannot_undo_a_trace(korroll):
    fel = {sql: nekas(sql) for sql in ATT_UPPHAVA}
    assert [sql for sql, text in fel.items() if not any(ord_ in text for ord_ in VAGRAT)] == []


@postgresql
def test_no_table_that_only_grows_is_the_roles_to_change(korroll):
    for tabell in APPEND_ONLY:
        assert "permission denied" in nekas(f"DELETE FROM {tabell}")  # noqa: S608 - names of our own


@postgresql
def test_the_program_does_its_acts_as_that_role(korroll, hus, client):
    """Logs in, changes a row with its history, holds a row that only grows, and links the log."""
    client.post(reverse("account_login"), {"login": hus.processledare.email, "password": "ett-langt-losenord"})
    assert client.get("/").status_code == 200
    avtal = Avtal.objects.get(pk=hus.avtal.pk)
    avtal.titel = "Nytt namn"
    avtal.save()
    assert avtal.history.first().titel == "Nytt namn"
    assert Utgava.objects.select_for_update(of=("self",)).get()
    assert Handelse.objects.filter(akt="loggade in").exists()
    kedja.lanka()
    assert list(kedja.brott(kedja.lankar())) == []


@postgresql
def test_an_owner_is_told_that_it_could(hus):
    assert "docs/sparet.md" in anmarkning()


@postgresql
def test_the_role_is_told_nothing(korroll):
    assert anmarkning() == ""


@postgresql
def test_the_command_prints_what_the_owner_runs(db, capsys):
    call_command("korroll", "någon annan")
    ut = capsys.readouterr().out
    assert 'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "public" TO "någon annan";' in ut
    assert 'REVOKE UPDATE, DELETE, TRUNCATE ON "samverkan_handelse" FROM "någon annan";' in ut


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has roles")
def test_sqlite_has_no_roles(db, capsys):
    assert anmarkning() == ""
    call_command("korroll", "roll")
    assert capsys.readouterr().out == "-- Databasen är SQLite, som inte har några roller.\n"
