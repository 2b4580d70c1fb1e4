"""What is wrong with what this room holds: periods of one agreement that overlap, in a database that has not refused them."""

from samverkan.kontroll import Kontroll
from uppdrag.models import Verksamhetsar


def perioderna():
    for year in Verksamhetsar.objects.select_related("avtal").order_by("pk"):
        andra = Verksamhetsar.objects.filter(avtal=year.avtal_id, pk__gt=year.pk, fran__lte=year.till, till__gte=year.fran)
        yield from (f"{year.avtal.dnr}: åren {year} och {annat} överlappar varandra." for annat in andra)


KONTROLLER = (Kontroll("verksamhetsår", perioderna),)
