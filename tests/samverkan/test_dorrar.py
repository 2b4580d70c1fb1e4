"""Who gets in: every door that opens without login is listed here, and nobody signs up."""

import re

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from samverkan.models import Handelse, User

OPEN = {
    "konto/login/", "konto/logout/", "konto/inactive/", "konto/signup/", "konto/confirm-email/", "konto/confirm-email/<key>/",
    "konto/password/reset/", "konto/password/reset/done/", "konto/password/reset/key/<uidb36>-<key>/", "konto/password/reset/key/done/",
    "konto/login/code/", "konto/login/code/confirm/", "admin/login/",
    "berattelser/", "verifiera/", "tillganglighet/", "personuppgifter/", "halsa/", "halsa/redo/", "hamta/<token>/<fil>/",
    "data/", "data/falt/", "data/utgavor/",
    "data/egna/", "data/egna/<resurs>/",  # asked without a key they answer 401, in words
}  # fmt: skip


def walk(patterns, prefix=""):
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield here


def address(route):
    """A concrete address for a route, and its readable form."""
    readable = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route).replace("^", "").replace("$", "").replace("\\Z", "")
    readable = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", readable)
    concrete = readable.replace("<sort>", "aktiviteter" if "berattelse" in readable else "resultat").replace("<uidb36>", "1")
    return readable, "/" + re.sub(r"<\w+>", "1", concrete)


@pytest.mark.django_db
@pytest.mark.en_gang
def test_only_the_listed_doors_open_without_login(client):
    opened = set()
    for route in walk(get_resolver().url_patterns):
        readable, url = address(route)
        response = client.get(url)
        to_login = response.status_code == 302 and response["Location"].startswith(("/konto/login/", "/admin/login/"))
        if not to_login and response.status_code != 404:
            opened.add(readable)
    assert opened - OPEN == set()


@pytest.mark.django_db
def test_nobody_signs_up(client):
    response = client.post(
        reverse("account_signup"), {"email": "ny@exempel.test", "password1": "ett-langt-losenord", "password2": "ett-langt-losenord"}
    )
    assert "Konton läggs upp av processledaren" in response.content.decode()


def test_login_with_password_leaves_a_trace(client, hus):
    response = client.post(reverse("account_login"), {"login": hus.samordnare.email, "password": "ett-langt-losenord"})
    assert response["Location"] == "/"
    assert Handelse.objects.get().akt == "loggade in"


def test_wrong_password_is_told_in_swedish_and_traced(client, hus):
    response = client.post(reverse("account_login"), {"login": hus.samordnare.email, "password": "fel"})
    assert "lösenordet" in response.content.decode()
    assert Handelse.objects.get().akt == "misslyckades logga in"
    assert client.get("/").status_code == 302


def test_five_wrong_passwords_lock_the_way_for_a_while(client, hus):
    for _ in range(6):
        client.post(reverse("account_login"), {"login": hus.samordnare.email, "password": "fel"})
    response = client.post(reverse("account_login"), {"login": hus.samordnare.email, "password": "ett-langt-losenord"})
    assert response.status_code == 200
    assert "För många" in response.content.decode()


def test_login_with_a_code_by_mail(client, hus):
    client.post(reverse("account_request_login_code"), {"email": hus.samordnare.email})
    code = re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{3,4})\s*$", mail.outbox[0].body, re.MULTILINE)[1]
    response = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert response["Location"] == "/"
    assert client.get("/").status_code == 200


def test_an_unknown_address_gets_the_same_answer_as_a_known(client, hus):
    known = client.post(reverse("account_request_login_code"), {"email": hus.samordnare.email})
    client.logout()
    unknown = client.post(reverse("account_request_login_code"), {"email": "ingen@exempel.test"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_closed_account_does_not_get_in(client, hus):
    hus.samordnare.is_active = False
    hus.samordnare.save()
    client.post(reverse("account_login"), {"login": hus.samordnare.email, "password": "ett-langt-losenord"})
    assert client.get("/").status_code == 302


def test_the_policy_forbids_inline_and_foreign_code(client, hus, as_user):
    policy = as_user(hus.samordnare).get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy


def test_no_page_asks_for_anything_outside(hus, as_user):
    html = as_user(hus.processledare).get("/").content.decode()
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []


def test_example_logins_are_shown_only_in_a_demo(client, hus):
    assert hus.processledare.email not in client.get(reverse("account_login")).content.decode()
    User.objects.filter(pk=hus.processledare.pk).update(exempel=True)
    assert hus.processledare.email in client.get(reverse("account_login")).content.decode()
    with override_settings(DEMO=False):
        assert hus.processledare.email not in client.get(reverse("account_login")).content.decode()
