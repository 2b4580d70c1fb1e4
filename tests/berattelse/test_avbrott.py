"""A process killed in the middle of adopting or signing: the next start finds the old state or the new, never a half."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection

from samverkan.signering.prov import prova
from tests import mallar
from tests.langd import LANGT, antal

ROOT = Path(__file__).parent.parent.parent
GOR = """
from berattelse import actions
from berattelse.models import Utgava
from samverkan.models import User
from tests.berattelse import utgavor
from uppdrag.models import Verksamhetsar
by = User.objects.get(namn="Regional utvecklingsdirektör")
nyckel = utgavor.undertecknare()
print("nu", flush=True)
year = Verksamhetsar.objects.get(beteckning="2022")
utgava = Utgava.objects.first() or actions.faststall(year, 1, by=by)
actions.signera(utgava, nyckel, by=by)
"""
SIGNERADE = """SELECT s.innehall, f.innehall FROM berattelse_signatur s
    JOIN berattelse_utgavefil f ON f.utgava_id = s.utgava_id AND f.sort = 'pdf' AND f.kommun_id IS NULL"""
TIDER = tuple(n / 10 for n in range(0, 30, 2))  # seconds
HELA = {
    (0, 0, "oppet", 0, 0),
    (1, 6, "locked", 1, 0, "fastställde"),
    (1, 6, "locked", 1, 1, "fastställde", "signerade"),
}


def process(code, databas, arbetare="0", **kwargs):
    env = os.environ | {"DATABASE_URL": f"sqlite:///{databas}", "SAMVERKAN_DEBUG": "1", "DJANGO_SETTINGS_MODULE": "samverkan.settings"}
    env["SAMVERKAN_ARBETARE"] = arbetare
    start = f"import django; django.setup()\n{code}"
    return subprocess.Popen([sys.executable, "-c", start], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, **kwargs)


def kor(code, databas):
    p = process(code, databas)
    p.communicate(timeout=120)
    assert p.returncode == 0


def las_lage(databas):
    """What the file holds once nobody is at it."""
    with closing(sqlite3.connect(databas)) as fil:
        enda = lambda sql: fil.execute(sql).fetchone()[0]  # noqa: E731
        return {
            "utgavor": enda("SELECT count(*) FROM berattelse_utgava"),
            "filer": enda("SELECT count(*) FROM berattelse_utgavefil"),
            "locked": enda("SELECT status FROM uppdrag_verksamhetsar WHERE beteckning = '2022'"),
            "skuld": enda("SELECT count(*) FROM ekonomi_skuldpost"),
            "signaturer": enda("SELECT count(*) FROM berattelse_signatur"),
            "hela": all(sha256(f).hexdigest() == s for f, s in fil.execute("SELECT innehall, sha256 FROM berattelse_utgavefil")),
            "signerade": all(prova(signerad, pdf, kand=True).oforandrad for signerad, pdf in fil.execute(SIGNERADE)),
            "handelser": [
                akt for (akt,) in fil.execute("SELECT akt FROM samverkan_handelse WHERE akt IN ('fastställde', 'signerade') ORDER BY akt")
            ],
        }


@pytest.fixture(scope="module")
def grund(tmp_path_factory, django_db_setup, django_db_blocker):
    """A year said to be done, in a file that is copied."""
    fil = tmp_path_factory.mktemp("grund") / "db.sqlite3"
    with django_db_blocker.unblock():
        mallar.kopia("fardig", fil)
    return fil


@pytest.mark.lang
@pytest.mark.skipif(connection.vendor != "sqlite", reason="makes its own SQLite file: once is enough")
def test_killed_in_the_middle_there_is_the_old_state_or_the_new(tmp_path, grund):
    sedda = set()
    for n, efter in enumerate(antal((0.6,), TIDER)):
        databas = tmp_path / f"{n}.sqlite3"
        shutil.copy(grund, databas)
        with process(GOR, databas) as p:
            assert p.stdout.readline() == "nu\n"
            time.sleep(efter)
            p.send_signal(signal.SIGKILL)
        lage = las_lage(databas)
        fann = (lage["utgavor"], lage["filer"], lage["locked"], lage["skuld"], lage["signaturer"], *lage["handelser"])
        assert fann in HELA
        assert lage["hela"]
        assert lage["signerade"]
        sedda.add(lage["utgavor"])
    if not lage["signaturer"]:
        kor(GOR, databas)  # the next start goes on
    slut = las_lage(databas)
    assert (slut["utgavor"], slut["signaturer"], slut["skuld"]) == (1, 1, 1)
    assert 0 in sedda  # at least one was killed before it was done


BESTALL = """
from django.test import Client
from berattelse.models import Fardigstallande
from samverkan.models import User
client = Client(HTTP_HOST="localhost")
client.force_login(User.objects.get(namn="Regional utvecklingsdirektör"))
f = Fardigstallande.objects.get()
svar = client.post(f"/berattelse/year/{f.verksamhetsar_id}/faststall/1/", {"sett": f.pk})
print(svar.status_code, svar.url, flush=True)
import time; time.sleep(60)
"""
UTSKRIVNA = "SELECT (SELECT count(*) FROM samverkan_utskrift), (SELECT count(*) FROM berattelse_utgava)"
ARBETARE = ("manage.py", "db_worker", "--no-reload", "--verbosity", "0")


def arbetare(databas):
    env = os.environ | {"DATABASE_URL": f"sqlite:///{databas}", "SAMVERKAN_DEBUG": "1", "SAMVERKAN_ARBETARE": "1"}
    return subprocess.Popen([sys.executable, *ARBETARE], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def bestall(databas):
    """The web, killed as soon as it has answered the director."""
    with process(BESTALL, databas, arbetare="1") as p:
        svar = p.stdout.readline()
        p.send_signal(signal.SIGKILL)
    assert svar.startswith("302 ")
    assert svar.strip().endswith("/pagar/")


def vanta_pa(databas, villkor, sekunder=120):
    """(files printed, editions) once they are what is waited for."""
    slut = time.monotonic() + sekunder
    while time.monotonic() < slut:
        with closing(sqlite3.connect(databas)) as fil:
            lage = fil.execute(UTSKRIVNA).fetchone()
        if villkor(*lage):
            return lage
        time.sleep(0.05)
    raise AssertionError(lage)


@pytest.fixture(scope="module")
def dodad(tmp_path_factory, grund):
    """The web killed once it had answered the director, the worker once it had printed a file."""
    databas = tmp_path_factory.mktemp("dodad") / "db.sqlite3"
    shutil.copy(grund, databas)
    bestall(databas)
    with arbetare(databas) as p:
        vanta_pa(databas, lambda filer, utgavor: filer > 0 or utgavor)
        p.send_signal(signal.SIGKILL)
    with closing(sqlite3.connect(databas)) as fil:
        fil.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return databas


@pytest.mark.lang
@pytest.mark.skipif(not LANGT or connection.vendor != "sqlite", reason="in make test-long, on a SQLite file of its own: once is enough")
def test_web_and_worker_killed_while_adopting_and_begun_anew_there_is_one_edition(tmp_path, dodad):
    databas = shutil.copy(dodad, tmp_path / "db.sqlite3")
    lage = las_lage(databas)
    fann = (lage["utgavor"], lage["filer"], lage["locked"], lage["skuld"], lage["signaturer"], *lage["handelser"])
    assert fann in HELA
    for _ in range(0 if lage["utgavor"] else 2):  # pressed twice
        bestall(databas)
    with arbetare(databas) as p:
        vanta_pa(databas, lambda filer, utgavor: utgavor)
        p.send_signal(signal.SIGTERM)
    slut = las_lage(databas)
    assert (slut["utgavor"], slut["filer"], slut["locked"], slut["skuld"]) == (1, 6, "locked", 1)
    assert slut["hela"]
    assert slut["handelser"] == ["fastställde"]


@pytest.mark.lang
@pytest.mark.skipif(not LANGT or connection.vendor != "sqlite", reason="in make test-long, on a SQLite file of its own: once is enough")
def test_what_a_killed_worker_was_at_is_ended_by_the_next_though_nobody_presses_again(tmp_path, dodad):
    databas = shutil.copy(dodad, tmp_path / "db.sqlite3")
    assert las_lage(databas)["utgavor"] == 0
    with closing(sqlite3.connect(databas)) as fil:  # three minutes pass
        fil.execute("UPDATE django_tasks_database_dbtaskresult SET started_at = '2022-01-01 00:00:00', return_value = NULL")
        fil.commit()
    with arbetare(databas) as p:
        vanta_pa(databas, lambda filer, utgavor: utgavor)
        p.send_signal(signal.SIGTERM)
    slut = las_lage(databas)
    assert (slut["utgavor"], slut["filer"], slut["locked"], slut["handelser"]) == (1, 6, "locked", ["fastställde"])
