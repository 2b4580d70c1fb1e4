"""Behind a proxy: what it says of a visitor is believed from a named one alone, and an unknown one is told of."""

import logging
import runpy
from pathlib import Path

import pytest
from django.conf import settings as installningar
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from gunicorn.config import Config

from samverkan.settings import adresser
from samverkan.utifran import proxyer
from tests.samverkan.test_konton import LOSENORD

SAGER = {
    "x-forwarded-for": "198.51.100.1",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "ond.exempel.test",
    "x-forwarded-port": "6666",
}


@pytest.fixture
def proxy(settings):
    """One proxy in front, at 10.9.0.0/16."""
    settings.PROXIES_SAGT, settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.PROXY_ADRESSER = True, 1, ["10.9.0.0/16"]


@pytest.fixture
def sett(caplog):
    proxyer._sagt.clear()
    caplog.set_level(logging.WARNING, "samverkan.utifran.proxyer")
    return caplog


def log_in(client, user, password=LOSENORD, **extra):
    return client.post(reverse("account_login"), {"login": user.email, "password": password}, **extra)


def ar_en(user, fran, for_):
    """Wrong passwords, each said to come from an address of its own: are they counted as one visitor's?"""
    svar = [log_in(Client(REMOTE_ADDR=fran), user, "fel", headers={"x-forwarded-for": for_(n)}) for n in range(8)]
    return "För många" in svar[-1].content.decode()


def test_with_no_proxy_said_a_visitor_cannot_give_herself_new_addresses(hus, sett):
    assert ar_en(hus.direktor, "192.0.2.1", lambda n: f"198.51.100.{n}")
    assert sett.text.count("X-Forwarded-* från 192.0.2.1 är inte trodd") == 1


def test_from_a_named_proxy_each_visitor_is_her_own(hus, proxy, sett):
    assert not ar_en(hus.direktor, "10.9.0.2", lambda n: f"198.51.100.{n}")
    assert sett.text == ""


def test_a_named_proxy_is_known_where_the_server_listens_to_both_kinds_of_address(hus, proxy, sett):
    assert not ar_en(hus.direktor, "::ffff:10.9.0.2", lambda n: f"198.51.100.{n}")
    assert ar_en(hus.direktor, "::ffff:192.0.2.1", lambda n: f"198.51.100.{n}")


def test_a_proxy_named_by_anything_but_an_address_is_refused_at_start():
    assert adresser(["10.9.0.1/16", "::1"]) == ["10.9.0.1/16", "::1"]
    with pytest.raises(ImproperlyConfigured, match="nginx är varken en IP-adress"):
        adresser(["::1", "nginx"])


def test_past_the_proxy_nothing_is_believed(hus, proxy, sett):
    assert ar_en(hus.direktor, "192.0.2.1", lambda n: f"198.51.100.{n}")
    assert "192.0.2.1" in sett.text


def test_what_a_visitor_wrote_before_the_proxy_is_not_believed(hus, proxy):
    assert ar_en(hus.direktor, "10.9.0.2", lambda n: f"198.51.100.{n}, 192.0.2.1")


def test_a_proxy_that_does_not_say_its_part_is_told_of_and_nothing_breaks(client, hus, proxy, settings, sett):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert log_in(client, hus.direktor, REMOTE_ADDR="10.9.0.2", headers=SAGER).status_code == 302
    assert "fattas ett led" in sett.text


def test_a_forwarded_host_or_port_changes_no_page(client, hus, settings):
    for antal in (0, 1):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = antal
        svar = client.get("/", headers=SAGER)
        assert "ond.exempel.test" not in svar["Location"] + svar.content.decode()
        assert "6666" not in svar["Location"]


def test_https_is_believed_from_the_named_proxy_alone(client, hus, proxy, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_HOST = "samverkan.exempel.test"
    assert client.get("/konto/login/", REMOTE_ADDR="10.9.0.2", headers=SAGER).status_code == 200
    svar = client.get("/konto/login/", REMOTE_ADDR="192.0.2.1", headers=SAGER | {"host": "testserver:6666"})
    assert (svar.status_code, svar["Location"]) == (301, "https://samverkan.exempel.test/konto/login/")


def test_behind_an_unknown_proxy_on_a_local_socket_it_says_so_to_everybody(client, hus, settings, sett):
    svar = client.get("/konto/login/", REMOTE_ADDR="")
    assert svar.status_code == 503
    assert "SAMVERKAN_PROXIES" in svar.content.decode()
    assert "lokal sockel" in sett.text
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert log_in(client, hus.direktor, REMOTE_ADDR="", headers={"x-forwarded-for": "192.0.2.9"}).status_code == 302


def test_what_nobody_has_said_is_said_at_start(settings, sett):
    def varnad():
        return any(fel.id == "samverkan.W001" for fel in checks.run_checks(tags=["security"], include_deployment_checks=True))

    settings.DEBUG, settings.PROXIES_SAGT = False, False
    proxyer.vid_start()
    assert "SAMVERKAN_PROXIES är inte satt" in sett.text
    assert varnad()
    sett.clear()
    settings.PROXIES_SAGT = True
    proxyer.vid_start()
    assert sett.text == ""
    assert not varnad()


def test_gunicorn_believes_nobody_itself():
    values = runpy.run_path(str(Path(installningar.BASE_DIR) / "gunicorn.conf.py"))
    cfg = Config()
    for name in ("secure_scheme_headers", "forwarder_headers"):
        cfg.set(name, values[name])
    assert cfg.secure_scheme_headers == {}
    assert not any(cfg.forwarder_headers)
