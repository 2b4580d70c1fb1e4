"""All that is kept, from the database the program runs on to an empty one, every row as it is; proved by fingerprints of every table."""

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import OperationalError, connections, transaction
from django.db.models.sql import InsertQuery

from samverkan.kontroll import summor
from samverkan.kontroll.databasen import migreringar, modeller
from samverkan.miljo import databas
from samverkan.models import Sokrad

MALET = "malet"
MOJLIGA = {"django.db.backends.postgresql", "django.db.backends.sqlite3"}
BIT = 500  # rows at a time
FYLLS_AV_MIGRATE = ("contenttypes.ContentType", "auth.Permission")
FYLLS_AV_DATABASEN = Sokrad  # its triggers write it as the rows come; of a JSON value PostgreSQL keeps the keys in an order of its own


class FlyttfelError(Exception):
    """In words: why nothing was moved, or what is not as it was."""


def oppna(url):
    """The database at the address, known as MALET. FlyttfelError where there is none."""
    if MALET in connections.settings:
        connections[MALET].close()
        del connections[MALET]
    connections.settings[MALET] = connections.configure_settings({"default": {}, MALET: _last(url)})[MALET]
    try:
        connections[MALET].ensure_connection()
    except OperationalError as error:
        raise FlyttfelError(f"Databasen svarar inte: {error}") from error
    return connections[MALET]


def _last(url):
    try:
        val = databas(url)
    except (ValueError, KeyError):
        val = {}
    if val.get("ENGINE") not in MOJLIGA:
        raise FlyttfelError(
            "Adressen går inte att läsa. Skriv den som postgres://användare:lösenord@värd/databas eller sqlite:////väg/fil."
        )
    return val


def flytta(url, beratta=lambda text: None):
    """Move all. Returns how many rows. The target must hold nothing; what was there when this failed is thrown away by its owner."""
    mal = oppna(url)
    if _samma(mal.settings_dict, connections["default"].settings_dict):
        raise FlyttfelError("Det är samma databas som programmet körs på.")
    if fel := list(migreringar()):
        raise FlyttfelError(" ".join(fel))
    if mal.introspection.table_names():
        raise FlyttfelError("Databasen är inte tom: den har tabeller. Skapa en ny, tom databas och flytta till den.")
    beratta("Skapar tabellerna.")
    call_command("migrate", database=MALET, verbosity=0)
    call_command("createcachetable", database=MALET, verbosity=0)
    with transaction.atomic():  # on SQLite nobody writes meanwhile
        da = summor.summor()
        da[FYLLS_AV_DATABASEN._meta.db_table][1] = None
        _kopiera(mal, beratta)
        if fel := list(summor.skiljer(da, MALET)):
            raise FlyttfelError("Allt kom inte fram som det var. Använd inte den nya databasen. " + " ".join(fel))
    return sum(antal for antal, _ in da.values())


def _samma(ena, andra):
    return all(str(ena[del_]) == str(andra[del_]) for del_ in ("ENGINE", "NAME", "HOST", "PORT"))


def _kopiera(mal, beratta):
    """In one transaction, in which ties between tables are asked for at its end."""
    flyttas = [modell for modell in modeller() if modell not in summor.UTOM and modell is not FYLLS_AV_DATABASEN]
    with transaction.atomic(using=MALET):
        for namn in reversed(FYLLS_AV_MIGRATE):
            apps.get_model(namn)._base_manager.using(MALET).delete()
        for modell in flyttas:
            beratta(f"{modell._meta.db_table}: {_kopiera_tabell(modell)}")
        with mal.cursor() as cursor:
            for sats in mal.ops.sequence_reset_sql(no_style(), flyttas):
                cursor.execute(sats)


def _kopiera_tabell(modell):
    """Each row with its own key and every value as it is: neither a model nor a field puts in anything of its own."""
    falt = [f for f in modell._meta.local_concrete_fields if not f.generated]
    rader, antal = [], 0
    for varden in modell._base_manager.order_by("pk").values_list(*(f.attname for f in falt)).iterator(chunk_size=BIT):
        rader.append(modell(**dict(zip((f.attname for f in falt), varden, strict=True))))
        antal += 1
        if len(rader) == BIT:
            _skriv(modell, rader, falt)
            rader = []
    _skriv(modell, rader, falt)
    return antal


def _skriv(modell, rader, falt):
    if rader:
        sats = InsertQuery(modell)
        sats.insert_values(falt, rader, raw=True)
        sats.get_compiler(using=MALET).execute_sql()
