"""The history stays as it was written: rows are only added, and the database sees to it."""

from django.db import migrations

from samverkan.databas import AppendOnly

TABLES = (
    "berattelse_historicalaktivitet",
    "berattelse_historicalavsnitt",
    "berattelse_historicaldokumentuppgift",
    "berattelse_historicalfrittkapitel",
    "berattelse_historicalgenomlysning",
    "berattelse_historicalgenomlysningssteg",
    "berattelse_historicalgenomlysningssteg_kommuner",
    "berattelse_historicalgenomlysningssteg_uppdrag",
    "berattelse_historicalresultat",
)


class Migration(migrations.Migration):
    dependencies = [("berattelse", "0002_andras_inte")]
    operations = [AppendOnly(table) for table in TABLES]
