"""Files printed by the worker, until somebody has fetched them or an edition has taken them over."""

from django.db import models

from samverkan.models import Organisation


class Utskrift(models.Model):
    """One file, known by the content it was made from: the same content is printed once. Nothing is lost when a row is taken away."""

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
                name="utskrift_en_av_varje_sort",
                violation_error_message="Filen är redan utskriven.",
            ),
            models.UniqueConstraint(
                fields=["nyckel", "sort", "kommun"],
                condition=models.Q(kommun__isnull=False),
                name="utskrift_en_per_kommun",
                violation_error_message="Kommunens fil är redan utskriven.",
            ),
        ]

    def __str__(self):
        return f"{self.nyckel[:12]}, {self.sort}"
