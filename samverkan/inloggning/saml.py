"""SAML 2.0: the way to a login service and back, and what its answer must be to be believed. Wants the package python3-saml.

The answer is posted from the service's own page, so the browser's session does not come with it: it is tried where it comes, and taken in
one step later, by the browser that asked. What the service is stands in the operator's file: nothing is fetched from it.
"""

from urllib.parse import urlsplit

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Ord
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from samverkan.brev import webbadress
from samverkan.inloggning.genom import AVBROT, Avvisning, Leverantor, OpalitligtError, avvisa, gammal, opalitligt, uid, vem

Fel = OneLogin_Saml2_ValidationError
KAKA, TID = "saml", 60  # seconds from the answer to the next step
NAMEID = "NameID"  # as id_attribut: the subject's own name, when the service gives a lasting one
VARAR = {Ord.NAMEID_PERSISTENT, Ord.NAMEID_EMAIL_ADDRESS, Ord.NAMEID_UNSPECIFIED}
OSIGNERAT, GAMMALT = "Det är inte underskrivet av tjänsten.", "Det är för gammalt."
SHA1 = "Det är underskrivet på ett sätt som inte längre är säkert (SHA-1)."
VARFOR = {
    Fel.NO_SIGNED_ASSERTION: OSIGNERAT,
    Fel.NO_SIGNED_MESSAGE: OSIGNERAT,
    Fel.NO_SIGNATURE_FOUND: OSIGNERAT,
    Fel.INVALID_SIGNATURE: "Underskriften stämmer inte.",
    Fel.DEPRECATED_SIGNATURE_METHOD: SHA1,
    Fel.DEPRECATED_DIGEST_METHOD: SHA1,
    Fel.WRONG_ISSUER: "Det kommer från en annan utfärdare.",
    Fel.WRONG_AUDIENCE: "Det är avsett för ett annat program.",
    Fel.WRONG_DESTINATION: "Det är avsett för en annan adress.",
    Fel.ASSERTION_EXPIRED: GAMMALT,
    Fel.SESSION_EXPIRED: GAMMALT,
    Fel.RESPONSE_EXPIRED: GAMMALT,
    Fel.ASSERTION_TOO_EARLY: "Det gäller inte än: klockorna går olika.",
}
FORMEN = "Det har inte den form det ska ha."
IRT = "//saml:Assertion/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"


def _adress(namn, tjanst):
    return webbadress(reverse(f"samverkan:tjanst_{namn}", args=[tjanst.id]))


def _installningar(tjanst):
    """What python3-saml is to ask for and believe: signed assertions alone, by a method that is safe."""
    sp = {
        "entityId": _adress("metadata", tjanst),
        "assertionConsumerService": {"url": _adress("svar", tjanst), "binding": Ord.BINDING_HTTP_POST},
    }
    sp["NameIDFormat"] = Ord.NAMEID_PERSISTENT if tjanst.id_attribut == NAMEID else Ord.NAMEID_UNSPECIFIED
    sp |= {"x509cert": tjanst.eget_certifikat, "privateKey": tjanst.egen_nyckel}
    idp = {"entityId": tjanst.utfardare, "singleSignOnService": {"url": tjanst.adress, "binding": Ord.BINDING_HTTP_REDIRECT}}
    idp["x509certMulti"] = {"signing": list(tjanst.certifikat)}
    security = {
        "wantAssertionsSigned": True,
        "rejectDeprecatedAlgorithm": True,
        "authnRequestsSigned": bool(tjanst.egen_nyckel),
        "signatureAlgorithm": Ord.RSA_SHA256,
        "digestAlgorithm": Ord.SHA256,
        "requestedAuthnContext": False,
        "wantNameId": tjanst.id_attribut == NAMEID,
        "allowRepeatAttributeName": True,
        "allowSingleLabelDomains": True,
        "metadataValidUntil": "2099-12-31T00:00:00Z",  # two days when not said, and whoever fetched it once would be shut out
    }
    return {"strict": True, "sp": sp, "idp": idp, "security": security}


def _fraga(tjanst, post=None):
    """The request as python3-saml wants it: by the site's own address, never by what a Host header says."""
    delar = urlsplit(_adress("svar", tjanst))
    return {
        "https": "on" if delar.scheme == "https" else "off",
        "http_host": delar.netloc,
        "script_name": delar.path,
        "get_data": {},
        "post_data": post or {},
    }


class Samlleverantor(Leverantor, SAMLProvider):
    """One service of the file, as allauth wants it."""


def leverantor(request, tjanst):
    return Samlleverantor(request, app=SocialApp(provider="saml", provider_id=tjanst.id, name=tjanst.namn, client_id=tjanst.id))


def logga_in(request, tjanst):
    auth = OneLogin_Saml2_Auth(_fraga(tjanst), _installningar(tjanst))
    vagen = auth.login(return_to="")
    leverantor(request, tjanst).stash_redirect_state(
        request, AuthProcess.LOGIN, get_next_redirect_url(request), state_id=auth.get_last_request_id()
    )
    return redirect(vagen)


def svar(request, tjanst):
    """What the service posts. Once it is found right it goes on with the browser, signed by us, to where its session is known."""
    if not request.POST.get("SAMLResponse"):
        return gammal(request, tjanst)
    try:
        sagt = _provat(tjanst, request.POST["SAMLResponse"])
    except OpalitligtError as error:
        return opalitligt(request, tjanst, str(error))
    if sagt is None:
        return avvisa(request, tjanst, Avvisning(AVBROT, "", "avbröt"))
    vidare = reverse("samverkan:tjanst_klar", args=[tjanst.id])
    response = redirect(vidare)
    kaka = signing.dumps(sagt, salt=f"saml {tjanst.id}", compress=True)
    val = {"httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE, "path": vidare}
    response.set_cookie(KAKA, kaka, max_age=TID, **val)
    return response


def _provat(tjanst, text):
    """[which request it answers, what she is known by, her address]; None when the service says that she did not log in."""
    try:
        besked = OneLogin_Saml2_Response(OneLogin_Saml2_Settings(_installningar(tjanst)), text)
        besked.is_valid(_fraga(tjanst, {"SAMLResponse": text}), raise_exceptions=True)
        if not besked.get_audiences():
            raise OpalitligtError("Det säger inte vilket program det är avsett för.")
        return [_besvarar(besked), uid(tjanst, _sub(tjanst, besked)), _attribut(besked, tjanst.epost_attribut)]
    except OneLogin_Saml2_ValidationError as error:
        if error.code == Fel.STATUS_CODE_IS_NOT_SUCCESS:
            return None
        raise OpalitligtError(VARFOR.get(error.code, FORMEN)) from error
    except (OneLogin_Saml2_Error, etree.Error, AttributeError, LookupError, TypeError, ValueError) as error:
        raise OpalitligtError(FORMEN) from error


def _besvarar(besked):
    """The request it answers, as the signed part of it says: nothing that nobody asked for is taken in."""
    namn = {"saml": Ord.NS_SAML}
    svar_pa = {data.get("InResponseTo") for data in besked.get_xml_document().xpath(IRT, namespaces=namn)}
    if len(svar_pa) != 1 or None in svar_pa:
        raise OpalitligtError("Det är inget svar på en inloggning härifrån.")
    return svar_pa.pop()


def _attribut(besked, namn):
    return next((varde for varde in besked.get_attributes().get(namn, []) if varde), "")


def _sub(tjanst, besked):
    """What she is called there for as long as she is there."""
    if tjanst.id_attribut != NAMEID:
        if not (sub := _attribut(besked, tjanst.id_attribut)):
            raise OpalitligtError(f"Det saknar uppgiften {tjanst.id_attribut}, som du ska kännas igen på.")
        return sub
    if besked.get_nameid_format() not in VARAR:
        raise OpalitligtError("Det har bara ett tillfälligt namn på dig (transient NameID), och du ska kännas igen nästa gång.")
    return besked.get_nameid()


def klar(request, tjanst):
    try:
        fraga, kand_som, epost = signing.loads(request.COOKIES.get(KAKA, ""), salt=f"saml {tjanst.id}", max_age=TID)
    except signing.BadSignature:
        return gammal(request, tjanst)
    state = statekit.unstash_state(request, state_id=fraga, provider_id=tjanst.id)
    if state is None:
        return gammal(request, tjanst)
    login = vem(leverantor(request, tjanst), tjanst, kand_som=kand_som, epost=epost, intygad=False)
    login.state = state
    response = complete_social_login(request, login)
    response.delete_cookie(KAKA, path=request.path)
    return response


def metadata(request, tjanst):
    """What the service is to know of this program: its addresses, and its certificate where it has one."""
    text = OneLogin_Saml2_Settings(_installningar(tjanst), sp_validation_only=True).get_sp_metadata()
    return HttpResponse(text, content_type="application/samlmetadata+xml")
