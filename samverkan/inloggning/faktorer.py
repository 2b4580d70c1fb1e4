"""Second factors: an app's codes, login keys (passkeys) and reserve codes; how they are kept, and what the log tells of them."""

import base64
import logging

from allauth.account.adapter import get_adapter
from allauth.mfa import app_settings, signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from samverkan.brev import brev, skicka
from samverkan.door import log
from samverkan.efterat import efterat
from samverkan.inloggning import sessioner

logger = logging.getLogger(__name__)
MARKE = "faktor"  # in the session: whose second factor it has been shown
APP, NYCKEL, RESERV = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
NAMN = {APP: "kodapp", NYCKEL: "inloggningsnyckel", RESERV: "reservkoder"}
LADE_TILL = {APP: "lade till kodapp", NYCKEL: "lade till inloggningsnyckel", RESERV: "skapade reservkoder"}
TOG_BORT = {APP: "tog bort kodapp", NYCKEL: "tog bort inloggningsnyckel", RESERV: "tog bort reservkoder"}


def _fernet():
    """By the site's secret key; what was written by a former one (SECRET_KEY_FALLBACKS) is read still."""
    nycklar = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    harledda = (salted_hmac("samverkan.inloggning.faktorer", "faktor", secret=nyckel, algorithm="sha256").digest() for nyckel in nycklar)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(nyckel)) for nyckel in harledda])


class Faktoradapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Koden stämmer inte, eller så är den redan använd. Vänta på nästa kod i appen, eller skriv en reservkod.",
        "cannot_generate_recovery_codes": "Reservkoder finns bara för den som har en kodapp eller en inloggningsnyckel.",
    }

    def encrypt(self, text):
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """What cannot be read, for the site's key is another, opens nothing: another secret, that nobody has, stands in its place."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second factor cannot be read: SAMVERKAN_SECRET_KEY is another, and not among SAMVERKAN_SECRET_KEY_TIDIGARE.")
            return generate_totp_secret()

    def generate_authenticator_name(self, user, type):  # noqa: A002 - allauth's own name
        return f"Nyckel {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": "Samverkan"}


def har_faktor(user):
    """Has she any that is asked for at login? Reserve codes alone are none."""
    return Authenticator.objects.filter(user=user, type__in=[APP, NYCKEL]).exists()


def hennes(user):
    """(app or None, [key], how many reserve codes are left or None), by one query; nothing is decrypted."""
    rader = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    reserv = next((rad for rad in rader if rad.type == RESERV), None)
    kvar = app_settings.RECOVERY_CODE_COUNT - reserv.data["used_mask"].bit_count() if reserv else None
    return next((rad for rad in rader if rad.type == APP), None), [rad for rad in rader if rad.type == NYCKEL], kvar


def ta_bort_alla(user):
    """[what it was] of the factors of hers, all taken away."""
    rader = Authenticator.objects.filter(user=user)
    namn = [NAMN[sort] for sort in rader.order_by("created_at", "pk").values_list("type", flat=True)]
    rader.delete()
    return namn


def olasta():
    """How many people's codes cannot be read by the site's key or a former one."""
    adapter, personer = _fernet(), set()
    for pk, data in Authenticator.objects.exclude(type=NYCKEL).values_list("user", "data"):
        try:
            adapter.decrypt((data.get("secret") or data["seed"]).encode())
        except InvalidToken:
            personer.add(pk)
    return len(personer)


def _beratta(user, vad):
    """To her address, so that nobody's login is changed unawares."""
    fran = get_adapter().avsandare(user.email)
    amne = "Din inloggning i Samverkan är ändrad"
    skicka(brev(user.email, amne, "account/email/faktor_andrad.txt", {"vad": vad}, avsandare=fran, varfor="det gäller ditt konto"))


def _andrad(request, user, authenticator, akt):
    """The sessions that were opened otherwise end, save the one it is done in."""
    log(user, akt, by=user)
    if authenticator.type != RESERV:
        sessioner.avsluta_alla(user, utom=request.session.session_key)
        hant = "tillagd" if akt == LADE_TILL[authenticator.type] else "borttagen"
        efterat(_beratta, user, f"{NAMN[authenticator.type]} {hant}")


def tillagd(sender, request, user, authenticator, **kwargs):
    _andrad(request, user, authenticator, LADE_TILL[authenticator.type])
    request.session[MARKE] = user.pk


def borttagen(sender, request, user, authenticator, **kwargs):
    _andrad(request, user, authenticator, TOG_BORT[authenticator.type])
    if not har_faktor(user):
        request.session.pop(MARKE, None)


def nya_reservkoder(sender, request, user, authenticator, **kwargs):
    log(user, LADE_TILL[authenticator.type], by=user)


def anvand(sender, request, user, authenticator, **kwargs):
    request.session[MARKE] = user.pk
    if authenticator.type == RESERV:
        log(user, "använde reservkod", by=user, kvar=app_settings.RECOVERY_CODE_COUNT - authenticator.data["used_mask"].bit_count())


def misslyckad(sender, user, **kwargs):
    log(user, "misslyckades logga in", by=None, text=f"Fel engångskod till {user}")


# allauth tells of these only so.
signals.authenticator_added.connect(tillagd, dispatch_uid="samverkan.faktor_tillagd")
signals.authenticator_removed.connect(borttagen, dispatch_uid="samverkan.faktor_borttagen")
signals.authenticator_reset.connect(nya_reservkoder, dispatch_uid="samverkan.nya_reservkoder")
signals.authenticator_used.connect(anvand, dispatch_uid="samverkan.faktor_anvand")
signals.authentication_failed.connect(misslyckad, dispatch_uid="samverkan.fel_engangskod")
