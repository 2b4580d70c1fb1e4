"""A process killed in the middle of adopting or signing: the next start finds the old state or the new, never a half."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests import mallar
from tests.langd import antal

ROOT = Path(__file__).parent.parent.parent
FORBERED = """
from tests import factories
from tests.berattelse import utgavor
utgavor.fardig(factories.hus())
"""
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
LAGE = """
import hashlib, json
from berattelse.models import Fardigstallande, Signatur, Utgava, Utgavefil
from berattelse.utgava.verifiering import verifiera
from ekonomi.models import Skuldpost
from samverkan.models import Handelse
from uppdrag.models import Verksamhetsar
print(json.dumps({
    "utgavor": Utgava.objects.count(), "filer": Utgavefil.objects.count(), "locked": Verksamhetsar.objects.get(beteckning="2022").status,
    "skuld": Skuldpost.objects.count(), "signaturer": Signatur.objects.count(),
    "hela": all(hashlib.sha256(bytes(f.innehall)).hexdigest() == f.sha256 for f in Utgavefil.objects.all()),
    "signerade": all(verifiera(bytes(s.innehall)).oforandrad for s in Signatur.objects.all()),
    "handelser": sorted(Handelse.objects.filter(akt__in=["fastställde", "signerade"]).values_list("akt", flat=True)),
}))
"""
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
    ut, _ = p.communicate(timeout=120)
    assert p.returncode == 0
    return ut


@pytest.mark.lang
@pytest.mark.skipif(connection.vendor != "sqlite", reason="makes its own SQLite file: once is enough")
def test_killed_in_the_middle_there_is_the_old_state_or_the_new(tmp_path, django_db_setup):
    grund = tmp_path / "grund.sqlite3"
    mallar.kopia("tom", grund)
    kor(FORBERED, grund)
    kor("from django.db import connection; connection.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')", grund)
    sedda = set()
    for n, efter in enumerate(antal((0.05, 2.2), TIDER)):
        databas = tmp_path / f"{n}.sqlite3"
        shutil.copy(grund, databas)
        with process(GOR, databas) as p:
            assert p.stdout.readline() == "nu\n"
            time.sleep(efter)
            p.send_signal(signal.SIGKILL)
        lage = json.loads(kor(LAGE, databas))
        fann = (lage["utgavor"], lage["filer"], lage["locked"], lage["skuld"], lage["signaturer"], *lage["handelser"])
        assert fann in HELA
        assert lage["hela"]
        assert lage["signerade"]
        sedda.add(lage["utgavor"])
    if not lage["signaturer"]:
        kor(GOR, databas)  # the next start goes on
    slut = json.loads(kor(LAGE, databas))
    assert (slut["utgavor"], slut["signaturer"], slut["skuld"]) == (1, 1, 1)
    assert 0 in sedda  # at least one was killed before it was done


BESTALL = """
from django.test import Client
from berattelse.models import Fardigstallande
from samverkan.models import User
client = Client(HTTP_HOST="localhost")
client.force_login(User.objects.get(namn="Regional utvecklingsdirektör"))
year = Fardigstallande.objects.get().verksamhetsar_id
svar = client.post(f"/berattelse/year/{year}/faststall/1/")
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


@pytest.mark.lang
@pytest.mark.skipif(connection.vendor != "sqlite", reason="makes its own SQLite file: once is enough")
def test_web_and_worker_killed_while_adopting_and_begun_anew_there_is_one_edition(tmp_path, django_db_setup):
    databas = tmp_path / "db.sqlite3"
    mallar.kopia("tom", databas)
    kor(FORBERED, databas)
    bestall(databas)
    with arbetare(databas) as p:
        vanta_pa(databas, lambda filer, utgavor: filer > 0 or utgavor)
        p.send_signal(signal.SIGKILL)
    lage = json.loads(kor(LAGE, databas))
    fann = (lage["utgavor"], lage["filer"], lage["locked"], lage["skuld"], lage["signaturer"], *lage["handelser"])
    assert fann in HELA
    for _ in range(0 if lage["utgavor"] else 2):  # pressed twice
        bestall(databas)
    with arbetare(databas) as p:
        vanta_pa(databas, lambda filer, utgavor: utgavor)
        p.send_signal(signal.SIGTERM)
    slut = json.loads(kor(LAGE, databas))
    assert (slut["utgavor"], slut["filer"], slut["locked"], slut["skuld"]) == (1, 6, "locked", 1)
    assert slut["hela"]
    assert slut["handelser"] == ["fastställde"]


@pytest.mark.lang
@pytest.mark.skipif(connection.vendor != "sqlite", reason="makes its own SQLite file: once is enough")
def test_what_a_killed_worker_was_at_is_ended_by_the_next_though_nobody_presses_again(tmp_path, django_db_setup):
    databas = tmp_path / "db.sqlite3"
    mallar.kopia("tom", databas)
    kor(FORBERED, databas)
    bestall(databas)
    with arbetare(databas) as p:
        vanta_pa(databas, lambda filer, utgavor: filer > 0 or utgavor)
        p.send_signal(signal.SIGKILL)
    assert json.loads(kor(LAGE, databas))["utgavor"] == 0
    with closing(sqlite3.connect(databas)) as fil:  # three minutes pass
        fil.execute("UPDATE django_tasks_database_dbtaskresult SET started_at = '2022-01-01 00:00:00', return_value = NULL")
        fil.commit()
    with arbetare(databas) as p:
        vanta_pa(databas, lambda filer, utgavor: utgavor)
        p.send_signal(signal.SIGTERM)
    slut = json.loads(kor(LAGE, databas))
    assert (slut["utgavor"], slut["filer"], slut["locked"], slut["handelser"]) == (1, 6, "locked", ["fastställde"])
