"""The sum of a decision on the debt is never lowered below what is booked on it: only this room knows both, so it tells the database.

On SQLite a later migration that remakes one of the two tables takes the trigger away or is refused by it: it lifts and lays it anew.
"""

from django.db import migrations

from samverkan.databas import DatabaseRule

TABELL, NAMN = "uppdrag_beslut", "beslut_bokfort_ryms"
# Of a decision on which too much was booked before it had a sum, the sum may still be raised.
SANKT = "OLD.skuldbelopp IS NOT NULL AND COALESCE(NEW.skuldbelopp, 0) < OLD.skuldbelopp"
OVER = """COALESCE(NEW.skuldbelopp, 0) < (
  SELECT COALESCE(SUM(ABS(p.belopp)), 0) FROM ekonomi_skuldpost p WHERE p.beslut_id = NEW.id AND p.sort = 'beslut'
  AND NOT EXISTS (SELECT 1 FROM ekonomi_skuldpost r WHERE r.rattar_id = p.id))"""
POSTGRES = f"""
CREATE OR REPLACE FUNCTION {NAMN}() RETURNS trigger AS $$
BEGIN
  IF {OVER} THEN RAISE EXCEPTION '{NAMN}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER {NAMN} BEFORE UPDATE OF skuldbelopp ON {TABELL}
    FOR EACH ROW WHEN ({SANKT}) EXECUTE FUNCTION {NAMN}();
"""
SQLITE = f"""
CREATE TRIGGER {NAMN} BEFORE UPDATE OF skuldbelopp ON {TABELL}
WHEN {SANKT} AND {OVER}
BEGIN SELECT RAISE(ABORT, '{NAMN}'); END
"""


def forward(vendor):
    return [POSTGRES if vendor == "postgresql" else SQLITE]


def backward(vendor):
    if vendor == "postgresql":
        return [f"DROP TRIGGER {NAMN} ON {TABELL}", f"DROP FUNCTION {NAMN}()"]
    return [f"DROP TRIGGER {NAMN}"]


class Migration(migrations.Migration):
    dependencies = [("ekonomi", "0002_andras_inte"), ("uppdrag", "0005_beslut_om_skulden")]
    operations = [DatabaseRule(forward, backward)]
