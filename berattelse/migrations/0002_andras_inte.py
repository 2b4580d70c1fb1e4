"""What is written in these tables stays as it is: rows are only added, and the database sees to it."""

from django.db import migrations

from samverkan.databas import AppendOnly

TABLES = (
    "berattelse_godtagande",
    "berattelse_fardigstallande",
    "berattelse_utgava",
    "berattelse_utgavefil",
    "berattelse_signatur",
    "berattelse_publicering",
    "berattelse_sandning",
    "berattelse_hamtning",
    "berattelse_arkivid",
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
    dependencies = [("berattelse", "0001_borjan")]
    operations = [AppendOnly(table) for table in TABLES]
