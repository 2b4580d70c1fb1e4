"""When another recipient began anew, in a round that promises anonymity."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enkat", "0003_anonym_har_minsta_grupp")]
    operations = [
        migrations.AddField(
            model_name="deltagare",
            name="borjade_om",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="började om"),
        ),
    ]
