"""Whom a row concerns is told only when it is said: all of them is a statement of its own, and rows with neither are not known."""

from django.db import migrations, models

ALLA = models.BooleanField(blank=True, null=True, verbose_name="berör alla kommuner")
NAGRA = models.ManyToManyField(
    "samverkan.organisation", blank=True, related_name="+", verbose_name="berör kommunerna",
    help_text="När bara några berörs. Är det inte känt lämnas allt tomt.",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("berattelse", "0003_gar_att_soka"), ("samverkan", "0003_sokregister")]
    operations = [
        *(
            migrations.AddField(modell, "alla_kommuner", ALLA.clone())
            for modell in ("aktivitet", "historicalaktivitet", "resultat", "historicalresultat")
        ),
        *(migrations.AlterField(modell, "kommuner", NAGRA.clone()) for modell in ("aktivitet", "resultat")),
    ]
