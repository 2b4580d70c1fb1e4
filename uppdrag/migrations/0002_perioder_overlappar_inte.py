"""Periods of one agreement never overlap: told to the database itself, in each database's own words."""

from django.db import migrations

POSTGRES = """
ALTER TABLE uppdrag_verksamhetsar ADD CONSTRAINT year_perioder_overlappar_inte
    EXCLUDE USING gist (avtal_id WITH =, daterange(fran, till, '[]') WITH &&)
"""
SQLITE = """
CREATE TRIGGER year_perioder_overlappar_inte_{verb} BEFORE {verb} ON uppdrag_verksamhetsar
WHEN EXISTS (SELECT 1 FROM uppdrag_verksamhetsar y WHERE y.avtal_id = NEW.avtal_id AND y.id IS NOT NEW.id
             AND y.fran <= NEW.till AND y.till >= NEW.fran)
BEGIN SELECT RAISE(ABORT, 'year_perioder_overlappar_inte'); END
"""


def forward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist", params=None)
        schema_editor.execute(POSTGRES, params=None)
        return
    for verb in ("INSERT", "UPDATE"):
        schema_editor.execute(SQLITE.format(verb=verb), params=None)


def backward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE uppdrag_verksamhetsar DROP CONSTRAINT year_perioder_overlappar_inte", params=None)
        return
    for verb in ("INSERT", "UPDATE"):
        schema_editor.execute(f"DROP TRIGGER year_perioder_overlappar_inte_{verb}", params=None)


class Migration(migrations.Migration):
    dependencies = [("uppdrag", "0001_borjan")]
    operations = [migrations.RunPython(forward, backward)]
