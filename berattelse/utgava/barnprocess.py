"""How a process that makes files for a worker begins, and when it ends. Imports no model: it is read before Django is ready."""

import os
from multiprocessing import parent_process
from threading import Thread

import django


def borja(secret_key):
    """Makes Django ready, with the parent's key. The process ends when its parent is killed: it would else wait for ever."""
    os.environ.setdefault("SAMVERKAN_SECRET_KEY", secret_key)
    django.setup()
    Thread(target=_folj_foraldern, daemon=True).start()


def _folj_foraldern():
    parent_process().join()
    os._exit(1)
