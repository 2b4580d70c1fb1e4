"""Acts on the agreement: write it, its parties, where its uppdrag stand, and take away what was never used."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from samverkan import svenska
from samverkan.door import log
from samverkan.hanger import hanger_pa
from samverkan.models import Organisation
from uppdrag.actions import rader
from uppdrag.actions.lock import hall_avtal
from uppdrag.models import Part, Uppdragsomrade
from uppdrag.personkrets import har_processledare, partkandidater

TAGNA = "{} är nu part i en annan regions avtal. Den som är det läggs till av administratören."
INGEN_KVAR = (
    "{avtal} skulle då stå utan processledare, och ingen kunde ändra det. "
    "Ge först rollen processledare till någon annan hos en part som är kvar."
)


def _krav_lediga(organisationer, by):
    """Hold them, and ask again whether she may make them party: another region may just have taken one up."""
    pks = [org.pk for org in organisationer]
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values_list("pk"))
    far = set(partkandidater(by).filter(pk__in=pks).values_list("pk", flat=True))
    if tagna := [str(org) for org in organisationer if org.pk not in far]:
        raise ValidationError(TAGNA.format(svenska.lista_text(tagna)))


@transaction.atomic
def skapa(form, *, by):
    """A new agreement with the parties of the form, first of them the processledare's own organisation."""
    if not form.instance.huvudavtal_id:  # one beside another has its parties from among that one's
        _krav_lediga(form.parter, by)
    avtal = form.save()
    Part.objects.bulk_create([Part(avtal=avtal, organisation=org) for org in form.parter])
    log(avtal, "lade till avtal", by=by, parter=[str(org) for org in form.parter])
    return avtal


def spara(form, *, by):
    return rader.spara(form, by=by, avtal_id=form.instance.pk)


@transaction.atomic
def ta_bort(avtal, *, by):
    """Remove an agreement entered by mistake: nothing may hang on it but its parties, and nothing on them."""
    hinder = hanger_pa(avtal, utom=(Part,)) + [text for part in avtal.parter.all() for text in hanger_pa(part)]
    if hinder:
        raise ValidationError(f"Avtalet kan inte tas bort, för på det hänger {svenska.lista_text(hinder)}. Ange slutdatum i stället.")
    log(avtal, "tog bort avtal", by=by)
    avtal.delete()


@transaction.atomic
def spara_part(form, *, by, avtal_id):
    hall_avtal([avtal_id])
    if form.instance.pk is None:
        _krav_lediga([form.instance.organisation], by)
    part = rader.spara(form, by=by, avtal_id=avtal_id)
    krav_processledare(part.avtal, part.till)
    return part


@transaction.atomic
def avsluta_part(form, *, by, avtal_id):
    hall_avtal([avtal_id])
    part = rader.avsluta(form, by=by, avtal_id=avtal_id)
    krav_processledare(part.avtal, part.till)
    return part


@transaction.atomic
def ta_bort_part(part, *, by, avtal_id):
    """A party goes only when its organisation takes part in nothing under the agreement."""
    hall_avtal([avtal_id])
    if part.organisation.medverkan.filter(uppdrag__avtal=part.avtal_id).exists():
        raise ValidationError(f"{part} medverkar i uppdrag enligt avtalet. Avsluta partskapet med datum i stället.")
    avtal = part.avtal
    rader.ta_bort(part, by=by, avtal_id=avtal_id)
    krav_processledare(avtal, None)


@transaction.atomic
def placera(version, placeringar, *, by, aktuell=None):
    """Put each uppdrag under the area chosen for it in this version, or under none.

    `aktuell` refuses (Inaktuell) unless the page shows what is saved now, and holds the version.
    """
    if aktuell:
        aktuell()
    for uppdrag, omrade in placeringar:
        nu = uppdrag.omradesplaceringar.filter(omrade__version=version)
        if omrade is None or not nu.filter(omrade=omrade).exists():
            nu.delete()
            if omrade is not None:
                Uppdragsomrade.objects.create(uppdrag=uppdrag, omrade=omrade)
    log(version, "placerade uppdrag", by=by, avtal_id=version.avtal_id)


def krav_processledare(avtal, sista_dag):
    """Refuse an end that leaves the agreement without anybody who may change it: today, tomorrow, or the day after `sista_dag`.

    It is held while it is counted: of two who end the last two at once, the second counts after the first.
    """
    hall_avtal([avtal.pk])
    today = timezone.localdate()
    for dag in {today, today + timedelta(days=1), max(today, (sista_dag or today) + timedelta(days=1))}:
        if not har_processledare(avtal, dag):
            raise ValidationError(INGEN_KVAR.format(avtal=avtal.titel))
