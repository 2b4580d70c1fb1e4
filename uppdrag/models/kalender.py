"""The secret addresses from which calendar programs fetch what is planned."""

from django.db import models
from django.db.models import Q

from samverkan.models import User
from uppdrag.models.arena import Arena
from uppdrag.models.year import Verksamhetsar

MIN = "min"


class KalenderadressQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Her own alone: the address opens what she may see."""
        return self.filter(user=user)


class Kalenderadress(models.Model):
    """A secret address of one person's calendar: of all that is hers, of one arena, or of one year. Its hash alone is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="kalenderadresser", verbose_name="person")
    arena = models.ForeignKey(Arena, models.CASCADE, null=True, blank=True, related_name="kalenderadresser", verbose_name="arena")
    verksamhetsar = models.ForeignKey(
        Verksamhetsar, models.CASCADE, null=True, blank=True, related_name="kalenderadresser", verbose_name="verksamhetsår"
    )
    token_hash = models.CharField("adressens fingeravtryck", max_length=64, unique=True, editable=False)
    skapad = models.DateTimeField("skapad")
    hamtad = models.DateTimeField("senast hämtad", null=True, blank=True)

    objects = KalenderadressQuerySet.as_manager()

    class Meta:
        verbose_name = "kalenderadress"
        verbose_name_plural = "kalenderadresser"
        ordering = ["user", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(arena__isnull=True) | Q(verksamhetsar__isnull=True),
                name="kalenderadress_av_ett_slag",
                violation_error_message="En kalenderadress gäller en arena eller ett år, inte båda.",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(arena__isnull=True, verksamhetsar__isnull=True),
                name="kalenderadress_en_egen",
                violation_error_message="Personen har redan en adress till sin kalender.",
            ),
            models.UniqueConstraint(
                fields=["user", "arena"],
                condition=Q(arena__isnull=False),
                name="kalenderadress_en_per_arena",
                violation_error_message="Personen har redan en adress till arenans kalender.",
            ),
            models.UniqueConstraint(
                fields=["user", "verksamhetsar"],
                condition=Q(verksamhetsar__isnull=False),
                name="kalenderadress_en_per_year",
                violation_error_message="Personen har redan en adress till årets kalender.",
            ),
        ]

    def __str__(self):
        if self.arena_id:
            return f"Kalender för {self.arena}"
        return f"Kalender för {self.verksamhetsar}, {self.verksamhetsar.avtal.titel}" if self.verksamhetsar_id else "Mina möten"

    @property
    def galler(self):
        """What it is an address to, as a form says it: min, arena-12, year-3."""
        return f"arena-{self.arena_id}" if self.arena_id else f"year-{self.verksamhetsar_id}" if self.verksamhetsar_id else MIN

    @property
    def avtal_id(self):
        """Whose log an act on it stands in: the agreement's, or of the person's own nobody's."""
        galler = self.arena or self.verksamhetsar
        return galler.avtal_id if galler else None
