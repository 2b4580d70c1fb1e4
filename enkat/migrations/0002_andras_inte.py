"""What is written in these tables stays as it is: rows are only added, and the database sees to it."""

from django.db import migrations

from samverkan.databas import AppendOnly

TABLES = (
    "enkat_inlamning",
    "enkat_inlamnat",
    "enkat_sentsvar",
    "enkat_sentbeslut",
    "enkat_historicalsidotext",
    "enkat_historicalsvar",
)


class Migration(migrations.Migration):
    dependencies = [("enkat", "0001_borjan")]
    operations = [AppendOnly(table) for table in TABLES]
