"""The history stays as it was written: rows are only added, and the database sees to it."""

from django.db import migrations

from samverkan.databas import AppendOnly

TABLES = (
    "ekonomi_historicalarsresultat",
    "ekonomi_historicalavvikelseforklaring",
    "ekonomi_historicalbudgetpost",
    "ekonomi_historicalersattning",
    "ekonomi_historicalresultatpost",
    "ekonomi_historicalskuldkonto",
    "ekonomi_historicalstatsbidrag",
)


class Migration(migrations.Migration):
    dependencies = [("ekonomi", "0002_andras_inte")]
    operations = [AppendOnly(table) for table in TABLES]
