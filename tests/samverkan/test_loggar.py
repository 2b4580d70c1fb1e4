"""No secret link reaches a log: whichever logger tells of it, gunicorn's too, however the address was spoilt on its way."""

import io
import logging
import re
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core import mail
from django.http import Http404
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern
from gunicorn.config import Config
from gunicorn.glogging import Logger

from enkat.lankar import ny_token
from samverkan.sparet.loggar import utan_hemligt
from tests import factories
from tests.enkat import factories as f

HEMLIGT = {"token", "key", "uidb36", "rest"}  # the arguments of addresses that open something to whoever knows them


@pytest.fixture
def loggen():
    """Everything that anybody writes to any logger, as a plain handler prints it."""
    ut = io.StringIO()
    handler = logging.StreamHandler(ut)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in ("django.server", "gunicorn.access", "gunicorn.error"))]
    for logger in loggers:
        logger.addHandler(handler)
    yield ut
    for logger in loggers:
        logger.removeHandler(handler)


def hemliga(patterns=None, prefix=""):
    """Every address of the site that carries a secret, by its pattern."""
    for pattern in patterns or get_resolver().url_patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if HEMLIGT & set(pattern.pattern.regex.groupindex) and "admin/" not in here:
                yield here, pattern
        else:
            yield from hemliga(pattern.url_patterns, here)


def test_every_address_with_a_secret_in_it_is_known_to_the_filter():
    """A new kind of link has to be named in samverkan.sparet.loggar."""
    monster = dict(hemliga())
    adress = {here: "/" + here.lower().replace("[ss][vv][aa][rr][aa]/+", "svara/").replace("^", "") for here in monster}
    okanda = [here for here, text in adress.items() if not utan_hemligt(text).endswith("]")]
    assert len(monster) > 15
    assert okanda == []


def skadade(token):
    """The address as mail programs and people leave it."""
    return [
        token,
        token.upper(),
        f"{token[:9]} {token[9:]}",
        f"{token[:9]}=\r\n{token[9:]}",
        f"<{token}>",
        f'"{token}',
        f"/{token}",
        f"{token}.",
    ]


def utan_rester(text, token):
    """No run of eight signs of it is left."""
    rent = text.lower()
    return [token[n : n + 8] for n in range(len(token) - 8) if token[n : n + 8] in rent]


@pytest.mark.django_db
def test_no_token_is_told_by_any_page_that_refuses(loggen, hus):
    deltagare = f.deltagare(f.omgang(hus), factories.arena(hus.avtal))
    token = f.lank(deltagare).split("/")[2]
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    for skada in skadade(token):
        client.put(f"/svara/{quote(skada)}/skicka-in/")
        client.post(f"/svara/{quote(skada)}/spara/", {"v-x": "1"})
        client.get("/hittas-inte/", headers={"referer": f"http://testserver/svara/{skada}"})
        client.post("/konto/login/", {"next": f"/svara/{skada}/"})
        client.get(f"/finns-inte/?next=/svara/{quote(skada)}/")
        client.get(f"/hamta/{quote(skada)}/")
        client.get(f"/berattelse/lank/{quote(skada)}/uppdrag/1/")
    text = loggen.getvalue()
    assert "[utelämnat]" in text
    assert utan_rester(text, token) == []


def test_the_access_log_tells_of_the_page_and_not_of_the_link(loggen):
    token, _ = ny_token()
    logger = Logger(Config())
    logger._access_log_enabled = True
    for adress in (
        f"/svara/{token}/allt/",
        f"/hamta/{token}/?x=1",
        f"/prenumeration/{token}/samverkan.ics",
        f"/konto/login/?next=%2Fsvara%2F{token}%2F",
        f"/x?next=%252Fsvara%252F{token}",
    ):
        environ = {
            "REQUEST_METHOD": "GET", "RAW_URI": adress, "PATH_INFO": adress, "QUERY_STRING": adress.partition("?")[2], "REMOTE_ADDR": "10.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_REFERER": f"https://samverkan.exempel.test{adress}", "HTTP_USER_AGENT": "prov",
        }  # fmt: skip
        request = SimpleNamespace(headers=[])
        logger.access(SimpleNamespace(status="409 Conflict", sent=12, headers=[]), request, environ, timedelta(seconds=1))
    rader = [rad for rad in loggen.getvalue().splitlines() if "gunicorn.access" in rad]
    assert len(rader) == 5
    assert utan_rester(loggen.getvalue(), token) == []
    assert all('HTTP/1.1" 409 12' in rad and '"prov"' in rad for rad in rader)


def test_neither_does_an_error_with_its_traceback(loggen):
    token, _ = ny_token()
    try:
        raise Http404(f"/svara/{token}/")
    except Http404:
        logging.getLogger("nagon.alls").exception("Fel i %s", "sidan")
        logging.getLogger("nagon.alls").error("Fel i %s", f"/hamta/{token}/", exc_info=True)
    logging.getLogger("gunicorn.error").error("Error handling request %s", f"/svara/{token}/")
    for_fa = "%s och %s"
    logging.getLogger("nagon.alls").error(for_fa, f"/svara/{token}/")
    text = loggen.getvalue()
    assert text.count("Traceback") == 2
    assert utan_rester(text, token) == []


class Tyst:
    def __repr__(self):
        raise RuntimeError("The database has gone")


@pytest.mark.parametrize(("msg", "args"), [("Fel i %s", (Tyst(),)), ("Fel i %s", (Tyst(), 2)), ("Fel i %d", ("text", Tyst()))])
def test_what_cannot_be_said_stops_nobody_who_tells_of_it(loggen, msg, args):
    logging.getLogger("nagon.alls").error(msg, *args)
    assert "Fel i %" in loggen.getvalue()
    assert "[utelämnat]" in loggen.getvalue()


def test_what_is_no_secret_is_told_as_it_is(loggen):
    logging.getLogger("nagon.alls").error("Not Found: %s, %d %%", "/enkat/svar/7/", 3)
    assert "Not Found: /enkat/svar/7/, 3 %" in loggen.getvalue()


def test_no_token_stands_in_any_table(client, hus, django_capture_on_commit_callbacks):
    """Nor in the event log, among the jobs, in a session or in the history: only its hash, where it is looked up."""
    deltagare = f.deltagare(f.omgang(hus), factories.arena(hus.avtal))
    lank = f.lank(deltagare)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{lank}medhjalpare/", {"namn": "H", "epost": "h@exempel.test"})
        client.post(f"{lank}spara/", f.poster(deltagare, q1="Ja"))
    tokens = [lank.split("/")[2], re.search("/svara/([a-z2-7]{26})/", mail.outbox[-1].body)[1]]
    rader = [str(rad) for model in apps.get_models() for rad in model._base_manager.values()]
    assert len(rader) > 20
    assert [rad for rad in rader if any(token in rad for token in tokens)] == []


@pytest.mark.django_db
def test_the_reset_link_is_told_by_no_log(loggen, client):
    url = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "abcdef-0123456789"})
    client.put(url)
    logging.getLogger("django.request").warning("Not Found: %s", url)
    assert "0123456789" not in loggen.getvalue()
