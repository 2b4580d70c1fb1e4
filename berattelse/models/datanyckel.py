"""The keys by which an organisation's own programs read what a läsare of it may read: never written with, and known by a hash alone."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from samverkan.models import Organisation, Roll, User
from uppdrag import personkrets

LANGST = timedelta(days=366)


def nyckelgivare_for(user):
    """The organisations she may make keys for: her own as kommunchef, and those where she gives roles, for a key reads as a läsare does."""
    egna = [org for roll, org in user.aktiva_roller if roll == Roll.KOMMUNCHEF]
    return Organisation.objects.filter(Q(pk__in=egna) | Q(pk__in=personkrets.rollgivare_for(user)))


class DatanyckelQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(organisation__in=nyckelgivare_for(user))

    def galler(self):
        return self.filter(aterkallad__isnull=True, till__gte=timezone.localdate())


class Datanyckel(models.Model):
    """A key of an organisation's: what it is used for, its last day, who made it, when it was used. What opens is not kept."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="datanycklar", verbose_name="organisation")
    namn = models.CharField("vad den används till", max_length=80, help_text="Till exempel Kommunens beslutsstöd.")
    token_hash = models.CharField("nyckelns fingeravtryck", max_length=64, unique=True, editable=False)
    till = models.DateField("gäller till och med", help_text="Som längst ett år.")
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="skapad av", editable=False)
    skapad = models.DateTimeField("skapad", auto_now_add=True)
    anvand = models.DateTimeField("senast använd", null=True, editable=False)
    aterkallad = models.DateTimeField("återkallad", null=True, editable=False)
    aterkallad_av = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="återkallad av", editable=False
    )  # fmt: skip

    objects = DatanyckelQuerySet.as_manager()

    class Meta:
        verbose_name = "datanyckel"
        verbose_name_plural = "datanycklar"
        ordering = ["organisation__namn", "-skapad"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "namn"],
                condition=Q(aterkallad__isnull=True),
                name="datanyckel_ett_namn",
                violation_error_message="Organisationen har redan en nyckel med det namnet. Återkalla den, eller välj ett annat namn.",
            ),
        ]

    def __str__(self):
        return f"{self.namn}, {self.organisation}"

    @property
    def galler(self):
        return self.aterkallad is None and self.till >= timezone.localdate()

    @property
    def laget(self):
        """Where it stands, as one word of the status."""
        return "återkallad" if self.aterkallad else "gäller" if self.galler else "har upphört"

    @property
    def lasare(self):
        """With whose eyes it reads: a läsare of the organisation, who is no person and has no account, by the rights every page asks."""
        ingen = User(namn=str(self))
        ingen.aktiva_roller = frozenset({(Roll.LASARE, self.organisation_id)})
        return ingen

    def can_be_withdrawn_by(self, user):
        return self.aterkallad is None and nyckelgivare_for(user).filter(pk=self.organisation_id).exists()
