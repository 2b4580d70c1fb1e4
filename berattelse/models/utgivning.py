"""What has become of an edition: signed, published, sent, fetched. Rows are only added."""

import uuid

from django.db import models
from django.urls import reverse

from berattelse.models.utgava import Utgava
from samverkan.models import Organisation, User
from samverkan.svenska import lista_text
from uppdrag.models import Avtal


class Signatur(models.Model):
    """The one signature of an edition: the signed file as it is, and what was found when it was checked."""

    class Satt(models.TextChoices):
        PROGRAM = "program", "I programmet"
        UTANFOR = "utanfor", "I en annan tjänst"

    utgava = models.OneToOneField(Utgava, models.PROTECT, related_name="signatur", verbose_name="utgåva")
    satt = models.CharField("hur", max_length=8, choices=Satt)
    innehall = models.BinaryField("signerad fil")
    sha256 = models.CharField("kontrollsumma (SHA-256)", max_length=64, db_index=True)
    storlek = models.PositiveBigIntegerField("storlek, byte")
    undertecknare = models.CharField("undertecknare enligt certifikatet", max_length=200)
    prov = models.JSONField("vad kontrollen visade")
    # Null: SQLite adds such a column without making the table anew, which would lose what keeps it append-only.
    konformitet = models.JSONField("om filen följer PDF/UA och PDF/A", null=True, blank=True)
    tid = models.DateTimeField("tid", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="signerad av")

    class Meta:
        verbose_name = "signatur"
        verbose_name_plural = "signaturer"

    def __str__(self):
        return f"{self.utgava}: {self.undertecknare}"


class VantandefilQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(utgava__verksamhetsar__avtal__in=Avtal.objects.regionala_for(user))


class Vantandefil(models.Model):
    """A file signed elsewhere that the direktör has yet to keep or throw away. It goes with the answer, or when none has come."""

    DAGAR = 7

    utgava = models.ForeignKey(Utgava, models.PROTECT, related_name="vantande", verbose_name="utgåva")
    innehall = models.BinaryField("inlämnad fil")
    prov = models.JSONField("vad kontrollen visade")
    konformitet = models.JSONField("om filen följer PDF/UA och PDF/A")
    tid = models.DateTimeField("tid", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="inlämnad av")

    objects = VantandefilQuerySet.as_manager()

    class Meta:
        verbose_name = "väntande fil"
        verbose_name_plural = "väntande filer"
        ordering = ["utgava", "pk"]

    def __str__(self):
        return f"{self.utgava}, signerad i en annan tjänst"

    def get_absolute_url(self):
        return reverse("berattelse:vantandefil_detail", args=[self.pk])

    @property
    def avtal_id(self):
        return self.utgava.avtal_id

    @property
    def anmarkningar(self):
        """What speaks against keeping it, in sentences; [] when nothing was found."""
        ut = [text for u in self.prov["underskrifter"] for text in (u["tidsfel"], "" if u["betrodd"] else u["tillit"]) if text]
        brutna = [s["standard"] for s in self.konformitet["svar"] if not s["uppfylls"]]
        if not self.prov["oforandrad"]:
            ut.append(self.prov["besked"])
        return [*ut, f"Filen följer inte {lista_text(brutna)} enligt kontrollen."] if brutna else ut

    def can_be_answered_by(self, user):
        """Kept or thrown away: by whoever may sign the edition."""
        return self.utgava.can_be_signed_by(user)


class Publicering(models.Model):
    """That an edition is out for all to read."""

    utgava = models.OneToOneField(Utgava, models.PROTECT, related_name="publicering", verbose_name="utgåva")
    tid = models.DateTimeField("tid", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="publicerad av")

    class Meta:
        verbose_name = "publicering"
        verbose_name_plural = "publiceringar"

    def __str__(self):
        return f"{self.utgava} publicerad"


class Sandning(models.Model):
    """A letter about an edition to a party's contact or functional mailbox, with its own link; only the link's hash is kept."""

    utgava = models.ForeignKey(Utgava, models.PROTECT, related_name="sandningar", verbose_name="utgåva")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="part")
    mottagare = models.CharField("mottagare", max_length=120)
    epost = models.EmailField("e-postadress")
    token_hash = models.CharField("länkens fingeravtryck", max_length=64, unique=True, editable=False)
    tid = models.DateTimeField("sänd", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="av")

    class Meta:
        verbose_name = "sändning"
        verbose_name_plural = "sändningar"
        ordering = ["utgava", "organisation__namn", "pk"]

    def __str__(self):
        return f"{self.utgava} till {self.mottagare}"


class Hamtning(models.Model):
    """That a file was fetched by the link of a letter."""

    sandning = models.ForeignKey(Sandning, models.PROTECT, related_name="hamtningar", verbose_name="sändning")
    fil = models.CharField("fil", max_length=120)
    tid = models.DateTimeField("tid", auto_now_add=True)

    class Meta:
        verbose_name = "hämtning"
        verbose_name_plural = "hämtningar"
        ordering = ["sandning", "tid"]

    def __str__(self):
        return f"{self.fil}, {self.sandning}"


class Arkivid(models.Model):
    """The id of an archive package, unique in the world: taken out again unchanged it has the id it had, changed a new one."""

    utgava = models.ForeignKey(Utgava, models.PROTECT, related_name="arkivid", verbose_name="utgåva")
    uuid = models.UUIDField("UUID", unique=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField("paketets fingeravtryck (SHA-256)", max_length=64)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid", auto_now_add=True)

    class Meta:
        verbose_name = "arkivpaketets identitet"
        verbose_name_plural = "arkivpaketens identiteter"
        constraints = [
            models.UniqueConstraint(
                fields=["utgava", "sha256"], name="arkivid_ett_per_innehall", violation_error_message="Paketet har redan en identitet."
            )
        ]

    def __str__(self):
        return str(self.uuid)
