"""Is the program ready to be used: does the database answer, is its shape the program's, does anybody do the long work? In plain words."""

from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samverkan.svenska import numerus

VANTAT = timedelta(minutes=15)  # so long may work wait while none is begun, before the worker is held to be away


def redo():
    """(ready?, {what: how it stands})."""
    try:
        vantar = _migrationer() - set(MigrationRecorder(connection).applied_migrations())
        arbetar, hur = (False, "inte prövad") if vantar else arbetaren()
    except DatabaseError:
        return False, {"databas": "svarar inte", "migreringar": "inte prövade", "arbetare": "inte prövad"}
    migreringar = f"{len(vantar)} återstår" if vantar else "alla är gjorda"
    return arbetar and not vantar, {"databas": "svarar", "migreringar": migreringar, "arbetare": hur}


@cache
def _migrationer():
    """Those that this program was started with."""
    return frozenset(MigrationLoader(None).disk_migrations)


def arbetaren():
    """(is the long work done?, in words). A worker that has nothing to do gives no sign of itself."""
    if settings.TASKS["default"]["BACKEND"].endswith(".Genast"):
        return True, "används inte"
    nu = timezone.now()
    aldst = DBTaskResult.objects.ready().aggregate(tid=Min("enqueued_at"))["tid"]
    if aldst is None:
        return True, "inget arbete väntar"
    borjat = DBTaskResult.objects.aggregate(tid=Max("started_at"))["tid"]
    tid = f"det äldsta arbetet har väntat i {numerus((nu - aldst) // timedelta(minutes=1), 'en minut', 'minuter')}"
    borta = nu - max(aldst, borjat or aldst) > VANTAT
    return not borta, f"{tid}, och inget har börjat på en kvart" if borta else tid
