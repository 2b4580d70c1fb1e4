"""The answers: what is being written, and what has been handed in. Nothing acknowledged is ever lost."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from enkat.models.formular import Alternativ, Fraga
from enkat.models.omgang import Deltagare
from samverkan.models import User
from samverkan.svenska import datum
from uppdrag.models import Uppdrag


class Falt(models.TextChoices):
    """A question has a choice, a text, or both; each is saved by itself, so that two can write side by side."""

    VAL = "val", "val"
    TEXT = "text", "text"


class Faltrad(models.Model):
    """What stands in one field of one answer: which question, for which uppdrag (or none), and by whom."""

    fraga = models.ForeignKey(Fraga, models.PROTECT, related_name="+", verbose_name="fråga")
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="uppdrag")
    falt = models.CharField("fält", max_length=4, choices=Falt)
    alternativ = models.ForeignKey(Alternativ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="svar")
    text = models.TextField("text", blank=True)
    av = models.CharField("av", max_length=120)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="person")
    tid = models.DateTimeField("tid", auto_now=True)

    class Meta:
        abstract = True

    @property
    def nyckel(self):
        return nyckel(self.fraga_id, self.uppdrag_id, self.falt)

    @property
    def varde(self):
        """What the field holds: the chosen alternative's id (or None), or the text."""
        return self.alternativ_id if self.falt == Falt.VAL else self.text


def nyckel(fraga_id, uppdrag_id, falt):
    """The field's name on the page and in what the browser sends."""
    return f"{fraga_id}-{uppdrag_id or 0}-{falt}"


class Svar(Faltrad):
    """One field as it now stands while the answer is being prepared; every earlier version is in its history."""

    deltagare = models.ForeignKey(Deltagare, models.CASCADE, related_name="svar", verbose_name="deltagare")
    version = models.PositiveIntegerField("version", default=1)

    history = HistoricalRecords(app="enkat")

    class Meta:
        verbose_name = "svar"
        verbose_name_plural = "svar"
        ordering = ["deltagare", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deltagare", "fraga", "falt"],
                condition=Q(uppdrag__isnull=True),
                name="svar_ett_per_falt",
                violation_error_message="Fältet är redan besvarat.",
            ),
            models.UniqueConstraint(
                fields=["deltagare", "fraga", "uppdrag", "falt"],
                condition=Q(uppdrag__isnull=False),
                name="svar_ett_per_falt_och_uppdrag",
                violation_error_message="Fältet är redan besvarat för uppdraget.",
            ),
        ]

    def __str__(self):
        return f"{self.deltagare}: {self.fraga}"


class Sidotext(Faltrad):
    """What somebody wrote in a field that another had just changed: kept beside the answer until it is taken care of."""

    deltagare = models.ForeignKey(Deltagare, models.CASCADE, related_name="sidotexter", verbose_name="deltagare")
    skribent = models.CharField("skribent", max_length=30, help_text="Kontot eller länken, så att två med samma namn hålls isär.")

    history = HistoricalRecords(app="enkat")

    class Meta:
        verbose_name = "sidotext"
        verbose_name_plural = "sidotexter"
        ordering = ["deltagare", "pk"]

    def __str__(self):
        return f"{self.av} om {self.fraga}"


class InlamningQuerySet(models.QuerySet):
    def gallande(self):
        """The latest of each: what counts."""
        senare = self.model.objects.filter(deltagare=OuterRef("deltagare"), nummer__gt=OuterRef("nummer"))
        return self.filter(~Exists(senare))


class Inlamning(models.Model):
    """An answer handed in. Changed later, it is handed in again and gets the next number. Rows are only ever added."""

    class Sort(models.TextChoices):
        DIGITALT = "digitalt", "I programmet"
        PAPPER = "papper", "Inkommet på papper eller i Word, registrerat för hand"
        SENT = "sent", "Kom för sent, intaget av processledaren"

    deltagare = models.ForeignKey(Deltagare, models.PROTECT, related_name="inlamningar", verbose_name="deltagare")
    nummer = models.PositiveSmallIntegerField("nummer")
    tid = models.DateTimeField("tid", default=timezone.now, editable=False)
    av = models.CharField("inskickat av", max_length=120)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="person")
    sort = models.CharField("hur", max_length=10, choices=Sort, default=Sort.DIGITALT)
    inkom = models.DateField("inkom den", null=True, blank=True)

    objects = InlamningQuerySet.as_manager()

    class Meta:
        verbose_name = "inlämning"
        verbose_name_plural = "inlämningar"
        ordering = ["deltagare", "nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["deltagare", "nummer"],
                name="inlamning_nummer_unikt",
                violation_error_message="Svaret är redan inskickat.",
            ),
            models.CheckConstraint(
                condition=Q(sort="digitalt") | Q(inkom__isnull=False),
                name="papper_har_dag",
                violation_error_message="Skriv vilken dag svaret kom in.",
            ),
        ]

    def __str__(self):
        return f"{self.deltagare}, inlämning {self.nummer}"

    @property
    def pa_papper(self):
        return self.sort == self.Sort.PAPPER

    @property
    def sent(self):
        """Did it come too late, and was taken in?"""
        return self.sort == self.Sort.SENT

    @property
    def i_ord(self):
        """How it came: handed in when and by whom; on paper, or too late and taken in: from whom, which day, by whom and when."""
        tid = timezone.localtime(self.tid)
        nar = f"{datum(tid)} klockan {tid:%H:%M}"
        av = f" av {self.user}" if self.user else ""
        if self.pa_papper:
            return f"inkommet på papper eller i Word {datum(self.inkom)} från {self.av}, registrerat {nar}{av}"
        if self.sent:
            return f"kom för sent {datum(self.inkom)} från {self.av}, intaget av processledaren {nar}"
        return f"inskickat {nar} av {self.av}"


class Inlamnat(models.Model):
    """The answer to one question in what was handed in: the choice and the text. Rows are only ever added."""

    inlamning = models.ForeignKey(Inlamning, models.PROTECT, related_name="svar", verbose_name="inlämning")
    fraga = models.ForeignKey(Fraga, models.PROTECT, related_name="inlamnade", verbose_name="fråga")
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="uppdrag")
    alternativ = models.ForeignKey(Alternativ, models.PROTECT, null=True, blank=True, related_name="inlamnade", verbose_name="svar")
    text = models.TextField("text", blank=True)

    class Meta:
        verbose_name = "inlämnat svar"
        verbose_name_plural = "inlämnade svar"
        ordering = ["inlamning", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(alternativ__isnull=False) | ~Q(text=""),
                name="inlamnat_har_svar",
                violation_error_message="Svaret är tomt.",
            ),
        ]

    def __str__(self):
        return f"{self.inlamning}: {self.fraga}"
