"""What was written to whom: each letter as it went, or why it did not. Kept for a time, and never with a secret link."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from samverkan.models.personer import Organisation, Roll, Rolltilldelning


class BrevQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The processledare: those about the agreements of her own organisation, and those to her parties' people about their accounts."""
        hos = [org for roll, org in user.aktiva_roller if roll == Roll.PROCESSLEDARE]
        if not hos:
            return self.none()
        avtal = Organisation.objects.avtal_som(hos)
        parter = Organisation.objects.filter(Q(pk__in=hos) | Q(partskap__avtal__in=avtal)).values("pk")
        folk = Rolltilldelning.objects.galler().filter(organisation__in=parter, user__is_superuser=False).values("user__email")
        return self.filter(Q(avtal_id__in=avtal) | Q(avtal_id__isnull=True, till__in=folk))

    def misslyckade(self):
        return self.exclude(fel="").exclude(forsokt__gte=timezone.now() - Brev.SKICKAS, fel=Brev.OSKICKAT)

    def paborja(self):
        """Taken for one more try, by one of two at once. How many were."""
        lediga = self.filter(hinder="").exclude(forsokt__gte=timezone.now() - Brev.SKICKAS)
        return lediga.update(fel=Brev.OSKICKAT, antal=F("antal") + 1, forsokt=timezone.now())


class Brev(models.Model):
    """A letter, written before it is sent. `fel` is "" once the mail server has taken it.

    `hinder` says why it cannot be sent again from here: what is secret in it, or enclosed, is not kept. A new one is sent where it
    came from (`sida`).
    """

    OSKICKAT = "avbröts innan det skickades"
    SKICKAS = timedelta(minutes=5)  # so long one that is not yet told of may be on its way, and one just sent is not sent again

    till = models.EmailField("till")
    amne = models.CharField("ämne", max_length=200)
    text = models.TextField("text", blank=True)
    html = models.TextField("text som HTML", blank=True)
    svar_till = models.EmailField("svar till", blank=True)
    avtal_id = models.BigIntegerField("avtal", null=True, blank=True, db_index=True)
    sida = models.CharField("sidan det kom från", max_length=300, blank=True)
    hinder = models.CharField("varför det inte går att skicka igen härifrån", max_length=200, blank=True)
    skapad = models.DateTimeField("skrivet", auto_now_add=True, db_index=True)
    forsokt = models.DateTimeField("senaste försöket", default=timezone.now)
    antal = models.PositiveSmallIntegerField("antal försök", default=1)
    fel = models.CharField("fel", max_length=300, blank=True, default=OSKICKAT)

    objects = BrevQuerySet.as_manager()

    class Meta:
        verbose_name = "brev"
        verbose_name_plural = "brev"
        ordering = ["-skapad", "-pk"]

    def __str__(self):
        return self.amne

    def get_absolute_url(self):
        return reverse("samverkan:brev_detail", args=[self.pk])

    @property
    def nyss(self):
        return timezone.now() - self.forsokt < self.SKICKAS

    @property
    def status_i_ord(self):
        if not self.fel:
            return "skickat"
        return "på väg" if self.fel == self.OSKICKAT and self.nyss else "misslyckat"

    def can_be_sent_again_by(self, user):
        """Whoever sees it, while all that is in it is kept, and it has not just gone."""
        return not self.hinder and not self.nyss
