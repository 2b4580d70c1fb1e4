"""What the documents beside the report tell: an examination of the agreement, free chapters, and each document's own letterhead."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from berattelse.models.rader import AvsnittsradQuerySet
from samverkan import svenska
from samverkan.models import Organisation, Roll, User
from uppdrag.models import Andringsforslag, Arena, Avtal, Uppdrag, Verksamhetsar
from uppdrag.models.avtal import dnr_validator


class Dokumentsort(models.TextChoices):
    """The documents that are written beside the report itself, from the same rows."""

    UPPFOLJNINGSRAPPORT = "uppfoljningsrapport", "Uppföljningsrapport"
    FORSLAG = "forslag-till-beslut", "Förslag till beslut"
    SAMMANFATTNING = "sammanfattning", "Sammanfattning"


class Rapportkapitel(models.TextChoices):
    """The chapters of an Uppföljningsrapport that the program writes, in the order they have when nobody has chosen another."""

    BAKGRUND = "bakgrund", "Bakgrund"
    UPPFOLJNING = "uppfoljning", "Uppföljning"
    LANKAR = "lankar", "Länkar till rapporten och bilagorna"
    GENOMLYSNING = "genomlysning", "Genomlysning av överenskommelsen"
    ANDRINGAR = "andringar", "Föreslagna förändringar"
    VERKSAMHET = "verksamhet", "Verksamheten, område för område"
    ARENOR = "arenor", "Arenor utanför uppdragen"
    ANDRA_AVTAL = "andra_avtal", "Andra samverkansavtal"
    NYTTA = "nytta", "Nyttan av uppdragen, samlad"


class Uppdragsdel(models.TextChoices):
    """What an Uppföljningsrapport may tell of an area and of each uppdrag, in the order they have when nobody has chosen another."""

    INLEDNING = "inledning", "Områdets inledning"
    BESKRIVNING = "beskrivning", "Beskrivning"
    UPPDRAGSTEXT = "uppdragstext", "Uppdragsbeskrivning"
    PERSONAL = "personal", "Bemanning och satsningar"
    PRIORITERADE = "prioriterade", "Prioriterade områden"
    AKTIVITETER = "aktiviteter", "Exempel på aktiviteter"
    RESULTAT = "resultat", "Exempel på resultat"
    PROJEKT = "projekt", "Projekt"
    ARENOR_HAR = "uppdragets_arenor", "Arenor"
    ARENORNAS = "arenornas", "Arenornas prioriterade områden"
    UTBILDNINGAR = "utbildningar", "Utbildningar och annat som har anordnats"
    STATSBIDRAG = "statsbidrag", "Statsbidrag"
    NYTTAN = "uppdragets_nytta", "Nytta"
    FRAMTID = "framtid", "Framtida utmaningar och utvecklingsarbeten"


# What stands elsewhere too: it is chosen by whoever wants it here.
LEFT_OUT = (Rapportkapitel.ANDRA_AVTAL, Uppdragsdel.UPPDRAGSTEXT, Uppdragsdel.NYTTAN)


def utan_delar():
    """The codes of the parts that a report leaves out until somebody has chosen."""
    return [del_.value for del_ in LEFT_OUT]


def can_write_dokument(year, user):
    """They are written until the year is archived: the second report is written in May, when the year has been locked since January."""
    return year.status != year.Status.ARKIVERAT and year.avtal.har_roll(user, Roll.PROCESSLEDARE)


class Dokumentuppgift(models.Model):
    """What one document of one year says of itself: its own dnr, author, addressee and day, and the words nobody else writes."""

    verksamhetsar = models.ForeignKey(
        Verksamhetsar, models.PROTECT, related_name="dokumentuppgifter", verbose_name="verksamhetsår", editable=False
    )
    dokument = models.CharField("dokument", max_length=20, choices=Dokumentsort, editable=False)
    dnr = models.CharField("diarienummer", max_length=40, blank=True, validators=[dnr_validator])
    dnr_exempel = models.BooleanField("diarienumret är ett exempel", default=False)
    datum = models.DateField("datum", null=True, blank=True)
    enhet = models.CharField("enhet", max_length=120, blank=True, help_text="Till exempel Välfärd och klimat.")
    forfattare = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="författare",
        help_text="Namn, telefon och e-post läses från personens uppgifter.",
    )  # fmt: skip
    mottagare = models.CharField("till", max_length=200, blank=True, help_text="Den nämnd eller det organ som dokumentet lämnas till.")
    galler_fran = models.DateField(
        "berättar om tiden från och med", null=True, blank=True,
        help_text="Lämna båda dagarna tomma när det är årets egen period. Tiden får sträcka sig förbi årets slut, till exempel in i våren.",
    )  # fmt: skip
    galler_till = models.DateField("till och med", null=True, blank=True)
    lankar = models.TextField(
        "länkar", blank=True,
        help_text="Till rapporten och bilagorna där de ligger. En per rad: namn och adress, "
        "till exempel Uppdragsbeskrivningar https://www.exempel.se/bilaga-1.pdf.",
    )  # fmt: skip
    delordning = models.JSONField("delarnas ordning", default=list, blank=True, editable=False)
    utelamnade = models.JSONField("utelämnade delar", default=utan_delar, blank=True, editable=False)
    text = models.TextField("egna ord", blank=True)
    forslag = models.TextField("förslag", blank=True)
    underlag = models.TextField("beslutsunderlag", blank=True, help_text="Utöver det som programmet räknar upp. Ett per rad.")
    i_tjansten = models.TextField("i tjänsten", blank=True, help_text="En per rad: namn, befattning. Lämna tomt för direktören.")
    utdrag_till = models.TextField("utdrag till", blank=True, help_text="En per rad.")
    exempel = models.BooleanField("innehåller exempel", default=False)
    version = models.PositiveIntegerField("version", default=0, editable=False)

    objects = AvsnittsradQuerySet.as_manager()
    history = HistoricalRecords(app="berattelse")

    class Meta:
        verbose_name = "dokumentets uppgifter"
        verbose_name_plural = "dokumentens uppgifter"
        ordering = ["verksamhetsar", "dokument"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "dokument"],
                name="dokumentuppgift_en_per_dokument",
                violation_error_message="Dokumentet har redan uppgifter för året.",
            ),
            models.CheckConstraint(
                condition=Q(galler_fran__isnull=True, galler_till__isnull=True)
                | Q(galler_fran__isnull=False, galler_till__isnull=False, galler_till__gte=F("galler_fran")),
                name="dokument_tid_hel",
                violation_error_message="Skriv båda dagarna, den sista inte före den första, eller lämna båda tomma.",
            ),
        ]

    def __str__(self):
        return f"{self.get_dokument_display()} {self.verksamhetsar}"

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    def can_be_edited_by(self, user):
        return can_write_dokument(self.verksamhetsar, user)

    def delar_i_ordning(self, delar):
        """[(part, is it chosen?)] of one of the two kinds; parts nobody has placed stand last, in their own order."""
        ordning = self.delordning
        ordnade = sorted(delar, key=lambda d: ordning.index(d) if d in ordning else len(ordning))
        return [(d, d not in self.utelamnade) for d in ordnade]

    def valda(self, delar):
        return [d for d, vald in self.delar_i_ordning(delar) if vald]


class FrittKapitel(models.Model):
    """A chapter that only this year's document has, such as the effect of a pandemic."""

    MED_KAPITEL = (Dokumentsort.UPPFOLJNINGSRAPPORT, Dokumentsort.FORSLAG)

    verksamhetsar = models.ForeignKey(
        Verksamhetsar, models.PROTECT, related_name="fria_kapitel", verbose_name="verksamhetsår", editable=False
    )
    dokument = models.CharField("dokument", max_length=20, choices=Dokumentsort, editable=False)
    rubrik = models.CharField("rubrik", max_length=200)
    text = models.TextField("text")
    efter = models.CharField(
        "står efter", max_length=20, choices=[("", "Sist i rapporten"), *Rapportkapitel.choices], blank=True,
        help_text="Kapitlet som det här står efter, också när det kapitlet är tomt eller inte är valt.",
    )  # fmt: skip
    ordning = models.PositiveSmallIntegerField("ordning", default=1, editable=False)
    exempel = models.BooleanField("exempel", default=False, help_text="Texten står inte i något underlag och märks så när den skrivs ut.")
    version = models.PositiveIntegerField("version", default=0, editable=False)

    objects = AvsnittsradQuerySet.as_manager()
    history = HistoricalRecords(app="berattelse")

    class Meta:
        verbose_name = "fritt kapitel"
        verbose_name_plural = "fria kapitel"
        ordering = ["verksamhetsar", "dokument", "ordning", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verksamhetsar", "dokument", "rubrik"],
                name="kapitel_en_gang_per_dokument",
                violation_error_message="Dokumentet har redan ett kapitel med den rubriken.",
            ),
            models.CheckConstraint(
                condition=Q(dokument__in=["uppfoljningsrapport", "forslag-till-beslut"]),
                name="kapitel_i_langre_dokument",
                violation_error_message="Sammanfattningen ryms på två sidor och har inga egna kapitel.",
            ),
        ]

    def __str__(self):
        return self.rubrik

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    def can_be_edited_by(self, user):
        return can_write_dokument(self.verksamhetsar, user)


class Genomlysning(models.Model):
    """An examination of the agreement: why, when, in which steps, and what it proposed. Told of in one year's report."""

    verksamhetsar = models.ForeignKey(
        Verksamhetsar, models.PROTECT, related_name="genomlysningar", verbose_name="berättas om i året", editable=False
    )
    titel = models.CharField("titel", max_length=200)
    skal = models.TextField("varför", help_text="Det som gjorde att överenskommelsen skulle gås igenom.")
    fran = models.DateField("från och med")
    till = models.DateField("till och med", null=True, blank=True, help_text="Lämnas tomt tills den är klar.")
    tid_text = models.CharField(
        "tid i ord", max_length=120, blank=True, help_text="Skrivs i stället för datumen, till exempel första halvåret 2021."
    )
    slutsats = models.TextField("vad det ledde till", blank=True)
    exempel = models.BooleanField("exempel", default=False)

    objects = AvsnittsradQuerySet.as_manager()
    history = HistoricalRecords(app="berattelse")

    class Meta:
        verbose_name = "genomlysning"
        verbose_name_plural = "genomlysningar"
        ordering = ["verksamhetsar", "fran", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(till__isnull=True) | Q(till__gte=F("fran")),
                name="genomlysning_slutar_efter_start",
                violation_error_message="Genomlysningen kan inte sluta före den börjar.",
            ),
            models.UniqueConstraint(
                fields=["verksamhetsar", "titel"],
                name="genomlysning_titel_unik",
                violation_error_message="Året har redan en genomlysning med den titeln.",
            ),
        ]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("berattelse:genomlysning_detail", args=[self.pk])

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    @property
    def avtal(self):
        return self.verksamhetsar.avtal

    @property
    def nar(self):
        """When, as it is printed."""
        if self.tid_text:
            return self.tid_text
        return svenska.period(self.fran, self.till) if self.till else f"från och med den {svenska.datum(self.fran)}"

    def locked_for(self, datum=None):
        """Is the year that holds the day (or the first day of the examination) closed?"""
        year = Verksamhetsar.objects.for_date(self.avtal_id, datum or self.fran)
        return bool(year and not year.is_open)

    def can_be_edited_by(self, user):
        return self.avtal.har_roll(user, Roll.PROCESSLEDARE) and not self.locked_for()


class GenomlysningsstegQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(genomlysning__verksamhetsar__avtal__in=Avtal.objects.regionala_for(user))


class Genomlysningssteg(models.Model):
    """One step of an examination: what, when, with whom. A step that is a proposal may point at the proposed change itself."""

    class Sort(models.TextChoices):
        STYRGRUPP = "styrgrupp", "Styrgrupp"
        PROJEKTGRUPP = "projektgrupp", "Projektgrupp"
        PLANERING = "planering", "Planering"
        DIALOG_UPPDRAG = "dialog_uppdrag", "Dialog per uppdrag"
        DIALOG_KOMMUN = "dialog_kommun", "Dialog per kommun"
        AVSTAMNING = "avstamning", "Avstämning"
        WORKSHOP = "workshop", "Workshop"
        UTVARDERING = "utvardering", "Utomstående utvärdering"
        FORSLAG = "forslag", "Förslag"
        ANNAT = "annat", "Annat"

    genomlysning = models.ForeignKey(Genomlysning, models.CASCADE, related_name="steg", verbose_name="genomlysning", editable=False)
    sort = models.CharField("vad", max_length=20, choices=Sort)
    fran = models.DateField("datum", null=True, blank=True)
    till = models.DateField("till och med", null=True, blank=True, help_text="Lämnas tomt när det är en dag.")
    datum_text = models.CharField("eller tid i ord", max_length=120, blank=True, help_text="Till exempel april och maj 2021.")
    arena = models.ForeignKey(Arena, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="arena")
    uppdrag = models.ManyToManyField(Uppdrag, blank=True, related_name="+", verbose_name="uppdrag")
    kommuner = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name="kommuner")
    forslag = models.ForeignKey(
        Andringsforslag, models.PROTECT, null=True, blank=True, related_name="genomlysningssteg", verbose_name="ändringsförslag"
    )
    anteckning = models.TextField("anteckning", blank=True)
    ordning = models.PositiveSmallIntegerField("ordning", default=1, editable=False)
    exempel = models.BooleanField("exempel", default=False)

    objects = GenomlysningsstegQuerySet.as_manager()
    history = HistoricalRecords(app="berattelse", m2m_fields=[uppdrag, kommuner])

    class Meta:
        verbose_name = "steg i genomlysningen"
        verbose_name_plural = "steg i genomlysningen"
        ordering = ["genomlysning", "ordning", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fran__isnull=True) | Q(datum_text=""),
                name="steg_en_tid",
                violation_error_message="Ange datum eller tid i ord, inte båda.",
            ),
            models.CheckConstraint(
                condition=Q(till__isnull=True) | Q(fran__isnull=False, till__gte=F("fran")),
                name="steg_slutar_efter_start",
                violation_error_message="Steget kan inte sluta före det börjar.",
            ),
            models.CheckConstraint(
                condition=Q(forslag__isnull=True) | Q(sort="forslag"),
                name="bara_forslag_pekar_pa_forslag",
                violation_error_message="Bara ett steg av slaget Förslag kan höra ihop med ett ändringsförslag.",
            ),
        ]

    def __str__(self):
        return f"{self.get_sort_display()}{f', {self.nar}' if self.nar else ''}"

    @property
    def avtal_id(self):
        return self.genomlysning.avtal_id

    @property
    def nar(self):
        """When, as it is printed; "" when nothing is said of it."""
        return svenska.period(self.fran, self.till or self.fran) if self.fran else self.datum_text

    def can_be_edited_by(self, user):
        return self.genomlysning.can_be_edited_by(user) and not self.genomlysning.locked_for(self.fran)
