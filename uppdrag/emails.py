"""The letters of this room: one function and one template each."""

from django.urls import reverse

from samverkan.brev import brev, skicka
from uppdrag.kontakt import avsandare
from uppdrag.kontobrev import avsandare_for
from uppdrag.personkrets import administratorer, beslutar, innehavare, processledare_for

VARFOR_ADMINISTRATOR = "du är administratör i Samverkan"


def inbjudan(person, *, roll, inbjudare, adress):
    """Tell a new person what she has been given and how to log in by code. `adress` is the login page."""
    context = {"person": person, "roll": roll, "inbjudare": inbjudare, "adress": adress}
    varfor = f"{inbjudare} har lagt till dig som användare"
    fran = avsandare_for(person)
    skicka(brev(person.email, "Du kan nu logga in i Samverkan", "uppdrag/person_inbjudan.txt", context, avsandare=fran, varfor=varfor))


def ny_adress(person, *, gammal, andrad_av):
    """Tell whoever answers for the person that her login has moved. She is told herself, at both addresses, where it is moved."""
    context, fran = {"person": person, "gammal": gammal, "andrad_av": andrad_av}, avsandare_for(person)
    amne, leder = f"Ny e-postadress för {person}", "du är processledare i ett avtal som personen har en roll i"
    berors = dict.fromkeys(administratorer(), VARFOR_ADMINISTRATOR) | dict.fromkeys(processledare_for(person), leder)
    for vem, varfor in berors.items():
        if vem != person:
            skicka(brev(vem.email, amne, "uppdrag/person_adress_andrad.txt", context, avsandare=fran, varfor=varfor))


def nollstalld(person, *, nollstalld_av, skal):
    """Tell her that her second factors are gone; and where she approves, adopts, signs or hands in also whoever answers for her."""
    context, fran = {"person": person, "nollstalld_av": nollstalld_av, "skal": skal}, avsandare_for(person)
    berors = {person: "det gäller ditt konto"}
    if beslutar(person):
        leder = "du är processledare i ett avtal som personen har en roll i"
        berors |= dict.fromkeys(administratorer(), VARFOR_ADMINISTRATOR) | dict.fromkeys(processledare_for(person), leder) | berors
    for vem, varfor in berors.items():
        if vem != nollstalld_av:
            amne = "Din inloggning i Samverkan är nollställd" if vem == person else f"Inloggningen för {person} är nollställd"
            skicka(brev(vem.email, amne, "uppdrag/person_nollstalld.txt", context | {"vem": vem}, avsandare=fran, varfor=varfor))


def ny_roll(roll, *, given_av):
    """Tell those who hold the same role there, whoever got it, and the administrators; not who gave it."""
    context, fran = {"roll": roll, "given_av": given_av}, avsandare_for(given_av)
    amne, samma = f"Ny roll i Samverkan: {roll.user}", f"du har samma roll hos {roll.organisation}"
    berors = dict.fromkeys(innehavare(roll), samma) | dict.fromkeys(administratorer(), VARFOR_ADMINISTRATOR)
    berors[roll.user] = "rollen är din"
    for vem, varfor in berors.items():
        if vem != given_av:
            skicka(brev(vem.email, amne, "uppdrag/person_ny_roll.txt", context, avsandare=fran, varfor=varfor))


def andringsforslag(forslag, part, *, url):
    """To a party: its contact persons, else its mailbox. A party nobody can write to is seen on the proposal's page."""
    kontakter = part.kontaktpersoner.i_tjanst().filter(user__is_active=True).values_list("user__email", flat=True)
    till = list(kontakter) or [adress for adress in [part.organisation.funktionsbrevlada] if adress]
    context, varfor = {"forslag": forslag, "part": part, "adress": url}, f"{part.organisation} är part i avtalet"
    fran, amne = avsandare(part.avtal), f"Förslag om ändring: {forslag}"
    for adress in till:
        skicka(brev(adress, amne, "uppdrag/forslag_utsant.txt", context, avsandare=fran, varfor=varfor))


def kallelse(till, mote, kallelsen, *, amne, andringar, installt, adress, pdf):
    """To one who is called. The agenda stands in the letter: a mailbox logs in nowhere."""
    context = {"k": kallelsen, "amne": amne, "andringar": andringar, "installt": installt, "adress": adress}
    varfor = (
        f"du kallas till {mote.arrangorsnamn}" if till.organisation is None else f"{till.organisation} kallas till {mote.arrangorsnamn}"
    )
    bilagor = [] if pdf is None else [("kallelse.pdf", pdf, "application/pdf")]
    sida = reverse("uppdrag:kallelse_skicka", args=[mote.pk])
    return skicka(
        brev(till.epost, amne, "uppdrag/kallelse.txt", context, avsandare=avsandare(mote.avtal), varfor=varfor, bilagor=bilagor, sida=sida)
    )
