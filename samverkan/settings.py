"""Settings, all from environment variables; README lists them. With none set the program runs on SQLite for one machine."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from samverkan.inloggning.installningar import *  # noqa: F403 - AUTH_*, LOGIN_*, ACCOUNT_*, MFA_*, TVAFAKTOR*, SOCIALACCOUNT_*
from samverkan.miljo import adresser, databas, egen_adress, env_bool, env_list, loggform, mejl_gar, mejl_tls
from samverkan.signering.val import Signeringsval
from samverkan.sparet.loggar import loggning

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

DEBUG = env_bool("SAMVERKAN_DEBUG")
# The example year: it may be loaded, and its accounts, whose password is published, log in. In production only by its own word.
DEMO_I_DRIFT = "aven-i-drift"
DEMO = env_bool("SAMVERKAN_DEMO", default=TESTING) or os.environ.get("SAMVERKAN_DEMO") == DEMO_I_DRIFT
if DEMO and not (DEBUG or TESTING) and os.environ["SAMVERKAN_DEMO"] != DEMO_I_DRIFT:
    raise ImproperlyConfigured(
        "SAMVERKAN_DEMO är satt i drift. Exempelårets konton har ett lösenord som alla känner till. Ta bort inställningen, "
        f"eller sätt den till {DEMO_I_DRIFT} om det här är en visning."
    )
SECRET_KEY = os.environ.get("SAMVERKAN_SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEBUG or TESTING):
        raise ImproperlyConfigured("SAMVERKAN_SECRET_KEY saknas: sätt den till en lång slumpad text. Kör make run för att prova.")
    SECRET_KEY = "only-for-trying-the-program-on-one-machine"  # noqa: S105
SECRET_KEY_FALLBACKS = env_list("SAMVERKAN_SECRET_KEY_TIDIGARE")  # former keys: what they signed and encrypted is still read
ALLOWED_HOSTS = env_list("SAMVERKAN_HOSTS") or ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = env_list("SAMVERKAN_ORIGINS")

INSTALLED_APPS = [
    "berattelse",
    "ekonomi",
    "enkat",
    "uppdrag",
    "samverkan",
    "samverkan.apps.Driftkonfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "crispy_forms",
    "crispy_bootstrap5",
    "bootstrap",
    "django_htmx",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "js_asset",
    "simple_history",
    "weblate_fonts",
    "csp",
]
MIDDLEWARE = [
    "samverkan.middleware.begaran_har_nummer",
    "samverkan.utifran.proxyer.bara_kanda",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "samverkan.middleware.kakor_gar_att_lasa",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "samverkan.utifran.uppladdning.Langdgrans",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samverkan.skrivet.kvarlamnat.Inloggningskrav",
    "samverkan.inloggning.faktorkrav.Faktorkrav",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "samverkan.middleware.behalls_inte",
    "samverkan.middleware.adress_gar_att_lasa",
    "samverkan.middleware.metod_i_ord",
    "samverkan.skrivet.kladd.sparas_upp",
]
ROOT_URLCONF = "samverkan.urls"
WSGI_APPLICATION = "samverkan.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "samverkan.context.demo",
                "samverkan.context.sidan",
                "samverkan.context.tjanster",
            ],
            "builtins": ["samverkan.templatetags.svenska_taggar"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": databas(os.environ.get("DATABASE_URL") or f"sqlite:///{BASE_DIR / 'samverkan.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# allauth's rate limits are counted here, so that every process counts the same. At Django's 300 rows what is counted would be forgotten.
_cache = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache", "OPTIONS": {"MAX_ENTRIES": 100_000}}
CACHES = {"default": _cache}

# With SAMVERKAN_ARBETARE=1 long work waits for a worker (manage.py db_worker); without, it is done in the request.
_arbetare = "samverkan.arbetsko.Arbetsko" if env_bool("SAMVERKAN_ARBETARE") else "samverkan.arbetsko.Genast"
TASKS = {"default": {"BACKEND": _arbetare}}

PRESS = os.environ.get("SAMVERKAN_PRESS", "ingen" if TESTING else "")  # the folder of the press's socket; `ingen`: none

if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the tests make hundreds of people
# What stands in front: how many proxies, and the addresses from which the nearest of them is believed.
PROXIES_SAGT = bool(os.environ.get("SAMVERKAN_PROXIES"))
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SAMVERKAN_PROXIES") or "0")
PROXY_ADRESSER = adresser(env_list("SAMVERKAN_PROXY_ADRESSER")) or ["127.0.0.0/8", "::1"]
SESSION_COOKIE_AGE = 60 * 60 * 10

EMAIL_BACKEND = mejl_gar(DEBUG or TESTING)
EMAIL_HOST = os.environ.get("SAMVERKAN_SMTP", "localhost")
EMAIL_PORT, EMAIL_TIMEOUT = int(os.environ.get("SAMVERKAN_SMTP_PORT", "25")), 20
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = os.environ.get("SAMVERKAN_SMTP_ANVANDARE", ""), os.environ.get("SAMVERKAN_SMTP_LOSEN", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = mejl_tls()
DEFAULT_FROM_EMAIL = os.environ.get("SAMVERKAN_FROM", "samverkan@exempel.test")

# The site's own address, in every letter: never what a request's Host header says.
ADRESS = os.environ.get("SAMVERKAN_ADRESS", "http://testserver" if TESTING else egen_adress(ALLOWED_HOSTS)).rstrip("/")
MINSTA_GRUPP = int(os.environ.get("SAMVERKAN_MINSTA_GRUPP", "5"))  # an anonymous round shows nothing of fewer answers than this
EN_PERSON = env_bool("SAMVERKAN_EN_PERSON")  # may one person approve, make ready, adopt and sign? The edition then says so
FOLKMANGD_URL = os.environ.get("SAMVERKAN_FOLKMANGD_URL", "")  # with {koder} and {year}; nothing is fetched without it
ARKIV = {
    namn: os.environ.get(f"SAMVERKAN_ARKIV_{namn}", "").strip() for namn in ("ORGNR", "LEVERANSAVTAL", "BILDARE")
}  # in archive packages
SIGNERING = Signeringsval.fran_miljon(os.environ)

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
# Amounts are set by the filters tusental, kronor and tkr: a separator of Django's own would also stand in ids and hidden fields.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
_static = "django.contrib.staticfiles.storage.StaticFilesStorage"
if not (DEBUG or TESTING):
    _static = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STATICFILES_FINDERS = ["samverkan.statiskt.Egna", "samverkan.statiskt.Paketens"]
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "png", "woff", "woff2", "gz", "br", "map")  # a map is read by whoever mends a script
STORAGES = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": {"BACKEND": _static}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A file is read where it came, and never lies on a disk; how large it may be is said at its address (samverkan/utifran/uppladdning.py).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 128 * 1024 * 1024

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if not (DEBUG or TESTING):
    SECURE_REDIRECT_EXEMPT = [r"^halsa/"]  # asked on the machine itself, behind the proxy
    SECURE_SSL_REDIRECT = env_bool("SAMVERKAN_SSL_REDIRECT", default=True)
    SECURE_SSL_HOST = urlsplit(ADRESS).netloc if ADRESS.startswith("https:") else None
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

LOGGING_CONFIG = "samverkan.sparet.loggar.stall_in"  # no secret link reaches any log
LOGGING = loggning(loggform())
