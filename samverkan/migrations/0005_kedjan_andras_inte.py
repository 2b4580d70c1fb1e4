"""The chain of the log stays as it was written: rows are only added, and the database sees to it."""

from django.db import migrations

from samverkan.databas import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("samverkan", "0004_loggens_kedja")]
    operations = [AppendOnly("samverkan_kedjelank")]
