"""The debt to the kommuner: a ledger to which rows are only added. Amounts are whole kronor."""

from datetime import date

from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone

from ekonomi.models.siffror import can_edit_ekonomi
from samverkan.models import Organisation
from uppdrag.models import Avtal, Beslut, Verksamhetsar


class SkuldursprungQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The ledger is the region's own until the report is handed over."""
        return self.filter(avtal__in=Avtal.objects.regionala_for(user))


class Skuldursprung(models.Model):
    """The year a debt to the kommuner arose in, or several years together whose split is unknown. Never changed: entries stand on it."""

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="skuldursprung", verbose_name="avtal")
    verksamhetsar = models.OneToOneField(
        Verksamhetsar, models.PROTECT, null=True, blank=True, related_name="skuldursprung", verbose_name="verksamhetsår", editable=False
    )
    beteckning = models.CharField("uppkom", max_length=40, help_text="Till exempel 2022 eller 2020–2021.")
    forsta = models.PositiveSmallIntegerField("första år")
    sista = models.PositiveSmallIntegerField("sista år")
    anmarkning = models.CharField("anmärkning", max_length=200, blank=True, help_text="Till exempel att uppdelningen mellan åren är okänd.")

    objects = SkuldursprungQuerySet.as_manager()

    class Meta:
        verbose_name = "skuldens ursprung"
        verbose_name_plural = "skuldernas ursprung"
        ordering = ["avtal", "forsta"]
        constraints = [
            models.UniqueConstraint(
                fields=["avtal", "beteckning"],
                name="ursprung_unikt",
                violation_error_message="Avtalet har redan en skuld med det ursprunget.",
            ),
            models.CheckConstraint(
                condition=Q(sista__gte=F("forsta")),
                name="ursprung_ar_i_ordning",
                violation_error_message="Sista året kan inte ligga före det första.",
            ),
        ]

    def __str__(self):
        return self.beteckning

    @property
    def begynte(self):
        """The first day that the debt can have arisen."""
        return self.verksamhetsar.fran if self.verksamhetsar else date(self.forsta, 1, 1)

    @property
    def finns_fran(self):
        """The first day there can be a debt to decide of: the last day of the first year that it arose in."""
        return self.verksamhetsar.till if self.verksamhetsar else date(self.forsta, 12, 31)

    @property
    def saldo(self):
        """What is left of it in the ledger now, kronor: owed when positive."""
        return self.poster.aggregate(n=Sum("belopp", default=0))["n"]

    @property
    def uppdelning_okand(self):
        """Several years in one lump: how much arose in each is not known."""
        return self.sista > self.forsta

    def can_be_delad_by(self, user):
        """While no key of its own year is known; a key that was decided may be decided anew."""
        senast = self.andelar.order_by("-omgang").first()
        return (senast is None or senast.beslut_id is not None) and can_edit_ekonomi(self.avtal, user)


class Skuldandel(models.Model):
    """What a kommun weighs in the key of an origin: the population and days of the year the debt arose in, kept when it was booked.

    Where that key is not known the kommuner may agree on one: then `beslut` says by which decision, `folkmangd` is what was decided,
    and `dag` the day whose population it is, if it is one. Rows are only ever added; a new key is a new round, and the last counts.
    """

    ursprung = models.ForeignKey(Skuldursprung, models.PROTECT, related_name="andelar", verbose_name="uppkom")
    omgang = models.PositiveSmallIntegerField("omgång", default=1)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="kommun")
    folkmangd = models.PositiveIntegerField("folkmängd")
    dagar = models.PositiveSmallIntegerField("dagar som part")
    av_dagar = models.PositiveSmallIntegerField("dagar i året")
    beslut = models.ForeignKey(Beslut, models.PROTECT, null=True, blank=True, related_name="skuldnycklar", verbose_name="beslut")
    dag = models.DateField("folkmängd per", null=True, blank=True)

    class Meta:
        verbose_name = "andel i skulden"
        verbose_name_plural = "andelar i skulden"
        ordering = ["ursprung", "omgang", "organisation__namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["ursprung", "omgang", "organisation"],
                name="skuldandel_en_per_kommun",
                violation_error_message="Kommunen har redan en andel i skulden.",
            ),
        ]

    def __str__(self):
        return f"{self.ursprung}: {self.organisation}"


class SkuldpostQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(ursprung__avtal__in=Avtal.objects.regionala_for(user))


class Skuldpost(models.Model):
    """One entry in the debt ledger, whole kronor: what raises the debt is positive. Rows are only ever added; the database sees to it."""

    class Sort(models.TextChoices):
        INGAENDE = "ingaende", "Ingående balans"
        RESULTAT = "resultat", "Årets resultat"
        BESLUT = "beslut", "Beslut"
        RATTELSE = "rattelse", "Rättelse"

    class Andamal(models.TextChoices):
        ATERBETALAS = "aterbetalas", "Återbetalas"
        OVERFORS = "overfors", "Överförs till ett senare år"
        ANVANDS = "anvands", "Används för"
        TACKS = "tacks", "Underskottet täcks av"

    ursprung = models.ForeignKey(Skuldursprung, models.PROTECT, related_name="poster", verbose_name="uppkom")
    sort = models.CharField("sort", max_length=10, choices=Sort)
    datum = models.DateField("datum", help_text="Den dag posten gäller, i det år vars skuld den ändrar. När den skrevs står för sig.")
    belopp = models.BigIntegerField("belopp, kronor")
    text = models.CharField("text", max_length=200)
    beslut = models.ForeignKey(Beslut, models.PROTECT, null=True, blank=True, related_name="skuldposter", verbose_name="beslut")
    andamal = models.CharField("vad som sker", max_length=12, choices=Andamal, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="skuldposter", verbose_name="kommun",
        help_text="Tomt när posten gäller alla kommuner.",
    )  # fmt: skip
    rattar = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="rattad_av", verbose_name="rättar")
    skapad = models.DateTimeField(
        "bokförd", default=timezone.now, editable=False, help_text="De poster som bokförs på en gång har samma tid."
    )
    av = models.ForeignKey("samverkan.User", models.PROTECT, related_name="+", verbose_name="bokförd av")

    objects = SkuldpostQuerySet.as_manager()

    class Meta:
        verbose_name = "skuldpost"
        verbose_name_plural = "skuldposter"
        ordering = ["ursprung", "datum", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(belopp=0), name="skuldpost_inte_noll", violation_error_message="En post på noll kronor bokförs inte."
            ),
            models.CheckConstraint(
                condition=~Q(sort="rattelse") | Q(rattar__isnull=False),
                name="rattelse_rattar_nagot",
                violation_error_message="En rättelse ska peka på den post den rättar.",
            ),
            models.CheckConstraint(
                condition=(Q(sort="beslut") & Q(beslut__isnull=False) & ~Q(andamal="")) | (~Q(sort="beslut") & Q(andamal="")),
                name="skuldbeslut_har_beslut",
                violation_error_message="En post som följer av ett beslut har ett beslut och säger vad som sker med pengarna.",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) | Q(sort__in=["beslut", "rattelse"]),
                name="skuld_for_en_kommun_genom_beslut",
                violation_error_message="Bara ett beslut kan gälla en enda kommun.",
            ),
        ]

    def __str__(self):
        return f"{self.ursprung}: {self.text}"

    @property
    def avtal_id(self):
        return self.ursprung.avtal_id

    def can_be_rattad_by(self, user):
        """Once, and not a correction itself, nor a result that an adopted edition stands on."""
        if self.sort == self.Sort.RATTELSE or hasattr(self, "rattad_av") or self.ligger_fast:
            return False
        return can_edit_ekonomi(self.ursprung.avtal, user)

    @property
    def ligger_fast(self):
        """A year's result while that year is locked: it is taken back and booked anew by a corrected edition, never by hand."""
        return self.sort == self.Sort.RESULTAT and not self.ursprung.verksamhetsar.is_open
