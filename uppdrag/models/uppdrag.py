"""An uppdrag under the agreement, and what is said of it: who takes part and works, what it is to do and gives."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from samverkan.models import DateradQuerySet, Organisation, Roll, User
from uppdrag.models.avtal import NAMN, Avtal, AvtalRadQuerySet, Omrade, slutar_efter_start


class UppdragsradQuerySet(DateradQuerySet):
    """Rows that belong to an uppdrag by a field `uppdrag`."""

    def visible_to(self, user):
        return self.filter(uppdrag__avtal__in=Avtal.objects.visible_to(user))


class UppdragQuerySet(AvtalRadQuerySet):
    def for_samordnare(self, user):
        return self.filter(pk__in=Samordnare.objects.galler().filter(user=user).values("uppdrag"))


class RedovisasPer(models.TextChoices):
    """How finely what was arranged is told."""

    YEAR = "", "År"
    HALVAR = "halvar", "Halvår"
    KVARTAL = "kvartal", "Kvartal"

    @property
    def antal(self):
        """How many parts the year is told in."""
        return {self.YEAR: 1, self.HALVAR: 2, self.KVARTAL: 4}[self]


class Laget(models.TextChoices):
    """Where an uppdrag stands on a day: what was said of it, unless its dates say otherwise."""

    KOMMANDE = "kommande", "Inte påbörjat"
    AKTIVT = "aktivt", "Aktivt"
    VAKANT = "vakant", "Vakant"
    AVSLUTAT = "avslutat", "Avslutat"
    NEDLAGT = "nedlagt", "Nedlagt"
    OVERFORT = "overfort", "Överfört"


class Uppdrag(models.Model):
    """What the region is to do for the kommuner, by the agreement."""

    class Status(models.TextChoices):
        AKTIVT = "aktivt", "Aktivt"
        VAKANT = "vakant", "Vakant"
        NEDLAGT = "nedlagt", "Nedlagt"
        OVERFORT = "overfort", "Överfört"

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="uppdrag", verbose_name="avtal")
    namn = models.CharField("namn", **NAMN)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.AKTIVT)
    fran = models.DateField("från och med", null=True, blank=True)
    till = models.DateField("till och med", null=True, blank=True)
    verksam_till = models.DateField(
        "verksamheten pågick till och med",
        null=True,
        blank=True,
        help_text="När det praktiska arbetet slutade före uppdraget.",
    )
    anmarkning = models.TextField("anmärkning", blank=True, help_text="Till exempel när en vakans började, om källorna är oense.")
    omraden = models.ManyToManyField(Omrade, through="Uppdragsomrade", related_name="uppdrag", verbose_name="områden")
    styrgrupp = models.ForeignKey("uppdrag.Arena", models.SET_NULL, null=True, blank=True, related_name="styr", verbose_name="styrgrupp")
    ordning = models.PositiveSmallIntegerField("ordning", default=1)
    redovisas_per = models.CharField(
        "det som ordnas redovisas per",
        max_length=8,
        choices=RedovisasPer,
        default=RedovisasPer.YEAR,
        blank=True,
        help_text="Så delas utbildningar, konferenser och annat upp i berättelsens mening.",
    )

    objects = UppdragQuerySet.as_manager()
    history = HistoricalRecords(app="uppdrag")

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        ordering = ["avtal", "ordning", "namn"]
        constraints = [
            slutar_efter_start("uppdrag_slutar_efter_start"),
            models.UniqueConstraint(
                fields=["avtal", "namn"],
                name="uppdrag_namn_unikt",
                violation_error_message="Avtalet har redan ett uppdrag med det namnet.",
            ),
        ]

    def __str__(self):
        return self.namn

    def get_absolute_url(self):
        return reverse("uppdrag:uppdrag_detail", args=[self.pk])

    @property
    def laget(self):
        """Where it stands today."""
        return self.laget_den(timezone.localdate())

    def laget_den(self, dag):
        """Never active before its first day or after its last; and what ends later has not ended yet."""
        slutade = self.status in {self.Status.NEDLAGT, self.Status.OVERFORT}
        if self.fran and dag < self.fran:
            return Laget.KOMMANDE
        if self.till and self.till < dag:
            return Laget(self.status) if slutade else Laget.AVSLUTAT
        if self.till and slutade and dag < self.till:
            return Laget.AKTIVT
        return Laget(self.status)

    @cached_property
    def samordnare_ids(self):
        """Who are tied to the uppdrag as samordnare today, read once for each request."""
        return frozenset(self.samordnare.galler().values_list("user", flat=True))

    def samordnas_av(self, user):
        """Is this person tied to the uppdrag as samordnare today, and still holds that role at a party?"""
        return self.avtal.har_roll(user, Roll.SAMORDNARE) and user.pk in self.samordnare_ids

    def can_be_edited_by(self, user):
        return self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_written_by(self, user):
        """Register meetings and activities, write the section."""
        return self.can_be_edited_by(user) or self.samordnas_av(user)

    def beskrivning_for(self, datum):
        """The description that holds on a day, or None."""
        return self.beskrivningar.galler(on=datum).order_by("-fran").first()


class Uppdragsomrade(models.Model):
    """Under which area one version of the agreement places an uppdrag."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="omradesplaceringar", verbose_name="uppdrag")
    omrade = models.ForeignKey(Omrade, models.CASCADE, related_name="uppdragsplaceringar", verbose_name="område")

    class Meta:
        verbose_name = "områdesplacering"
        verbose_name_plural = "områdesplaceringar"
        constraints = [
            models.UniqueConstraint(
                fields=["uppdrag", "omrade"],
                name="uppdrag_en_gang_per_omrade",
                violation_error_message="Uppdraget står redan under området.",
            ),
        ]

    def __str__(self):
        return f"{self.uppdrag}: {self.omrade}"


class Samordnare(models.Model):
    """The tie of a person to the uppdrag she coordinates, from a date to a date."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="samordnare", verbose_name="uppdrag")
    user = models.ForeignKey(User, models.PROTECT, related_name="samordnar", verbose_name="person")
    fran = models.DateField("från och med", default=timezone.localdate)
    till = models.DateField("till och med", null=True, blank=True)

    objects = UppdragsradQuerySet.as_manager()

    class Meta:
        verbose_name = "samordnare"
        verbose_name_plural = "samordnare"
        ordering = ["uppdrag", "-fran"]
        constraints = [slutar_efter_start("samordnare_slutar_efter_start")]

    def __str__(self):
        return f"{self.user}, {self.uppdrag}"

    def can_be_edited_by(self, user):
        return self.uppdrag.can_be_edited_by(user)


class Medverkan(models.Model):
    """A kommun's participation in an uppdrag, from a date to a date."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="medverkan", verbose_name="uppdrag")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="medverkan", verbose_name="kommun")
    fran = models.DateField("från och med", null=True, blank=True)
    till = models.DateField("till och med", null=True, blank=True)

    objects = UppdragsradQuerySet.as_manager()

    class Meta:
        verbose_name = "medverkan"
        verbose_name_plural = "medverkan"
        ordering = ["uppdrag", "organisation__namn"]
        constraints = [
            slutar_efter_start("medverkan_slutar_efter_start"),
            models.UniqueConstraint(
                fields=["uppdrag", "organisation", "fran"],
                name="medverkan_en_gang",
                violation_error_message="Kommunen medverkar redan i uppdraget från samma dag.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} i {self.uppdrag}"

    def can_be_edited_by(self, user):
        return self.uppdrag.can_be_edited_by(user)


class Satsning(models.Model):
    """An initiative under an uppdrag with a participation of its own, perhaps counted but not named."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="satsningar", verbose_name="uppdrag")
    namn = models.CharField("namn", **NAMN)
    fran = models.DateField("från och med", null=True, blank=True)
    till = models.DateField("till och med", null=True, blank=True)
    kommuner = models.ManyToManyField(Organisation, blank=True, related_name="satsningar", verbose_name="kommuner som deltar")
    antal_kommuner = models.PositiveSmallIntegerField(
        "antal kommuner", null=True, blank=True, help_text="När källan bara säger hur många, inte vilka."
    )
    text = models.TextField("beskrivning", blank=True)

    objects = UppdragsradQuerySet.as_manager()

    class Meta:
        verbose_name = "satsning"
        verbose_name_plural = "satsningar"
        ordering = ["uppdrag", "fran", "namn"]
        constraints = [slutar_efter_start("satsning_slutar_efter_start")]

    def __str__(self):
        return self.namn

    def can_be_edited_by(self, user):
        return self.uppdrag.can_be_written_by(user)


class Bemanning(models.Model):
    """One person's share of full time in an uppdrag one year: employed, or bought from a kommun."""

    class Sort(models.TextChoices):
        ANSTALLD = "anstalld", "Anställd"
        KOPT = "kopt", "Tjänsteköp från kommun"

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="bemanning", verbose_name="uppdrag")
    verksamhetsar = models.ForeignKey("uppdrag.Verksamhetsar", models.CASCADE, related_name="bemanning", verbose_name="verksamhetsår")
    procent = models.PositiveSmallIntegerField("tjänstgöringsgrad i procent")
    sort = models.CharField("anställning", max_length=10, choices=Sort, default=Sort.ANSTALLD)
    kommun = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="köps från")
    finansiering = models.CharField("finansiering", max_length=200, blank=True)
    inriktning = models.CharField("inriktning", max_length=200, blank=True)

    objects = UppdragsradQuerySet.as_manager()

    class Meta:
        verbose_name = "bemanning"
        verbose_name_plural = "bemanning"
        ordering = ["uppdrag", "sort", "-procent"]
        constraints = [
            models.CheckConstraint(
                condition=Q(procent__gte=1, procent__lte=100),
                name="procent_av_heltid",
                violation_error_message="Tjänstgöringsgraden är 1 till 100 procent.",
            ),
            models.CheckConstraint(
                condition=Q(kommun__isnull=True) | Q(sort="kopt"),
                name="kommun_bara_vid_kop",
                violation_error_message="Kommun anges bara vid tjänsteköp.",
            ),
        ]

    def __str__(self):
        return f"{self.uppdrag}: {self.procent} %"

    def can_be_edited_by(self, user):
        return self.verksamhetsar.is_open and self.uppdrag.can_be_written_by(user)


class Beskrivning(models.Model):
    """Uppdragsbeskrivning: what the uppdrag is to do, in the wording valid from a date. Printed as bilaga 1."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="beskrivningar", verbose_name="uppdrag")
    text = models.TextField("text")
    fran = models.DateField("gäller från och med")
    till = models.DateField("gäller till och med", null=True, blank=True)
    exempel = models.BooleanField("exempel", default=False, help_text="Texten är ett exempel och märks så när den skrivs ut.")

    objects = UppdragsradQuerySet.as_manager()
    history = HistoricalRecords(app="uppdrag")

    class Meta:
        verbose_name = "uppdragsbeskrivning"
        verbose_name_plural = "uppdragsbeskrivningar"
        ordering = ["uppdrag", "-fran"]
        constraints = [
            slutar_efter_start("beskrivning_slutar_efter_start"),
            models.UniqueConstraint(
                fields=["uppdrag", "fran"],
                name="beskrivning_en_per_dag",
                violation_error_message="Det finns redan en beskrivning som gäller från samma dag.",
            ),
        ]

    def __str__(self):
        return f"{self.uppdrag} från {self.fran}"

    def can_be_edited_by(self, user):
        return self.uppdrag.can_be_edited_by(user)


class Nytta(models.Model):
    """A benefit the kommuner see in an uppdrag."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="nyttor", verbose_name="uppdrag")
    text = models.CharField("nytta", max_length=300)
    kalla = models.CharField("källa", max_length=200, blank=True)

    objects = UppdragsradQuerySet.as_manager()

    class Meta:
        verbose_name = "nytta"
        verbose_name_plural = "nyttor"
        ordering = ["uppdrag", "pk"]

    def __str__(self):
        return self.text

    def can_be_edited_by(self, user):
        return self.uppdrag.can_be_written_by(user)
