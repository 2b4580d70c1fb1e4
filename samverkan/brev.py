"""A letter: who sends it, why it came, whom to call; as plain text and as HTML of the same words. Every letter goes this way."""

from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


@dataclass(frozen=True)
class Avsandare:
    """In whose name: the region, the agreement with its dnr, and the contact person (a User) who gets the replies, or None."""

    region: str = ""
    avtal: str = ""
    dnr: str = ""
    kontakt: object = None


def brev(till, amne, mall, context, *, avsandare=None, varfor="", bilagor=()):
    """The letter, not yet sent. `mall` is a text template; `varfor` ends the sentence "Du får brevet för att …"."""
    avsandare = avsandare or Avsandare()
    ram = {"text": render_to_string(mall, context).strip(), "avsandare": avsandare, "varfor": varfor, "amne": amne}
    svar_till = [avsandare.kontakt.email] if avsandare.kontakt else None
    letter = EmailMultiAlternatives(
        amne, render_to_string("brev/ram.txt", ram), None, [till], reply_to=svar_till, attachments=list(bilagor)
    )
    letter.attach_alternative(render_to_string("brev/ram.html", ram), "text/html")
    return letter
