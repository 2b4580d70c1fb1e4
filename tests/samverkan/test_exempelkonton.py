"""The example's accounts, whose password everybody knows: let in only where the example is on, and never loaded in production."""

import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from samverkan import demo
from samverkan.models import Organisation, User

LOSENORD = "ett-langt-losenord"


@pytest.fixture
def exempel(hus, settings):
    User.objects.filter(pk=hus.samordnare.pk).update(exempel=True)
    settings.DEMO = False
    return hus.samordnare


def log_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": LOSENORD}, follow=True)


def inne(client):
    return client.get("/").status_code == 200


def test_no_password_lets_in_when_the_example_is_off(client, exempel, settings):
    assert "stängt" in log_in(client, exempel).content.decode()
    assert not inne(client)
    settings.DEMO = True
    log_in(client, exempel)
    assert inne(client)
    settings.DEMO = False  # and the session ends with it
    assert not inne(client)


def test_no_code_and_no_reset_does_either(client, exempel, settings):
    client.post(reverse("account_request_login_code"), {"email": exempel.email})
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE)[1]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not inne(client)
    client.cookies.clear()
    client.post(reverse("account_reset_password"), {"email": exempel.email})
    lank = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]
    sidan = client.get(lank, follow=True)
    client.post(sidan.request["PATH_INFO"], {"password1": "snö-på-fjället-i-maj", "password2": "snö-på-fjället-i-maj"})
    assert not inne(client)


def test_others_log_in_as_ever(client, exempel, hus):
    log_in(client, hus.controller)
    assert inne(client)


def test_everybody_in_the_example_is_marked(db):
    demo.load()
    assert User.objects.filter(exempel=True).count() == User.objects.count() > 20


def test_the_example_is_not_loaded_in_production(db, settings):
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="SAMVERKAN_DEMO=aven-i-drift"):
        call_command("demo")
    assert not Organisation.objects.exists()
