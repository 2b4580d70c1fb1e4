"""One's own sessions: listed, ended one by one or all others, and ended by what changes the login."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from samverkan.inloggning import sessioner
from tests.faktorer import HEM, LOSENORD, acts, inne, logga_in, med_app
from tests.formular import skicka


@pytest.fixture
def efter(django_capture_on_commit_callbacks):
    """What waits until a request is committed is done when its block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_her_sessions_are_listed_and_ended_one_by_one_or_all_others(hus, django_assert_num_queries):
    telefon = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1"
    en = logga_in(hus.samordnare, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0")
    with django_assert_num_queries(2):
        sessioner.hennes(hus.samordnare, "")
    tva, tre = (logga_in(hus.samordnare, HTTP_USER_AGENT=telefon, REMOTE_ADDR=f"192.0.2.{n}") for n in (2, 3))
    logga_in(hus.lasare)
    with django_assert_num_queries(2):
        sessioner.hennes(hus.samordnare, "")
    rader = en.get(HEM).context["sessioner"]
    assert [(r.enhet, r.adress, r.denna) for r in rader] == [
        ("Safari på iPhone", "192.0.2.3", False), ("Safari på iPhone", "192.0.2.2", False), ("Edge på Windows", "127.0.0.1", True),
    ]  # fmt: skip
    en.post(reverse("samverkan:session_avsluta", args=[rader[1].pk]))
    assert (inne(en), inne(tva), inne(tre)) == (True, False, True)
    assert acts(hus.samordnare)[-1] == "avslutade inloggning"
    en.post(reverse("samverkan:sessioner_avsluta"))
    assert (inne(en), inne(tre)) == (True, False)
    assert [r.denna for r in en.get(HEM).context["sessioner"]] == [True]


def test_nobody_ends_anothers_session(hus):
    hennes, annan = logga_in(hus.samordnare), logga_in(hus.lasare)
    rad = hennes.get(HEM).context["sessioner"][0]
    for client in (annan, hennes):  # nor her own by that button: there is one for logging out
        assert client.post(reverse("samverkan:session_avsluta", args=[rad.pk])).status_code == 404
    annan.post(reverse("samverkan:sessioner_avsluta"))
    assert inne(hennes)


def test_a_new_password_a_new_address_and_a_new_factor_end_the_other_sessions(hus, efter):
    nytt = "snö-på-fjället-i-maj"
    en, andra = logga_in(hus.processledare), logga_in(hus.processledare)
    en.post(reverse("account_change_password"), {"oldpassword": LOSENORD, "password1": nytt, "password2": nytt})
    assert (inne(en), inne(andra)) == (True, False)
    assert [r.denna for r in en.get(HEM).context["sessioner"]] == [True]
    andra.post(reverse("account_login"), {"login": hus.processledare.email, "password": nytt})
    assert inne(andra)
    skicka(en, reverse("uppdrag:person_edit", args=[hus.processledare.pk]), {"email": "ny@exempel.test", "namn": "P"})
    assert (inne(en), inne(andra)) == (True, False)
    assert [r.denna for r in en.get(HEM).context["sessioner"]] == [True]
    andra.post(reverse("account_login"), {"login": "ny@exempel.test", "password": nytt})
    med_app(en, efter)
    assert (inne(en), inne(andra)) == (True, False)


@pytest.mark.parametrize(
    ("user_agent", "namn"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox på Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/17.0 Safari/605", "Safari på Mac"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/120.0 Mobile Safari/537", "Chrome på Android"),
        ("<script>", "Okänd webbläsare"),
    ],
)
def test_a_device_is_called_what_its_owner_calls_it(user_agent, namn):
    assert sessioner.enhetsnamn(user_agent) == namn


def test_what_tells_of_a_session_that_is_over_goes_with_it(hus):
    over, client = logga_in(hus.lasare), logga_in(hus.samordnare)
    Session.objects.filter(pk=over.session.session_key).update(expire_date="2021-01-01T00:00Z")
    assert sessioner.rensa() == 1
    assert [r.denna for r in client.get(HEM).context["sessioner"]] == [True]
