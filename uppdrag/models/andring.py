"""What happened to an agreement, what came after it, and what is financed by it without being an uppdrag."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from samverkan import svenska
from uppdrag.models.avtal import NAMN, Avtal, AvtalRadQuerySet, Avtalsrad, dnr_validator


class Avtalsandring(Avtalsrad):
    """What happened to the agreement as a whole: it was extended or terminated."""

    class Sort(models.TextChoices):
        FORLANGNING = "forlangning", "Förlängning"
        UPPSAGNING = "uppsagning", "Uppsägning"

    avtal = models.ForeignKey(Avtal, models.CASCADE, related_name="andringar", verbose_name="avtal")
    sort = models.CharField("vad", max_length=20, choices=Sort)
    datum = models.DateField("datum", null=True, blank=True, help_text="Lämna tomt om källorna inte är ense.")
    datum_text = models.CharField("datum i ord", max_length=120, blank=True, help_text="Till exempel hösten 2021, när dagen inte är känd.")
    nytt_slut = models.DateField("nytt slutdatum", null=True, blank=True)
    beslut = models.ForeignKey("uppdrag.Beslut", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslut")
    anmarkning = models.TextField("anmärkning", blank=True)

    objects = AvtalRadQuerySet.as_manager()

    class Meta:
        verbose_name = "avtalsändring"
        verbose_name_plural = "avtalsändringar"
        ordering = ["avtal", F("datum").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(datum__isnull=False) | ~Q(datum_text=""),
                name="andring_har_nagon_tid",
                violation_error_message="Ange ett datum, eller skriv i ord när det skedde.",
            ),
            models.CheckConstraint(
                condition=~Q(sort="forlangning") | Q(nytt_slut__isnull=False),
                name="forlangning_har_slut",
                violation_error_message="En förlängning ska ha ett nytt slutdatum.",
            ),
        ]

    def __str__(self):
        return f"{self.get_sort_display()} av {self.avtal.titel}"

    @property
    def tid(self):
        """When it happened, as rows are put in order by it; None when its words name no year."""
        return svenska.tid(self.datum, self.datum_text)


class Eftertradare(Avtalsrad):
    """What came after the agreement, or a part of it, by name; tied to its own agreement once that is registered."""

    avtal = models.ForeignKey(Avtal, models.CASCADE, related_name="eftertradare", verbose_name="avtal")
    namn = models.CharField("namn", **NAMN)
    efterfoljande_avtal = models.ForeignKey(
        Avtal, models.SET_NULL, null=True, blank=True, related_name="foregangare", verbose_name="registrerat avtal"
    )
    fran = models.DateField("från och med", null=True, blank=True)

    objects = AvtalRadQuerySet.as_manager()

    class Meta:
        verbose_name = "efterträdare"
        verbose_name_plural = "efterträdare"
        ordering = ["avtal", "fran", "namn"]

    def __str__(self):
        return self.namn


class OvrigVerksamhet(Avtalsrad):
    """Övrigt finansierad verksamhet enligt avtalet: neither uppdrag nor other agreement; it reports on its own."""

    avtal = models.ForeignKey(Avtal, models.CASCADE, related_name="ovriga_verksamheter", verbose_name="avtal")
    namn = models.CharField("namn", **NAMN)
    dnr = models.CharField("diarienummer", max_length=40, blank=True, validators=[dnr_validator])
    redovisning = models.TextField("var den egna redovisningen finns")
    webbplats = models.URLField("webbplats", blank=True)
    ordning = models.PositiveSmallIntegerField("ordning", default=1)

    objects = AvtalRadQuerySet.as_manager()
    history = HistoricalRecords(app="uppdrag")

    class Meta:
        verbose_name = "övrigt finansierad verksamhet"
        verbose_name_plural = "övrigt finansierad verksamhet"
        ordering = ["avtal", "ordning", "namn"]

    def __str__(self):
        return self.namn
