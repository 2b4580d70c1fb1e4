"""The letters of this room: one function and one template each."""

from samverkan.brev import brev, skicka
from uppdrag.kontakt import avsandare
from uppdrag.kontobrev import avsandare_for
from uppdrag.personkrets import processledare_for


def inbjudan(person, *, roll, inbjudare, adress):
    """Tell a new person what she has been given and how to log in by code. `adress` is the login page."""
    context = {"person": person, "roll": roll, "inbjudare": inbjudare, "adress": adress}
    varfor = f"{inbjudare} har lagt till dig som användare"
    fran = avsandare_for(person)
    skicka(brev(person.email, "Du kan nu logga in i Samverkan", "uppdrag/person_inbjudan.txt", context, avsandare=fran, varfor=varfor))


def ny_adress(person, *, gammal, andrad_av):
    """Tell the former address and the new one that the login has moved, and whoever answers for the person: nobody loses it unawares."""
    context = {"person": person, "gammal": gammal, "andrad_av": andrad_av}
    fran, amne = avsandare_for(person), "Din e-postadress i Samverkan är ändrad"
    for adress in (gammal, person.email):
        varfor = "adressen stod som din inloggning" if adress == gammal else "adressen står som din inloggning"
        skicka(brev(adress, amne, "uppdrag/person_ny_adress.txt", context, avsandare=fran, varfor=varfor))
    amne, varfor = f"Ny e-postadress för {person}", "du är processledare i ett avtal som personen har en roll i"
    for vem in processledare_for(person).exclude(pk=person.pk):
        skicka(brev(vem.email, amne, "uppdrag/person_adress_andrad.txt", context, avsandare=fran, varfor=varfor))


def andringsforslag(forslag, part, *, url):
    """To a party: its contact persons, else its mailbox. A party nobody can write to is seen on the proposal's page."""
    kontakter = part.kontaktpersoner.i_tjanst().filter(user__is_active=True).values_list("user__email", flat=True)
    till = list(kontakter) or [adress for adress in [part.organisation.funktionsbrevlada] if adress]
    context, varfor = {"forslag": forslag, "part": part, "adress": url}, f"{part.organisation} är part i avtalet"
    fran, amne = avsandare(part.avtal), f"Förslag om ändring: {forslag}"
    for adress in till:
        skicka(brev(adress, amne, "uppdrag/forslag_utsant.txt", context, avsandare=fran, varfor=varfor))
