"""The agreement: its parties, versions, changes in time, and what hangs beside it."""

from datetime import date
from functools import cached_property

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from samverkan import svenska
from samverkan.models import DateradQuerySet, Organisation, Roll, Rolltilldelning, User

NAMN = {"max_length": 200, "db_collation": "sv_se"}
dnr_validator = RegexValidator(
    r"^[A-ZÅÄÖ]{2,6}[/ -]?\d{1,5}([/-]\d{2,5})*$",
    "Skriv diarienumret som i diariet, till exempel RUN/423/2019 eller RS/2014-207.",
)


def slutar_efter_start(name):
    """Constraint for every row with fran and till: it cannot end before it begins."""
    return models.CheckConstraint(
        condition=Q(till__isnull=True) | Q(fran__isnull=True) | Q(till__gte=F("fran")),
        name=name,
        violation_error_message="Slutdatum kan inte ligga före startdatum.",
    )


class AvtalRadQuerySet(DateradQuerySet):
    """Rows that belong to an agreement by a field `avtal`: seen by those whose organisation is party to it."""

    def visible_to(self, user):
        return self.filter(avtal__in=Avtal.objects.visible_to(user))


class AvtalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The agreements one of her organisations is party to today; nobody sees more for being an administrator."""
        return self.filter(pk__in=Part.objects.galler().filter(organisation__in=user.organisation_ids).values("avtal"))

    def nagon_gang_for(self, user):
        """Those too that one of her organisations has left: what is told of its own time and its own money is still told to it."""
        begynta = Part.objects.filter(Q(fran__isnull=True) | Q(fran__lte=timezone.localdate()))
        return self.filter(pk__in=begynta.filter(organisation__in=user.organisation_ids).values("avtal"))

    def regionala_for(self, user):
        """The agreements whose unfinished year she may read: one of the region's own roles at a party."""
        hos = [org for roll, org in user.aktiva_roller if roll in Roll.regionens()]
        return self.filter(pk__in=Part.objects.galler().filter(organisation__in=hos).values("avtal"))

    def med_parter(self):
        """The agreements as a list, each knowing its parties of today (`part_ids`): read with one question for all of them."""
        avtal = list(self)
        per_avtal = {}
        for avtal_id, part_id in Part.objects.galler().filter(avtal__in=avtal).values_list("avtal", "organisation"):
            per_avtal.setdefault(avtal_id, set()).add(part_id)
        for a in avtal:
            a.part_ids = frozenset(per_avtal.get(a.pk, ()))
        return avtal

    def huvudavtal(self):
        return self.filter(huvudavtal__isnull=True)

    def ledda_av(self, user):
        """The agreements she is processledare of: one of the parties has given her that role today."""
        hos = [org for roll, org in user.aktiva_roller if roll == Roll.PROCESSLEDARE]
        return self.filter(pk__in=Part.objects.galler().filter(organisation__in=hos).values("avtal"))


class Avtal(models.Model):
    """An agreement (överenskommelse), or another agreement that hangs beside a main one."""

    titel = models.CharField("titel", **NAMN)
    dnr = models.CharField("diarienummer", max_length=40, unique=True, validators=[dnr_validator])
    dnr_exempel = models.BooleanField("diarienumret är ett exempel", default=False)
    huvudavtal = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="andra_avtal",
        verbose_name="hör till överenskommelsen",
        help_text="Fylls i för andra samverkansavtal, som redovisas tillsammans med överenskommelsen.",
    )
    hangavtal = models.BooleanField("hängavtal", default=False)
    fran = models.DateField("gäller från och med", null=True, blank=True)
    till = models.DateField("gäller till och med", null=True, blank=True)
    anmarkning = models.TextField("anmärkning", blank=True, help_text="Det som är okänt eller osäkert om avtalet.")
    ordning = models.PositiveSmallIntegerField("ordning i berättelsen", default=1)
    vardering_organ = models.CharField(
        "organ som enas om den gemensamma värderingen",
        max_length=200,
        blank=True,
        help_text="Organets namn som i dess beslut, till exempel Primärkommunala samverkansrådet.",
    )
    berattelse_organ = models.CharField(
        "organ som beslutar om berättelsen",
        max_length=200,
        blank=True,
        help_text="Organets namn som i dess beslut, till exempel Regionens samverkansråd.",
    )

    objects = AvtalQuerySet.as_manager()
    history = HistoricalRecords(app="uppdrag")

    class Meta:
        verbose_name = "avtal"
        verbose_name_plural = "avtal"
        ordering = ["huvudavtal_id", "ordning", "titel"]
        constraints = [
            slutar_efter_start("avtal_slutar_efter_start"),
            models.CheckConstraint(
                condition=Q(hangavtal=False) | Q(huvudavtal__isnull=False),
                name="hangavtal_hanger_vid_nagot",
                violation_error_message="Ett hängavtal ska höra till en överenskommelse.",
            ),
        ]

    def __str__(self):
        return f"{self.titel} ({self.dnr})"

    def get_absolute_url(self):
        return reverse("uppdrag:avtal_detail", args=[self.pk])

    @property
    def avtal_id(self):
        """So that the log knows whose agreement an act on the agreement itself concerns."""
        return self.pk

    @cached_property
    def part_ids(self):
        """Ids of the organisations that are party today."""
        return frozenset(self.parter.galler().values_list("organisation_id", flat=True))

    @property
    def slut(self):
        """The last day it holds: by the latest change that names one, else as it was first written."""
        return next((a.nytt_slut for a in reversed(self.andringar_i_tid) if a.nytt_slut), self.till)

    def slut_fore(self, andring):
        """The last day it held before that change, which may be one that is still being written."""
        rader = svenska.i_tid([*self.andringar.exclude(pk=andring.pk), andring], lambda a: a.tid)
        return next((a.nytt_slut for a in reversed(rader[: rader.index(andring)]) if a.nytt_slut), self.till)

    @property
    def andringar_i_tid(self):
        """What happened to it, the first first, as far as the day is known or told in words."""
        return svenska.i_tid(self.andringar.all(), lambda a: a.tid)

    def is_uppsagt(self, dag):
        """Has it been terminated by that day? A termination of a later day is known, and has not been made yet."""
        sagda = [a.tid for a in self.andringar.all() if a.sort == a.Sort.UPPSAGNING]
        return any(tid is None or tid <= svenska.tid(dag) for tid in sagda)

    @property
    def aktuell_version(self):
        """The version that holds today, else the latest: one that has ended is still read by its last wording."""
        return self._version_den(timezone.localdate())

    def version_under(self, year):
        """The version that holds at the end of a year."""
        return self._version_den(year.till)

    def _version_den(self, dag):
        versioner = [v for v in self.versioner.all() if v.fran is None or v.fran <= dag] or list(self.versioner.all())
        return max(versioner, key=lambda v: v.fran or date.min, default=None)

    def har_roll(self, user, *roller):
        """Does this person hold one of the roles at an organisation that is party to this agreement?"""
        return user.har_roll(*roller, hos=self.part_ids)

    def can_be_edited_by(self, user):
        return self.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_counted_by(self, user):
        """Register how much another agreement arranged: as its occasions, by the agreement whose years they count in."""
        return self.huvudavtal_id is not None and self.huvudavtal.har_roll(user, Roll.PROCESSLEDARE, Roll.SAMORDNARE)

    def can_be_seen_by(self, user):
        return bool(self.part_ids & user.organisation_ids)

    def can_read_draft(self, user):
        """The unfinished year (sections, draft report, money) is the region's own until it is handed over."""
        return self.har_roll(user, *Roll.regionens())


class Avtalsrad(models.Model):
    """A row that hangs on an agreement (`self.avtal`): read by the parties, changed by the processledare."""

    class Meta:
        abstract = True

    def can_be_edited_by(self, user):
        return self.avtal.can_be_edited_by(user)


class Part(Avtalsrad):
    """An organisation that is party to an agreement, from a date to a date."""

    avtal = models.ForeignKey(Avtal, models.CASCADE, related_name="parter", verbose_name="avtal")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partskap", verbose_name="organisation")
    fran = models.DateField("part från och med", null=True, blank=True)
    till = models.DateField("part till och med", null=True, blank=True)

    objects = AvtalRadQuerySet.as_manager()

    class Meta:
        verbose_name = "part"
        verbose_name_plural = "parter"
        ordering = ["organisation__sort", "organisation__namn"]
        constraints = [
            slutar_efter_start("part_slutar_efter_start"),
            models.UniqueConstraint(
                fields=["avtal", "organisation"],
                name="part_en_gang",
                violation_error_message="Organisationen är redan part i avtalet.",
            ),
        ]

    def __str__(self):
        return str(self.organisation)


class KontaktpersonQuerySet(DateradQuerySet):
    def i_tjanst(self):
        """Those of today who hold a role at the party: the tie of one who has moved on opens nothing."""
        roller = Rolltilldelning.objects.galler().filter(user=models.OuterRef("user"), organisation=models.OuterRef("part__organisation"))
        return self.galler().filter(models.Exists(roller))


class Kontaktperson(Avtalsrad):
    """The one at a party through whom all communication goes."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="kontaktpersoner", verbose_name="part")
    user = models.ForeignKey(User, models.PROTECT, related_name="kontaktuppdrag", verbose_name="person")
    fran = models.DateField("från och med")
    till = models.DateField("till och med", null=True, blank=True)

    objects = KontaktpersonQuerySet.as_manager()

    class Meta:
        verbose_name = "kontaktperson"
        verbose_name_plural = "kontaktpersoner"
        ordering = ["part", "-fran"]
        constraints = [slutar_efter_start("kontaktperson_slutar_efter_start")]

    def __str__(self):
        return f"{self.user} ({self.part})"

    @property
    def avtal(self):
        return self.part.avtal


class Avtalsversion(Avtalsrad):
    """A wording of the agreement. The areas (samverkansområden) belong to the version."""

    avtal = models.ForeignKey(Avtal, models.CASCADE, related_name="versioner", verbose_name="avtal")
    beteckning = models.CharField("beteckning", max_length=80)
    fran = models.DateField("gäller från och med", null=True, blank=True)
    till = models.DateField("gäller till och med", null=True, blank=True)
    beslut = models.ForeignKey("uppdrag.Beslut", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslut")
    anmarkning = models.TextField("anmärkning", blank=True)

    objects = AvtalRadQuerySet.as_manager()

    class Meta:
        verbose_name = "avtalsversion"
        verbose_name_plural = "avtalsversioner"
        ordering = ["avtal", "fran"]
        constraints = [
            slutar_efter_start("version_slutar_efter_start"),
            models.UniqueConstraint(
                fields=["avtal", "beteckning"],
                name="version_beteckning_unik",
                violation_error_message="Avtalet har redan en version med den beteckningen.",
            ),
        ]

    def __str__(self):
        return self.beteckning


class Omrade(Avtalsrad):
    """A samverkansområde as one version of the agreement names it."""

    version = models.ForeignKey(Avtalsversion, models.CASCADE, related_name="omraden", verbose_name="avtalsversion")
    namn = models.CharField("namn", **NAMN)
    ordning = models.PositiveSmallIntegerField("ordning", default=1)

    class Meta:
        verbose_name = "samverkansområde"
        verbose_name_plural = "samverkansområden"
        ordering = ["version", "ordning"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "namn"],
                name="omrade_namn_unikt",
                violation_error_message="Versionen har redan ett område med det namnet.",
            ),
        ]

    def __str__(self):
        return self.namn

    @property
    def avtal(self):
        return self.version.avtal


class Enhet(Avtalsrad):
    """A unit that the results of an agreement are told in: chosen from this list, so that one thing has one name."""

    ALLTID = ("kronor", "personer", "procent")  # offered whatever the list says

    avtal = models.ForeignKey(Avtal, models.CASCADE, related_name="enheter", verbose_name="avtal")
    namn = models.CharField("enhet", max_length=40, help_text="Som den står efter ett antal, till exempel filialer.")

    objects = AvtalRadQuerySet.as_manager()

    class Meta:
        verbose_name = "enhet"
        verbose_name_plural = "enheter"
        ordering = ["avtal", "namn"]
        constraints = [
            models.UniqueConstraint(Lower("namn"), "avtal", name="enhet_en_gang", violation_error_message="Enheten finns redan i listan."),
        ]

    def __str__(self):
        return self.namn
