"""What the environment says, read and refused in words: lists, yes and no, addresses, the mail server. Light: settings read it first."""

import os
from ipaddress import ip_network

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
}
LOGGFORMER = ("", "text", "json")
DJANGOS = "django.core.mail.backends."
TLS = {"": (False, False), "starttls": (True, False), "ssl": (False, True)}  # (EMAIL_USE_TLS, EMAIL_USE_SSL)


def databas(url):
    """Django's words for the database at this address."""
    val = dj_database_url.parse(url, conn_max_age=60)
    if val["ENGINE"] == "django.db.backends.sqlite3":
        val["CONN_MAX_AGE"], val["OPTIONS"] = 0, dict(SQLITE)
    elif val["ENGINE"] == "django.db.backends.postgresql":
        # PostgreSQL compiles what it guesses is heavy: seconds of CPU for a question that is answered in hundredths.
        egna = val.setdefault("OPTIONS", {})
        egna["options"] = f"{egna.get('options', '')} -c jit=off".strip()
    return val


def env_list(name):
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def env_bool(name, default=False):
    return os.environ.get(name, str(default)).lower() in {"1", "true", "ja", "on"}


def adresser(words):
    """The words, each an address or a network: of a name nobody could be believed, and nobody would be told."""
    for word in words:
        try:
            ip_network(word, strict=False)
        except ValueError as error:
            raise ImproperlyConfigured(f"SAMVERKAN_PROXY_ADRESSER: {word} är varken en IP-adress eller ett nät som 10.0.0.0/8.") from error
    return words


def egen_adress(hosts):
    """Where the site is when nobody has said: the first of its hosts, by https; on one machine where it is tried."""
    return "http://127.0.0.1:8000" if hosts[0] in {"localhost", "127.0.0.1"} else f"https://{hosts[0].lstrip('*.')}"


def mejl_gar(prov):
    """The backend letters go by. On the console a letter stands in the log, with its secret link: only where the program is tried."""
    backend = os.environ.get("SAMVERKAN_EMAIL_BACKEND", f"{DJANGOS}{'console' if prov else 'smtp'}.EmailBackend")
    if not prov and backend == f"{DJANGOS}console.EmailBackend":
        raise ImproperlyConfigured(
            "SAMVERKAN_EMAIL_BACKEND är konsolen i drift: inga brev går, och länkarna i dem hamnar i loggen. Ta bort inställningen, och "
            "sätt SAMVERKAN_SMTP till mejlservern."
        )
    return backend


def mejl_tls():
    """(by STARTTLS?, by TLS from the first byte?)."""
    ord_ = os.environ.get("SAMVERKAN_SMTP_TLS", "").strip().lower()
    if ord_ not in TLS:
        raise ImproperlyConfigured(f"SAMVERKAN_SMTP_TLS är {ord_}: skriv starttls eller ssl, eller ta bort inställningen.")
    return TLS[ord_]


def loggform():
    """How the lines of the log are written: for people, or as JSON."""
    form = os.environ.get("SAMVERKAN_LOGG", "").strip().lower()
    if form not in LOGGFORMER:
        raise ImproperlyConfigured(f"SAMVERKAN_LOGG är {form}: skriv text eller json, eller ta bort inställningen.")
    return form
