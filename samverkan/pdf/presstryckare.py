"""A printer of the press: prints what its foreman hands it, one document at a time, until the foreman's line is closed."""

import os
import resource
import socket
from contextlib import suppress

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.settings")
django.setup()

from samverkan.pdf import press, sattning  # noqa: E402 - the settings are read first
from samverkan.pdf.render import Bilaga  # noqa: E402
from samverkan.stadning import forbi_programmet  # noqa: E402

INTE_VAR = (OSError, EOFError, ValueError, LookupError, TypeError)  # what a customer makes who is gone, or is none of ours
VANTAN = 60  # seconds for a customer to say what she has begun to say
MINNE = 4 * 1024 * 1024 * 1024  # bytes of address space: a report of five hundred pages takes a quarter of it


def arbeta(forman):
    """The whole life of a printer."""
    forbi_programmet()
    while fd := socket.recv_fds(forman, 1, 1)[1]:
        with socket.socket(fileno=fd[0]) as kund, suppress(*INTE_VAR):
            kund.settimeout(VANTAN)
            press.skicka(kund, *_tryck(*press.ta_emot(kund)))
        forman.sendall(str(_storlek()).encode())


def _tryck(om, html, *data):
    bilagor = [Bilaga(namn, del_, beskrivning) for (namn, beskrivning), del_ in zip(om["bilagor"], data, strict=True)]
    try:
        if om["enkelt"]:
            return {"klar": True}, sattning.satt_enkelt(html.decode(), om["sheet"])
        return {"klar": True}, sattning.satt(html.decode(), bilagor, om["sheet"], press.tid(om["skapad"]))
    except Exception:  # whoever asked prints it herself, and meets what is wrong
        return {"klar": False}, b""


def _storlek():
    """kB in memory now."""
    with open("/proc/self/statm") as fil:
        return int(fil.read().split()[1]) * resource.getpagesize() // 1024


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MINNE, MINNE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    arbeta(socket.socket(fileno=0))


if __name__ == "__main__":
    main()
