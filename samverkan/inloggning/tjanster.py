"""Others' login services: which the operator's file names, and what is wrong with the file, in sentences. Asks no database."""

import re
import tomllib
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

VARIABEL = "SAMVERKAN_INLOGGNINGSTJANSTER"
EGEN_MASKIN = {"127.0.0.1", "localhost", "::1"}
ID = re.compile(r"[a-z][a-z0-9-]{1,39}")
# What each kind must say, and what it may.
ALLA = {"namn": str, "organisation": str, "sort": str, "utfardare": str}
FRITT = {"hjalp": str, "tvafaktor": bool, "epost_bekraftad": bool}
KRAV = {"oidc": {"klient": str}, "saml": {"adress": str, "certifikat_fil": str, "id_attribut": str, "epost_attribut": str}}
VAL = {"oidc": {"hemlighet_fil": str, "hemlighet_miljo": str}, "saml": {"egen_nyckel_fil": str, "eget_certifikat_fil": str}}
ORD = {str: "en text inom citattecken", bool: "true eller false"}


@dataclass(frozen=True)
class Inloggningstjanst:
    """One service, bound to one organisation: its SCB code, or its name where it has none. `id` is in its addresses and in the log."""

    id: str
    namn: str
    organisation: str
    sort: str
    utfardare: str
    hjalp: str = ""
    tvafaktor: bool = False
    epost_bekraftad: bool = False
    klient: str = ""
    hemlighet: str = field(default="", repr=False)
    adress: str = ""
    certifikat: tuple[str, ...] = ()
    id_attribut: str = ""
    epost_attribut: str = ""
    egen_nyckel: str = field(default="", repr=False)
    eget_certifikat: str = ""

    @property
    def vag(self):
        """The module that speaks its language."""
        return import_module(f"samverkan.inloggning.{self.sort}")


def tjanst_med(nyckel):
    return next((tjanst for tjanst in settings.INLOGGNINGSTJANSTER if tjanst.id == nyckel), None)


def ur_filen(fil, miljo):
    """(Inloggningstjanst, …) of the file; () when none is named. All that is wrong is told at once."""
    if not fil:
        return ()
    try:
        delar = tomllib.loads(Path(fil).read_text(encoding="utf-8"))
    except OSError as error:
        raise ImproperlyConfigured(f"{VARIABEL}: filen {fil} går inte att läsa ({error.strerror}).") from error
    except ValueError as error:
        raise ImproperlyConfigured(f"{VARIABEL}: filen {fil} är inte TOML ({error}).") from error
    fel = [f"{VARIABEL}, [{nyckel}]: {text}" for nyckel, uppgifter in delar.items() for text in _fel(nyckel, uppgifter, miljo)]
    if fel:
        raise ImproperlyConfigured("\n".join(fel))
    return tuple(_tjanst(nyckel, uppgifter, miljo) for nyckel, uppgifter in delar.items())


def _fel(nyckel, uppgifter, miljo):
    """Sentences about one service."""
    if not isinstance(uppgifter, dict):
        yield "står utanför en tjänst. Börja filen med tjänstens id inom hakparenteser, till exempel [region]."
        return
    if not ID.fullmatch(nyckel):
        yield "id:t ska vara små bokstäver (a–z), siffror och bindestreck, och börja med en bokstav."
    sort = uppgifter.get("sort")
    if sort not in KRAV:
        yield "sort ska vara oidc eller saml."
        return
    yield from _uppgifterna(uppgifter, ALLA | KRAV[sort], FRITT | VAL[sort])
    yield from _adresserna(uppgifter)
    yield from _hemligheten(uppgifter, miljo) if sort == "oidc" else _saml(uppgifter)


def _uppgifterna(uppgifter, krav, val):
    yield from (f"{namn} saknas." for namn in krav if not uppgifter.get(namn))
    for namn, varde in uppgifter.items():
        if namn == "hemlighet":
            yield "hemligheten ska inte stå här. Lägg den i en egen fil (hemlighet_fil) eller i miljön (hemlighet_miljo)."
        elif namn not in krav | val:
            yield f"{namn} är ingen uppgift som programmet känner till."
        elif not isinstance(varde, (krav | val)[namn]):
            yield f"{namn} ska vara {ORD[(krav | val)[namn]]}."


def ar_saker(adress):
    """By https, or on the machine itself."""
    delar = urlsplit(adress)
    return delar.scheme == "https" or (delar.scheme == "http" and delar.hostname in EGEN_MASKIN)


def _adresserna(uppgifter):
    for namn in ("utfardare", "adress") if uppgifter["sort"] == "oidc" else ("adress",):
        varde = uppgifter.get(namn)
        if isinstance(varde, str) and varde and not ar_saker(varde):
            yield f"{namn} ska börja med https://."


def _hemligheten(uppgifter, miljo):
    fil, variabel = uppgifter.get("hemlighet_fil"), uppgifter.get("hemlighet_miljo")
    if bool(fil) == bool(variabel):
        yield "skriv antingen hemlighet_fil eller hemlighet_miljo: var klientens hemlighet står."
    elif fil:
        yield from _filfel("hemlighet_fil", fil)
    elif not miljo.get(str(variabel)):
        yield f"miljövariabeln {variabel} (hemlighet_miljo) är inte satt."


def _saml(uppgifter):
    if uppgifter.get("epost_bekraftad") is not True:
        yield "epost_bekraftad ska vara true: SAML säger inte om en adress är bekräftad, så du svarar för att tjänsten har gjort det."
    if not find_spec("onelogin"):
        yield "för SAML behövs ett paket till: pip install -r requirements-saml.txt."
    if bool(uppgifter.get("egen_nyckel_fil")) != bool(uppgifter.get("eget_certifikat_fil")):
        yield "egen_nyckel_fil och eget_certifikat_fil hör ihop: skriv båda eller ingen."
    for namn in ("certifikat_fil", "eget_certifikat_fil", "egen_nyckel_fil"):
        if fil := uppgifter.get(namn):
            yield from _filfel(namn, fil) or (() if namn == "egen_nyckel_fil" else _certifikatfel(namn, fil))


def _filfel(namn, fil):
    try:
        return [] if Path(str(fil)).read_text(encoding="utf-8").strip() else [f"filen {fil} ({namn}) är tom."]
    except (OSError, ValueError):
        return [f"filen {fil} ({namn}) går inte att läsa."]


def _certifikatfel(namn, fil):
    try:
        x509.load_pem_x509_certificates(Path(str(fil)).read_bytes())
    except ValueError:
        return [f"filen {fil} ({namn}) har inget certifikat i PEM."]
    return []


def _tjanst(nyckel, uppgifter, miljo):
    def ur(namn):
        fil = uppgifter.get(f"{namn}_fil")
        return Path(fil).read_text(encoding="utf-8").strip() if fil else ""

    ovriga = {namn: varde for namn, varde in uppgifter.items() if not namn.endswith(("_fil", "_miljo"))}
    hemlighet = ur("hemlighet") or miljo.get(uppgifter.get("hemlighet_miljo", ""), "")
    eget = {"egen_nyckel": ur("egen_nyckel"), "eget_certifikat": ur("eget_certifikat")}
    return Inloggningstjanst(id=nyckel, hemlighet=hemlighet, certifikat=_delar(ur("certifikat")), **eget, **ovriga)


def _delar(pem):
    """Each certificate of a PEM file: while a service changes its key both stand there."""
    return tuple(re.findall(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", pem, re.DOTALL))
