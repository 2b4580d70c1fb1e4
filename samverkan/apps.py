from django.apps import AppConfig
from django.db.backends.signals import connection_created

from samverkan import databas


class SamverkanConfig(AppConfig):
    name = "samverkan"
    verbose_name = "Personer och organisationer"

    def ready(self):
        # The one signal of the house: SQLite must be taught Swedish order and case on every connection.
        connection_created.connect(databas.teach_swedish, dispatch_uid="samverkan.teach_swedish")
