"""What the two databases must be told so that both sort, compare and refuse alike."""

import re
from functools import lru_cache

from django.db.migrations.operations.base import Operation

from samverkan.svenska.vikning import sokbar

_ORDER = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})  # the three characters after z


@lru_cache(maxsize=8192)  # SQLite asks for both keys at every comparison: a tenth of gathering a report
def swedish_key(text):
    """Sort key: case folded, å ä ö last, the text itself as tie-break (so that equal means identical)."""
    return (text.casefold().translate(_ORDER), text)


def _collate(left, right):
    a, b = swedish_key(left), swedish_key(right)
    return (a > b) - (a < b)


@lru_cache(maxsize=256)
def _like_pattern(pattern, escape):
    out, i = [], 0
    while i < len(pattern):
        char = pattern[i]
        if escape and char == escape and i + 1 < len(pattern):
            i += 1
            out.append(re.escape(pattern[i]))
        else:
            out.append({"%": ".*", "_": "."}.get(char) or re.escape(char))
        i += 1
    return re.compile("".join(out), re.IGNORECASE | re.DOTALL)


def _like(pattern, value, escape=None):
    if pattern is None or value is None:
        return None
    return _like_pattern(str(pattern), escape).fullmatch(str(value)) is not None


def teach_swedish(connection, **kwargs):
    """SQLite alone: collation sv_se, a LIKE that folds Å Ä Ö, and what is kept to be searched. PostgreSQL has them by ICU and by SQL."""
    if connection.vendor != "sqlite":
        return
    raw = connection.connection
    raw.create_collation("sv_se", _collate)
    raw.create_function("like", 2, _like, deterministic=True)
    raw.create_function("like", 3, _like, deterministic=True)
    raw.create_function("samverkan_sokbar", 2, sokbar, deterministic=True)


# --- tables to which rows may only be added -----------------------------------------------------------------------

_POSTGRES_APPEND_ONLY = """
CREATE OR REPLACE FUNCTION samverkan_vagra() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'Rader i % far bara laggas till', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION samverkan_vagra();
CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION samverkan_vagra();
"""


def append_only_sql(vendor, table):
    """The statements that make a table refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE.

    SQLite's REPLACE asks the trigger on DELETE only where recursive_triggers is on: settings turn it on for every connection.
    """
    if vendor == "postgresql":
        return [_POSTGRES_APPEND_ONLY.format(table=table)]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'Rader i {table} far bara laggas till'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def lift_append_only_sql(vendor, table):
    """The statements that take the refusal away again: for the tests, which empty their tables."""
    if vendor == "postgresql":
        names = (f"{table}_append_only", f"{table}_no_truncate")
        return [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name in names]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")]


class DatabaseRule(Operation):
    """Migration operation: SQL of each database's own, built by `forward(vendor)` and taken back by `backward(vendor)`.

    Lighter than RunPython: the state of the models is neither touched nor rendered.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, forward, backward):
        self.forward, self.backward = forward, backward

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._run(self.forward, schema_editor)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self._run(self.backward, schema_editor)

    def _run(self, build, schema_editor):
        for statement in build(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)


class AppendOnly(DatabaseRule):
    """Migration operation: from now on rows of this table can be added and read, nothing else."""

    def __init__(self, table):
        super().__init__(lambda vendor: append_only_sql(vendor, table), lambda vendor: lift_append_only_sql(vendor, table))


class SkapaTabeller(Operation):
    """Migration operation: every table of a room in one step.

    Between one CreateModel and the next Django draws anew every model that the new one reaches, which here is nearly all of them, a
    hundred times over; this draws them once.
    """

    serialization_expand_args = ("tabeller",)
    reversible = True

    def __init__(self, tabeller):
        self.tabeller = tabeller

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn when the first table asks for its model
        for tabell in self.tabeller:
            tabell.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for tabell in self.tabeller:
            tabell.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for tabell in reversed(self.tabeller):
            tabell.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.tabeller)} tables"
