"""Whom to call at the region about an agreement."""

from samverkan.models import Organisation
from uppdrag.models import Kontaktperson


def kontaktpersoner(avtal):
    """The region's contact persons today for the agreements (a queryset), each once."""
    rader = Kontaktperson.objects.galler().filter(part__avtal__in=avtal, part__organisation__sort=Organisation.Sort.REGION)
    return list({rad.user_id: rad.user for rad in rader.filter(user__is_active=True).select_related("user").order_by("pk")}.values())
