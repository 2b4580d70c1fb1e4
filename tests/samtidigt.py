"""Two people who press at the same moment, each on a connection of her own. PostgreSQL only: SQLite in memory has one connection."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import close_old_connections, connection

bara_postgresql = pytest.mark.bara_postgresql


def tryck(*akter):
    """What each of the acts (functions of no arguments) gave, or was refused with; in the order they were done."""
    svar, start = [], threading.Barrier(len(akter))

    def press(akt):
        start.wait()
        try:
            svar.append(akt())
        except ValidationError as error:
            svar.append(error.messages[0])
        finally:
            close_old_connections()
            connection.close()

    tradar = [threading.Thread(target=press, args=[akt]) for akt in akter]
    for t in tradar:
        t.start()
    for t in tradar:
        t.join()
    return svar
