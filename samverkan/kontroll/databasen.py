"""What is wrong with the database: its shape against the program's, what it must refuse, who the program is in it."""

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Exists, ForeignKey, Max, OuterRef

from samverkan.kontroll.punkt import Kontroll
from samverkan.kontroll.ritning import normal, ritning
from samverkan.sokregister.sql import TABELL
from samverkan.sparet.korroll import anmarkning

_FORM = {
    "sqlite": {
        "kolumner": "SELECT m.name, p.name, p.\"notnull\" OR p.pk FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'",
        "villkor": "SELECT name FROM sqlite_master WHERE type = 'index'",
        "pekare": "SELECT m.name, p.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) p WHERE m.type = 'table'",
        "utlosare": "SELECT name, tbl_name, 'O', sql FROM sqlite_master WHERE type = 'trigger'",
    },
    "postgresql": {
        "kolumner": """SELECT c.relname, a.attname, a.attnotnull FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped""",
        "villkor": """SELECT conname FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND convalidated
            UNION SELECT c.relname FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
            WHERE c.relnamespace = current_schema()::regnamespace AND i.indisvalid""",
        "pekare": """SELECT c.relname, a.attname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
            WHERE k.contype = 'f' AND k.convalidated AND c.relnamespace = current_schema()::regnamespace""",
        "utlosare": """SELECT t.tgname, c.relname, t.tgenabled, '' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace""",
    },
}  # fmt: skip
_RATT = """SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
    AND c.relname <> 'django_migrations' AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT'))"""
_KOLLATION = "SELECT collversion, pg_collation_actual_version(oid) FROM pg_collation WHERE collname = 'sv_se'"
_ORDNING = """SELECT namn FROM (SELECT 'ö' AS namn UNION SELECT 'å' UNION SELECT 'z' UNION SELECT 'ä' UNION SELECT 'a') b
    ORDER BY namn COLLATE "sv_se" """
ATERSTALL = "Återställ databasen från en hel säkerhetskopia, eller kör om den migrering som gör det."


def _fraga(sql, *args):
    with connection.cursor() as cursor:
        cursor.execute(sql, args or None)
        return cursor.fetchall()


def modeller():
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]


def migreringar():
    har, vantade = set(MigrationRecorder(connection).applied_migrations()), set(MigrationLoader(None).disk_migrations)
    rum = {app for app, _ in vantade}
    yield from (f"Migreringen {app} {namn} är inte gjord. Kör migrate." for app, namn in sorted(vantade - har))
    yield from (
        f"Databasen har migreringen {app} {namn}, som programmet inte känner till: databasen är nyare än programmet."
        for app, namn in sorted(har - vantade)
        if app in rum
    )


def tabeller():
    """Each table and column of the program is there, and refuses what is empty where it should."""
    har = {(tabell, kolumn): krav for tabell, kolumn, krav in _fraga(_FORM[connection.vendor]["kolumner"])}
    finns = {tabell for tabell, _ in har}
    for modell in modeller():
        tabell = modell._meta.db_table
        if tabell not in finns:
            yield f"Tabellen {tabell} saknas. {ATERSTALL}"
            continue
        for falt in modell._meta.local_concrete_fields if tabell != TABELL else ():  # which on SQLite is no ordinary table
            krav = har.get((tabell, falt.column))
            if krav is None:
                yield f"Kolumnen {falt.column} i {tabell} saknas. {ATERSTALL}"
            elif not (falt.null or krav):
                yield f"Kolumnen {falt.column} i {tabell} får vara tom, fast den inte ska få det. {ATERSTALL}"
    if settings.CACHES["default"]["LOCATION"] not in finns:
        yield "Tabellen för räknade försök saknas. Kör createcachetable."


def villkor():
    """What the database refuses by itself: what models say, and what the migrations say in SQL."""
    har = {namn for (namn,) in _fraga(_FORM[connection.vendor]["villkor"])}
    text = "" if connection.vendor == "postgresql" else " ".join(sql for (sql,) in _fraga("SELECT sql FROM sqlite_master WHERE sql > ''"))
    vantade = [(v.name, m._meta.db_table) for m in modeller() for v in (*m._meta.constraints, *m._meta.indexes)]
    vantade += [(namn, "") for namn in sorted(ritning(connection.vendor).villkor)]
    for namn, tabell in vantade:
        if namn not in har and f'"{namn}"' not in text:
            yield f"Villkoret {namn}{f' på {tabell}' if tabell else ''} saknas eller gäller inte de rader som finns. {ATERSTALL}"


def pekare():
    """Each tie between tables is held by the database, and no row points at one that is gone."""
    har = set(_fraga(_FORM[connection.vendor]["pekare"]))
    for modell in modeller():
        for falt in modell._meta.local_concrete_fields:
            if not isinstance(falt, ForeignKey) or not falt.db_constraint:
                continue
            vad = f"{modell._meta.db_table}.{falt.column}"
            if (modell._meta.db_table, falt.column) not in har:
                yield f"Databasen håller inte ihop {vad} med {falt.related_model._meta.db_table}. {ATERSTALL}"
            mal = falt.related_model._base_manager.filter(**{falt.target_field.attname: OuterRef(falt.attname)})
            if antal := modell._base_manager.filter(~Exists(mal), **{f"{falt.attname}__isnull": False}).order_by().count():
                yield f"Rader i {vad} som pekar på något som inte finns: {antal}. {ATERSTALL}"


def utlosare():
    """What the tables that only grow refuse by, and what keeps the register that is searched."""
    plan = ritning(connection.vendor)
    har = {namn: (tabell, lage, sql) for namn, tabell, lage, sql in _fraga(_FORM[connection.vendor]["utlosare"])}
    for namn, tabell in sorted(plan.utlosare.items()):
        finns, lage, sql = har.get(namn, ("", "", ""))
        if finns != tabell:
            yield f"Utlösaren {namn} på {tabell} saknas. {ATERSTALL}"
        elif lage not in {"O", "A"}:
            yield f"Utlösaren {namn} på {tabell} är avstängd. Tabellens ägare kör ALTER TABLE {tabell} ENABLE TRIGGER {namn}."
        elif sql and normal(sql) != plan.satser[namn]:
            yield f"Utlösaren {namn} på {tabell} är inte den som programmet skrev. {ATERSTALL}"


def funktioner():
    if connection.vendor == "postgresql":
        har = dict(_fraga("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"))
        for namn, kropp in sorted(ritning(connection.vendor).funktioner.items()):
            if har.get(namn) != kropp:
                yield f"Funktionen {namn} {'är inte den som programmet skrev' if namn in har else 'saknas'}. {ATERSTALL}"


def tillagg():
    if connection.vendor == "postgresql":
        har = {namn for (namn,) in _fraga("SELECT extname FROM pg_extension")}
        for namn in sorted(ritning(connection.vendor).tillagg - har):
            yield f"Tillägget {namn} saknas. Databasens ägare kör CREATE EXTENSION {namn}, och återställer sedan på nytt."
        if connection.pg_version < 140000:
            yield "PostgreSQL är äldre än version 14, som programmet behöver."


def kollation():
    """Is Swedish sorted as Swedish, and by the same version of the rules as when the indexes were built?"""
    if [namn for (namn,) in _fraga(_ORDNING)] != ["a", "z", "å", "ä", "ö"]:
        yield "Databasen ordnar inte svenska namn som på svenska: sorteringen sv_se är en annan."
    if connection.vendor == "postgresql":
        for byggd, nu in _fraga(_KOLLATION):
            if byggd != nu:
                yield (
                    f"Sorteringen sv_se är byggd med version {byggd} av reglerna, men servern har {nu}: index kan ge fel svar. "
                    "Kör REINDEX DATABASE, sedan ALTER COLLATION sv_se REFRESH VERSION."
                )


def rollen():
    if text := anmarkning():
        yield text
    if connection.vendor == "postgresql":
        for (tabell,) in _fraga(_RATT):
            yield f"Programmets databasroll får inte läsa och skriva i {tabell}. Kör korroll som ägaren, efter varje migrate."


def nummer():
    """A restore without its sequences gives the next row a number that is taken."""
    if connection.vendor != "postgresql":
        return
    for modell in modeller():
        meta = modell._meta
        if meta.pk.get_internal_type() not in {"AutoField", "BigAutoField"}:
            continue
        (namn,) = _fraga("SELECT pg_get_serial_sequence(%s, %s)", f'"{meta.db_table}"', meta.pk.column)[0]
        hogst = modell._base_manager.order_by().aggregate(n=Max("pk"))["n"]
        if namn and hogst and _fraga(f"SELECT last_value FROM {namn}")[0][0] < hogst:  # noqa: S608 - the database's own word
            yield f"Nästa nummer i {meta.db_table} är redan taget. Sätt sekvensen {namn} till {hogst}."


KONTROLLER = (
    Kontroll("migreringar", migreringar),
    Kontroll("tabeller", tabeller),
    Kontroll("databasens villkor", villkor),
    Kontroll("kopplingar mellan tabeller", pekare),
    Kontroll("utlösare", utlosare),
    Kontroll("funktioner", funktioner),
    Kontroll("tillägg", tillagg),
    Kontroll("svensk sortering", kollation),
    Kontroll("databasrollen", rollen),
    Kontroll("löpnummer", nummer),
)
