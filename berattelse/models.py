"""What the report is made of beside the register: activities, results, and the sections people write."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from samverkan.models import Organisation, Roll, User
from uppdrag.models import Arena, Avtal, Rubrik, Uppdrag, Verksamhetsar


class AvsnittsradQuerySet(models.QuerySet):
    """Rows of a year that only the region reads until the report is handed over."""

    def visible_to(self, user):
        """Written by the region: only those with one of its roles at a party know of them before the report is out."""
        regioner = [org for roll, org in user.aktiva_roller if roll in Roll.regionens()]
        avtal = Avtal.objects.visible_to(user).filter(parter__organisation__in=regioner)
        return self.filter(verksamhetsar__avtal__in=avtal)


class Underlagsrad(models.Model):
    """What an activity and a result share: where it belongs and whom it concerns."""

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="+", verbose_name="verksamhetsår", editable=False)
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, null=True, blank=True, related_name="%(class)s_rader", verbose_name="uppdrag")
    annat_avtal = models.ForeignKey(
        Avtal, models.PROTECT, null=True, blank=True, related_name="%(class)s_rader", verbose_name="annat avtal"
    )
    text = models.TextField("text", max_length=1000)
    datum = models.DateField("datum", null=True, blank=True)
    manad = models.PositiveSmallIntegerField("månad", null=True, blank=True, help_text="När bara månaden är känd.")
    kommuner = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name="berör kommunerna", help_text="Lämna tomt när alla kommuner berörs."
    )
    arena = models.ForeignKey(Arena, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="arena")
    ordning = models.PositiveSmallIntegerField("ordning", default=1)
    exempel = models.BooleanField("exempel", default=False)

    objects = AvsnittsradQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["verksamhetsar", "ordning", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(uppdrag__isnull=False, annat_avtal__isnull=True) | Q(uppdrag__isnull=True, annat_avtal__isnull=False),
                name="%(class)s_en_hemvist",
                violation_error_message="Ange antingen ett uppdrag eller ett annat avtal.",
            ),
            models.CheckConstraint(
                condition=Q(datum__isnull=True) | Q(manad__isnull=True),
                name="%(class)s_en_tid",
                violation_error_message="Ange datum eller månad, inte båda.",
            ),
            models.CheckConstraint(
                condition=Q(manad__isnull=True) | Q(manad__range=(1, 12)),
                name="%(class)s_manad",
                violation_error_message="Månaden är ett tal från 1 till 12.",
            ),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    def can_be_written_by(self, user):
        if self.uppdrag_id:
            return self.uppdrag.can_be_written_by(user)
        return self.verksamhetsar.avtal.har_roll(user, Roll.PROCESSLEDARE, Roll.SAMORDNARE)

    def can_be_edited_by(self, user):
        return self.verksamhetsar.is_open and self.can_be_written_by(user)


class Aktivitet(Underlagsrad):
    """Something that was done for the kommuner."""

    history = HistoricalRecords(app="berattelse")

    class Meta(Underlagsrad.Meta):
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"


class Resultat(Underlagsrad):
    """Something that came of it, with an amount where there is one."""

    belopp = models.DecimalField("mängd", max_digits=14, decimal_places=1, null=True, blank=True)
    enhet = models.CharField("enhet", max_length=40, blank=True, help_text="Till exempel kronor, personer eller filialer.")
    kalla = models.CharField("källa", max_length=200, blank=True)
    history = HistoricalRecords(app="berattelse")

    class Meta(Underlagsrad.Meta):
        verbose_name = "resultat"
        verbose_name_plural = "resultat"
        constraints = [
            *Underlagsrad.Meta.constraints,
            models.CheckConstraint(
                condition=Q(belopp__isnull=True) | ~Q(enhet=""),
                name="resultat_mangd_har_enhet",
                violation_error_message="Skriv i vilken enhet mängden är.",
            ),
        ]


class Avsnitt(models.Model):
    """One section of one year's report: the lead, an area's intro, an uppdrag, or another agreement."""

    class Sort(models.TextChoices):
        INLEDNING = "inledning", "Inledning"
        OMRADE = "omrade", "Områdesinledning"
        UPPDRAG = "uppdrag", "Uppdrag"
        ANNAT_AVTAL = "annat_avtal", "Annat samverkansavtal"

    class Status(models.TextChoices):
        EJ_PABORJAD = "ej_paborjad", "Ej påbörjad"
        UTKAST = "utkast", "Utkast"
        KLAR = "klar", "Klar"
        ATER = "ater", "Åter"
        GODKAND = "godkand", "Godkänd"

    STEPS = {
        Status.EJ_PABORJAD: {Status.UTKAST},
        Status.UTKAST: {Status.KLAR},
        Status.KLAR: {Status.GODKAND, Status.ATER},
        Status.ATER: {Status.KLAR},
        Status.GODKAND: {Status.ATER},
    }
    NASTA_STEG = {
        Status.EJ_PABORJAD: "är inte påbörjat",
        Status.UTKAST: "är ett utkast, ännu inte lämnat för granskning",
        Status.KLAR: "väntar på granskning",
        Status.ATER: "är skickat åter och ska ändras",
        Status.GODKAND: "är godkänt",
    }
    # The fixed parts in the order they are printed; each is left out when empty.
    DELAR = ("beskrivning", "arenor", "prioriterade", "aktiviteter", "resultat", "framtid")

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="avsnitt", verbose_name="verksamhetsår")
    sort = models.CharField("sort", max_length=20, choices=Sort)
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, null=True, blank=True, related_name="avsnitt", verbose_name="uppdrag")
    rubrik = models.ForeignKey(Rubrik, models.PROTECT, null=True, blank=True, related_name="avsnitt", verbose_name="rubrik")
    annat_avtal = models.ForeignKey(Avtal, models.PROTECT, null=True, blank=True, related_name="avsnitt", verbose_name="annat avtal")
    status = models.CharField("status", max_length=20, choices=Status, default=Status.EJ_PABORJAD, editable=False)
    version = models.PositiveIntegerField("version", default=1, editable=False)
    beskrivning = models.TextField("Beskrivning", blank=True)
    arenor = models.TextField(
        "Om arenorna", blank=True, help_text="Det som inte är räknat: meningarna om antal möten skrivs av programmet."
    )
    prioriterade = models.TextField("Prioriterade områden", blank=True)
    aktiviteter = models.TextField("Om aktiviteterna", blank=True, help_text="Registrerade aktiviteter skrivs ut som lista under texten.")
    resultat = models.TextField("Om resultaten", blank=True, help_text="Registrerade resultat skrivs ut som lista under texten.")
    framtid = models.TextField("Framtida utmaningar och utvecklingsarbeten", blank=True)
    fran_foregaende = models.JSONField("delar från föregående år", default=list, blank=True, editable=False)
    exempel = models.BooleanField("innehåller exempel", default=False)

    objects = AvsnittsradQuerySet.as_manager()
    history = HistoricalRecords(app="berattelse")

    class Meta:
        verbose_name = "avsnitt"
        verbose_name_plural = "avsnitt"
        ordering = ["verksamhetsar", "sort", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sort="inledning", uppdrag__isnull=True, rubrik__isnull=True, annat_avtal__isnull=True)
                | Q(sort="omrade", uppdrag__isnull=True, rubrik__isnull=False, annat_avtal__isnull=True)
                | Q(sort="uppdrag", uppdrag__isnull=False, rubrik__isnull=True, annat_avtal__isnull=True)
                | Q(sort="annat_avtal", uppdrag__isnull=True, rubrik__isnull=True, annat_avtal__isnull=False),
                name="avsnitt_hor_till_ett",
                violation_error_message="Ett avsnitt hör till just en sak.",
            ),
            models.UniqueConstraint(
                fields=["verksamhetsar"],
                condition=Q(sort="inledning"),
                name="en_inledning",
                violation_error_message="Året har redan en inledning.",
            ),
            models.UniqueConstraint(
                fields=["verksamhetsar", "rubrik"],
                condition=Q(sort="omrade"),
                name="ett_avsnitt_per_rubrik",
                violation_error_message="Rubriken har redan ett avsnitt.",
            ),
            models.UniqueConstraint(
                fields=["verksamhetsar", "uppdrag"],
                condition=Q(sort="uppdrag"),
                name="ett_avsnitt_per_uppdrag",
                violation_error_message="Uppdraget har redan ett avsnitt för året.",
            ),
            models.UniqueConstraint(
                fields=["verksamhetsar", "annat_avtal"],
                condition=Q(sort="annat_avtal"),
                name="ett_avsnitt_per_avtal",
                violation_error_message="Avtalet har redan ett avsnitt för året.",
            ),
        ]

    def __str__(self):
        return str(self.uppdrag or self.rubrik or (self.annat_avtal and self.annat_avtal.titel) or "Inledning")

    def get_absolute_url(self):
        return reverse("berattelse:avsnitt_detail", args=[self.pk])

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    @property
    def delar(self):
        """The names of the parts this kind of section has: an uppdrag has all, an intro only its text."""
        if self.sort == self.Sort.UPPDRAG:
            return self.DELAR
        return ("beskrivning", "aktiviteter") if self.sort == self.Sort.ANNAT_AVTAL else ("beskrivning",)

    @property
    def nasta_steg(self):
        """Where the section stands, as the end of a sentence."""
        return self.NASTA_STEG[self.status]

    def _processledare(self, user):
        return self.verksamhetsar.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_written_by(self, user):
        """Whose section it is, whatever its status."""
        if self._processledare(user):
            return True
        if self.uppdrag_id:
            return self.uppdrag.samordnas_av(user)
        return bool(self.annat_avtal_id) and self.verksamhetsar.avtal.har_roll(user, Roll.SAMORDNARE)

    def can_be_edited_by(self, user):
        """While the year is open and the section is not under review or approved."""
        writable = {self.Status.EJ_PABORJAD, self.Status.UTKAST, self.Status.ATER}
        return self.status in writable and self.verksamhetsar.is_open and self.can_be_written_by(user)

    def can_be_klar_by(self, user):
        return self.status in {self.Status.UTKAST, self.Status.ATER} and self.verksamhetsar.is_open and self.can_be_written_by(user)

    def can_be_godkand_by(self, user):
        return self.status == self.Status.KLAR and self.verksamhetsar.is_open and self._processledare(user)

    def can_be_ater_by(self, user):
        return self.status in {self.Status.KLAR, self.Status.GODKAND} and self.verksamhetsar.is_open and self._processledare(user)


class Statusbyte(models.Model):
    """A step of a section: from, to, who, when, why."""

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="statusbyten", verbose_name="avsnitt")
    fran = models.CharField("från", max_length=20, choices=Avsnitt.Status)
    till = models.CharField("till", max_length=20, choices=Avsnitt.Status)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid", auto_now_add=True)
    skal = models.TextField("skäl", blank=True)

    class Meta:
        verbose_name = "statusbyte"
        verbose_name_plural = "statusbyten"
        ordering = ["avsnitt", "tid", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(till="ater") | ~Q(skal=""),
                name="ater_kraver_skal",
                violation_error_message="Skriv varför avsnittet går åter, så att den som ska ändra vet vad som behövs.",
            ),
        ]

    def __str__(self):
        return f"{self.avsnitt}: {self.get_till_display()}"


class Projekt(models.Model):
    """A line in the project table of an uppdrag: which column it stands in."""

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="projekt", verbose_name="verksamhetsår", editable=False)
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, related_name="projekt", verbose_name="uppdrag", editable=False)
    kolumn = models.CharField("kolumn", max_length=60)
    namn = models.CharField("projekt", max_length=300)
    kolumnordning = models.PositiveSmallIntegerField("kolumnens ordning", default=1)
    ordning = models.PositiveSmallIntegerField("ordning", default=1)

    objects = AvsnittsradQuerySet.as_manager()

    class Meta:
        verbose_name = "projekt"
        verbose_name_plural = "projekt"
        ordering = ["verksamhetsar", "uppdrag", "kolumnordning", "ordning", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "uppdrag", "kolumn", "namn"],
                name="projekt_en_gang",
                violation_error_message="Projektet står redan i kolumnen.",
            ),
            models.CheckConstraint(
                condition=Q(kolumnordning__gte=1), name="projekt_ordning", violation_error_message="Ordningen börjar på 1."
            ),
        ]

    def __str__(self):
        return self.namn

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    def can_be_edited_by(self, user):
        return self.verksamhetsar.is_open and self.uppdrag.can_be_written_by(user)
