"""Reminders of the steps of a year: what each person has chosen, and the one letter a day that an address has had."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from samverkan.models import User


class Paminnelseval(models.Model):
    """How early a person is reminded, and how often while something is late. On the last day everybody is."""

    FORE, LANGST = 7, 30  # days

    user = models.OneToOneField(User, models.CASCADE, related_name="paminnelseval", verbose_name="person", editable=False)
    dagar_fore = models.PositiveSmallIntegerField(
        "dagar före den sista dagen", default=FORE, validators=[MinValueValidator(1), MaxValueValidator(LANGST)],
        help_text=f"1–{LANGST}. Faller dagen på en helg eller röd dag kommer brevet vardagen före.",
    )  # fmt: skip
    varje_vecka = models.BooleanField(
        "påminn varje vecka så länge något är sent", default=True, help_text="Utan kryss kommer en enda påminnelse om det som är sent."
    )

    class Meta:
        verbose_name = "val av påminnelser"
        verbose_name_plural = "val av påminnelser"
        constraints = [
            models.CheckConstraint(
                condition=Q(dagar_fore__range=(1, 30)), name="paminns_inom_granser", violation_error_message="Välj mellan 1 och 30 dagar."
            ),
        ]

    def __str__(self):
        return f"{self.user}, påminnelser"


class Dagsbrev(models.Model):
    """That an address has had its letter of a day, and of which steps: claimed in the database, so that of two at once one is sent.

    `skickat` once the mail server has taken it: of a run that was broken off nobody is taken to have been reminded.
    """

    till = models.EmailField("till")
    dag = models.DateField("dag")
    steg = models.JSONField("steg", default=list)
    skickat = models.BooleanField("skickat", default=False)

    class Meta:
        verbose_name = "dagsbrev"
        verbose_name_plural = "dagsbrev"
        ordering = ["-dag", "till"]
        constraints = [
            models.UniqueConstraint(fields=["till", "dag"], name="dagsbrev_ett_per_dag", violation_error_message="Brevet har redan gått."),
        ]

    def __str__(self):
        return f"{self.till}, {self.dag}"
