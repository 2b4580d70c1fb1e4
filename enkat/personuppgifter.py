"""The rules of this room for persons' data: links, letters and those who answer."""

from datetime import timedelta

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from enkat.models import Deltagare, Inbjudan, Omgang, Utskick
from samverkan.personuppgifter import Regel
from samverkan.svenska import numerus

LANKAR, MOTTAGARE = timedelta(days=90), timedelta(days=730)
GALLRAD = "gallrad-"
EFTER = numerus(LANKAR.days, "en dag", "dagar")


def _avslutade(tid):
    """The respondents whose answer has been closed for so long."""
    grans = timezone.localdate() - tid
    over = Deltagare.objects.filter(omgang__status=Omgang.Status.STANGD, omgang__sista_dag__lt=grans)
    over = over.filter(Q(omgang__stangd_den__isnull=True) | Q(omgang__stangd_den__lt=grans))
    return over.filter(Q(oppen_till__isnull=True) | Q(oppen_till__lt=grans))


def _lankar():
    """The link can never be used again; the row stays, for what was written by it names it."""
    rader = Inbjudan.objects.filter(deltagare__in=_avslutade(LANKAR)).exclude(token_hash__startswith=GALLRAD)
    rader.filter(roll=Inbjudan.Uppgift.MEDHJALPARE).update(namn="Medhjälpare")
    token = Concat(Value(GALLRAD), Cast("pk", CharField()))
    return rader.update(epost="", av_epost="", token_hash=token, aterkallad=Coalesce(F("aterkallad"), timezone.now()))


def _brev():
    return Utskick.objects.filter(deltagare__in=_avslutade(LANKAR)).exclude(till="").update(till="")


def _mottagare():
    return _avslutade(MOTTAGARE).exclude(epost="").update(epost="")


REGLER = (
    Regel(
        "Personliga länkar till en frågerunda, med namn och e-postadress",
        "För att den som är tillfrågad, och de som hjälper till, ska kunna svara utan konto.",
        f"Länken slutar gälla när svarstiden är över. {EFTER} senare tas länken, adressen och medhjälparnas namn bort.",
        ("enkat.Inbjudan",),
        _lankar,
    ),
    Regel(
        "Adresser som breven om en frågerunda har gått till",
        "För att det ska synas vem brevet nådde.",
        f"{EFTER} efter att svarstiden är över. Att brevet gick, och när, står kvar.",
        ("enkat.Utskick",),
        _brev,
    ),
    Regel(
        "Adressen till den som svarar för ett organ eller en kommun",
        "För att kunna öppna frågerundan igen.",
        "Två år efter att svarstiden är över.",
        ("enkat.Deltagare",),
        _mottagare,
    ),
    Regel(
        "Svaren, med den som skrev och den som lämnade in",
        "Kommunernas och organens bedömning är en allmän handling.",
        "Bevaras. I en anonym frågerunda visas inget svar för sig.",
        ("enkat.Svar", "enkat.Sidotext", "enkat.Inlamning", "enkat.Sentsvar", "enkat.Sentbeslut"),
    ),
)
