"""The register of what can be searched, kept by the database itself: whatever changes a row, by whatever way, its entry follows.

A row's entry has the key id * 64 + the number of its kind (kalla.Sokkalla). SQLite has a table of trigrams (FTS5), PostgreSQL an
index of them (pg_trgm). On SQLite a later migration that remakes a table takes its triggers away: it must end with `Sokbar` again,
and a test says so.
"""

# ruff: noqa: S608 - tables, columns and numbers are the program's own words
from samverkan.databas import DatabaseRule
from samverkan.svenska import vikning

TABELL = "samverkan_sokrad"
_FRAN, _TILL = "".join(vikning.LIKA), "".join(vikning.LIKA.values())
_POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"CREATE TABLE {TABELL} (rowid bigint PRIMARY KEY, text text NOT NULL)",
    f"CREATE INDEX {TABELL}_text ON {TABELL} USING gin (text gin_trgm_ops)",
    f"""CREATE OR REPLACE FUNCTION samverkan_lasbar(form text, t text) RETURNS text AS $$ SELECT CASE form
        WHEN 'json' THEN samverkan_lasbar('html', (SELECT string_agg(v #>> '{{}}', ' ')
            FROM jsonb_path_query(t::jsonb, 'strict $.** ? (@.type() == "string")') v))
        WHEN 'html' THEN replace(replace(replace(replace(replace(regexp_replace(regexp_replace(t, '{vikning.I_ORDET}', '', 'gi'),
            '{vikning.TAGGAR}', ' ', 'g'), '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&amp;', '&')
        ELSE t END $$ LANGUAGE sql IMMUTABLE""",
    f"""CREATE OR REPLACE FUNCTION samverkan_sokbar(form text, t text) RETURNS text AS $$
        SELECT btrim(regexp_replace(translate(lower(normalize(samverkan_lasbar(form, t), NFC) COLLATE "sv_se"),
            '{_FRAN.replace("'", "''")}{vikning.SYNS_INTE}', '{_TILL.replace("'", "''")}'), '\\s+', ' ', 'g')) $$ LANGUAGE sql IMMUTABLE""",
)


def register_sql(vendor):
    if vendor == "postgresql":
        return list(_POSTGRES)
    return [f"CREATE VIRTUAL TABLE {TABELL} USING fts5(text, tokenize='trigram')"]


def inget_register_sql(vendor):
    funktioner = [f"DROP FUNCTION samverkan_{namn}(text, text)" for namn in ("sokbar", "lasbar")]
    return [f"DROP TABLE {TABELL}", *(funktioner if vendor == "postgresql" else [])]


def _post(nummer, form, falt, rad, fran=""):
    """The statement that writes the entries of the rows: none of a row that says nothing."""
    text = " || ' ' || ".join(f"coalesce({rad}.{namn}, '')" for namn in falt)
    rader = f"SELECT {rad}.id * 64 + {nummer} AS rowid, samverkan_sokbar('{form}', {text}) AS text {fran}"
    return f"INSERT INTO {TABELL} (rowid, text) SELECT r.rowid, r.text FROM ({rader}) r WHERE r.text <> ''"


def fyll_sql(tabell, nummer, form, falt):
    """The entries of all rows of a kind, as they stand."""
    return _post(nummer, form, falt, tabell, f"FROM {tabell}")


def skiljer_sql(tabell, nummer, form, falt):
    """The question how many rows of a kind the register does not hold as they stand, and how many entries have no row."""
    text = " || ' ' || ".join(f"coalesce({namn}, '')" for namn in falt)
    ratt = f"(SELECT id * 64 + {nummer} AS rowid, samverkan_sokbar('{form}', {text}) AS text FROM {tabell}) r"
    fel = "r.text <> '' AND coalesce(s.text, '') <> r.text"
    return f"""SELECT (SELECT count(*) FROM {ratt} LEFT JOIN {TABELL} s ON s.rowid = r.rowid WHERE {fel}),
        (SELECT count(*) FROM {TABELL} WHERE rowid % 64 = {nummer} AND rowid / 64 NOT IN (SELECT id FROM {tabell}))"""


def _bort(nummer):
    return f"DELETE FROM {TABELL} WHERE rowid = OLD.id * 64 + {nummer}"


def sokbar_sql(vendor, tabell, nummer, form, falt):
    """The triggers of a table, and the entries of what it holds already."""
    skriv, kolumner = _post(nummer, form, falt, "NEW"), ", ".join(("id", *falt))
    if vendor == "postgresql":
        return [
            f"""CREATE OR REPLACE FUNCTION {tabell}_sok() RETURNS trigger AS $$ BEGIN
                IF TG_OP = 'TRUNCATE' THEN DELETE FROM {TABELL} WHERE rowid & 63 = {nummer}; RETURN NULL; END IF;
                IF TG_OP <> 'INSERT' THEN {_bort(nummer)}; END IF;
                IF TG_OP <> 'DELETE' THEN {skriv}; END IF;
                RETURN NULL; END $$ LANGUAGE plpgsql""",
            f"""CREATE TRIGGER {tabell}_sok AFTER INSERT OR DELETE OR UPDATE OF {kolumner} ON {tabell}
                FOR EACH ROW EXECUTE FUNCTION {tabell}_sok()""",
            f"CREATE TRIGGER {tabell}_sok_tom AFTER TRUNCATE ON {tabell} FOR EACH STATEMENT EXECUTE FUNCTION {tabell}_sok()",
            fyll_sql(tabell, nummer, form, falt),
        ]
    return [
        f"CREATE TRIGGER {tabell}_sok_in AFTER INSERT ON {tabell} BEGIN {skriv}; END",
        f"CREATE TRIGGER {tabell}_sok_om AFTER UPDATE OF {kolumner} ON {tabell} BEGIN {_bort(nummer)}; {skriv}; END",
        f"CREATE TRIGGER {tabell}_sok_ut AFTER DELETE ON {tabell} BEGIN {_bort(nummer)}; END",
        fyll_sql(tabell, nummer, form, falt),
    ]


def inte_sokbar_sql(vendor, tabell, nummer):
    if vendor == "postgresql":
        bort = [f"DROP TRIGGER {tabell}_sok ON {tabell}", f"DROP TRIGGER {tabell}_sok_tom ON {tabell}", f"DROP FUNCTION {tabell}_sok()"]
    else:
        bort = [f"DROP TRIGGER {tabell}_sok_{del_}" for del_ in ("in", "om", "ut")]
    return [*bort, f"DELETE FROM {TABELL} WHERE rowid % 64 = {nummer}"]


class Sokregister(DatabaseRule):
    """Migration operation: the table that is searched."""

    def __init__(self):
        super().__init__(register_sql, inget_register_sql)


class Sokbar(DatabaseRule):
    """Migration operation: from now on these texts of the table are found."""

    def __init__(self, tabell, nummer, form, falt):
        super().__init__(
            lambda vendor: sokbar_sql(vendor, tabell, nummer, form, falt), lambda vendor: inte_sokbar_sql(vendor, tabell, nummer)
        )
