"""The sections people write, and the steps each has taken."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from berattelse.models.rader import AvsnittsradQuerySet
from samverkan.models import Roll, User
from uppdrag.models import Avtal, Rubrik, Uppdrag, Verksamhetsar


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
        Status.EJ_PABORJAD: {Status.UTKAST, Status.GODKAND},  # the latter of what may be left out
        Status.UTKAST: {Status.KLAR},
        Status.KLAR: {Status.GODKAND, Status.ATER},
        Status.ATER: {Status.KLAR},
        Status.GODKAND: {Status.ATER, Status.GODKAND},  # the latter of what has changed by its rows, approved anew
    }
    NASTA_STEG = {
        Status.EJ_PABORJAD: "är inte påbörjat",
        Status.UTKAST: "är ett utkast, ännu inte lämnat för granskning",
        Status.KLAR: "väntar på granskning",
        Status.ATER: "är skickat åter och ska ändras",
        Status.GODKAND: "är godkänt",
    }
    # The same beside the section's name, in a list.
    I_ORD = {
        Status.EJ_PABORJAD: "inte påbörjat",
        Status.UTKAST: "utkast",
        Status.KLAR: "väntar på granskning",
        Status.ATER: "skickat åter",
        Status.GODKAND: "godkänt",
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
    prioriterade_year = models.CharField(
        "året i rubriken Prioriterade områden",
        max_length=20,
        blank=True,
        help_text="Till exempel 2023 när det gäller nästa år. Lämnas tomt när rubriken inte ska säga något år.",
    )
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
    def i_ord(self):
        return self.I_ORD[self.status]

    @property
    def prioriterade_rubrik(self):
        """The heading of the priorities, with the year its writer says or none."""
        return f"Prioriterade områden {self.prioriterade_year}".strip()

    def ar_plan_for(self, year):
        """Do the priorities speak of that year? Without a year in their heading they speak of the next."""
        return bool(self.prioriterade) and self.prioriterade_year in {"", year.beteckning}

    @property
    def plats(self):
        """Its place in the report: the id of the section or chapter it is printed as."""
        if self.sort == self.Sort.INLEDNING:
            return "inledning"
        namn = {self.Sort.UPPDRAG: "uppdrag", self.Sort.OMRADE: "kapitel", self.Sort.ANNAT_AVTAL: "avtal"}[self.sort]
        return f"{namn}-{self.uppdrag_id or self.rubrik_id or self.annat_avtal_id}"

    def hem(self):
        """What finds the same section of another year."""
        hem = {
            "omrade": {"rubrik__text": str(self.rubrik)},
            "uppdrag": {"uppdrag": self.uppdrag_id},
            "annat_avtal": {"annat_avtal": self.annat_avtal_id},
        }
        return hem.get(self.sort, {})

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    @property
    def delar(self):
        """The names of the parts this kind of section has: an uppdrag has all, an intro only its text."""
        if self.sort == self.Sort.UPPDRAG:
            return self.DELAR
        return ("beskrivning", "aktiviteter") if self.sort == self.Sort.ANNAT_AVTAL else ("beskrivning",)

    def i_year(self, year):
        """The same section in another year of the agreement, or None: an area's by the words of its heading, else by its area."""
        avsnitt = type(self).objects.filter(verksamhetsar=year, sort=self.sort)
        samma = avsnitt.filter(**self.hem()).first()
        if samma is None and self.uppdrag_id:
            return avsnitt.filter(uppdrag__andringsforslag__blev=self.uppdrag_id).first()  # it had another name before it was reshaped
        if samma or not (self.rubrik_id and self.rubrik.omrade_id):
            return samma
        return avsnitt.filter(rubrik__omrade=self.rubrik.omrade_id).first()

    @property
    def nasta_steg(self):
        """Where the section stands, as the end of a sentence."""
        return self.NASTA_STEG[self.status]

    def rattningar(self):
        """What was saved while it was klar, since it was handed in last: only those rows of its history have that status."""
        lamnat = self.statusbyten.filter(till=self.Status.KLAR).last()
        return self.history.filter(status=self.Status.KLAR, history_date__gt=lamnat.tid) if lamnat else self.history.none()

    def _processledare(self, user):
        return self.verksamhetsar.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_written_by(self, user):
        """Whose section it is, whatever its status."""
        if self._processledare(user):
            return True
        if self.uppdrag_id:
            return self.uppdrag.samordnas_av(user)
        return bool(self.annat_avtal_id) and self.verksamhetsar.avtal.har_roll(user, Roll.SAMORDNARE)

    @property
    def is_writable(self):
        """While the year is open and the section is not under review or approved."""
        return self.status in {self.Status.EJ_PABORJAD, self.Status.UTKAST, self.Status.ATER} and self.verksamhetsar.is_open

    def can_be_edited_by(self, user):
        return self.is_writable and self.can_be_written_by(user)

    def can_be_rattad_by(self, user):
        """A comma mended while the section is under review, by whoever reviews it: it stays klar. An approved one goes åter first."""
        return self.status == self.Status.KLAR and self.verksamhetsar.is_open and self._processledare(user)

    def can_be_sparad_by(self, user):
        """Written in, or mended."""
        return self.can_be_edited_by(user) or self.can_be_rattad_by(user)

    def can_be_kommenterad_by(self, user):
        """By those who write or review it, while the year is open."""
        return self.verksamhetsar.is_open and self.can_be_written_by(user)

    def can_be_klar_by(self, user):
        return self.status in {self.Status.UTKAST, self.Status.ATER} and self.verksamhetsar.is_open and self.can_be_written_by(user)

    @property
    def lamnas_tomt(self):
        """An introduction that nobody has begun: approved as it is, the report goes without it."""
        return self.status == self.Status.EJ_PABORJAD and self.sort in {self.Sort.INLEDNING, self.Sort.OMRADE}

    def can_be_godkand_by(self, user):
        """What is handed in; and what is approved, anew: the act refuses it while the section says the same as then."""
        kan = self.status in {self.Status.KLAR, self.Status.GODKAND} or self.lamnas_tomt
        return kan and self.verksamhetsar.is_open and self._processledare(user)

    def can_be_ater_by(self, user):
        return self.status in {self.Status.KLAR, self.Status.GODKAND} and self.verksamhetsar.is_open and self._processledare(user)


class Statusbyte(models.Model):
    """A step of a section: from, to, who, when, why; an approval keeps what the section then said (its *lydelse*)."""

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="statusbyten", verbose_name="avsnitt")
    fran = models.CharField("från", max_length=20, choices=Avsnitt.Status)
    till = models.CharField("till", max_length=20, choices=Avsnitt.Status)
    av = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid", auto_now_add=True)
    skal = models.TextField("skäl", blank=True)
    version = models.PositiveIntegerField("textens version", null=True, blank=True)  # not known of the oldest
    lydelse = models.TextField("avsnittets ord när det godkändes", blank=True, default="")  # innehall.lydelse; "" where none were kept
    sett_andrat = models.DateField("sett ändrat sedan dess", null=True, blank=True)  # by the clock: for lists, which cannot look themselves

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
