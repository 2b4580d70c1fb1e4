"""What a section said when it was approved, and the day it was seen to say something else. Of earlier approvals nothing is known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berattelse", "0004_vilka_som_berors")]
    operations = [
        migrations.AddField("statusbyte", "lydelse", models.TextField("avsnittets ord när det godkändes", blank=True, default="")),
        migrations.AddField("statusbyte", "sett_andrat", models.DateField("sett ändrat sedan dess", null=True, blank=True)),
    ]
