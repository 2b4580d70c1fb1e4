"""The joint value of all uppdrag of a round: proposed, agreed by one decision, taken up again; dissent is kept."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from enkat.models import Avvikelse, Omgang, Vardering
from enkat.resultat import vardetabell
from samverkan import svenska
from samverkan.door import log
from uppdrag.actions import arenor
from uppdrag.actions.lock import hall_years
from uppdrag.models import Beslut

Status = Vardering.Status
ENAD = "Värderingen är beslutad och ändras inte. Processledaren kan öppna den igen."
UTAN_ORGAN = "Avtalet säger inte vilket organ som beslutar om den gemensamma värderingen. Skriv det på avtalet först."


@dataclass(frozen=True)
class Varderingspost:
    """What is said of one uppdrag; `avvikelser` holds those that may be written, (None, "") where the kommun joins."""

    uppdrag: object
    alternativ: object
    skal: str
    avvikelser: dict = field(default_factory=dict)  # organisation → (alternative or None, text)


@transaction.atomic
def foresla(omgang, *, poster, motivering, by, aktuell=None):
    """Save the proposed values, their reasons and the dissents, all or nothing.

    `aktuell` refuses (Inaktuell) unless the page shows what is saved now. ValidationError when the values have been agreed meanwhile,
    or one departs from the median without a reason.
    """
    now = Omgang.objects.select_for_update(of=("self",)).get(pk=omgang.pk)  # one at a time on the values of a round
    if aktuell:
        aktuell()
    if now.is_enad:
        raise ValidationError(ENAD)
    rader = {rad.uppdrag.pk: rad for rad in vardetabell.read(now).rader}
    utan = [str(p.uppdrag) for p in poster if p.alternativ and not p.skal and rader[p.uppdrag.pk].avviker(p.alternativ)]
    if utan:
        raise ValidationError(f"Värdet avviker från medianen utan motivering: {svenska.lista_text(utan)}.")
    Omgang.objects.filter(pk=omgang.pk).update(gemensam_motivering=motivering)
    for post in poster:
        vardering = _spara(now, post)
        for organisation, (alternativ, text) in post.avvikelser.items():
            _avvik(vardering, organisation, alternativ, text, by)
    varden = {str(post.uppdrag): str(post.alternativ or "") for post in poster}
    log(omgang, "föreslog gemensam värdering", by=by, text=str(omgang), varden=varden, skal=motivering[:2000])


def _spara(omgang, post):
    fields = {"alternativ": post.alternativ, "skal": post.skal}
    return Vardering.objects.update_or_create(omgang=omgang, uppdrag=post.uppdrag, defaults=fields)[0]


def _avvik(vardering, organisation, alternativ, text, by):
    """A kommun's dissent as it now stands; nothing when it is as before."""
    finns = vardering.avvikelser.filter(organisation=organisation).first()
    if (finns.alternativ, finns.text) == (alternativ, text) if finns else not text:
        return
    if text:
        Avvikelse.objects.update_or_create(
            vardering=vardering, organisation=organisation, defaults={"alternativ": alternativ, "text": text}
        )
        akt = "skrev avvikande mening"
    else:
        finns.delete()
        akt = "tog bort avvikande mening"
    log(vardering, akt, by=by, text=f"{vardering.uppdrag}: {organisation}", tecken=len(text))


@transaction.atomic
def enas(omgang, *, poster, motivering, beslut, by, aktuell=None):
    """Save the proposals and let them all be agreed, by one decision: a registered one, or the valid form of a new one.

    ValidationError when one is not whole, and when the decision is not of the body that agrees, within its time. Returns how many.
    """
    hall_years(omgang.avtal_id)  # a new decision asks for its year, and years are held before rows
    foresla(omgang, poster=poster, motivering=motivering, by=by, aktuell=aktuell)
    now = Omgang.objects.get(pk=omgang.pk)
    _krav_hela(poster, motivering)
    if not now.avtal.vardering_organ:
        raise ValidationError(UTAN_ORGAN)
    if not isinstance(beslut, Beslut):
        beslut = _registrera(beslut, by)
    if not now.beslut_om_varderingen.filter(pk=beslut.pk).exists():
        raise ValidationError({"beslut": f"Välj ett {now.beslutsregel}."})
    antal = Vardering.objects.filter(omgang=now, uppdrag__in=[p.uppdrag for p in poster]).update(status=Status.ENAD, beslut=beslut)
    log(omgang, "beslutade gemensam värdering", by=by, text=f"{omgang}: {beslut}", antal=antal)
    return antal


def _krav_hela(poster, motivering):
    if not poster:
        raise ValidationError("Det finns inget uppdrag att besluta om.")
    utan = [str(p.uppdrag) for p in poster if p.alternativ is None]
    if utan:
        raise ValidationError(f"Värde saknas: {svenska.lista_text(utan)}.")
    if not motivering and not all(p.skal for p in poster):
        raise ValidationError({"motivering": "Skriv den gemensamma motiveringen. Den gäller de uppdrag som inte har en egen."})


def _registrera(form, by):
    """The new decision; what is wrong with it is told at its own fields."""
    try:
        return arenor.spara_beslut(form, by=by)
    except ValidationError as error:
        form.add_error(None, error)
        raise ValidationError("Beslutet kunde inte registreras, och inget är sparat.") from error


@transaction.atomic
def ta_upp(omgang, *, skal, by):
    """enad → förslag, for every uppdrag of the round, with one reason. The decision stays registered. Returns how many."""
    Omgang.objects.select_for_update(of=("self",)).get(pk=omgang.pk)
    enade = Vardering.objects.filter(omgang=omgang, status=Status.ENAD)
    beslut = sorted({str(v.beslut) for v in enade.select_related("beslut")})
    antal = enade.update(status=Status.FORSLAG, beslut=None)
    if not antal:
        raise ValidationError("Värderingen är inte beslutad.")
    log(omgang, "öppnade gemensam värdering igen", by=by, text=str(omgang), skal=skal, antal=antal, beslut=beslut)
    return antal
