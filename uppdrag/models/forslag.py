"""What the council recommends, and changes of the agreement: in force only when every party has decided for them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from samverkan.models import Organisation, Roll, User
from uppdrag.models.avtal import Avtal, AvtalRadQuerySet, Kontaktperson, Omrade
from uppdrag.models.beslut import Beslut
from uppdrag.models.uppdrag import Uppdrag
from uppdrag.models.year import Verksamhetsar


class Rekommendation(models.Model):
    """What the council recommends by a decision: who owns it, and how far it has come. Followed up the year after."""

    class Status(models.TextChoices):
        OPPEN = "oppen", "Öppen"
        PAGAR = "pagar", "Pågår"
        GENOMFORD = "genomford", "Genomförd"
        AVSKRIVEN = "avskriven", "Avskriven"

    STEPS = {
        Status.OPPEN: {Status.OPPEN, Status.PAGAR, Status.GENOMFORD, Status.AVSKRIVEN},
        Status.PAGAR: {Status.PAGAR, Status.GENOMFORD, Status.AVSKRIVEN},
        Status.GENOMFORD: {Status.PAGAR},
        Status.AVSKRIVEN: {Status.PAGAR},
    }

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="rekommendationer", verbose_name="avtal", editable=False)
    beslut = models.ForeignKey(Beslut, models.PROTECT, related_name="rekommendationer", verbose_name="beslut")
    text = models.TextField("rekommendation")
    agare = models.CharField("ägare", max_length=120, help_text="Den befattning eller person som ser till att det blir av.")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ägarens organisation"
    )
    klar_senast = models.DateField("klar senast", null=True, blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.OPPEN, editable=False)

    objects = AvtalRadQuerySet.as_manager()
    history = HistoricalRecords(app="uppdrag")

    class Meta:
        verbose_name = "rekommendation"
        verbose_name_plural = "rekommendationer"
        ordering = ["avtal", F("beslut__datum").desc(nulls_last=True), "pk"]

    def __str__(self):
        return self.text if len(self.text) <= 90 else f"{self.text[:87].rsplit(' ', 1)[0]} …"

    def get_absolute_url(self):
        return reverse("uppdrag:rekommendation_detail", args=[self.pk])

    @property
    def ar_forsenad(self):
        """Is its day past, and it neither carried out nor written off?"""
        oppen = self.status in {self.Status.OPPEN, self.Status.PAGAR}
        return oppen and self.klar_senast is not None and self.klar_senast < timezone.localdate()

    def can_be_edited_by(self, user):
        return self.avtal.har_roll(user, Roll.PROCESSLEDARE)


class Uppfoljning(models.Model):
    """What became of a recommendation, as told one year. Rows are added, so that every year's word stays."""

    rekommendation = models.ForeignKey(Rekommendation, models.CASCADE, related_name="uppfoljningar", verbose_name="rekommendation")
    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="uppfoljningar", verbose_name="följs upp i")
    text = models.TextField("vad har hänt")
    status = models.CharField("läget", max_length=10, choices=Rekommendation.Status)
    av = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid", auto_now_add=True)

    class Meta:
        verbose_name = "uppföljning"
        verbose_name_plural = "uppföljningar"
        ordering = ["rekommendation", "tid", "pk"]

    def __str__(self):
        return f"{self.rekommendation}, {self.verksamhetsar}"


class AndringsforslagQuerySet(AvtalRadQuerySet):
    def lasbara(self, user):
        """Those she may read: the same answer as can_be_seen_by, for many at once."""
        utsanda = ~Q(status=Andringsforslag.Status.UTKAST)
        return self.visible_to(user).filter(utsanda | Q(avtal__in=Avtal.objects.regionala_for(user)))

    def att_genomfora(self, dag):
        """Those that are in force on a day and not carried out."""
        return self.filter(status=Andringsforslag.Status.ANTAGET, genomfort__isnull=True, galler_fran__lte=dag)


class Andringsforslag(models.Model):
    """A proposed change of the agreement, sent to every party."""

    class Sort(models.TextChoices):
        TA_BORT = "ta_bort", "Ta bort ett uppdrag"
        LAGGA_TILL = "lagga_till", "Lägga till ett uppdrag"
        OMFORMA = "omforma", "Omforma ett uppdrag"
        ANNAN = "annan", "Annan ändring"

    class Status(models.TextChoices):
        UTKAST = "utkast", "Utkast"
        UTSANT = "utsant", "Utsänt"
        ANTAGET = "antaget", "Antaget"
        AVSLAGET = "avslaget", "Avslaget"
        ATERTAGET = "atertaget", "Återtaget"

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="andringsforslag", verbose_name="avtal", editable=False)
    rubrik = models.CharField("rubrik", max_length=200)
    sort = models.CharField("slag av ändring", max_length=12, choices=Sort)
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, null=True, blank=True, related_name="andringsforslag", verbose_name="uppdrag")
    nytt_namn = models.CharField(
        "uppdragets nya namn",
        max_length=200,
        blank=True,
        help_text="Vad det som läggs till ska heta, eller nytt namn på det som omformas.",
    )
    omrade = models.ForeignKey(
        Omrade, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="område",
        help_text="Det område i avtalet som uppdraget ska stå under när ändringen gäller.",
    )  # fmt: skip
    ny_beskrivning = models.TextField("ny uppdragsbeskrivning", blank=True, help_text="Gäller från den dag ändringen gäller.")
    text = models.TextField("förslag")
    skal = models.TextField("skäl", blank=True)
    rekommendation = models.ForeignKey(
        Rekommendation, models.PROTECT, null=True, blank=True, related_name="andringsforslag", verbose_name="följer av rekommendationen"
    )
    status = models.CharField("status", max_length=10, choices=Status, default=Status.UTKAST, editable=False)
    utsant_den = models.DateField("utsänt den", null=True, blank=True, editable=False)
    galler_fran = models.DateField("gäller från och med", null=True, blank=True, editable=False)
    genomfort = models.DateTimeField("genomfört", null=True, blank=True, editable=False)
    genomfort_hur = models.TextField("hur det genomfördes", blank=True, editable=False)
    blev = models.ForeignKey(
        Uppdrag, models.PROTECT, null=True, blank=True, related_name="kom_av", verbose_name="uppdraget som kom av ändringen", editable=False
    )
    exempel = models.BooleanField("exempel", default=False)

    objects = AndringsforslagQuerySet.as_manager()
    history = HistoricalRecords(app="uppdrag")

    class Meta:
        verbose_name = "ändringsförslag"
        verbose_name_plural = "ändringsförslag"
        ordering = ["avtal", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sort__in=["ta_bort", "omforma"]) | Q(uppdrag__isnull=False),
                name="forslag_namnger_uppdraget",
                violation_error_message="Välj vilket uppdrag som ska tas bort eller omformas.",
            ),
            models.CheckConstraint(
                condition=Q(status="antaget", galler_fran__isnull=False) | ~Q(status="antaget") & Q(galler_fran__isnull=True),
                name="bara_antaget_forslag_galler",
                violation_error_message="Bara ett antaget förslag har en dag då det börjar gälla.",
            ),
            models.CheckConstraint(
                condition=Q(status="utkast") | Q(utsant_den__isnull=False),
                name="utsant_forslag_har_dag",
                violation_error_message="Ett utsänt förslag har en dag då det sändes ut.",
            ),
            models.CheckConstraint(
                condition=Q(genomfort__isnull=True) | Q(status="antaget"),
                name="bara_antaget_forslag_genomfors",
                violation_error_message="Bara ett antaget förslag genomförs.",
            ),
        ]

    def __str__(self):
        return self.rubrik

    def get_absolute_url(self):
        return reverse("uppdrag:forslag_detail", args=[self.pk])

    def parter(self):
        """Those who must decide: the parties of today."""
        return self.avtal.parter.galler().select_related("organisation")

    def can_be_seen_by(self, user):
        """A draft is the region's own until it is sent out."""
        return self.status != self.Status.UTKAST or self.avtal.can_read_draft(user)

    def can_be_edited_by(self, user):
        return self.status == self.Status.UTKAST and self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_withdrawn_by(self, user):
        return self.status == self.Status.UTSANT and self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_carried_out_by(self, user):
        """Told to be carried out by hand, when the clock cannot."""
        return self.status == self.Status.ANTAGET and self.genomfort is None and self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_decided_by(self, user):
        """Register a party's decision: the processledare for anybody, a kommunchef or contact person for her own."""
        return self.status == self.Status.UTSANT and self.partsorganisationer(user).exists()

    def partsorganisationer(self, user):
        """The parties whose decision she may register."""
        parter = Organisation.objects.filter(pk__in=self.parter().values("organisation"))
        if self.avtal.har_roll(user, Roll.PROCESSLEDARE):
            return parter
        chef = [org for roll, org in user.aktiva_roller if roll == Roll.KOMMUNCHEF]
        kontakt = Kontaktperson.objects.i_tjanst().filter(user=user, part__avtal=self.avtal_id).values("part__organisation")
        return parter.filter(Q(pk__in=chef) | Q(pk__in=kontakt))


class Partsbeslut(models.Model):
    """One party's decision on a proposed change."""

    forslag = models.ForeignKey(Andringsforslag, models.PROTECT, related_name="partsbeslut", verbose_name="ändringsförslag")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partsbeslut", verbose_name="part")
    bifall = models.BooleanField("bifall")
    organ = models.CharField("beslutande organ", max_length=200)
    datum = models.DateField("datum")
    paragraf = models.CharField("paragraf", max_length=20)
    dokument = models.CharField("handling", max_length=200, blank=True)
    registrerad_av = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="registrerat av", editable=False)

    class Meta:
        verbose_name = "partsbeslut"
        verbose_name_plural = "partsbeslut"
        ordering = ["forslag", "organisation__sort", "organisation__namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["forslag", "organisation"],
                name="partsbeslut_ett_per_part",
                violation_error_message="Parten har redan beslutat om förslaget.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {'bifall' if self.bifall else 'avslag'}"
