"""The account's own pages: codes, new passwords, closed accounts, and what each leaves in the log."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from samverkan.models import Handelse
from tests.formular import skicka

LOSENORD = "ett-langt-losenord"
NYTT = "snö-på-fjället-i-maj"


def code():
    return re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE)[1]


def acts():
    return list(Handelse.objects.order_by("pk").values_list("akt", flat=True))


def log_in(client, user, password=LOSENORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def test_the_code_comes_in_a_swedish_letter(client, hus):
    client.post(reverse("account_request_login_code"), {"email": hus.samordnare.email})
    letter = mail.outbox[0]
    assert letter.subject == "Din kod till Samverkan"
    assert letter.to == [hus.samordnare.email]
    assert "femton minuter" in letter.body
    assert code()


def test_a_wrong_code_does_not_let_in_and_leaves_a_trace(client, hus):
    client.post(reverse("account_request_login_code"), {"email": hus.samordnare.email})
    response = client.post(reverse("account_confirm_login_code"), {"code": "AAAA-AAAA"})
    assert "Koden stämmer inte" in response.content.decode()
    assert client.get("/").status_code == 302
    assert Handelse.objects.get().text == "Fel kod till Samordnare"


def test_an_unknown_address_is_not_invited_to_sign_up(client, hus):
    client.post(reverse("account_request_login_code"), {"email": "ingen@exempel.test"})
    assert mail.outbox[0].to == ["ingen@exempel.test"]
    assert "processledare" in mail.outbox[0].body
    assert "http" not in mail.outbox[0].body
    assert acts() == []


def test_a_forgotten_password_is_chosen_anew_by_the_link_in_the_letter(client, hus):
    client.post(reverse("account_reset_password"), {"email": hus.samordnare.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    assert "Välj ett nytt lösenord" in page.content.decode()
    client.post(page.request["PATH_INFO"], {"password1": NYTT, "password2": NYTT})
    assert acts() == ["bytte lösenord"]
    assert log_in(client, hus.samordnare).status_code == 200
    assert log_in(client, hus.samordnare, NYTT).status_code == 302
    client.logout()
    assert "Länken gäller inte längre" in client.get(link, follow=True).content.decode()


def test_a_reset_link_for_an_unknown_address_answers_as_for_a_known(client, hus):
    known = client.post(reverse("account_reset_password"), {"email": hus.samordnare.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "ingen@exempel.test"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_she_changes_her_own_password(hus, as_user):
    client = as_user(hus.samordnare)
    client.post(reverse("account_change_password"), {"oldpassword": LOSENORD, "password1": NYTT, "password2": NYTT})
    assert acts() == ["bytte lösenord"]
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("short", ["kort", "elva-tecken"])
def test_a_weak_password_is_refused_in_words(hus, as_user, short):
    response = as_user(hus.samordnare).post(
        reverse("account_change_password"), {"oldpassword": LOSENORD, "password1": short, "password2": short}
    )
    assert "Lösenordet är inte bytt" in response.content.decode()
    assert response.context["form"].errors
    assert acts() == []


def test_logging_out_takes_a_button_and_leaves_a_trace(client, hus):
    log_in(client, hus.samordnare)
    client.get(reverse("account_logout"))
    assert client.get("/").status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 302
    assert acts() == ["loggade in", "loggade ut"]


def test_a_closed_account_gets_no_code_and_no_session(client, hus):
    log_in(client, hus.samordnare)
    assert client.get("/").status_code == 200
    hus.samordnare.is_active = False
    hus.samordnare.save()
    assert client.get("/").status_code == 302
    client.post(reverse("account_request_login_code"), {"email": hus.samordnare.email})
    found = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE)
    if found:
        client.post(reverse("account_confirm_login_code"), {"code": found[1]})
    assert client.get("/").status_code == 302


def test_the_address_is_not_hers_to_change(hus, as_user):
    client = as_user(hus.samordnare)
    before = hus.samordnare.email
    assert "processledare" in client.get(reverse("account_email")).content.decode()
    client.post(reverse("account_email"), {"action_add": "", "email": "annan@exempel.test"})
    hus.samordnare.refresh_from_db()
    assert hus.samordnare.email == before
    assert mail.outbox == []


def test_the_admin_asks_at_the_same_door(client, hus):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/konto/login/")


def test_the_operator_reads_the_log_and_cannot_change_it(client, hus):
    hus.samordnare.is_staff = hus.samordnare.is_superuser = True
    hus.samordnare.save()
    log_in(client, hus.samordnare)
    row = Handelse.objects.get()
    assert "loggade in" in client.get("/admin/samverkan/handelse/").content.decode()
    assert client.get("/admin/samverkan/handelse/add/").status_code == 403
    assert client.post(f"/admin/samverkan/handelse/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/samverkan/rolltilldelning/").status_code == 200
    assert client.get(f"/admin/samverkan/user/{hus.samordnare.pk}/change/").status_code == 200


def test_an_address_changed_by_the_operator_moves_the_login_as_any_other(hus, as_user, client, django_capture_on_commit_callbacks):
    inloggad = Client()
    inloggad.force_login(hus.lasare)
    EmailAddress.objects.create(user=hus.lasare, email=hus.lasare.email, primary=True, verified=True)
    hus.samordnare.is_staff = hus.samordnare.is_superuser = True
    hus.samordnare.save()
    rad, gammal = hus.lasare.rolltilldelningar.get(), hus.lasare.email
    data = {"email": "ny@exempel.test", "namn": "L", "is_active": "on", "rolltilldelningar-0-roll": rad.roll}
    data |= {"rolltilldelningar-0-organisation": rad.organisation_id, "rolltilldelningar-0-fran": rad.fran}
    with django_capture_on_commit_callbacks(execute=True):
        assert skicka(as_user(hus.samordnare), f"/admin/samverkan/user/{hus.lasare.pk}/change/", data).status_code == 302
    till = [brev.to[0] for brev in mail.outbox]
    assert till[:2] == [gammal, "ny@exempel.test"]
    assert set(till[2:]) == {hus.processledare.email, hus.samordnare.email}  # who answers for her, and who looks after the program
    assert set(acts()) == {"bytte e-postadress", "ändrade i driften"}
    assert not EmailAddress.objects.filter(user=hus.lasare).exists()
    assert inloggad.get("/").status_code == 302


def test_staff_alone_does_not_open_the_admin(hus, as_user):
    assert as_user(hus.processledare).get("/admin/").status_code == 302
