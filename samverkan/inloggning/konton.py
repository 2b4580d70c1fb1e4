"""How allauth behaves here: nobody signs up, accounts are made by the processledare; every way in and every failure leaves a trace."""

import time
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.account.signals import login_code_rejected
from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from samverkan.brev import Avsandare, brev, skicka, webbadress
from samverkan.door import log
from samverkan.efterat import efterat
from samverkan.inloggning import genom
from samverkan.inloggning.enheter import kand, minns
from samverkan.models import User
from samverkan.skrivet.kvarlamnat import NYCKEL

OKAND = "account/email/unknown_account"
VARFOR = {
    "account/email/login_code": "någon, troligen du, har bett om en kod för att logga in med din adress",
    "account/email/password_reset_key": "någon, troligen du, har bett om ett nytt lösenord för din adress",
    OKAND: "någon har försökt logga in med din adress",
}


FOR_MANGA = (
    "För många försök. Vänta fem minuter, eller begär en kod till din e-post: den vägen är öppen. På en enhet där du har varit inloggad "
    "räknas bara dina egna försök."
)
FLERA_BREV = "Inget nytt brev är skickat: flera har redan gått till adressen. Vänta en kvart och försök igen."


def _med_epost(epost):
    return User.objects.filter(email__iexact=epost).first() if epost else None


class Backend(AuthenticationBackend):
    """Asked at the login and at every request."""

    def user_can_authenticate(self, user):
        return user.far_logga_in


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {"too_many_login_attempts": FOR_MANGA}

    def _get_login_attempts_cache_key(self, request, **credentials):
        """By account and address: who fails elsewhere shuts nobody out here."""
        return f"{credentials.get('email', '').lower()} {self.get_client_ip(request)}"

    def pre_authenticate(self, request, **credentials):
        """On a device she has logged in on, her tries are counted for that device alone; elsewhere by address, and in all."""
        epost = credentials.get("email", "").lower()
        if enhet := kand(request, _med_epost(epost)):
            oppen = ratelimit.consume(request, action="login_kand_enhet", key=enhet)
        else:
            super().pre_authenticate(request, **credentials)
            oppen = ratelimit.consume(request, action="login_i_allt", key=epost)
        if not oppen:
            raise self.validation_error("too_many_login_attempts")

    def is_reauthentication_required(self, *, app, **kwargs):
        """She who has just logged in has just shown who she is."""
        senast = max((gang["at"] for gang in get_authentication_records(self.request, self.request.user)), default=0)
        nyss = time.time() - senast < app_settings.REAUTHENTICATION_TIMEOUT
        return not nyss and super().is_reauthentication_required(app=app, **kwargs)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        minns(request, response, user)
        return response

    def render_mail(self, template_prefix, email, context, headers=None):
        """In the frame of every other letter."""
        amne = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        varfor = VARFOR.get(template_prefix, "det gäller ditt konto")
        mall = f"{template_prefix}_message.txt"
        return brev(email, amne, mall, context, avsandare=self.avsandare(email), varfor=varfor, hemligt=True)

    def send_mail(self, template_prefix, email, context):
        """Known or unknown, the address gets a letter: what is said when the mail server refuses tells of neither.

        An unknown address does so only a few times: nobody sends letters to strangers through us.
        """
        if not self._ar_lagom(email):
            messages.error(self.request, FLERA_BREV)
            return
        if template_prefix == OKAND and not self._far_skrivas_till(email):
            return
        if fel := skicka(self.render_mail(template_prefix, email, {"request": self.request, "email": email} | context)):
            messages.error(self.request, f"Brevet till {email} kunde inte skickas: {fel}. Försök igen om en stund.")

    def _ar_lagom(self, email):
        """Is it not too many letters to one address? Counted where they are asked for, so that nobody uses up another's."""
        epost = email.lower()
        enhet = kand(self.request, _med_epost(epost))
        if not ratelimit.consume(self.request, action="brev_harifran", key=enhet or f"{epost} {self.get_client_ip(self.request)}"):
            return False
        return bool(enhet) or ratelimit.consume(self.request, action="brev_i_allt", key=epost)

    def _far_skrivas_till(self, email):
        en = ratelimit.consume(self.request, action="okand_adress_en", key=email.lower())
        return en and ratelimit.consume(self.request, action="okand_adress", key="alla")

    def get_reset_password_from_key_url(self, key):
        return webbadress(urlsplit(super().get_reset_password_from_key_url(key)).path)

    def avsandare(self, email):
        """In whose name. This floor knows of no agreement: the room that does says more."""
        return Avsandare()

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        """By the code in the letter there is no `next`: what she had typed before is shown all the same."""
        return reverse("samverkan:skrivet") if NYCKEL in request.session else super().get_login_redirect_url(request)

    def pre_login(self, request, user, *, email=None, **kwargs):
        """A code that went to an address which is hers no longer opens nothing."""
        if email and email.lower() != user.email.lower():
            clear_login(request)
            messages.error(request, "E-postadressen är ändrad sedan koden skickades. Logga in med den nya.")
            return redirect("account_login")
        genom.minns(request, kwargs.get("signal_kwargs"))
        user.is_active = user.far_logga_in  # not saved: who may not is answered as somebody whose account is closed
        return super().pre_login(request, user, email=email, **kwargs)

    def login(self, request, user):
        super().login(request, user)
        tjanst = genom.tjanstens_namn(request)
        log(user, "loggade in", by=user, text=f"genom {tjanst}" if tjanst else "")

    def logout(self, request):
        if request.user.is_authenticated:
            log(request.user, "loggade ut", by=request.user)
        tjanst = genom.tjanstens_namn(request)
        super().logout(request)
        if tjanst and request.resolver_match.url_name == "account_logout":  # not when she only comes in anew
            messages.warning(request, genom.KVAR.format(tjanst))

    def set_password(self, user, password):
        super().set_password(user, password)
        log(user, "bytte lösenord", by=user)

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        user = _med_epost(credentials.get("email"))
        if user:  # an address that belongs to nobody is not written down
            log(user, "misslyckades logga in", by=None, text=f"Fel lösenord till {user}")


def flytta_inloggningen(user, *, gammal, by):
    """The address has changed: the code goes to the new one alone, and both are told. The sessions, which bear it, end by themselves."""
    EmailAddress.objects.filter(user=user).delete()
    log(user, "bytte e-postadress", by=by)
    efterat(_ny_adress, user, gammal, by)


def _ny_adress(user, gammal, by):
    """To the former address and the new one, so that nobody loses her login unawares."""
    context, fran = {"person": user, "gammal": gammal, "andrad_av": by}, get_adapter().avsandare(user.email)
    for adress, star in ((gammal, "stod"), (user.email, "står")):
        varfor = f"adressen {star} som din inloggning"
        skicka(
            brev(adress, "Din e-postadress i Samverkan är ändrad", "account/email/ny_adress.txt", context, avsandare=fran, varfor=varfor)
        )


def fel_kod(sender, user, **kwargs):
    log(user, "misslyckades logga in", by=None, text=f"Fel kod till {user}")


# The adapter is not asked when a code is wrong: allauth tells it only so.
login_code_rejected.connect(fel_kod, dispatch_uid="samverkan.fel_kod")
