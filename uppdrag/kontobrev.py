"""The letters about an account: in whose name they go, and whom she who gets one may call."""

from dataclasses import replace

from samverkan.brev import Avsandare
from samverkan.inloggning.konton import Adapter
from samverkan.models import Organisation, User
from uppdrag.kontakt import avsandare
from uppdrag.models import Avtal


def avsandare_for(user=None):
    """The region of her agreements, else of the whole site, with its contact person; nobody where there are several."""
    avtal = Avtal.objects.visible_to(user).huvudavtal() if user else Avtal.objects.none()
    avtal = avtal if avtal.exists() else Avtal.objects.huvudavtal()
    regioner = list(Organisation.objects.filter(sort=Organisation.Sort.REGION, partskap__avtal__in=avtal).distinct()[:2])
    if len(regioner) != 1:
        return Avsandare()
    senaste = avtal.filter(parter__organisation=regioner[0]).order_by("-fran", "-pk").first()
    return replace(avsandare(senaste), avtal="", dnr="", avtal_id=None)


class Kontoadapter(Adapter):
    """allauth asks here for its letters."""

    def avsandare(self, email):
        return avsandare_for(User.objects.filter(email__iexact=email).first())
