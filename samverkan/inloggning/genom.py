"""Who comes in by another's login service: she who holds a role today at the organisation the service is bound to, and nobody else."""

import logging
from dataclasses import dataclass
from hashlib import sha256

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.db import transaction
from django.db.models import Q
from django.shortcuts import render
from requests import RequestException

from samverkan.brev import brev, skicka
from samverkan.door import log
from samverkan.efterat import efterat
from samverkan.inloggning.tjanster import tjanst_med
from samverkan.models import Organisation, User

logger = logging.getLogger(__name__)
NYCKEL = "inloggad_genom"  # in the session: the id of the service she came by

AVBROT = "Du avbröt inloggningen. Börja om när du vill, eller logga in på ett annat sätt."
GAMMAL = (
    "Inloggningen är redan använd, tog för lång tid eller började i en annan webbläsare. "
    "Börja om härifrån, med kakor tillåtna i webbläsaren."
)
SVARAR_INTE = "Tjänsten svarar inte just nu. Försök igen om en stund, eller logga in med lösenord eller en kod till din e-post."
OPALITLIGT = "Svaret från tjänsten gick inte att lita på, så du är inte inloggad."
DRIFTEN = "Försök en gång till. Hjälper inte det, säg det till den som ansvarar för tjänsten, och logga in på ett annat sätt så länge."
KVAR = (
    "Du är fortfarande inloggad hos {}: den som öppnar webbläsaren kan logga in igen utan lösenord. "
    "Logga ut även där, eller stäng webbläsaren."
)


@dataclass(frozen=True)
class Avvisning:
    """Why somebody does not come in: what she reads, what she can do, and what the log says in few words."""

    text: str
    rad: str
    kort: str


def organisation_for(tjanst):
    """The organisation it speaks for, or None when there is none of that code or name."""
    return Organisation.objects.filter(Q(kod=tjanst.organisation) & ~Q(kod="") | Q(namn=tjanst.organisation)).first()


def uid(tjanst, sub):
    """What a person is known by there: of the issuer and its own name for her; kept as a digest, which says nothing by itself."""
    return sha256(f"{tjanst.utfardare}\n{sub}".encode()).hexdigest()


def avvisa(request, tjanst, hinder, *, epost="", status=403):
    """The page that tells her. Nothing of it is kept."""
    kontakt = get_account_adapter(request).avsandare(epost).kontakt
    context = {"tjanst": tjanst, "hinder": hinder, "kontakt": kontakt}
    return render(request, "account/tjanst_avvisad.html", context, status=status)


def gammal(request, tjanst):
    return avvisa(request, tjanst, Avvisning(GAMMAL, "", "inget pågick"), status=400)


def svarar_inte(request, tjanst, error):
    logger.warning("The login service %s does not answer: %s", tjanst.id, error)
    return avvisa(request, tjanst, Avvisning(SVARAR_INTE, "", "svarar inte"), status=400)


def opalitligt(request, tjanst, varfor):
    logger.warning("The login service %s gave an answer that was refused: %s", tjanst.id, varfor)
    return avvisa(request, tjanst, Avvisning(f"{OPALITLIGT} {varfor}", DRIFTEN, "opålitligt svar"), status=400)


class OpalitligtError(OAuth2Error):
    """An answer that is not to be believed; the text says why, as a sentence."""


class Tjanstadapter(DefaultSocialAccountAdapter):
    """allauth asks here about the services. Those of the operator's file are all there are; no row of a table adds one."""

    def list_apps(self, request, provider=None, client_id=None):
        return []

    def get_provider(self, request, provider, client_id=None):
        """By the service's own id: two may share a client id."""
        tjanst = tjanst_med(provider)
        if tjanst is None:
            raise SocialApp.DoesNotExist
        return tjanst.vag.leverantor(request, tjanst)

    def is_open_for_signup(self, request, sociallogin):
        return False

    def can_authenticate_by_email(self, login, email):
        """Never by allauth, which would also wipe her password: see `pre_social_login`."""
        return False

    def serialize_instance(self, instance):
        """The row's own fields, for a login that waits for a second factor: what is remembered on a person meanwhile stays out."""
        falt = {f.attname: getattr(instance, f.attname) for f in instance._meta.concrete_fields}
        return super().serialize_instance(type(instance)(**falt))

    def populate_user(self, request, sociallogin, data):
        return sociallogin.user

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        tjanst = tjanst_med(provider.sub_id)
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(avvisa(request, tjanst, Avvisning(AVBROT, "", "avbröt")))
        if isinstance(exception, RequestException):
            raise ImmediateHttpResponse(svarar_inte(request, tjanst, exception))
        if exception is None and "state" not in (extra_context or {}):
            raise ImmediateHttpResponse(gammal(request, tjanst))
        varfor = str(exception) if isinstance(exception, OpalitligtError) else "Den säger att inloggningen inte gick."
        raise ImmediateHttpResponse(opalitligt(request, tjanst, varfor))

    def pre_social_login(self, request, sociallogin):
        """Before anybody is logged in. The service's token has done its work: it is not kept while a further step is waited for."""
        tjanst, sociallogin.token = tjanst_med(sociallogin.account.provider), None
        if hinder := prova(tjanst, sociallogin):
            epost = next((adress.email for adress in sociallogin.email_addresses), "")
            raise ImmediateHttpResponse(avvisa(request, tjanst, hinder, epost=epost))


class Leverantor:
    """What allauth's own kinds of services are mixed with: a login that waits for a further step finds its service by the service's id."""

    def serialize(self):
        return {"id": self.sub_id}


def vem(leverantor, tjanst, *, kand_som, epost, intygad):
    """Whom the service says it is: a SocialLogin with nothing in it but what she is known by (`uid`), and her address."""
    konto = SocialAccount(provider=tjanst.id, uid=kand_som, extra_data={})
    adresser = [EmailAddress(email=epost, verified=intygad or tjanst.epost_bekraftad)] if epost else []
    return SocialLogin(provider=leverantor, account=konto, email_addresses=adresser)


@transaction.atomic
def prova(tjanst, sociallogin):
    """May she come in? The first time she is tied to her account, and to that one identity; else an Avvisning, and the log says so."""
    adress = next(iter(sociallogin.email_addresses), EmailAddress(email=""))
    user = _hennes_konto(sociallogin, adress)
    hinder = _hinder_for(tjanst, adress, user, sociallogin.account)
    if hinder:
        _skriv_upp(tjanst, user, hinder)
    elif not sociallogin.account.pk:
        sociallogin.account.user = user
        sociallogin.account.save()
        log(user, "kopplade inloggning", by=user, text=f"till {tjanst.namn}")
        efterat(_beratta, user, "kopplad", "Din inloggning är kopplad", {"tjanst": tjanst.namn})
    sociallogin.user = None if hinder else user
    return hinder


def _hennes_konto(sociallogin, adress):
    """The account she is tied to, else that of her address, or None. It is held: of two first logins at once the second finds the tie."""
    konto = sociallogin.account
    if konto.pk:
        return konto.user
    user = User.objects.select_for_update().filter(email__iexact=adress.email).first() if adress.verified else None
    sociallogin.account = SocialAccount.objects.filter(provider=konto.provider, uid=konto.uid, user=user).first() or konto
    return user


def _hinder_for(tjanst, adress, user, konto):
    """The first thing that stands in the way, or None."""
    if not adress.email:
        return Avvisning(
            f"{tjanst.namn} uppger ingen e-postadress för dig, och programmet känner dig på den.", DRIFTEN, "ingen e-postadress"
        )
    if not adress.verified:
        return Avvisning(f"{tjanst.namn} intygar inte att {adress.email} är din adress.", DRIFTEN, "e-postadressen är inte bekräftad")
    if user is None:
        text = f"Ingen i Samverkan har adressen {adress.email}, som {tjanst.namn} uppger för dig."
        return Avvisning(text, "Konton läggs upp av regionens processledare.", "okänd person")
    if user.email.lower() != adress.email.lower():
        text = f"{tjanst.namn} uppger adressen {adress.email} för dig, men ditt konto har en annan."
        return Avvisning(text, "Be regionens processledare ändra den på kontot, eller logga in på ett annat sätt.", "annan e-postadress")
    return _kontots_hinder(tjanst, user) or (None if konto.pk else _andras_hinder(tjanst, user))


def _kontots_hinder(tjanst, user):
    """What of her account and her roles stands in the way."""
    if user.is_superuser or user.is_staff:
        text = "Ett administratörskonto loggar inte in genom någon annans tjänst."
        return Avvisning(text, "Logga in med lösenord eller en kod till din e-post.", "administratörskonto")
    if not user.far_logga_in:
        return Avvisning("Ditt konto är stängt.", "Be regionens processledare öppna det.", "kontot är stängt")
    organisation = organisation_for(tjanst)
    if organisation is None or organisation.pk not in user.organisation_ids:
        text = f"Du har ingen roll hos {organisation or tjanst.namn} i dag, och {tjanst.namn} loggar bara in dem som har det."
        rad = "Har du en roll någon annanstans loggar du in på ett annat sätt. Saknas en roll ger regionens processledare den."
        return Avvisning(text, rad, "ingen roll där i dag")
    return None


def _andras_hinder(tjanst, user):
    """She is tied to another identity there already: the address may have been given to somebody else."""
    if not SocialAccount.objects.filter(provider=tjanst.id, user=user).exists():
        return None
    text = f"Kontot {user.email} är redan kopplat till en annan identitet hos {tjanst.namn}."
    rad = (
        "Är det du som har fått en ny identitet där, be regionens processledare koppla loss den gamla. Logga in på ett annat sätt så länge."
    )
    return Avvisning(text, rad, "en annan identitet är kopplad")


def _skriv_upp(tjanst, user, hinder):
    """Of somebody known at her account; of others only that it happened: an address that belongs to nobody is not written down."""
    rad = user or organisation_for(tjanst)
    if rad:
        log(rad, "misslyckades logga in", by=None, text=f"Genom {tjanst.namn}: {hinder.kort}")
    logger.warning("A login by the service %s was refused: %s", tjanst.id, hinder.kort)


@transaction.atomic
def koppla_loss(koppling, *, by):
    """She is tied to her identity at another's service no more: the next one she comes with is tied instead. She is told."""
    person, namn = koppling.user, namn_pa(koppling.provider)
    log(person, "kopplade loss inloggning", by=by, text=f"{person}: från {namn}")
    koppling.delete()
    context = {"tjanst": namn, "by": by}
    efterat(_beratta, person, "kopplad_loss", "Din inloggning är inte längre kopplad", context)


def _beratta(person, mall, amne, context):
    """To her whose account it is, so that nobody ties it to another's identity unawares."""
    fran, mall = get_account_adapter().avsandare(person.email), f"account/email/{mall}.txt"
    skicka(brev(person.email, amne, mall, context | {"person": person}, avsandare=fran, varfor="det gäller ditt konto"))


def kopplingar(user):
    """[(SocialAccount, the service's name)] that she is tied to."""
    return [(koppling, namn_pa(koppling.provider)) for koppling in SocialAccount.objects.filter(user=user).order_by("provider")]


def namn_pa(nyckel):
    """What the service of this id is called; the id itself when the file names it no more."""
    tjanst = tjanst_med(nyckel)
    return tjanst.namn if tjanst else nyckel


def minns(request, signal_kwargs):
    """Which service she comes by, or none; said at every login, before its later steps are taken."""
    kommer = (signal_kwargs or {}).get("sociallogin")
    if kommer:
        request.session[NYCKEL] = kommer.account.provider
    else:
        request.session.pop(NYCKEL, None)


def svarar_for_tvafaktor(request):
    """Has the service she comes by asked her for a second factor, by the operator's word?"""
    tjanst = tjanst_med(request.session.get(NYCKEL))
    return tjanst is not None and tjanst.tvafaktor


def tjanstens_namn(request):
    """The name of the service she came by, else ""."""
    nyckel = request.session.get(NYCKEL)
    return namn_pa(nyckel) if nyckel else ""
