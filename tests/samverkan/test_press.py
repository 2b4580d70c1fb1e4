"""The press prints what anybody else would have printed, ends with whoever started it, and is missed by nobody when it is gone."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from samverkan.pdf import press, pressforman, sattning
from samverkan.pdf.render import render_pdf
from tests.samverkan.test_pdf_tradar import dokument

pytestmark = [pytest.mark.en_gang, pytest.mark.trycker]
TOMT = "<html lang='sv'><head><title>Tomt</title></head><body><h1>Tomt</h1></body></html>"


def lever(pid):
    """Is the process there, and not only its name on the list?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def barn(pid):
    """The processes that a process has begun and that have not ended."""
    ut = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(pid) for pid in ut.split() if lever(pid)]


def vanta(vad):
    slut = time.monotonic() + 60
    while not vad():
        assert time.monotonic() < slut
        time.sleep(0.05)


@pytest.fixture(scope="module")
def egen(tmp_path_factory):
    """A press of this process, which has printed. Its address."""
    from django.test import override_settings

    with override_settings(PRESS=str(tmp_path_factory.mktemp("press"))):
        press.far_starta()
        assert press.hos_pressen(TOMT, sheet="css/tryck.css").startswith(b"%PDF")
        yield press.plats()
        press.stang()


@pytest.fixture
def forman(egen):
    """The foreman's process id."""
    return press._egen["press"].pid


def test_the_press_gives_the_bytes_that_are_printed_here(egen):
    html, bilagor = dokument(1)
    skapad = datetime(2023, 2, 1, 12, tzinfo=UTC)
    pressens = press.hos_pressen(html, bilagor, "css/tryck.css", skapad)
    assert pressens == sattning.satt(html, bilagor, "css/tryck.css", skapad)
    assert pressens != sattning.satt(html, bilagor, "css/tryck.css", datetime(2024, 2, 1, tzinfo=UTC))
    assert press.hos_pressen(TOMT, sheet="css/stampel.css", enkelt=True) == sattning.satt_enkelt(TOMT, "css/stampel.css")


def test_threads_get_each_their_own_document(egen):
    with ThreadPoolExecutor(4) as tradar:
        tillsammans = list(tradar.map(lambda n: press.hos_pressen(*dokument(n % 2 + 1), "css/tryck.css"), range(6)))
    assert tillsammans == [sattning.satt(*dokument(n), "css/tryck.css", None) for n in (1, 2)] * 3


def test_no_more_printers_than_cores(egen, forman):
    assert 1 <= len(barn(forman)) <= pressforman.MEST_TRYCKARE


def test_only_its_user_reaches_it(egen):
    assert stat.S_IMODE(egen.stat().st_mode) == 0o600
    assert stat.S_IMODE(egen.parent.stat().st_mode) == 0o700


def test_a_folder_that_others_may_write_in_is_not_used(settings, tmp_path):
    settings.PRESS = str(tmp_path)
    (tmp_path / f"samverkan-press-{os.getuid()}").mkdir(mode=0o777)
    (tmp_path / f"samverkan-press-{os.getuid()}").chmod(0o777)
    assert press.hos_pressen(TOMT, sheet="css/tryck.css") is None
    with pytest.raises(PermissionError):
        press.plats()


def test_another_process_uses_it_and_imports_no_weasyprint(egen):
    code = (
        "import django, sys; django.setup(); from samverkan.pdf.render import render_pdf\n"
        f"pdf = render_pdf({TOMT!r})\nassert 'weasyprint' not in sys.modules\nsys.stdout.buffer.write(pdf)"
    )
    env = {"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEBUG": "1", "PATH": "", "SAMVERKAN_PRESS": str(egen.parent.parent)}
    ut = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env)
    assert ut.stdout == sattning.satt(TOMT, (), "css/tryck.css", None)


def test_what_cannot_be_printed_raises_here_what_it_raises(egen):
    with pytest.raises(OSError, match="finns"):
        render_pdf(TOMT, sheet="css/finns-inte.css")


@pytest.mark.parametrize("sagt", [b"", b"\x00\x00\x00\x02{}", b"\xff" * 40])
def test_nonsense_is_answered_by_a_broken_line_and_the_press_goes_on(egen, sagt):
    with socket.socket(socket.AF_UNIX) as sladd:
        sladd.settimeout(60)
        sladd.connect(str(egen))
        sladd.sendall(sagt)
        sladd.shutdown(socket.SHUT_WR)
        assert sladd.recv(1) == b""
    assert press.hos_pressen(TOMT, sheet="css/tryck.css").startswith(b"%PDF")


def test_a_printer_that_dies_is_followed_by_another(egen, forman):
    gamla = barn(forman)
    for pid in gamla:
        os.kill(pid, signal.SIGKILL)
    vanta(lambda: not barn(forman))
    assert press.hos_pressen(TOMT, sheet="css/tryck.css").startswith(b"%PDF")
    assert set(barn(forman)).isdisjoint(gamla)


def test_a_printer_that_has_grown_is_let_go(monkeypatch):
    forman = pressforman.Forman.__new__(pressforman.Forman)
    sagt, slappta = {}, []
    forman._slapp = slappta.append
    for storlek in (1000, pressforman.VUXEN + 1):
        har, dar = socket.socketpair()
        sagt[storlek] = type("T", (), {"sladd": har, "arbetar": True, "sedan": 0})()
        dar.sendall(str(storlek).encode())
        forman._hor(sagt[storlek])
        har.close(), dar.close()
    assert slappta == [sagt[pressforman.VUXEN + 1]]
    assert not sagt[1000].arbetar


def test_a_press_killed_outright_is_started_anew(egen, forman):
    tryckare = barn(forman)
    os.kill(forman, signal.SIGKILL)
    press._egen["press"].wait()
    vanta(lambda: not any(map(lever, tryckare)))
    assert press.hos_pressen(TOMT, sheet="css/tryck.css").startswith(b"%PDF")
    assert press._egen["press"].pid != forman


def test_it_ends_with_whoever_started_it(tmp_path):
    code = (
        "import django, sys, os; django.setup(); from samverkan.pdf import press\n"
        f"press.far_starta()\nassert press.hos_pressen({TOMT!r}, sheet='css/tryck.css')\n"
        "print(press._egen['press'].pid, press.plats(), flush=True)\nos.kill(os.getpid(), 9)"
    )
    env = {"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEBUG": "1", "PATH": "", "SAMVERKAN_PRESS": str(tmp_path)}
    ut = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)
    pid, plats = ut.stdout.split()
    vanta(lambda: not lever(pid) and not barn(int(pid)))
    assert not Path(plats).exists()


def test_of_two_who_begin_at_one_address_one_stays(egen):
    andra = subprocess.run(
        [sys.executable, "-m", "samverkan.pdf.pressforman", str(egen)], capture_output=True, check=True, timeout=60, cwd=press.ROT
    )
    assert andra.stdout == b""
    assert press.hos_pressen(TOMT, sheet="css/tryck.css").startswith(b"%PDF")


def test_whoever_may_not_start_one_prints_here(settings, tmp_path):
    settings.PRESS = str(tmp_path)
    far, press._egen["far"] = press._egen["far"], False
    try:
        assert press.hos_pressen(TOMT, sheet="css/tryck.css") is None
        assert render_pdf(TOMT) == sattning.satt(TOMT, (), "css/tryck.css", None)
    finally:
        press._egen["far"] = far
    assert not list(tmp_path.rglob("*.lock"))


def test_without_a_press_by_the_setting(egen, settings):
    settings.PRESS = press.INGEN
    assert press.hos_pressen(TOMT, sheet="css/tryck.css") is None


def test_the_line_carries_what_is_said_and_refuses_what_is_too_much(monkeypatch):
    har, dar = socket.socketpair()
    with har, dar:
        press.skicka(har, {"a": "å"}, b"ett", b"")
        assert press.ta_emot(dar) == ({"a": "å", "langder": [3, 0]}, b"ett", b"")
        press.skicka(har, {}, b"12")
        monkeypatch.setattr(press, "MEST", 1)
        with pytest.raises(ValueError, match="long"):
            press.ta_emot(dar)
