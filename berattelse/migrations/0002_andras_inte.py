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
)


class Migration(migrations.Migration):
    dependencies = [("berattelse", "0001_borjan")]
    operations = [AppendOnly(table) for table in TABLES]
