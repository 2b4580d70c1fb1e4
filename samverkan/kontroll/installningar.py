"""What is wrong with the settings: what is missing, still an example, or open to everybody. Asks nothing but the settings."""

import logging
import re

from django.conf import settings
from django.core import checks

from samverkan.kontroll.punkt import Kontroll
from samverkan.utifran.proxyer import OSAGT

logger = logging.getLogger(__name__)
SMTP = "django.core.mail.backends.smtp.EmailBackend"
# Names that are kept for examples (RFC 2606), and the house's own.
_EXEMPEL = re.compile(r"(^|[.@])(exempel\.\w+|example\.(com|net|org|se)|[^@]*\.(test|example|invalid))$|^example$", re.IGNORECASE)
_EGEN_MASKIN = {"localhost", "127.0.0.1", "[::1]", "testserver"}
MINST = 50  # signs of a secret key, as Django asks


def ar_exempel(namn):
    return bool(_EXEMPEL.search(namn))


def provning():
    if settings.DEBUG:
        yield "SAMVERKAN_DEBUG är på: sidor med fel visar programmets innandöme för vem som helst. Ta bort inställningen."
    if settings.DEMO:
        yield "SAMVERKAN_DEMO är på: exempelkontona har ett lösenord som alla känner till. Ta bort inställningen."


def hemlig_nyckel():
    nyckel = settings.SECRET_KEY
    if len(nyckel) < MINST or len(set(nyckel)) < 5 or nyckel.startswith(("only-for-trying", "django-insecure-")):
        yield f"SAMVERKAN_SECRET_KEY är för kort eller ett exempel: sätt den till minst {MINST} slumpade tecken. Alla loggas då ut."


def vardnamn():
    namn = settings.ALLOWED_HOSTS
    if "*" in namn:
        yield "SAMVERKAN_HOSTS är *: programmet svarar på vilket värdnamn som helst. Skriv de namn det ska svara på."
    if set(namn) <= _EGEN_MASKIN:
        yield "SAMVERKAN_HOSTS är inte satt: programmet svarar bara på den egna maskinen."
    yield from (f"SAMVERKAN_HOSTS: {n} är ett exempel." for n in namn if n not in _EGEN_MASKIN and ar_exempel(n))


def adress():
    schema, _, namn = settings.ADRESS.partition("://")
    if schema != "https":
        yield f"SAMVERKAN_ADRESS är {settings.ADRESS}: länkarna i breven leder inte till https."
    if ar_exempel(namn.partition(":")[0]) or namn.partition(":")[0] in _EGEN_MASKIN:
        yield f"SAMVERKAN_ADRESS är {settings.ADRESS}: länkarna i breven leder ingenstans."


def proxyer():
    if not settings.PROXIES_SAGT:
        yield OSAGT


def mejl():
    if settings.EMAIL_BACKEND != SMTP:
        yield f"SAMVERKAN_EMAIL_BACKEND är {settings.EMAIL_BACKEND}: breven går inte till någon mejlserver."
    if ar_exempel(settings.DEFAULT_FROM_EMAIL.strip(">").rpartition("<")[2]):
        yield f"SAMVERKAN_FROM är {settings.DEFAULT_FROM_EMAIL}: avsändaren är ett exempel, och mejlservrar vägrar ta emot breven."
    if ar_exempel(settings.EMAIL_HOST):
        yield f"SAMVERKAN_SMTP är {settings.EMAIL_HOST}: mejlservern är ett exempel."
    if settings.EMAIL_HOST_USER and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        yield "SAMVERKAN_SMTP_ANVANDARE är satt utan SAMVERKAN_SMTP_TLS: lösenordet går oskyddat över nätet."


KONTROLLER = (
    Kontroll("provläge", provning, databas=False),
    Kontroll("hemlig nyckel", hemlig_nyckel, databas=False),
    Kontroll("värdnamn", vardnamn, databas=False),
    Kontroll("programmets adress", adress, databas=False),
    Kontroll("proxyer", proxyer, databas=False),
    Kontroll("mejl", mejl, databas=False),
)


def _sager():
    """All but what stands in front, which has a check of its own (samverkan/utifran/proxyer.py)."""
    return [text for kontroll in KONTROLLER if kontroll.fel is not proxyer for text in kontroll.fel()]


@checks.register(checks.Tags.security, deploy=True)
def vid_driftsattning(app_configs, **kwargs):
    return [checks.Warning(text, id="samverkan.W002") for text in _sager()]


def vid_start():
    """Said in the log when the web starts, where nobody runs the checks."""
    if not settings.DEBUG:
        for text in _sager():
            logger.warning(text)
