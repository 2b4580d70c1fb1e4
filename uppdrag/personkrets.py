"""Whom a processledare may know of and handle: the organisations party to the agreements she leads, and their people.

A role is held at an organisation, and an organisation may be party to several agreements. Three bounds keep one
processledare from reaching into another's agreement: an organisation in another's agreement is not hers to draw into her own;
the region's roles are given only by one's own region, and others only where no agreement but hers is opened by them; and an
account is changed only by someone who answers for every agreement its holder can reach.
"""

from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from samverkan.models import Organisation, Roll, Rolltilldelning, User
from uppdrag.models import Arenamedlem, Avtal, Medverkan, Narvaro, Ordforande, Part

KOMMUNENS = frozenset({Roll.TJANSTEPERSON, Roll.KOMMUNCHEF})
FINNS = (
    "Det finns redan en person med den e-postadressen. Finns personen i listan ger du rollen på personens sida, "
    "annars ber du administratören om det."
)
INTE_SIG_SJALV = (
    "Den rollen godkänner, fastställer, undertecknar eller skickar in. Den ges av någon annan än den som ska ha den: "
    "en annan processledare eller administratören."
)


def ej_slut(queryset):
    """Rows with a last day that have not ended: they hold today or will."""
    return queryset.filter(Q(till__isnull=True) | Q(till__gte=timezone.localdate()))


def egna_ids(user):
    """The organisations she is processledare at."""
    return frozenset(org for roll, org in user.aktiva_roller if roll == Roll.PROCESSLEDARE)


def _hennes_avtal(user):
    """The agreements she answers for: her own organisation is party, or will be; not those it has left."""
    return ej_slut(Part.objects.filter(organisation__in=egna_ids(user))).values("avtal")


def _andras_partskap(user):
    """What binds organisations to agreements she does not answer for."""
    return ej_slut(Part.objects.exclude(avtal__in=_hennes_avtal(user)))


def organisationer_for(user):
    """The organisations whose people she knows of: parties to her agreements, save other regions."""
    parter = ej_slut(Part.objects.filter(avtal__in=Avtal.objects.ledda_av(user)))
    andra_regioner = Q(sort=Organisation.Sort.REGION) & ~Q(pk__in=egna_ids(user))
    return Organisation.objects.filter(pk__in=parter.values("organisation")).exclude(andra_regioner)


def rollgivare_for(user):
    """Those of them where she gives and ends roles: a role at one that is in another's agreement too would open that."""
    return organisationer_for(user).exclude(pk__in=_andras_partskap(user).values("organisation"))


def partkandidater(user):
    """Organisations she may make party: her own, her parties, her county's kommuner, and those nobody has taken up.

    What is in another's agreement is added by the administrator: else anybody could draw another region's people into her own.
    """
    egna = egna_ids(user)
    fria = Q(partskap__isnull=True, rolltilldelningar__isnull=True)
    for kod in Organisation.objects.filter(pk__in=egna, sort=Organisation.Sort.REGION).values_list("kod", flat=True):
        fria |= Q(sort=Organisation.Sort.KOMMUN, kod__startswith=kod)
    fria &= ~Q(pk__in=_andras_partskap(user).values("organisation"))
    q = Q(pk__in=egna) | Q(pk__in=organisationer_for(user)) | fria
    return Organisation.objects.filter(pk__in=Organisation.objects.filter(q).values("pk"))


def organisationer_kring(avtal):
    """Those that these agreements have to do with: parties, members of arenas, those who take part or have been at a meeting.

    And the others (no region, no kommun) that no agreement has taken up: somebody is to be the first to.
    """
    vagar = ((Part, "avtal"), (Arenamedlem, "arena__avtal"), (Medverkan, "uppdrag__avtal"), (Narvaro, "tillfalle__avtal"))
    kring, lediga = Q(), Q(sort=Organisation.Sort.ANNAN)
    for modell, vag in vagar:
        kring |= Q(pk__in=modell.objects.filter(**{f"{vag}__in": avtal}).values("organisation"))
        lediga &= ~Exists(modell.objects.filter(organisation=OuterRef("pk")))
    return Organisation.objects.filter(kring | lediga)


def personer_for(user):
    """Herself, and those who have or have had a role at an organisation she handles."""
    roller = Rolltilldelning.objects.filter(organisation__in=organisationer_for(user))
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=roller.values("user")))


def processledare_for(person):
    """Those who answer today for any agreement that the person's roles open, or will."""
    hos = ej_slut(person.rolltilldelningar.all()).values("organisation")
    avtal = ej_slut(Part.objects.filter(organisation__in=hos)).values("avtal")
    parter = Part.objects.galler().filter(avtal__in=avtal).values("organisation")
    roller = Rolltilldelning.objects.galler().filter(roll=Roll.PROCESSLEDARE, organisation__in=parter)
    return User.objects.filter(pk__in=roller.values("user"), is_active=True)


def beslutar(person):
    """Does she approve, adopt, sign or hand in, or look after the program?"""
    return person.is_staff or person.is_superuser or ej_slut(person.rolltilldelningar.filter(roll__in=Roll.beslutande())).exists()


def innehavare(roll):
    """Those who hold the same role at the same organisation today, other than its own person."""
    roller = Rolltilldelning.objects.galler().filter(roll=roll.roll, organisation=roll.organisation_id)
    return User.objects.filter(pk__in=roller.values("user"), is_active=True).exclude(pk=roll.user_id)


def administratorer():
    return User.objects.filter(is_superuser=True, is_active=True)


def kan_borja(user):
    """Is she an administrator of an installation where nobody has ever been processledare? Then she begins (actions/borjan.py)."""
    if not (user.is_superuser and user.is_active):
        return False
    return not (Rolltilldelning.objects.filter(roll=Roll.PROCESSLEDARE).exists() or Avtal.objects.exists())


def har_processledare(avtal, dag):
    """Does anybody who can log in lead it that day?"""
    parter = Part.objects.galler(on=dag).filter(avtal=avtal).values("organisation")
    roller = Rolltilldelning.objects.galler(on=dag).filter(roll=Roll.PROCESSLEDARE, organisation__in=parter)
    return roller.filter(user__is_active=True).exists()


def leder_nagot(user):
    """Is she processledare of any agreement today?"""
    return Avtal.objects.ledda_av(user).exists()


class Kontoratt:
    """What `by` may do with a person's account, each question asked of the database once."""

    def __init__(self, person, by):
        self.person, self.by, self.egen = person, by, person.pk == by.pk

    @cached_property
    def _leder(self):
        return leder_nagot(self.by)

    @cached_property
    def ge_roller(self):
        return self._leder and personer_for(self.by).filter(pk=self.person.pk).exists()

    @cached_property
    def andra(self):
        """The account itself (name, address, closing): nobody's who reaches an agreement of another's, nor an administrator's."""
        person, by = self.person, self.by
        if self.egen:
            return self._leder
        if person.is_staff or person.is_superuser or not self.ge_roller:
            return False
        if ej_slut(person.rolltilldelningar.all()).exclude(organisation__in=rollgivare_for(by)).exists():
            return False
        leder_hos_andra = ej_slut(Ordforande.objects.filter(user=person)).exclude(arena__avtal__in=_hennes_avtal(by))
        return not leder_hos_andra.exists()

    @property
    def nollstalla(self):
        """Her second factors, when she has lost them: never one's own; an administrator's by an administrator alone."""
        return not self.egen and ((self.by.is_superuser and self.by.is_active) or self.andra)


def can_be_given_roles(person, by):
    return Kontoratt(person, by).ge_roller


def can_be_changed(person, by):
    return Kontoratt(person, by).andra


def can_be_removed(person, by):
    """An account made by mistake: another's, that she may change."""
    return person.pk != by.pk and can_be_changed(person, by)


def can_be_reset(person, by):
    return Kontoratt(person, by).nollstalla


def att_nollstalla(user):
    """Those she may know of whose factors may be lost: an administrator knows of all."""
    return User.objects.all() if user.is_superuser else personer_for(user)


def can_be_readdressed(person, by):
    """The address one logs in by: of one who approves, adopts or signs for the region only the administrator's to change."""
    if person.pk == by.pk:
        return True
    roller = Roll.beslutande() & Roll.regionens()
    return not ej_slut(person.rolltilldelningar.filter(roll__in=roller)).exists()


def rollfel(roll, organisation, egna):
    """Why this role is not to be had at this organisation, or None."""
    if not roll or organisation is None:
        return None
    if roll in Roll.regionens() and organisation.pk not in egna:
        return "Den rollen hör till regionen. Den kan du bara ge hos din egen organisation."
    if roll in KOMMUNENS and organisation.sort == Organisation.Sort.REGION:
        return "Den rollen hör till en kommun. Välj kommunen som organisation."
    return None
