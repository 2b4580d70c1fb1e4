"""The debt ledger is append-only in the database itself."""

from django.db import migrations

from samverkan.databas import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("ekonomi", "0001_borjan")]
    operations = [AppendOnly("ekonomi_skuldpost")]
