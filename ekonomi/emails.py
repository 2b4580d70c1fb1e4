"""The letters of this room: one function and one template each."""

from samverkan.brev import brev, skicka, webbadress
from uppdrag.kontakt import avsandare


def avvikelser(person, year, rader):
    """To a samordnare, one letter about a reading: her uppdrag whose prognos is far from the budget, each with where she explains it.

    `rader` are [(Aretsrad, path of the page)].
    """
    context = {"year": year, "rader": [(rad, webbadress(sida)) for rad, sida in rader]}
    amne = f"Förklara avvikelsen från budgeten {year}" if len(rader) == 1 else f"Förklara avvikelserna från budgeten {year}"
    varfor = "du är samordnare för uppdraget" if len(rader) == 1 else "du är samordnare för uppdragen"
    skicka(brev(person.email, amne, "ekonomi/avvikelser.txt", context, avsandare=avsandare(year.avtal), varfor=varfor))
