"""The register of what can be searched: a table of trigrams on SQLite, an index of them on PostgreSQL."""

from django.db import migrations, models

import samverkan.sokregister.falt
from samverkan.sokregister.sql import Sokregister


class Migration(migrations.Migration):
    dependencies = [("samverkan", "0002_andras_inte")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[Sokregister()],
            state_operations=[
                migrations.CreateModel(
                    name="Sokrad",
                    fields=[
                        ("rowid", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="radens nummer * 64 + slagets nummer")),
                        ("text", samverkan.sokregister.falt.Soktext(verbose_name="text att söka i")),
                    ],
                    options={"verbose_name": "sökrad", "verbose_name_plural": "sökrader", "ordering": ["-rowid"]},
                ),
            ],
        ),
    ]
