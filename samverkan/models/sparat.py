"""What the program writes down by itself: the log of what was done and its chain, what is printed, tried, not yet saved, and found."""

from django.db import models
from django.utils import timezone

from samverkan.models.personer import Organisation, User
from samverkan.sokregister.falt import Soktext


class Handelse(models.Model):
    """One act that took place: who, what, on which row, when. Rows are only ever added; the database sees to it."""

    tid = models.DateTimeField("tid", auto_now_add=True, db_index=True)
    # The name is kept beside the tie, so that the trace still reads when the person is gone.
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vem")
    vem = models.CharField("namn", max_length=200, blank=True)
    akt = models.CharField("vad", max_length=60)
    objekt = models.CharField("objekt", max_length=60, help_text="app.modell:nyckel")
    text = models.CharField("beskrivning", max_length=300)
    avtal_id = models.BigIntegerField("avtal", null=True, blank=True, db_index=True)
    detaljer = models.JSONField("detaljer", default=dict, blank=True)

    class Meta:
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        ordering = ["-tid", "-pk"]
        indexes = [models.Index(fields=["objekt", "-tid"], name="handelse_objekt")]  # who saved the row last, and a row's own history

    def __str__(self):
        return f"{timezone.localtime(self.tid):%Y-%m-%d %H:%M} {self.vem} {self.akt} {self.text}"


class Kedjelank(models.Model):
    """One event's link in the chain of the log: its hash is made of the event and of the link before. Rows are only ever added."""

    nummer = models.PositiveBigIntegerField("nummer", primary_key=True)
    handelse = models.OneToOneField(Handelse, models.PROTECT, related_name="lank", verbose_name="händelse")
    hash = models.CharField("kontrollsumma (SHA-256)", max_length=64, unique=True)

    class Meta:
        verbose_name = "länk i loggens kedja"
        verbose_name_plural = "länkar i loggens kedja"
        ordering = ["nummer"]

    def __str__(self):
        return f"{self.nummer}, {self.hash[:12]}"


class Utskrift(models.Model):
    """A printed file, known by the content it was made from and by what printed it: the same is printed once.

    Nothing is lost when a row is taken away: whoever asks prints anew.
    """

    nyckel = models.CharField("innehållets kontrollsumma (SHA-256)", max_length=64)
    sort = models.CharField("sort", max_length=5)
    kommun = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="kommun")
    innehall = models.BinaryField("innehåll")
    skapad = models.DateTimeField("skapad", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "utskrift"
        verbose_name_plural = "utskrifter"
        ordering = ["skapad", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nyckel", "sort"],
                condition=models.Q(kommun__isnull=True),
                name="utskrift_en_per_innehall",
                violation_error_message="Filen är redan utskriven.",
            ),
            models.UniqueConstraint(
                fields=["nyckel", "sort", "kommun"],
                condition=models.Q(kommun__isnull=False),
                name="utskrift_en_per_innehall_och_kommun",
                violation_error_message="Kommunens fil är redan utskriven.",
            ),
        ]

    def __str__(self):
        return f"{self.nyckel[:12]}, {self.sort}"


class Forsok(models.Model):
    """How many times one address has tried one thing in a window of time. The key is a hash: whose address it was is not kept."""

    nyckel = models.CharField("nyckel (SHA-256)", max_length=64, primary_key=True)
    antal = models.PositiveIntegerField("antal", default=0)
    till = models.DateTimeField("glöms efter", db_index=True)

    class Meta:
        verbose_name = "försök"
        verbose_name_plural = "försök"
        ordering = ["till"]

    def __str__(self):
        return f"{self.antal} försök till {timezone.localtime(self.till):%H.%M}"


class Kladd(models.Model):
    """What a person has written in one field of one page and not yet saved. Hers alone; gone once the page is saved.

    `skrivning` is one opening of the page, so that what she wrote at one computer is never written over at another.
    `bas` is the text she began from. `nr` grows with each keystroke that is sent: what is late on its way changes nothing.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="kladdar", verbose_name="vem")
    plats = models.CharField("sidans adress", max_length=300)
    rubrik = models.CharField("sidans rubrik", max_length=300, blank=True)
    skrivning = models.CharField("skrivning", max_length=40)
    falt = models.CharField("fält", max_length=100)
    etikett = models.CharField("fältets namn", max_length=300, blank=True)
    text = models.TextField("text", blank=True)
    bas = models.TextField("texten som fanns från början", blank=True)
    nr = models.PositiveBigIntegerField("nummer", default=0)
    tid = models.DateTimeField("skrivet", auto_now=True)

    class Meta:
        verbose_name = "kladd"
        verbose_name_plural = "kladdar"
        ordering = ["plats", "skrivning", "pk"]
        indexes = [models.Index(fields=["plats", "tid"], name="kladd_plats")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "skrivning", "falt"], name="kladd_ett_falt_en_gang", violation_error_message="Fältet har redan en kladd."
            ),
        ]

    def __str__(self):
        return f"{self.etikett or self.falt}, {self.rubrik or self.plats}"


class Sokrad(models.Model):
    """What can be found of one row of any table. The database keeps it by itself (samverkan.sokregister.sql); nobody writes it."""

    rowid = models.BigIntegerField("radens nummer * 64 + slagets nummer", primary_key=True)
    text = Soktext("text att söka i")

    class Meta:
        verbose_name = "sökrad"
        verbose_name_plural = "sökrader"
        ordering = ["-rowid"]

    def __str__(self):
        return f"sökrad {self.rowid}"


class Korning(models.Model):
    """One run of kor_dagligen: begun, ended, and what went wrong in it. Without an end it was broken off, or goes on."""

    borjade = models.DateTimeField("började", auto_now_add=True)
    slutade = models.DateTimeField("slutade", null=True, blank=True)
    fel = models.TextField("vad som gick fel", blank=True)

    class Meta:
        verbose_name = "daglig körning"
        verbose_name_plural = "dagliga körningar"
        ordering = ["-borjade", "-pk"]

    def __str__(self):
        return f"körningen {timezone.localtime(self.borjade):%Y-%m-%d %H.%M}"
