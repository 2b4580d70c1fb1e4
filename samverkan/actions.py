"""Acts on organisations, whether written or chosen from the list, on the account of somebody who has left, and on letters."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from samverkan import brev
from samverkan.avidentifiering import namnet_bevaras
from samverkan.door import log
from samverkan.hanger import krav_fri, radera
from samverkan.inloggning import faktorer, sessioner
from samverkan.models import Brev, Kladd, Organisation

BORTTAGEN = "@borttagen.invalid"
FORSOK, VANTAR = 4, timedelta(days=3)  # so often, and so long, a letter that did not go is tried by the clock


@transaction.atomic
def spara_organisation(form, *, by):
    new = form.instance._state.adding
    row = form.save()
    log(row, "lade till" if new else "ändrade", by=by, falt=form.changed_data)
    return row


@transaction.atomic
def lagg_till_ur_listan(poster, *, by):
    """The organisations of these rows of the list (register.py); those that are there already stay as they are."""
    ut = []
    for post in poster:
        fields = {"namn": post.namn, "kortnamn": post.kortnamn}
        row, ny = Organisation.objects.get_or_create(sort=post.sort, kod=post.kod, defaults=fields)
        if ny:
            log(row, "lade till", by=by, kalla="listan över regioner och kommuner")
        ut.append(row)
    return ut


@transaction.atomic
def ta_bort_organisation(row, *, by):
    """An organisation entered by mistake goes, while nothing hangs on it."""
    krav_fri(row, i_stallet="")
    log(row, "tog bort", by=by)
    radera(row, i_stallet="")


@transaction.atomic
def anonymisera(user, *, by):
    """Address, telephone and password go, and the login with them; the name too, unless a record is hers. The address may be used again."""
    bevaras, gammal = namnet_bevaras(user), user.email
    Kladd.objects.filter(user=user).delete()
    user.kalenderadresser.all().delete()
    Brev.objects.filter(till__iexact=gammal).delete()
    user.email, user.telefon, user.is_active = f"{user.pk}{BORTTAGEN}", "", False
    user.set_unusable_password()
    if not bevaras:
        user.namn, user.titel = f"Avidentifierad person {user.pk}", ""
    user.save(update_fields=["email", "telefon", "is_active", "password", "namn", "titel"])
    EmailAddress.objects.filter(user=user).delete()
    faktorer.ta_bort_alla(user)
    sessioner.avsluta_alla(user)
    log(user, "anonymiserade", by=by, text=f"Konto {user.pk}", namnet_bevaras=bevaras)


@transaction.atomic
def avsluta_session(rad, *, by):
    """Log out one's own other device."""
    log(by, "avslutade inloggning", by=by, text=f"{by}: {sessioner.enhetsnamn(rad.user_agent)}")
    sessioner.avsluta([rad.session_key])


@transaction.atomic
def avsluta_andra_sessioner(user, *, utom):
    """Log out all one's other devices."""
    antal = sessioner.avsluta_alla(user, utom=utom)
    log(user, "avslutade andra inloggningar", by=user, antal=antal)


def skicka_brev_igen(rad, *, by):
    """The same letter once more. Of two who press at once one sends it, and nothing is held in the database while the server is asked."""
    if not Brev.objects.filter(pk=rad.pk).paborja():
        raise ValidationError("Brevet har nyss skickats, eller går inte att skicka igen härifrån.")
    log(rad, "skickade brev igen", by=by)
    brev.skicka_igen(rad)


def forsok_igen():
    """The letters that did not go and that somebody may still want, each a few times. Returns how many went."""
    rader = Brev.objects.misslyckade().filter(hinder="", antal__lt=FORSOK, skapad__gte=timezone.now() - VANTAR)
    gick = 0
    for rad in rader.order_by("pk"):
        if Brev.objects.filter(pk=rad.pk).paborja():
            gick += not brev.skicka_igen(rad)
    return gick
