"""What is wrong with how one logs in: nobody has said of whom a second factor is demanded; codes that the site's key cannot read."""

from django.conf import settings

from samverkan.inloggning import faktorer, faktorkrav
from samverkan.kontroll.punkt import Kontroll
from samverkan.svenska import numerus, stor_bokstav


def kravet():
    if fel := faktorkrav.okanda():
        yield f"SAMVERKAN_TVAFAKTOR: {', '.join(fel)} är ingen roll, och webben startar inte."
    if not settings.TVAFAKTOR:
        yield (
            "SAMVERKAN_TVAFAKTOR är inte satt: av ingen krävs mer än ett lösenord, eller en kod till e-posten. Skriv de roller som måste "
            "ha en andra faktor, till exempel processledare,controller,direktor,administrator, eller ingen om det ska vara så."
        )


def koderna():
    if antal := faktorer.olasta():
        yield (
            f"{stor_bokstav(numerus(antal, 'en person', 'personer'))} kan inte använda sina koder: SAMVERKAN_SECRET_KEY är en annan än när "
            "de gjordes. Sätt den förra nyckeln i SAMVERKAN_SECRET_KEY_TIDIGARE, eller nollställ deras inloggning."
        )


KONTROLLER = (Kontroll("krav på andra faktor", kravet, databas=False), Kontroll("engångskoder", koderna))
