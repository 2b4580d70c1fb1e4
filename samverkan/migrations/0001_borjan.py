import django.contrib.postgres.operations
import django.db.models.deletion
import django.utils.timezone
import samverkan.databas
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        django.contrib.postgres.operations.CreateCollation(
            name='sv_se',
            locale='sv-SE',
            provider='icu',
        ),
        samverkan.databas.SkapaTabeller(
            tabeller=[
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('namn', models.CharField(db_collation='sv_se', max_length=200, unique=True, verbose_name='namn')),
                        ('kortnamn', models.CharField(blank=True, db_collation='sv_se', help_text='Så skrivs namnet i tabeller, till exempel Berg.', max_length=60, verbose_name='kortnamn')),
                        ('sort', models.CharField(choices=[('region', 'Region'), ('kommun', 'Kommun'), ('kommunforbund', 'Kommunförbund'), ('annan', 'Annan')], max_length=20, verbose_name='sort')),
                        ('kod', models.CharField(blank=True, help_text='Två siffror för en region, fyra för en kommun.', max_length=4, verbose_name='SCB-kod')),
                        ('funktionsbrevlada', models.EmailField(blank=True, help_text='Dit går brev som inte är till en viss person.', max_length=254, verbose_name='funktionsbrevlåda')),
                    ],
                    options={
                        'verbose_name': 'organisation',
                        'verbose_name_plural': 'organisationer',
                        'ordering': ['namn'],
                        'constraints': [models.UniqueConstraint(models.F('sort'), models.F('kod'), condition=models.Q(('kod', ''), _negated=True), name='organisation_kod_unik', violation_error_message='Det finns redan en organisation av samma sort med den koden.'), models.CheckConstraint(condition=models.Q(models.Q(('sort', 'kommun'), _negated=True), ('kod__regex', '^[0-9]{4}$'), _connector='OR'), name='kommun_har_kod', violation_error_message='En kommun ska ha sin fyrställiga kommunkod från SCB.'), models.CheckConstraint(condition=models.Q(models.Q(('sort', 'region'), _negated=True), ('kod__regex', '^[0-9]{2}$'), _connector='OR'), name='region_har_kod', violation_error_message='En region ska ha sin tvåställiga länskod från SCB.'), models.CheckConstraint(condition=models.Q(('sort__in', ['region', 'kommun']), ('kod', ''), _connector='OR'), name='andra_saknar_kod', violation_error_message='Bara regioner och kommuner har en kod hos SCB.')],
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                        ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                        ('email', models.EmailField(error_messages={'unique': 'Det finns redan en person med den e-postadressen.'}, max_length=254, unique=True, verbose_name='e-postadress')),
                        ('namn', models.CharField(db_collation='sv_se', max_length=120, verbose_name='namn')),
                        ('titel', models.CharField(blank=True, max_length=120, verbose_name='titel')),
                        ('telefon', models.CharField(blank=True, max_length=40, verbose_name='telefon')),
                        ('exempel', models.BooleanField(default=False, editable=False, verbose_name='exempelkonto')),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'person',
                        'verbose_name_plural': 'personer',
                        'ordering': ['namn', 'email'],
                    },
                ),
                migrations.CreateModel(
                    name='Rolltilldelning',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rolltilldelningar', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('roll', models.CharField(choices=[('samordnare', 'Samordnare'), ('processledare', 'Processledare'), ('controller', 'Controller'), ('direktor', 'Regional utvecklingsdirektör'), ('tjansteperson', 'Kommunal tjänsteperson'), ('kommunchef', 'Kommunchef eller kontaktperson'), ('lasare', 'Läsare')], max_length=20, verbose_name='roll')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rolltilldelningar', to='samverkan.organisation', verbose_name='organisation')),
                        ('fran', models.DateField(default=django.utils.timezone.localdate, verbose_name='från och med')),
                        ('till', models.DateField(blank=True, null=True, verbose_name='till och med')),
                        ('tillforordnad', models.BooleanField(default=False, help_text='Skrivs som tf framför titeln.', verbose_name='tillförordnad')),
                    ],
                    options={
                        'verbose_name': 'rolltilldelning',
                        'verbose_name_plural': 'rolltilldelningar',
                        'ordering': ['organisation__namn', 'roll', '-fran'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('till__isnull', True), ('till__gte', models.F('fran')), _connector='OR'), name='roll_slutar_efter_start', violation_error_message='Rollen kan inte sluta före den börjar.'), models.UniqueConstraint(fields=('user', 'roll', 'organisation', 'fran'), name='roll_en_gang', violation_error_message='Personen har redan den rollen där från samma dag.')],
                    },
                ),
                migrations.CreateModel(
                    name='Handelse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('tid', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='tid')),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vem')),
                        ('vem', models.CharField(blank=True, max_length=200, verbose_name='namn')),
                        ('akt', models.CharField(max_length=60, verbose_name='vad')),
                        ('objekt', models.CharField(help_text='app.modell:nyckel', max_length=60, verbose_name='objekt')),
                        ('text', models.CharField(max_length=300, verbose_name='beskrivning')),
                        ('avtal_id', models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name='avtal')),
                        ('detaljer', models.JSONField(blank=True, default=dict, verbose_name='detaljer')),
                    ],
                    options={
                        'verbose_name': 'händelse',
                        'verbose_name_plural': 'händelser',
                        'ordering': ['-tid', '-pk'],
                        'indexes': [models.Index(fields=['objekt', '-tid'], name='handelse_objekt')],
                    },
                ),
                migrations.CreateModel(
                    name='Kedjelank',
                    fields=[
                        ('nummer', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='nummer')),
                        ('handelse', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='lank', to='samverkan.handelse', verbose_name='händelse')),
                        ('hash', models.CharField(max_length=64, unique=True, verbose_name='kontrollsumma (SHA-256)')),
                    ],
                    options={
                        'verbose_name': 'länk i loggens kedja',
                        'verbose_name_plural': 'länkar i loggens kedja',
                        'ordering': ['nummer'],
                    },
                ),
                migrations.CreateModel(
                    name='Utskrift',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('nyckel', models.CharField(max_length=64, verbose_name='innehållets kontrollsumma (SHA-256)')),
                        ('sort', models.CharField(max_length=5, verbose_name='sort')),
                        ('kommun', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='samverkan.organisation', verbose_name='kommun')),
                        ('innehall', models.BinaryField(verbose_name='innehåll')),
                        ('skapad', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='skapad')),
                    ],
                    options={
                        'verbose_name': 'utskrift',
                        'verbose_name_plural': 'utskrifter',
                        'ordering': ['skapad', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('kommun__isnull', True)), fields=('nyckel', 'sort'), name='utskrift_en_per_innehall', violation_error_message='Filen är redan utskriven.'), models.UniqueConstraint(condition=models.Q(('kommun__isnull', False)), fields=('nyckel', 'sort', 'kommun'), name='utskrift_en_per_innehall_och_kommun', violation_error_message='Kommunens fil är redan utskriven.')],
                    },
                ),
                migrations.CreateModel(
                    name='Forsok',
                    fields=[
                        ('nyckel', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='nyckel (SHA-256)')),
                        ('antal', models.PositiveIntegerField(default=0, verbose_name='antal')),
                        ('till', models.DateTimeField(db_index=True, verbose_name='glöms efter')),
                    ],
                    options={
                        'verbose_name': 'försök',
                        'verbose_name_plural': 'försök',
                        'ordering': ['till'],
                    },
                ),
                migrations.CreateModel(
                    name='Kladd',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('plats', models.CharField(max_length=300, verbose_name='sidans adress')),
                        ('rubrik', models.CharField(blank=True, max_length=300, verbose_name='sidans rubrik')),
                        ('skrivning', models.CharField(max_length=40, verbose_name='skrivning')),
                        ('falt', models.CharField(max_length=100, verbose_name='fält')),
                        ('etikett', models.CharField(blank=True, max_length=300, verbose_name='fältets namn')),
                        ('text', models.TextField(blank=True, verbose_name='text')),
                        ('bas', models.TextField(blank=True, verbose_name='texten som fanns från början')),
                        ('nr', models.PositiveBigIntegerField(default=0, verbose_name='nummer')),
                        ('tid', models.DateTimeField(auto_now=True, verbose_name='skrivet')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kladdar', to=settings.AUTH_USER_MODEL, verbose_name='vem')),
                    ],
                    options={
                        'verbose_name': 'kladd',
                        'verbose_name_plural': 'kladdar',
                        'ordering': ['plats', 'skrivning', 'pk'],
                        'indexes': [models.Index(fields=['plats', 'tid'], name='kladd_plats')],
                        'constraints': [models.UniqueConstraint(fields=('user', 'skrivning', 'falt'), name='kladd_ett_falt_en_gang', violation_error_message='Fältet har redan en kladd.')],
                    },
                ),
                migrations.CreateModel(
                    name='Korning',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borjade', models.DateTimeField(auto_now_add=True, verbose_name='började')),
                        ('slutade', models.DateTimeField(blank=True, null=True, verbose_name='slutade')),
                        ('fel', models.TextField(blank=True, verbose_name='vad som gick fel')),
                    ],
                    options={
                        'verbose_name': 'daglig körning',
                        'verbose_name_plural': 'dagliga körningar',
                        'ordering': ['-borjade', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Brev',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('till', models.EmailField(max_length=254, verbose_name='till')),
                        ('amne', models.CharField(max_length=200, verbose_name='ämne')),
                        ('text', models.TextField(blank=True, verbose_name='text')),
                        ('html', models.TextField(blank=True, verbose_name='text som HTML')),
                        ('svar_till', models.EmailField(blank=True, max_length=254, verbose_name='svar till')),
                        ('avtal_id', models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name='avtal')),
                        ('sida', models.CharField(blank=True, max_length=300, verbose_name='sidan det kom från')),
                        ('hinder', models.CharField(blank=True, max_length=200, verbose_name='varför det inte går att skicka igen härifrån')),
                        ('skapad', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='skrivet')),
                        ('forsokt', models.DateTimeField(default=django.utils.timezone.now, verbose_name='senaste försöket')),
                        ('antal', models.PositiveSmallIntegerField(default=1, verbose_name='antal försök')),
                        ('fel', models.CharField(blank=True, default='avbröts innan det skickades', max_length=300, verbose_name='fel')),
                    ],
                    options={
                        'verbose_name': 'brev',
                        'verbose_name_plural': 'brev',
                        'ordering': ['-skapad', '-pk'],
                    },
                ),
            ],
        ),
    ]
