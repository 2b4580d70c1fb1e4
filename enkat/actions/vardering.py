"""The joint value of each uppdrag: proposed, agreed by a decision, with dissent kept."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from enkat.models import Vardering
from samverkan.door import log
from samverkan.inaktuell import Inaktuell

Status = Vardering.Status
ENAD = "Värderingen är enad och ändras inte. Processledaren kan ta upp den igen."


@transaction.atomic
def foresla(vardering, *, alternativ, skal, by, aktuell=None):
    """Save the proposed value and its reason. `aktuell` refuses (Inaktuell) unless the page shows what is saved now."""
    if aktuell:
        aktuell()
    fields = {"alternativ": alternativ, "skal": skal, "andrad_av": str(by)[:120]}
    if vardering.pk is None:
        try:
            with transaction.atomic():
                rad = Vardering.objects.create(omgang=vardering.omgang, uppdrag=vardering.uppdrag, **fields)
        except IntegrityError as error:
            raise Inaktuell from error
    else:
        orord = Vardering.objects.filter(pk=vardering.pk, status=Status.FORSLAG)
        if not orord.update(version=F("version") + 1, **fields):
            raise ValidationError(ENAD)
        rad = Vardering.objects.get(pk=vardering.pk)
    log(rad, "föreslog gemensamt värde", by=by, text=f"{rad.uppdrag}: {alternativ or 'inget värde'}", skal=skal[:2000])
    return rad


@transaction.atomic
def enas(omgang, *, beslut, by):
    """Every proposal with a value and a reason becomes agreed, by one decision. Returns how many; ValidationError when one is not whole."""
    forslag = Vardering.objects.select_for_update(of=("self",)).filter(omgang=omgang, status=Status.FORSLAG).select_related("uppdrag")
    halva = [str(v.uppdrag) for v in forslag if not v.alternativ_id or not v.skal.strip()]
    if halva:
        raise ValidationError(f"Värde eller motivering saknas: {', '.join(halva)}.")
    antal = Vardering.objects.filter(pk__in=[v.pk for v in forslag]).update(status=Status.ENAD, beslut=beslut, version=F("version") + 1)
    if not antal:
        raise ValidationError("Det finns inget förslag att enas om.")
    log(omgang, "enades om gemensam värdering", by=by, text=f"{omgang}: {beslut}", antal=antal)
    return antal


@transaction.atomic
def ta_upp(vardering, *, skal, by):
    """enad → förslag, with the reason."""
    if not Vardering.objects.filter(pk=vardering.pk, status=Status.ENAD).update(status=Status.FORSLAG, beslut=None):
        raise ValidationError("Värderingen är inte enad.")
    log(vardering, "tog upp gemensam värdering", by=by, text=str(vardering), skal=skal)


@transaction.atomic
def avvik(form, *, by):
    """Save a kommun's dissent. ValidationError when it already has one here, or the value has been agreed meanwhile."""
    _krav_forslag(form.instance.vardering_id)
    avvikelse = form.save()
    log(avvikelse.vardering, "skrev avvikande mening", by=by, text=f"{avvikelse.vardering.uppdrag}: {avvikelse.organisation}")
    return avvikelse


@transaction.atomic
def ta_bort_avvikelse(avvikelse, *, by):
    """The kommun joins after all. ValidationError when the value has been agreed meanwhile."""
    _krav_forslag(avvikelse.vardering_id)
    text = f"{avvikelse.vardering.uppdrag}: {avvikelse.organisation}"
    log(avvikelse.vardering, "tog bort avvikande mening", by=by, text=text, innehall=avvikelse.text[:2000])
    avvikelse.delete()


def _krav_forslag(pk):
    if not Vardering.objects.select_for_update(of=("self",)).filter(pk=pk, status=Status.FORSLAG).exists():
        raise ValidationError(ENAD)
