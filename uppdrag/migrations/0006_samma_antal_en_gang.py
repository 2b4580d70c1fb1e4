"""A count without days stands once for each source; nobody had a million participants."""

from django.core.validators import MaxValueValidator
from django.db import migrations, models

DELTAGARE = models.PositiveIntegerField(blank=True, null=True, validators=[MaxValueValidator(999_999)], verbose_name="antal deltagare")
FINNS = "Det antalet finns redan, ur samma källa. Ändra det i stället: två rader räknas ihop."


class Migration(migrations.Migration):
    dependencies = [
        ("uppdrag", "0005_beslut_om_skulden"),
    ]

    operations = [
        migrations.AlterField("historicaltillfalle", "deltagare", DELTAGARE),
        migrations.AlterField("tillfalle", "deltagare", DELTAGARE.clone()),
        *(
            migrations.AddConstraint(
                "antalutandatum",
                models.UniqueConstraint(
                    fields=[arrangor, "verksamhetsar", "sort", "del_av_aret", "form", "kalla"],
                    condition=models.Q(**{f"{arrangor}__isnull": False}),
                    name=f"utan_datum_en_gang_for_{arrangor}",
                    violation_error_message=FINNS,
                ),
            )
            for arrangor in ("arena", "uppdrag", "annat_avtal")
        ),
    ]
