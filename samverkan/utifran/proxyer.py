"""What stands in front of the program. What a proxy says of a visitor (X-Forwarded-*) is believed only from one the operator has named."""

import ipaddress
import logging

from django.conf import settings
from django.core import checks
from django.http import HttpResponse

logger = logging.getLogger(__name__)
SAGER = ("HTTP_FORWARDED", "HTTP_X_REAL_IP", *(f"HTTP_X_FORWARDED_{vad}" for vad in ("FOR", "PROTO", "HOST", "PORT", "SSL", "PREFIX")))
OSAGT = (
    "SAMVERKAN_PROXIES är inte satt: programmet räknar med att ingen proxy står framför och tror inte på X-Forwarded-*. Står det en proxy "
    "framför ser alla besökare ut att komma från samma adress och delar på alla gränser för antal försök. Sätt den till antalet proxyer, "
    "eller till 0 när ingen finns."
)
OKAND = (
    "Programmet står bakom en proxy som det inte känner till, och kan inte skilja besökare åt. Den som driver det sätter SAMVERKAN_PROXIES "
    "till antalet proxyer.\n"
)
_sagt = set()


@checks.register(checks.Tags.security, deploy=True)
def har_sagts(app_configs, **kwargs):
    """Has the operator said whether a proxy stands in front?"""
    return [] if settings.PROXIES_SAGT else [checks.Warning(OSAGT, id="samverkan.W001")]


def vid_start():
    """Said in the log when the web starts, where nobody runs the checks."""
    if not (settings.DEBUG or settings.PROXIES_SAGT):
        logger.warning(OSAGT)


def _ar_var(adress):
    """Is it one of the named proxies? A local socket has no address: who may reach it is the machine's to say."""
    if not adress:
        return True
    try:
        ip = ipaddress.ip_address(adress)
    except ValueError:
        return False
    ip = getattr(ip, "ipv4_mapped", None) or ip  # as an IPv4 address stands where the server listens on [::]
    return any(ip in ipaddress.ip_network(nat, strict=False) for nat in settings.PROXY_ADRESSER)


def betrodd(meta):
    """Believed when a named proxy says it, and every proxy on the way has said its part."""
    antal = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    led = [led for led in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if led.strip()]
    return antal > 0 and _ar_var(meta.get("REMOTE_ADDR", "")) and len(led) >= antal


def _sag_en_gang(adress):
    if adress not in _sagt and len(_sagt) < 20:
        _sagt.add(adress)
        logger.warning("X-Forwarded-* från %s är inte trodd: adressen är ingen proxy som är inställd, eller så fattas ett led.", adress)


def bara_kanda(get_response):
    """First of all: nothing behind it sees what an unknown proxy, or a visitor who plays one, says."""

    def middleware(request):
        adress = request.META.get("REMOTE_ADDR", "")
        if not adress and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
            _sag_en_gang("en lokal sockel")
            return HttpResponse(OKAND, status=503, content_type="text/plain; charset=utf-8")
        if not betrodd(request.META):
            borttagna = [request.META.pop(namn) for namn in SAGER if namn in request.META]
            if borttagna:
                _sag_en_gang(adress or "en lokal sockel")
        return get_response(request)

    return middleware
