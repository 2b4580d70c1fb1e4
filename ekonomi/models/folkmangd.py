"""The population figures that the compensation is split by."""

from django.db import models
from django.db.models import Q

from ekonomi.models.siffror import can_edit_ekonomi
from samverkan.models import Organisation, User
from uppdrag.models import Avtal


class FolkmangdQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(avtal__in=Avtal.objects.regionala_for(user))


class Folkmangd(models.Model):
    """A kommun's population on a day, as the agreement uses it: with its source, and whether it has been checked against SCB."""

    class Status(models.TextChoices):
        EJ_KONTROLLERAD = "ej_kontrollerad", "Ej kontrollerad mot SCB"
        KONTROLLERAD = "kontrollerad", "Kontrollerad mot SCB"

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="folkmangder", verbose_name="avtal")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="folkmangder", verbose_name="kommun")
    datum = models.DateField("folkmängd den")
    antal = models.PositiveIntegerField("folkmängd")
    kalla = models.CharField("källa", max_length=200)
    status = models.CharField("status", max_length=16, choices=Status, default=Status.EJ_KONTROLLERAD, editable=False)
    kontrollerad_av = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kontrollerad av", editable=False
    )
    kontrollerad_tid = models.DateTimeField("kontrollerad", null=True, blank=True, editable=False)

    objects = FolkmangdQuerySet.as_manager()

    class Meta:
        verbose_name = "folkmängd"
        verbose_name_plural = "folkmängder"
        ordering = ["avtal", "-datum", "organisation__namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["avtal", "organisation", "datum"],
                name="folkmangd_en_per_dag",
                violation_error_message="Kommunens folkmängd den dagen är redan registrerad.",
            ),
            models.CheckConstraint(
                condition=Q(status="ej_kontrollerad") | Q(kontrollerad_tid__isnull=False),
                name="kontrollerad_har_tid",
                violation_error_message="En kontrollerad folkmängd har en tid då den kontrollerades.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.datum}"

    def can_be_edited_by(self, user):
        return can_edit_ekonomi(self.avtal, user)
