"""Acts on organisations, whether written or chosen from the list, on the account of somebody who has left, and on letters."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from samverkan import brev
from samverkan.door import log
from samverkan.hanger import krav_fri, radera
from samverkan.models import Brev, Organisation, User

BORTTAGEN = "@borttagen.invalid"
FORSOK, VANTAR = 4, timedelta(days=3)  # so often, and so long, a letter that did not go is tried by the clock
# What points at a person without being a record of hers that wants her name: the account's own rows, and logs that keep the name beside.
KONTOTS = {"samverkan.Rolltilldelning", "samverkan.Handelse", "admin.LogEntry", "account.EmailAddress", "uppdrag.Kalenderadress"}


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
    """Address, telephone and password go, and the login with them; the name too, unless a record is hers."""
    bevaras = namnet_bevaras(user)
    user.email, user.telefon, user.is_active = f"{user.pk}{BORTTAGEN}", "", False
    user.set_unusable_password()
    if not bevaras:
        user.namn, user.titel = f"Tidigare användare {user.pk}", ""
    user.save(update_fields=["email", "telefon", "is_active", "password", "namn", "titel"])
    EmailAddress.objects.filter(user=user).delete()
    log(user, "anonymiserade", by=by, text=f"Konto {user.pk}", namnet_bevaras=bevaras)


def namnet_bevaras(user):
    """Does anything that is kept name her: what she has written, decided, booked or answered for, or the history of it?"""
    pekar = [f for f in User._meta.get_fields(include_hidden=True) if f.auto_created and not f.concrete and not f.many_to_many]
    andra = [f for f in pekar if f.related_model._meta.label not in KONTOTS and not f.related_model._meta.auto_created]
    return any(f.related_model._base_manager.filter(**{f.field.name: user}).exists() for f in andra)


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
