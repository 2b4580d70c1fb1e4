"""The days of the rounds, as a calendar tells them: the last day to answer."""

from enkat.models import Omgang
from samverkan.brev import webbadress
from samverkan.kalenderfil import FORST, Kalenderhandelse
from uppdrag.kalender import andringar_i_loggen, uid


def arets_dagar(year, user):
    """The last day of each of the year's rounds that she may know of: one that is only planned is the region's own."""
    omgangar = list(Omgang.objects.visible_to(user).filter(verksamhetsar=year).order_by("sista_dag", "pk"))
    andrade = andringar_i_loggen(year.avtal_id, omgangar)
    return [_sista_dagen(o, *andrade.get(o.pk, (0, FORST))) for o in omgangar]


def _sista_dagen(omgang, version, andrad):
    adress = webbadress(omgang.get_absolute_url())
    return Kalenderhandelse(
        uid=uid(f"omgang-{omgang.pk}-sista-dag"), rubrik=f"Sista dag att svara: {omgang}", fran=omgang.sista_dag, till=omgang.sista_dag,
        beskrivning=f"{omgang.get_status_display()} frågerunda.\n{adress}", adress=adress, version=version, andrad=andrad,
    )  # fmt: skip
