"""The letters of this room. Each attempt is a row (Utskick): what could not be sent is seen and can be sent again."""

import logging

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify

from enkat.models import Utskick
from enkat.svarspdf import som_pdf
from samverkan import svenska

logger = logging.getLogger(__name__)


def inbjudan(inbjudan, token, utskick, *, adress=""):
    """The personal link, or a reminder with a fresh one. `adress` is the site's, such as https://samverkan.exempel.test."""
    deltagare = inbjudan.deltagare
    omgang = deltagare.omgang
    inledning = {Utskick.Sort.PAMINNELSE: "Påminnelse: ", Utskick.Sort.ANDRING: "Ändrat men inte inskickat: "}.get(utskick.sort, "")
    amne = f"{inledning}{omgang.namn} – {deltagare}"
    context = {
        "inbjudan": inbjudan,
        "deltagare": deltagare,
        "omgang": omgang,
        "sort": utskick.sort,
        "senaste": deltagare.inlamningar.last(),
        "sista_dag": svenska.datum(deltagare.sista_dag),
        "lank": f"{adress or settings.ADRESS}{reverse('enkat:lank_start', args=[token])}",
    }
    return _skicka(utskick, amne, render_to_string("enkat/mejl/inbjudan.txt", context))


def kvitto(inlamning, till):
    """To whoever handed in: the answer as PDF."""
    deltagare = inlamning.deltagare
    text = render_to_string("enkat/mejl/kvitto.txt", {"inlamning": inlamning, "deltagare": deltagare, "omgang": deltagare.omgang})
    pdf = (f"svar-{slugify(str(deltagare))}.pdf", som_pdf(inlamning), "application/pdf")
    utskick = Utskick.objects.create(deltagare=deltagare, sort=Utskick.Sort.KVITTO, till=till, fel=Utskick.OSKICKAT)
    return _skicka(utskick, f"Svaret är inskickat: {deltagare.omgang.namn} – {deltagare}", text, pdf)


def _skicka(utskick, amne, text, *bilagor):
    """Send and write down how it went. A mail server that is down must not undo what was done."""
    fel = ""
    try:
        EmailMessage(amne, text, None, [utskick.till], attachments=list(bilagor)).send()
    except (OSError, BadHeaderError) as error:  # smtplib's errors are OSErrors too
        logger.warning("A letter to a respondent could not be sent: %s", error)
        fel = str(error)[:300] or type(error).__name__
    utskick.fel = fel
    utskick.save(update_fields=["fel"])
    return utskick
