"""The frame of every page: menu, way back, refusals in words, and Swedish figures."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from samverkan.middleware import metod_i_ord
from samverkan.templatetags import svenska_taggar as taggar
from samverkan.templatetags.sidan import menylank, rollnamn
from tests import factories

ALLAS = ("Överenskommelsen", "Uppdrag", "Arenor", "Möten", "Beslut", "Ekonomi")
PROCESSLEDARENS = ("Personer", "Organisationer", "Händelser")


def menu(client):
    html = client.get("/organisationer/").content.decode()
    return html[html.index('aria-label="Huvudmeny"') : html.index("</nav>")]


def words(client):
    """The words of the menu that are seen at once, and those one step away."""
    forst, _, mer = menu(client).partition("<summary>Mer</summary>")
    return [re.findall(r"<a [^>]*>([^<]+)</a>", del_) for del_ in (forst, mer)]


@pytest.mark.parametrize("who", ["processledare", "samordnare", "controller", "direktor", "tjansteperson", "kommunchef", "lasare"])
def test_the_menu_offers_what_she_can_use_and_no_more(hus, as_user, who):
    client = as_user(getattr(hus, who))
    offered = menu(client)
    assert all(f">{word}</a>" in offered for word in ALLAS)
    assert [f">{word}</a>" in offered for word in PROCESSLEDARENS] == [who == "processledare"] * 3
    addresses = [part.split('"')[0] for part in offered.split('href="')[1:]]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_the_page_shown_is_marked_in_the_menu(hus, as_user):
    client = as_user(hus.processledare)
    assert 'href="/organisationer/" aria-current="page"' in client.get("/organisationer/").content.decode()
    assert 'href="/organisationer/" aria-current="true"' in client.get(f"/organisationer/{hus.berg.pk}/").content.decode()
    assert client.get("/").content.decode().count('aria-current="page">') == 1
    assert 'href="/" aria-current="page">Start' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "who", ["processledare", "samordnare", "controller", "direktor", "tjansteperson", "kommunchef", "lasare", "roll_los"]
)
def test_the_menu_has_at_most_six_words_and_the_rest_one_step_away(hus, as_user, who):
    forst, mer = words(as_user(getattr(hus, who)))
    assert forst[0] == "Start"
    assert 2 < len(forst) <= 6
    assert not set(forst) & set(mer)
    assert {*ALLAS, "Verksamhetsår", "Enkät", "Kalender", "Påminnelser", "Min inloggning"} <= {*forst, *mer}


def test_of_several_roles_the_words_are_together_still_six(hus, as_user):
    for roll in ("controller", "samordnare"):
        factories.Rolltilldelning.objects.create(user=hus.direktor, roll=roll, organisation=hus.region, fran=factories.BORJAN)
    assert len(words(as_user(hus.direktor))[0]) == 6


def test_a_page_this_installation_lacks_is_left_out_of_the_menu(rf):
    assert menylank({"request": rf.get("/")}, "finns:inte", "Finns inte") == ""


def test_she_sees_her_name_and_her_roles(hus, as_user):
    factories.Rolltilldelning.objects.create(user=hus.samordnare, roll="controller", organisation=hus.region, fran=factories.BORJAN)
    hus.samordnare.namn = "Anställd vid regionen"
    hus.samordnare.save()
    html = as_user(hus.samordnare).get("/").content.decode()
    assert "Anställd vid regionen, samordnare, controller" in re.sub(r"<[^>]+>", "", html)
    assert 'class="btn btn-link">Logga ut' in html


def test_a_role_that_is_already_her_name_is_not_said_twice(hus):
    assert rollnamn(hus.processledare) == ""
    assert rollnamn(hus.roll_los) == ""


def test_the_way_back_is_shown_on_every_page_but_the_first(hus, as_user):
    client = as_user(hus.processledare)
    assert 'aria-label="Sökväg"' in client.get("/organisationer/").content.decode()
    assert 'aria-label="Sökväg"' not in client.get("/").content.decode()


def test_who_is_not_logged_in_sees_no_menu(client, db):
    html = client.get(reverse("account_login")).content.decode()
    assert "Huvudmeny" not in html
    assert 'href="#innehall"' in html


def test_what_is_not_there_is_said_in_swedish(hus, as_user):
    response = as_user(hus.processledare).get("/finns-inte/")
    assert response.status_code == 404
    assert "<h1>Sidan finns inte</h1>" in response.content.decode()


def test_what_is_not_hers_is_said_in_swedish(hus, as_user):
    response = as_user(hus.lasare).get("/handelser/")
    assert response.status_code == 403
    assert "<h1>Det här får du inte göra nu</h1>" in response.content.decode()


def test_opening_the_address_of_an_act_tells_what_happened(hus, as_user):
    response = as_user(hus.processledare).get(reverse("uppdrag:year_oppna", args=[hus.year.pk]))
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "<h1>Det här görs med en knapp</h1>" in response.content.decode()


def test_an_answer_that_says_something_is_left_alone(rf):
    from django.http import HttpResponseNotAllowed

    request = rf.get("/")
    request.user = AnonymousUser()
    assert metod_i_ord(lambda _: HttpResponseNotAllowed(["POST"], "Eget svar"))(request).content == b"Eget svar"


def test_a_form_that_is_too_old_is_refused_in_swedish(hus):
    client = Client(enforce_csrf_checks=True)
    client.force_login(hus.processledare)
    response = client.post("/organisationer/ny/", {"namn": "Ragunda"})
    assert response.status_code == 403
    assert "<h1>Sidan hann bli för gammal</h1>" in response.content.decode()


def test_a_fault_of_ours_is_said_in_swedish(hus, settings):
    settings.ROOT_URLCONF = "tests.samverkan.urls_fel"
    client = Client(raise_request_exception=False)
    client.force_login(hus.processledare)
    response = client.get("/fel/")
    assert response.status_code == 500
    assert "<h1>Något gick fel hos oss</h1>" in response.content.decode()


def test_the_gallery_needs_a_login(client, hus, as_user):
    assert client.get("/galleri/").status_code == 302
    assert "<h1>Galleri</h1>" in as_user(hus.lasare).get("/galleri/").content.decode()


@pytest.mark.parametrize(
    ("said", "template"),
    [
        ("10\xa0307\xa0tkr", "{{ 10307000|tkr }}"),
        ("−12\xa0tkr", "{{ minus12000|tkr }}"),
        ("10\xa0307\xa0000\xa0kr", "{{ 10307000|kronor }}"),
        ("1\xa0705", "{{ 1705|tusental }}"),
        ("2,6\xa0%", "{{ andel|procent }}"),
        ("26 januari 2023", "{{ dag|datum }}"),
        ("2023-01-26", "{{ dag|kortdatum }}"),
        ("2023-01-26", "{{ sent|kortdatum }}"),
        ("26 januari 2023", "{{ sent|datum }}"),
        ("26 januari–8 februari 2023", "{{ dag|period:senare }}"),
        ("från och med 26 januari 2023", "{{ dag|period:inget }}"),
        ("till och med 26 januari 2023", "{{ inget|period:dag }}"),
        ("ett", '{{ 1|talord:"ett" }}'),
        ("tolv", "{{ 12|talord }}"),
        ("mars", "{{ 3|manad }}"),
    ],
)
def test_figures_and_days_are_written_in_swedish(said, template):
    values = {"minus12000": -12000, "andel": Decimal("2.60"), "dag": date(2023, 1, 26), "senare": date(2023, 2, 8), "inget": None}
    values["sent"] = datetime(2023, 1, 25, 23, 30, tzinfo=UTC)  # the next day by the Swedish clock
    assert Template(template).render(Context(values)) == said


@pytest.mark.parametrize("name", ["tkr", "kronor", "tusental", "procent", "datum", "kortdatum"])
def test_what_is_not_known_is_left_empty(name):
    assert getattr(taggar, name)(None) == ""


def test_a_period_with_no_ends_is_left_empty():
    assert taggar.period(None, None) == ""


@pytest.fixture
def rf():
    return RequestFactory()
