"""Acts on people: take up, change, give and end roles and ties; close, open, reset the login. Nobody who has logged in is ever erased."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from samverkan.actions import BORTTAGEN, anonymisera
from samverkan.door import log
from samverkan.hanger import krav_fri, radera
from samverkan.inloggning import faktorer, sessioner
from samverkan.inloggning.konton import flytta_inloggningen
from samverkan.models import Roll, Rolltilldelning, User
from uppdrag import emails
from uppdrag.actions.avtal import krav_processledare
from uppdrag.actions.lock import hall_avtal
from uppdrag.models import Avtal, Part
from uppdrag.personkrets import ej_slut

REDAN_KNUTEN = "{} är redan knuten från den dagen. Kanske trycktes knappen två gånger."
STANG = "Avsluta det med datum, eller stäng inloggningen."


@transaction.atomic
def skapa(form, *, by, adress):
    """A person with her first role; the invitation is sent when all of it is saved."""
    data = form.cleaned_data
    person = User.objects.create_user(data["email"], namn=data["namn"], titel=data["titel"], telefon=data["telefon"])
    roll = Rolltilldelning.objects.create(
        user=person,
        roll=data["roll"],
        organisation=data["organisation"],
        fran=data["fran"],
        tillforordnad=data["tillforordnad"],
    )
    log(person, "lade till person", by=by, roll=str(roll))
    transaction.on_commit(lambda: emails.inbjudan(person, roll=roll, inbjudare=by, adress=adress), robust=True)
    _beratta(roll, by)
    return person


@transaction.atomic
def spara(form, *, by, gammal):
    """Change the account. A new address takes over the login at once and ends every session; all whom it concerns are told."""
    person = form.save()
    log(person, "ändrade person", by=by, falt=list(form.changed_data))
    if person.email != gammal:
        flytta_inloggningen(person, gammal=gammal, by=by)
        transaction.on_commit(lambda: emails.ny_adress(person, gammal=gammal, andrad_av=by), robust=True)
    return person


@transaction.atomic
def ge_roll(form, *, by):
    roll = form.save()
    log(roll.user, "gav roll", by=by, text=f"{roll.user}: {roll}", fran=roll.fran.isoformat())
    _beratta(roll, by)
    return roll


def _beratta(roll, by):
    """A role that approves, adopts, signs or hands in is told of to whom it concerns."""
    if roll.roll in Roll.beslutande():
        transaction.on_commit(lambda: emails.ny_roll(roll, given_av=by), robust=True)


@transaction.atomic
def avsluta_roll(form, *, by):
    """Its last day. A later one than before gives the role again, and is told of as such."""
    _hall(form.instance)
    roll = form.save()
    log(roll.user, "avslutade roll", by=by, text=f"{roll.user}: {roll}", till=roll.till.isoformat())
    _krav_kvar(roll, sista_dag=roll.till)
    if form.senare:
        _beratta(roll, by)
    return roll


@transaction.atomic
def ta_bort_roll(roll, *, by):
    """Take back a role given by mistake, while it has not been held a whole day."""
    if roll.fran < timezone.localdate():
        raise ValidationError("Rollen har redan gällt. Avsluta den med datum i stället.")
    _hall(roll)
    log(roll.user, "tog bort roll", by=by, text=f"{roll.user}: {roll}")
    roll.delete()
    _krav_kvar(roll)


def _ledda(*roller):
    """Ids, as a query, of the agreements that those of the roles lead which are a processledare's."""
    hos = [roll.organisation_id for roll in roller if roll.roll == Roll.PROCESSLEDARE]
    return Part.objects.galler().filter(organisation__in=hos).values("avtal")


def _hall(*roller):
    """All that the roles lead is held before anything of them ends."""
    hall_avtal(_ledda(*roller))


def _krav_kvar(*roller, sista_dag=None):
    """A processledare's role does not end while she is the only one of an agreement."""
    for avtal in Avtal.objects.filter(pk__in=_ledda(*roller)).order_by("pk"):
        krav_processledare(avtal, sista_dag)


@transaction.atomic
def knyt(form, *, by):
    """Tie a person to an uppdrag, an arena or a party: once from the same day."""
    list(User.objects.select_for_update(no_key=True).filter(pk=form.instance.user_id).values_list("pk"))
    samma = {falt: varde for falt, varde in form.cleaned_data.items() if falt in {"uppdrag", "arena", "part", "fran"}}
    if type(form.instance).objects.filter(user=form.instance.user, **samma).exists():
        raise ValidationError(REDAN_KNUTEN.format(form.instance.user))
    tie = form.save()
    log(tie.user, f"knöt som {tie._meta.verbose_name}", by=by, text=str(tie), fran=tie.fran.isoformat())
    return tie


@transaction.atomic
def avsluta_knytning(form, *, by):
    tie = form.save()
    log(tie.user, f"avslutade som {tie._meta.verbose_name}", by=by, text=str(tie), till=tie.till.isoformat())
    return tie


@transaction.atomic
def stang(person, *, by):
    """Close the login. Roles, ties and everything she wrote remain."""
    if person.pk == by.pk:
        raise ValidationError("Du kan inte stänga din egen inloggning. Be en annan processledare eller administratören.")
    roller = person.rolltilldelningar.galler()
    _hall(*roller)
    if not User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        raise ValidationError("Inloggningen är redan stängd.")
    _krav_kvar(*roller)
    log(person, "stängde inloggning", by=by)


@transaction.atomic
def nollstall_inloggning(person, *, by, skal):
    """She has lost her second factor: all of them and all her sessions end, and she and those it concerns are told."""
    if person.pk == by.pk:
        raise ValidationError("Du kan inte nollställa din egen inloggning. Be en annan processledare eller administratören.")
    User.objects.select_for_update().get(pk=person.pk)
    borta = faktorer.ta_bort_alla(person)
    if not borta:
        raise ValidationError("Personen har ingen andra faktor.")
    sessioner.avsluta_alla(person)
    log(person, "nollställde inloggning", by=by, skal=skal, faktorer=borta)
    transaction.on_commit(lambda: emails.nollstalld(person, nollstalld_av=by, skal=skal), robust=True)


def hall_roller(person):
    """Hold the agreements that a person's roles lead, before she is held."""
    _hall(*person.rolltilldelningar.all())


@transaction.atomic
def ta_bort_person(person, *, by):
    """An account made by mistake goes with its roles: never one that has been logged in to, or that anything hangs on."""
    hall_roller(person)
    roller = list(person.rolltilldelningar.all())
    if person.last_login is not None:
        raise ValidationError("Personen har loggat in och kan inte tas bort. Avsluta rollerna, eller stäng inloggningen.")
    krav_fri(person, utom=(Rolltilldelning, EmailAddress, Authenticator, UserSession, SocialAccount), i_stallet=STANG)
    log(person, "tog bort person", by=by)
    radera(person, i_stallet=STANG)
    _krav_kvar(*roller)


def hinder_for_avidentifiering(person):
    """Why she is still to be known by name and address, in sentences: what she holds has not ended."""
    if person.email.endswith(BORTTAGEN):
        return ["Personen är redan avidentifierad."]
    knytningar = ((person.samordnar, "samordnare"), (person.kontaktuppdrag, "kontaktperson"), (person.ordforandeskap, "ordförande"))
    ut = [f"Rollen {roll} har inte slutat. Avsluta den först." for roll in ej_slut(person.rolltilldelningar.select_related("organisation"))]
    ut += [f"Knytningen som {vad} ({tie}) har inte slutat. Avsluta den först." for rader, vad in knytningar for tie in ej_slut(rader.all())]
    return ut


@transaction.atomic
def avidentifiera(person, *, by):
    """She who has left is known by her account's number alone, but where a record names her. What she holds must have ended."""
    if person.pk == by.pk:
        raise ValidationError("Du kan inte avidentifiera dig själv. Be en annan processledare.")
    if hinder := hinder_for_avidentifiering(person):
        raise ValidationError(hinder)
    anonymisera(person, by=by)


@transaction.atomic
def oppna(person, *, by):
    if person.email.endswith(BORTTAGEN):
        raise ValidationError("Personen är avidentifierad. Lägg till personen på nytt i stället.")
    if not User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        raise ValidationError("Inloggningen är redan öppen.")
    log(person, "öppnade inloggning", by=by)
