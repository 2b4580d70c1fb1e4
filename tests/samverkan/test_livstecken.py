"""A worker is killed: what it was doing waits again, is done by the next, and is given up when it has killed three."""

import logging
from datetime import timedelta

import pytest
from django.core.management import get_commands
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from samverkan import livstecken
from samverkan.models import Utskrift
from samverkan.sparet import loggar
from samverkan.tasks import tryck
from samverkan.tryckning import nyckel

pytestmark = pytest.mark.django_db
SEDAN = {"levande": timedelta(minutes=1), "borta": timedelta(minutes=4)}


def prov(text):
    """What is printed here: (a text that says all, what prints it)."""
    logging.getLogger("prov").warning("skriver %s", text)
    return text, text.encode


@pytest.fixture
def ordna(settings):
    """Order the printing of a text, as a page does where there is a worker."""
    settings.TASKS = {"default": {"BACKEND": "samverkan.arbetsko.Arbetsko"}}
    return lambda text="a": DBTaskResult.objects.get(pk=tryck.enqueue(nyckel(text), f"{__name__}.prov", [text]).id)


def arbeta():
    """What the worker does with the first that waits. (Its loop would close the connection that the test's transaction is in.)"""
    val = {"queue_names": ["default"], "interval": 0, "batch": True, "backend_name": "default", "startup_delay": False, "max_tasks": 1}
    if rad := DBTaskResult.objects.ready().first():
        rad.claim("ny")
        Worker(**val, worker_id="ny", excluded_queue_names=[]).run_task(rad)


def dodad(rad, sedan, arbetare=("dod",), tecken=None):
    """As the row stands when its worker was killed in the middle of it."""
    nar = timezone.now() - SEDAN[sedan]
    DBTaskResult.objects.filter(pk=rad.pk).update(
        status="RUNNING", started_at=nar - timedelta(hours=1) if tecken else nar, worker_ids=list(arbetare),
        return_value={"lever": nar.isoformat()} if tecken else None,
    )  # fmt: skip


def status(rad):
    return DBTaskResult.objects.get(pk=rad.pk).status


@pytest.mark.parametrize("tecken", [None, "tecken"])
def test_what_a_killed_worker_left_is_done_by_the_next(ordna, caplog, tecken):
    rad = ordna()
    dodad(rad, "levande", tecken=tecken)
    assert livstecken.slag("ny") == 0
    arbeta()
    assert (status(rad), Utskrift.objects.count()) == ("RUNNING", 0)
    dodad(rad, "borta", tecken=tecken)
    assert livstecken.slag("ny") == 1
    assert "was left by its worker, time 1 of 3" in caplog.text
    arbeta()
    rad.refresh_from_db()
    assert (rad.status, rad.worker_ids, rad.return_value) == ("SUCCESSFUL", ["dod", "ny"], None)
    assert bytes(Utskrift.objects.get().innehall) == b"a"


def test_a_worker_that_works_long_is_left_alone(ordna):
    rad = ordna()
    dodad(rad, "borta", arbetare=["ny"])
    assert livstecken.slag("ny") == 0  # it is its own sign that is written first
    assert livstecken.slag("en annan") == 0
    assert "lever" in DBTaskResult.objects.get(pk=rad.pk).return_value
    DBTaskResult.objects.get(pk=rad.pk).set_successful(None)
    assert livstecken.slag("ny") == 0
    assert DBTaskResult.objects.get(pk=rad.pk).return_value is None


def test_work_that_has_killed_three_workers_is_given_up(ordna):
    rad = ordna()
    dodad(rad, "borta", arbetare=["a", "b", "c"])
    assert livstecken.slag("ny") == 1
    assert status(rad) == "FAILED"
    assert livstecken.slag("ny") == 0


def test_what_is_done_in_a_worker_is_logged_with_the_request_that_ordered_it(ordna, caplog):
    with loggar.under("3f2a9c1d77"):
        ordna()
    arbeta()
    assert {r.begaran for r in caplog.records if r.name == "prov"} == {"3f2a9c1d77"}
    assert loggar.begaran() == ""


def test_the_worker_that_gives_signs_is_the_one_that_is_started():
    assert get_commands()["db_worker"] == "samverkan"
