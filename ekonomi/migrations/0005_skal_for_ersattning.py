"""Why a compensation is not the raised sum. SQLite remakes the table of its history: what refuses changes there is laid anew."""

from django.db import migrations, models

from samverkan.databas import AppendOnly, DatabaseRule, append_only_sql, lift_append_only_sql

HISTORIEN = "ekonomi_historicalersattning"
SKAL = models.CharField(
    blank=True, help_text="När skillnaden är större än avrundningen. Står i berättelsen.", max_length=200,
    verbose_name="varför den inte är den uppräknade",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("ekonomi", "0004_bokford_dag_ligger_fast")]
    operations = [
        DatabaseRule(lambda vendor: lift_append_only_sql(vendor, HISTORIEN), lambda vendor: append_only_sql(vendor, HISTORIEN)),
        migrations.AddField("ersattning", "skal", SKAL.clone()),
        migrations.AddField("historicalersattning", "skal", SKAL.clone()),
        AppendOnly(HISTORIEN),
    ]
