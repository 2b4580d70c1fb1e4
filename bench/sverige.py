"""What each page costs when there is little and when there is all of Sweden: questions, CPU, bytes, beside one county's.

    .venv/bin/python bench/sverige.py                 # all addresses; SIZES below
    .venv/bin/python bench/sverige.py start uppdrag:  # those whose name begins so

A PostgreSQL database of its own (SVERIGE_URL, name ending in _bench), made of the example year and dropped at the end; BEHALL=1 leaves
it. One county is copied to more years and more counties by INSERT … SELECT, every key moved by the same step: what hangs together hangs
together still. The triggers are off meanwhile (session_replication_role), the constraints are not. CPU is this thread's and the
database's for this connection, the least of VARV askings: seconds of the clock say nothing on a shared machine.
"""

# ruff: noqa: S608 - tables, columns and numbers are the program's own words
import logging
import os
import re
import sys
import time
from pathlib import Path

import django
import pytest  # noqa: F401 - the settings ask whether it is there

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
URL = os.environ.get("SVERIGE_URL", "postgres://postgres@127.0.0.1:5432/sverige_bench")
os.environ |= {"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEMO": "1", "DATABASE_URL": URL}
VARV = int(os.environ.get("VARV", "3"))
SIZES = ((1, 2), (1, 20), (10, 20), (21, 20))  # (counties, years of each); the ratio is the last to the second
LAN, PAR = 40_000_000, 1_000_000  # the steps of the keys: from county to county, from one pair of years to the next
HANDELSER = 1000  # acts in the log, of each county and year
HOGST = 1.2  # a page that costs so many times as much grows
KLART = (  # what of an earlier year is over
    "UPDATE uppdrag_verksamhetsar SET status = 'locked' WHERE id >= {PAR}",
    "UPDATE uppdrag_tillfalle SET status = 'hallet' WHERE id >= {PAR} AND status = 'planerat'",
    "UPDATE enkat_omgang SET status = 'stangd' WHERE id >= {PAR}",
    "UPDATE berattelse_avsnitt SET status = 'godkand' WHERE id >= {PAR}",
)

FOLJDER = """SELECT setval(pg_get_serial_sequence(quote_ident(table_name), 'id'), 900000000) FROM information_schema.columns
    WHERE table_schema = 'public' AND is_identity = 'YES' AND column_name = 'id'"""


# --- more of what there is ------------------------------------------------------------------------------------------------


def _registret(cursor, steg, hogst, nummer):
    """The entries of what can be searched, of the copied rows."""
    if nummer:
        cursor.execute(
            "INSERT INTO samverkan_sokrad (rowid, text) SELECT rowid + %s, text FROM samverkan_sokrad "
            "WHERE rowid < %s AND rowid & 63 = ANY(%s)",
            [steg * 64, hogst * 64, nummer],
        )


def fler_year(cursor, antal):
    from berattelse.sokning.kallor import KALLOR
    from tests.kopior import DATERADE, Kopia, under

    arets = under(DATERADE)
    cursor.execute("UPDATE uppdrag_avtal SET fran = '2000-01-01' WHERE fran IS NOT NULL")
    cursor.execute("UPDATE uppdrag_part SET fran = NULL")
    for par in range(1, antal // 2):
        Kopia(arets, par * PAR, year=2 * par).kor(PAR)
        _registret(cursor, par * PAR, PAR, [k.nummer for k in KALLOR if k.modell in arets])
    for sql in KLART:
        cursor.execute(sql.format(PAR=PAR))
    cursor.execute(
        f"""INSERT INTO samverkan_handelse (id, tid, vem, akt, objekt, text, avtal_id, detaljer, user_id)
        SELECT {PAR * 20} + n, now() - n * interval '8 hours', 'Någon', 'ändrade', 'berattelse.avsnitt:' || n % 400, 'Avsnitt',
            a.id, '{{}}', NULL
        FROM generate_series(1, {HANDELSER * antal}) n, (SELECT min(id) AS id FROM uppdrag_avtal WHERE huvudavtal_id IS NULL) a"""
    )


def fler_lan(cursor, fran, till):
    from berattelse.sokning.kallor import KALLOR
    from samverkan.models import Organisation
    from tests.kopior import Kopia, modeller

    andra = set(Organisation.objects.filter(sort=Organisation.Sort.ANNAN).values_list("pk", flat=True))  # they are the whole country's
    for lan in range(fran, till):
        Kopia(modeller(), lan * LAN, fore=str(30 + lan), fasta=andra).kor(LAN)
        _registret(cursor, lan * LAN, LAN, [k.nummer for k in KALLOR])


def bygg(lan, years, nu):
    """From the size `nu` to this one. Returns how many rows there are."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        if years > nu[1]:
            fler_year(cursor, years)
        if lan > nu[0]:
            fler_lan(cursor, nu[0], lan)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(FOLJDER)
        cursor.execute("SELECT sum(n_live_tup) FROM pg_stat_user_tables")
        return int(cursor.fetchone()[0])


# --- what a page costs ----------------------------------------------------------------------------------------------------


def _databasens_cpu(pid):
    """CPU seconds of the database's process for this connection; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


class Matare:
    """Asks as the processledare of the first county."""

    def __init__(self, demo):
        from django.db import connection
        from django.test import Client

        from samverkan.models import User

        self.demo, self.client = demo, Client(raise_request_exception=False)
        self.client.force_login(User.objects.get(email="processledare@exempel.test"))
        self.pid = connection.connection.get_backend_pid()

    def sida(self, namn, path):
        """(questions, CPU seconds, bytes) of an address; None where it does not answer GET with what was asked for."""
        cpu = []
        for _ in range(VARV):
            start, rot = time.thread_time(), _databasens_cpu(self.pid)
            matt = self._fraga(namn, path)
            cpu.append(time.thread_time() - start + _databasens_cpu(self.pid) - rot)
            if matt is None or cpu[-1] > 1:
                break
        return matt and (matt[0], min(cpu), matt[1])

    def _fraga(self, namn, path):
        from django.db import connection, transaction
        from django.urls import reverse

        from tests import rattigheter

        with transaction.atomic():
            url = reverse(namn, kwargs=rattigheter._kwargs(self.demo, path)) + rattigheter._query(self.demo, namn.split(":")[-1])
            fragor = rattigheter.Fragor()
            with connection.execute_wrapper(fragor):
                svar = self.client.get(url)
            langd = None if svar.streaming else len(svar.content)
            transaction.set_rollback(True)
        if svar.status_code >= 500:
            print(f"FEL {svar.status_code} {namn} {url}", flush=True)
        return (fragor.antal, langd) if svar.status_code == 200 and langd is not None else None


def matt(demo, borjar):
    from tests import rattigheter

    matare = Matare(demo)
    valda = [(namn, path) for namn, path in rattigheter.addresses() if not borjar or namn.startswith(tuple(borjar))]
    return {namn: svar for namn, path in valda if (svar := matare.sida(namn, path))}


# --- what is told ---------------------------------------------------------------------------------------------------------


def _visa(matningar):
    """A line for each page that asks or costs more in a larger size, the worst first; then how many do not."""
    ett, sista, minst = matningar[SIZES[1]], matningar[SIZES[-1]], matningar[SIZES[0]]
    print(f"{'address':36s} {'questions':>22s} {'CPU ms':>32s} {'bytes':>34s}  ratio CPU, bytes")
    plana = 0
    for namn in sorted(sista, key=lambda n: -(sista[n][1] / ett[n][1] if n in ett else 0)):
        rader = [matningar[storlek].get(namn) for storlek in SIZES]
        if None in rader:
            continue
        cpu, langd = sista[namn][1] / ett[namn][1], sista[namn][2] / max(1, ett[namn][2])
        vaxer = sista[namn][0] > ett[namn][0] or ett[namn][0] > minst[namn][0] or langd > HOGST
        if cpu <= HOGST and not vaxer and not os.environ.get("ALLA"):
            plana += 1
            continue
        kolumner = [" ".join(f"{rad[i] * (1000 if i == 1 else 1):{bredd}.0f}" for rad in rader) for i, bredd in ((0, 5), (1, 7), (2, 8))]
        print(
            f"{namn:36s} {kolumner[0]} {kolumner[1]} {kolumner[2]}  {cpu:5.2f} {langd:5.2f}{' *' if cpu > HOGST or langd > HOGST else ''}"
        )
    print(f"{plana} of {len(sista)} addresses cost the same in every size")


def main():
    from webb import prepare

    start = time.time()
    logging.disable(logging.WARNING)  # of every address it is also asked that which refuses her
    prepare(URL)
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    from tests import rattigheter

    demo, nu, matningar = rattigheter.Demo(), SIZES[0], {}
    for storlek in SIZES:
        rader = bygg(*storlek, nu)
        nu = storlek
        byggd = time.time()
        matningar[storlek] = matt(demo, sys.argv[1:])
        print(
            f"{storlek[0]:2d} × {storlek[1]:2d} years: {rader:7d} rows, {byggd - start:4.0f} s; measured {time.time() - byggd:4.0f} s",
            flush=True,
        )
    _visa(matningar)
    connection.close()
    if not os.environ.get("BEHALL"):
        slut()


def slut():
    from contextlib import closing

    import psycopg2

    bas, namn = re.match(r"(.*)/(\w+_bench)$", URL).groups()
    with closing(psycopg2.connect(f"{bas}/postgres")) as conn:
        conn.autocommit = True  # which psycopg2's own `with` would not be
        conn.cursor().execute(f'DROP DATABASE IF EXISTS "{namn}" WITH (FORCE)')


if __name__ == "__main__":
    django.setup()
    main()
