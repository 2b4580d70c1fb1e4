"""Money through the year: the budget of each uppdrag, the readings of outcome and prognos, and the samordnare's explanations."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from ekonomi import resultat
from ekonomi.models.siffror import YearRow, can_see_ekonomi
from samverkan.models import User
from uppdrag.models import Avtal, Uppdrag, Verksamhetsar


class Prognosgrans(models.Model):
    """How far from its budget an uppdrag may be before its samordnare is asked to explain: one setting per agreement."""

    avtal = models.OneToOneField(Avtal, models.CASCADE, related_name="prognosgrans", verbose_name="avtal")
    procent = models.DecimalField("minst, procent av budgeten", max_digits=5, decimal_places=2, default=5)
    kronor = models.PositiveBigIntegerField("och minst, kronor", default=50_000)

    class Meta:
        verbose_name = "gräns för avvikelser"
        verbose_name_plural = "gränser för avvikelser"
        constraints = [
            models.CheckConstraint(
                condition=Q(procent__gte=0),
                name="prognosgrans_inte_under_noll",
                violation_error_message="Skriv en gräns som är noll eller mer.",
            ),
        ]

    def __str__(self):
        return f"Gräns för avvikelser i {self.avtal}"

    @classmethod
    def for_avtal(cls, avtal_id):
        """What holds for the agreement: the row, or the usual limits where none is set."""
        return cls.objects.filter(avtal=avtal_id).first() or cls(avtal_id=avtal_id)

    def passeras(self, budget, avvikelse):
        """Does a deviation reach both limits? Neither is known of without a budget and a prognos, or of what agrees to the krona."""
        if budget is None or not avvikelse:
            return False
        return abs(avvikelse) >= self.kronor and abs(avvikelse) * 100 >= abs(budget) * self.procent


class Budgetpost(YearRow):
    """The budget of an uppdrag one year, whole kronor, with what was proposed and how that was reckoned; decided by the controller."""

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="budgetposter", verbose_name="verksamhetsår")
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, related_name="budgetposter", verbose_name="uppdrag")
    bas = models.BigIntegerField("bas, kronor", null=True, blank=True)
    bas_ur = models.CharField("basen är", max_length=60, blank=True)
    index_procent = models.DecimalField("uppräkning, procent", max_digits=5, decimal_places=2, null=True, blank=True)
    forslag = models.BigIntegerField("förslag, kronor", null=True, blank=True)
    belopp = models.PositiveBigIntegerField("budget, kronor")
    skal = models.CharField("varför inte förslaget", max_length=200, blank=True)
    exempel = models.BooleanField(
        "exempel", default=False, editable=False, help_text="Beloppet är påhittat: det står inte i något underlag."
    )
    beslutad = models.DateTimeField("beslutad", null=True, blank=True, editable=False)
    beslutad_av = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslutad av", editable=False
    )
    history = HistoricalRecords(app="ekonomi")

    class Meta:
        verbose_name = "budgetpost"
        verbose_name_plural = "budgetposter"
        ordering = ["verksamhetsar", "uppdrag__ordning", "uppdrag__namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "uppdrag"],
                name="budget_en_per_uppdrag",
                violation_error_message="Uppdraget har redan en budget för året.",
            ),
            models.CheckConstraint(
                condition=Q(forslag__isnull=True) | Q(belopp=F("forslag")) | ~Q(skal=""),
                name="andrat_forslag_har_skal",
                violation_error_message="Skriv varför budgeten inte är som förslaget.",
            ),
            models.CheckConstraint(
                condition=Q(beslutad__isnull=True, beslutad_av__isnull=True) | Q(beslutad__isnull=False, beslutad_av__isnull=False),
                name="beslutad_budget_har_vem",
                violation_error_message="En beslutad budget har både en tid och den som beslutade.",
            ),
        ]

    def __str__(self):
        return f"Budget {self.uppdrag} {self.verksamhetsar}"


class Budgetuppfoljning(YearRow):
    """A reading during the year: up to which day the outcome holds, and where it came from. Kept as it was; a later one counts instead."""

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="budgetuppfoljningar", verbose_name="verksamhetsår")
    per = models.DateField("utfall till och med")
    kalla = models.CharField("källa", max_length=200, help_text="Till exempel ekonomisystemet, resultatrapport 7 maj.")
    skapad = models.DateTimeField("införd", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="införd av")

    class Meta:
        verbose_name = "uppföljning av budgeten"
        verbose_name_plural = "uppföljningar av budgeten"
        ordering = ["verksamhetsar", "-per", "-pk"]

    def __str__(self):
        return f"Uppföljning per {self.per} ({self.verksamhetsar})"

    def get_absolute_url(self):
        return reverse("ekonomi:uppfoljning_detail", args=[self.pk])


class PrognosradQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the reading itself: the region's own."""
        return self.filter(uppfoljning__in=Budgetuppfoljning.objects.visible_to(user))

    def nyaste(self):
        """Those of each year's newest reading."""
        alla = Budgetuppfoljning.objects.filter(verksamhetsar=models.OuterRef("uppfoljning__verksamhetsar")).order_by("-per", "-pk")
        return self.filter(uppfoljning=models.Subquery(alla.values("pk")[:1]))


class Prognosrad(models.Model):
    """What a reading says of one uppdrag, whole kronor: the outcome so far, and what the full year is thought to cost. Unknown is empty."""

    uppfoljning = models.ForeignKey(Budgetuppfoljning, models.PROTECT, related_name="rader", verbose_name="uppföljning")
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, related_name="prognosrader", verbose_name="uppdrag")
    utfall = models.BigIntegerField("utfall, kronor", null=True, blank=True)
    prognos = models.BigIntegerField("prognos för hela året, kronor", null=True, blank=True)

    objects = PrognosradQuerySet.as_manager()

    class Meta:
        verbose_name = "prognosrad"
        verbose_name_plural = "prognosrader"
        ordering = ["uppfoljning", "uppdrag__ordning", "uppdrag__namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["uppfoljning", "uppdrag"],
                name="prognos_en_rad_per_uppdrag",
                violation_error_message="Uppdraget står redan i uppföljningen.",
            ),
            models.CheckConstraint(
                condition=Q(utfall__isnull=False) | Q(prognos__isnull=False),
                name="prognosrad_sager_nagot",
                violation_error_message="Skriv ett utfall eller en prognos.",
            ),
        ]

    def __str__(self):
        return f"{self.uppdrag}, {self.uppfoljning}"

    @property
    def verksamhetsar(self):
        return self.uppfoljning.verksamhetsar

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    @property
    def under_utfallet(self):
        """Is the whole year thought to cost less than it has cost already? It may, when income is to come."""
        return None not in (self.utfall, self.prognos) and self.prognos < self.utfall

    def avvikelse(self, budget):
        """What is thought to be left of the budget, kronor: a surplus positive, a deficit negative; None while either is unknown."""
        return resultat.avvikelse(budget, self.prognos)

    def can_be_seen_by(self, user):
        return can_see_ekonomi(self.verksamhetsar.avtal, user)

    def can_be_explained_by(self, user):
        """By the samordnare of the uppdrag, while the year is open and no later reading has come."""
        if self.prognos is None or not (self.verksamhetsar.is_open and self.uppdrag.samordnas_av(user)):
            return False
        return type(self).objects.nyaste().filter(pk=self.pk).exists()


class Avvikelseforklaring(models.Model):
    """Why the prognos is not as the budget, in the samordnare's own words."""

    prognosrad = models.OneToOneField(Prognosrad, models.PROTECT, related_name="forklaring", verbose_name="prognosrad")
    text = models.TextField("förklaring")
    skriven = models.DateTimeField("skriven", auto_now=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="skriven av")
    history = HistoricalRecords(app="ekonomi")

    class Meta:
        verbose_name = "förklaring till avvikelse"
        verbose_name_plural = "förklaringar till avvikelser"

    def __str__(self):
        return f"Förklaring till {self.prognosrad}"

    @property
    def avtal_id(self):
        return self.prognosrad.avtal_id
