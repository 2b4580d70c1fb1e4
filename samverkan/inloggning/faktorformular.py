"""The forms of second factors, in Swedish: a code counts once, and a key that is not hers is told in words."""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError

from samverkan.door import log

FOR_MANGA = "För många försök. Vänta fem minuter och försök igen."
OKAND_NYCKEL = "Nyckeln hör inte till något konto här. Är den borttagen, logga in på ett annat sätt och lägg till den på nytt."
FEL_NYCKEL = "Nyckeln kunde inte läggas till. Försök igen, eller med en annan nyckel."

OGILTIGT = (ValidationError, AttributeError, LookupError, TypeError, ValueError)  # fido2 says so too of what is no answer of a key


def _forsta_gangen(user, code):
    """Was the code not used before, as long as the app's clock may say it? In the cache that all processes share."""
    tid = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    return cache.add(f"samverkan.engangskod.{user.pk}.{normalize_user_code(code)}", 1, timeout=tid)


class Engangskod(forms.Form):
    """Laid over allauth's forms of a code."""

    code = forms.CharField(label="Kod", widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}))

    def clean_code(self):
        try:
            code = super().clean_code()
        except ValidationError as error:
            raise ValidationError(FOR_MANGA) if error.code in {"too_many_login_attempts", "rate_limited"} else error from None
        if not _forsta_gangen(self.user, code):
            self.anvand_igen()
            raise get_adapter().validation_error("incorrect_code")
        return code

    def anvand_igen(self):
        self._emit_authentication_failed(self.authenticator)


class Kodform(Engangskod, AuthenticateForm):
    pass


class Bekraftelsekodform(Engangskod, ReauthenticateForm):
    pass


class Kodappform(Engangskod, ActivateTOTPForm):
    def anvand_igen(self):
        """Hers is not there yet: nobody has failed to log in."""


class Nyckelsvar(forms.JSONField):
    """What a key answers: a few words deep. What is nested by the thousand is no answer."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except RecursionError:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""}) from None

    def bound_data(self, data, initial):
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return None


class Inloggningsnyckelform(AuthenticateWebAuthnForm):
    """Also the answer to her own keys alone, when she has given her password; a wrong one is told of in the log."""

    credential = Nyckelsvar(widget=forms.HiddenInput)

    def clean_credential(self):
        try:
            return super().clean_credential()
        except OGILTIGT:
            if self.user:
                log(self.user, "misslyckades logga in", by=None, text=f"Fel inloggningsnyckel till {self.user}")
            raise ValidationError(OKAND_NYCKEL) from None


class Bekraftelsenyckelform(Inloggningsnyckelform, ReauthenticateWebAuthnForm):
    reauthenticated, passwordless = True, False


class Nyckelinloggning(Inloggningsnyckelform, LoginWebAuthnForm):
    reauthenticated, passwordless = False, True


class NyNyckelform(AddWebAuthnForm):
    credential = Nyckelsvar(widget=forms.HiddenInput)
    name = forms.CharField(label="Namn", max_length=60, required=False, help_text="Så att du känner igen den: Tjänstedatorn, Min telefon.")
    passwordless = forms.BooleanField(
        label="Logga in med bara nyckeln",
        required=False,
        initial=True,
        help_text="Då behövs varken lösenord eller kod, men nyckeln låses upp med fingeravtryck, ansikte eller pinkod.",
    )

    def clean(self):
        try:
            return super().clean()
        except OGILTIGT:
            raise ValidationError(FEL_NYCKEL) from None


class Nyckelnamnform(EditWebAuthnForm):
    name = forms.CharField(label="Namn", max_length=60)

    def save(self):
        nyckel = super().save()
        log(nyckel.user, "bytte namn på inloggningsnyckel", by=nyckel.user)
        return nyckel
