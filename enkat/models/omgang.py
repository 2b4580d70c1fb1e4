"""A round: who is asked with which form, until when, and how far each has come."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, Max, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from enkat.models.formular import Frageformular, Malgrupp
from samverkan.models import Organisation, Roll
from samverkan.svenska import datum
from samverkan.vardagar import dagvarning, senaste_vardag
from uppdrag.models import Arena, Avtal, Beslut, Kontaktperson, Ordforande, Verksamhetsar
from uppdrag.models.beslut import ETT_AR

KOMMUNENS = (Roll.TJANSTEPERSON, Roll.KOMMUNCHEF)


class OmgangQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Known to the parties once it has been opened; before that to the region's own people."""
        oppnade = Q(verksamhetsar__avtal__in=Avtal.objects.visible_to(user)) & ~Q(status=Omgang.Status.PLANERAD)
        return self.filter(oppnade | Q(verksamhetsar__avtal__in=Avtal.objects.regionala_for(user)))

    def lasbara(self, user):
        """Those whose compilation she may read: the same answer as can_be_read_by, for many at once."""
        over = Q(status=Omgang.Status.STANGD) | Q(status=Omgang.Status.OPPEN, sista_dag__lt=timezone.localdate())
        leder = Q(verksamhetsar__avtal__in=Avtal.objects.ledda_av(user))
        hennes = ~Exists(Deltagare.objects.vantade_av(user).filter(omgang=OuterRef("pk")))
        part = Q(hennes, verksamhetsar__avtal__in=Avtal.objects.visible_to(user))
        return self.filter(leder & (Q(anonym=False) | over) | part & over)


class Omgang(models.Model):
    """One round of questions: a form, a period, and those who are asked."""

    class Status(models.TextChoices):
        PLANERAD = "planerad", "Planerad"
        OPPEN = "oppen", "Öppen"
        STANGD = "stangd", "Stängd"

    STEPS = {Status.PLANERAD: {Status.OPPEN}, Status.OPPEN: {Status.STANGD}, Status.STANGD: {Status.OPPEN}}

    verksamhetsar = models.ForeignKey(Verksamhetsar, models.PROTECT, related_name="omgangar", verbose_name="verksamhetsår")
    formular = models.ForeignKey(Frageformular, models.PROTECT, related_name="omgangar", verbose_name="frågeformulär")
    namn = models.CharField("namn", max_length=120, help_text="Till exempel Samverkansorganens värdering 2022.")
    oppnar = models.DateField("öppnar")
    sista_dag = models.DateField("sista dag att svara", help_text="Till och med klockan 24 den dagen, svensk tid.")
    meddelande = models.TextField("meddelande i inbjudan", blank=True)
    paminn_dagar = models.JSONField("påminnelser, dagar före sista dagen", default=list, blank=True)
    anonym = models.BooleanField(
        "svaren redovisas anonymt", default=False, help_text="Då visas inget svar för sig, och inget när för få har svarat."
    )
    minsta_grupp = models.PositiveSmallIntegerField("minsta antal svar som redovisas", null=True, blank=True, editable=False)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.PLANERAD, editable=False)
    exempel = models.BooleanField("svaren är exempel", default=False, editable=False)
    stangd_den = models.DateField("stängd den", null=True, blank=True, editable=False)
    gemensam_motivering = models.TextField("gemensam motivering", blank=True, editable=False)

    objects = OmgangQuerySet.as_manager()

    class Meta:
        verbose_name = "frågerunda"
        verbose_name_plural = "frågerundor"
        ordering = ["-oppnar", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sista_dag__gte=F("oppnar")),
                name="omgang_slutar_efter_start",
                violation_error_message="Sista dagen kan inte ligga före dagen då frågerundan öppnar.",
            ),
            models.UniqueConstraint(
                fields=["verksamhetsar", "namn"],
                name="omgang_namn_unikt",
                violation_error_message="Året har redan en frågerunda med det namnet.",
            ),
            models.CheckConstraint(
                condition=Q(anonym=False) | Q(status="planerad") | Q(minsta_grupp__isnull=False, minsta_grupp__gte=2),
                name="omgang_anonym_har_minsta_grupp",
                violation_error_message="En frågerunda som lovar anonymitet har ett minsta antal svar, satt när den öppnas.",
            ),
        ]

    def __str__(self):
        return self.namn

    def get_absolute_url(self):
        return reverse("enkat:omgang_detail", args=[self.pk])

    @property
    def avtal(self):
        return self.verksamhetsar.avtal

    @property
    def avtal_id(self):
        return self.verksamhetsar.avtal_id

    @property
    def fragar_kommuner(self):
        return self.formular.malgrupp == Malgrupp.KOMMUNER

    @property
    def is_open(self):
        """Open until the end of its last day, Swedish time, whether or not anybody has closed it."""
        return self.status == self.Status.OPPEN and timezone.localdate() <= self.sista_dag

    @property
    def is_over(self):
        return self.status == self.Status.STANGD or (self.status == self.Status.OPPEN and timezone.localdate() > self.sista_dag)

    @property
    def slutade(self):
        """The last day anybody could answer: the day it was closed, or its last day when that came first."""
        return min(self.stangd_den or self.sista_dag, self.sista_dag)

    @cached_property
    def beslutstid(self):
        """(first, last) day of a decision on the joint value: from the end of the round, for a year or until the next year's opens."""
        nasta = Omgang.objects.exclude(status=self.Status.PLANERAD).filter(
            verksamhetsar__avtal=self.avtal_id, verksamhetsar__fran__gt=self.verksamhetsar.fran,
            formular__malgrupp=Malgrupp.KOMMUNER, oppnar__gt=self.slutade,
        )  # fmt: skip
        oppnar = nasta.aggregate(forst=Min("oppnar"))["forst"]
        senast = self.slutade + ETT_AR
        return self.slutade, min(senast, oppnar - timedelta(days=1)) if oppnar else senast

    @property
    def beslutstid_i_ord(self):
        fran, till = self.beslutstid
        return f"från och med den {datum(fran)}, när frågerundan slutade, till och med den {datum(till)}"

    @property
    def beslutsregel(self):
        """Which decision the agreement on the joint value may rest on, in words."""
        return f"beslut av {self.avtal.vardering_organ} {self.beslutstid_i_ord}"

    @property
    def beslut_om_varderingen(self):
        """The registered decisions that may be the agreement on the joint value: of the body that agrees, within the time."""
        fran, till = self.beslutstid
        return Beslut.objects.av(self.avtal_id, self.avtal.vardering_organ).filter(datum__range=(fran, min(till, timezone.localdate())))

    @cached_property
    def varden(self):
        """The joint values with all that is said of them, read once."""
        return list(self.varderingar.med_allt())

    @property
    def is_enad(self):
        """Has the council agreed on the joint value?"""
        return any(v.status == "enad" for v in self.varden)

    @property
    def dagvarning(self):
        """What should be thought of before it opens: a last day on which few are at work."""
        return dagvarning(self.sista_dag)

    def paminns(self):
        """The days of reminding, in order: each planned one, or the weekday before it; none once it is over."""
        if self.is_over:
            return []
        return sorted({senaste_vardag(self.sista_dag - timedelta(days=d)) for d in self.paminn_dagar})

    def can_be_led_by(self, user):
        """Follow who has answered, remind, register by hand: the processledare."""
        return self.avtal.har_roll(user, Roll.PROCESSLEDARE)

    def can_be_edited_by(self, user):
        return self.status == self.Status.PLANERAD and self.can_be_led_by(user)

    def can_be_opened_by(self, user):
        return self.status == self.Status.PLANERAD and self.can_be_led_by(user)

    def can_be_joined_by(self, user):
        """Ask one more, while it is open."""
        return self.is_open and self.can_be_led_by(user)

    def can_be_closed_by(self, user):
        return self.status == self.Status.OPPEN and self.can_be_led_by(user)

    def can_be_extended_by(self, user):
        """An anonymous round that is over has been read: what came in afterwards could be told from the difference."""
        if self.status == self.Status.PLANERAD or (self.anonym and self.is_over):
            return False
        return self.can_be_led_by(user)

    def can_be_read_by(self, user):
        """The compilation: the processledare at any time, every party once the round is over and it has answered, or may no more.

        Of an anonymous round nobody before it is over: whoever looked after each hand-in would see whose answer came.
        """
        if self.anonym and not self.is_over:
            return False
        return self.can_be_led_by(user) or (self.is_over and self.avtal.can_be_seen_by(user) and not self.vantar_pa(user))

    def vantar_pa(self, user):
        """Has it been opened again for hers, who has not answered? Then the others' answers are not for her to see."""
        return self.deltagare.vantade_av(user).exists()

    def can_be_diarieford_by(self, user):
        """Take out what of it belongs in the diarium, once it is over: the processledare."""
        return self.is_over and self.can_be_led_by(user)

    def can_be_valued_by(self, user):
        """Prepare the joint value: once the kommuner have answered, their kommunchefer and the processledare.

        Never of an anonymous round: the page shows each kommun's judgement by name.
        """
        if self.anonym or not self.fragar_kommuner or not self.is_over:
            return False
        return self.avtal.har_roll(user, Roll.PROCESSLEDARE, Roll.KOMMUNCHEF) and self.can_be_read_by(user)

    def can_be_proposed_by(self, user):
        """Write the proposals and dissents: while nothing is agreed."""
        return self.can_be_valued_by(user) and not self.is_enad

    def avvikare(self, user, kommuner):
        """Of the kommuner, those whose dissent she may write when she may propose: her own as kommunchef, all as processledare."""
        leder = self.can_be_led_by(user)
        return [k for k in kommuner if leder or user.har_roll(Roll.KOMMUNCHEF, hos={k.pk})]

    def can_be_agreed_by(self, user):
        """Register that the council has agreed: the processledare."""
        return self.can_be_proposed_by(user) and self.can_be_led_by(user)

    def can_be_taken_up_by(self, user):
        """Take up what the council has agreed on again: the processledare."""
        return self.is_enad and self.can_be_led_by(user)


class DeltagareQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those whose answer she prepares, and all in the rounds she leads."""
        return self.filter(self._egna(user) | Q(omgang__verksamhetsar__avtal__in=Avtal.objects.ledda_av(user)))

    def egna(self, user):
        """Those whose answer she prepares: as chair, or for her kommun, while it is party to the agreement."""
        return self.filter(self._egna(user), tillfragad=True)

    def _egna(self, user):
        hos = [org for roll, org in user.aktiva_roller if roll in KOMMUNENS]
        leder = Ordforande.objects.galler().filter(user=user).values("arena")
        kontakt = Kontaktperson.objects.i_tjanst().filter(user=user).values("part__organisation")
        kommun = Q(organisation__in=hos) | Q(organisation__in=kontakt)
        return Q(arena__in=leder) | (kommun & Q(omgang__verksamhetsar__avtal__in=Avtal.objects.visible_to(user)))

    def tillfragade(self):
        return self.filter(tillfragad=True)

    def saknas(self):
        """Asked, and not handed in."""
        return self.tillfragade().exclude(status=Deltagare.Status.INSKICKAT)

    def oppna_igen(self):
        """Those for whom a round is still open, or open again, until a day of their own."""
        return self.tillfragade().filter(oppen_till__gte=timezone.localdate())

    def vantade_av(self, user):
        """Those of them that are hers, as one of the kommun's people or as chair, and have not answered."""
        hennes = Q(organisation__in=user.organisation_ids) | self._egna(user)
        return self.saknas().oppna_igen().filter(hennes)

    def med_tider(self):
        """Each with `lamnad`, when it was last handed in, and `skriven`, when something was last written; either may be None."""
        med = self.annotate(lamnad=Max("inlamningar__tid"), skriven=Max("svar__tid"))
        return med.order_by(*Deltagare._meta.ordering)  # which a query that groups forgets

    def andrade(self):
        """Written in after it was handed in: that does not count until it is handed in again."""
        return self.med_tider().filter(tillfragad=True, skriven__gt=F("lamnad"))


class Deltagare(models.Model):
    """One who is asked: a body or a kommun. Those not asked are here too, with the reason."""

    class Status(models.TextChoices):
        EJ_BORJAT = "ej_borjat", "Inte börjat"
        BORJAT = "borjat", "Börjat"
        INSKICKAT = "inskickat", "Inskickat"

    omgang = models.ForeignKey(Omgang, models.CASCADE, related_name="deltagare", verbose_name="frågerunda")
    arena = models.ForeignKey(Arena, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="samverkansorgan")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kommun")
    tillfragad = models.BooleanField("tillfrågad", default=True)
    skal = models.CharField("varför inte tillfrågad", max_length=300, blank=True)
    mottagare = models.CharField("mottagare", max_length=120, blank=True, help_text="Namn eller befattning, till exempel ordföranden.")
    epost = models.EmailField("mottagarens e-postadress", blank=True, help_text="En person eller en funktionsbrevlåda.")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.EJ_BORJAT, editable=False)
    oppen_till = models.DateField("öppen för den här till och med", null=True, blank=True)
    borjade_om = models.DateTimeField("började om", null=True, blank=True, editable=False)  # what was written before is read by no link

    objects = DeltagareQuerySet.as_manager()

    class Meta:
        verbose_name = "deltagare"
        verbose_name_plural = "deltagare"
        ordering = ["omgang", "arena__ordning", "arena__namn", "organisation__namn"]
        constraints = [
            models.CheckConstraint(
                condition=Q(arena__isnull=False, organisation__isnull=True) | Q(arena__isnull=True, organisation__isnull=False),
                name="deltagare_ar_organ_eller_kommun",
                violation_error_message="En deltagare är ett samverkansorgan eller en kommun.",
            ),
            models.CheckConstraint(
                condition=Q(tillfragad=True) | ~Q(skal=""),
                name="ej_tillfragad_har_skal",
                violation_error_message="Skriv varför organet inte tillfrågas.",
            ),
            models.UniqueConstraint(
                fields=["omgang", "arena"],
                condition=Q(arena__isnull=False),
                name="arena_en_gang_per_omgang",
                violation_error_message="Organet finns redan i frågerundan.",
            ),
            models.UniqueConstraint(
                fields=["omgang", "organisation"],
                condition=Q(organisation__isnull=False),
                name="kommun_en_gang_per_omgang",
                violation_error_message="Kommunen finns redan i frågerundan.",
            ),
        ]

    def __str__(self):
        return self.organisation.tabellnamn if self.organisation_id else str(self.arena)

    @property
    def avtal_id(self):
        return self.omgang.avtal_id

    @property
    def is_open(self):
        """May it be answered now? Also when the round is closed, if it has been opened again for this one."""
        if not self.tillfragad:
            return False
        return self.omgang.is_open or (self.oppen_till is not None and timezone.localdate() <= self.oppen_till)

    @property
    def sista_dag(self):
        """The last day it may, or could, be answered: earlier than the round's last day where that was closed before it."""
        return max(self.omgang.slutade, self.oppen_till or self.omgang.slutade)

    @property
    def is_oppnad_igen(self):
        """Open though the round is over: until a day of its own."""
        return self.omgang.is_over and self.is_open

    @property
    def andrad_sedan_inlamning(self):
        """Has anything been written since it was handed in? It counts first when it is handed in again."""
        return type(self).objects.andrade().filter(pk=self.pk).exists()

    @cached_property
    def senaste_inlamning(self):
        """What counts, as it was when it was first asked; None before anything is handed in."""
        return self.inlamningar.last()

    @property
    def ersatts_av_papper(self):
        """The hand-in that an answer on paper would replace; None where there is none, or it is that paper with nothing written since."""
        senaste = self.senaste_inlamning
        return None if senaste is None or (senaste.pa_papper and not self.andrad_sedan_inlamning) else senaste

    @property
    def den_som_skickar_in(self):
        return "ordföranden" if self.arena_id else "kommunchefen eller kontaktpersonen"

    def can_be_read_by(self, user):
        """Its pages: those who prepare it, once the round has been opened. The processledare never, of what is promised anonymous."""
        if type(self).objects.egna(user).filter(pk=self.pk).exists():
            return self.omgang.status != Omgang.Status.PLANERAD
        return self.can_be_seen_by(user)

    def can_be_printed_by(self, user):
        """The form on paper, before anything is answered: whoever leads the round, and those who answer, once the form is adopted."""
        if not self.tillfragad:
            return False
        antaget = self.omgang.formular.status == Frageformular.Status.ANTAGET
        return self.omgang.can_be_led_by(user) or (antaget and type(self).objects.egna(user).filter(pk=self.pk).exists())

    def can_be_seen_by(self, user):
        return self.tillfragad and not self.omgang.anonym and self.omgang.can_be_led_by(user)

    def can_be_answered_by(self, user):
        return self.is_open and type(self).objects.egna(user).filter(pk=self.pk).exists()

    def can_be_handed_in_by(self, user):
        """Only the chair, the kommunchef or the contact person hands in."""
        if not self.is_open:
            return False
        if self.arena_id:
            return self.arena.ordforande.galler().filter(user=user).exists()
        kontakt = Kontaktperson.objects.i_tjanst().filter(user=user, part__organisation=self.organisation_id, part__avtal=self.avtal_id)
        return user.har_roll(Roll.KOMMUNCHEF, hos={self.organisation_id}) or kontakt.exists()

    def can_be_registered_by(self, user):
        """Register by hand what came on paper or in Word."""
        return self.is_open and self.omgang.can_be_led_by(user)

    def can_be_invited_by(self, user):
        """Send the link again, change recipient: while it may be answered."""
        return self.is_open and self.omgang.can_be_led_by(user)

    @property
    def tar_emot_sent(self):
        """Is what comes too late kept, for the processledare to decide? Not of what is promised anonymous, which she may not read."""
        return self.tillfragad and not self.omgang.anonym and self.omgang.status != Omgang.Status.PLANERAD

    def can_be_reopened_by(self, user):
        """Not in a round that promises anonymity: the compilation before and after would tell whose answer it was."""
        if not self.tillfragad or self.omgang.anonym:
            return False
        return self.omgang.status != Omgang.Status.PLANERAD and self.omgang.can_be_led_by(user)

    def can_be_chosen_by(self, user):
        """Asked or not, and who gets the letter: while the round is planned."""
        return self.omgang.can_be_edited_by(user)
