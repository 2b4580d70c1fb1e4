"""Last year's report taken in from a file: the file as it came, its pieces, and the year whose texts they became."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samverkan import svenska
from samverkan.models import User
from uppdrag.models import Avtal, Verksamhetsar


class IntagenberattelseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who may read the texts of the agreement's years before they are handed over."""
        return self.filter(avtal__in=Avtal.objects.regionala_for(user))


class Intagenberattelse(models.Model):
    """A report written elsewhere. Its texts become a year's; nothing in it is a registered row, and nothing is counted by it."""

    DAGAR = 30  # that one waits to be taken in

    class Status(models.TextChoices):
        FORSLAG = "forslag", "Inte intagen"
        INTAGEN = "intagen", "Intagen"

    STEPS = {Status.FORSLAG: {Status.INTAGEN}, Status.INTAGEN: {Status.FORSLAG}}

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="intagna_berattelser", verbose_name="avtal")
    verksamhetsar = models.OneToOneField(
        Verksamhetsar, models.PROTECT, null=True, blank=True, related_name="intagen", verbose_name="verksamhetsår"
    )
    beteckning = models.CharField("år", max_length=20)
    fran = models.DateField("från och med")
    till = models.DateField("till och med")
    status = models.CharField("status", max_length=8, choices=Status, default=Status.FORSLAG, editable=False)
    namn = models.CharField("fil", max_length=200)
    typ = models.CharField("sort", max_length=4, choices=[("docx", "Word"), ("pdf", "PDF"), ("txt", "Text")])
    sha256 = models.CharField("kontrollsumma (SHA-256)", max_length=64)
    storlek = models.PositiveBigIntegerField("storlek, byte")
    innehall = models.BinaryField("filen som den kom")
    bitar = models.JSONField("bitarna")
    utelamnat = models.JSONField("det som inte läses", default=list)
    nytt_year = models.BooleanField("året skapades av intagningen", default=False)
    versioner = models.JSONField("avsnittens versioner vid intagningen", default=dict)
    skapad = models.DateTimeField("inläst", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="inläst av")
    intagen = models.DateTimeField("intagen", null=True, blank=True)
    intagen_av = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="intagen av")

    objects = IntagenberattelseQuerySet.as_manager()

    class Meta:
        verbose_name = "intagen berättelse"
        verbose_name_plural = "intagna berättelser"
        ordering = ["avtal", "-fran", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["avtal", "sha256"], name="intagen_fil_en_gang", violation_error_message="Filen är redan inläst."
            ),
            models.CheckConstraint(
                condition=Q(till__gt=F("fran")),
                name="intagen_slutar_efter_start",
                violation_error_message="Året kan inte sluta före det börjar.",
            ),
            models.CheckConstraint(
                condition=Q(status="forslag", verksamhetsar__isnull=True, intagen__isnull=True, intagen_av__isnull=True)
                | Q(status="intagen", verksamhetsar__isnull=False, intagen__isnull=False, intagen_av__isnull=False),
                name="intagen_har_year",
                violation_error_message="En intagen berättelse hör till ett år.",
            ),
        ]

    def __str__(self):
        return f"{self.namn} ({self.beteckning})"

    def get_absolute_url(self):
        return reverse("berattelse:forra_detail", args=[self.pk])

    @property
    def period(self):
        return svenska.period(self.fran, self.till)

    def move_to(self, status, **values):
        """One conditional UPDATE: of two who act at once exactly one succeeds. ValidationError for the other."""
        fran = [s for s, till in self.STEPS.items() if status in till]
        if not type(self).objects.filter(pk=self.pk, status__in=fran).update(status=status, **values):
            raise ValidationError("Berättelsen har redan bytt status. Läs sidan igen.")
        self.refresh_from_db(fields=["status", *values])

    def can_be_tagen_in_by(self, user):
        return self.status == self.Status.FORSLAG and self.avtal.can_be_edited_by(user)

    def can_be_angrad_by(self, user):
        return self.status == self.Status.INTAGEN and self.avtal.can_be_edited_by(user)
