"""What was done to one row is found without reading the whole log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("samverkan", "0006_brev")]

    operations = [
        migrations.AddIndex(model_name="handelse", index=models.Index(fields=["objekt", "-tid"], name="handelse_objekt")),
    ]
