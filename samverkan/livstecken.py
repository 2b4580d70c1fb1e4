"""That a worker lives: it says so in the row of the work it does, while it does it. Work whose worker has gone quiet waits for another.

A worker that is killed (out of memory, a machine that lost its power) says nothing more, and its row would be RUNNING for ever. The sign
stands where the answer will come, so it goes when the work is done. Work that has killed three workers has failed. A worker that was only
held up may end what another has begun: each kind of work is safe to do twice.
"""

import logging
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)
TAKT = 15  # seconds between two signs
TYST = timedelta(minutes=3)  # so long without a sign, and the worker is held to be gone
FORSOK = 3
OVERGIVET = "samverkan.livstecken.Overgivet"


@contextmanager
def tecken(arbetare):
    """The worker with this id gives signs of life, and takes up what others have left, while the block lasts."""
    slut = Event()
    trad = Thread(target=_ga, args=(arbetare, slut), name="livstecken", daemon=True)
    trad.start()
    try:
        yield
    finally:
        slut.set()
        trad.join(timeout=TAKT)


def _ga(arbetare, slut):
    while True:
        try:
            close_old_connections()
            slag(arbetare)
        except DatabaseError:
            logger.warning("A sign of life could not be written: the database did not answer")
        if slut.wait(TAKT):
            connection.close()
            return


def slag(arbetare):
    """One sign, and one look at the others. Returns how many pieces of work that were taken up again."""
    nu = timezone.now()
    for rad in DBTaskResult.objects.running():
        if rad.worker_ids[-1:] == [arbetare]:
            DBTaskResult.objects.running().filter(pk=rad.pk, worker_ids=rad.worker_ids).update(return_value={"lever": nu.isoformat()})
    return ta_upp(nu)


def ta_upp(nu):
    """What a worker left waits again; what has been left too often has failed. Of two who see it, one does it."""
    return sum(_ta_upp(rad, nu) for rad in DBTaskResult.objects.running() if senast(rad) < nu - TYST)


def senast(rad):
    """When the worker that has it last gave a sign."""
    sagt = rad.return_value
    return datetime.fromisoformat(sagt["lever"]) if isinstance(sagt, dict) and "lever" in sagt else rad.started_at or rad.enqueued_at


def _ta_upp(rad, nu):
    gang = len(rad.worker_ids)
    falt = {"status": TaskResultStatus.READY, "return_value": None}
    if gang >= FORSOK:
        falt |= {"status": TaskResultStatus.FAILED, "finished_at": nu, "exception_class_path": OVERGIVET, "traceback": ""}
    samma = DBTaskResult.objects.running().filter(pk=rad.pk, worker_ids=rad.worker_ids, started_at=rad.started_at)
    antal = samma.update(**falt)
    if antal:
        logger.warning("Task id=%s path=%s was left by its worker, time %d of %d", rad.pk, rad.task_path, gang, FORSOK)
    return antal
