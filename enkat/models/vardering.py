"""The joint value: what the kommuner together say of each uppdrag, prepared by their chiefs and agreed in their council."""

from django.db import models
from django.db.models import Q

from enkat.models.formular import Alternativ
from enkat.models.omgang import Omgang
from samverkan.models import Organisation, Roll
from uppdrag.models import Beslut, Uppdrag


class VarderingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(omgang__in=Omgang.objects.visible_to(user))

    def for_uppdrag(self, omgang, uppdrag):
        """The row of an uppdrag, unsaved when nobody has written anything yet."""
        finns = self.filter(omgang=omgang, uppdrag=uppdrag).select_related("omgang__verksamhetsar__avtal", "alternativ").first()
        return finns or self.model(omgang=omgang, uppdrag=uppdrag, version=0)


class Vardering(models.Model):
    """One value for one uppdrag. Proposed until the council has agreed (then with its decision)."""

    class Status(models.TextChoices):
        FORSLAG = "forslag", "Förslag"
        ENAD = "enad", "Enad"

    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="varderingar", verbose_name="omgång")
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, related_name="varderingar", verbose_name="uppdrag")
    alternativ = models.ForeignKey(Alternativ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemensamt värde")
    skal = models.TextField("motivering", blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.FORSLAG, editable=False)
    beslut = models.ForeignKey(Beslut, models.PROTECT, null=True, blank=True, related_name="varderingar", verbose_name="beslut")
    version = models.PositiveIntegerField("version", default=1, editable=False)
    andrad_av = models.CharField("ändrad av", max_length=120, blank=True, editable=False)

    objects = VarderingQuerySet.as_manager()

    class Meta:
        verbose_name = "gemensam värdering"
        verbose_name_plural = "gemensamma värderingar"
        ordering = ["omgang", "uppdrag__ordning", "uppdrag__namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["omgang", "uppdrag"],
                name="vardering_en_per_uppdrag",
                violation_error_message="Uppdraget har redan en gemensam värdering.",
            ),
            models.CheckConstraint(
                condition=Q(status="forslag") | Q(alternativ__isnull=False, beslut__isnull=False) & ~Q(skal=""),
                name="enad_vardering_ar_hel",
                violation_error_message="En enad värdering har värde, motivering och beslut.",
            ),
        ]

    def __str__(self):
        return f"{self.uppdrag}, gemensam värdering"

    @property
    def avtal_id(self):
        return self.omgang.avtal_id

    def can_be_edited_by(self, user):
        return self.status == self.Status.FORSLAG and self.omgang.can_be_valued_by(user)

    def can_be_reopened_by(self, user):
        return self.status == self.Status.ENAD and self.omgang.avtal.har_roll(user, Roll.PROCESSLEDARE)


class Avvikelse(models.Model):
    """A kommun that does not join the joint value: its own, and why. Kept and printed."""

    vardering = models.ForeignKey(Vardering, models.CASCADE, related_name="avvikelser", verbose_name="värdering")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="kommun")
    alternativ = models.ForeignKey(Alternativ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="eget värde")
    text = models.TextField("avvikande mening")

    class Meta:
        verbose_name = "avvikande mening"
        verbose_name_plural = "avvikande meningar"
        ordering = ["vardering", "organisation__namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["vardering", "organisation"],
                name="avvikelse_en_per_kommun",
                violation_error_message="Kommunen har redan en avvikande mening här.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: avvikande mening"

    def can_be_edited_by(self, user):
        """Its own kommunchef, or the processledare for her, while the value is not agreed."""
        if not self.vardering.can_be_edited_by(user):
            return False
        return self.vardering.omgang.can_be_led_by(user) or user.har_roll(Roll.KOMMUNCHEF, hos={self.organisation_id})
