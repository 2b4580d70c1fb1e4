"""Each line of the log says when, how grave, of which request and what, in one shape, whoever writes it; and points out nobody."""

import io
import json
import logging
import re
import runpy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from gunicorn.config import Config
from gunicorn.glogging import Logger

from samverkan import miljo
from samverkan.middleware import begaran_har_nummer
from samverkan.sparet import loggar

RAD = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (\w+) ([\w.]+) \[([\w-]+)\] (.*)")
NUMMER = "0f6c1d2e3b4a59687786f5e4d3c2b1a0"


@pytest.fixture(params=["text", "json"])
def skrivna(request):
    """(the form, what is written in it since)."""
    ut = io.StringIO()
    handler = logging.StreamHandler(ut)
    handler.setFormatter(loggar.FORMER[request.param]())
    loggers = [logging.getLogger(namn) for namn in ("", "gunicorn.access", "gunicorn.error")]
    for logger in loggers:
        logger.addHandler(handler)
    yield lambda: [tolka(rad) for rad in ut.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(handler)


def tolka(rad):
    """(level, logger, id, what) of a line in either form."""
    if rad.startswith("{"):
        falt = json.loads(rad)
        assert re.fullmatch(r"[\d-]{10}T[\d:]{8}\.\d{3}Z", falt["time"])
        return falt["level"], falt["logger"], falt["request_id"] or "-", falt["message"]
    return RAD.fullmatch(rad).groups() if RAD.fullmatch(rad) else ("", "", "", rad)


@pytest.mark.django_db
def test_the_answer_and_the_lines_of_the_log_have_one_id(client, skrivna):
    svar = client.get("/finns-inte/")
    ett, tva = svar["X-Request-ID"], client.get("/halsa/")["X-Request-ID"]
    assert ett != tva
    assert ("WARNING", "django.request", ett, "Not Found: /finns-inte/") in skrivna()
    logging.getLogger("prov").warning("efteråt")
    assert skrivna()[-1] == ("WARNING", "prov", "-", "efteråt")


@pytest.mark.parametrize(
    ("proxyer", "fran", "sagt", "tros"),
    [
        (1, "127.0.0.1", NUMMER, True),
        (1, "", NUMMER, True),  # a local socket
        (1, "203.0.113.9", NUMMER, False),  # a visitor who plays a proxy
        (0, "127.0.0.1", NUMMER, False),
        (1, "127.0.0.1", "kort", False),
        (1, "127.0.0.1", "a" * 65, False),
        (1, "127.0.0.1", "rad\nny rad med mera", False),
    ],
)
def test_the_id_that_a_known_proxy_gives_is_kept(settings, rf, proxyer, fran, sagt, tros):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxyer
    request = rf.get("/", REMOTE_ADDR=fran, headers={"X-Request-ID": sagt, "X-Forwarded-For": "198.51.100.7"})
    sedd = []
    svar = begaran_har_nummer(lambda _: sedd.append(loggar.begaran()) or HttpResponse())(request)
    assert sedd == [svar["X-Request-ID"]]
    assert (sedd == [NUMMER]) is tros
    assert re.fullmatch(r"[0-9a-f]{32}", sedd[0])


def test_gunicorns_lines_have_the_same_shape_and_tell_of_no_visitor(skrivna):
    varden = runpy.run_path("gunicorn.conf.py")
    cfg = Config()
    cfg.set("access_log_format", varden["access_log_format"])
    logger = Logger(cfg)
    logger._access_log_enabled = True
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": "/sok/?q=Anna", "PATH_INFO": "/sok/\n2026 fejkad rad", "QUERY_STRING": "q=Anna",
        "REMOTE_ADDR": "198.51.100.7", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_REFERER": "https://x.test/?q=Anna", "HTTP_USER_AGENT": "Anna",
    }  # fmt: skip
    svar = SimpleNamespace(status="200 OK", sent=12, headers=[("X-Request-ID", NUMMER)])
    logger.access(svar, SimpleNamespace(headers=[]), environ, timedelta(milliseconds=41))
    logger.error("Worker (pid:%s) was sent SIGKILL!", 7)
    access, fel = skrivna()
    assert access[:3] == ("INFO", "gunicorn.access", NUMMER)
    assert access[3].startswith("200, 12 bytes, 41 ms: GET /sok/")
    assert fel == ("ERROR", "gunicorn.error", "-", "Worker (pid:7) was sent SIGKILL!")
    assert not any(ord_ in str(skrivna()) for ord_ in ("Anna", "198.51"))
    assert varden["logconfig_dict"]["handlers"]["console"]["formatter"] == "rad"


def test_nobody_is_pointed_out_and_an_error_keeps_its_traceback(skrivna):
    try:
        raise ValueError("Key (email)=(anna.ek@regionen.se) already exists, 19121212-1212")
    except ValueError:
        logging.getLogger("prov").exception("Fel för %s", "anna.ek@regionen.se")
    text = str(skrivna())
    assert "Fel för [utelämnat]" in text
    assert "anna" not in text
    assert "1212" not in text
    assert skrivna()[0][0] == "ERROR"


def test_an_error_is_one_object_in_json():
    try:
        raise ValueError("nej")
    except ValueError:
        ut = io.StringIO()
        handler = logging.StreamHandler(ut)
        handler.setFormatter(loggar.Jsonrad())
        logging.getLogger("prov.json").addHandler(handler)
        logging.getLogger("prov.json").exception("Fel")
        logging.getLogger("prov.json").removeHandler(handler)
    assert json.loads(ut.getvalue())["error"].endswith("ValueError: nej")


def test_a_form_that_is_none_is_refused_in_words(monkeypatch):
    monkeypatch.setenv("SAMVERKAN_LOGG", "JSON")
    assert miljo.loggform() == "json"
    monkeypatch.setenv("SAMVERKAN_LOGG", "xml")
    with pytest.raises(ImproperlyConfigured, match="skriv text eller json"):
        miljo.loggform()
    assert set(miljo.LOGGFORMER) == set(loggar.FORMER)
