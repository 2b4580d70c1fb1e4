"""A row may be chosen for the report's first spread: it happened, or it waits.

The columns are added in each database's own words: on SQLite Django would make the tables anew, and lose the triggers that write what
can be searched and those that refuse changes of the history.
"""

from django.db import migrations, models

from samverkan.databas import DatabaseRule

TABLES = ("berattelse_aktivitet", "berattelse_historicalaktivitet", "berattelse_resultat", "berattelse_historicalresultat")


def forward(vendor):
    if vendor == "postgresql":
        return [
            sats.format(table)
            for table in TABLES
            for sats in (
                "ALTER TABLE {} ADD COLUMN i_korthet varchar(6) NOT NULL DEFAULT ''",
                "ALTER TABLE {} ALTER COLUMN i_korthet DROP DEFAULT",
            )
        ]
    return [f'ALTER TABLE "{table}" ADD COLUMN "i_korthet" varchar(6) NOT NULL DEFAULT \'\'' for table in TABLES]


def backward(vendor):
    return [f"ALTER TABLE {table} DROP COLUMN i_korthet" for table in TABLES]


def falt():
    return models.CharField(
        blank=True,
        choices=[(None, "Nej"), ("hande", "Det här hände"), ("vantar", "Det här väntar")],
        help_text="Tre rader som hände och tre som väntar står först i berättelsen.",
        max_length=6,
        verbose_name="på Året i korthet",
    )


class Migration(migrations.Migration):
    dependencies = [("berattelse", "0008_overlamning")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[DatabaseRule(forward, backward)],
            state_operations=[
                migrations.AddField(model_name=namn, name="i_korthet", field=falt())
                for namn in ("aktivitet", "historicalaktivitet", "resultat", "historicalresultat")
            ],
        )
    ]
