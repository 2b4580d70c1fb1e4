"""The outcome as read from the region's accounts: the files, what their objects are tied to, and decided changes of the budget."""

from datetime import timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from ekonomi.models.siffror import Resultatpost, YearRow, can_edit_ekonomi
from ekonomi.utfall.avlasning import Avlasning, Kontourval
from samverkan import svenska
from samverkan.livstecken import TAKT, TYST
from samverkan.models import User
from uppdrag.models import Avtal, Beslut, Uppdrag, Verksamhetsar

STANNAT_EFTER = TYST - timedelta(seconds=TAKT)  # what another worker takes up was begun at least so long ago


class Utfallsfil(YearRow):
    """A file from the accounts, kept as it came. One file at most is in force for a year; the others tell what was before."""

    class Sort(models.TextChoices):
        SIE = "sie", "SIE 4"
        EXCEL = "excel", "Excel"

    class Status(models.TextChoices):
        VANTAR = "vantar", "Väntar på att läsas"
        READING = "reading", "Läses"
        READ = "read", "Läst, inte sparad"
        VAGRAD = "vagrad", "Går inte att läsa"
        SPARAD = "sparad", "Gäller"
        ERSATT = "ersatt", "Ersatt av en senare"
        KASTAD = "kastad", "Kastad"

    STEPS = {
        Status.VANTAR: {Status.READING, Status.VANTAR, Status.KASTAD},
        Status.READING: {Status.READ, Status.VAGRAD, Status.VANTAR, Status.KASTAD},
        Status.READ: {Status.SPARAD, Status.KASTAD, Status.VANTAR},
        Status.VAGRAD: {Status.KASTAD},
        Status.SPARAD: {Status.ERSATT},
        Status.ERSATT: set(),
        Status.KASTAD: set(),
    }

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="utfallsfiler", verbose_name="verksamhetsår")
    namn = models.CharField("fil", max_length=200)
    sort = models.CharField("sort", max_length=5, choices=Sort)
    sha256 = models.CharField("kontrollsumma (SHA-256)", max_length=64)
    storlek = models.PositiveBigIntegerField("storlek, byte")
    innehall = models.BinaryField("innehåll")
    status = models.CharField("status", max_length=8, choices=Status, default=Status.VANTAR)
    framsteg = models.PositiveSmallIntegerField("läst, procent", default=0)
    lases_sedan = models.DateTimeField("läses sedan", null=True, blank=True)
    avslag = models.CharField("varför den inte går att läsa", max_length=300, blank=True)
    avlasning = models.JSONField("det som lästes", null=True, blank=True)
    dimension = models.CharField("dimension", max_length=20, blank=True)
    konton = models.CharField("konton som räknas", max_length=120, default=Kontourval.raknas)
    utom_konton = models.CharField("konton som inte räknas", max_length=120, blank=True, default=Kontourval.utom)
    dubbla_en_gang = models.BooleanField(
        "verifikationer som står två gånger räknas en gång", null=True, blank=True, help_text="Tomt: ingen har sagt det."
    )
    utan_bokslut = models.BooleanField(
        "verifikationer som tömmer kontona räknas inte", null=True, blank=True, help_text="Tomt: ingen har sagt det."
    )
    inte_ersattning = models.CharField("konton som inte bär kommunernas ersättning", max_length=120, blank=True)
    skal = models.TextField("varför filen gäller fast den skiljer sig från redovisningens saldon", blank=True)
    skapad = models.DateTimeField("inläst", auto_now_add=True)
    av = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="inläst av", help_text="Tomt: från kommandoraden."
    )
    sparad = models.DateTimeField("sparad", null=True, blank=True)
    sparad_av = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="sparad av")

    class Meta:
        verbose_name = "utfallsfil"
        verbose_name_plural = "utfallsfiler"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar"],
                condition=Q(status="sparad"),
                name="utfall_en_fil_galler",
                violation_error_message="En annan fil har just sparats för året. Läs sidan igen.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["sparad", "ersatt"]) | Q(sparad__isnull=False, sparad_av__isnull=False),
                name="sparat_utfall_har_vem",
                violation_error_message="Ett sparat utfall har en tid och den som sparade.",
            ),
        ]

    def __str__(self):
        return f"{self.namn} ({self.verksamhetsar})"

    def get_absolute_url(self):
        return reverse("ekonomi:utfall_detail", args=[self.pk])

    @property
    def som_kalla(self):
        """How a sum that is reckoned of it names its source, once it is saved."""
        return f"{self.namn}, inläst {timezone.localdate(self.sparad)}"[:200]

    @property
    def urval(self):
        return Kontourval(self.konton, self.utom_konton)

    def avlast(self):
        """What was read, without what somebody has said is not to be counted."""
        return self.ratt_avlast().utan(dubbla=bool(self.dubbla_en_gang), bokslut=bool(self.utan_bokslut))

    def ratt_avlast(self):
        """What was read, as the reader gave it."""
        return Avlasning.ur_json(self.avlasning)

    @property
    def under_lasning(self):
        return self.status in {self.Status.VANTAR, self.Status.READING}

    @property
    def har_stannat(self):
        """Has nothing happened for so long that the reading must have stopped on its way?"""
        sedan = self.lases_sedan or self.skapad
        return self.under_lasning and timezone.now() - sedan > STANNAT_EFTER

    def can_be_kopplad_by(self, user):
        return self.status == self.Status.READ and self.can_be_edited_by(user)

    def can_be_granskad(self, user):
        """Is there something read to look behind, by anyone who may see the year's figures?"""
        return self.avlasning is not None and self.can_be_seen_by(user)

    def can_be_kastad_by(self, user):
        return self.Status.KASTAD in self.STEPS[self.status] and self.can_be_edited_by(user)

    def move_to(self, status, **values):
        """One conditional UPDATE: of two who act at once exactly one succeeds. ValidationError for the other."""
        fran = [s for s, till in self.STEPS.items() if status in till]
        if not type(self).objects.filter(pk=self.pk, status__in=fran).update(status=status, **values):
            raise ValidationError("Filen har redan bytt status. Läs sidan igen.")
        self.refresh_from_db(fields=["status", *values])


class ObjektkopplingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(avtal__in=Avtal.objects.regionala_for(user))


class Objektkoppling(models.Model):
    """Which uppdrag an object of the accounts belongs to, or why it is set aside. Remembered from year to year.

    The pattern is an object's code, or a beginning and a star: "401*".
    """

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="objektkopplingar", verbose_name="avtal")
    dimension = models.CharField("dimension", max_length=20)
    monster = models.CharField("objekt eller mönster", max_length=120)
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, null=True, blank=True, related_name="objektkopplingar", verbose_name="uppdrag")
    skal = models.CharField("varför det inte räknas", max_length=200, blank=True)
    delad = models.BooleanField("delas mellan flera uppdrag", default=False)

    objects = ObjektkopplingQuerySet.as_manager()

    class Meta:
        verbose_name = "objektkoppling"
        verbose_name_plural = "objektkopplingar"
        ordering = ["avtal", "dimension", "monster"]
        constraints = [
            models.UniqueConstraint(
                fields=["avtal", "dimension", "monster"],
                name="objekt_kopplat_en_gang",
                violation_error_message="Objektet eller mönstret är redan kopplat.",
            ),
            models.CheckConstraint(
                condition=(Q(uppdrag__isnull=False) & Q(skal="") & Q(delad=False))
                | (Q(uppdrag__isnull=True) & ~Q(skal="") & Q(delad=False))
                | Q(uppdrag__isnull=True, skal="", delad=True),
                name="kopplat_eller_undantaget",
                violation_error_message="Välj ett uppdrag, dela objektet mellan flera, eller skriv varför det inte räknas.",
            ),
        ]

    def __str__(self):
        return f"{self.monster}: {self.hor_till}"

    @property
    def hor_till(self):
        """Where it belongs, in words."""
        if self.delad:
            return f"delas: {svenska.lista_text([str(andel) for andel in self.andelar.all()])}"
        return str(self.uppdrag) if self.uppdrag_id else f"räknas inte: {self.skal}"

    @property
    def delar(self):
        """[(uppdrag, per cent)] of what it counts for; empty when it is set aside."""
        if self.delad:
            return [(andel.uppdrag, andel.procent) for andel in self.andelar.all()]
        return [(self.uppdrag, Decimal(100))] if self.uppdrag_id else []

    def can_be_edited_by(self, user):
        return can_edit_ekonomi(self.avtal, user)


class Objektandel(models.Model):
    """The part of a shared object that one uppdrag bears. The parts of an object are 100 per cent together."""

    koppling = models.ForeignKey(Objektkoppling, models.CASCADE, related_name="andelar", verbose_name="koppling")
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, related_name="objektandelar", verbose_name="uppdrag")
    procent = models.DecimalField("procent", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "objektandel"
        verbose_name_plural = "objektandelar"
        ordering = ["koppling", "uppdrag__ordning", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["koppling", "uppdrag"], name="objektandel_en_per_uppdrag", violation_error_message="Uppdraget har redan en andel."
            ),
            models.CheckConstraint(
                condition=Q(procent__gt=0, procent__lt=100),
                name="objektandel_inom_hundra",
                violation_error_message="En andel är mer än 0 och mindre än 100 procent.",
            ),
        ]

    def __str__(self):
        return f"{self.uppdrag} {svenska.procent(self.procent)}"


class UtfallsradQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(fil__verksamhetsar__avtal__in=Avtal.objects.regionala_for(user))


class Utfallsrad(models.Model):
    """An object of a saved file with its amounts (öre) and what it was tied to then: what an uppdrag's outcome is made of."""

    fil = models.ForeignKey(Utfallsfil, models.PROTECT, related_name="rader", verbose_name="fil")
    kod = models.CharField("objekt", max_length=120, blank=True)
    namn = models.CharField("benämning", max_length=200, blank=True)
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, null=True, blank=True, related_name="utfallsrader", verbose_name="uppdrag")
    skal = models.CharField("varför det inte räknas", max_length=200, blank=True)
    andel = models.DecimalField("andel, procent", max_digits=5, decimal_places=2, default=100)
    utfall_ore = models.BigIntegerField("utfall, öre")
    budget_ore = models.BigIntegerField("budget, öre", default=0)

    objects = UtfallsradQuerySet.as_manager()

    class Meta:
        verbose_name = "utfallsrad"
        verbose_name_plural = "utfallsrader"
        ordering = ["fil", "uppdrag__ordning", "kod"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(uppdrag__isnull=False) & Q(skal="")) | (Q(uppdrag__isnull=True) & ~Q(skal="")),
                name="utfallsrad_raknas_eller_inte",
                violation_error_message="En rad hör till ett uppdrag, eller säger varför den inte räknas.",
            ),
        ]

    def __str__(self):
        return f"{self.kod or 'Utan objekt'} {self.fil}"


class Omdisponering(YearRow):
    """A decided change of the budget during the year: from one row of the result to another, or of the ersättning itself.

    With one side only, the sum the kommuner pay is raised (`till`) or lowered (`fran`). Kept as it was decided.
    """

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="omdisponeringar", verbose_name="verksamhetsår")
    fran = models.ForeignKey(Resultatpost, models.PROTECT, null=True, blank=True, related_name="omdisponerat_fran", verbose_name="från")
    till = models.ForeignKey(Resultatpost, models.PROTECT, null=True, blank=True, related_name="omdisponerat_till", verbose_name="till")
    belopp = models.PositiveBigIntegerField("belopp, kronor")
    beslut = models.ForeignKey(Beslut, models.PROTECT, related_name="omdisponeringar", verbose_name="beslut")
    text = models.CharField("vad det gäller", max_length=200)
    skapad = models.DateTimeField("registrerad", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="registrerad av")

    class Meta:
        verbose_name = "omdisponering"
        verbose_name_plural = "omdisponeringar"
        ordering = ["verksamhetsar", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(belopp__gt=0), name="omdisponering_over_noll", violation_error_message="Beloppet ska vara större än noll."
            ),
            models.CheckConstraint(
                condition=Q(fran__isnull=False) | Q(till__isnull=False),
                name="omdisponering_har_sida",
                violation_error_message="Välj varifrån pengarna tas, eller vart de går.",
            ),
            models.CheckConstraint(
                condition=Q(fran__isnull=True) | Q(till__isnull=True) | ~Q(fran=F("till")),
                name="omdisponering_mellan_tva",
                violation_error_message="Pengarna kan inte gå från en rad till samma rad.",
            ),
        ]

    def __str__(self):
        return f"{self.text} ({self.verksamhetsar})"

    @property
    def andring(self):
        """What it adds to the ersättning, kronor: nothing when it only moves money."""
        if self.fran_id and self.till_id:
            return 0
        return self.belopp if self.till_id else -self.belopp
