"""Who answers for a body or a kommun, as the register knows it today."""

from samverkan.models import Roll, Rolltilldelning
from uppdrag.models import Kontaktperson


def mottagare_for(deltagare):
    """(name, e-mail): the chair of the body; the kommun's contact person, else its kommunchef, else its mailbox. May be empty."""
    if deltagare.arena_id:
        ordforande = deltagare.arena.ordforande.galler().exclude(user__is_active=False).select_related("user").first()
        if ordforande is None:
            return "", ""
        return str(ordforande), ordforande.user.email if ordforande.user_id else ordforande.epost
    return _kommunens(deltagare)


def _kommunens(deltagare):
    org, avtal = deltagare.organisation, deltagare.omgang.avtal_id
    kontakt = (
        Kontaktperson.objects.i_tjanst().filter(part__organisation=org, part__avtal=avtal, user__is_active=True).select_related("user")
    )
    chef = Rolltilldelning.objects.galler().filter(organisation=org, roll=Roll.KOMMUNCHEF, user__is_active=True).select_related("user")
    person = kontakt.first() or chef.order_by("user__namn", "pk").first()
    if person:
        return person.user.namn, person.user.email
    return org.tabellnamn, org.funktionsbrevlada
