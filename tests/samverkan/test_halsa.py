"""What an operator's watch asks: alive without the database, ready with it."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

MED_ARBETARE = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})


def test_alive_is_said_without_asking_the_database(client):
    svar = client.get("/halsa/")  # no database is there for this test
    assert (svar.status_code, svar.content, svar["Cache-Control"]) == (200, b"ok", "no-store")


@pytest.mark.django_db
def test_ready_when_the_database_has_the_programs_shape(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        svar = client.get("/halsa/redo/")
    assert (svar.status_code, svar["Cache-Control"]) == (200, "no-store")
    assert svar.json() == {"redo": True, "databas": "svarar", "migreringar": "alla är gjorda", "arbetare": "används inte"}


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client):
    MigrationRecorder(connection).record_unapplied("samverkan", "0001_borjan")
    svar = client.get("/halsa/redo/")
    assert (svar.status_code, svar.json()["migreringar"]) == (503, "1 återstår")


@pytest.mark.django_db
def test_not_ready_when_the_database_does_not_answer(client):
    def tiger(*_):
        raise OperationalError("password=hemligt")

    with connection.execute_wrapper(tiger):
        svar = client.get("/halsa/redo/")
    assert (svar.status_code, svar.json()["databas"]) == (503, "svarar inte")
    assert b"hemligt" not in svar.content


def arbete(minuter, **fields):
    rad = DBTaskResult.objects.create(
        task_path="samverkan.tasks.skriv", args_kwargs={"args": [], "kwargs": {}}, backend_name="default", **fields
    )
    DBTaskResult.objects.filter(pk=rad.pk).update(enqueued_at=timezone.now() - timedelta(minutes=minuter, seconds=5))


@MED_ARBETARE
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minuter", "borjat", "status", "ord_"),
    [
        (None, None, 200, "inget arbete väntar"),
        (3, None, 200, "det äldsta arbetet har väntat i tre minuter"),
        (20, None, 503, "det äldsta arbetet har väntat i 20 minuter, och inget har börjat på en kvart"),
        (20, 2, 200, "det äldsta arbetet har väntat i 20 minuter"),  # the worker is at another
    ],
)
def test_work_that_nobody_begins_is_told(client, minuter, borjat, status, ord_):
    if minuter:
        arbete(minuter)
    if borjat:
        arbete(30, status="RUNNING", started_at=timezone.now() - timedelta(minutes=borjat))
    svar = client.get("/halsa/redo/")
    assert (svar.status_code, svar.json()["arbetare"]) == (status, ord_)


@pytest.mark.django_db
def test_the_foot_of_a_page_says_which_version_this_is(client):
    assert "Version 0.1.0" in client.get("/tillganglighet/").content.decode()
