"""What every test stands on: the plainest agreement with its people, and the browser."""

import os
import shutil

import pytest
from django.db import connection
from playwright.sync_api import expect

from samverkan import databas
from tests import factories

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs an event loop beside the ORM
expect.set_options(timeout=30_000)  # a page that signs or prints takes its time on a busy machine
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
APPEND_ONLY = (
    "samverkan_handelse",
    "ekonomi_skuldpost",
    "ekonomi_skuldandel",
    "enkat_inlamning",
    "enkat_inlamnat",
    "berattelse_godtagande",
    "berattelse_fardigstallande",
    "berattelse_utgava",
    "berattelse_utgavefil",
    "berattelse_signatur",
    "berattelse_publicering",
    "berattelse_sandning",
    "berattelse_hamtning",
)
TRIGGERS = {
    "postgresql": "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal",
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
}
_lifted, _migrated = [], set()


@pytest.fixture
def migrated_triggers(db):
    """{(table, trigger)} as the migrations left the database."""
    return _migrated


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Notes the triggers that the migrations made, before any test lifts them.

    PostgreSQL drops no database that is in use: what a browser left open behind its last page is shut before that.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        _migrated.update(cursor.fetchall())
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def append_only(request):
    """Tests that commit empty their tables afterwards; only then are the append-only triggers lifted, and restored before the next."""
    names = request.fixturenames
    uses_db = "db" in names or "transactional_db" in names or request.node.get_closest_marker("django_db")
    if not uses_db:
        yield
        return
    marker = request.node.get_closest_marker("django_db")
    commits = bool({"transactional_db", "live_server"} & set(names)) or bool(marker and marker.kwargs.get("transaction"))
    request.getfixturevalue("transactional_db" if commits else "db")
    if _lifted:
        _each_table(databas.append_only_sql)
        if commits:  # what another test restores is rolled back with it
            _lifted.clear()
    yield
    if commits:
        _each_table(databas.lift_append_only_sql)
        _lifted.append(True)


def _each_table(build):
    with connection.cursor() as cursor:
        for table in APPEND_ONLY:
            for statement in build(connection.vendor, table):
                cursor.execute(statement)


@pytest.fixture
def hus(db):
    """A small agreement: one region, two kommuner, one uppdrag, one arena, an open year, and one person per role."""
    return factories.hus()


@pytest.fixture
def as_user(client):
    """as_user(user) gives a client logged in as that person."""

    def login(user):
        client.force_login(user)
        return client

    return login


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "sv-SE", "timezone_id": "Europe/Stockholm", "reduced_motion": "reduce"}


@pytest.fixture
def axe():
    """axe(page) gives the accessibility faults of the page by WCAG 2.1 A and AA."""
    from axe_playwright_python.sync_playwright import Axe

    def run(page):
        response = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).response
        return [(v["id"], v["impact"], [n["target"] for n in v["nodes"]]) for v in response["violations"]]

    return run


# Files of few and long tests: begun first, so that no worker is left alone with them at the end.
LANGA = {"test_varje_sida.py", "test_rattigheter.py", "test_utgava.py", "test_signaturprov.py", "test_avbrott.py", "test_ordfil.py"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.name not in LANGA)
    for item in items:
        # A page that does not come in half a minute, on a busy machine, is asked for once more; the run tells of it.
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError"]))
    if not shutil.which(CHROMIUM):
        skip = pytest.mark.skip(reason="chromium saknas")
        for item in items:
            if "page" in getattr(item, "fixturenames", ()) or item.get_closest_marker("browser"):
                item.add_marker(skip)
