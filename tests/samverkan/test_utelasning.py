"""Wrong passwords and asked-for letters from elsewhere shut nobody out; and they are few all the same."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samverkan.models import Handelse
from tests.samverkan.test_konton import LOSENORD, code

HEMMA, ANNANSTANS = "10.0.0.1", "192.0.2.7"


def log_in(client, user, password=LOSENORD, fran=HEMMA):
    svar = client.post(reverse("account_login"), {"login": user.email, "password": password}, REMOTE_ADDR=fran)
    return svar.status_code == 302


def log_out(client):
    client.post(reverse("account_logout"))


def begar_kod(client, user, fran=HEMMA):
    return client.post(reverse("account_request_login_code"), {"email": user.email}, REMOTE_ADDR=fran, follow=True)


@pytest.fixture
def tolv(hus):
    """Twelve wrong passwords to the direktör's account from elsewhere."""
    framling = Client()
    assert not any(log_in(framling, hus.direktor, "fel", ANNANSTANS) for _ in range(12))
    return framling


@pytest.fixture
def hennes(hus):
    """A device on which she has logged in, and out again."""
    client = Client()
    assert log_in(client, hus.direktor)
    log_out(client)
    return client


def test_twelve_wrong_passwords_from_elsewhere_do_not_shut_her_out(hus, tolv):
    assert not log_in(tolv, hus.direktor, LOSENORD, ANNANSTANS)  # the right one is not tried there any more
    assert log_in(Client(), hus.direktor)


def test_nor_do_so_many_that_no_new_device_is_let_in(hus, hennes):
    for n in range(32):
        log_in(Client(), hus.direktor, "fel", f"192.0.2.{n}")
    assert not log_in(Client(), hus.direktor)  # a new device: thirty an hour is what can be guessed
    assert log_in(hennes, hus.direktor)  # hers is known
    ny = Client()
    begar_kod(ny, hus.direktor)
    ny.post(reverse("account_confirm_login_code"), {"code": code()})
    assert ny.get("/").status_code == 200  # and the code of a letter lets in a new one


def test_on_a_known_device_too_wrong_passwords_are_few(hus, hennes):
    for _ in range(6):
        log_in(hennes, hus.direktor, "fel")
    assert not log_in(hennes, hus.direktor)
    assert Handelse.objects.filter(akt="misslyckades logga in").count() <= 5


def test_the_device_of_one_is_not_known_for_another(hus, hennes):
    for _ in range(6):
        log_in(hennes, hus.samordnare, "fel")
    assert not log_in(hennes, hus.samordnare)


@pytest.mark.parametrize("kaka", ["", "skräp", "WyJ4IixbMV1d:1abc:falsk"])
def test_a_cookie_that_is_not_ours_is_no_known_device(hus, kaka):
    framling = Client()
    for _ in range(6):
        framling.cookies["enhet"] = kaka
        log_in(framling, hus.direktor, "fel", ANNANSTANS)
    assert not log_in(framling, hus.direktor, LOSENORD, ANNANSTANS)


def test_the_lock_says_the_way_that_is_open(hus, tolv):
    sida = tolv.post(reverse("account_login"), {"login": hus.direktor.email, "password": LOSENORD}, REMOTE_ADDR=ANNANSTANS)
    assert "begär en kod till din e-post" in sida.content.decode()
    assert reverse("account_request_login_code") in sida.content.decode()


def test_letters_asked_for_elsewhere_do_not_use_up_hers(hus):
    for _ in range(8):
        sida = begar_kod(Client(), hus.direktor, ANNANSTANS)
    assert len(mail.outbox) == 5
    assert "Inget nytt brev är skickat" in sida.content.decode()
    begar_kod(Client(), hus.direktor)
    assert len(mail.outbox) == 6
    Client().post(reverse("account_reset_password"), {"email": hus.direktor.email}, REMOTE_ADDR="10.0.0.2")
    assert "/reset/key/" in mail.outbox[-1].body


def test_letters_to_one_address_are_few_in_all_but_not_to_her_own_device(hus, hennes):
    for n in range(32):
        Client().post(reverse("account_reset_password"), {"email": hus.direktor.email}, REMOTE_ADDR=f"192.0.2.{n}")
    assert len(mail.outbox) == 30
    begar_kod(hennes, hus.direktor)
    assert len(mail.outbox) == 31


def test_a_known_and_an_unknown_address_are_answered_alike_when_it_is_too_much(client, hus):
    def sidan(epost):
        return [client.post(reverse("account_reset_password"), {"email": epost}, follow=True).content.decode() for _ in range(7)][-1]

    kand, okand = sidan(hus.direktor.email), sidan("ingen@exempel.test")
    assert "Inget nytt brev är skickat" in kand
    assert re.sub('nonce="[^"]*"|value="[^"]*"', "", kand) == re.sub('nonce="[^"]*"|value="[^"]*"', "", okand)


@pytest.mark.django_db
def test_what_is_counted_of_many_people_is_not_forgotten():
    """Django keeps 300 rows when not told otherwise, and then throws away a third of what is counted and of the codes that are used up."""
    for n in range(310):
        cache.add(f"prov.{n:03}", n, timeout=600)
    assert cache.get("prov.000") == 0
