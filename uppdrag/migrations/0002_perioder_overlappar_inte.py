"""Periods of one agreement never overlap: told to the database itself, in each database's own words."""

from django.db import migrations

from samverkan.databas import DatabaseRule

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
VERBS = ("INSERT", "UPDATE")


def forward(vendor):
    if vendor == "postgresql":
        return ["CREATE EXTENSION IF NOT EXISTS btree_gist", POSTGRES]
    return [SQLITE.format(verb=verb) for verb in VERBS]


def backward(vendor):
    if vendor == "postgresql":
        return ["ALTER TABLE uppdrag_verksamhetsar DROP CONSTRAINT year_perioder_overlappar_inte"]
    return [f"DROP TRIGGER year_perioder_overlappar_inte_{verb}" for verb in VERBS]


class Migration(migrations.Migration):
    dependencies = [("uppdrag", "0001_borjan")]
    operations = [DatabaseRule(forward, backward)]
