"""OpenID Connect: the way to a login service and back, and what its answer must be to be believed. allauth walks the way."""

import re
from functools import wraps
from hashlib import sha256

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404
from django.urls import reverse
from requests import JSONDecodeError, RequestException

from samverkan.brev import webbadress
from samverkan.inloggning.genom import Leverantor, OpalitligtError, gammal, opalitligt, svarar_inte, uid, vem
from samverkan.inloggning.tjanster import ar_saker, tjanst_med

# Signed by a key that only the service has: never by the client's secret, and never not at all.
ALGORITMER = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
KRAVS = ["iss", "sub", "aud", "exp", "iat"]
KLOCKA = 60  # seconds that two clocks may differ
VARFOR = {
    jwt.ExpiredSignatureError: "Det är för gammalt.",
    jwt.ImmatureSignatureError: "Det gäller inte än: klockorna går olika.",
    jwt.InvalidIssuerError: "Det kommer från en annan utfärdare.",
    jwt.InvalidAudienceError: "Det är avsett för ett annat program.",
    jwt.InvalidSignatureError: "Underskriften stämmer inte.",
    jwt.MissingRequiredClaimError: "Det saknar uppgifter som ska finnas.",
}
FORMEN = "Det har inte den form det ska ha."
FELKOD = re.compile(r'"error"\s*:\s*"([a-z_]{1,40})"')


def _nonce(state):
    """Ties the answer to the browser that asked, as the state does."""
    return sha256(f"nonce {state}".encode()).hexdigest()


def _begripligt(gor):
    """What does not have the shape it should is an answer not to be believed, and no fault of the program."""

    @wraps(gor)
    def inner(*args, **kwargs):
        try:
            return gor(*args, **kwargs)
        except JSONDecodeError as error:
            raise OpalitligtError(FORMEN) from error
        except (RequestException, OAuth2Error):
            raise
        except jwt.PyJWTError as error:
            raise OpalitligtError(VARFOR.get(type(error), "Underskriften går inte att pröva.")) from error
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise OpalitligtError(FORMEN) from error

    return inner


class Oidcklient(OAuth2Client):
    def get_redirect_url(self, authorization_url, scope, extra_params):
        return super().get_redirect_url(authorization_url, sorted(scope), extra_params | {"nonce": _nonce(self.state)})


class Oidcadapter(OpenIDConnectOAuth2Adapter):
    client_class = Oidcklient

    @property
    def tjanst(self):
        return tjanst_med(self.provider_id)

    @property
    @_begripligt
    def openid_config(self):
        """What the service says of itself: it must call itself what the operator's file calls it, and send nobody over an open line."""
        if not hasattr(self, "_openid_config"):
            uppgifter = self._hamta(self.get_provider().server_url)
            if uppgifter["issuer"] != self.tjanst.utfardare:
                raise OpalitligtError("Tjänsten kallar sig något annat än det som är avtalat.")
            if not all(ar_saker(uppgifter[namn]) for namn in ("authorization_endpoint", "token_endpoint", "jwks_uri")):
                raise OpalitligtError("Tjänsten har adresser som inte börjar med https.")
            self._openid_config = uppgifter
        return self._openid_config

    @property
    def basic_auth(self):
        """As the standard says when the service does not."""
        return "client_secret_post" not in self.openid_config.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])

    def _hamta(self, adress, **kwargs):
        with get_adapter().get_requests_session() as session:
            svar = session.get(adress, **kwargs)
            svar.raise_for_status()
            return svar.json()

    def get_callback_url(self, request, app):
        return aterkomst(self.tjanst)

    def get_client(self, request, app):
        """allauth lets a service that is down here be a fault of the program."""
        try:
            return super().get_client(request, app)
        except RequestException as error:
            raise ImmediateHttpResponse(svarar_inte(request, self.tjanst, error)) from error
        except OpalitligtError as error:
            raise ImmediateHttpResponse(opalitligt(request, self.tjanst, str(error))) from error

    @_begripligt
    def get_access_token_data(self, request, app, client, pkce_code_verifier=None):
        if request.GET.get("iss", self.tjanst.utfardare) != self.tjanst.utfardare:
            raise OpalitligtError(VARFOR[jwt.InvalidIssuerError])
        try:
            return super().get_access_token_data(request, app, client, pkce_code_verifier)
        except OAuth2Error as error:
            kod = FELKOD.search(str(error))
            raise OpalitligtError(f"Den tar inte emot koden ({kod[1] if kod else 'utan förklaring'}).") from error

    parse_token = _begripligt(OpenIDConnectOAuth2Adapter.parse_token)

    @_begripligt
    def complete_login(self, request, app, token, **kwargs):
        """Whom the signed token names; what it does not say of her address is asked for, and must be about the same person."""
        uppgifter = self._las(kwargs["response"]["id_token"], app.client_id)
        if uppgifter.get("nonce") != _nonce(request.GET["state"]):
            raise OpalitligtError("Det hör till en annan inloggning.")
        if "email" not in uppgifter:
            mer = self._hamta(self.profile_url, headers={"Authorization": f"Bearer {token.token}"})
            if mer["sub"] != uppgifter["sub"]:
                raise OpalitligtError("Det handlar om två olika personer.")
            uppgifter = mer
        intygad = uppgifter.get("email_verified") in (True, "true")
        kand_som, epost = uid(self.tjanst, uppgifter["sub"]), str(uppgifter.get("email") or "")
        if "\0" in epost:  # no address has it, and no database takes it
            raise OpalitligtError(FORMEN)
        return vem(self.get_provider(), self.tjanst, kand_som=kand_som, epost=epost, intygad=intygad)

    @_begripligt
    def nycklar(self):
        """The keys it signs with, as it publishes them today."""
        return jwt.PyJWKSet.from_dict(self._hamta(self.openid_config["jwks_uri"])).keys

    def _las(self, id_token, klient):
        """What the token says, once its signature, issuer, audience and time are found right."""
        kid = jwt.get_unverified_header(id_token).get("kid")
        nyckel = next((nyckel for nyckel in self.nycklar() if kid in (None, nyckel.key_id)), None)
        if nyckel is None or nyckel.key_type == "oct":
            raise OpalitligtError("Underskriften går inte att pröva.")
        krav = {"issuer": self.tjanst.utfardare, "audience": klient, "leeway": KLOCKA, "options": {"require": KRAVS}}
        return jwt.decode(id_token, nyckel, algorithms=ALGORITMER, **krav)


class Oidcleverantor(Leverantor, OpenIDConnectProvider):
    """One service of the file, as allauth wants it. Nothing in the address of the request changes what is asked for."""

    oauth2_adapter_class = Oidcadapter

    def get_redirect_from_request_kwargs(self, request):
        bara = super(OAuth2Provider, self).get_redirect_from_request_kwargs(request)
        return bara | {"process": AuthProcess.LOGIN}


def leverantor(request, tjanst):
    val = {"server_url": tjanst.utfardare.rstrip("/"), "oauth_pkce_enabled": True, "scope": ["openid", "email"]}
    app = SocialApp(provider="openid_connect", provider_id=tjanst.id, name=tjanst.namn, client_id=tjanst.klient, settings=val)
    app.secret = tjanst.hemlighet
    return Oidcleverantor(request, app)


def aterkomst(tjanst):
    """The address that the service is told of, and sends people back to."""
    return webbadress(reverse("samverkan:tjanst_svar", args=[tjanst.id]))


def logga_in(request, tjanst):
    return OAuth2LoginView.adapter_view(Oidcadapter(request, tjanst.id))(request)


def svar(request, tjanst):
    if request.method != "GET":
        return gammal(request, tjanst)
    return OAuth2CallbackView.adapter_view(Oidcadapter(request, tjanst.id))(request)


def klar(request, tjanst):
    raise Http404("Of SAML alone.")


metadata = klar
