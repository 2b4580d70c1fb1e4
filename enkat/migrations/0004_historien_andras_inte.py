"""The history stays as it was written: rows are only added, and the database sees to it."""

from django.db import migrations

from samverkan.databas import AppendOnly

TABLES = (
    "enkat_historicalsidotext",
    "enkat_historicalsvar",
)


class Migration(migrations.Migration):
    dependencies = [("enkat", "0003_inbjudan_anmald")]
    operations = [AppendOnly(table) for table in TABLES]
