"""The history stays as it was written: rows are only added, and the database sees to it."""

from django.db import migrations

from samverkan.databas import AppendOnly

TABLES = (
    "uppdrag_historicalandringsforslag",
    "uppdrag_historicalarena",
    "uppdrag_historicalavtal",
    "uppdrag_historicalbeskrivning",
    "uppdrag_historicalbeslut",
    "uppdrag_historicalovrigverksamhet",
    "uppdrag_historicalrekommendation",
    "uppdrag_historicaltillfalle",
    "uppdrag_historicaluppdrag",
)


class Migration(migrations.Migration):
    dependencies = [("uppdrag", "0002_perioder_overlappar_inte")]
    operations = [AppendOnly(table) for table in TABLES]
