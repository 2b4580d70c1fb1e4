"""The press's foreman: takes what comes, and hands it to printers that are warm. Begins and ends them, and imports nothing but the standard
library; the printers (presstryckare.py) are processes of their own, at most one for each core.

A printer that dies, takes too long or has grown is let go, and another begins when there is work; those that nobody has needed for a while
are let go too. All end when the foreman's own standard input is closed: whoever started it is gone.
"""

import fcntl
import os
import selectors
import socket
import struct
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress

MEST_TRYCKARE = min(os.cpu_count() or 1, 4)
VILA = 600  # seconds that a printer waits for work before it is let go
VUXEN = 400 * 1024  # kB in memory: a printer that is larger after its work is let go; a report of twenty pages takes some 150 000
TID = 600  # seconds that one document may take


class Tryckare:
    """A printer, seen from its foreman: the process, the line to it, and since when it works or rests."""

    def __init__(self):
        self.sladd, andra = socket.socketpair()
        with andra:
            self.process = subprocess.Popen([sys.executable, "-m", "samverkan.pdf.presstryckare"], stdin=andra, stdout=subprocess.DEVNULL)
        self.sedan, self.arbetar = time.monotonic(), False

    def borja(self, kund):
        """Give it the customer's own line. OSError when it is dead; the customer then finds her line broken, and prints herself."""
        self.sedan, self.arbetar = time.monotonic(), True
        with kund:
            socket.send_fds(self.sladd, [b"!"], [kund.fileno()])

    def ar_for_gammal(self):
        return time.monotonic() - self.sedan > (TID if self.arbetar else VILA)

    def sluta(self):
        self.sladd.close()
        self.process.kill()
        self.process.wait()


class Forman:
    def __init__(self, lyssnare):
        self.tryckare, self.kunder, self.lever = [], deque(), True
        self.val = selectors.DefaultSelector()
        self.val.register(lyssnare, selectors.EVENT_READ, self._ta_kund)
        self.val.register(0, selectors.EVENT_READ, self._folj_den_som_startade)

    def arbeta(self):
        try:
            while self.lever:
                for nyckel, _ in self.val.select(10):
                    nyckel.data(nyckel.fileobj)
                for tryckare in [t for t in self.tryckare if t.ar_for_gammal()]:
                    self._slapp(tryckare)
                self._dela_ut()
        finally:
            for tryckare in self.tryckare:
                tryckare.sluta()

    def _folj_den_som_startade(self, _):
        self.lever = bool(os.read(0, 1))

    def _ta_kund(self, lyssnare):
        kund, _ = lyssnare.accept()
        _, uid, _ = struct.unpack("3i", kund.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
        if uid == os.getuid():
            self.kunder.append(kund)
        else:
            kund.close()

    def _dela_ut(self):
        while self.kunder and (tryckare := self._ledig()):
            with suppress(OSError):
                tryckare.borja(self.kunder.popleft())

    def _ledig(self):
        """The one that rested last: it is warm, and the others may go."""
        lediga = [t for t in self.tryckare if not t.arbetar]
        if not lediga and len(self.tryckare) < MEST_TRYCKARE:
            lediga = [Tryckare()]
            self.tryckare += lediga
            self.val.register(lediga[0].sladd, selectors.EVENT_READ, lambda _, t=lediga[0]: self._hor(t))
        return max(lediga, key=lambda t: t.sedan, default=None)

    def _hor(self, tryckare):
        """It is done, or dead: it says how large it is (kB), or nothing."""
        svar = b""
        with suppress(OSError):
            svar = tryckare.sladd.recv(64)
        tryckare.sedan, tryckare.arbetar = time.monotonic(), False
        if not svar or int(svar) > VUXEN:
            self._slapp(tryckare)

    def _slapp(self, tryckare):
        self.val.unregister(tryckare.sladd)
        self.tryckare.remove(tryckare)
        tryckare.sluta()


def main(adress):
    """Of several who begin at one address, one holds the lock and stays; it says a line when it listens."""
    os.umask(0o177)
    with open(f"{adress}.lock", "w") as lock, socket.socket(socket.AF_UNIX) as lyssnare:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        with suppress(FileNotFoundError):
            os.unlink(adress)
        lyssnare.bind(adress)
        lyssnare.listen()
        sys.stdout.write("\n")
        sys.stdout.close()
        try:
            Forman(lyssnare).arbeta()
        finally:
            os.unlink(adress)


if __name__ == "__main__":
    main(*sys.argv[1:])
