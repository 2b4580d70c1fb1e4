"""The letters of this room. Each attempt is a row (Utskick): what could not be sent is seen and can be sent again."""

from django.urls import reverse
from django.utils.text import slugify

from enkat.models import Inbjudan, Utskick
from enkat.svarspdf import som_pdf
from samverkan import svenska
from samverkan.brev import brev, skicka, webbadress
from uppdrag.kontakt import avsandare, kontaktpersoner

UTAN_PDF = "svaret gick inte att göra till PDF"
INLEDNING = {
    Utskick.Sort.PAMINNELSE: "Påminnelse: ",
    Utskick.Sort.ANDRING: "Ändrat men inte inskickat: ",
    Utskick.Sort.OPPNAD: "Öppet igen: ",
}


def inbjudan(inbjudan, token, utskick, *, av=""):
    """The personal link, or a later letter with a fresh one; `av` is the name of who asked a helper in."""
    deltagare = inbjudan.deltagare
    senaste = deltagare.inlamningar.last()
    context = {
        "inbjudan": inbjudan,
        "av": av,
        "sort": utskick.sort,
        "senaste": senaste,
        "dolt": senaste is not None and deltagare.borjade_om is not None and senaste.tid < deltagare.borjade_om,
        "sista_dag": svenska.datum(deltagare.sista_dag),
        "lank": webbadress(reverse("enkat:lank_start", args=[token])),
    }
    hjalper = inbjudan.roll == Inbjudan.Uppgift.MEDHJALPARE
    varfor = (
        f"{av or 'någon'} har bett dig att hjälpa till med svaret från {deltagare}"
        if hjalper
        else f"du står som den som svarar för {deltagare}"
    )
    return _skicka(utskick, INLEDNING.get(utskick.sort, ""), "inbjudan", context, varfor)


def avlost(utskick):
    """To whoever answered before, or helped: somebody else answers now, and her link no longer works."""
    varfor = f"du har haft en länk till svaret från {utskick.deltagare}"
    return _skicka(utskick, "Någon annan svarar nu: ", "avlost", {}, varfor)


def anmald(inbjudan):
    """To the region's contact persons: somebody was asked to help with an answer that she has nothing to do with."""
    omgang = inbjudan.deltagare.omgang
    amne = f"Anmäld inbjudan: {omgang.namn} – {inbjudan.deltagare}"
    context, varfor = {"inbjudan": inbjudan, "omgang": omgang}, "du är regionens kontaktperson för avtalet"
    for person in kontaktpersoner([omgang.avtal_id]):
        skicka(brev(person.email, amne, "enkat/mejl/anmald.txt", context, avsandare=avsandare(omgang.avtal), varfor=varfor))


def kvitto(inlamning, utskick):
    """To whoever handed in, or whose answer was registered from paper: the answer as PDF."""
    hur = "registrerat" if inlamning.pa_papper else "inskickat"
    varfor, pdf = f"svaret från {utskick.deltagare} är {hur}", _pdf(inlamning, utskick)
    return _skicka(utskick, f"Svaret är {hur}: ", "kvitto", {"inlamning": inlamning}, varfor, pdf)


def sent(beslut, utskick):
    """To whoever wrote too late: whether it was taken in. What counts then is enclosed as PDF."""
    ord_ = "intaget" if beslut.sort == beslut.Sort.INTAGET else "lagt undan"
    varfor = f"du skrev i svaret från {utskick.deltagare} när det inte längre gick att svara"
    bilagor = [_pdf(beslut.inlamning, utskick)] if beslut.inlamning else []
    return _skicka(utskick, f"Ditt sena svar är {ord_}: ", "sent", {"beslut": beslut}, varfor, *bilagor)


def _pdf(inlamning, utskick):
    """What is enclosed; when it cannot be made the letter's row says so."""
    try:
        pdf = som_pdf(inlamning)
    except Exception:
        utskick.fel = UTAN_PDF
        utskick.save(update_fields=["fel"])
        raise
    return f"svar-{slugify(str(inlamning.deltagare))}.pdf", pdf, "application/pdf"


def _skicka(utskick, inledning, mall, context, varfor, *bilagor):
    """Send and write down how it went."""
    deltagare = utskick.deltagare
    omgang = deltagare.omgang
    context |= {"deltagare": deltagare, "omgang": omgang, "year": omgang.verksamhetsar}
    letter = brev(
        utskick.till, f"{inledning}{omgang.namn} – {deltagare}", f"enkat/mejl/{mall}.txt", context,
        avsandare=avsandare(omgang.avtal), varfor=varfor, bilagor=bilagor, sida=omgang.get_absolute_url(),
    )  # fmt: skip
    utskick.fel = skicka(letter)
    utskick.save(update_fields=["fel"])
    return utskick
