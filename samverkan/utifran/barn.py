"""What others have written is read by a process of its own, within limits on time, processor and memory (docs/decisions/0017).

The child is a fresh interpreter with nothing of ours in it: no settings, no key, no database; it may write no file. What it works
out comes back through a pipe, and what it raises is raised here. Imports nothing but the standard library: each child reads it.
"""

import importlib
import logging
import os
import pickle
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from traceback import format_exc

ROT = Path(__file__).resolve().parents[2]
RUM = ("samverkan.", "ekonomi.")  # whose functions are called in a child, and whose classes may come back
ANDRAS = {("datetime", "date"), ("decimal", "Decimal"), ("collections", "defaultdict"), ("builtins", "int")}
FOR_TUNG = "Filen är för tung: den tog mer tid eller minne än en fil får. Spara den på nytt med bara det som behövs, och försök igen."
GICK_SONDER = "Något i filen går inte att läsa. Spara den på nytt, och försök igen."
MB = 1024 * 1024
FELTEXT = 8_000  # signs of what broke: the message of an error may bear a whole file
_logg = logging.getLogger(__name__)


class OlastError(ValueError):
    """The child was not ready within its limits, or broke. The message is for whoever sent the file."""

    def __init__(self, message=FOR_TUNG):
        super().__init__(message)


@dataclass(frozen=True)
class Granser:
    """Processor seconds, seconds by the clock, memory (address space, bytes), and how large the answer may be (bytes)."""

    cpu: int = 10
    tid: int = 30
    minne: int = 768 * MB
    svar: int = 32 * MB


class _Svar(pickle.Unpickler):
    """Reads nothing from a child but plain data and the rooms' own classes."""

    def find_class(self, module, name):
        """A name may be dotted, and lead through a room's module to what that has imported: it is what is found that must be ours."""
        if not (module.startswith(RUM) or (module, name) in ANDRAS):
            raise OlastError
        found = super().find_class(module, name)
        if (module, name) not in ANDRAS and not (isinstance(found, type) and found.__module__.startswith(RUM)):
            raise OlastError
        return found


def i_barn(vag, *args, granser=Granser(), framsteg=None, **kwargs):
    """What the function at the dotted path gives for what is given it, worked out in a child. OlastError when it takes too much.

    `framsteg` is called here with what the function says to its own `framsteg` meanwhile.
    """
    arbete = pickle.dumps((vag, args, kwargs, granser, framsteg is not None))
    miljo = {namn: os.environ[namn] for namn in ("PATH", "TZ", "LD_LIBRARY_PATH") if namn in os.environ}
    barn = subprocess.Popen(
        [sys.executable, "-B", "-X", "utf8", "-m", "samverkan.utifran.barn"], cwd=ROT, env=miljo, start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    klocka = Timer(granser.tid, barn.kill)
    klocka.start()
    try:
        with barn:
            return _fraga(barn, arbete, framsteg)
    except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:  # it ended before it had answered
        raise OlastError from error
    finally:
        klocka.cancel()
        barn.kill()


def _fraga(barn, arbete, framsteg):
    barn.stdin.write(arbete)
    barn.stdin.close()
    while True:
        sort, varde = _Svar(barn.stdout).load()
        if sort == "svar":
            return varde
        if sort == "vägrar":
            raise varde
        if sort == "sönder":
            _logg.error("A file could not be read:\n%s", varde)
            raise OlastError(GICK_SONDER)
        framsteg(varde)


# --- in the child ---------------------------------------------------------------------------------------------------------


def arbeta():
    """The whole life of a child: read what is to be done, do it within the limits, answer."""
    ut = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    vag, args, kwargs, granser, framsteg = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    begransa(granser)
    if framsteg:
        kwargs["framsteg"] = lambda varde: _sag(ut, "framsteg", varde, granser)
    try:
        modul, _, namn = vag.rpartition(".")
        _sag(ut, "svar", getattr(importlib.import_module(modul), namn)(*args, **kwargs), granser)
    except MemoryError:
        os._exit(1)
    except Exception as error:
        vagrar = type(error).__module__.startswith(RUM)
        _sag(ut, "vägrar" if vagrar else "sönder", error if vagrar else format_exc()[-FELTEXT:], granser)
    os._exit(0)


def begransa(granser):
    """From here on: so much processor and memory, no file written, no picture of the memory left behind."""
    for vad, varde in (
        (resource.RLIMIT_CPU, granser.cpu), (resource.RLIMIT_AS, granser.minne), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(vad, (varde, varde))


def _sag(ut, sort, varde, granser):
    data = pickle.dumps((sort, varde))
    if len(data) > granser.svar:
        os._exit(1)
    ut.write(data)
    ut.flush()


if __name__ == "__main__":
    arbeta()
