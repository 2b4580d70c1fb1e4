"""A proposed change says what its rows are to be, and when it was carried out.

Texts are added to the history in each database's own words: on SQLite Django would make the table anew, and lose the triggers that
refuse what is changed there. What was adopted before the program carried out changes, and is in force, is left as people have made it.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

from samverkan.databas import DatabaseRule

TABELL = "uppdrag_historicalandringsforslag"
FALT = {"nytt_namn": "varchar(200)", "ny_beskrivning": "text", "genomfort_hur": "text"}
FORE = "Antaget innan programmet genomförde ändringar av sig självt."


def forward(vendor):
    ut = [f"ALTER TABLE {TABELL} ADD COLUMN {namn} {typ} NOT NULL DEFAULT ''" for namn, typ in FALT.items()]
    if vendor == "postgresql":
        ut += [f"ALTER TABLE {TABELL} ALTER COLUMN {namn} DROP DEFAULT" for namn in FALT]
    return ut


def backward(vendor):
    return [f"ALTER TABLE {TABELL} DROP COLUMN {namn}" for namn in FALT]


def redan_gjorda(apps, schema_editor):
    rader = apps.get_model("uppdrag", "Andringsforslag").objects.filter(status="antaget", galler_fran__lte=timezone.localdate())
    rader.update(genomfort=timezone.now(), genomfort_hur=FORE)


class Migration(migrations.Migration):
    dependencies = [("uppdrag", "0008_kalenderadresser")]
    operations = [
        migrations.AddField(
            model_name='andringsforslag',
            name='blev',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='kom_av', to='uppdrag.uppdrag', verbose_name='uppdraget som kom av ändringen'),
        ),
        migrations.AddField(
            model_name='andringsforslag',
            name='genomfort',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='genomfört'),
        ),
        migrations.AddField(
            model_name='andringsforslag',
            name='genomfort_hur',
            field=models.TextField(blank=True, editable=False, verbose_name='hur det genomfördes'),
        ),
        migrations.AddField(
            model_name='andringsforslag',
            name='ny_beskrivning',
            field=models.TextField(blank=True, help_text='Gäller från den dag ändringen gäller.', verbose_name='ny uppdragsbeskrivning'),
        ),
        migrations.AddField(
            model_name='andringsforslag',
            name='nytt_namn',
            field=models.CharField(blank=True, help_text='Vad det som läggs till ska heta, eller nytt namn på det som omformas.', max_length=200, verbose_name='uppdragets nya namn'),
        ),
        migrations.AddField(
            model_name='andringsforslag',
            name='omrade',
            field=models.ForeignKey(blank=True, help_text='Det område i avtalet som uppdraget ska stå under när ändringen gäller.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='uppdrag.omrade', verbose_name='område'),
        ),
        migrations.AddField(
            model_name='historicalandringsforslag',
            name='blev',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='uppdrag.uppdrag', verbose_name='uppdraget som kom av ändringen'),
        ),
        migrations.AddField(
            model_name='historicalandringsforslag',
            name='genomfort',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='genomfört'),
        ),
        migrations.AddField(
            model_name='historicalandringsforslag',
            name='omrade',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Det område i avtalet som uppdraget ska stå under när ändringen gäller.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='uppdrag.omrade', verbose_name='område'),
        ),
        migrations.AddConstraint(
            model_name='andringsforslag',
            constraint=models.CheckConstraint(condition=models.Q(('genomfort__isnull', True), ('status', 'antaget'), _connector='OR'), name='bara_antaget_forslag_genomfors', violation_error_message='Bara ett antaget förslag genomförs.'),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[DatabaseRule(forward, backward)],
            state_operations=[
        migrations.AddField(
            model_name='historicalandringsforslag',
            name='genomfort_hur',
            field=models.TextField(blank=True, editable=False, verbose_name='hur det genomfördes'),
        ),
        migrations.AddField(
            model_name='historicalandringsforslag',
            name='ny_beskrivning',
            field=models.TextField(blank=True, help_text='Gäller från den dag ändringen gäller.', verbose_name='ny uppdragsbeskrivning'),
        ),
        migrations.AddField(
            model_name='historicalandringsforslag',
            name='nytt_namn',
            field=models.CharField(blank=True, help_text='Vad det som läggs till ska heta, eller nytt namn på det som omformas.', max_length=200, verbose_name='uppdragets nya namn'),
        ),
            ],
        ),
        migrations.RunPython(redan_gjorda, migrations.RunPython.noop, elidable=True),
    ]
