"""That an uppdrag's history was handed over to whoever carries it on: to whom, when, and what the package held."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from samverkan.models import User
from uppdrag.models import Uppdrag


class OverlamningQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(uppdrag__in=Uppdrag.objects.visible_to(user))


class Overlamning(models.Model):
    """A receipt: who received the package of an uppdrag, for whom, on which day. Rows are added; none is changed."""

    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, related_name="overlamningar", verbose_name="uppdrag", editable=False)
    organisation = models.CharField("överlämnat till", max_length=200, help_text="Kommunförbundet, eller parten i övergångsavtalet.")
    mottagare = models.CharField("mottaget av", max_length=120, help_text="Namn och befattning.")
    datum = models.DateField("mottaget den", default=timezone.localdate)
    sha256 = models.CharField(
        "kontrollsumma (SHA-256) för uppgifter.json", max_length=64,
        help_text="Det senast hämtade paketets är ifylld. Den står i sha256sums.txt, på raden som slutar på uppgifter.json.",
        validators=[RegexValidator(r"^[0-9a-fA-F]{64}$", "En kontrollsumma är 64 tecken, 0–9 och a–f. Kopiera den ur sha256sums.txt.")],
    )  # fmt: skip
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="registrerat av", editable=False)
    tid = models.DateTimeField("registrerat", auto_now_add=True)

    objects = OverlamningQuerySet.as_manager()

    class Meta:
        verbose_name = "överlämning av uppdrag"
        verbose_name_plural = "överlämningar av uppdrag"
        ordering = ["uppdrag", "-datum", "-pk"]

    def __str__(self):
        return f"{self.uppdrag} till {self.organisation}"

    def get_absolute_url(self):
        return reverse("berattelse:overlamning_create", args=[self.uppdrag_id])

    @property
    def avtal_id(self):
        return self.uppdrag.avtal_id

    def can_be_edited_by(self, user):
        return self.uppdrag.can_be_edited_by(user)
