"""The first acts of an empty installation: somebody becomes processledare, and many rows are added at once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from samverkan.actions import lagg_till_ur_listan
from samverkan.door import log
from samverkan.models import Roll, Rolltilldelning, User
from uppdrag import emails, personkrets
from uppdrag.actions import arenor, rader
from uppdrag.actions.lock import hall_years
from uppdrag.actions.uppdrag import krav_olast
from uppdrag.models import Arenavisning, Medverkan, Uppdragsomrade

REDAN = "Det finns redan en processledare, som ger rollerna på personernas sidor. Inget är sparat."


@transaction.atomic
def bli_processledare(form, *, by):
    """The first administrator gives herself the role that no one else can give her, at the region she chose, with its kommuner.

    Only while nobody has ever held it: those who could are held while it is asked, so of two at once the second is refused.
    The other administrators are told, as when any role that decides is given.
    """
    list(User.objects.select_for_update(no_key=True).filter(is_superuser=True).order_by("pk").values_list("pk"))
    if not personkrets.kan_borja(by):
        raise ValidationError(REDAN)
    region, *_ = lagg_till_ur_listan([form.region, *form.valda], by=by)
    roll = Rolltilldelning.objects.create(user=by, roll=Roll.PROCESSLEDARE, organisation=region)
    log(by, "gav sig själv roll", by=by, text=f"{by}: {roll}", fran=roll.fran.isoformat(), skal="ingen processledare fanns")
    transaction.on_commit(lambda: emails.ny_roll(roll, given_av=by), robust=True)
    return roll


@transaction.atomic
def lagg_till_uppdrag(form, *, by, avtal):
    """Every line that was filled in becomes an uppdrag, under its area, with the kommuner that take part."""
    hall_years(avtal.pk)
    fran, ordning = form.cleaned_data["fran"], _sista(avtal.uppdrag)
    if any(rad.medverkar for rad in form.ifyllda):
        krav_olast(avtal, [(fran, None)])
    for n, rad in enumerate(form.ifyllda, ordning + 1):
        rad.instance.fran, rad.instance.ordning = fran, n
        uppdrag = rader.spara(rad, by=by, avtal_id=avtal.pk, medverkar=len(rad.medverkar))
        if rad.cleaned_data["omrade"]:
            Uppdragsomrade.objects.create(uppdrag=uppdrag, omrade_id=rad.cleaned_data["omrade"])
        Medverkan.objects.bulk_create(Medverkan(uppdrag=uppdrag, organisation_id=pk, fran=fran) for pk in rad.medverkar)


@transaction.atomic
def lagg_till_arenor(form, *, by, avtal):
    """Every line that was filled in becomes an arena, reported under its uppdrag."""
    ordning = _sista(avtal.arenor)
    for n, rad in enumerate(form.ifyllda, ordning + 1):
        rad.instance.ordning = n
        arena = arenor.spara(rad, by=by)
        if rad.cleaned_data["under"]:
            Arenavisning.objects.create(arena=arena, uppdrag_id=rad.cleaned_data["under"])


def _sista(rader_):
    return rader_.aggregate(sista=Max("ordning"))["sista"] or 0
