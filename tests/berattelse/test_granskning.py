"""The review: handed in, approved, sent back. Each step once, by the right person, at the right time, and told of."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from berattelse import actions
from berattelse.models import Avsnitt, Statusbyte
from samverkan.models import Handelse
from tests.berattelse import factories
from tests.formular import tryck

pytestmark = pytest.mark.django_db
SKAL = {"skal": "Skriv mer om resultaten."}


def act(client, name, avsnitt, data=None):
    return client.post(reverse(f"berattelse:avsnitt_{name}", args=[avsnitt.pk]), {"version": avsnitt.version, **(data or {})})


@pytest.mark.parametrize(
    ("name", "who", "fran", "till"),
    [
        ("klar", "samordnare", "utkast", "klar"),
        ("klar", "processledare", "utkast", "klar"),
        ("klar", "samordnare", "ater", "klar"),
        ("godkann", "processledare", "klar", "godkand"),
        ("ater", "processledare", "klar", "ater"),
        ("ater", "processledare", "godkand", "ater"),
    ],
)
def test_a_step_is_taken_and_leaves_its_traces(hus, as_user, name, who, fran, till):
    avsnitt = factories.avsnitt(hus, status=fran, beskrivning="<p>x</p>")
    assert act(as_user(getattr(hus, who)), name, avsnitt, SKAL).status_code == 302
    avsnitt.refresh_from_db()
    assert avsnitt.status == till
    steg = Statusbyte.objects.get()
    assert (steg.fran, steg.till, steg.av) == (fran, till, getattr(hus, who))
    assert Handelse.objects.filter(objekt=f"berattelse.avsnitt:{avsnitt.pk}", avtal_id=hus.avtal.pk).count() == 1


@pytest.mark.parametrize(
    ("name", "who", "fran"),
    [
        ("klar", "samordnare", "ej_paborjad"),
        ("klar", "samordnare", "godkand"),
        ("klar", "controller", "utkast"),
        ("godkann", "samordnare", "klar"),
        ("godkann", "direktor", "klar"),
        ("godkann", "processledare", "utkast"),
        ("ater", "samordnare", "klar"),
        ("ater", "processledare", "utkast"),
    ],
)
def test_a_step_by_the_wrong_person_or_at_the_wrong_time_is_refused(hus, as_user, name, who, fran):
    avsnitt = factories.avsnitt(hus, status=fran)
    assert act(as_user(getattr(hus, who)), name, avsnitt, SKAL).status_code == 403
    avsnitt.refresh_from_db()
    assert avsnitt.status == fran


@pytest.mark.parametrize("name", ["klar", "godkann", "ater"])
@pytest.mark.parametrize("who", ["utomstaende", "kommunchef", "lasare"])
def test_a_step_on_a_section_one_may_not_know_of(hus, as_user, name, who):
    assert act(as_user(getattr(hus, who)), name, factories.avsnitt(hus, status="klar"), SKAL).status_code == 404


@pytest.mark.parametrize(("name", "fran"), [("klar", "utkast"), ("godkann", "klar"), ("ater", "godkand")])
def test_no_step_in_a_locked_year(hus, as_user, name, fran):
    avsnitt = factories.avsnitt(hus, status=fran)
    factories.lock(hus.year)
    assert act(as_user(hus.processledare), name, avsnitt, SKAL).status_code == 403


def test_only_the_text_that_was_read_is_approved(hus, as_user):
    avsnitt = factories.avsnitt(hus, status="klar", version=4)
    client = as_user(hus.processledare)
    response = client.post(reverse("berattelse:avsnitt_godkann", args=[avsnitt.pk]), {"version": "3"}, follow=True)
    assert "ny text" in response.content.decode()
    url = reverse("berattelse:avsnitt_godkann", args=[avsnitt.pk])
    for last in ({}, *({"version": v} for v in ("", "²", "x", "0", "-4", "4.0", "9" * 5000, "a\x00"))):
        client.post(url, last)
        avsnitt.refresh_from_db()
        assert avsnitt.status == "klar", last
    act(client, "godkann", avsnitt, {"version": "4"})
    avsnitt.refresh_from_db()
    assert avsnitt.status == "godkand"


@pytest.mark.parametrize("skal", ["", "   \n "])
def test_sending_back_wants_a_reason(hus, as_user, skal):
    avsnitt = factories.avsnitt(hus, status="klar")
    response = act(as_user(hus.processledare), "ater", avsnitt, {"skal": skal})
    assert response.status_code == 200
    assert "Skriv varför" in response.content.decode()
    avsnitt.refresh_from_db()
    assert avsnitt.status == "klar"


def test_the_reason_is_read_on_the_section(hus, as_user):
    avsnitt = factories.avsnitt(hus, status="klar")
    act(as_user(hus.processledare), "ater", avsnitt, SKAL)
    assert SKAL["skal"] in as_user(hus.samordnare).get(avsnitt.get_absolute_url()).content.decode()


@pytest.mark.parametrize("first", ["godkann", "ater"])
def test_of_two_who_press_at_once_exactly_one_succeeds(hus, first):
    pk = factories.avsnitt(hus, status="klar").pk
    mine, other = Avsnitt.objects.get(pk=pk), Avsnitt.objects.get(pk=pk)
    do = {
        "godkann": lambda row: actions.godkann(row, by=hus.processledare),
        "ater": lambda row: actions.ater(row, by=hus.processledare, skal="x"),
    }
    do[first](mine)
    with pytest.raises(ValidationError, match="redan bytt status"):
        do["godkann"](other)
    assert Statusbyte.objects.count() == 1


def test_last_years_text_must_be_gone_through_before_handing_in(hus, as_user):
    avsnitt = factories.avsnitt(hus, status="utkast", framtid="<p>x</p>", fran_foregaende=["framtid"])
    klar = reverse("berattelse:avsnitt_klar", args=[avsnitt.pk])
    response = tryck(as_user(hus.samordnare), avsnitt.get_absolute_url(), klar, follow=True)
    assert "Framtida utmaningar" in response.content.decode()
    avsnitt.refresh_from_db()
    assert avsnitt.status == "utkast"


class TestLetters:
    @pytest.fixture(autouse=True)
    def committed(self, django_capture_on_commit_callbacks):
        self.commit = lambda: django_capture_on_commit_callbacks(execute=True)

    def test_the_processledare_is_told_when_a_section_is_handed_in(self, hus, as_user, mailoutbox):
        avsnitt = factories.avsnitt(hus, status="utkast")
        with self.commit():
            act(as_user(hus.samordnare), "klar", avsnitt)
        (letter,) = mailoutbox
        assert letter.to == [hus.processledare.email]
        assert "Lärcentrum" in letter.subject
        assert f"http://testserver{avsnitt.get_absolute_url()}" in letter.body

    @pytest.mark.parametrize(("name", "word"), [("godkann", "Godkänt"), ("ater", "Åter")])
    def test_the_samordnare_is_told_of_the_answer(self, hus, as_user, mailoutbox, name, word):
        avsnitt = factories.avsnitt(hus, status="klar")
        with self.commit():
            act(as_user(hus.processledare), name, avsnitt, SKAL)
        (letter,) = mailoutbox
        assert letter.to == [hus.samordnare.email]
        assert word in letter.subject
        assert (SKAL["skal"] in letter.body) == (name == "ater")

    def test_whoever_handed_in_another_agreements_section_is_told(self, hus, as_user, mailoutbox):
        avsnitt = factories.annat_avtal(hus, status="utkast")
        act(as_user(hus.samordnare), "klar", avsnitt)
        with self.commit():
            act(as_user(hus.processledare), "godkann", avsnitt)
        assert [letter.to for letter in mailoutbox] == [[hus.samordnare.email]]

    def test_nobody_is_told_of_her_own_act(self, hus, as_user, mailoutbox):
        avsnitt = factories.inledning(hus, status="utkast")
        with self.commit():
            act(as_user(hus.processledare), "klar", avsnitt)
            act(as_user(hus.processledare), "godkann", avsnitt)
        assert mailoutbox == []

    def test_no_letter_when_the_step_was_not_taken(self, hus, mailoutbox):
        avsnitt = factories.avsnitt(hus, status="utkast")
        with self.commit(), pytest.raises(ValidationError):
            actions.godkann(avsnitt, by=hus.processledare)
        assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down_stops_no_review(hus, as_user, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 9
    avsnitt = factories.avsnitt(hus, status="utkast", beskrivning="<p>Text</p>")
    assert act(as_user(hus.samordnare), "klar", avsnitt).status_code == 302
    assert Avsnitt.objects.get(pk=avsnitt.pk).status == "klar"
