"""Who there is: organisations, persons, and their dated roles."""

from functools import cached_property

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Names and codes of organisations are public: whoever has a role anywhere sees them all."""
        return self if user.organisation_ids else self.none()

    def avtal_som(self, hos):
        """The agreements (ids, as a query) that these organisations answer for: those they are party to, and those that are over.

        What goes on without them is theirs no more.
        """
        partskap = self.model._meta.get_field("partskap").related_model.objects
        kvar = partskap.filter(Q(till__isnull=True) | Q(till__gte=timezone.localdate()))
        ar_med = Q(avtal__in=kvar.filter(organisation__in=hos).values("avtal"))
        return partskap.filter(ar_med | ~Q(avtal__in=kvar.values("avtal")), organisation__in=hos).values("avtal")


class Organisation(models.Model):
    """A region, a kommun, a kommunförbund or anybody else who is party to or takes part in something."""

    class Sort(models.TextChoices):
        REGION = "region", "Region"
        KOMMUN = "kommun", "Kommun"
        KOMMUNFORBUND = "kommunforbund", "Kommunförbund"
        ANNAN = "annan", "Annan"

    namn = models.CharField("namn", max_length=200, unique=True, db_collation="sv_se")
    kortnamn = models.CharField(
        "kortnamn", max_length=60, blank=True, db_collation="sv_se", help_text="Så skrivs namnet i tabeller, till exempel Berg."
    )
    sort = models.CharField("sort", max_length=20, choices=Sort)
    kod = models.CharField("SCB-kod", max_length=4, blank=True, help_text="Två siffror för en region, fyra för en kommun.")
    funktionsbrevlada = models.EmailField("funktionsbrevlåda", blank=True, help_text="Dit går brev som inte är till en viss person.")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"
        ordering = ["namn"]
        constraints = [
            models.UniqueConstraint(
                "sort",
                "kod",
                condition=~Q(kod=""),
                name="organisation_kod_unik",
                violation_error_message="Det finns redan en organisation av samma sort med den koden.",
            ),
            models.CheckConstraint(
                condition=~Q(sort="kommun") | Q(kod__regex=r"^[0-9]{4}$"),
                name="kommun_har_kod",
                violation_error_message="En kommun ska ha sin fyrställiga kommunkod från SCB.",
            ),
            models.CheckConstraint(
                condition=~Q(sort="region") | Q(kod__regex=r"^[0-9]{2}$"),
                name="region_har_kod",
                violation_error_message="En region ska ha sin tvåställiga länskod från SCB.",
            ),
            models.CheckConstraint(
                condition=Q(sort__in=["region", "kommun"]) | Q(kod=""),
                name="andra_saknar_kod",
                violation_error_message="Bara regioner och kommuner har en kod hos SCB.",
            ),
        ]

    def __str__(self):
        return self.namn

    def get_absolute_url(self):
        return reverse("samverkan:organisation_detail", args=[self.pk])

    @property
    def tabellnamn(self):
        """The short form for tables: Berg rather than Bergs kommun."""
        return self.kortnamn or self.namn

    def can_be_edited_by(self, user):
        """Her own region, and what no agreement but her region's knows of: what several share is nobody's to rename."""
        hos = {org for roll, org in user.aktiva_roller if roll == Roll.PROCESSLEDARE}
        if self.sort == self.Sort.REGION or not hos:
            return self.pk in hos
        hennes = Organisation.objects.avtal_som(hos)
        vagar = {"partskap": "avtal", "medverkan": "uppdrag__avtal", "arenamedlemskap": "arena__avtal", "narvaro": "tillfalle__avtal"}
        for namn, vag in vagar.items():
            if getattr(self, namn).exclude(**{f"{vag}__in": hennes}).exists():
                return False
        return self.partskap.exists() or not self.rolltilldelningar.exists()


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who logs in with an e-mail address. What she may do follows from her dated roles and ties."""

    username = first_name = last_name = None
    email = models.EmailField("e-postadress", unique=True, error_messages={"unique": "Det finns redan en person med den e-postadressen."})
    namn = models.CharField("namn", max_length=120, db_collation="sv_se")
    titel = models.CharField("titel", max_length=120, blank=True)
    telefon = models.CharField("telefon", max_length=40, blank=True)
    exempel = models.BooleanField("exempelkonto", default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["namn"]
    objects = UserManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ["namn", "email"]

    def __str__(self):
        return self.namn or self.email

    def get_absolute_url(self):
        return reverse("uppdrag:person_detail", args=[self.pk])

    def get_full_name(self):
        return self.namn

    get_short_name = get_full_name

    def _get_session_auth_hash(self, secret=None):
        """What a session must bear to go on: a new address ends it, as a new password does."""
        return salted_hmac("samverkan.User", f"{self.password} {self.email}", secret=secret, algorithm="sha256").hexdigest()

    @property
    def far_logga_in(self):
        """An account of the example year, whose password everybody knows, does so only where the example is on."""
        return self.is_active and (settings.DEMO or not self.exempel)

    @cached_property
    def aktiva_roller(self):
        """The (role, organisation id) pairs that hold today, read once for each request."""
        return frozenset(self.rolltilldelningar.galler().values_list("roll", "organisation_id"))

    @cached_property
    def organisation_ids(self):
        """The organisations this person acts for today."""
        return frozenset(org for _, org in self.aktiva_roller)

    @property
    def is_regional(self):
        """Does she hold any of the region's own roles today? Decides only what the menu offers."""
        return self.har_roll(*Roll.regionens())

    @property
    def is_processledare(self):
        return self.har_roll(Roll.PROCESSLEDARE)

    def har_roll(self, *roller, hos=None):
        """Does she hold one of these roles today, at one of these organisation ids (anywhere when not said)?"""
        return any(roll in roller and (hos is None or org in hos) for roll, org in self.aktiva_roller)


class Roll(models.TextChoices):
    SAMORDNARE = "samordnare", "Samordnare"
    PROCESSLEDARE = "processledare", "Processledare"
    CONTROLLER = "controller", "Controller"
    DIREKTOR = "direktor", "Regional utvecklingsdirektör"
    TJANSTEPERSON = "tjansteperson", "Kommunal tjänsteperson"
    KOMMUNCHEF = "kommunchef", "Kommunchef eller kontaktperson"
    LASARE = "lasare", "Läsare"

    @classmethod
    def regionens(cls):
        return frozenset({cls.SAMORDNARE, cls.PROCESSLEDARE, cls.CONTROLLER, cls.DIREKTOR})

    @classmethod
    def beslutande(cls):
        """Those that approve, adopt, sign or hand in: given by another than who is to hold them, and told of."""
        return frozenset({cls.PROCESSLEDARE, cls.CONTROLLER, cls.DIREKTOR, cls.KOMMUNCHEF})


class DateradQuerySet(models.QuerySet):
    """Rows that hold from a date to a date (either end open): ties and roles."""

    def galler(self, on=None):
        on = on or timezone.localdate()
        return self.filter(Q(fran__isnull=True) | Q(fran__lte=on), Q(till__isnull=True) | Q(till__gte=on))

    def under(self, period):
        """Those that hold on any day of a period: of anything with `fran` and `till`, such as a year."""
        return self.filter(Q(fran__isnull=True) | Q(fran__lte=period.till), Q(till__isnull=True) | Q(till__gte=period.fran))


class Rolltilldelning(models.Model):
    """A role a person holds at an organisation, from a date to a date. Several at once are allowed."""

    user = models.ForeignKey(User, models.CASCADE, related_name="rolltilldelningar", verbose_name="person")
    roll = models.CharField("roll", max_length=20, choices=Roll)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="rolltilldelningar", verbose_name="organisation")
    fran = models.DateField("från och med", default=timezone.localdate)
    till = models.DateField("till och med", null=True, blank=True)
    tillforordnad = models.BooleanField("tillförordnad", default=False, help_text="Skrivs som tf framför titeln.")

    objects = DateradQuerySet.as_manager()

    class Meta:
        verbose_name = "rolltilldelning"
        verbose_name_plural = "rolltilldelningar"
        ordering = ["organisation__namn", "roll", "-fran"]
        constraints = [
            models.CheckConstraint(
                condition=Q(till__isnull=True) | Q(till__gte=models.F("fran")),
                name="roll_slutar_efter_start",
                violation_error_message="Rollen kan inte sluta före den börjar.",
            ),
            models.UniqueConstraint(
                fields=["user", "roll", "organisation", "fran"],
                name="roll_en_gang",
                violation_error_message="Personen har redan den rollen där från samma dag.",
            ),
        ]

    def __str__(self):
        return f"{self.get_roll_display()}, {self.organisation}"
