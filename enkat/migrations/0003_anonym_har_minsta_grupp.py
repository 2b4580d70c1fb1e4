"""A round that promises anonymity has a smallest number of answers: the former rule let through where none was set."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from samverkan.databas import DatabaseRule

NAMN = "omgang_anonym_har_minsta_grupp"


def satt_grupp(vendor):
    """What is open or closed without one gets what the rule would have given it."""
    grupp = max(2, settings.MINSTA_GRUPP)
    return [f"UPDATE enkat_omgang SET minsta_grupp = {grupp} WHERE anonym AND status <> 'planerad' AND minsta_grupp IS NULL"]


class BehallUtlosare:
    """SQLite remakes the table for a constraint, which takes its triggers away (those of the search): they are laid again as they stood."""

    def database_forwards(self, app_label, schema_editor, *states):
        self._kring(super().database_forwards, app_label, schema_editor, *states)

    def database_backwards(self, app_label, schema_editor, *states):
        self._kring(super().database_backwards, app_label, schema_editor, *states)

    def _kring(self, gor, app_label, schema_editor, *states):
        satser = []
        if schema_editor.connection.vendor == "sqlite":
            with schema_editor.connection.cursor() as cursor:
                cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'enkat_omgang'")
                satser = [sats for (sats,) in cursor.fetchall()]
        gor(app_label, schema_editor, *states)
        for sats in satser:
            schema_editor.execute(sats, params=None)


class TaBort(BehallUtlosare, migrations.RemoveConstraint):
    pass


class LaggTill(BehallUtlosare, migrations.AddConstraint):
    pass


class Migration(migrations.Migration):
    dependencies = [("enkat", "0002_andras_inte")]
    operations = [
        DatabaseRule(satt_grupp, lambda vendor: []),
        TaBort("omgang", NAMN),
        LaggTill(
            "omgang",
            models.CheckConstraint(
                condition=Q(anonym=False) | Q(status="planerad") | Q(minsta_grupp__isnull=False, minsta_grupp__gte=2),
                name=NAMN,
                violation_error_message="En frågerunda som lovar anonymitet har ett minsta antal svar, satt när den öppnas.",
            ),
        ),
    ]
