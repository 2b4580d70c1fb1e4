"""Money through the year: the budget saved, decided and taken back; a reading kept and told of; a deviation explained."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ekonomi import emails
from ekonomi.actions.siffror import krav_andringsbart
from ekonomi.actions.utfall import post_ar_omdisponerad
from ekonomi.budget.aret import Aret
from ekonomi.models import Budgetpost, Budgetuppfoljning, Prognosrad, Resultatpost
from samverkan.door import log
from samverkan.efterat import efterat
from samverkan.inaktuell import krav_visat, radernas_version
from uppdrag.actions.lock import krav_oppet

BESLUTAD = "Budgeten är beslutad och ligger fast. Ta tillbaka beslutet om den ska ändras."


@transaction.atomic
def spara_budget(form, *, by):
    """The whole budget of a year at once. ValidationError when it is decided, Inaktuell when another saved meanwhile."""
    year = krav_andringsbart(form.year)
    if _beslutade(year).exists():
        raise ValidationError(BESLUTAD)
    form.krav_aktuell()
    finns = {p.uppdrag_id: p for p in Budgetpost.objects.filter(verksamhetsar=year)}
    for falt in form.poster():
        post = finns.get(falt["uppdrag"].pk) or Budgetpost(verksamhetsar=year)
        _spara_post(post, falt, by)
    log(year, "sparade budgeten", by=by, text=f"Budget {year}", summa=form.summa())


def _spara_post(post, falt, by):
    """Save the amount with what it rests on; an amount taken out leaves the uppdrag without a budget."""
    post._history_user = by
    if falt["belopp"] is None:
        if post.pk:
            post.delete()
        return
    post.exempel = post.exempel and post.belopp == falt["belopp"]
    for namn, varde in falt.items():
        setattr(post, namn, varde)
    post.save()


def _beslutade(year):
    return Budgetpost.objects.filter(verksamhetsar=year, beslutad__isnull=False)


@transaction.atomic
def besluta_budget(year, *, by, visat=None):
    """The controller's word that the budget is set: it lies still, and becomes each uppdrag's part of the ersättning.

    ValidationError when it is decided, and when another was shown.
    """
    year = krav_andringsbart(year)
    poster = list(Budgetpost.objects.select_for_update().filter(verksamhetsar=year).order_by("pk"))
    if not poster:
        raise ValidationError("Ingen budget är införd.")
    if any(p.beslutad for p in poster):
        raise ValidationError("Budgeten är redan beslutad.")
    krav_visat(visat, radernas_version(*poster))
    _stampla(poster, timezone.now(), by, by=by)
    for post in poster:
        _till_ersattning(post, by)
    log(year, "beslutade budgeten", by=by, text=f"Budget {year}", summa=sum(p.belopp for p in poster))


@transaction.atomic
def aterta_budget(year, *, by):
    """The budget may be changed again. ValidationError when it is not decided, or the outcome of the year is approved."""
    year = krav_andringsbart(year)
    poster = list(_beslutade(year).select_for_update().order_by("pk"))
    if not poster:
        raise ValidationError("Budgeten är inte beslutad.")
    _stampla(poster, None, None, by=by)
    log(year, "tog tillbaka beslutet om budgeten", by=by, text=f"Budget {year}")


def _stampla(poster, tid, av, *, by):
    for post in poster:
        post.beslutad, post.beslutad_av, post._history_user = tid, av, by
        post.save(update_fields=["beslutad", "beslutad_av"])


def _till_ersattning(post, by):
    """The uppdrag's row of the year, unless it has an outcome or a decision has changed it."""
    rad = Resultatpost.objects.filter(verksamhetsar=post.verksamhetsar_id, uppdrag=post.uppdrag_id).first()
    rad = rad or Resultatpost(verksamhetsar=post.verksamhetsar, uppdrag=post.uppdrag)
    if rad.utfall is None and rad.belopp is None and not post_ar_omdisponerad(rad):
        rad.budget, rad._history_user = post.belopp, by
        rad.save()


@transaction.atomic
def spara_uppfoljning(form, *, by):
    """Keep a reading; each samordnare whose prognos passes the limit gets one letter.

    ValidationError when the latest reading of the day says the same: a second press keeps nothing twice, and sends no second letter.
    """
    row, rader = form.instance, list(form.rader_att_spara())
    row.verksamhetsar, row.av = krav_andringsbart(row.verksamhetsar), by
    if _sager_samma(row, rader):
        raise ValidationError("Samma uppföljning är redan införd för den dagen.")
    row.save()
    Prognosrad.objects.bulk_create(Prognosrad(uppfoljning=row, **falt) for falt in rader)
    log(row, "förde in utfall och prognos", by=by, per=str(row.per), kalla=row.kalla)
    efterat(_beratta, row)
    return row


def _sager_samma(row, rader):
    senaste = Budgetuppfoljning.objects.filter(verksamhetsar=row.verksamhetsar, per=row.per).order_by("pk").last()
    if senaste is None or senaste.kalla != row.kalla:
        return False
    nytt = {(r["uppdrag"].pk, r["utfall"], r["prognos"]) for r in rader}
    return nytt == set(senaste.rader.values_list("uppdrag", "utfall", "prognos"))


def _beratta(row):
    """Letters about the newest reading alone: one that was entered late, about an earlier day, asks for nothing."""
    aret = Aret(row.verksamhetsar)
    if aret.senaste != row:
        return
    per_person = defaultdict(list)
    for rad in aret.utan_forklaring:
        for person in rad.samordnare:
            per_person[person].append((rad, reverse("ekonomi:prognosrad_forklara", args=[rad.rad.pk])))
    for person, rader in per_person.items():
        emails.avvikelser(person, row.verksamhetsar, rader)


@transaction.atomic
def forklara(form, *, by):
    """The samordnare's words. ValidationError when the year is closed or a later reading has come."""
    row = form.instance
    krav_oppet(row.prognosrad.verksamhetsar)
    if not Prognosrad.objects.nyaste().filter(pk=row.prognosrad_id).exists():
        raise ValidationError("En senare prognos har förts in. Förklara den i stället.")
    form.krav_aktuell()
    row.av = row._history_user = by
    row.save()
    log(row, "förklarade avvikelsen", by=by)


@transaction.atomic
def spara_grans(form, *, by):
    """How far from the budget an uppdrag of the agreement may be before its samordnare is asked."""
    form.save()
    row = form.instance
    log(row, "ändrade gränsen för avvikelser", by=by, procent=str(row.procent), kronor=row.kronor)
