"""Decisions: one kind of row wherever they are used. A body, a day, § and text."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from samverkan import svenska
from samverkan.models import Roll
from uppdrag.models.arena import Arena
from uppdrag.models.avtal import Avtal, AvtalRadQuerySet
from uppdrag.models.tillfalle import Tillfalle

ETT_AR = timedelta(days=366)  # within which the council decides on the report of a year


class BeslutQuerySet(AvtalRadQuerySet):
    def sok(self, ord_):
        """Found by who decided, what, or the document it stands in."""
        return self.filter(Q(organ__icontains=ord_) | Q(text__icontains=ord_) | Q(dokument__icontains=ord_))

    def av(self, avtal, organ):
        """Those of one body of an agreement, told as the arena it is or in words, by any of its names. None of a body without a name."""
        if not organ:
            return self.none()
        arenor = list(Arena.objects.filter(avtal=avtal).med_namn(organ).values_list("pk", "namn", "andra_namn__namn"))
        namn = {organ, *(n for _, eget, annat in arenor for n in (eget, annat) if n)}
        i_ord = reduce(or_, (Q(organ__iexact=n) for n in sorted(namn)))
        return self.filter(Q(arena__in={pk for pk, *_ in arenor}) | Q(arena__isnull=True) & i_ord, avtal=avtal)

    def beslutande(self):
        """Those of a body that decides: not a recommendation, nor what officials said at a meeting of theirs."""
        return self.filter(Q(arena=None) | Q(arena__sort=Arena.Sort.POLITISK), rekommendation=False)

    def rekommenderande(self, avtal):
        """Those that may hold a recommendation: marked as one, or of the body that decides on the report. All where no body is named."""
        if not avtal.berattelse_organ:
            return self.filter(avtal=avtal)
        return self.filter(avtal=avtal, rekommendation=True) | self.av(avtal, avtal.berattelse_organ)

    def om_berattelsen(self, year):
        """Those that may be about the report of a year: of the body that decides on it, within a year from the end of that year.

        What is written with a day to come is not decided yet.
        """
        sist = min(year.till + ETT_AR, timezone.localdate())
        return self.av(year.avtal_id, year.avtal.berattelse_organ).filter(datum__gt=year.till, datum__lte=sist)


class Beslut(models.Model):
    """A decision of a body: one kind of row wherever it is used, in minutes, about the debt, about the agreement."""

    avtal = models.ForeignKey(Avtal, models.PROTECT, related_name="beslut", verbose_name="avtal")
    organ = models.CharField("beslutande organ", max_length=200)
    arena = models.ForeignKey(Arena, models.PROTECT, null=True, blank=True, related_name="beslut", verbose_name="arena")
    tillfalle = models.ForeignKey(Tillfalle, models.SET_NULL, null=True, blank=True, related_name="beslut", verbose_name="fattat vid")
    datum = models.DateField("datum", null=True, blank=True)
    datum_text = models.CharField("datum i ord", max_length=120, blank=True, help_text="Till exempel juni 2018, när dagen inte är känd.")
    paragraf = models.CharField("paragraf", max_length=20, blank=True)
    text = models.TextField("beslut")
    dokument = models.CharField("handling", max_length=200, blank=True, help_text="Protokoll eller diarienummer där beslutet finns.")
    skuldbelopp = models.PositiveBigIntegerField("kronor av skulden", null=True, blank=True)
    rekommendation = models.BooleanField("är en rekommendation", default=False)
    exempel = models.BooleanField("exempel", default=False)

    objects = BeslutQuerySet.as_manager()
    history = HistoricalRecords(app="uppdrag")

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        ordering = [F("datum").desc(nulls_last=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(datum__isnull=False) | ~Q(datum_text=""),
                name="beslut_har_nagon_tid",
                violation_error_message="Ange ett datum, eller skriv i ord när beslutet fattades.",
            ),
        ]

    def __str__(self):
        return f"{self.organ}{f' § {self.paragraf}' if self.paragraf else ''}, {self.datum or self.datum_text}"

    def get_absolute_url(self):
        return reverse("uppdrag:beslut_detail", args=[self.pk])

    @property
    def vem_och_nar(self):
        """How a sentence about it begins: "Regionfullmäktige beslutade i juni 2018, § 92,"."""
        tid = svenska.tidpunkt(self.datum, self.datum_text)
        return f"{self.organ} beslutade {tid}{f', § {self.paragraf},' if self.paragraf else ''}"

    @property
    def arstal(self):
        """The year it was made in: that of its day, the one its words name, or its meeting's. None when none is known."""
        return self.tid[0] if self.tid else None

    @property
    def tid(self):
        """Its day as rows are put in order by it: what is known of it, else that of the meeting. None when nothing is."""
        return svenska.tid(self.datum, self.datum_text) or (svenska.tid(self.tillfalle.fran) if self.tillfalle_id else None)

    def can_hold_rekommendation_by(self, user):
        if not self.avtal.har_roll(user, Roll.PROCESSLEDARE):
            return False
        return type(self).objects.rekommenderande(self.avtal).filter(pk=self.pk).exists()

    def can_be_edited_by(self, user):
        """Not what stands in minutes that are adopted."""
        return self.avtal.har_roll(user, Roll.PROCESSLEDARE) and not (self.tillfalle_id and self.tillfalle.is_justerat)
