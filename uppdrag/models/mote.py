"""The papers of a meeting: where and when, what is enclosed, who was called, what was decided, and what is to be followed up"""

import hashlib
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from samverkan.models import Organisation, User
from uppdrag.models.arena import Arena
from uppdrag.models.beslut import Beslut
from uppdrag.models.tillfalle import Dagordningspunkt, Tillfalle


class MotesradQuerySet(models.QuerySet):
    """Papers of a meeting, which they name by a field `tillfalle`: seen by those who are called to it, and by those who keep it."""

    def visible_to(self, user):
        return self.filter(tillfalle__in=Tillfalle.objects.kallade_for(user))


class Motesrad(models.Model):
    """A row that belongs to a meeting by a field `tillfalle`, and is changed by whoever may change the meeting now."""

    objects = MotesradQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def avtal_id(self):
        return self.tillfalle.avtal_id

    def can_be_edited_by(self, user):
        return self.tillfalle.can_be_edited_by(user)


class Kallelseuppgift(Motesrad):
    """What the kallelse says of a meeting beside its agenda: when, where, and who calls."""

    tillfalle = models.OneToOneField(Tillfalle, models.CASCADE, related_name="kallelseuppgift", verbose_name="tillfälle", editable=False)
    fran_kl = models.TimeField("börjar kl.", null=True, blank=True)
    till_kl = models.TimeField("slutar kl.", null=True, blank=True)
    plats = models.CharField("plats", max_length=200, blank=True, help_text="Lokal, hus och ort.")
    lank = models.URLField("länk till det digitala mötet", max_length=1000, blank=True)
    avsandare = models.CharField(
        "kallar till mötet", max_length=200, blank=True, help_text="Namn och befattning, till exempel ordföranden."
    )
    telefon = models.CharField("telefon", max_length=40, blank=True)
    epost = models.EmailField("e-postadress", blank=True)
    sista_dag = models.DateField("sista dag att anmäla ärenden", null=True, blank=True)
    anmalan = models.TextField("att tänka på", blank=True, help_text="Till exempel hur man anmäler förhinder.")

    class Meta:
        verbose_name = "uppgift i kallelsen"
        verbose_name_plural = "uppgifter i kallelsen"
        constraints = [
            models.CheckConstraint(
                condition=Q(till_kl__isnull=True) | Q(fran_kl__isnull=False),
                name="kallelse_slutar_nar_den_borjar",
                violation_error_message="Skriv också när mötet börjar.",
            ),
        ]

    def __str__(self):
        return f"Kallelsen till {self.tillfalle}"


class Moteshandling(Motesrad):
    """A paper of a meeting: a file, as somebody sent it. It belongs to an ärende, or to the whole meeting."""

    tillfalle = models.ForeignKey(Tillfalle, models.CASCADE, related_name="handlingar", verbose_name="tillfälle", editable=False)
    punkt = models.ForeignKey(
        Dagordningspunkt, models.SET_NULL, null=True, blank=True, related_name="handlingar", verbose_name="till ärendet"
    )
    titel = models.CharField("kallas", max_length=200, blank=True, help_text="Lämnas tomt när filens namn säger vad det är.")
    filnamn = models.CharField("filnamn", max_length=160, editable=False)
    innehall = models.BinaryField("innehåll")
    sha256 = models.CharField("kontrollsumma (SHA-256)", max_length=64, editable=False)
    storlek = models.PositiveBigIntegerField("storlek, byte", editable=False)
    inlagd = models.DateTimeField("inlagd", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="inlagd av", editable=False)

    class Meta:
        verbose_name = "möteshandling"
        verbose_name_plural = "möteshandlingar"
        ordering = ["tillfalle", F("punkt__ordning").asc(nulls_first=True), "pk"]

    def __str__(self):
        return self.titel or self.filnamn

    def get_absolute_url(self):
        return reverse("uppdrag:handling_fil", args=[self.pk])

    @property
    def ar_hel(self):
        """Is it, to the byte, what was sent?"""
        return len(self.innehall) == self.storlek and hashlib.sha256(self.innehall).hexdigest() == self.sha256


class Kallelse(Motesrad):
    """A kallelse as it was sent: what it said, and what was changed since the one before. The last of a cancelled meeting says so."""

    class Sort(models.TextChoices):
        KALLELSE = "kallelse", "Kallelse"
        ANDRAD = "andrad", "Ändrad kallelse"
        INSTALLT = "installt", "Inställt möte"

    tillfalle = models.ForeignKey(Tillfalle, models.CASCADE, related_name="kallelser", verbose_name="tillfälle")
    nummer = models.PositiveSmallIntegerField("nummer")
    sort = models.CharField("sort", max_length=10, choices=Sort, default=Sort.KALLELSE)
    innehall = models.TextField("vad den sa")
    andringar = models.JSONField("vad som ändrades", default=list, blank=True)
    skickad = models.DateTimeField("skickad", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="skickad av")

    class Meta:
        verbose_name = "kallelse"
        verbose_name_plural = "kallelser"
        ordering = ["tillfalle", "nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["tillfalle", "nummer"],
                name="kallelse_ett_nummer",
                violation_error_message="Kallelsen är redan skickad.",
            ),
        ]

    def __str__(self):
        return f"{self.get_sort_display()} {self.nummer}, {self.tillfalle}"


class Kallelsemottagare(models.Model):
    """To whom a kallelse went. `fel` is "" once the mail server has taken the letter."""

    OSKICKAT = "avbröts innan det skickades"
    SKICKAS = timedelta(minutes=5)

    kallelse = models.ForeignKey(Kallelse, models.CASCADE, related_name="mottagare", verbose_name="kallelse")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="organisation")
    namn = models.CharField("namn", max_length=200, blank=True)
    epost = models.EmailField("e-postadress", blank=True)
    fel = models.CharField("fel", max_length=300, blank=True, default=OSKICKAT)
    forsokt = models.DateTimeField("senaste försöket", default=timezone.now)

    class Meta:
        verbose_name = "mottagare av kallelse"
        verbose_name_plural = "mottagare av kallelser"
        ordering = ["kallelse", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kallelse", "epost"],
                condition=~Q(epost=""),
                name="kallelse_en_gang_till_var_och_en",
                violation_error_message="Adressen har redan fått kallelsen.",
            ),
        ]

    def __str__(self):
        return self.namn or self.epost

    @property
    def gick_inte(self):
        """Why the letter did not go; "" while it may be on its way, and once it has gone."""
        pa_vag = self.fel == self.OSKICKAT and timezone.now() - self.forsokt < self.SKICKAS
        return "" if pa_vag else self.fel


class Protokoll(Motesrad):
    """What is known of the minutes of a meeting, which are kept whole in the diarium. Once adopted, what they say stays."""

    tillfalle = models.OneToOneField(Tillfalle, models.PROTECT, related_name="protokollet", verbose_name="tillfälle", editable=False)
    ordforande = models.CharField("ordförande", max_length=120, blank=True)
    sekreterare = models.CharField("sekreterare", max_length=120, blank=True)
    justerare = models.CharField("justerare", max_length=200, blank=True, help_text="Flera skiljs med komma.")
    ovriga = models.CharField("övriga närvarande", max_length=500, blank=True, help_text="De som inte är med för någon organisation.")
    dnr = models.CharField("protokollets diarienummer", max_length=40, blank=True)
    lank = models.URLField("länk till protokollet i diariet", max_length=1000, blank=True)
    justerat_den = models.DateField("justerat den", null=True, blank=True, editable=False)
    justerat_av = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="registrerat som justerat av", editable=False
    )

    class Meta:
        verbose_name = "protokoll"
        verbose_name_plural = "protokoll"
        constraints = [
            models.CheckConstraint(
                condition=Q(justerat_den__isnull=True) | ~Q(ordforande="") & ~Q(justerare=""),
                name="justerat_av_nagon",
                violation_error_message="Ett justerat protokoll har en ordförande och en justerare.",
            ),
        ]

    def __str__(self):
        return f"Protokollet från {self.tillfalle}"

    def get_absolute_url(self):
        return reverse("uppdrag:protokoll_detail", args=[self.tillfalle_id])


class Arendeutfall(models.Model):
    """What became of an ärende at its meeting: decided, put off, noted, or taken off the agenda."""

    class Utfall(models.TextChoices):
        BESLUTAT = "beslutat", "Beslutat"
        BORDLAGT = "bordlagt", "Bordlagt"
        ANTECKNAT = "antecknat", "Information, antecknad"
        UTGAR = "utgar", "Utgår"

    punkt = models.OneToOneField(Dagordningspunkt, models.PROTECT, related_name="utfallet", verbose_name="ärende", editable=False)
    utfall = models.CharField("vad det blev av ärendet", max_length=10, choices=Utfall)
    paragraf = models.CharField("paragraf", max_length=20, blank=True)
    beslut = models.OneToOneField(
        Beslut, models.PROTECT, null=True, blank=True, related_name="arendet", verbose_name="beslut", editable=False
    )
    anteckning = models.TextField("anteckning", blank=True, help_text="Till exempel varför ärendet bordlades, och till när.")

    class Meta:
        verbose_name = "utfall av ett ärende"
        verbose_name_plural = "utfall av ärenden"
        ordering = ["punkt"]
        constraints = [
            models.CheckConstraint(
                condition=Q(utfall="beslutat", beslut__isnull=False) | ~Q(utfall="beslutat") & Q(beslut__isnull=True),
                name="beslutat_arende_har_beslut",
                violation_error_message="Skriv vad som beslutades.",
            ),
        ]

    def __str__(self):
        return f"{self.punkt}: {self.get_utfall_display().lower()}"


class Reservation(models.Model):
    """That somebody reserved herself against a decision, and what she said."""

    beslut = models.ForeignKey(Beslut, models.CASCADE, related_name="reservationer", verbose_name="beslut")
    vem = models.CharField("vem", max_length=200)
    text = models.TextField("reservation", blank=True)

    class Meta:
        verbose_name = "reservation"
        verbose_name_plural = "reservationer"
        ordering = ["beslut", "pk"]

    def __str__(self):
        return self.vem


class BalanspostQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(arena__in=Arena.objects.visible_to(user))

    def oppna(self):
        return self.filter(klar_den__isnull=True)


class Balanspost(models.Model):
    """What follows from a decision and is to be done: what, by whom, by when, and when it was done. The arena's balanslista."""

    TVA_AR = timedelta(days=730)  # within which the arena takes it up again

    arena = models.ForeignKey(Arena, models.PROTECT, related_name="balansposter", verbose_name="arena", editable=False)
    beslut = models.OneToOneField(Beslut, models.PROTECT, related_name="balanspost", verbose_name="beslut", editable=False)
    vad = models.CharField("vad som ska följas upp", max_length=300)
    vem = models.CharField("vem som gör det", max_length=120, blank=True)
    senast = models.DateField("senast", null=True, blank=True)
    klar_den = models.DateField("klart den", null=True, blank=True)
    klar_hur = models.TextField("hur det blev", blank=True)

    objects = BalanspostQuerySet.as_manager()

    class Meta:
        verbose_name = "post i balanslistan"
        verbose_name_plural = "poster i balanslistan"
        ordering = ["arena", F("senast").asc(nulls_last=True), "pk"]

    def __str__(self):
        return self.vad

    def get_absolute_url(self):
        return reverse("uppdrag:balanslista", args=[self.arena_id])

    @property
    def avtal_id(self):
        return self.arena.avtal_id

    @property
    def ar_forsenad(self):
        return self.klar_den is None and self.senast is not None and self.senast < timezone.localdate()

    def can_be_edited_by(self, user):
        return self.arena.can_be_registered_by(user)


class Upptagning(models.Model):
    """That a line of an agenda takes up again what an earlier meeting left open."""

    punkt = models.OneToOneField(Dagordningspunkt, models.CASCADE, related_name="tar_upp", verbose_name="ärende")
    arende = models.ForeignKey(
        Dagordningspunkt, models.CASCADE, null=True, blank=True, related_name="tas_upp", verbose_name="tidigare ärende"
    )
    balanspost = models.ForeignKey(
        Balanspost, models.CASCADE, null=True, blank=True, related_name="tas_upp", verbose_name="post i balanslistan"
    )

    class Meta:
        verbose_name = "ärende från ett tidigare möte"
        verbose_name_plural = "ärenden från tidigare möten"
        constraints = [
            models.CheckConstraint(
                condition=Q(arende__isnull=False, balanspost__isnull=True) | Q(arende__isnull=True, balanspost__isnull=False),
                name="tar_upp_ett",
                violation_error_message="Ärendet tar upp ett tidigare ärende eller en post i balanslistan.",
            ),
        ]

    def __str__(self):
        return f"{self.punkt}: {self.arende or self.balanspost}"
