"""What is wrong with what this room holds: periods of one agreement that overlap, and papers of meetings that are not what was sent."""

from samverkan.kontroll import Kontroll
from uppdrag.models import Moteshandling, Verksamhetsar


def perioderna():
    for year in Verksamhetsar.objects.select_related("avtal").order_by("pk"):
        andra = Verksamhetsar.objects.filter(avtal=year.avtal_id, pk__gt=year.pk, fran__lte=year.till, till__gte=year.fran)
        yield from (f"{year.avtal.dnr}: åren {year} och {annat} överlappar varandra." for annat in andra)


def handlingarna():
    """Each paper of a meeting is to the byte what was sent."""
    for rad in Moteshandling.objects.select_related("tillfalle").order_by("pk").iterator(chunk_size=1):
        if not rad.ar_hel:
            yield f"{rad.tillfalle}: handlingen {rad} är ändrad sedan den lades in."


KONTROLLER = (Kontroll("verksamhetsår", perioderna), Kontroll("möteshandlingar", handlingarna))
