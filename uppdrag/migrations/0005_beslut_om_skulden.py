"""How much of the debt to the kommuner a decision is about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("uppdrag", "0004_justerat_ligger_fast"),
    ]

    operations = [
        migrations.AddField(
            model_name="beslut",
            name="skuldbelopp",
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name="kronor av skulden"),
        ),
        migrations.AddField(
            model_name="historicalbeslut",
            name="skuldbelopp",
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name="kronor av skulden"),
        ),
    ]
