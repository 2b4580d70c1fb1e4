"""Whom a processledare may know of and handle: the organisations party to the agreements she leads, and their people.

A role is held at an organisation, and an organisation may be party to several agreements. Two bounds keep one
processledare from reaching into another's agreement: the region's roles are given only by one's own region, and an
account is changed only by someone who answers for every organisation its holder acts for.
"""

from django.db.models import Q
from django.utils import timezone

from samverkan.models import Organisation, Roll, Rolltilldelning, User
from uppdrag.models import Avtal, Part

KOMMUNENS = frozenset({Roll.TJANSTEPERSON, Roll.KOMMUNCHEF})


def ej_slut(queryset):
    """Rows with a last day that have not ended: they hold today or will."""
    return queryset.filter(Q(till__isnull=True) | Q(till__gte=timezone.localdate()))


def egna_ids(user):
    """The organisations she is processledare at."""
    return frozenset(org for roll, org in user.aktiva_roller if roll == Roll.PROCESSLEDARE)


def organisationer_for(user):
    """The organisations whose people she handles: parties to her agreements, save other regions."""
    parter = ej_slut(Part.objects.filter(avtal__in=Avtal.objects.ledda_av(user)))
    andra_regioner = Q(sort=Organisation.Sort.REGION) & ~Q(pk__in=egna_ids(user))
    return Organisation.objects.filter(pk__in=parter.values("organisation")).exclude(andra_regioner)


def partkandidater(user):
    """Organisations she may make party: her own, her parties, her county's kommuner, and those nobody has taken up.

    Others are added by the administrator: else anybody could draw another region's people into an agreement of her own.
    """
    egna = egna_ids(user)
    q = Q(pk__in=egna) | Q(pk__in=organisationer_for(user)) | Q(partskap__isnull=True, rolltilldelningar__isnull=True)
    for kod in Organisation.objects.filter(pk__in=egna, sort=Organisation.Sort.REGION).exclude(kod="").values_list("kod", flat=True):
        q |= Q(sort=Organisation.Sort.KOMMUN, kod__startswith=kod)
    return Organisation.objects.filter(pk__in=Organisation.objects.filter(q).values("pk"))


def personer_for(user):
    """Herself, and those who have or have had a role at an organisation she handles."""
    roller = Rolltilldelning.objects.filter(organisation__in=organisationer_for(user))
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=roller.values("user")))


def leder_nagot(user):
    """Is she processledare of any agreement today?"""
    return Avtal.objects.ledda_av(user).exists()


def can_be_given_roles(person, by):
    return leder_nagot(by) and personer_for(by).filter(pk=person.pk).exists()


def can_be_changed(person, by):
    """The account itself (name, address, closing): nobody's who acts elsewhere too, nor an administrator's."""
    if person.pk == by.pk:
        return leder_nagot(by)
    if person.is_staff or person.is_superuser or not can_be_given_roles(person, by):
        return False
    return not ej_slut(person.rolltilldelningar.all()).exclude(organisation__in=organisationer_for(by)).exists()
