"""The joint value: what the kommuner together say of each uppdrag, prepared by their chiefs and agreed in their council."""

from django.db import models
from django.db.models import Q

from enkat.models.formular import Alternativ
from enkat.models.omgang import Omgang
from samverkan.models import Organisation
from uppdrag.models import Beslut, Uppdrag


class VarderingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(omgang__in=Omgang.objects.visible_to(user))

    def med_allt(self):
        """With value, decision and dissents."""
        avvikelser = models.Prefetch("avvikelser", Avvikelse.objects.select_related("organisation", "alternativ"))
        return self.select_related("alternativ", "beslut", "uppdrag").prefetch_related(avvikelser)


class Vardering(models.Model):
    """One value for one uppdrag. Proposed until the council has agreed (then with its decision).

    `skal` is this uppdrag's own reason, asked where the value departs from the median; what holds for all stands with the round.
    """

    class Status(models.TextChoices):
        FORSLAG = "forslag", "Förslag"
        ENAD = "enad", "Enad"

    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="varderingar", verbose_name="frågerunda")
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, related_name="varderingar", verbose_name="uppdrag")
    alternativ = models.ForeignKey(Alternativ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemensamt värde")
    skal = models.TextField("egen motivering", blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.FORSLAG, editable=False)
    beslut = models.ForeignKey(Beslut, models.PROTECT, null=True, blank=True, related_name="varderingar", verbose_name="beslut")

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
                condition=Q(status="forslag") | Q(alternativ__isnull=False, beslut__isnull=False),
                name="enad_vardering_ar_hel",
                violation_error_message="En beslutad värdering har värde och beslut.",
            ),
        ]

    def __str__(self):
        return f"{self.uppdrag}, gemensam värdering"

    @property
    def avtal_id(self):
        return self.omgang.avtal_id


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
