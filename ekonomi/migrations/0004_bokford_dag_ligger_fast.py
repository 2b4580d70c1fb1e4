"""The day of a decision, and the agreement it is about, stay as the entries booked on it have them: the ledger keeps its own copy.

On SQLite a later migration that remakes one of the two tables takes the trigger away or is refused by it: it lifts and lays it anew.
"""

from django.db import migrations

from samverkan.databas import DatabaseRule

TABELL, NAMN = "uppdrag_beslut", "beslut_bokfort_dag"
ANDRAD = "(NEW.datum IS NULL AND OLD.datum IS NOT NULL) OR NEW.datum <> OLD.datum OR NEW.avtal_id <> OLD.avtal_id"
BOKFORT = """EXISTS (SELECT 1 FROM ekonomi_skuldpost p WHERE p.beslut_id = NEW.id AND p.sort = 'beslut'
  AND NOT EXISTS (SELECT 1 FROM ekonomi_skuldpost r WHERE r.rattar_id = p.id))"""
POSTGRES = f"""
CREATE OR REPLACE FUNCTION {NAMN}() RETURNS trigger AS $$
BEGIN
  IF {BOKFORT} THEN RAISE EXCEPTION '{NAMN}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER {NAMN} BEFORE UPDATE OF datum, avtal_id ON {TABELL}
    FOR EACH ROW WHEN ({ANDRAD}) EXECUTE FUNCTION {NAMN}();
"""
SQLITE = f"""
CREATE TRIGGER {NAMN} BEFORE UPDATE OF datum, avtal_id ON {TABELL}
WHEN ({ANDRAD}) AND {BOKFORT}
BEGIN SELECT RAISE(ABORT, '{NAMN}'); END
"""


def forward(vendor):
    return [POSTGRES if vendor == "postgresql" else SQLITE]


def backward(vendor):
    if vendor == "postgresql":
        return [f"DROP TRIGGER {NAMN} ON {TABELL}", f"DROP FUNCTION {NAMN}()"]
    return [f"DROP TRIGGER {NAMN}"]


class Migration(migrations.Migration):
    dependencies = [("ekonomi", "0003_beslut_bokfort_ryms"), ("uppdrag", "0005_beslut_om_skulden")]
    operations = [DatabaseRule(forward, backward)]
