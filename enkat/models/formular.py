"""The question sets: sections, questions and alternatives. An adopted version is never changed; a new one is made from it."""

from functools import cached_property
from itertools import groupby

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samverkan.models import Roll
from uppdrag.models import Avtal
from uppdrag.models.avtal import NAMN


class Malgrupp(models.TextChoices):
    ORGAN = "organ", "Samverkansorgan"
    KOMMUNER = "kommuner", "Kommuner"


class FrageformularQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Adopted wordings are every party's to read; drafts are the region's own."""
        antagna = Q(status=Frageformular.Status.ANTAGET, avtal__in=Avtal.objects.visible_to(user))
        return self.filter(antagna | Q(avtal__in=Avtal.objects.regionala_for(user)))


class Frageformular(models.Model):
    """One version of a question set. Adopted (antaget) it is locked, so that old answers keep their wording."""

    class Status(models.TextChoices):
        UTKAST = "utkast", "Utkast"
        ANTAGET = "antaget", "Antaget"

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="frageformular", verbose_name="avtal")
    namn = models.CharField("namn", **NAMN)
    version = models.PositiveSmallIntegerField("version", default=1, editable=False)
    malgrupp = models.CharField("besvaras av", max_length=10, choices=Malgrupp, default=Malgrupp.ORGAN)
    ingress = models.TextField("inledning", blank=True, help_text="Står överst när man svarar: vad svaren används till.")
    kalla = models.CharField("källa", max_length=200, blank=True, help_text="Var ordalydelsen är antagen, till exempel ett diarienummer.")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.UTKAST, editable=False)
    antaget_den = models.DateField("antaget den", null=True, blank=True, editable=False)
    exempel = models.BooleanField("exempel", default=False, help_text="Frågorna är exempel och märks så.")

    objects = FrageformularQuerySet.as_manager()

    class Meta:
        verbose_name = "frågeformulär"
        verbose_name_plural = "frågeformulär"
        ordering = ["avtal", "namn", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["avtal", "namn", "version"],
                name="formular_version_unik",
                violation_error_message="Avtalet har redan den versionen av ett formulär med det namnet.",
            ),
            models.CheckConstraint(
                condition=Q(status="utkast") | Q(antaget_den__isnull=False),
                name="formular_antaget_har_dag",
                violation_error_message="Ett antaget formulär har en dag då det antogs.",
            ),
        ]

    def __str__(self):
        return f"{self.namn}, version {self.version}"

    def get_absolute_url(self):
        return reverse("enkat:formular_detail", args=[self.pk])

    @cached_property
    def fragor(self):
        """Every question in order, with section and alternatives read."""
        return fragorna_i([self])

    def per_avdelning(self):
        """[(section, its questions)] in order."""
        return [(avdelning, list(fragor)) for avdelning, fragor in groupby(self.fragor, key=lambda f: f.avdelning)]

    @property
    def vardefraga(self):
        """The question whose answers stand side by side per uppdrag: the first with a ranked scale asked for each uppdrag, or None."""
        return next((f for f in self.fragor if f.avdelning.per_uppdrag and f.har_skala), None)

    @property
    def nyttofraga(self):
        """The free text beside it in which a kommun says what benefit it sees: the one that asks of "nytta", else the first; or None."""
        varde = self.vardefraga
        fria = [f for f in self.fragor if varde and f.avdelning_id == varde.avdelning_id and f.sort == Fraga.Sort.FRITEXT]
        return next((f for f in fria if "nytta" in f.text.lower()), fria[0] if fria else None)

    def can_be_edited_by(self, user):
        return self.status == self.Status.UTKAST and self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_versioned_by(self, user):
        """A new version is made from an adopted one."""
        return self.status == self.Status.ANTAGET and self.avtal.har_roll(user, Roll.PROCESSLEDARE)


def fragorna_i(formularen):
    """Every question of these forms, those of each in order, with section and alternatives read."""
    rader = Fraga.objects.filter(avdelning__formular__in=formularen).select_related("avdelning")
    return list(rader.order_by("avdelning__ordning", "avdelning_id", "ordning", "pk").prefetch_related("alternativ", "visas_vid"))


class FormularradQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(formular__in=Frageformular.objects.visible_to(user))


class Avdelning(models.Model):
    """A section of the form: one page to answer. Asked once, or once for each uppdrag the kommun takes part in."""

    formular = models.ForeignKey(Frageformular, models.CASCADE, related_name="avdelningar", verbose_name="formulär")
    rubrik = models.CharField("rubrik", max_length=200)
    hjalp = models.TextField("hjälptext", blank=True)
    per_uppdrag = models.BooleanField(
        "frågas för varje uppdrag", default=False, help_text="En sida för varje uppdrag som kommunen medverkar i."
    )
    ordning = models.PositiveSmallIntegerField("ordning", default=1, editable=False)

    objects = FormularradQuerySet.as_manager()

    class Meta:
        verbose_name = "avdelning"
        verbose_name_plural = "avdelningar"
        ordering = ["formular", "ordning", "pk"]

    def __str__(self):
        return self.rubrik

    def get_absolute_url(self):
        return f"{self.formular.get_absolute_url()}#avdelning-{self.pk}"

    @property
    def avtal_id(self):
        return self.formular.avtal_id

    def can_be_edited_by(self, user):
        return self.formular.can_be_edited_by(user)


class Fraga(models.Model):
    """One question. A follow-up text belongs to it ("Varför?") and may be required for the lower answers."""

    class Sort(models.TextChoices):
        SKALA = "skala", "Ett val på en skala"
        VAL = "val", "Ett val, utan ordning"
        FRITEXT = "fritext", "Fritext"

    avdelning = models.ForeignKey(Avdelning, models.CASCADE, related_name="fragor", verbose_name="avdelning")
    nummer = models.CharField("nummer", max_length=10, blank=True, help_text="Så som det skrivs framför frågan.")
    nyckel = models.CharField("nyckel", max_length=40, editable=False, help_text="Lika i alla versioner: så jämförs åren.")
    text = models.CharField("fråga", max_length=500)
    hjalp = models.TextField("hjälptext", blank=True)
    sort = models.CharField("svaras med", max_length=10, choices=Sort, default=Sort.SKALA)
    kravs = models.BooleanField("måste besvaras", default=True)
    foljdfraga = models.CharField("följdfråga", max_length=200, blank=True, help_text="Till exempel Varför? Svaret är fritext.")
    foljd_kravs_till = models.SmallIntegerField("följdfrågan krävs vid värdet och lägre", null=True, blank=True, editable=False)
    visas_vid = models.ManyToManyField(
        "enkat.Alternativ", blank=True, related_name="visar", verbose_name="visas bara vid svaret", help_text="Lämna tomt: visas alltid."
    )
    ordning = models.PositiveSmallIntegerField("ordning", default=1, editable=False)

    class Meta:
        verbose_name = "fråga"
        verbose_name_plural = "frågor"
        ordering = ["avdelning__ordning", "ordning", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(foljd_kravs_till__isnull=True) | ~Q(foljdfraga=""),
                name="fraga_krav_pa_foljdfraga",
                violation_error_message="Skriv följdfrågan som ska krävas.",
            ),
        ]

    def __str__(self):
        return f"{self.nummer}. {self.text}" if self.nummer else self.text

    @property
    def avtal_id(self):
        return self.avdelning.avtal_id

    @property
    def villkor(self):
        """The ids of the alternatives that show this question, as the page's script reads them."""
        return ",".join(str(a.pk) for a in self.visas_vid.all())

    @property
    def har_val(self):
        return self.sort != self.Sort.FRITEXT

    @property
    def har_skala(self):
        return self.sort == self.Sort.SKALA

    @property
    def har_text(self):
        return self.sort == self.Sort.FRITEXT or bool(self.foljdfraga)

    def can_be_edited_by(self, user):
        return self.avdelning.can_be_edited_by(user)


class Alternativ(models.Model):
    """One answer to choose. `varde` ranks it (higher is better); "not applicable" has none: it is counted, never averaged."""

    fraga = models.ForeignKey(Fraga, models.CASCADE, related_name="alternativ", verbose_name="fråga")
    text = models.CharField("svar", max_length=200)
    varde = models.SmallIntegerField("värde", null=True, blank=True)
    ej_tillampligt = models.BooleanField("räknas inte in i andel och median", default=False)
    ordning = models.PositiveSmallIntegerField("ordning", default=1)

    class Meta:
        verbose_name = "svarsalternativ"
        verbose_name_plural = "svarsalternativ"
        ordering = ["fraga", "ordning", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ej_tillampligt=False) | Q(varde__isnull=True),
                name="ej_tillampligt_har_inget_varde",
                violation_error_message="Ett alternativ som inte räknas in har inget värde.",
            ),
            models.UniqueConstraint(
                fields=["fraga", "text"],
                name="alternativ_en_gang",
                violation_error_message="Frågan har redan det svarsalternativet.",
            ),
        ]

    def __str__(self):
        return self.text
