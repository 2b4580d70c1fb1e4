"""The queue of long work: each piece remembers which request ordered it, and what is logged of it says so."""

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend

from samverkan.sparet import loggar


class Arbete(Task):
    """What the worker does: its lines in the log have the id of the request that ordered it."""

    def call(self, *args, begaran="", **kwargs):
        with loggar.under(begaran or loggar.begaran()):
            return super().call(*args, **kwargs)


class Genast(ImmediateBackend):
    """Where there is no worker: done in the request."""

    task_class = Arbete


class Arbetsko(DatabaseBackend):
    """It waits in the database for a worker."""

    task_class = Arbete

    def _task_to_db_task(self, task, args, kwargs):
        return super()._task_to_db_task(task, args, kwargs | {"begaran": loggar.begaran()})
