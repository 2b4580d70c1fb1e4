"""What is wrong with what the program runs on: the worker, the disk, the packages, the certificates; and, when asked, what it reaches."""

import asyncio
import re
import shutil
import socket
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samverkan import halsa
from samverkan.brev import Avsandare, brev, skicka
from samverkan.kontroll.punkt import Kontroll
from samverkan.svenska import datum, numerus, stor_bokstav
from samverkan.trad import i_egen_trad
from samverkan.vilande import Vilande

aiohttp, crl, timestamps = Vilande("aiohttp"), Vilande("asn1crypto.crl"), Vilande("pyhanko.sign.timestamps")
tillit, undertecknare = Vilande("samverkan.signering.tillit"), Vilande("samverkan.signering.undertecknare")

HANGER = timedelta(hours=2)
LEDIGT = 1_000_000_000  # bytes: the editions of a year, a large file from the accounts, and the database's own work
SLUTAR = timedelta(days=30)
VANTAN = 10  # seconds for what is outside
_LAST = re.compile(r"^([\w.-]+)==([^\s;\\]+)\s*\\?$", re.MULTILINE)


def arbetaren():
    gors, text = halsa.arbetaren()
    if not gors:
        yield f"Arbetaren är borta: {text}. Starta db_worker."
    nu = timezone.now()
    if antal := DBTaskResult.objects.running().filter(started_at__lt=nu - HANGER).count():
        yield f"{_arbeten(antal)} började för över två timmar sedan och har inte slutat. Se efter om arbetaren har avbrutits."
    if antal := DBTaskResult.objects.failed().filter(finished_at__gt=nu - timedelta(days=1)).count():
        yield f"{_arbeten(antal)} misslyckades det senaste dygnet. Vad som hände står i arbetarens logg."


def _arbeten(antal):
    return stor_bokstav(numerus(antal, "ett arbete", "arbeten"))


def disken(minst=LEDIGT):
    platser = {"programmet": settings.BASE_DIR, "tillfälliga filer": tempfile.gettempdir()}
    databas = settings.DATABASES["default"]
    if databas["ENGINE"].endswith("sqlite3") and Path(databas["NAME"]).is_file():
        platser["databasen"] = Path(databas["NAME"]).parent
    for vad, plats in platser.items():
        ledigt = shutil.disk_usage(plats).free
        if ledigt < minst:
            yield f"Disken för {vad} har {ledigt // 1_000_000} MB ledigt, och minst {minst // 1_000_000} MB behövs."


def paketen(fil=None):
    """What is installed is what the lock file says."""
    for namn, version in _LAST.findall((fil or settings.BASE_DIR / "requirements.txt").read_text(encoding="utf-8")):
        try:
            har = metadata.version(namn)
        except metadata.PackageNotFoundError:
            yield f"Paketet {namn} är inte installerat. Kör bin/setup run."
            continue
        if har != version:
            yield f"Paketet {namn} är version {har}, men programmet är prövat med {version}. Kör bin/setup run."


def statiska_filer():
    if "Manifest" in settings.STORAGES["staticfiles"]["BACKEND"] and not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        yield "Stilmallarna är inte samlade: varje sida svarar med fel. Kör collectstatic."


def slutar(vad, dag):
    """A sentence when the day has come, or is near."""
    if dag and dag < datetime.now(UTC) + SLUTAR:
        yield f"{vad} {'gick' if dag < datetime.now(UTC) else 'går'} ut den {datum(timezone.localdate(dag))}. Skaffa en ny."


def certifikat():
    val = settings.SIGNERING
    if val.estampel:
        try:
            yield from slutar("E-stämpelns certifikat", undertecknare.estampel(val).giltig_till)
        except undertecknare.SigneringsfelError as error:
            yield str(error)
    try:
        for rot in tillit.read_rotter(val):
            yield from slutar(f"Rotcertifikatet {rot.subject.human_friendly}", rot.not_valid_after)
        for der in tillit.read_sparrlistor(val):
            lista = crl.CertificateList.load(der)["tbs_cert_list"]
            nasta = lista["next_update"].native
            if nasta and nasta < datetime.now(UTC):
                yield f"Spärrlistan från {lista['issuer'].human_friendly} skulle ha förnyats {timezone.localdate(nasta)}."
    except ImproperlyConfigured as error:
        yield str(error)


KONTROLLER = (
    Kontroll("arbetaren", arbetaren),
    Kontroll("disken", disken, databas=False),
    Kontroll("paket", paketen, databas=False),
    Kontroll("stilmallar och skript", statiska_filer, databas=False),
    Kontroll("certifikat", certifikat, databas=False),
)


# --- only when asked: what is outside the machine ---------------------------------------------------------------------


def tidsstampel():
    if not settings.SIGNERING.tsa:
        return
    stamplare = timestamps.HTTPTimeStamper(settings.SIGNERING.tsa, timeout=VANTAN)
    try:
        i_egen_trad(lambda: asyncio.run(stamplare.async_dummy_response("sha256")))
    except (timestamps.TimestampRequestError, aiohttp.ClientError, OSError, ValueError) as error:
        yield f"Tidsstämpeltjänsten {settings.SIGNERING.tsa} svarar inte som den ska: {error or type(error).__name__}."


def egna_adressen():
    """Does the site's own address answer with a certificate that holds?"""
    delar = urlsplit(settings.ADRESS)
    if delar.scheme != "https":
        return
    try:
        kanal = socket.create_connection((delar.hostname, delar.port or 443), VANTAN)
        with kanal, ssl.create_default_context().wrap_socket(kanal, server_hostname=delar.hostname) as saker:
            slut = ssl.cert_time_to_seconds(saker.getpeercert()["notAfter"])
    except OSError as error:  # of which ssl's are one kind
        yield f"{settings.ADRESS} svarar inte som den ska: {error}."
    else:
        yield from slutar(f"Certifikatet för {delar.hostname}", datetime.fromtimestamp(slut, UTC))


UTIFRAN = (Kontroll("tidsstämpeltjänsten", tidsstampel, databas=False), Kontroll("adressen utifrån", egna_adressen, databas=False))


def _provbrev(till):
    varfor, context = "någon prövar om breven går fram", {"adress": settings.ADRESS}
    letter = brev(till, "Provbrev från Samverkan", "brev/prov.txt", context, avsandare=Avsandare(), varfor=varfor)
    if fel := skicka(letter):
        yield f"Provbrevet till {till} gick inte: {fel}."


def provbrev(till):
    """One letter to a named address."""
    return Kontroll("provbrev", partial(_provbrev, till))
