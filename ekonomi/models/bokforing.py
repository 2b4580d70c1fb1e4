"""The debt in the region's accounts: the accounts it is booked on, the orders to book it, and its reconciliation. Whole kronor."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from ekonomi.models.siffror import can_edit_ekonomi
from ekonomi.models.skuld import Skuldpost
from samverkan.models import User
from uppdrag.models import Avtal, Uppdrag

ETT_NUMMER = RegexValidator(r"^\d{1,10}$", "Skriv numret med siffror, till exempel 2490.")
EN_KOD = RegexValidator(r"^[^\s\"{}]+$", "Skriv koden utan mellanslag, citattecken och klamrar.")


class RegionensradQuerySet(models.QuerySet):
    """Rows of an agreement that are the region's own."""

    def visible_to(self, user):
        return self.filter(avtal__in=Avtal.objects.regionala_for(user))


class Skuldkonto(models.Model):
    """An account the debt is booked on: its own, and what stands against it for each kind of entry. The same year after year."""

    class Galler(models.TextChoices):
        SKULD = "skuld", "Skulden till kommunerna"
        RESULTAT = "resultat", "Årets resultat"
        ATERBETALAS = Skuldpost.Andamal.ATERBETALAS.value, Skuldpost.Andamal.ATERBETALAS.label
        OVERFORS = Skuldpost.Andamal.OVERFORS.value, Skuldpost.Andamal.OVERFORS.label
        ANVANDS = Skuldpost.Andamal.ANVANDS.value, Skuldpost.Andamal.ANVANDS.label
        TACKS = Skuldpost.Andamal.TACKS.value, Skuldpost.Andamal.TACKS.label

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="skuldkonton", verbose_name="avtal", editable=False)
    galler = models.CharField(
        "gäller", max_length=12, choices=Galler,
        help_text="Skulden har ett balanskonto. De andra är motkonton: för årets resultat, och för det som beslutas om skulden.",
    )  # fmt: skip
    uppdrag = models.ForeignKey(
        Uppdrag, models.PROTECT, null=True, blank=True, related_name="skuldkonton", verbose_name="uppdrag",
        help_text="För årets resultat, om uppdraget har eget konto eller objekt. Tomt: alla som inte har något eget.",
    )  # fmt: skip
    konto = models.CharField("konto", max_length=10, validators=[ETT_NUMMER])
    namn = models.CharField("kontots namn", max_length=100)
    dimension = models.CharField(
        "dimension", max_length=10, blank=True, validators=[ETT_NUMMER], help_text="Dimensionens nummer i SIE, till exempel 1."
    )
    dimensionsnamn = models.CharField("dimensionens namn", max_length=60, blank=True, help_text="Till exempel Ansvar.")
    objekt = models.CharField("objekt", max_length=20, blank=True, validators=[EN_KOD])
    objektsnamn = models.CharField("objektets namn", max_length=100, blank=True)
    history = HistoricalRecords(app="ekonomi")

    objects = RegionensradQuerySet.as_manager()

    class Meta:
        verbose_name = "skuldkonto"
        verbose_name_plural = "skuldkonton"
        ordering = ["avtal", "galler", F("uppdrag__ordning").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["avtal", "galler"],
                condition=Q(uppdrag__isnull=True),
                name="skuldkonto_ett_for_varje",
                violation_error_message="Det finns redan ett konto för det. Ändra det som finns.",
            ),
            models.UniqueConstraint(
                fields=["avtal", "galler", "uppdrag"],
                name="skuldkonto_ett_per_uppdrag",
                violation_error_message="Uppdraget har redan ett konto. Ändra det som finns.",
            ),
            models.CheckConstraint(
                condition=Q(uppdrag__isnull=True) | Q(galler="resultat"),
                name="skuldkonto_uppdrag_har_resultat",
                violation_error_message="Bara årets resultat delas på uppdrag.",
            ),
            models.CheckConstraint(
                condition=(Q(dimension="") & Q(objekt="")) | (~Q(dimension="") & ~Q(objekt="")),
                name="skuldkonto_objekt_har_dimension",
                violation_error_message="Ett objekt har både dimension och kod. Fyll i båda, eller ingen.",
            ),
        ]

    def __str__(self):
        return f"{self.konto} {self.namn}"

    def can_be_edited_by(self, user):
        return can_edit_ekonomi(self.avtal, user)


class Bokforingsorder(models.Model):
    """An order to the accounts to book what is booked in the debt ledger: made once, numbered, and never changed.

    `post` is the first of the entries that were booked in one act. `rader` are typed in ekonomi.skuld.order.Orderrad: debit positive.
    """

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="bokforingsorder", verbose_name="avtal")
    nummer = models.PositiveIntegerField("nummer")
    post = models.OneToOneField(Skuldpost, models.PROTECT, related_name="bokforingsorder", verbose_name="skuldpost")
    datum = models.DateField("bokföringsdatum")
    text = models.CharField("text", max_length=300)
    rader = models.JSONField("rader")
    skapad = models.DateTimeField("skapad", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="skapad av")

    objects = RegionensradQuerySet.as_manager()

    class Meta:
        verbose_name = "bokföringsorder"
        verbose_name_plural = "bokföringsorder"
        ordering = ["avtal", "nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["avtal", "nummer"],
                name="bokforingsorder_nummer",
                violation_error_message="Numret är taget.",
            ),
        ]

    def __str__(self):
        return f"Bokföringsorder {self.nummer}"


class Skuldavstamning(models.Model):
    """The ledger held against the account on one day: both balances as they stood, and why they differ. Never changed."""

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="skuldavstamningar", verbose_name="avtal", editable=False)
    datum = models.DateField("per den")
    konto = models.CharField("konto", max_length=10)
    enligt_konto = models.BigIntegerField("skuld enligt kontot, kronor")
    enligt_bok = models.BigIntegerField("skuld enligt skuldboken, kronor")
    forklaring = models.TextField("förklaring", blank=True)
    kalla = models.CharField("källa", max_length=200, help_text="Till exempel huvudboken den dagen, eller filen som saldot är läst ur.")
    skapad = models.DateTimeField("avstämd", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="avstämd av")

    objects = RegionensradQuerySet.as_manager()

    class Meta:
        verbose_name = "skuldavstämning"
        verbose_name_plural = "skuldavstämningar"
        ordering = ["avtal", "-datum", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(enligt_konto=F("enligt_bok")) | ~Q(forklaring=""),
                name="skuldavstamning_skillnad_forklaras",
                violation_error_message="En skillnad ska ha en förklaring.",
            ),
        ]

    def __str__(self):
        return f"Avstämning {self.datum}"

    @property
    def skillnad(self):
        """What the account has beyond the ledger, kronor."""
        return self.enligt_konto - self.enligt_bok
