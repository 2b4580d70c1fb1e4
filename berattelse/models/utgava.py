"""The editions: what left the house, as it left it. Every table here is only added to; what has become of an edition is read from
the rows that hang on it (signed, published, replaced, sent), never from a field that changes.
"""

from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate

from berattelse.innehall import schema
from samverkan.models import Organisation, Roll, User
from samverkan.svenska import lista_text, sorteringsnyckel
from uppdrag.models import Avtal, Beslut, Verksamhetsar


class Skede(models.IntegerChoices):
    TILL_KOMMUNERNA = 1, "Till kommunerna"
    MED_VARDERING = 2, "Med kommunernas värdering"


def can_fardigstalla(year, user):
    """The processledare: it is her word that the report is done."""
    return year.avtal.har_roll(user, Roll.PROCESSLEDARE)


def can_faststalla(year, user):
    """The direktör adopts."""
    return year.avtal.har_roll(user, Roll.DIREKTOR)


class YearsradQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(verksamhetsar__avtal__in=Avtal.objects.regionala_for(user))


class Godtagande(models.Model):
    """A warning about the report that somebody has accepted, and why. Bound to what was warned of: another fault warns anew."""

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="godtaganden", verbose_name="verksamhetsår")
    nyckel = models.CharField("nyckel", max_length=64)
    text = models.TextField("anmärkning")
    skal = models.CharField("varför den godtas", max_length=300)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid", auto_now_add=True)

    objects = YearsradQuerySet.as_manager()

    class Meta:
        verbose_name = "godtagen anmärkning"
        verbose_name_plural = "godtagna anmärkningar"
        ordering = ["verksamhetsar", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "nyckel"],
                name="anmarkning_godtas_en_gang",
                violation_error_message="Anmärkningen är redan godtagen.",
            ),
            models.CheckConstraint(
                condition=~Q(skal=""), name="godtagande_har_skal", violation_error_message="Skriv varför anmärkningen godtas."
            ),
        ]

    def __str__(self):
        return self.text[:80]


class Fardigstallande(models.Model):
    """The processledare's word that the report is done: bound to the content as it was then by its fingerprint.

    Stage 2 has a decision, and a place and day of its own; stage 1 is signed where and when the year says.
    """

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="fardigstallanden", verbose_name="verksamhetsår")
    skede = models.PositiveSmallIntegerField("skede", choices=Skede)
    sha256 = models.CharField("innehållets kontrollsumma (SHA-256)", max_length=64)
    beslut = models.ForeignKey(Beslut, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="rådets beslut om berättelsen")
    # Null, not "": SQLite adds such a column without making the table anew, which would lose what keeps it append-only.
    ort = models.CharField("undertecknas i", max_length=80, null=True, blank=True)
    dag = models.DateField("undertecknas den", null=True, blank=True)
    errata = models.TextField("vad som är rättat", blank=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid", auto_now_add=True)

    objects = YearsradQuerySet.as_manager()

    class Meta:
        verbose_name = "färdigställande"
        verbose_name_plural = "färdigställanden"
        ordering = ["verksamhetsar", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(skede=2) | Q(beslut__isnull=False),
                name="vardering_har_beslut",
                violation_error_message="Välj samverkansrådets beslut om berättelsen.",
            ),
        ]

    def __str__(self):
        return f"{self.verksamhetsar}, {self.get_skede_display().lower()}"


class UtgavaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The region's own people see every edition; the parties those that are signed; published ones have a public address.

        Whoever has left the agreement sees those of the years it was party in.
        """
        egna = Verksamhetsar.objects.med_part(user.organisation_ids)
        far_se = Q(verksamhetsar__avtal__in=Avtal.objects.visible_to(user)) | Q(verksamhetsar__in=egna)
        return self.filter(far_se & Q(signatur__isnull=False) | Q(verksamhetsar__avtal__in=Avtal.objects.regionala_for(user)))

    def publicerade(self):
        return self.filter(publicering__isnull=False)

    def gallande(self):
        """Those that no later edition has replaced."""
        return self.filter(ersatt_av__isnull=True)

    def till_rattelsen_signeras(self):
        """Those that no signed edition has replaced: a correction that is only adopted takes the signed one from nobody."""
        return self.filter(ersatt_av__signatur__isnull=True)

    def gallande_for(self, user):
        """Those she may see that no later one that she may see has replaced."""
        return self.visible_to(user).exclude(ersatt_av__in=Utgava.objects.visible_to(user))


class Utgava(models.Model):
    """An adopted edition: frozen data from which its files are made. It never changes; a correction is a new edition with errata."""

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="utgavor", verbose_name="verksamhetsår")
    nummer = models.PositiveSmallIntegerField("utgåva")
    skede = models.PositiveSmallIntegerField("skede", choices=Skede)
    innehall = models.TextField("innehåll (JSON)")
    sha256 = models.CharField("innehållets kontrollsumma (SHA-256)", max_length=64)
    ersatter = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="ersatt_av", verbose_name="ersätter")
    errata = models.TextField("vad som är rättat", blank=True)
    fardigstallande = models.OneToOneField(Fardigstallande, models.PROTECT, related_name="utgava", verbose_name="färdigställande")
    faststalld = models.DateTimeField("fastställd", auto_now_add=True)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="fastställd av")

    objects = UtgavaQuerySet.as_manager()

    class Meta:
        verbose_name = "utgåva"
        verbose_name_plural = "utgåvor"
        ordering = ["verksamhetsar", "nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "nummer"],
                name="utgava_nummer_unikt",
                violation_error_message="Utgåvan finns redan.",
            ),
            models.UniqueConstraint(
                fields=["verksamhetsar", "skede"],
                condition=Q(ersatter__isnull=True),
                name="utgava_en_forsta_per_skede",
                violation_error_message="Berättelsen är redan fastställd i det skedet.",
            ),
            models.CheckConstraint(
                condition=Q(ersatter__isnull=True, errata="") | (Q(ersatter__isnull=False) & ~Q(errata="")),
                name="rattad_utgava_har_errata",
                violation_error_message="En utgåva som ersätter en annan säger vad som är rättat.",
            ),
            models.CheckConstraint(
                condition=Q(ersatter__isnull=True) | ~Q(ersatter=F("id")),
                name="utgava_ersatter_en_annan",
                violation_error_message="En utgåva kan inte ersätta sig själv.",
            ),
        ]

    def __str__(self):
        return f"Verksamhetsberättelse {self.verksamhetsar}, utgåva {self.nummer}"

    def get_absolute_url(self):
        return reverse("berattelse:utgava_detail", args=[self.pk])

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    @cached_property
    def data(self):
        """The frozen content, as a Berattelse."""
        return schema.read(self.innehall)

    @property
    def avtal(self):
        return self.verksamhetsar.avtal

    @property
    def is_signerad(self):
        return hasattr(self, "signatur")

    @property
    def is_publicerad(self):
        return hasattr(self, "publicering")

    @property
    def efterfoljare(self):
        """The edition that replaced this one, or None."""
        return getattr(self, "ersatt_av", None)

    @property
    def sand_till(self):
        """[(day, the parties that got their first letter about it then)], the first day first; [] while it is sent to nobody."""
        forsta, dagar = {}, {}
        for rad in sorted(self.sandningar.all(), key=lambda rad: rad.tid):
            forsta.setdefault(rad.organisation_id, rad)
        for rad in forsta.values():
            dagar.setdefault(localdate(rad.tid), []).append(str(rad.organisation))
        return [(dag, lista_text(sorted(parter, key=sorteringsnyckel))) for dag, parter in dagar.items()]

    @property
    def rattelse(self):
        """What its successor has corrected, once that is published; "" before."""
        nasta = self.efterfoljare
        return nasta.errata if nasta and nasta.is_publicerad else ""

    @property
    def rattad_grund(self):
        """Of stage 2: the later edition of stage 1 that corrected what this one is built on; None while that holds."""
        if self.skede == Skede.TILL_KOMMUNERNA or self.efterfoljare:
            return None
        senare = Utgava.objects.filter(verksamhetsar=self.verksamhetsar_id, skede=Skede.TILL_KOMMUNERNA, nummer__gt=self.nummer)
        return senare.order_by("nummer").last()

    @property
    def inaktuell(self):
        """Why it is signed, published and sent no more, in a sentence; "" while it holds."""
        if self.efterfoljare:
            return f"Utgåvan är ersatt av utgåva {self.efterfoljare.nummer}."
        grund = self.rattad_grund
        rattad = "Gör en rättad utgåva även av den med kommunernas värdering."
        return f"Det som utgåvan bygger på är rättat i utgåva {grund.nummer}. {rattad}" if grund else ""

    @property
    def status_i_ord(self):
        """Where it stands, as one word of the status."""
        if self.efterfoljare:
            return "ersatt"
        if self.is_publicerad:
            return "publicerad"
        return "signerad" if self.is_signerad else "fastställd"

    def can_be_signed_by(self, user):
        return not self.is_signerad and not self.inaktuell and self.avtal.har_roll(user, Roll.DIREKTOR)

    def can_be_published_by(self, user):
        return self.is_signerad and not self.is_publicerad and not self.inaktuell and self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_distributed_by(self, user):
        """Make the kommuner's editions, and send: when it is signed, and holds."""
        return self.is_signerad and not self.inaktuell and self.avtal.har_roll(user, Roll.PROCESSLEDARE)


class Utgavefil(models.Model):
    """A file of an edition, as it was made from the edition's data: the whole, or one kommun's."""

    class Sort(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        JSON = "json", "Data (JSON)"
        CSV = "csv", "Data (CSV, zip)"

    utgava = models.ForeignKey(Utgava, models.PROTECT, related_name="filer", verbose_name="utgåva")
    sort = models.CharField("sort", max_length=5, choices=Sort)
    kommun = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kommun")
    innehall = models.BinaryField("innehåll")
    sha256 = models.CharField("kontrollsumma (SHA-256)", max_length=64, db_index=True)
    storlek = models.PositiveBigIntegerField("storlek, byte")
    skapad = models.DateTimeField("skapad", auto_now_add=True)

    class Meta:
        verbose_name = "fil i en utgåva"
        verbose_name_plural = "filer i en utgåva"
        ordering = ["utgava", F("kommun__namn").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["utgava", "sort"],
                condition=Q(kommun__isnull=True),
                name="utgava_en_fil_av_varje_sort",
                violation_error_message="Utgåvan har redan den filen.",
            ),
            models.UniqueConstraint(
                fields=["utgava", "sort", "kommun"],
                condition=Q(kommun__isnull=False),
                name="utgava_en_fil_per_kommun",
                violation_error_message="Kommunens utgåva finns redan.",
            ),
        ]

    def __str__(self):
        return self.filnamn

    @property
    def filnamn(self):
        """What it is called when it is saved."""
        return filnamn(self.utgava, {"csv": "zip"}.get(self.sort, self.sort), self.kommun)


def filnamn(utgava, andelse, kommun=None, tillagg=""):
    """ASCII letters, digits and hyphens; sorts by year, edition and kommun: "verksamhetsberattelse-2022-utgava-1-2326.pdf"."""
    delar = ["verksamhetsberattelse", str(utgava.verksamhetsar), "utgava", str(utgava.nummer), kommun.kod if kommun else "", tillagg]
    return f"{slugify('-'.join(filter(None, delar)).replace('/', '-'))}.{andelse}"
