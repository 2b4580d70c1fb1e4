"""Settings of how one logs in: read into settings.py as they stand."""

import os

from samverkan.inloggning.tjanster import VARIABEL, ur_filen
from samverkan.miljo import env_list

AUTH_USER_MODEL = "samverkan.User"
AUTHENTICATION_BACKENDS = ["samverkan.inloggning.konton.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "uppdrag.kontobrev.Kontoadapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the processledare; nobody can sign up
ACCOUNT_MAX_EMAIL_ADDRESSES = 1  # the processledare changes an address, nobody her own
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
# allauth's own limits hold too. None here is counted by the account alone, so that a stranger could use it up: by account and address,
# or by account and known device (samverkan/inloggning/enheter.py). What is guessed and sent in all is bounded too; then a known device
# still gets in.
ACCOUNT_RATE_LIMITS = {
    "login_kand_enhet": "5/5m/key",
    "login_i_allt": "30/h/key",
    "request_login_code": "20/m/ip",
    "reset_password": "20/m/ip",
    "brev_harifran": "5/15m/key",
    "brev_i_allt": "30/h/key",
    # A letter to an address that has no account is a courtesy: few, and one a day to each.
    "okand_adress": "3/h/ip,20/d/key",
    "okand_adress_en": "1/d/key",
    "inloggningstjanst": "60/m/ip",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

# A second factor: everybody may have one. Who must: the roles named here (and "administrator"), today. "ingen" says that nobody must.
TVAFAKTOR = frozenset(env_list("SAMVERKAN_TVAFAKTOR"))
MFA_ADAPTER = "samverkan.inloggning.faktorer.Faktoradapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Samverkan"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are made by the processledare, nobody signs up
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off, or a slow typist; a code counts once all the same (faktorformular.py)
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}  # a whole office behind one address; a key cannot be guessed
MFA_FORMS = {
    "authenticate": "samverkan.inloggning.faktorformular.Kodform",
    "reauthenticate": "samverkan.inloggning.faktorformular.Bekraftelsekodform",
    "activate_totp": "samverkan.inloggning.faktorformular.Kodappform",
    "add_webauthn": "samverkan.inloggning.faktorformular.NyNyckelform",
    "edit_webauthn": "samverkan.inloggning.faktorformular.Nyckelnamnform",
    "authenticate_webauthn": "samverkan.inloggning.faktorformular.Inloggningsnyckelform",
    "reauthenticate_webauthn": "samverkan.inloggning.faktorformular.Bekraftelsenyckelform",
    "login_webauthn": "samverkan.inloggning.faktorformular.Nyckelinloggning",
}
# Others' login services, by samverkan/inloggning/genom.py. Nothing of what they say is kept but what a person is known by there.
INLOGGNINGSTJANSTER = ur_filen(os.environ.get(VARIABEL, ""), os.environ)
SOCIALACCOUNT_ADAPTER = "samverkan.inloggning.genom.Tjanstadapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form to another site is stopped by `form-action 'self'`
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds
