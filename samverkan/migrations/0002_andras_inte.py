"""What is written in these tables stays as it is: rows are only added, and the database sees to it."""

from django.db import migrations

from samverkan.databas import AppendOnly

TABLES = (
    "samverkan_handelse",
    "samverkan_kedjelank",
)


class Migration(migrations.Migration):
    dependencies = [("samverkan", "0001_borjan")]
    operations = [AppendOnly(table) for table in TABLES]
