"""The year that is reported: its period, its lock, and the headings it prints."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from samverkan import svenska
from samverkan.models import Roll
from uppdrag.models.avtal import Avtal, AvtalRadQuerySet, Omrade, Part
from uppdrag.models.uppdrag import Uppdrag

LAST_AR = "Året är låst. Processledaren låser upp det, med ett skäl, om något behöver rättas."


class Aretsdel(models.TextChoices):
    """Which part of a year something is told of. The value begins with the kind of part and ends with its number."""

    HELA = "", "Någon gång under året"
    FORSTA_HALVARET = "h1", "Första halvåret"
    ANDRA_HALVARET = "h2", "Andra halvåret"
    FORSTA_KVARTALET = "k1", "Första kvartalet"
    ANDRA_KVARTALET = "k2", "Andra kvartalet"
    TREDJE_KVARTALET = "k3", "Tredje kvartalet"
    FJARDE_KVARTALET = "k4", "Fjärde kvartalet"

    def dagar(self, fran, till):
        """(first day, last day) of this part of a year that goes from `fran` to `till`."""
        if not self.value:
            return fran, till
        delar = svenska.aretsdelar(fran, till, {"h": 2, "k": 4}[self.value[0]])
        del_ = delar[int(self.value[1]) - 1]
        return del_.fran, del_.till


# Said where a day is in none of them.
FLER_AR = "Processledaren lägger till fler på sidan Verksamhetsår."


class VerksamhetsarQuerySet(AvtalRadQuerySet):
    def for_date(self, avtal, datum):
        """The year of this agreement that the date falls in, or None."""
        return self.filter(avtal=avtal, fran__lte=datum, till__gte=datum).first()

    def med_part(self, organisationer):
        """The years in which one of these organisations was party on any day."""
        part = Part.objects.filter(
            Q(fran__isnull=True) | Q(fran__lte=OuterRef("till")), Q(till__isnull=True) | Q(till__gte=OuterRef("fran")),
            avtal=OuterRef("avtal"), organisation__in=organisationer,
        )  # fmt: skip
        return self.filter(Exists(part))

    def oppna(self):
        """Those that can still be written in."""
        return self.filter(status__in=[Verksamhetsar.Status.PLANERAT, Verksamhetsar.Status.OPPET])

    def lasta_for(self, avtal):
        """The locked years of an agreement, and of the one it hangs beside, whose editions were made of rows dated in them."""
        lasta = [Verksamhetsar.Status.LOCKED, Verksamhetsar.Status.ARKIVERAT]
        rader = self.filter(avtal__in=[avtal.pk, avtal.huvudavtal_id or avtal.pk], status__in=lasta, ur_fil=False)
        return rader.order_by("pk")

    def oppna_for(self, avtal, datum):
        """The open year of an agreement that a date falls in; both may be expressions of an outer query."""
        return self.oppna().filter(avtal=avtal, fran__lte=datum, till__gte=datum)


class Verksamhetsar(models.Model):
    """One reported period of one agreement. It holds the lock: nothing dated in a locked year moves."""

    class Status(models.TextChoices):
        PLANERAT = "planerat", "Planerat"
        OPPET = "oppet", "Öppet"
        LOCKED = "locked", "Låst"
        ARKIVERAT = "arkiverat", "Arkiverat"

    STEPS = {
        Status.PLANERAT: {Status.OPPET},
        Status.OPPET: {Status.LOCKED},
        Status.LOCKED: {Status.OPPET, Status.ARKIVERAT},
        Status.ARKIVERAT: set(),
    }

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="verksamhetsar", verbose_name="avtal")
    beteckning = models.CharField("år", max_length=20, help_text="Ett år oktober–september bär det år det slutar i.")
    fran = models.DateField("från och med")
    till = models.DateField("till och med")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.PLANERAT, editable=False)
    dnr = models.CharField("berättelsens diarienummer", max_length=40, blank=True)
    dnr_exempel = models.BooleanField("diarienumret är ett exempel", default=False)
    ort = models.CharField("undertecknas i", max_length=80, blank=True)
    undertecknas = models.DateField("undertecknas den", null=True, blank=True)
    overlamnas = models.DateField("överlämnas senast", null=True, blank=True)
    ur_fil = models.BooleanField(
        "texterna är intagna ur en fil", default=False, editable=False, help_text="Det som inte är registrerat för året är okänt."
    )
    innehaller_exempel = models.BooleanField("innehåller exempel", default=False, help_text="Sägs på omslaget och på varje sida.")

    objects = VerksamhetsarQuerySet.as_manager()

    class Meta:
        verbose_name = "verksamhetsår"
        verbose_name_plural = "verksamhetsår"
        ordering = ["avtal", "-fran"]
        constraints = [
            models.CheckConstraint(
                condition=Q(till__gt=F("fran")),
                name="year_slutar_efter_start",
                violation_error_message="Året kan inte sluta före det börjar.",
            ),
            models.UniqueConstraint(
                fields=["avtal", "beteckning"],
                name="year_beteckning_unik",
                violation_error_message="Avtalet har redan ett år med den beteckningen.",
            ),
        ]

    def __str__(self):
        return self.beteckning

    def get_absolute_url(self):
        return reverse("berattelse:year_overview", args=[self.pk])

    def clean(self):
        """Periods of one agreement never overlap; the database refuses it too."""
        if not (self.fran and self.till and self.avtal_id):
            return
        other = type(self).objects.filter(avtal=self.avtal_id, fran__lte=self.till, till__gte=self.fran).exclude(pk=self.pk).first()
        if other:
            period = svenska.period(other.fran, other.till)
            raise ValidationError({"fran": f"Perioden överlappar år {other.beteckning}, {period}."})

    @property
    def is_open(self):
        return self.status in {self.Status.PLANERAT, self.Status.OPPET}

    @cached_property
    def foregaende(self):
        return type(self).objects.filter(avtal=self.avtal_id, till__lt=self.fran).order_by("-fran").first()

    @property
    def efterfoljande(self):
        """The year after this one, or None."""
        return type(self).objects.filter(avtal=self.avtal_id, fran__gt=self.till).order_by("fran").first()

    @property
    def aterstar(self):
        """What is told of a year whose last day has not come: nothing is said to be its outcome or its report yet. "" afterwards."""
        return f"Året är slut först den {svenska.datum(self.till)}." if timezone.localdate() < self.till else ""

    def holds(self, datum):
        return self.fran <= datum <= self.till

    def can_be_edited_by(self, user):
        return self.is_open and self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_continued_by(self, user):
        """Make the next year out of it, whatever its status: it is only read."""
        return self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_planned_by(self, user):
        """Change the days of its steps: also after it is locked, for half of them come then."""
        return self.status != self.Status.ARKIVERAT and self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_locked_by(self, user):
        return self.status == self.Status.OPPET and self.avtal.har_roll(user, Roll.DIREKTOR, Roll.PROCESSLEDARE)

    def can_be_opened_by(self, user):
        return self.status == self.Status.PLANERAT and self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_unlocked_by(self, user):
        return self.status == self.Status.LOCKED and self.avtal.har_roll(user, Roll.PROCESSLEDARE)


class Rubrik(models.Model):
    """A heading as this year's report prints it, flagged when it differs from the agreement's own area."""

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.CASCADE, related_name="rubriker", verbose_name="verksamhetsår")
    text = models.CharField("rubrik", max_length=200)
    omrade = models.ForeignKey(Omrade, models.SET_NULL, null=True, blank=True, related_name="rubriker", verbose_name="avtalets område")
    ordning = models.PositiveSmallIntegerField("ordning", default=1)
    uppdrag = models.ManyToManyField(Uppdrag, through="Rubrikuppdrag", related_name="rubriker", verbose_name="uppdrag")

    class Meta:
        verbose_name = "rubrik"
        verbose_name_plural = "rubriker"
        ordering = ["verksamhetsar", "ordning"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "text"],
                name="rubrik_en_gang_per_year",
                violation_error_message="Året har redan den rubriken.",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    @property
    def avviker(self):
        """Does the printed heading differ from the agreement's own name for the area?"""
        return self.omrade is None or self.omrade.namn.casefold() != self.text.casefold()

    def can_be_edited_by(self, user):
        return self.verksamhetsar.can_be_edited_by(user)


class Rubrikuppdrag(models.Model):
    """Where in this year's report an uppdrag is printed."""

    rubrik = models.ForeignKey(Rubrik, models.CASCADE, related_name="placeringar", verbose_name="rubrik")
    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="placeringar", verbose_name="uppdrag")
    ordning = models.PositiveSmallIntegerField("ordning", default=1)

    class Meta:
        verbose_name = "placering i berättelsen"
        verbose_name_plural = "placeringar i berättelsen"
        ordering = ["rubrik__ordning", "ordning"]
        constraints = [
            models.UniqueConstraint(
                fields=["rubrik", "uppdrag"],
                name="uppdrag_en_gang_per_rubrik",
                violation_error_message="Uppdraget står redan under rubriken.",
            ),
        ]

    def __str__(self):
        return f"{self.rubrik}: {self.uppdrag}"
