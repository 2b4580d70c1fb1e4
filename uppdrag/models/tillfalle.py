"""What took place: meetings and other occasions, who was there, and what was on the agenda"""

from datetime import timedelta

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from samverkan import svenska
from samverkan.models import Organisation, Roll, User
from uppdrag import prosa
from uppdrag.models.arena import Arena, Arenagrupp, Arenamedlem, Ordforande, samordnade_avtal, samordnade_uppdrag
from uppdrag.models.avtal import Avtal, AvtalRadQuerySet
from uppdrag.models.uppdrag import Uppdrag
from uppdrag.models.year import Aretsdel, Verksamhetsar

LANGSTA = timedelta(days=31)  # an occasion that lasts longer has a wrong day
MEST_DELTAGARE = 999_999
INGA_DELTAGARE = "Lämna tomt om antalet inte är känt. Kom ingen har mötet inte hållits: välj då inställt."


class TillfalleQuerySet(AvtalRadQuerySet):
    def visible_to(self, user):
        """What the parties see; the meeting with one kommun is read by that kommun and the region alone."""
        egna = Q(kommun__isnull=True) | Q(kommun__in=user.organisation_ids) | Q(avtal__in=Avtal.objects.regionala_for(user))
        return super().visible_to(user).filter(egna)

    def kallade_for(self, user):
        """Those whose agenda and papers she may read: of a body her organisation sits in that day, or that names nobody; those she
        registers; and all that her region keeps. That a meeting was held, and what it decided, every party reads.
        """
        da = Q(Q(fran__isnull=True) | Q(fran__lte=OuterRef("fran")), Q(till__isnull=True) | Q(till__gte=OuterRef("fran")))
        sitter = Arenamedlem.objects.filter(da, arena=OuterRef("arena"))
        egna = Exists(sitter.filter(organisation__in=user.organisation_ids)) | ~Exists(sitter)
        leder = Q(arena__in=Arena.objects.registrerbara(user)) | Q(arena__in=Ordforande.objects.galler().filter(user=user).values("arena"))
        return self.visible_to(user).filter(Q(egna) | leder | Q(avtal__in=Avtal.objects.regionala_for(user)))

    def during(self, verksamhetsar):
        """What begins within the year."""
        return self.filter(avtal=verksamhetsar.avtal_id, fran__range=(verksamhetsar.fran, verksamhetsar.till))

    def hallna(self):
        return self.filter(status=Tillfalle.Status.HALLET)

    def andringsbara_av(self, user):
        """Those she may change now: the same answer as can_be_edited_by, for many at once."""
        hennes = Q(registrerat_av=user) | Q(annat_avtal__in=samordnade_uppdrag(user).values("avtal"))
        egna = (
            Q(avtal__in=Avtal.objects.ledda_av(user))
            | Q(arena__in=Arena.objects.registrerbara(user))
            | Q(uppdrag__in=samordnade_uppdrag(user))
            | (hennes & Q(annat_avtal__isnull=False, avtal__in=samordnade_avtal(user)))
        )
        ojusterade = self.exclude(protokollet__justerat_den__isnull=False)
        return ojusterade.filter(egna, Exists(Verksamhetsar.objects.oppna_for(OuterRef("avtal"), OuterRef("fran"))))


def hor_till(row, user):
    """Whose is what another agreement has arranged? Hers who registered it, and hers who coordinates an uppdrag of that agreement."""
    return row.registrerat_av_id == user.pk or row.annat_avtal.uppdrag.filter(pk__in=samordnade_uppdrag(user)).exists()


class AntalUtanDatumQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(verksamhetsar__avtal__in=Avtal.objects.visible_to(user))


class Tillfalle(models.Model):
    """What took place, is planned or was cancelled. Organised by an arena, an uppdrag or another agreement."""

    class Sort(models.TextChoices):
        MOTE = "mote", "Möte"
        UTBILDNING = "utbildning", "Utbildning"
        KONFERENS = "konferens", "Konferens"
        WEBBINARIUM = "webbinarium", "Webbinarium"
        TEMADAG = "temadag", "Temadag"
        STUDIERESA = "studieresa", "Studieresa"
        STUDIEBESOK = "studiebesok", "Studiebesök"
        KOMMUNVIS_TRAFF = "kommunvis_traff", "Kommunvis träff"

    class Form(models.TextChoices):
        OKAND = "", "Okänd form"
        FYSISKT = "fysiskt", "Fysiskt"
        DIGITALT = "digitalt", "Digitalt"
        HYBRID = "hybrid", "Hybrid"

    class Langd(models.TextChoices):
        OKAND = "", "Okänd längd"
        HELDAG = "heldag", "Heldag"
        HALVDAG = "halvdag", "Halvdag"
        DEL_AV_DAG = "del_av_dag", "Del av dag"

    class Status(models.TextChoices):
        PLANERAT = "planerat", "Planerat"
        HALLET = "hallet", "Hållet"
        INSTALLT = "installt", "Inställt"

    avtal = models.ForeignKey(
        Avtal,
        models.PROTECT,
        related_name="tillfallen",
        verbose_name="överenskommelse",
        editable=False,
        help_text="Huvudavtalet vars år tillfället räknas i, också när ett annat avtal är arrangör.",
    )
    arena = models.ForeignKey(Arena, models.PROTECT, null=True, blank=True, related_name="tillfallen", verbose_name="arena")
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, null=True, blank=True, related_name="tillfallen", verbose_name="uppdrag")
    annat_avtal = models.ForeignKey(
        Avtal, models.PROTECT, null=True, blank=True, related_name="egna_tillfallen", verbose_name="annat avtal"
    )
    kommun = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="kommunvisa_traffar", verbose_name="träff med kommunen"
    )
    om_year = models.ForeignKey(
        Verksamhetsar, models.PROTECT, null=True, blank=True, related_name="kommunvisa_traffar", verbose_name="om verksamhetsåret"
    )
    sort = models.CharField("vad", max_length=20, choices=Sort, default=Sort.MOTE)
    fran = models.DateField("datum")
    till = models.DateField("till och med", blank=True, help_text="Lämnas tomt när det är en dag.")
    form = models.CharField("form", max_length=10, choices=Form, default=Form.OKAND, blank=True)
    langd = models.CharField("längd", max_length=12, choices=Langd, default=Langd.OKAND, blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.HALLET)
    protokoll = models.BooleanField("protokollfört", null=True, blank=True)
    deltagare = models.PositiveIntegerField("antal deltagare", null=True, blank=True, validators=[MaxValueValidator(MEST_DELTAGARE)])
    deltagare_ca = models.BooleanField("antalet deltagare är ungefärligt", default=False)
    grupp = models.ForeignKey(Arenagrupp, models.PROTECT, null=True, blank=True, related_name="tillfallen", verbose_name="grupp")
    rubrik = models.CharField("rubrik", max_length=200, blank=True)
    motesord = models.CharField("kallas", max_length=30, blank=True, help_text="Bara när det kallas något annat än arenans möten brukar.")
    sammankallat_av = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="sammankallat av",
        help_text="Anges när det skiftar vem som sammankallar.",
    )
    del_av = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="delar", verbose_name="del av")
    serie = models.UUIDField("serie", null=True, blank=True, editable=False, help_text="Lika för alla i en månadsserie.")
    datum_exempel = models.BooleanField("datumet är ett exempel", default=False)
    anteckning = models.TextField("anteckning", blank=True)
    till_namnden = models.TextField("till regionala utvecklingsnämnden", blank=True)
    registrerat_av = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="registrerat av", editable=False
    )

    objects = TillfalleQuerySet.as_manager()
    history = HistoricalRecords(app="uppdrag")

    class Meta:
        verbose_name = "tillfälle"
        verbose_name_plural = "tillfällen"
        ordering = ["-fran", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(till__gte=F("fran")),
                name="tillfalle_slutar_efter_start",
                violation_error_message="Tillfället kan inte sluta före det börjar.",
            ),
            models.CheckConstraint(
                condition=Q(arena__isnull=False, uppdrag__isnull=True, annat_avtal__isnull=True, kommun__isnull=True)
                | Q(arena__isnull=True, uppdrag__isnull=False, annat_avtal__isnull=True, kommun__isnull=True)
                | Q(arena__isnull=True, uppdrag__isnull=True, annat_avtal__isnull=False, kommun__isnull=True)
                | Q(arena__isnull=True, uppdrag__isnull=True, annat_avtal__isnull=True, kommun__isnull=False, om_year__isnull=False),
                name="tillfalle_en_arrangor",
                violation_error_message="Ange en arrangör: en arena, ett uppdrag eller ett annat avtal.",
            ),
            models.UniqueConstraint(
                "arena",
                "fran",
                "sort",
                F("grupp"),
                condition=Q(arena__isnull=False, grupp__isnull=False) & ~Q(status="installt"),
                name="mote_en_gang_per_grupp",
                violation_error_message="Gruppen har redan ett tillfälle av samma sort den dagen.",
            ),
            models.UniqueConstraint(
                "arena",
                "fran",
                "sort",
                condition=Q(arena__isnull=False, grupp__isnull=True) & ~Q(status="installt"),
                name="mote_en_gang_per_arena",
                violation_error_message="Arenan har redan ett tillfälle av samma sort den dagen.",
            ),
            models.CheckConstraint(
                condition=Q(deltagare__isnull=False) | Q(deltagare_ca=False),
                name="ungefarligt_antal_finns",
                violation_error_message="Skriv hur många deltagarna var ungefär, eller ta bort krysset.",
            ),
        ]

    def __str__(self):
        return f"{self.rubrik or self.get_sort_display()}, {self.arrangor}, {self.fran}"

    def get_absolute_url(self):
        return reverse("uppdrag:tillfalle_detail", args=[self.pk])

    @property
    def arrangor(self):
        return self.arena or self.uppdrag or self.annat_avtal or self.kommun

    @property
    def arrangorsnamn(self):
        """The organiser in running text: another agreement by its title alone."""
        return self.annat_avtal.titel if self.annat_avtal_id else str(self.arrangor)

    @property
    def narvarande(self):
        """The rows of who was there; none where it has not been held, whatever was ticked of it."""
        return self.narvaro.all() if self.status == self.Status.HALLET else self.narvaro.none()

    @property
    def form_och_langd(self):
        """What is known of how it was held, or that neither is."""
        kant = [self.get_form_display() if self.form else "", self.get_langd_display() if self.langd else ""]
        return svenska.stor_bokstav(", ".join(ord_.lower() for ord_ in kant if ord_)) or "Inte känt"

    @property
    def verksamhetsar(self):
        return Verksamhetsar.objects.for_date(self.avtal_id, self.fran)

    @property
    def is_in_open_year(self):
        """A meeting with one kommun may also be held after the last registered year: it is about a year that has ended."""
        year = self.verksamhetsar
        return year.is_open if year else self.kommun_id is not None

    def can_be_registered_by(self, user):
        if self.avtal.har_roll(user, Roll.PROCESSLEDARE):
            return True
        if self.kommun_id:
            return False
        if self.annat_avtal_id:
            return self.avtal.har_roll(user, Roll.SAMORDNARE) and (self._state.adding or hor_till(self, user))
        return self.arena.can_be_registered_by(user) if self.arena_id else self.uppdrag.can_be_written_by(user)

    def can_be_attended_by(self, user):
        """Read its agenda and papers."""
        return type(self).objects.kallade_for(user).filter(pk=self.pk).exists()

    @property
    def is_justerat(self):
        """Are its minutes adopted? Then nothing they say is changed."""
        return type(self).objects.filter(pk=self.pk, protokollet__justerat_den__isnull=False).exists()

    def can_be_edited_by(self, user):
        return self.is_in_open_year and self.can_be_registered_by(user) and not self.is_justerat

    def can_be_minuted_by(self, user):
        """Called to, and its minutes kept: the meeting of an arena."""
        return self.arena_id is not None and self.can_be_edited_by(user)

    def can_be_called_by(self, user):
        """A kallelse can be sent: to a meeting that is still to be."""
        return self.status == self.Status.PLANERAT and self.can_be_minuted_by(user)

    def can_be_reopened_by(self, user):
        return self.is_justerat and self.is_in_open_year and self.can_be_registered_by(user)

    def can_be_hallet_by(self, user):
        return self.status == self.Status.PLANERAT and self.can_be_edited_by(user)

    def can_be_installt_by(self, user):
        return self.status != self.Status.INSTALLT and self.can_be_edited_by(user)


# Occasions that are not meetings carry their own noun; meetings take the arena's.
SORTORD = {
    Tillfalle.Sort.MOTE: "möte",
    Tillfalle.Sort.UTBILDNING: "utbildning",
    Tillfalle.Sort.KONFERENS: "konferens",
    Tillfalle.Sort.WEBBINARIUM: "webbinarium",
    Tillfalle.Sort.TEMADAG: "temadag",
    Tillfalle.Sort.STUDIERESA: "studieresa",
    Tillfalle.Sort.STUDIEBESOK: "studiebesök",
    Tillfalle.Sort.KOMMUNVIS_TRAFF: "kommunvis träff",
}


class AntalUtanDatum(models.Model):
    """That so many were held one year, or in a part of it, on days nobody knows; with the source that says so."""

    arena = models.ForeignKey(Arena, models.CASCADE, null=True, blank=True, related_name="utan_datum", verbose_name="arena", editable=False)
    uppdrag = models.ForeignKey(
        Uppdrag, models.CASCADE, null=True, blank=True, related_name="utan_datum", verbose_name="uppdrag", editable=False
    )
    annat_avtal = models.ForeignKey(
        Avtal, models.CASCADE, null=True, blank=True, related_name="utan_datum", verbose_name="annat avtal", editable=False
    )
    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="utan_datum", verbose_name="verksamhetsår")
    sort = models.CharField("vad", max_length=20, choices=Tillfalle.Sort, default=Tillfalle.Sort.MOTE)
    antal = models.PositiveSmallIntegerField("antal")
    del_av_aret = models.CharField("när", max_length=2, choices=Aretsdel, default=Aretsdel.HELA, blank=True)
    form = models.CharField("form", max_length=10, choices=Tillfalle.Form, default=Tillfalle.Form.OKAND, blank=True)
    kalla = models.CharField("källa", max_length=200, help_text="Var antalet står, till exempel verksamhetsberättelsen 2021.")
    registrerat_av = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="registrerat av", editable=False
    )

    objects = AntalUtanDatumQuerySet.as_manager()

    class Meta:
        verbose_name = "antal utan datum"
        verbose_name_plural = "antal utan datum"
        ordering = ["verksamhetsar", "sort", "del_av_aret", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(antal__range=(1, 999)), name="utan_datum_nagra", violation_error_message="Antalet är ett tal från 1 till 999."
            ),
            models.CheckConstraint(
                condition=Q(arena__isnull=False, uppdrag__isnull=True, annat_avtal__isnull=True)
                | Q(arena__isnull=True, uppdrag__isnull=False, annat_avtal__isnull=True)
                | Q(arena__isnull=True, uppdrag__isnull=True, annat_avtal__isnull=False),
                name="utan_datum_en_arrangor",
                violation_error_message="Ange en arrangör: en arena, ett uppdrag eller ett annat avtal.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[arrangor, "verksamhetsar", "sort", "del_av_aret", "form", "kalla"],
                    condition=Q(**{f"{arrangor}__isnull": False}),
                    name=f"utan_datum_en_gang_for_{arrangor}",
                    violation_error_message="Det antalet finns redan, ur samma källa. Ändra det i stället: två rader räknas ihop.",
                )
                for arrangor in ("arena", "uppdrag", "annat_avtal")
            ),
        ]

    def __str__(self):
        vad = svenska.substantiv(self.arena.motesord if self.arena_id and self.sort == Tillfalle.Sort.MOTE else SORTORD[self.sort])
        former = {Tillfalle.Form.FYSISKT: prosa.FYSISK, Tillfalle.Form.DIGITALT: prosa.DIGITAL}
        form = [former[self.form]] if self.form in former else []
        tillagg = " i hybridform" if self.form == Tillfalle.Form.HYBRID else ""
        return f"{vad.antal(self.antal, *form)}{tillagg} {self.verksamhetsar}, {self.get_del_av_aret_display().lower()}"

    @property
    def arrangor(self):
        return self.arena or self.uppdrag or self.annat_avtal

    def can_be_edited_by(self, user):
        if not self.verksamhetsar.is_open:
            return False
        if self.annat_avtal_id:
            avtal = self.verksamhetsar.avtal
            return avtal.har_roll(user, Roll.PROCESSLEDARE) or (avtal.har_roll(user, Roll.SAMORDNARE) and hor_till(self, user))
        return self.arena.can_be_registered_by(user) if self.arena_id else self.uppdrag.can_be_written_by(user)


class Narvaro(models.Model):
    """That an organisation was there, and with how many where it is known."""

    tillfalle = models.ForeignKey(Tillfalle, models.CASCADE, related_name="narvaro", verbose_name="tillfälle")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="narvaro", verbose_name="organisation")
    antal = models.PositiveSmallIntegerField("antal personer", null=True, blank=True)
    vilka = models.CharField("vilka", max_length=500, blank=True)

    class Meta:
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        ordering = ["tillfalle", "organisation__namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["tillfalle", "organisation"],
                name="narvaro_en_gang",
                violation_error_message="Organisationen är redan antecknad som närvarande.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.antal or 'närvarande'}"


class Dagordningspunkt(models.Model):
    """A line of an agenda: a group heading, an ärende or a pause."""

    class Sort(models.TextChoices):
        RUBRIK = "rubrik", "Grupprubrik"
        ARENDE = "arende", "Ärende"
        PAUS = "paus", "Paus"

    tillfalle = models.ForeignKey(Tillfalle, models.CASCADE, related_name="dagordning", verbose_name="tillfälle")
    ordning = models.PositiveSmallIntegerField("ordning", default=1)
    sort = models.CharField("sort", max_length=10, choices=Sort, default=Sort.ARENDE)
    nummer = models.CharField("nummer", max_length=10, blank=True)
    klockslag = models.TimeField("klockslag", null=True, blank=True)
    titel = models.CharField("titel", max_length=300)
    foredragande = models.CharField("föredragande", max_length=300, blank=True, help_text="Flera skiljs med komma.")
    underpunkter = models.TextField("underpunkter", blank=True, help_text="En per rad.")
    dnr = models.CharField("diarienummer", max_length=40, blank=True)
    bilagor = models.TextField("bilagor", blank=True, help_text="En per rad.")

    class Meta:
        verbose_name = "dagordningspunkt"
        verbose_name_plural = "dagordningspunkter"
        ordering = ["tillfalle", "ordning", "pk"]

    def __str__(self):
        return self.titel
