"""The steps of a year: what is to be done, by whom, from and until when. Whether it is done stands in other rows, never here."""

from django.db import models
from django.db.models import F, Q

from samverkan.models import Roll
from uppdrag.models.avtal import AvtalRadQuerySet
from uppdrag.models.year import Verksamhetsar


class Stegsort(models.TextChoices):
    """What a year consists of, in the order it is told."""

    PLANERAT = "planerat", "Planera året"
    SKRIVET = "skrivet", "Skriv avsnitten"
    GRANSKAT = "granskat", "Granska avsnitten"
    UTFALLET = "utfallet", "Godkänn utfallet"
    FARDIGSTALLT = "fardigstallt", "Färdigställ"
    FASTSTALLT = "faststallt", "Fastställ"
    SIGNERAT = "signerat", "Signera"
    OVERLAMNAT = "overlamnat", "Överlämna och publicera"
    BESVARAT = "besvarat", "Organens frågeformulär"
    SAMMANSTALLT = "sammanstallt", "Sammanställning till kommunerna"
    BEDOMT = "bedomt", "Kommunernas bedömning"
    TRAFFAT = "traffat", "Kommunvisa träffar"
    VARDERAT = "varderat", "Gemensam värdering"
    BESLUTAT = "beslutat", "Rådets beslut"
    RAPPORTERAT = "rapporterat", "Uppföljningsrapport"
    REKOMMENDERAT = "rekommenderat", "Följ upp rekommendationerna"


class Stegagare(models.TextChoices):
    """Whose a step is: a role, or the chairs of the bodies."""

    SAMORDNARE = Roll.SAMORDNARE.value, "Samordnarna"
    PROCESSLEDARE = Roll.PROCESSLEDARE.value, "Processledaren"
    CONTROLLER = Roll.CONTROLLER.value, "Controllern"
    DIREKTOR = Roll.DIREKTOR.value, "Direktören"
    KOMMUNCHEF = Roll.KOMMUNCHEF.value, "Kommunerna"
    ORDFORANDE = "ordforande", "Ordförandena"


class ArsstegQuerySet(AvtalRadQuerySet):
    def visible_to(self, user):
        return self.filter(verksamhetsar__in=Verksamhetsar.objects.visible_to(user))


class Arssteg(models.Model):
    """One step of one year. `ingar` False: left out this year. A step without a last day has none set."""

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.CASCADE, related_name="arssteg", verbose_name="verksamhetsår")
    sort = models.CharField("steg", max_length=20, choices=Stegsort)
    ordning = models.PositiveSmallIntegerField("ordning")
    ingar = models.BooleanField("ingår i år", default=True)
    vem = models.CharField("vems steget är", max_length=20, choices=Stegagare)
    fran = models.DateField("från och med", null=True, blank=True)
    sista_dag = models.DateField("sista dag", null=True, blank=True)

    objects = ArsstegQuerySet.as_manager()

    class Meta:
        verbose_name = "steg i året"
        verbose_name_plural = "steg i året"
        ordering = ["verksamhetsar", "ordning"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "sort"],
                name="arssteg_en_gang_per_year",
                violation_error_message="Året har redan det steget.",
            ),
            models.CheckConstraint(
                condition=Q(fran__isnull=True) | Q(sista_dag__isnull=True) | Q(sista_dag__gte=F("fran")),
                name="arssteg_slutar_efter_start",
                violation_error_message="Sista dagen kan inte ligga före dagen då steget börjar.",
            ),
        ]

    def __str__(self):
        return self.get_sort_display()

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id
