"""What every test stands on: the plainest agreement with its people, and the browser."""

import gc
import os
import shutil
from threading import RLock

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import TransactionTestCase
from django.urls import get_resolver
from hypothesis import settings
from playwright.sync_api import expect

from berattelse.models import Utgava
from samverkan.pdf import render
from tests import langd, mallar

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs an event loop beside the ORM
settings.load_profile(langd.PROFIL)
expect.set_options(timeout=30_000)  # a page that signs or prints takes its time on a busy machine
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
APPEND_ONLY = (
    "samverkan_handelse",
    "samverkan_kedjelank",
    "ekonomi_skuldpost",
    "ekonomi_skuldandel",
    "ekonomi_skuldursprung",
    "ekonomi_bokforingsorder",
    "ekonomi_skuldavstamning",
    "ekonomi_budgetuppfoljning",
    "ekonomi_prognosrad",
    "ekonomi_faktureringsunderlag",
    "enkat_inlamning",
    "enkat_inlamnat",
    "enkat_sentsvar",
    "enkat_sentbeslut",
    "berattelse_godtagande",
    "berattelse_fardigstallande",
    "berattelse_utgava",
    "berattelse_utgavefil",
    "berattelse_signatur",
    "berattelse_publicering",
    "berattelse_sandning",
    "berattelse_hamtning",
    "berattelse_arkivid",
)
LAGEN = {
    "demoaret": "demo",
    "rattighetsdemo": "rattigheter",
    "hel_utgava": "hel_utgava",
    "fardigt_year": "fardig",
    "utgava": "utgava",
    "hus": "hus",
}  # the state that a fixture asks for
TRIGGERS = {
    "postgresql": "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal",
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
}


@pytest.fixture(autouse=True, scope="session")
def printed_once():
    """What says the same is printed once in a run."""
    with pytest.MonkeyPatch.context() as patch:
        mallar.tryck_en_gang(patch)
        yield


@pytest.fixture
def kort_tryck(monkeypatch):
    """For what needs an edition and reads nothing of how it is printed: a short page with the edition's data."""
    mallar.tryck_kort(monkeypatch)


@pytest.fixture(autouse=True, scope="session")
def one_request_at_a_time():
    """SQLite in memory is one connection, which the live server's threads share: two that ask it at once may wait for each other for ever."""
    if connection.vendor != "sqlite":
        yield
        return
    turn, answer = RLock(), WSGIHandler.__call__

    def in_turn(self, environ, start_response):
        with turn:
            return answer(self, environ, start_response)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "__call__", in_turn)
        yield


@pytest.fixture(autouse=True)
def printed_anew(request):
    """A test of the printing itself is marked `trycker`."""
    if request.node.get_closest_marker("trycker"):
        request.getfixturevalue("monkeypatch").setattr(render, "_render", mallar.RENDER)


@pytest.fixture
def migrated_triggers(db):
    """{(table, trigger)} as the migrations left the database."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        return set(cursor.fetchall())


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The migrations run once for all workers, and each has copies. A test that commits leaves its rows to be thrown away."""
    TransactionTestCase._fixture_teardown = mallar.smutsa  # Django would empty every table, which the append-only ones refuse
    with django_db_blocker.unblock():
        mallar.borja()
    yield
    with django_db_blocker.unblock():
        mallar.sluta()


def _lage(fixturenames):
    return next((mall for namn, mall in LAGEN.items() if namn in fixturenames), "tom")


@pytest.fixture
def utgangslage(request, django_db_setup, django_db_blocker):
    """Before a test's transaction begins, the database is as the test asks: empty, or with the demo in it."""
    with django_db_blocker.unblock():
        mallar.stall_in(_lage(request.fixturenames))


@pytest.fixture
def _django_db_helper(utgangslage, _django_db_helper):
    """pytest-django's own, once the database is in its place."""


@pytest.fixture
def demoaret(db):
    """The demo without its adopted edition."""


@pytest.fixture
def rattighetsdemo(db):
    """The demo and one row of every kind that stands under the samordnare's own uppdrag."""
    return mallar.innehall("rattigheter")


@pytest.fixture
def hus(request, db):
    """A small agreement: one region, two kommuner, one uppdrag, one arena, an open year, and one person per role."""
    return mallar.innehall(_lage(request.fixturenames))


@pytest.fixture
def utgava(hus):
    """The edition of the small agreement's year, adopted before the test began; what is printed of it is a page (mallar.KORT)."""
    return Utgava.objects.get()


@pytest.fixture
def fardigt_year(hus):
    """The small agreement's year, said to be done before the test began."""
    return hus.year


@pytest.fixture
def hel_utgava(hus):
    """The same, printed as it is."""
    return Utgava.objects.get()


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

    # What is in order is not told of, and the style sheets are not fetched once more: half the time, and the same faults.
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"], "preload": False}

    def run(page):
        response = Axe().run(page, options=options).response
        return [(v["id"], v["impact"], [n["target"] for n in v["nodes"]]) for v in response["violations"]]

    return run


# Tests of their own length are shared out one by one; the others by file, which has its state of the database and what it printed.
ENSTAKA = {"test_varje_sida.py", "test_rattigheter.py", "test_skuldmaskin.py"}
# The year's journey in a browser, on both databases: what the other pages ask of them, the tests of each room ask.
JOURNEYS = {"test_resan.py"}
# Files of long tests: begun first, so that no worker is left alone with them at the end.
LANGA = {
    *ENSTAKA,
    "test_avbrott.py",
    "test_tillfallen.py",
    "test_enkat.py",
    "test_signaturprov.py",
    "test_utgava.py",
    "test_skede.py",
    "test_ordfil.py",
    "test_pdf.py",
}

# What these ask is what pages, documents, files read and logs say, which the database does not change: on PostgreSQL they are run in
# test-long, but for two at once (`bara_postgresql`). Every page is opened there by the walk of rights, every act is done by the tests
# of the acts.
SIDORNAS = {
    "test_allt.py", "test_angrepp.py", "test_arets.py", "test_arkiv.py", "test_arssteg.py", "test_att_gora.py", "test_avsnitt.py",
    "test_avsnitt_word.py", "test_avsnittskoll.py", "test_avsnittspdf.py", "test_blankett.py", "test_borjan.py", "test_brev.py",
    "test_budget.py", "test_budgetaret.py", "test_data.py", "test_delvis.py", "test_diarie.py", "test_dokument.py",
    "test_efter_inlamning.py", "test_faktorer.py", "test_fakturering.py", "test_fardigstall.py", "test_foljder.py", "test_forra.py",
    "test_genomlysning.py", "test_granska.py", "test_halvt_ar.py", "test_hinder.py", "test_inlasning_erbjuds.py",
    "test_jamforelse.py", "test_kalenderadresser.py", "test_kallade.py", "test_kallelse.py", "test_klartext.py", "test_klistra_in.py",
    "test_kommando.py", "test_kommunaret.py", "test_kommundata.py", "test_kommunen.py", "test_lamnat.py", "test_lankar.py",
    "test_lankarna.py", "test_las_utfall.py", "test_loggar.py", "test_lydelse.py", "test_meningar.py", "test_mote.py",
    "test_nabart.py", "test_nasta.py", "test_nollstall.py", "test_okant.py", "test_oppnad_igen.py", "test_overlamning.py",
    "test_paminnelser.py", "test_papper.py", "test_personuppgifter.py", "test_proxyer.py", "test_publika.py", "test_rapport.py",
    "test_resultat.py", "test_schema.py", "test_sidor.py", "test_skede.py", "test_skrivbord.py", "test_start.py", "test_stora_fel.py",
    "test_svara.py", "test_tjanster.py", "test_tryckning.py", "test_udda.py", "test_uppfoljningsrapport.py", "test_upphort.py",
    "test_utan_uppdrag.py", "test_utfallsblad.py", "test_utgava.py", "test_utlamnat.py", "test_utseende.py", "test_vardering.py",
    "test_visat.py",
}  # fmt: skip

# Of a test with many cases PostgreSQL is asked the first here, and each in test-long: but for these, whose cases the database itself answers.
ALLA_FALL = {
    "test_kedja.py", "test_kontrollera.py", "test_organisationer.py", "test_rattigheter.py", "test_samtidigt.py", "test_sidbudget.py",
    "test_sista_processledaren.py", "test_sokning.py",
}  # fmt: skip


def _ett_av_flera_fall(item):
    fall = getattr(item, "callspec", None)
    alla = item.path.name in ALLA_FALL or "transactional_db" in item.fixturenames  # two at once
    return bool(fall) and not alla and any(fall.indices.values())


def pytest_itemcollected(item):
    """Before pytest-xdist reads which tests go together."""
    item.add_marker(pytest.mark.xdist_group(item.nodeid if item.path.name in ENSTAKA else str(item.path)))
    databasen = {"db", "transactional_db", "live_server", "django_db_setup"} & set(item.fixturenames) or item.get_closest_marker(
        "django_db"
    )
    if item.path.name in SIDORNAS or not databasen or _ett_av_flera_fall(item):
        item.add_marker(pytest.mark.en_gang)
    if item.get_closest_marker("browser"):
        if item.path.name not in JOURNEYS:
            item.add_marker(pytest.mark.en_gang)
        # A page that does not come in half a minute, on a busy machine, is asked for once more; the run tells of it.
        item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError"]))
        item.add_marker(pytest.mark.no_cover)  # its pages' lines are walked by the tests of each page


def pytest_runtest_setup(item):
    if connection.vendor != "postgresql" and item.get_closest_marker("bara_postgresql"):
        pytest.skip("SQLite in memory has one connection")


def pytest_collection_finish():
    """What is there when the tests begin stays until they end: the collector need not walk it each time. A tenth of the CPU time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    list(get_resolver().url_patterns)  # imports what the addresses lead to, while every line is counted: some tests run uncounted
    # Within a file those that begin from the same state follow one another.
    items.sort(key=lambda item: (item.path.name not in LANGA, str(item.path), _lage(item.fixturenames)))
    if not shutil.which(CHROMIUM):
        skip = pytest.mark.skip(reason="chromium saknas")
        for item in items:
            if "page" in getattr(item, "fixturenames", ()) or item.get_closest_marker("browser"):
                item.add_marker(skip)
