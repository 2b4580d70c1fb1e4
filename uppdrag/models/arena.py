"""The arenas (samverkansorgan) where people meet."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from samverkan.models import DateradQuerySet, Organisation, Roll, User
from uppdrag.models.avtal import NAMN, Avtal, AvtalRadQuerySet, Part, slutar_efter_start
from uppdrag.models.uppdrag import RedovisasPer, Uppdrag


class Motesord(models.TextChoices):
    """The noun a body uses of its meetings. The value is the singular; prosa.py knows gender and plural."""

    SAMMANTRADE = "sammanträde", "sammanträde"
    TRAFF = "träff", "träff"
    MOTE = "möte", "möte"
    TILLFALLE = "tillfälle", "tillfälle"
    SAMMANTRADESDAG = "sammanträdesdag", "sammanträdesdag"
    HELDAG = "heldag", "heldag"
    NATVERKSMOTE = "nätverksmöte", "nätverksmöte"


def samordnade_avtal(user):
    """Ids, as a subquery, of the agreements where one of the parties has given her the role of samordnare today."""
    hos = [org for roll, org in user.aktiva_roller if roll == Roll.SAMORDNARE]
    return Part.objects.galler().filter(organisation__in=hos).values("avtal")


def samordnade_uppdrag(user):
    """The uppdrag she coordinates today, and may therefore register for."""
    return Uppdrag.objects.for_samordnare(user).filter(avtal__in=samordnade_avtal(user))


class ArenaQuerySet(AvtalRadQuerySet):
    def registrerbara(self, user):
        """Those whose meetings she may register: the same answer as can_be_registered_by, for many at once."""
        visade = Arenavisning.objects.filter(uppdrag__in=samordnade_uppdrag(user)).values("arena")
        return self.filter(Q(avtal__in=Avtal.objects.ledda_av(user)) | Q(pk__in=visade))

    def med_namn(self, namn):
        """Those that go by exactly this name, or have it as another name."""
        andra = Arenanamn.objects.filter(namn__iexact=namn).values("arena")
        return self.filter(Q(namn__iexact=namn) | Q(forkortning__iexact=namn) | Q(pk__in=andra))

    def sok(self, ord_):
        """Found by name, abbreviation or any other name it is known by."""
        andra = Arenanamn.objects.filter(namn__icontains=ord_).values("arena")
        return self.filter(Q(namn__icontains=ord_) | Q(namn_i_text__icontains=ord_) | Q(forkortning__icontains=ord_) | Q(pk__in=andra))


class Arena(models.Model):
    """A body that meets. Reported perhaps under several uppdrag, its meetings are counted once in every total."""

    class Sort(models.TextChoices):
        POLITISK = "politisk", "Politisk arena"
        CHEFSARENA = "chefsarena", "Chefsarena"
        NATVERK = "natverk", "Nätverk"
        ARBETSGRUPP = "arbetsgrupp", "Arbetsgrupp"
        STYRGRUPP = "styrgrupp", "Styrgrupp"

    class Niva(models.TextChoices):
        KOMMUNAL = "kommunal", "Kommunala arenor"
        KOMMUNER_OCH_REGION = "kommuner_och_region", "Arenor för kommunerna och regionen"
        OVRIG = "ovrig", "Övriga arenor"

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="arenor", verbose_name="avtal")
    namn = models.CharField("namn", **NAMN)
    forkortning = models.CharField("förkortning", max_length=30, blank=True)
    namn_i_text = models.CharField(
        "namn i löpande text",
        max_length=200,
        blank=True,
        help_text="Så börjar meningen i berättelsen, till exempel Kommundirektörerna.",
    )
    sort = models.CharField("sort", max_length=20, choices=Sort)
    niva = models.CharField("nivå", max_length=20, choices=Niva)
    motesord = models.CharField("kallar sina möten", max_length=20, choices=Motesord, default=Motesord.MOTE)
    protokollfors = models.BooleanField(
        "möten protokollförs", default=False, help_text="Då sägs det i berättelsen att mötena är protokollförda."
    )
    beskrivning = models.TextField("beskrivning", blank=True)
    ordning = models.PositiveSmallIntegerField("ordning", default=1)
    uppdrag = models.ManyToManyField(Uppdrag, through="Arenavisning", related_name="arenor", verbose_name="redovisas under")
    redovisas_per = models.CharField(
        "utbildningar och annat redovisas per",
        max_length=8,
        choices=RedovisasPer,
        default=RedovisasPer.YEAR,
        blank=True,
        help_text="Så delas det som inte är möten upp i berättelsens mening.",
    )
    fran = models.DateField("finns från och med", null=True, blank=True)
    till = models.DateField("finns till och med", null=True, blank=True)

    objects = ArenaQuerySet.as_manager()
    history = HistoricalRecords(app="uppdrag")

    class Meta:
        verbose_name = "arena"
        verbose_name_plural = "arenor"
        ordering = ["avtal", "niva", "ordning", "namn"]
        constraints = [
            slutar_efter_start("arena_slutar_efter_start"),
            models.UniqueConstraint(
                fields=["avtal", "namn"],
                name="arena_namn_unikt",
                violation_error_message="Avtalet har redan en arena med det namnet.",
            ),
        ]

    def __str__(self):
        return self.namn

    def get_absolute_url(self):
        return reverse("uppdrag:arena_detail", args=[self.pk])

    @property
    def textnamn(self):
        """The name that begins the sentence in the report."""
        return self.namn_i_text or self.namn

    def fanns(self, datum):
        """Did the arena exist on that day, as far as its dates say?"""
        return (self.fran is None or self.fran <= datum) and (self.till is None or datum <= self.till)

    def fanns_under(self, fran, till):
        """Did the arena exist on any day of the period, as far as its dates say?"""
        return (self.fran is None or self.fran <= till) and (self.till is None or fran <= self.till)

    def redovisas(self, datum):
        """Is it reported under an uppdrag that went on that day? A styrgrupp may be reported under none."""
        return not self.uppdrag.exists() or self.uppdrag.galler(on=datum).exists()

    def can_be_edited_by(self, user):
        return self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_registered_by(self, user):
        """Register its meetings: the processledare, or the samordnare of an uppdrag that reports it."""
        if self.can_be_edited_by(user):
            return True
        return self.avtal.har_roll(user, Roll.SAMORDNARE) and self.uppdrag.for_samordnare(user).exists()


class Arenadel(models.Model):
    """A row that belongs to an arena by a field `arena`, and is changed by whoever may change the arena."""

    class Meta:
        abstract = True

    @property
    def avtal_id(self):
        return self.arena.avtal_id

    def can_be_edited_by(self, user):
        return self.arena.can_be_edited_by(user)


class Arenavisning(Arenadel):
    """Under which uppdrag an arena is reported, and in which order."""

    arena = models.ForeignKey(Arena, models.CASCADE, related_name="visningar", verbose_name="arena")
    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="arenavisningar", verbose_name="uppdrag")
    ordning = models.PositiveSmallIntegerField("ordning", default=1)

    class Meta:
        verbose_name = "redovisning av arena"
        verbose_name_plural = "redovisningar av arenor"
        ordering = ["uppdrag", "ordning"]
        constraints = [
            models.UniqueConstraint(
                fields=["arena", "uppdrag"],
                name="arena_en_gang_per_uppdrag",
                violation_error_message="Arenan redovisas redan under uppdraget.",
            ),
        ]

    def __str__(self):
        return f"{self.arena} under {self.uppdrag}"


class Arenanamn(Arenadel):
    """Another name the arena is known by, so that it is found and never registered twice."""

    arena = models.ForeignKey(Arena, models.CASCADE, related_name="andra_namn", verbose_name="arena")
    namn = models.CharField("annat namn", **NAMN)

    class Meta:
        verbose_name = "annat namn"
        verbose_name_plural = "andra namn"
        ordering = ["namn"]

    def __str__(self):
        return self.namn


class Arenagrupp(Arenadel):
    """A sub-group of an arena that meets by itself; the arena's meetings are then told for each group."""

    arena = models.ForeignKey(Arena, models.CASCADE, related_name="grupper", verbose_name="arena")
    namn = models.CharField("grupp", **NAMN)

    class Meta:
        verbose_name = "grupp i arena"
        verbose_name_plural = "grupper i arena"
        ordering = ["arena", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["arena", "namn"],
                name="grupp_namn_unikt",
                violation_error_message="Arenan har redan en grupp med det namnet.",
            ),
        ]

    def __str__(self):
        return self.namn


class Arenamedlem(Arenadel):
    """An organisation that sits in the arena."""

    arena = models.ForeignKey(Arena, models.CASCADE, related_name="medlemmar", verbose_name="arena")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="arenamedlemskap", verbose_name="organisation")
    fran = models.DateField("från och med", null=True, blank=True)
    till = models.DateField("till och med", null=True, blank=True)

    objects = DateradQuerySet.as_manager()

    class Meta:
        verbose_name = "medlem i arena"
        verbose_name_plural = "medlemmar i arena"
        ordering = ["arena", "organisation__namn"]
        constraints = [
            slutar_efter_start("arenamedlem_slutar_efter_start"),
            models.UniqueConstraint(
                fields=["arena", "organisation"],
                name="arenamedlem_en_gang",
                violation_error_message="Organisationen är redan medlem i arenan.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} i {self.arena}"


class Ordforande(Arenadel):
    """Who chairs an arena. May have an account, or be known by name, role and e-mail only."""

    arena = models.ForeignKey(Arena, models.CASCADE, related_name="ordforande", verbose_name="arena")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="ordforandeskap", verbose_name="person med konto")
    namn = models.CharField("namn eller befattning", max_length=120, blank=True)
    epost = models.EmailField("e-postadress", blank=True)
    fran = models.DateField("från och med", default=timezone.localdate)
    till = models.DateField("till och med", null=True, blank=True)

    objects = DateradQuerySet.as_manager()

    class Meta:
        verbose_name = "ordförande"
        verbose_name_plural = "ordförande"
        ordering = ["arena", "-fran"]
        constraints = [
            slutar_efter_start("ordforande_slutar_efter_start"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | ~models.Q(namn=""),
                name="ordforande_ar_nagon",
                violation_error_message="Välj en person med konto, eller skriv namn eller befattning.",
            ),
        ]

    def __str__(self):
        return str(self.user or self.namn)


class Arenaar(models.Model):
    """What was planned for an arena one year, and the samordnare's own sentence when the counted one does not do."""

    arena = models.ForeignKey(Arena, models.CASCADE, related_name="aren", verbose_name="arena")
    verksamhetsar = models.ForeignKey("uppdrag.Verksamhetsar", models.CASCADE, related_name="arenor", verbose_name="verksamhetsår")
    planerat = models.PositiveSmallIntegerField("planerat antal möten", null=True, blank=True)
    manadsvis = models.BooleanField("möts en gång per månad", default=False)
    undantagna_manader = models.JSONField("månader utan möte", default=list, blank=True)
    egen_mening = models.CharField(
        "egen mening", max_length=400, blank=True, help_text="Ersätter meningen som räknas fram ur registrerade möten."
    )
    prioriteringar = models.TextField("arenans prioriterade områden", blank=True, help_text="Ett per rad. Skrivs i uppföljningsrapporten.")
    inte_traffats = models.BooleanField("arenan har inte träffats under året", default=False)
    inte_traffats_skal = models.CharField(
        "varför den inte har träffats",
        max_length=200,
        blank=True,
        help_text="Står inom parentes i berättelsen, till exempel vakant ordförande.",
    )
    inte_traffats_av = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="enligt", editable=False
    )

    class Meta:
        verbose_name = "arenans år"
        verbose_name_plural = "arenors år"
        ordering = ["verksamhetsar", "arena"]
        constraints = [
            models.UniqueConstraint(
                fields=["arena", "verksamhetsar"],
                name="arenaar_ett_per_year",
                violation_error_message="Arenan har redan en rad för året.",
            ),
            models.CheckConstraint(
                condition=Q(inte_traffats=False) | ~Q(inte_traffats_skal=""),
                name="inte_traffats_har_skal",
                violation_error_message="Skriv varför arenan inte har träffats.",
            ),
        ]

    def __str__(self):
        return f"{self.arena} {self.verksamhetsar}"

    def can_be_edited_by(self, user):
        return self.verksamhetsar.is_open and self.arena.can_be_registered_by(user)
