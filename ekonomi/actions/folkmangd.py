"""The population the compensation is split by: registered, and checked."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ekonomi.models import Folkmangd
from samverkan.door import log
from samverkan.inaktuell import krav_visat, radernas_version
from uppdrag.actions.lock import krav_oppet
from uppdrag.models import Verksamhetsar


@transaction.atomic
def spara_folkmangd(year, datum, antal, *, kalla, by, aktuell=None):
    """The population of each kommun on the day: {organisation: number}. A figure that changes is no longer checked.

    `aktuell` refuses (Inaktuell) unless the page shows what is registered now.
    """
    krav_oppet(year)
    if aktuell:
        aktuell()
    for organisation, n in antal.items():
        rad, ny = Folkmangd.objects.get_or_create(
            avtal=year.avtal, organisation=organisation, datum=datum, defaults={"antal": n, "kalla": kalla}
        )
        if not ny and (rad.antal, rad.kalla) != (n, kalla):
            _krav_oppet(year, datum)
            rad.antal, rad.kalla, rad.status = n, kalla, Folkmangd.Status.EJ_KONTROLLERAD
            rad.kontrollerad_av = rad.kontrollerad_tid = None
            rad.save()
    log(year, "registrerade folkmängd", by=by, text=f"Folkmängd {datum}", antal={o.kod: n for o, n in antal.items()}, kalla=kalla)


def _krav_oppet(year, datum):
    """The figures of a day may be the key of another year too: not changed under one that is locked."""
    grund = Verksamhetsar.objects.filter(avtal=year.avtal_id, ersattning__fordelningsdatum=datum)
    last = grund.exclude(pk__in=Verksamhetsar.objects.oppna()).first()
    if last:
        raise ValidationError(f"Folkmängden {datum} ligger också till grund för {last}, som är låst, och kan inte ändras.")


@transaction.atomic
def bekrafta_folkmangd(year, datum, *, by, visat=None):
    """Somebody has held the figures against SCB's own. ValidationError when there is none left to check, and when others were shown."""
    krav_oppet(year)
    rader = Folkmangd.objects.filter(avtal=year.avtal_id, datum=datum)
    nu = list(rader.select_for_update(of=("self",)).order_by("pk"))  # another year may have the same day
    if any(rad.status == Folkmangd.Status.EJ_KONTROLLERAD for rad in nu):
        krav_visat(visat, radernas_version(*nu))
    ej = rader.filter(status=Folkmangd.Status.EJ_KONTROLLERAD)
    n = ej.update(status=Folkmangd.Status.KONTROLLERAD, kontrollerad_av=by, kontrollerad_tid=timezone.now())
    if not n:
        raise ValidationError("Folkmängden är redan kontrollerad.")
    log(year, "kontrollerade folkmängd", by=by, text=f"Folkmängd {datum}", antal=n)
