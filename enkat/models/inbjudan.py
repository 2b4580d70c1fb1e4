"""The personal links and the letters."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from enkat.models.omgang import Deltagare


class Inbjudan(models.Model):
    """A personal link. The link itself is in the letter alone; here is its hash. Valid until the last day, or until revoked."""

    class Uppgift(models.TextChoices):
        ANSVARIG = "ansvarig", "Svarar och skickar in"
        MEDHJALPARE = "medhjalpare", "Hjälper till"

    deltagare = models.ForeignKey(Deltagare, models.CASCADE, related_name="inbjudningar", verbose_name="deltagare")
    roll = models.CharField("roll", max_length=12, choices=Uppgift, default=Uppgift.ANSVARIG)
    namn = models.CharField("namn", max_length=120)
    epost = models.EmailField("e-postadress")
    fran_register = models.BooleanField("given för ett uppdrag i registret", default=False, editable=False)  # and ends with it
    av_epost = models.EmailField("inbjuden av", blank=True, editable=False)  # whoever asked a helper in: when she has left, it ends too
    token_hash = models.CharField("länkens fingeravtryck", max_length=64, unique=True, editable=False)
    skapad = models.DateTimeField("skapad", auto_now_add=True)
    borjade = models.DateTimeField("började svara", null=True, blank=True)
    aterkallad = models.DateTimeField("återkallad", null=True, blank=True)
    anmald = models.DateTimeField("anmäld av den som fick den", null=True, blank=True)

    class Meta:
        verbose_name = "inbjudan"
        verbose_name_plural = "inbjudningar"
        ordering = ["deltagare", "skapad"]

    def __str__(self):
        return f"{self.namn}, {self.deltagare}"


class Utskick(models.Model):
    """A letter that was sent, or could not be. Written with the act that it follows, before it is sent."""

    OSKICKAT = "avbröts innan det skickades"
    SKICKAS = timedelta(hours=1)  # so long a letter that is not yet told of may be on its way

    class Sort(models.TextChoices):
        INBJUDAN = "inbjudan", "Inbjudan"
        PAMINNELSE = "paminnelse", "Påminnelse"
        KVITTO = "kvitto", "Kvitto"
        ANDRING = "andring", "Ändrat efter inlämning"
        OPPNAD = "oppnad", "Öppnat igen"
        AVLOST = "avlost", "Någon annan svarar"
        SENT = "sent", "Besked om sent svar"

    deltagare = models.ForeignKey(Deltagare, models.CASCADE, related_name="utskick", verbose_name="deltagare")
    sort = models.CharField("vad", max_length=12, choices=Sort)
    till = models.EmailField("till")
    tid = models.DateTimeField("tid", auto_now_add=True)
    fel = models.CharField("fel", max_length=300, blank=True)

    class Meta:
        verbose_name = "utskick"
        verbose_name_plural = "utskick"
        ordering = ["-tid", "-pk"]

    def __str__(self):
        return f"{self.get_sort_display()} till {self.till}"

    @property
    def skickas(self):
        """Is it on its way just now?"""
        return self.fel == self.OSKICKAT and timezone.now() - self.tid < self.SKICKAS

    @property
    def misslyckades(self):
        return bool(self.fel) and not self.skickas
