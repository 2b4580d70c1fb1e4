from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.core.validators import MaxLengthValidator
from django.db.backends.signals import connection_created

from samverkan import databas
from samverkan.kontroll import installningar  # noqa: F401 - its check is registered
from samverkan.pdf import bibliotek  # noqa: F401 - and its
from samverkan.utifran import proxyer  # noqa: F401 - and its

FOR_LANGT = "För långt: högst %(limit_value)d tecken får plats, och det här är %(show_value)d. Inget är avkortat; korta det och spara igen."


class Driftkonfig(admin_apps.AdminConfig):
    """In place of Django's own admin."""

    default = False
    default_site = "samverkan.sparet.driftsajt.Driftsajt"


class SamverkanConfig(AppConfig):
    default = True
    name = "samverkan"
    verbose_name = "Personer och organisationer"

    def ready(self):
        # The one signal of the house: SQLite must be taught Swedish order and case on every connection.
        connection_created.connect(databas.teach_swedish, dispatch_uid="samverkan.teach_swedish")
        # Every field with a length says so in our words; Django's own are no Swedish sentence.
        MaxLengthValidator.message = FOR_LANGT
