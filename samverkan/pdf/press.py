"""The way to the press: a process that has imported WeasyPrint and read fonts, style and hyphenation already, and prints for others.

Web and workers start one when they first print (`far_starta`); it ends with whoever started it. Every process of the same user and the
same version of the program finds it at one address, also the command line. Where there is none, or it fails, whoever asks prints itself:
nothing depends on it but time.

It is spoken to through a unix socket in a folder that is its user's alone, in JSON and bytes: nothing that comes is run.
"""

import json
import os
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from threading import Lock

from django.conf import settings

from samverkan.pdf.utforande import utforande

ROT = Path(__file__).resolve().parents[2]
INGEN = "ingen"
# The press has no key, no database and no settings of ours: it needs none.
MILJO = ("PATH", "TZ", "LD_LIBRARY_PATH", "HOME", "XDG_CACHE_HOME", "TMPDIR", "PYTHONDONTWRITEBYTECODE")
TID = 600  # seconds by the clock that one document may take
MEST = 512 * 1024 * 1024  # bytes of one document, or of its answer
_HUVUD = struct.Struct("!I")
_laset = Lock()
_egen = {"far": False, "press": None}


def far_starta():
    """This process lives long: it may have a press of its own."""
    _egen["far"] = True


def hos_pressen(html, bilagor=(), sheet="", skapad=None, *, enkelt=False):
    """The PDF's bytes, or None when no press has printed it. TimeoutError when it took more than it may."""
    start = time.monotonic()
    try:
        with _forbindelse() as sladd:
            skicka(sladd, _jobb(html, bilagor, sheet, skapad, enkelt), html.encode(), *(b.data for b in bilagor))
            svar, data = ta_emot(sladd)
            return data if svar["klar"] else None
    except TimeoutError:
        raise
    except (OSError, EOFError, ValueError) as error:
        if time.monotonic() - start > TID:
            raise TimeoutError(f"A document took more than {TID} seconds to print") from error
        return None


def _jobb(html, bilagor, sheet, skapad, enkelt):
    return {
        "sheet": sheet, "skapad": skapad and skapad.isoformat(), "enkelt": enkelt,
        "bilagor": [[b.namn, b.beskrivning] for b in bilagor],
    }  # fmt: skip


def _forbindelse():
    """A line to the press, which is started where this process may. OSError when there is none."""
    if settings.PRESS == INGEN:
        raise ConnectionRefusedError
    adress = plats()
    try:
        return _ring(adress)
    except OSError:
        if not _egen["far"]:
            raise
    with _laset:
        _starta(adress)
    return _ring(adress)


def _ring(adress):
    sladd = socket.socket(socket.AF_UNIX)
    try:
        sladd.settimeout(TID * 2)  # others may stand before it
        sladd.connect(str(adress))
    except OSError:
        sladd.close()
        raise
    return sladd


def _starta(adress):
    """Start a press and wait until it listens. Of several who start one at once, one press is left."""
    if (egen := _egen["press"]) and egen.poll() is None:
        return
    _avsluta(egen)
    _egen["press"] = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "samverkan.pdf.pressforman", str(adress)], cwd=ROT, start_new_session=True,
        env={namn: os.environ[namn] for namn in MILJO if namn in os.environ} | {"SAMVERKAN_DEBUG": "1"},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    _egen["press"].stdout.readline()


def stang():
    """End the press of this process, if it has one."""
    with _laset:
        _avsluta(_egen["press"])
        _egen.update(far=False, press=None)


def _avsluta(press):
    if press:
        with press:
            press.stdin.close()


def plats():
    """The socket's address: the same for all of this user's processes of this version. OSError when the folder is not hers alone."""
    mapp = Path(settings.PRESS or tempfile.gettempdir()) / f"samverkan-press-{os.getuid()}"
    mapp.mkdir(mode=0o700, exist_ok=True)
    om = mapp.lstat()
    if not stat.S_ISDIR(om.st_mode) or om.st_uid != os.getuid() or om.st_mode & 0o077:
        raise PermissionError(f"{mapp} is not this user's alone")
    return mapp / utforande(settings.BASE_DIR)[:16]


# --- what is said on the line: one JSON object, and then so many pieces of bytes as it says --------------------------------


def skicka(sladd, om, *delar):
    huvud = json.dumps(om | {"langder": [len(d) for d in delar]}).encode()
    for del_ in (_HUVUD.pack(len(huvud)), huvud, *delar):
        sladd.sendall(del_)


def ta_emot(sladd):
    """(what is said, *the pieces). EOFError when the line is broken, ValueError when it is too much."""
    (langd,) = _HUVUD.unpack(_las(sladd, _HUVUD.size))
    om = json.loads(_las(sladd, langd))
    if sum(om["langder"]) > MEST:
        raise ValueError("Too long")
    return om, *(_las(sladd, n) for n in om["langder"])


def _las(sladd, antal):
    data = bytearray()
    while len(data) < antal:
        if not (bit := sladd.recv(min(antal - len(data), 1 << 20))):
            raise EOFError
        data += bit
    return bytes(data)


def tid(text):
    return datetime.fromisoformat(text) if text else None
