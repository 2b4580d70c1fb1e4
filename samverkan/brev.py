"""A letter: who sends it, why it came, whom to call; as plain text and as HTML of the same words. Every letter goes this way.

And whether it went: a mail server that is down, or will not take it, must not undo what was done, but it is told, and each letter is a
row that can be read, and sent again.
"""

import logging
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.text import Truncator

from samverkan.models import Brev
from samverkan.sparet.loggar import utan_hemligt

logger = logging.getLogger(__name__)
FEL = (OSError, ValueError)  # smtplib's errors are OSErrors too; an address that cannot be written in a letter is a ValueError
AMNE = 200  # signs of a subject
HEMLIGT = "Brevet har en personlig länk eller kod, som inte sparas."
BILAGA = "Det som låg med brevet sparas inte."
_SKICKADE = ContextVar("skickade", default=None)


@dataclass(frozen=True)
class Avsandare:
    """In whose name: the region, the agreement with its dnr, and the contact person (a User) who gets the replies, or None."""

    region: str = ""
    avtal: str = ""
    dnr: str = ""
    kontakt: object = None
    avtal_id: int | None = None


class Brevblad(EmailMultiAlternatives):
    """A letter with what its row keeps beside: whose it is, where a new one is sent, if it is secret, why it is not sent again."""

    avtal_id, sida, hemligt, hinder = None, "", False, ""


@dataclass(frozen=True)
class Brevutfall:
    """What became of one letter: `fel` is "" when the mail server took it, else why not, in words."""

    till: str
    fel: str


def webbadress(vag):
    """The whole address of a path for a letter: the site's own, never the one a request happened to ask."""
    return f"{settings.ADRESS}{vag}"


def _en_rad(text):
    """A subject as one line of what is written: a title brings no line break, and no sign that turns or hides what follows."""
    tecken = (tecken if tecken.isprintable() else "" if unicodedata.category(tecken) == "Cf" else " " for tecken in text)
    return Truncator(" ".join("".join(tecken).split())).chars(AMNE)


def brev(till, amne, mall, context, *, avsandare=None, varfor="", bilagor=(), sida="", hemligt=False, hinder=""):
    """The letter, not yet sent. `mall` is a text template; `varfor` ends the sentence "Du får brevet för att …".

    `sida` is the path of the page a new one is sent from; the text of what is `hemligt` (a code to log in by) is not kept.
    `hinder` says why it is not sent again as it stands.
    """
    avsandare, amne = avsandare or Avsandare(), _en_rad(amne)
    ram = {"text": render_to_string(mall, context).strip(), "avsandare": avsandare, "varfor": varfor, "amne": amne}
    svar_till = [avsandare.kontakt.email] if avsandare.kontakt else None
    letter = Brevblad(amne, render_to_string("brev/ram.txt", ram), None, [till], reply_to=svar_till, attachments=list(bilagor))
    letter.attach_alternative(render_to_string("brev/ram.html", ram), "text/html")
    letter.avtal_id, letter.sida, letter.hemligt, letter.hinder = avsandare.avtal_id, sida, hemligt, hinder
    return letter


def skicka(letter):
    """Hand it to the mail server, and write down how it went. "" when that took it, else why not, in words."""
    return _forsok(_rad(letter), letter)


def skicka_igen(rad):
    """One more try of a letter from its row, which somebody has taken for it (BrevQuerySet.paborja)."""
    letter = Brevblad(rad.amne, rad.text, None, [rad.till], reply_to=[rad.svar_till] if rad.svar_till else None)
    letter.attach_alternative(rad.html, "text/html")
    return _forsok(rad, letter)


def _rad(letter):
    """Its row: without what would open something to whoever reads it, and without what is enclosed."""
    text = letter.body if not letter.hemligt else ""
    hinder = HEMLIGT if letter.hemligt or utan_hemligt(text) != text else BILAGA if letter.attachments else letter.hinder
    return Brev.objects.create(
        till=letter.to[0], amne=letter.subject, text=utan_hemligt(text), html="" if hinder else letter.alternatives[0][0],
        svar_till=next(iter(letter.reply_to), ""), avtal_id=letter.avtal_id, sida=letter.sida, hinder=hinder,
    )  # fmt: skip


def _forsok(rad, letter):
    fel = ""
    try:
        letter.send()
    except FEL as error:
        logger.warning("A letter could not be sent: %s", error)
        fel = orsak(error)
    Brev.objects.filter(pk=rad.pk).update(fel=fel)
    skickade = _SKICKADE.get()
    if skickade is not None:
        skickade.append(Brevutfall(rad.till, fel))
    return fel


def orsak(error):
    """Why a letter was not taken, as one reads it."""
    if isinstance(error, SMTPRecipientsRefused):
        kod, text = next(iter(error.recipients.values()))
    elif isinstance(error, SMTPResponseException):
        kod, text = error.smtp_code, error.smtp_error
    elif isinstance(error, BadHeaderError):
        return "brevet har en radbrytning där ingen får vara"
    elif isinstance(error, ValueError):
        return "adressen går inte att skicka till"
    else:
        return "mejlservern svarar inte"
    return f"mejlservern svarade {kod} {text.decode(errors='replace') if isinstance(text, bytes) else text}"[:300]


@contextmanager
def skickade():
    """[Brevutfall] of the letters that the block sends, those too that go when what it did is committed. A block around it has them too."""
    found, utanfor = [], _SKICKADE.get()
    token = _SKICKADE.set(found)
    try:
        yield found
    finally:
        _SKICKADE.reset(token)
        if utanfor is not None:
            utanfor.extend(found)
