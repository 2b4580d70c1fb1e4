"""An agreement is neither extended to nor terminated by a day before it began: told to the database, rows that are there stay."""

from django.db import migrations

from samverkan.databas import DatabaseRule

FORE = "EXISTS (SELECT 1 FROM uppdrag_avtal a WHERE a.id = NEW.avtal_id AND NEW.nytt_slut < a.fran)"
POSTGRES = f"""
CREATE FUNCTION andring_slutar_efter_start() RETURNS trigger AS $$
BEGIN
  IF {FORE} THEN RAISE EXCEPTION 'andring_slutar_efter_start' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER andring_slutar_efter_start BEFORE INSERT OR UPDATE OF nytt_slut, avtal_id ON uppdrag_avtalsandring
    FOR EACH ROW EXECUTE FUNCTION andring_slutar_efter_start();
"""
SQLITE = """
CREATE TRIGGER andring_slutar_efter_start_{namn} BEFORE {verb} ON uppdrag_avtalsandring
WHEN {fore}
BEGIN SELECT RAISE(ABORT, 'andring_slutar_efter_start'); END
"""
VERBS = {"insert": "INSERT", "update": "UPDATE OF nytt_slut, avtal_id"}


def forward(vendor):
    if vendor == "postgresql":
        return [POSTGRES]
    return [SQLITE.format(namn=namn, verb=verb, fore=FORE) for namn, verb in VERBS.items()]


def backward(vendor):
    if vendor == "postgresql":
        return [
            "DROP TRIGGER andring_slutar_efter_start ON uppdrag_avtalsandring",
            "DROP FUNCTION andring_slutar_efter_start()",
        ]
    return [f"DROP TRIGGER andring_slutar_efter_start_{namn}" for namn in VERBS]


class Migration(migrations.Migration):
    dependencies = [("uppdrag", "0006_samma_antal_en_gang")]
    operations = [DatabaseRule(forward, backward)]
