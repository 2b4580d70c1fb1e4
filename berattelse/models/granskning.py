"""What is said of a section while it is reviewed: comments on a paragraph, and the answers to them. None of it is printed."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from berattelse.models.avsnitt import Avsnitt
from samverkan.models import User

LANGST = 2000


class KommentarQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(avsnitt__in=Avsnitt.objects.visible_to(user))

    def oppna(self):
        return self.filter(los_tid=None)

    def med_sista_ord(self):
        """With who spoke last (`sista_av`, an id): the latest answer, else the comment itself."""
        svar = Kommentarsvar.objects.filter(kommentar=OuterRef("pk")).order_by("-tid", "-pk").values("av")[:1]
        return self.annotate(sista_av=Coalesce(Subquery(svar), F("av_id"), output_field=models.BigIntegerField()))


class Kommentar(models.Model):
    """A comment on one paragraph of a section. It is found again by the paragraph's words, which are kept as they stood."""

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="kommentarer", verbose_name="avsnitt")
    part = models.CharField("del", max_length=20)
    version = models.PositiveIntegerField("textens version")
    stycke = models.TextField("stycket som det löd")
    forekomst = models.PositiveIntegerField("vilket i ordningen av stycken som lyder lika", default=0)
    text = models.TextField("kommentar", max_length=LANGST)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid", auto_now_add=True)
    los_av = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="löst av")
    los_tid = models.DateTimeField("löst", null=True, blank=True)

    objects = KommentarQuerySet.as_manager()

    class Meta:
        verbose_name = "kommentar"
        verbose_name_plural = "kommentarer"
        ordering = ["avsnitt", "tid", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(los_av=None, los_tid=None) | Q(los_av__isnull=False, los_tid__isnull=False),
                name="kommentar_los_av_nagon",
                violation_error_message="En löst kommentar säger vem som löste den och när.",
            ),
        ]

    def __str__(self):
        return f"Kommentar på {self.avsnitt}"

    def get_absolute_url(self):
        return f"{reverse('berattelse:avsnitt_granska', args=[self.avsnitt_id])}#kommentar-{self.pk}"

    @property
    def avtal_id(self):
        return self.avsnitt.avtal_id

    @property
    def is_oppen(self):
        return self.los_tid is None

    def can_be_svarad_by(self, user):
        """Answered, resolved, opened again: by those who may comment."""
        return self.avsnitt.can_be_kommenterad_by(user)

    def can_be_tillbakatagen_by(self, user):
        return self.av_id == user.pk and self.avsnitt.can_be_kommenterad_by(user)


class Kommentarsvar(models.Model):
    """An answer to a comment. Neither is ever rewritten."""

    kommentar = models.ForeignKey(Kommentar, models.CASCADE, related_name="svar", verbose_name="kommentar")
    text = models.TextField("svar", max_length=LANGST)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid", auto_now_add=True)

    class Meta:
        verbose_name = "svar på en kommentar"
        verbose_name_plural = "svar på kommentarer"
        ordering = ["kommentar", "tid", "pk"]

    def __str__(self):
        return f"Svar på {self.kommentar}"
