"""What came too late, and what became of it. Rows are only added, and the database sees to it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samverkan.databas import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('enkat', '0003_gemensam_vardering'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='inlamning',
            name='sort',
            field=models.CharField(choices=[('digitalt', 'I programmet'), ('papper', 'Inkommet på papper eller i Word, registrerat för hand'), ('sent', 'Kom för sent, intaget av processledaren')], default='digitalt', max_length=10, verbose_name='hur'),
        ),
        migrations.AlterField(
            model_name='utskick',
            name='sort',
            field=models.CharField(choices=[('inbjudan', 'Inbjudan'), ('paminnelse', 'Påminnelse'), ('kvitto', 'Kvitto'), ('andring', 'Ändrat efter inlämning'), ('oppnad', 'Öppnat igen'), ('avlost', 'Någon annan svarar'), ('sent', 'Besked om sent svar')], max_length=12, verbose_name='vad'),
        ),
        migrations.CreateModel(
            name='Sentsvar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tid', models.DateTimeField(auto_now_add=True, verbose_name='tid')),
                ('av', models.CharField(max_length=120, verbose_name='av')),
                ('skribent', models.CharField(help_text='Kontot eller länken, så att två med samma namn hålls isär.', max_length=30, verbose_name='skribent')),
                ('epost', models.EmailField(blank=True, max_length=254, verbose_name='e-postadress')),
                ('orsak', models.CharField(choices=[('sista_dagen', 'sedan svarstiden var slut'), ('aterkallad', 'med en länk som inte gäller längre')], max_length=12, verbose_name='kom')),
                ('innehall', models.JSONField(default=dict, help_text='Fältets namn: det som skrevs, och versionen som lästes.', verbose_name='innehåll')),
                ('tecken', models.PositiveIntegerField(default=0, verbose_name='antal tecken')),
                ('skickar_in', models.BooleanField(default=False, verbose_name='ville skicka in')),
                ('deltagare', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='senasvar', to='enkat.deltagare', verbose_name='deltagare')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'sent svar',
                'verbose_name_plural': 'sena svar',
                'ordering': ['deltagare', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Sentbeslut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('intaget', 'Intaget'), ('undanlagt', 'Lagt undan')], max_length=10, verbose_name='beslut')),
                ('skal', models.CharField(blank=True, max_length=300, verbose_name='varför')),
                ('tid', models.DateTimeField(auto_now_add=True, verbose_name='tid')),
                ('deltagare', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sentbeslut', to='enkat.deltagare', verbose_name='deltagare')),
                ('inlamning', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sentbeslut', to='enkat.inlamning', verbose_name='inlämning')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('sista', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enkat.sentsvar', verbose_name='till och med')),
            ],
            options={
                'verbose_name': 'beslut om sent svar',
                'verbose_name_plural': 'beslut om sena svar',
                'ordering': ['deltagare', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('sort', 'intaget'), models.Q(('skal', ''), _negated=True), _connector='OR'), name='undanlagt_har_skal', violation_error_message='Skriv varför det läggs undan.')],
            },
        ),
        *(AppendOnly(table) for table in ("enkat_sentsvar", "enkat_sentbeslut")),
    ]
