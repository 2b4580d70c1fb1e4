"""The role the program runs as in PostgreSQL: it owns no table, so it can neither take a refusal away nor empty what only grows."""

from django.db import connection

AGER = (
    "Programmet körs som en databasroll som äger tabellerna, och kan då stänga av skyddet för det som inte får ändras. "
    "Kör det som en egen roll: se docs/sparet.md."
)
_BARA_TILL = """SELECT c.relname, a.attname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
    WHERE t.tgname = c.relname || '_append_only' AND c.relnamespace = current_schema()::regnamespace ORDER BY 1"""


def rattigheter(roll):
    """The statements that let an existing role run the program, and no more. Run as the owner, and again after each migrate."""
    namn = connection.ops.quote_name(roll)
    with connection.cursor() as cursor:
        cursor.execute(_BARA_TILL)
        vaxer = cursor.fetchall()
        cursor.execute("SELECT current_database(), current_schema()")
        databas, schema = (connection.ops.quote_name(n) for n in cursor.fetchone())
    yield f"GRANT CONNECT ON DATABASE {databas} TO {namn};"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {namn};"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {namn};"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {namn};"
    yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {namn};"
    for tabell, nyckel in vaxer:
        yield f'REVOKE UPDATE, DELETE, TRUNCATE ON "{tabell}" FROM {namn};'
        yield f'GRANT UPDATE ("{nyckel}") ON "{tabell}" TO {namn};  -- to hold a row; the trigger refuses the change'


def anmarkning():
    """A sentence when the program runs as a role that could switch the refusals off; "" when it cannot, or there are no roles."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = 'samverkan_handelse'::regclass")
        return AGER if cursor.fetchone()[0] else ""
