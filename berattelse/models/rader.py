"""What is registered under a section: activities, results and projects."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from samverkan.models import Organisation, Roll
from uppdrag.models import Arena, Avtal, Uppdrag, Verksamhetsar


class AvsnittsradQuerySet(models.QuerySet):
    """Rows of a year that only the region reads until the report is handed over."""

    def visible_to(self, user):
        """Written by the region: only those with one of its roles at a party know of them before the report is out."""
        regioner = [org for roll, org in user.aktiva_roller if roll in Roll.regionens()]
        avtal = Avtal.objects.visible_to(user).filter(parter__organisation__in=regioner)
        return self.filter(verksamhetsar__avtal__in=avtal)


class Underlagsrad(models.Model):
    """What an activity and a result share: where it belongs and whom it concerns."""

    class Korthet(models.TextChoices):
        """Chosen for the report's first spread, by the year at most MEST_I_KORTHET of each, activities and results together."""

        HANDE = "hande", "Det här hände"
        VANTAR = "vantar", "Det här väntar"

        __empty__ = "Nej"

    MEST_I_KORTHET = 3

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="+", verbose_name="verksamhetsår", editable=False)
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, null=True, blank=True, related_name="%(class)s_rader", verbose_name="uppdrag")
    annat_avtal = models.ForeignKey(
        Avtal, models.PROTECT, null=True, blank=True, related_name="%(class)s_rader", verbose_name="annat avtal"
    )
    text = models.TextField("text", max_length=1000)
    datum = models.DateField("datum", null=True, blank=True)
    manad = models.PositiveSmallIntegerField("månad", null=True, blank=True, help_text="När bara månaden är känd.")
    # True, or not said: with neither this nor the list it is not known whom the row concerns.
    alla_kommuner = models.BooleanField("berör alla kommuner", null=True, blank=True)
    kommuner = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name="berör kommunerna",
        help_text="När bara några berörs. Är det inte känt lämnas allt tomt.",
    )  # fmt: skip
    arena = models.ForeignKey(Arena, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="arena")
    ordning = models.PositiveSmallIntegerField("ordning", default=1)
    exempel = models.BooleanField("exempel", default=False)
    i_korthet = models.CharField(
        "på Året i korthet", max_length=6, choices=Korthet, blank=True,
        help_text="Tre rader som hände och tre som väntar står först i berättelsen.",
    )  # fmt: skip

    objects = AvsnittsradQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["verksamhetsar", "ordning", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(uppdrag__isnull=False, annat_avtal__isnull=True) | Q(uppdrag__isnull=True, annat_avtal__isnull=False),
                name="%(class)s_en_hemvist",
                violation_error_message="Ange antingen ett uppdrag eller ett annat avtal.",
            ),
            models.CheckConstraint(
                condition=Q(datum__isnull=True) | Q(manad__isnull=True),
                name="%(class)s_en_tid",
                violation_error_message="Ange datum eller månad, inte båda.",
            ),
            models.CheckConstraint(
                condition=Q(manad__isnull=True) | Q(manad__range=(1, 12)),
                name="%(class)s_manad",
                violation_error_message="Månaden är ett tal från 1 till 12.",
            ),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    def can_be_written_by(self, user):
        if self.uppdrag_id:
            return self.uppdrag.can_be_written_by(user)
        return self.verksamhetsar.avtal.har_roll(user, Roll.PROCESSLEDARE, Roll.SAMORDNARE)

    def can_be_edited_by(self, user):
        return self.verksamhetsar.is_open and self.can_be_written_by(user)


class Aktivitet(Underlagsrad):
    """Something that was done for the kommuner."""

    history = HistoricalRecords(app="berattelse")

    class Meta(Underlagsrad.Meta):
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"


class Resultat(Underlagsrad):
    """Something that came of it, with an amount where there is one."""

    belopp = models.DecimalField("mängd", max_digits=14, decimal_places=1, null=True, blank=True)
    enhet = models.CharField("enhet", max_length=40, blank=True, help_text="Till exempel kronor, personer eller filialer.")
    kalla = models.CharField("källa", max_length=200, blank=True)
    history = HistoricalRecords(app="berattelse")

    class Meta(Underlagsrad.Meta):
        verbose_name = "resultat"
        verbose_name_plural = "resultat"
        constraints = [
            *Underlagsrad.Meta.constraints,
            models.CheckConstraint(
                condition=Q(belopp__isnull=True) | ~Q(enhet=""),
                name="resultat_mangd_har_enhet",
                violation_error_message="Skriv i vilken enhet mängden är.",
            ),
        ]


class Projekt(models.Model):
    """A line in the project table of an uppdrag: which column it stands in."""

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="projekt", verbose_name="verksamhetsår", editable=False)
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, related_name="projekt", verbose_name="uppdrag", editable=False)
    kolumn = models.CharField("kolumn", max_length=60)
    namn = models.CharField("projekt", max_length=300)
    kolumnordning = models.PositiveSmallIntegerField("kolumnens ordning", default=1)
    ordning = models.PositiveSmallIntegerField("ordning", default=1)

    objects = AvsnittsradQuerySet.as_manager()

    class Meta:
        verbose_name = "projekt"
        verbose_name_plural = "projekt"
        ordering = ["verksamhetsar", "uppdrag", "kolumnordning", "ordning", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "uppdrag", "kolumn", "namn"],
                name="projekt_en_gang",
                violation_error_message="Projektet står redan i kolumnen.",
            ),
            models.CheckConstraint(
                condition=Q(kolumnordning__gte=1), name="projekt_ordning", violation_error_message="Ordningen börjar på 1."
            ),
        ]

    def __str__(self):
        return self.namn

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    def can_be_edited_by(self, user):
        return self.verksamhetsar.is_open and self.uppdrag.can_be_written_by(user)
