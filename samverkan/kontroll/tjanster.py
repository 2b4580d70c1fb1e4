"""What is wrong with others' login services: an organisation that is not there, a certificate near its end, one that does not answer."""

from allauth.socialaccount.models import SocialAccount
from cryptography import x509
from django.conf import settings
from django.db.models import Count
from requests import RequestException

from samverkan.inloggning.genom import OpalitligtError, organisation_for
from samverkan.inloggning.oidc import Oidcadapter
from samverkan.inloggning.tjanster import VARIABEL, tjanst_med
from samverkan.kontroll.maskinen import slutar
from samverkan.kontroll.punkt import Kontroll
from samverkan.svenska import numerus, stor_bokstav


def organisationerna():
    for tjanst in settings.INLOGGNINGSTJANSTER:
        if organisation_for(tjanst) is None:
            yield f"{tjanst.namn} ({tjanst.id}) är knuten till {tjanst.organisation}, som inte finns. Ingen kommer in den vägen."


def certifikaten():
    """Of several the last to end counts: while a service changes its key both stand in the file."""
    for tjanst in settings.INLOGGNINGSTJANSTER:
        for vad, pem in (("Certifikatet", "\n".join(tjanst.certifikat)), ("Det egna certifikatet", tjanst.eget_certifikat)):
            if pem:
                slut = max(cert.not_valid_after_utc for cert in x509.load_pem_x509_certificates(pem.encode()))
                yield from slutar(f"{vad} för inloggning med {tjanst.namn}", slut)


def kopplingarna():
    """Those of a service that the file names no more let nobody in."""
    for rad in SocialAccount.objects.values("provider").annotate(antal=Count("pk")).order_by("provider"):
        if tjanst_med(rad["provider"]) is None:
            vad = stor_bokstav(numerus(rad["antal"], "en koppling", "kopplingar"))
            yield f"{vad} går till tjänsten {rad['provider']}, som inte står i filen ({VARIABEL}). Har den bytt id?"


def svaren():
    """Does each that is asked before a login answer, and is it the one it should be?"""
    for tjanst in settings.INLOGGNINGSTJANSTER:
        if tjanst.sort == "oidc":
            try:
                Oidcadapter(None, tjanst.id).nycklar()
            except RequestException as error:
                yield f"{tjanst.namn} ({tjanst.utfardare}) svarar inte som den ska: {type(error).__name__}."
            except OpalitligtError as error:
                yield f"{tjanst.namn} ({tjanst.utfardare}): {error}"


KONTROLLER = (
    Kontroll("inloggningstjänsternas organisationer", organisationerna),
    Kontroll("inloggningstjänsternas certifikat", certifikaten, databas=False),
    Kontroll("kopplingar till inloggningstjänster", kopplingarna),
)
UTIFRAN = (Kontroll("inloggningstjänsterna", svaren, databas=False),)
