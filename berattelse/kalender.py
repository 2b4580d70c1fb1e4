"""What a calendar address opens, judged by what its person may see today: her own meetings, an arena's, or a year's with its days.

A room that has days of a year says them in a module `kalender` of its own, as a function (year, user) that gives Kalenderhandelser;
ARETS_DAGAR names it.
"""

from enkat import kalender as enkat
from samverkan.kalenderfil import som_ics
from samverkan.lankar import fingeravtryck
from uppdrag import kalender as uppdrag
from uppdrag.models import Arena, Kalenderadress, Verksamhetsar

ARETS_DAGAR = (uppdrag.arets_dagar, enkat.arets_dagar)


def adress_for(token):
    """The row of a token whose person still has a way in; None when there is none."""
    rader = Kalenderadress.objects.select_related("user", "arena__avtal", "verksamhetsar__avtal")
    adress = rader.filter(token_hash=fingeravtryck(token)).first()
    return adress if adress and adress.user.far_logga_in else None


def innehall(adress):
    """The file, or None where what it is of is no longer hers to see."""
    user = adress.user
    if adress.arena_id:
        if not Arena.objects.visible_to(user).filter(pk=adress.arena_id).exists():
            return None
        return som_ics(str(adress.arena), uppdrag.som_handelser(uppdrag.for_arena(adress.arena, user)))
    if adress.verksamhetsar_id:
        return _arets(adress.verksamhetsar, user)
    return som_ics("Samverkan", uppdrag.som_handelser(uppdrag.for_person(user)))


def _arets(year, user):
    if not Verksamhetsar.objects.visible_to(user).filter(pk=year.pk).exists():
        return None
    dagar = [dag for arets_dagar in ARETS_DAGAR for dag in arets_dagar(year, user)]
    return som_ics(f"Samverkan {year}, {year.avtal.titel}", [*uppdrag.som_handelser(uppdrag.for_year(year, user)), *dagar])
