"""Damage of many kinds, made on purpose: `kontrollera` names each of them, and nothing in a whole installation."""

import hashlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from berattelse.kontroll import KONTROLLER
from berattelse.models import Signatur, Utgava, Utgavefil
from ekonomi.models import Skuldpost, Utfallsfil
from enkat.models import Omgang
from samverkan.databas import lift_append_only_sql
from samverkan.door import log
from samverkan.kontroll import Kontroll, installningar, maskinen, prova
from samverkan.models import Brev, Handelse, Kedjelank, Korning, Sokrad
from samverkan.signering import testcertifikat
from samverkan.signering.val import Signeringsval
from samverkan.sparet import kedja
from samverkan.sparet.korroll import rattigheter
from tests.berattelse import utgavor
from tests.enkat import factories as enkatens
from uppdrag.models import Verksamhetsar

ROLL = "samverkan_prov_kontroll"
I_DRIFT = {
    "DEBUG": False, "DEMO": False, "SECRET_KEY": "h4mp7e!kq2zr9s" * 4, "ALLOWED_HOSTS": ["samverkan.regionen.se"],
    "ADRESS": "https://samverkan.regionen.se", "PROXIES_SAGT": True, "EMAIL_HOST": "smtp.regionen.se", "EMAIL_HOST_USER": "",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "DEFAULT_FROM_EMAIL": "Samverkan <samverkan@regionen.se>",
    "TVAFAKTOR": frozenset({"ingen"}),
}  # fmt: skip
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has none")
sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL says it otherwise")


@pytest.fixture(autouse=True)
def i_drift(settings):
    for namn, varde in I_DRIFT.items():
        setattr(settings, namn, varde)


def sager(namn):
    """What the one check says."""
    return " ".join(prova(next(k for k in KONTROLLER if k.namn == namn)))


@contextmanager
def skadad(skada, *args):
    """The damage, for as long as the block lasts."""
    with transaction.atomic():
        skada(*args)
        yield
        transaction.set_rollback(True)


def sql(*satser):
    with connection.cursor() as cursor:
        for sats in satser:
            cursor.execute(sats)


def skriv_over(rader, **falt):
    """Past the refusal of a table that only grows."""
    sql(*lift_append_only_sql(connection.vendor, rader.model._meta.db_table))
    assert rader.update(**falt)


# --- the settings and what they point at ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("namn", "falt", "vantat"),
    [
        ("provläge", {"DEBUG": True}, "SAMVERKAN_DEBUG är på"),
        ("provläge", {"DEMO": True}, "SAMVERKAN_DEMO är på"),
        ("hemlig nyckel", {"SECRET_KEY": "kort"}, "för kort"),
        ("hemlig nyckel", {"SECRET_KEY": "a" * 60}, "för kort eller ett exempel"),
        ("värdnamn", {"ALLOWED_HOSTS": ["*"]}, "vilket värdnamn som helst"),
        ("värdnamn", {"ALLOWED_HOSTS": ["localhost"]}, "bara på den egna maskinen"),
        ("värdnamn", {"ALLOWED_HOSTS": ["samverkan.region.example"]}, "samverkan.region.example är ett exempel"),
        ("programmets adress", {"ADRESS": "http://samverkan.regionen.se"}, "inte till https"),
        ("programmets adress", {"ADRESS": "https://samverkan.exempel.se"}, "leder ingenstans"),
        ("proxyer", {"PROXIES_SAGT": False}, "SAMVERKAN_PROXIES är inte satt"),
        ("mejl", {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}, "inte till någon mejlserver"),
        ("mejl", {"DEFAULT_FROM_EMAIL": "samverkan@exempel.test"}, "avsändaren är ett exempel"),
        ("mejl", {"EMAIL_HOST": "smtp.example.com"}, "mejlservern är ett exempel"),
        ("mejl", {"EMAIL_HOST_USER": "samverkan"}, "lösenordet går oskyddat"),
        ("krav på andra faktor", {"TVAFAKTOR": frozenset()}, "SAMVERKAN_TVAFAKTOR är inte satt"),
        ("krav på andra faktor", {"TVAFAKTOR": frozenset({"chefen"})}, "chefen är ingen roll"),
        ("stilmallar och skript", {"STORAGES": {"staticfiles": {"BACKEND": "x.ManifestX"}}, "STATIC_ROOT": "/finns-inte"}, "collectstatic"),
    ],
)
def test_a_setting_that_is_wrong_is_named(settings, namn, falt, vantat):
    assert sager(namn) == ""
    for falt_, varde in falt.items():
        setattr(settings, falt_, varde)
    assert vantat in sager(namn)


def test_what_is_wrong_with_the_settings_is_said_at_start(settings, caplog):
    installningar.vid_start()
    assert caplog.messages == []
    settings.DEFAULT_FROM_EMAIL = "samverkan@exempel.test"
    installningar.vid_start()
    assert "avsändaren är ett exempel" in caplog.text
    assert "samverkan.W002" in {fel.id for fel in checks.run_checks(tags=["security"], include_deployment_checks=True)}


def utgangen_lista(mapp):
    ca = testcertifikat.skapa_ca(datetime.now(UTC) - timedelta(days=60))
    (mapp / "gammal.crl").write_bytes(testcertifikat.skapa_sparrlista(ca, datetime.now(UTC) - timedelta(days=40)))
    return Signeringsval(sparrlistor=str(mapp))


def snart_slut(mapp):
    fran = datetime.now(UTC) - timedelta(hours=1)
    ca = testcertifikat.skapa_ca(fran)
    (mapp / "stampel.p12").write_bytes(testcertifikat.skapa_underskrift(ca, fran, "Regionen", "Regionen", 7).p12("hemligt", ca))
    return Signeringsval(estampel=mapp / "stampel.p12", estampel_losen="hemligt")


def ingen_rot(mapp):
    (mapp / "rotter.pem").write_text("inget certifikat")
    return Signeringsval(rotter=mapp / "rotter.pem")


@pytest.mark.parametrize(
    ("val", "vantat"),
    [
        (snart_slut, "E-stämpelns certifikat går ut den"),
        (lambda mapp: Signeringsval(estampel=mapp / "saknas.p12"), "E-stämpelns fil kan inte läsas"),
        (ingen_rot, "SAMVERKAN_SIGNERINGSROTTER"),
        (utgangen_lista, "skulle ha förnyats"),
    ],
)
def test_what_one_signs_with_is_told_of_before_it_ends(settings, tmp_path, val, vantat):
    assert sager("certifikat") == ""
    settings.SIGNERING = val(tmp_path)
    assert vantat in sager("certifikat")


def test_the_disk_and_the_packages_are_told_of(tmp_path):
    assert sager("disken") == sager("paket") == ""
    assert "MB ledigt" in next(maskinen.disken(minst=10**18))
    (tmp_path / "las").write_text("django==1.0 \\\n    --hash=sha256:0\nfinns-inte==2 \\\n")
    ny, saknas = maskinen.paketen(tmp_path / "las")
    assert "men programmet är prövat med 1.0" in ny
    assert "Paketet finns-inte är inte installerat" in saknas


def test_what_is_outside_is_asked_only_by_its_own_word(settings, db):
    settings.ADRESS, settings.SIGNERING = "https://127.0.0.1:1", Signeringsval(tsa="http://127.0.0.1:1/")
    assert [prova(k)[0].split(" svarar")[0] for k in maskinen.UTIFRAN] == [
        "Tidsstämpeltjänsten http://127.0.0.1:1/",
        "https://127.0.0.1:1",
    ]
    settings.EMAIL_PORT, settings.EMAIL_HOST = 1, "127.0.0.1"
    assert prova(maskinen.provbrev("drift@regionen.se")) == ["Provbrevet till drift@regionen.se gick inte: mejlservern svarar inte."]
    assert not {k.namn for k in KONTROLLER} & {k.namn for k in maskinen.UTIFRAN}


# --- the database -----------------------------------------------------------------------------------------------------


def dubbel_period(hus):
    for verb in ("INSERT", "UPDATE") if connection.vendor == "sqlite" else ():
        sql(f"DROP TRIGGER year_perioder_overlappar_inte_{verb}")
    if connection.vendor == "postgresql":
        sql("ALTER TABLE uppdrag_verksamhetsar DROP CONSTRAINT year_perioder_overlappar_inte")
    Verksamhetsar.objects.create(avtal=hus.avtal, beteckning="2022 igen", fran=hus.year.fran, till=hus.year.till)


def oppen_runda(hus):
    enkatens.omgang(hus)
    Omgang.objects.update(
        status="oppen", oppnar=timezone.localdate() - timedelta(days=30), sista_dag=timezone.localdate() - timedelta(days=9)
    )


def arbete(**falt):
    rad = DBTaskResult.objects.create(task_path="x", args_kwargs={"args": [], "kwargs": {}}, backend_name="default", **falt)
    DBTaskResult.objects.filter(pk=rad.pk).update(enqueued_at=timezone.now() - timedelta(hours=4))


def utfallsfil(hus):
    Utfallsfil.objects.create(
        verksamhetsar=hus.year, namn="u.se", sort="sie", sha256=hashlib.sha256(b"a").hexdigest(), storlek=1, innehall=b"b"
    )


def korning(**falt):
    Korning.objects.create(slutade=timezone.now(), fel=falt.pop("fel", ""))
    Korning.objects.update(**falt)


FORE = timedelta(days=9)


def utan_lank(hus):
    log(hus.avtal, "prövade", by=None)
    skriv_over(Handelse.objects.filter(lank=None), tid=timezone.now() - FORE)


SKADOR = {
    "migration not done": ("migreringar", lambda _: MigrationRecorder(connection).record_unapplied("enkat", "0001_borjan"), "Kör migrate"),
    "database newer": ("migreringar", lambda _: MigrationRecorder(connection).record_applied("enkat", "0999_ny"), "nyare än programmet"),
    "table gone": ("tabeller", lambda _: sql("DROP TABLE samverkan_forsok"), "Tabellen samverkan_forsok saknas"),
    "column gone": ("tabeller", lambda _: sql("ALTER TABLE samverkan_korning DROP COLUMN fel"), "Kolumnen fel i samverkan_korning saknas"),
    "cache gone": ("tabeller", lambda _: sql("DROP TABLE django_cache"), "Kör createcachetable"),
    "unique gone": ("databasens villkor", lambda _: sql("DROP INDEX utgava_en_forsta_per_skede"), "utgava_en_forsta_per_skede"),
    "orphan": (
        "kopplingar mellan tabeller",
        lambda _: sql("UPDATE samverkan_rolltilldelning SET organisation_id = 999999"),
        "Rader i samverkan_rolltilldelning.organisation_id som pekar på något som inte finns",
    ),
    "refusal gone": (
        "utlösare",
        lambda _: sql(*lift_append_only_sql(connection.vendor, "ekonomi_skuldpost")),
        "på ekonomi_skuldpost saknas",
    ),
    "search trigger gone": (
        "utlösare",
        lambda _: sql(
            f"DROP TRIGGER {'uppdrag_arena_sok ON uppdrag_arena' if connection.vendor == 'postgresql' else 'uppdrag_arena_sok_om'}"
        ),
        "på uppdrag_arena saknas",
    ),
    "event changed": ("loggens kedja", lambda _: skriv_over(Handelse.objects.all(), text="aldrig"), "Länk 1 stämmer inte"),
    "link gone": (
        "loggens kedja",
        lambda _: sql(*lift_append_only_sql(connection.vendor, "samverkan_kedjelank")) or Kedjelank.objects.filter(nummer=1).delete(),
        "Länk 1 saknas",
    ),
    "event without link": (
        "loggens kedja",
        utan_lank,
        "har ännu ingen länk",
    ),
    "time to come": ("klockan", lambda _: skriv_over(Handelse.objects.all(), tid=timezone.now() + FORE), "som inte har varit"),
    "never run": ("daglig körning", lambda _: Korning.objects.all().delete(), "Ingen körning av kor_dagligen"),
    "timer stopped": ("daglig körning", lambda _: korning(borjade=timezone.now() - FORE), "timern går inte"),
    "run broken off": ("daglig körning", lambda _: korning(borjade=timezone.now() - FORE / 24, slutade=None), "avbröts, eller hänger"),
    "run failed": ("daglig körning", lambda _: korning(fel="Gallringen gick inte."), "Gallringen gick inte."),
    "letter refused": ("breven", lambda _: Brev.objects.create(till="a@exempel.test", fel="nekat"), "Ett brev från den senaste veckan"),
    "content changed": ("utgåvor", lambda _: skriv_over(Utgava.objects.all(), innehall="{}"), "innehållet är ändrat"),
    "file changed": ("utgåvor", lambda _: skriv_over(Utgavefil.objects.filter(sort="docx"), innehall=b"PK"), "är ändrad sedan den gjordes"),
    "PDF gone": (
        "utgåvor",
        lambda _: sql(*lift_append_only_sql(connection.vendor, "berattelse_utgavefil")) or Utgavefil.objects.filter(sort="pdf").delete(),
        "PDF-filen saknas",
    ),
    "file from the accounts changed": ("utfallsfiler", utfallsfil, "är inte den som lästes in"),
    "ledger does not foot": ("skuldboken", lambda _: skriv_over(Skuldpost.objects.filter(sort="resultat"), belopp=1), "är bokfört med"),
    "search entry gone": ("sökregistret", lambda _: Sokrad.objects.all().delete(), "Kör bygg_sokregister"),
    "search entry of no row": ("sökregistret", lambda _: Sokrad.objects.create(rowid=999_999 * 64 + 10, text="x"), "Kör bygg_sokregister"),
    "periods overlap": ("verksamhetsår", dubbel_period, "överlappar varandra"),
    "round still open": ("frågerundor", oppen_runda, "skulle ha stängts"),
    "work hangs": ("arbetaren", lambda _: arbete(status="RUNNING", started_at=timezone.now() - FORE), "har inte slutat"),
    "work failed": ("arbetaren", lambda _: arbete(status="FAILED", finished_at=timezone.now()), "misslyckades det senaste dygnet"),
}


@pytest.fixture
def hel(utgava, hus):
    """A year that is adopted, with its figures, and a clock that went this morning."""
    log(hus.avtal, "provade", by=hus.processledare)
    kedja.lanka_alla()
    Korning.objects.create(slutade=timezone.now())
    return hus


@pytest.mark.parametrize("skada", SKADOR)
def test_a_damage_is_named(hel, skada):
    namn, gor, vantat = SKADOR[skada]
    with skadad(gor, hel):
        assert vantat in sager(namn)


def test_a_worker_that_is_away_is_named(hel, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with skadad(arbete):
        assert "Starta db_worker" in sager("arbetaren")


def test_an_address_that_a_later_letter_has_reached_is_not_told_of(db):
    Brev.objects.create(till="a@exempel.test", fel="nekat")
    Brev.objects.create(till="b@exempel.test", fel="")
    assert sager("breven") != ""
    Brev.objects.create(till="a@exempel.test", fel="")
    assert sager("breven") == ""


@sqlite
def test_a_trigger_that_refuses_nothing_is_named(hel):
    tom = "CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} BEGIN SELECT 1; END".format("ekonomi_skuldpost")
    with skadad(sql, "DROP TRIGGER ekonomi_skuldpost_no_update", tom):
        assert "är inte den som programmet skrev" in sager("utlösare")


TOM = "CREATE OR REPLACE FUNCTION samverkan_vagra() RETURNS trigger AS 'BEGIN RETURN NEW; END' LANGUAGE plpgsql"
SKADOR_PG = {
    "trigger off": ("utlösare", "ALTER TABLE ekonomi_skuldpost DISABLE TRIGGER ekonomi_skuldpost_append_only", "är avstängd"),
    "all triggers off": ("utlösare", "ALTER TABLE samverkan_handelse DISABLE TRIGGER USER", "samverkan_handelse_no_truncate"),
    "function changed": ("funktioner", TOM, "Funktionen samverkan_vagra är inte den"),
    "extension gone": ("tillägg", "DROP EXTENSION btree_gist CASCADE", "Tillägget btree_gist saknas"),
    "exclusion gone": (
        "databasens villkor",
        "ALTER TABLE uppdrag_verksamhetsar DROP CONSTRAINT year_perioder_overlappar_inte",
        "Villkoret year_perioder_overlappar_inte saknas",
    ),
    "check gone": ("databasens villkor", "ALTER TABLE samverkan_organisation DROP CONSTRAINT kommun_har_kod", "kommun_har_kod"),
    "null let in": ("tabeller", "ALTER TABLE samverkan_handelse ALTER akt DROP NOT NULL", "Kolumnen akt i samverkan_handelse får vara tom"),
    "sequence behind": (
        "löpnummer",
        "ALTER SEQUENCE samverkan_user_id_seq RESTART WITH 1",
        "samverkan_user är redan taget",
    ),
    "other collation": ("svensk sortering", "UPDATE pg_collation SET collversion = '1' WHERE collname = 'sv_se'", "byggd med version 1"),
    "the owner": ("databasrollen", "SELECT 1", "äger tabellerna"),
    "no right": ("databasrollen", f"CREATE ROLE {ROLL}; GRANT USAGE ON SCHEMA public TO {ROLL}; SET ROLE {ROLL}", "inte läsa och skriva i"),
}


@postgresql
@pytest.mark.parametrize("skada", SKADOR_PG)
def test_a_damage_to_postgresql_is_named(hel, skada):
    namn, sats, vantat = SKADOR_PG[skada]
    with skadad(sql, "SET CONSTRAINTS ALL IMMEDIATE", sats):  # the test's own rows wait for no commit
        assert vantat in sager(namn)


@postgresql
def test_a_tie_that_is_not_held_is_named(hel):
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = 'samverkan_rolltilldelning'::regclass AND contype = 'f' LIMIT 1")
        (namn,) = cursor.fetchone()
    with skadad(sql, f"ALTER TABLE samverkan_rolltilldelning DROP CONSTRAINT {namn}"):
        assert "Databasen håller inte ihop samverkan_rolltilldelning." in sager("kopplingar mellan tabeller")


# --- the whole --------------------------------------------------------------------------------------------------------


def kontrollera(ut, *args):
    """(exit code, what is said)."""
    try:
        call_command("kontrollera", *args, stdout=ut)
    except CommandError as fel:
        return fel.returncode, ut.getvalue()
    return 0, ut.getvalue()


def test_a_whole_installation_is_said_to_be_so_and_a_byte_of_a_signed_file_is_not(hus, utgava):
    utgavor.signerad(hus, utgava)
    log(hus.avtal, "provade", by=hus.processledare)
    call_command("kor_dagligen", stdout=StringIO())
    if connection.vendor == "postgresql":
        sql(f"CREATE ROLE {ROLL}", *rattigheter(ROLL), f"SET ROLE {ROLL}")
    assert kontrollera(StringIO()) == (0, f"Allt är i ordning: {len(KONTROLLER)} kontroller.\n")
    if connection.vendor == "postgresql":
        sql("RESET ROLE")
    data = bytes(Signatur.objects.get().innehall)
    mitt = data.rindex(b"/ByteRange") - 200
    fel = {"innehall": data[:mitt] + b"x" + data[mitt + 1 :]}
    with skadad(lambda: skriv_over(Signatur.objects.all(), **fel)):
        assert "den signerade filen är ändrad" in sager("underskrifter")
    fel["sha256"] = hashlib.sha256(fel["innehall"]).hexdigest()
    with skadad(lambda: skriv_over(Signatur.objects.all(), **fel)):
        assert "underskriften håller inte" in sager("underskrifter")


def test_the_command_says_what_is_wrong_and_its_exit_code_is_for_a_monitor(settings, monkeypatch, db, tmp_path):
    monkeypatch.setattr("berattelse.management.commands.kontrollera.KONTROLLER", installningar.KONTROLLER)
    settings.DEBUG = True
    kod, text = kontrollera(StringIO())
    assert (kod, text[:34]) == (1, "provläge: SAMVERKAN_DEBUG är på: s")
    settings.DEBUG = False
    assert kontrollera(StringIO(), "--skriv-summor", str(tmp_path / "summor"))[0] == 0
    assert kontrollera(StringIO(), "--mot", str(tmp_path / "summor"))[0] == 0
    Korning.objects.create()
    assert kontrollera(StringIO(), "--mot", str(tmp_path / "summor"))[1].startswith("mot summorna: Antalet rader i samverkan_korning är 1")


def test_a_check_that_fails_itself_is_told_and_the_others_go_on(db, caplog):
    def trasig():
        yield "Ett fel till."
        raise ZeroDivisionError

    assert prova(Kontroll("x", trasig)) == ["Gick inte att pröva: ZeroDivisionError: ."]
    assert prova(Kontroll("x", lambda: sql("SELECT * FROM finns_inte") or [])) != []
    assert Korning.objects.count() == 0  # the database still answers
