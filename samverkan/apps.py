from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.core.validators import EmailValidator, MaxLengthValidator, validate_email
from django.db.backends.signals import connection_created
from django.utils.encoding import punycode

from samverkan import databas
from samverkan.kontroll import installningar  # noqa: F401 - its check is registered
from samverkan.pdf import bibliotek  # noqa: F401 - and its
from samverkan.utifran import proxyer  # noqa: F401 - and its

FOR_LANGT = "För långt: högst %(limit_value)d tecken får plats, och det här är %(show_value)d. Inget är avkortat; korta det och spara igen."


class Mejladress(EmailValidator):
    """As Django's own; and a letter can be addressed to it: the domain can be written as the mail server wants it."""

    def validate_domain_part(self, domain_part):
        try:
            punycode(domain_part)
        except UnicodeError:
            return False
        return super().validate_domain_part(domain_part)


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
        # The one that every field for an address asks, Django's own and allauth's too.
        validate_email.__class__ = Mejladress
