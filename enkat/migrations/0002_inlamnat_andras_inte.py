"""What has been handed in is append-only in the database itself."""

from django.db import migrations

from samverkan.databas import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("enkat", "0001_borjan")]
    operations = [AppendOnly("enkat_inlamning"), AppendOnly("enkat_inlamnat")]
