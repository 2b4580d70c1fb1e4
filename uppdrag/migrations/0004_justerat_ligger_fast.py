"""What adopted minutes say stays as it is, and the database sees to it: agenda, presence, papers, decisions, reservations."""

from django.db import migrations

from samverkan.databas import DatabaseRule

# The meeting that a row of each table belongs to; {rad} is the row.
TABLES = {
    "uppdrag_dagordningspunkt": "{rad}.tillfalle_id",
    "uppdrag_narvaro": "{rad}.tillfalle_id",
    "uppdrag_moteshandling": "{rad}.tillfalle_id",
    "uppdrag_beslut": "{rad}.tillfalle_id",
    "uppdrag_arendeutfall": "(SELECT d.tillfalle_id FROM uppdrag_dagordningspunkt d WHERE d.id = {rad}.punkt_id)",
    "uppdrag_reservation": "(SELECT b.tillfalle_id FROM uppdrag_beslut b WHERE b.id = {rad}.beslut_id)",
}
JUSTERAT = "EXISTS (SELECT 1 FROM uppdrag_protokoll p WHERE p.justerat_den IS NOT NULL AND p.tillfalle_id = {mote})"
POSTGRES = """
CREATE OR REPLACE FUNCTION {table}_justerat() RETURNS trigger AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    IF {gammalt} THEN RAISE EXCEPTION 'Protokollet ar justerat: {table}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF {nytt} THEN RAISE EXCEPTION 'Protokollet ar justerat: {table}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER {table}_justerat BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_justerat();
"""
SQLITE = """
CREATE TRIGGER {table}_justerat_{verb} BEFORE {verb} ON {table}
WHEN {villkor}
BEGIN SELECT RAISE(ABORT, 'Protokollet ar justerat: {table}'); END
"""
VERBS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _justerat(mote, rad):
    return JUSTERAT.format(mote=mote.format(rad=rad))


def forward(vendor):
    if vendor == "postgresql":
        return [POSTGRES.format(table=t, gammalt=_justerat(mote, "OLD"), nytt=_justerat(mote, "NEW")) for t, mote in TABLES.items()]
    return [
        SQLITE.format(table=t, verb=verb, villkor=" OR ".join(_justerat(mote, rad) for rad in rader))
        for t, mote in TABLES.items()
        for verb, rader in VERBS.items()
    ]


def backward(vendor):
    if vendor == "postgresql":
        return [s for t in TABLES for s in (f"DROP TRIGGER {t}_justerat ON {t}", f"DROP FUNCTION {t}_justerat()")]
    return [f"DROP TRIGGER {t}_justerat_{verb}" for t in TABLES for verb in VERBS]


class Migration(migrations.Migration):
    dependencies = [("uppdrag", "0003_historien_andras_inte")]
    operations = [DatabaseRule(forward, backward)]
