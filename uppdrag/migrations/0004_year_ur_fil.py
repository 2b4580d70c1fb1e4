"""A year whose texts were taken in from a file says so.

The column is added in each database's own words: on SQLite Django would make the table anew, and lose the triggers that refuse
periods that overlap.
"""

from django.db import migrations, models

from samverkan.databas import DatabaseRule


def forward(vendor):
    if vendor == "postgresql":
        return [
            "ALTER TABLE uppdrag_verksamhetsar ADD COLUMN ur_fil boolean NOT NULL DEFAULT false",
            "ALTER TABLE uppdrag_verksamhetsar ALTER COLUMN ur_fil DROP DEFAULT",
        ]
    return ['ALTER TABLE "uppdrag_verksamhetsar" ADD COLUMN "ur_fil" bool NOT NULL DEFAULT 0']


def backward(vendor):
    return ["ALTER TABLE uppdrag_verksamhetsar DROP COLUMN ur_fil"]


class Migration(migrations.Migration):
    dependencies = [("uppdrag", "0003_historien_andras_inte")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[DatabaseRule(forward, backward)],
            state_operations=[
                migrations.AddField(
                    model_name="verksamhetsar",
                    name="ur_fil",
                    field=models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Det som inte är registrerat för året är okänt.",
                        verbose_name="texterna är intagna ur en fil",
                    ),
                )
            ],
        )
    ]
