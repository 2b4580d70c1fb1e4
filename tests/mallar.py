"""The states a test can begin from, each made once for all workers and then copied: `tom`, and those of MALLAR.

A test that commits is not cleaned up after: what it left is thrown away, and the next test has a new copy. A state is kept until what
it is made of changes; bin/test makes the migrated one anew each time.
"""

import fcntl
import hashlib
import os
import pickle
import shutil
import sqlite3
import sys
from collections import deque
from contextlib import closing
from datetime import date
from functools import cache
from io import BytesIO
from itertools import count, islice
from pathlib import Path

import django
import pytest  # the settings ask whether it is there, too
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from lxml import etree

from berattelse.skrift import word, wordbild
from samverkan.pdf import render

ROOT = Path(__file__).parent.parent
RENDER, SOM_DOCX, SOM_PNG = render._render, word.som_docx, wordbild.som_png
KORT = (  # what is printed where nobody reads it; it can be signed
    '<!doctype html><html lang="sv"><head><title>Prov</title><meta name="dcterms.created" content="2023-01-26"></head>'
    '<body><article><h1>Prov</h1><div class="underskrift"><div id="signatur"></div></div></article></body></html>'
)
PLATS = ROOT / ".pytest_cache" / "mallar"
_nu = {"mall": None, "smutsig": False}


def _migrera():
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _demo():
    call_command("demo", utan_utgava=True, verbosity=0)


def _rattigheter():
    from tests import rattigheter

    return rattigheter.Demo()


def _hus():
    from tests import factories

    return factories.hus()


def _fardig():
    """The small agreement with its year said to be done."""
    from tests.berattelse import utgavor

    hus = _hus()
    with transaction.atomic():
        utgavor.fardig(hus)
        connection.run_on_commit.clear()
    return hus


def _hel_utgava():
    """The small agreement with its year adopted. What an act does after its commit (letters, the worker's tasks) is not done here."""
    from tests.berattelse import utgavor

    hus = _hus()
    with transaction.atomic():
        utgavor.faststalld(hus)
        connection.run_on_commit.clear()
    return hus


def _utgava():
    """The same with files of one page: quick to sign, to check and to pack."""
    with pytest.MonkeyPatch.context() as patch:
        tryck_kort(patch)
        return _hel_utgava()


MALLAR = {"demo": _demo, "rattigheter": _rattigheter, "hus": _hus, "fardig": _fardig, "utgava": _utgava, "hel_utgava": _hel_utgava}


# --- what a state is made of: the same makings, the same state ----------------------------------------------------------


def _migrationer():
    from samverkan import databas
    from samverkan.sokregister import sql
    from samverkan.svenska import vikning

    ord_ = [Path(modul.__file__) for modul in (databas, sql, vikning)]
    return [ROOT / "requirements-dev.txt", *ord_, *ROOT.glob("*/migrations/*.py")]


def _program():
    """All that the demo can come from; its rows carry the day they were made."""
    rooms = [p.parent for p in ROOT.glob("*/migrations")]
    return [p for room in rooms for p in room.rglob("*.py")] + [p for p in ROOT.glob("tests/**/*.py") if "test_" not in p.name]


def _sidor():
    """All that a page or a printed file can come from."""
    return [p for mapp in ("templates", "static") for p in (ROOT / mapp).rglob("*") if p.is_file()]


@cache
def nyckel(mall):
    files = _migrationer() + (_program() if mall != "tom" else []) + (_sidor() if mall == "sidor" else [])
    told = hashlib.sha256(f"{ROOT} {sys.version} {settings.INSTALLED_APPS} {'' if mall == 'tom' else date.today()}".encode())  # noqa: DTZ011
    for path in sorted(set(files)):
        told.update(path.read_bytes())
    return told.hexdigest()[:12]


# --- the two databases ------------------------------------------------------------------------------------------------


class Sqlite:
    """The test's database is in memory; a state is a file that is copied into it page by page."""

    def __init__(self):
        _byt_databas(connection.creation._get_test_db_name())
        connection.ensure_connection()

    def finns(self, mall):
        return _fil(mall).exists()

    def borja(self):
        """The memory is there already."""

    def migrera(self):
        _migrera()

    def spara(self, fil):
        with closing(sqlite3.connect(fil)) as ny:
            connection.connection.backup(ny)

    def stall_in(self, fil):
        with closing(sqlite3.connect(fil)) as kalla:
            kalla.backup(connection.connection)

    def sluta(self):
        """What is in memory goes with the process."""

    rensa = sluta


class Postgres:
    """A worker's database is cloned from the migrated one; a state is its rows.

    A clone takes seconds, for a thousand files are written to the disk, and so does TRUNCATE; DELETE of what there is does not.
    """

    def __init__(self):
        self.grund, self.namn = connection.settings_dict["NAME"], connection.creation._get_test_db_name()
        self.mall = f"{self.grund}_mall_{nyckel('tom')}"

    def finns(self, mall):
        return _fil(mall).exists() and self._sql("SELECT 1 FROM pg_database WHERE datname = %s", self.mall)

    def borja(self):
        self._klona(self.mall, self.namn)

    def migrera(self):
        self._klona("template1", f"{self.namn}_ny")
        _migrera()

    def spara(self, fil):
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            rader = {tabell: _kopia(cursor, tabell) for (tabell,) in cursor.fetchall()}
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
            rader[REGISTRET] = rader.pop(REGISTRET)  # last
            fil.write_bytes(pickle.dumps(({t: data for t, data in rader.items() if data}, cursor.fetchall())))
        if connection.settings_dict["NAME"] != self.namn:  # the migrated one: the others are cloned from it
            connection.close()
            self._sql(f'ALTER DATABASE "{self.namn}_ny" RENAME TO "{self.mall}"')

    def stall_in(self, fil):
        rader, foljder = pickle.loads(fil.read_bytes())  # noqa: S301 - written here
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TOM_ALLT % ", ".join(f"'{tabell}'" for tabell in rader))
            for tabell, data in rader.items():
                if tabell == REGISTRET:  # the triggers of tables that were empty have written in it
                    cursor.execute(f"DELETE FROM {tabell}")  # noqa: S608
                cursor.copy_expert(f'COPY "{tabell}" FROM STDIN', BytesIO(data))
            cursor.executemany("SELECT setval(%s::regclass, coalesce(%s, 1), %s)", [(namn, n, n is not None) for namn, n in foljder])
        with connection.cursor() as cursor:
            cursor.execute(AVTRYCKARE_TILLBAKA)

    def sluta(self):
        connection.close()
        self._sql(f'DROP DATABASE IF EXISTS "{self.namn}" WITH (FORCE)')

    def rensa(self):
        for (namn,) in self._sql("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", f"{self.grund}_mall_"):
            self._sql(f'DROP DATABASE "{namn}" WITH (FORCE)')

    def _klona(self, mall, namn):
        """A browser may have left a request open behind its last page: FORCE ends it."""
        self._sql(f'DROP DATABASE IF EXISTS "{namn}" WITH (FORCE)')
        self._sql(f'CREATE DATABASE "{namn}" TEMPLATE "{mall}"')
        _byt_databas(namn)

    def _sql(self, text, *args):
        with connection._nodb_cursor() as cursor:
            cursor.execute(text, args or None)
            return cursor.fetchall() if cursor.description else []


REGISTRET = "samverkan_sokrad"
# A table with events that wait cannot be altered: triggers come back in a transaction of their own. Those of what is then filled are away too.
TOM_ALLT = """DO $$ DECLARE t regclass; namn name; finns boolean; BEGIN
    FOR t, namn IN SELECT c.oid, c.relname FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %%s)', t) INTO finns;
        IF (finns OR namn IN (%s)) AND EXISTS (SELECT FROM pg_trigger WHERE tgrelid = t AND NOT tgisinternal) THEN
            EXECUTE format('ALTER TABLE %%s DISABLE TRIGGER USER', t);
        END IF;
        IF finns THEN EXECUTE format('DELETE FROM %%s', t); END IF;
    END LOOP;
END $$"""
AVTRYCKARE_TILLBAKA = """DO $$ DECLARE t regclass; BEGIN
    FOR t IN SELECT DISTINCT tgrelid FROM pg_trigger WHERE tgenabled = 'D' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', t);
    END LOOP;
END $$"""


def _kopia(cursor, tabell):
    ut = BytesIO()
    cursor.copy_expert(f'COPY "{tabell}" TO STDOUT', ut)
    return ut.getvalue()


def _byt_databas(namn):
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES[connection.alias]["NAME"] = namn


# --- what the tests use -------------------------------------------------------------------------------------------------


def borja():
    """The worker's own database, in the migrated state. The first hundred numbers of the factories are the states' own."""
    from tests import factories

    _nu["databas"] = _databas()
    _se_till("tom")
    _nu["databas"].borja()
    stall_in("tom")
    deque(islice(factories._number, 100), maxlen=0)


def smutsa(*_):
    """Something was committed: the next test has a new copy."""
    _nu["smutsig"] = True


def stall_in(mall):
    """The database is as the state has it. No transaction may be open. A test that closed the connection to memory left nothing there."""
    if connection.vendor == "sqlite" and connection.connection is None:
        connection.ensure_connection()
        smutsa()
    if _nu["mall"] == mall and not _nu["smutsig"]:
        return
    _se_till(mall)
    _nu["databas"].stall_in(_fil(mall))
    _nu.update(mall=mall, smutsig=False)


def innehall(mall):
    """What the maker of the state gave back, new for each who asks."""
    return pickle.loads(_givet(mall).read_bytes())  # noqa: S301 - written here


def en_gang(namn, gor):
    """What `gor` gives, made once for all workers and kept until the program changes: one makes it, while those who ask for it wait."""
    PLATS.mkdir(parents=True, exist_ok=True)
    fil = PLATS / f"{namn}-{nyckel('sidor')}.kvar"
    with (PLATS / f"{fil.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not fil.exists():
            fil.write_bytes(pickle.dumps(gor()))
    return pickle.loads(fil.read_bytes())  # noqa: S301 - written here


def tryckt(html, bilagor, *args):
    """As render._render, but what says the same is printed once in a run: for all workers, all roles and both databases."""
    vad = repr((html, bilagor, args))
    return en_gang(f"tryck-{hashlib.sha256(vad.encode()).hexdigest()}", lambda: RENDER(html, bilagor, *args))


def som_word(html):
    """The same of a whole document as Word."""
    return en_gang(f"word-{hashlib.sha256(html.encode()).hexdigest()}", lambda: SOM_DOCX(html))


def som_png(bild):
    """The same of a picture in it."""
    return en_gang(f"bild-{hashlib.sha256(etree.tostring(bild)).hexdigest()}", lambda: SOM_PNG(bild))


def tryck_en_gang(patch):
    patch.setattr(render, "_render", tryckt)
    patch.setattr(wordbild, "som_png", som_png)
    _skriv_word(patch, som_word)


def _skriv_word(patch, som_docx):
    from berattelse import dokument, tasks
    from berattelse.utgava import filer, utskrift

    for skriver in (dokument, filer, tasks, utskrift):
        patch.setattr(skriver, "som_docx", som_docx)


def tryck_kort(patch, *, med_bilagor=True):
    """What is printed, or written as Word, is the same short page, whatever it says; what is attached to it stands, where it is asked for."""
    patch.setattr(render, "_render", lambda html, bilagor, *args: tryckt(KORT, bilagor if med_bilagor else (), "css/tryck.css", None))
    _skriv_word(patch, lambda html: som_word(KORT))


def kopia(mall, fil):
    """The state as a SQLite file of one's own."""
    smutsa()  # a state that is not kept is made in the worker's database
    _se_till(mall)
    shutil.copy(_fil(mall), fil)


def sluta():
    _nu["databas"].sluta()


def _databas():
    return {"sqlite": Sqlite, "postgresql": Postgres}[connection.vendor]()


def _fil(mall):
    return PLATS / f"{mall}-{nyckel(mall)}.{connection.vendor}"


def _givet(mall):
    return PLATS / f"{_fil(mall).name}.givet"


def _se_till(mall):
    """Makes the state where it is not kept: one worker does, while the others wait."""
    PLATS.mkdir(parents=True, exist_ok=True)
    with (PLATS / f"lock.{connection.vendor}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _nu["databas"].finns(mall):
            _gor(mall)


def _gor(mall):
    databas, ny = _nu["databas"], PLATS / f"ny.{connection.vendor}"  # both databases' tests may run at once
    if mall == "tom":
        databas.migrera()
    else:
        databas.stall_in(_fil("tom"))
        with pytest.MonkeyPatch.context() as patch:
            tryck_en_gang(patch)  # also where the test that asks for it first prints otherwise
            _givet(mall).write_bytes(pickle.dumps(_gjord(mall)))
    databas.spara(ny)
    ny.replace(_fil(mall))


def _gjord(mall):
    """What the maker gives back. It counts from one: what has been counted since is the tests' own."""
    from tests import factories

    nu, factories._number = factories._number, count(1)
    try:
        return MALLAR[mall]()
    finally:
        factories._number = nu


def kommando(vad):
    """From bin/test: `rensa` takes away what is kept, `ny` also makes the migrated state again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.settings")
    django.setup()
    _databas().rensa()
    for fil in [*PLATS.glob(f"*.{connection.vendor}*"), *PLATS.glob("tryck-*"), *PLATS.glob("word-*")]:
        fil.unlink(missing_ok=True)
    if vad == "ny":
        borja()
        sluta()
