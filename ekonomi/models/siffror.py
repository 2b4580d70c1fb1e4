"""The money of the agreement. Amounts are whole kronor everywhere; tkr is only a way of printing them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from ekonomi import resultat
from samverkan.models import Roll, User
from uppdrag.models import Avtal, Uppdrag, Verksamhetsar


def can_see_ekonomi(avtal, user):
    """Unfinished figures are the region's own; a kommun meets them in the report handed over."""
    return avtal.can_read_draft(user)


def can_edit_ekonomi(avtal, user):
    return avtal.har_roll(user, Roll.CONTROLLER)


class YearRowQuerySet(models.QuerySet):
    """Rows that belong to a verksamhetsår."""

    def visible_to(self, user):
        """Figures are the region's own until the report is handed over: a kommun's user does not know of them."""
        return self.filter(verksamhetsar__avtal__in=Avtal.objects.regionala_for(user))


class YearRow(models.Model):
    """What every row of a year's money shares: it can be read by the region and changed by the controller while the year is open."""

    objects = YearRowQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    def can_be_seen_by(self, user):
        return can_see_ekonomi(self.verksamhetsar.avtal, user)

    def can_be_edited_by(self, user):
        return self.verksamhetsar.is_open and can_edit_ekonomi(self.verksamhetsar.avtal, user)


class Ersattning(YearRow):
    """What the kommuner pay the region for the agreement one year: base, index, rounding unit and fixed sum kept apart."""

    verksamhetsar = models.OneToOneField(Verksamhetsar, models.PROTECT, related_name="ersattning", verbose_name="verksamhetsår")
    bas = models.PositiveBigIntegerField("bas, kronor", help_text="Föregående års ersättning i hela kronor.")
    bas_harledd = models.BooleanField("basen är härledd", default=False, help_text="Basen står inte i något underlag utan är uträknad.")
    index_procent = models.DecimalField("uppräkning, procent", max_digits=5, decimal_places=2)
    avrundning = models.PositiveIntegerField("avrundas till, kronor", default=1000)
    belopp = models.PositiveBigIntegerField("fastställd ersättning, kronor")
    skal = models.CharField(
        "varför den inte är den uppräknade",
        max_length=200,
        blank=True,
        help_text="När skillnaden är större än avrundningen. Står i berättelsen.",
    )
    fordelningsdatum = models.DateField(
        "folkmängd per", null=True, blank=True, help_text="Den dag vars folkmängd avgör fördelningen mellan kommunerna."
    )
    forklaras_fran = models.PositiveBigIntegerField(
        "avvikelser förklaras från, kronor", default=50_000, help_text="Ett över- eller underskott av den storleken ska ha en förklaring."
    )
    kalla = models.CharField("källa", max_length=200, blank=True)
    history = HistoricalRecords(app="ekonomi")

    class Meta:
        verbose_name = "ersättning"
        verbose_name_plural = "ersättningar"
        constraints = [
            models.CheckConstraint(
                condition=Q(avrundning__gte=1), name="avrundning_minst_en_krona", violation_error_message="Minsta avrundning är 1 krona."
            ),
        ]

    def __str__(self):
        return f"Ersättning {self.verksamhetsar}"

    @property
    def uppraknad(self):
        """Base raised by the index, whole kronor (half a krona up), before rounding to the unit."""
        return resultat.uppraknad(self.bas, self.index_procent)

    @property
    def andrad(self):
        """What decisions during the year have added to the fixed sum, kronor."""
        return sum(a.andring for a in self.verksamhetsar.omdisponeringar.all())

    @property
    def gallande(self):
        """The fixed sum with what decisions have added to it, kronor."""
        return self.belopp + self.andrad

    @property
    def differens(self):
        """What the fixed sum lacks of the raised one, kronor: raised − fixed."""
        return self.uppraknad - self.belopp

    @property
    def is_avrundad(self):
        """Is the fixed sum the raised one, but for the rounding?"""
        return resultat.is_avrundad(self.differens, self.avrundning)


class Resultatpost(YearRow):
    """One row of the year's result: an uppdrag, or the row for what the source does not divide.

    Before there is an outcome it is the row's part of the compensation alone, and `belopp` is None.
    """

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="resultatposter", verbose_name="verksamhetsår")
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, null=True, blank=True, related_name="resultatposter", verbose_name="uppdrag")
    benamning = models.CharField("benämning", max_length=120, blank=True, help_text="Bara för raden som källan inte delar upp.")
    budget = models.BigIntegerField("ersättning, kronor", null=True, blank=True)
    utfall = models.BigIntegerField("utfall, kronor", null=True, blank=True)
    belopp = models.BigIntegerField("resultat, kronor", null=True, blank=True, help_text="Överskott utan tecken, underskott med minus.")
    forklaring = models.TextField("förklaring", blank=True)
    forklarat_belopp = models.BigIntegerField(
        "resultat som förklaringen skrevs till, kronor", null=True, blank=True, editable=False, help_text="Tomt: det är inte känt."
    )
    harledd = models.BooleanField("härledd", default=False, help_text="Beloppet står inte i underlaget utan är uträknat.")
    ordning = models.PositiveSmallIntegerField("ordning", default=1)
    history = HistoricalRecords(app="ekonomi")

    class Meta:
        verbose_name = "resultatpost"
        verbose_name_plural = "resultatposter"
        ordering = ["verksamhetsar", F("uppdrag__ordning").asc(nulls_last=True), "ordning"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "uppdrag"],
                condition=Q(uppdrag__isnull=False),
                name="resultat_ett_per_uppdrag",
                violation_error_message="Uppdraget har redan ett resultat för året.",
            ),
            models.UniqueConstraint(
                fields=["verksamhetsar"],
                condition=Q(uppdrag__isnull=True),
                name="resultat_en_ofordelad_rad",
                violation_error_message="Året har redan en rad för det som källan inte delar upp.",
            ),
            models.CheckConstraint(
                condition=Q(uppdrag__isnull=False) | ~Q(benamning=""),
                name="resultat_har_namn",
                violation_error_message="Välj ett uppdrag, eller skriv vad raden avser.",
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(utfall__isnull=True) | Q(belopp=F("budget") - F("utfall")),
                name="resultat_stammer",
                violation_error_message="Resultatet ska vara ersättning minus utfall.",
            ),
            models.CheckConstraint(
                condition=Q(belopp__isnull=False) | Q(budget__isnull=False, utfall__isnull=True),
                name="resultat_finns_med_utfall",
                violation_error_message="Skriv resultatet, eller ersättningen. Med ersättning och utfall räknas resultatet ut.",
            ),
        ]

    def __str__(self):
        return f"{self.namn} {self.verksamhetsar}"

    @property
    def namn(self):
        return self.uppdrag.namn if self.uppdrag_id else self.benamning

    def saknar_forklaring(self, grans):
        """A result of at least `grans` kronor either way wants its explanation."""
        return bool(self.belopp) and abs(self.belopp) >= grans and not self.forklaring.strip()

    def forklaring_foraldrad(self, grans):
        """Was the explanation written to another result: of the other sign, or further from this than `grans` kronor?"""
        if not self.forklaring.strip() or self.forklarat_belopp is None or self.belopp is None:
            return False
        andrat = self.belopp - self.forklarat_belopp
        return bool(andrat) and (abs(andrat) > grans or (self.belopp > 0) != (self.forklarat_belopp > 0))


class Arsresultat(YearRow):
    """The year's result as the region's accounts state it in all: the sum that the rows must foot to. Approved by the controller."""

    verksamhetsar = models.OneToOneField(Verksamhetsar, models.PROTECT, related_name="arsresultat", verbose_name="verksamhetsår")
    belopp = models.BigIntegerField("resultat enligt redovisningen, kronor")
    kalla = models.CharField("källa", max_length=200, blank=True)
    godkant = models.DateTimeField("utfallet godkänt", null=True, blank=True, editable=False)
    godkant_av = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="godkänt av", editable=False)
    history = HistoricalRecords(app="ekonomi")

    class Meta:
        verbose_name = "årsresultat"
        verbose_name_plural = "årsresultat"
        constraints = [
            models.CheckConstraint(
                condition=Q(godkant__isnull=True, godkant_av__isnull=True) | Q(godkant__isnull=False, godkant_av__isnull=False),
                name="godkant_utfall_har_vem",
                violation_error_message="Ett godkänt utfall har både en tid och den som godkände.",
            ),
        ]

    def __str__(self):
        return f"Resultat {self.verksamhetsar}"


class Statsbidrag(YearRow):
    """A state grant, whole kronor, apart from the ersättning: what came in and what became of it. What is not known is empty."""

    UT = ("formedlat", "anvant", "aterbetalas", "overfors")

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="statsbidrag", verbose_name="verksamhetsår")
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, related_name="statsbidrag", verbose_name="uppdrag")
    namn = models.CharField("ändamål", max_length=200)
    ingaende = models.PositiveBigIntegerField(
        "ingående från tidigare år, kronor",
        null=True,
        blank=True,
        help_text="Skriv 0 när inget fanns kvar, och lämna tomt när det inte är känt.",
    )
    belopp = models.PositiveBigIntegerField("mottaget under året, kronor")
    formedlat = models.PositiveBigIntegerField("förmedlat, kronor", null=True, blank=True, help_text="Det som har lämnats vidare.")
    formedlat_till = models.CharField("förmedlat till", max_length=200, blank=True, help_text="Till exempel länets åtta kommuner.")
    anvant = models.PositiveBigIntegerField("använt av regionen, kronor", null=True, blank=True)
    aterbetalas = models.PositiveBigIntegerField("återbetalas till staten, kronor", null=True, blank=True)
    overfors = models.PositiveBigIntegerField("överförs till nästa år, kronor", null=True, blank=True)
    redovisat = models.PositiveBigIntegerField("redovisat till staten, kronor", null=True, blank=True)
    redovisas = models.CharField("redovisas till staten", max_length=80, blank=True, help_text="Till exempel mars 2023.")
    redovisad = models.DateField("redovisades den", null=True, blank=True, help_text="När redovisningen har lämnats.")
    kalla = models.CharField("källa", max_length=200, blank=True)
    history = HistoricalRecords(app="ekonomi")

    class Meta:
        verbose_name = "statsbidrag"
        verbose_name_plural = "statsbidrag"
        ordering = ["verksamhetsar", "uppdrag__ordning", "namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "uppdrag", "namn"],
                name="statsbidrag_en_gang",
                violation_error_message="Bidraget finns redan för uppdraget det året.",
            ),
            models.CheckConstraint(
                condition=Q(ingaende__isnull=True)
                | Q(formedlat__isnull=True) | Q(anvant__isnull=True) | Q(aterbetalas__isnull=True) | Q(overfors__isnull=True)
                | Q(ingaende=F("formedlat") + F("anvant") + F("aterbetalas") + F("overfors") - F("belopp")),
                name="statsbidrag_stammer",
                violation_error_message="Ingående och mottaget ska tillsammans vara förmedlat, använt, återbetalas och överförs.",
            ),
            models.CheckConstraint(
                condition=Q(ingaende__isnull=True)
                | Q(ingaende__gte=Coalesce("formedlat", 0) + Coalesce("anvant", 0) + Coalesce("aterbetalas", 0)
                    + Coalesce("overfors", 0) - F("belopp")),
                name="statsbidrag_inte_mer_ut_an_in",
                violation_error_message="Mer är förmedlat, använt, återbetalas och överförs än vad som har kommit in.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.namn} {self.verksamhetsar}"

    @property
    def okant(self):
        """Is any of its amounts not known, so that nobody can say that it foots?"""
        return None in (self.ingaende, *(getattr(self, falt) for falt in self.UT))
