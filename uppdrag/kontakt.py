"""Whom to call at the region about an agreement, and in whose name its letters go."""

from samverkan.brev import Avsandare
from samverkan.models import Organisation
from uppdrag.models import Kontaktperson


def kontaktpersoner(avtal):
    """The region's contact persons today for the agreements (a queryset or ids), each once."""
    rader = Kontaktperson.objects.i_tjanst().filter(part__avtal__in=avtal, part__organisation__sort=Organisation.Sort.REGION)
    return list({rad.user_id: rad.user for rad in rader.filter(user__is_active=True).select_related("user").order_by("pk")}.values())


def kontakter_hos_en_region(avtal):
    """Those of all the agreements, where one region stands behind them; else none, since nobody knows whose is asked for."""
    regioner = Organisation.objects.filter(sort=Organisation.Sort.REGION, partskap__avtal__in=avtal).distinct()
    return kontaktpersoner(avtal) if regioner.count() == 1 else []


def avsandare(avtal):
    """The sender of a letter about an agreement: its region, and the contact person there when one is named."""
    region = Organisation.objects.filter(sort=Organisation.Sort.REGION, partskap__avtal=avtal).order_by("partskap__pk").first()
    kontakter = kontaktpersoner([avtal.pk])
    return Avsandare(str(region or ""), avtal.titel, avtal.dnr, kontakter[0] if kontakter else None, avtal.pk)
