"""What is invoiced: the agreed rule, each kommun's reference, decided repayments that are netted, and what has been handed over."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from ekonomi.models.siffror import YearRow
from ekonomi.models.skuld import Skuldpost
from samverkan import svenska
from samverkan.models import Organisation, User
from uppdrag.models import Avtal, Verksamhetsar


class AvtalsradQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(avtal__in=Avtal.objects.regionala_for(user))


class Faktureringsregel(models.Model):
    """How the ersättning of an agreement is invoiced: in how many parts of the year, when each is due, and the region's reference."""

    class Delar(models.IntegerChoices):
        HELT = 1, "En gång om året"
        HALVT = 2, "Varje halvår"
        KVARTAL = 4, "Varje kvartal"

    class Rakna(models.TextChoices):
        BORJAN = "borjan", "periodens första dag"
        SLUT = "slut", "periodens sista dag"

    avtal = models.OneToOneField(Avtal, models.PROTECT, related_name="faktureringsregel", verbose_name="avtal")
    delar = models.PositiveSmallIntegerField("faktureras", choices=Delar, default=Delar.KVARTAL)
    dagar = models.PositiveSmallIntegerField("förfaller efter, dagar", default=30, validators=[MaxValueValidator(366)])
    raknas_fran = models.CharField("räknat från", max_length=6, choices=Rakna, default=Rakna.BORJAN)
    referens = models.CharField("regionens referens", max_length=80)
    exempel = models.BooleanField("exempel", default=False, editable=False, help_text="Regeln är påhittad: den står inte i något underlag.")

    objects = AvtalsradQuerySet.as_manager()

    class Meta:
        verbose_name = "faktureringsregel"
        verbose_name_plural = "faktureringsregler"

    def __str__(self):
        return f"{self.get_delar_display()}, {self.forfaller}"

    @property
    def forfaller(self):
        """When it is due: "30 dagar efter periodens början"."""
        return f"{svenska.numerus(self.dagar, 'en dag', 'dagar')} efter {self.get_raknas_fran_display()}"


class Fakturareferens(models.Model):
    """What a kommun wants its invoices to be marked with."""

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="fakturareferenser", verbose_name="avtal")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="kommun")
    referens = models.CharField("kommunens referens", max_length=80)

    objects = AvtalsradQuerySet.as_manager()

    class Meta:
        verbose_name = "fakturareferens"
        verbose_name_plural = "fakturareferenser"
        constraints = [
            models.UniqueConstraint(
                fields=["avtal", "organisation"],
                name="fakturareferens_en_per_kommun",
                violation_error_message="Kommunen har redan en referens.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.referens}"


class Kvittning(YearRow):
    """That a decided repayment is netted against the invoices of a year, because the decision says so."""

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="kvittningar", verbose_name="verksamhetsår")
    skuldpost = models.OneToOneField(Skuldpost, models.PROTECT, related_name="kvittning", verbose_name="skuldpost")
    skapad = models.DateTimeField("skapad", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="av")

    class Meta:
        verbose_name = "kvittning"
        verbose_name_plural = "kvittningar"

    def __str__(self):
        return f"{self.skuldpost} ({self.verksamhetsar})"


class Faktureringsunderlag(YearRow):
    """What was handed over to be invoiced to a kommun for one part of the year, kronor. Rows are only ever added."""

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="faktureringsunderlag", verbose_name="verksamhetsår")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="kommun")
    nummer = models.PositiveSmallIntegerField("period nummer")
    fran = models.DateField("från")
    till = models.DateField("till")
    forfaller = models.DateField("förfaller")
    del_av_aret = models.BigIntegerField("periodens del av ersättningen, kronor")
    rattelse = models.BigIntegerField("rättelse av tidigare perioder, kronor")
    avdrag = models.BigIntegerField("återbetalning som dras av, kronor")
    belopp = models.PositiveBigIntegerField("att fakturera, kronor")
    regionens_referens = models.CharField("regionens referens", max_length=80)
    kommunens_referens = models.CharField("kommunens referens", max_length=80, blank=True)
    skapad = models.DateTimeField("lämnat till fakturering", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="lämnat av")

    class Meta:
        verbose_name = "faktureringsunderlag"
        verbose_name_plural = "faktureringsunderlag"
        ordering = ["verksamhetsar", "nummer", "organisation__namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "organisation", "nummer"],
                name="faktureras_en_gang",
                violation_error_message="Perioden är redan lämnad till fakturering.",
            ),
            models.CheckConstraint(
                condition=Q(belopp=F("del_av_aret") + F("rattelse") - F("avdrag")),
                name="faktureringsunderlag_stammer",
                violation_error_message="Beloppet ska vara delen av året, med rättelse och minskat med avdraget.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.verksamhetsar}, period {self.nummer}"
