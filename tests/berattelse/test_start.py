"""The start page for each role, and the year at a glance."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from berattelse import actions
from berattelse.models import Avsnitt, Utgava
from tests import factories as grund
from tests.berattelse import factories, utgavor
from tests.berattelse.queries import antal_fragor
from uppdrag.models import Verksamhetsar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kort_tryck")]  # how an edition is printed is asked elsewhere
ROLLER = ("samordnare", "processledare", "controller", "direktor", "tjansteperson")
INGET = {who: [] for who in ROLLER}


def overview(year):
    return reverse("berattelse:year_overview", args=[year.pk])


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_samordnare_sees_her_sections_and_what_is_registered(hus, as_user):
    avsnitt = factories.avsnitt(hus)
    factories.aktivitet(avsnitt)
    page = read(as_user(hus.samordnare), reverse("start"))
    assert avsnitt.get_absolute_url() in page
    assert "Skriv Lärcentrum 2022" in page
    assert "inte påbörjat" in page
    assert '1<span class="visually-hidden"> aktivitet,' in page
    assert '0<span class="visually-hidden"> resultat,' in page


def test_the_samordnare_is_told_when_her_uppdrag_has_no_section(hus, as_user):
    assert "har inget avsnitt i ett öppet år" in read(as_user(hus.samordnare), reverse("start"))
    type(hus.year).objects.update(status="locked")  # there is no year to have one in
    assert "har inget avsnitt i ett öppet år" not in read(as_user(hus.samordnare), reverse("start"))


def test_the_processledare_sees_what_waits_for_her(hus, as_user):
    avsnitt = factories.avsnitt(hus, status="klar")
    page = read(as_user(hus.processledare), reverse("start"))
    assert "Granska Lärcentrum 2022" in page
    assert avsnitt.get_absolute_url() in page
    assert "väntar på granskning, 1" in page


def test_a_kommun_sees_its_uppdrag_and_no_drafts(hus, as_user):
    avsnitt = factories.avsnitt(hus, status="klar")
    page = read(as_user(hus.tjansteperson), reverse("start"))
    assert hus.uppdrag.get_absolute_url() in page
    assert avsnitt.get_absolute_url() not in page
    assert overview(hus.year) not in page


def test_a_person_without_role_is_told_whom_to_ask(hus, as_user):
    assert "ännu ingen roll" in read(as_user(hus.roll_los), reverse("start"))


def test_nothing_of_another_agreement_is_shown(hus, as_user):
    factories.avsnitt(hus, status="klar")
    assert "Lärcentrum" not in read(as_user(hus.utomstaende), reverse("start"))


@pytest.mark.parametrize(("who", "status"), [("samordnare", 200), ("direktor", 200), ("controller", 200), ("kommunchef", 403),
                                             ("lasare", 403), ("utomstaende", 404), ("roll_los", 404)])  # fmt: skip
def test_who_reads_the_overview(hus, as_user, who, status):
    assert as_user(getattr(hus, who)).get(overview(hus.year)).status_code == status


def test_the_overview_says_status_who_and_what_is_missing(hus, as_user):
    grund.uppdrag(hus.avtal, "Utan rubrik")
    factories.avsnitt(hus, status="ater")
    page = read(as_user(hus.processledare), overview(hus.year))
    assert "skickat åter, 1" in page
    hinder = dict(re.findall(r'<tr><th scope="row">([^<]+)</th><td>(.*?)</td><td>', page))
    assert hinder["Lärcentrum"].startswith("skickat åter")
    assert (hinder["Utan rubrik"], hinder["Två avsnitt"]) == ("står inte under någon rubrik", "inte skapade")
    assert str(hus.samordnare) in page


@pytest.mark.parametrize(
    ("status", "who", "word"),
    [("planerat", "processledare", "Öppna året"), ("oppet", "direktor", "Lås året"), ("locked", "processledare", "Lås upp året")],
)
def test_the_overview_offers_the_years_next_act_to_the_one_who_may(hus, as_user, status, who, word):
    type(hus.year).objects.update(status=status)
    assert word in read(as_user(getattr(hus, who)), overview(hus.year))
    assert word not in read(as_user(hus.samordnare), overview(hus.year))


def test_an_approved_section_is_not_missing(hus, as_user):
    avsnitt = factories.avsnitt(hus, status="godkand")
    client = as_user(hus.processledare)
    assert "Lärcentrum" not in [h.vad for h in client.get(overview(hus.year)).context["sida"].hinder]
    type(avsnitt).objects.update(status="klar")
    assert "Lärcentrum" in [h.vad for h in client.get(overview(hus.year)).context["sida"].hinder]


def test_a_section_that_is_printed_nowhere_is_said_to_be(hus, as_user):
    factories.avsnitt(hus, uppdrag=grund.uppdrag(hus.avtal, "Utan rubrik"))
    assert "Skrivs inte ut" in read(as_user(hus.processledare), overview(hus.year))


class TestCreatingTheSections:
    def _create(self, client, year):
        return client.post(reverse("berattelse:year_skapa_avsnitt", args=[year.pk]), follow=True)

    def test_makes_one_of_each_and_twice_makes_no_more(self, hus, as_user):
        sidoavtal = grund.avtal([hus.region], huvudavtal=hus.avtal)
        client = as_user(hus.processledare)
        for _ in range(2):
            self._create(client, hus.year)
            assert sorted(Avsnitt.objects.values_list("sort", flat=True)) == ["annat_avtal", "inledning", "omrade", "uppdrag"]
        assert Avsnitt.objects.get(sort="annat_avtal").annat_avtal == sidoavtal

    @pytest.mark.parametrize(("who", "status"), [("samordnare", 403), ("lasare", 403), ("utomstaende", 404)])
    def test_refused(self, hus, as_user, who, status):
        assert self._create(as_user(getattr(hus, who)), hus.year).status_code == status
        assert not Avsnitt.objects.exists()

    def test_refused_in_a_locked_year(self, hus, as_user):
        factories.lock(hus.year)
        assert self._create(as_user(hus.processledare), hus.year).status_code == 403


def test_start_and_overview_ask_as_many_questions_with_three_sections_as_with_one(hus, as_user):
    factories.avsnitt(hus, status="klar")
    urls = reverse("start"), overview(hus.year)
    counts = {}
    for who in ("samordnare", "processledare", "tjansteperson"):
        counts[who] = antal_fragor(as_user(getattr(hus, who)), *urls[: 1 if who == "tjansteperson" else 2])
    for n in (2, 3):
        uppdrag = grund.uppdrag(hus.avtal, f"Uppdrag {n}")
        hus.rubrik.placeringar.create(uppdrag=uppdrag, ordning=n)
        uppdrag.samordnare.create(user=hus.samordnare, fran=grund.BORJAN)
        uppdrag.medverkan.create(organisation=hus.berg)
        factories.aktivitet(factories.avsnitt(hus, uppdrag=uppdrag, status="klar"))
    for who, before in counts.items():
        assert antal_fragor(as_user(getattr(hus, who)), *urls[: 1 if who == "tjansteperson" else 2]) == before, who


def test_a_kommun_is_told_of_the_uppdrag_of_the_year_and_which_have_ended(hus, as_user):
    def rader():
        del_ = read(as_user(hus.tjansteperson), reverse("start")).partition("Uppdrag som omfattar din kommun, 2022</h2>")[2]
        listan = re.findall(r"<li><a [^>]*>([^<]+)</a>(?: <span[^>]*>([^<]+)</span>)?", del_.partition("</ul>")[0])
        return dict(listan)

    for namn, fields in (
        ("Förra årets", {"till": date(2021, 12, 31)}),
        ("Kurs och konferens", {"till": date(2022, 6, 30), "status": "nedlagt"}),
    ):
        grund.uppdrag(hus.avtal, namn, **fields).medverkan.create(organisation=hus.berg)
    grund.uppdrag(hus.avtal, "Energi").medverkan.create(organisation=hus.berg, till=date(2022, 3, 31))
    grund.uppdrag(hus.avtal, "Lämnat").medverkan.create(organisation=hus.berg, till=date(2021, 3, 31))
    assert rader() == {"Lärcentrum": "", "Kurs och konferens": "nedlagt", "Energi": "medverkade till och med 31 mars 2022"}


class TestAttGora:
    """Each finds the next act of the year on her start page, and only she."""

    def _vantar(self, hus, as_user):
        """What waits for each, in words."""
        return {who: re.findall(r"<strong>([^<]+)</strong>", _del(read(as_user(getattr(hus, who)), reverse("start")))) for who in ROLLER}

    def test_through_the_year(self, hus, as_user):
        assert self._vantar(hus, as_user) == INGET | {
            "controller": ["Godkänn utfallet 2022"],
            "processledare": ["Färdigställ berättelsen 2022"],
        }
        utgavor.fardig(hus)
        assert self._vantar(hus, as_user) == INGET | {"direktor": ["Fastställ berättelsen 2022"]}
        utgava = actions.faststall(hus.year, 1, by=hus.direktor)
        assert self._vantar(hus, as_user) == INGET | {"direktor": ["Signera verksamhetsberättelse 2022, utgåva 1"]}
        actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)
        sand, sedan = "Sänd verksamhetsberättelse 2022, utgåva 1 till parterna", "Färdigställ 2022 med kommunernas värdering"
        publicera = "Publicera verksamhetsberättelse 2022, utgåva 1"
        assert self._vantar(hus, as_user) == INGET | {"processledare": [publicera, sand, sedan]}
        utgava = Utgava.objects.get(pk=utgava.pk)
        actions.publicera(utgava, by=hus.processledare)
        utgavor.sandning(utgava, hus.berg, hus.processledare)
        resten = "Sänd verksamhetsberättelse 2022, utgåva 1 till den kommun som inte har fått den"
        assert self._vantar(hus, as_user) == INGET | {"processledare": [resten, sedan]}
        utgavor.sandning(utgava, hus.krokom, hus.processledare)
        assert self._vantar(hus, as_user) == INGET | {"processledare": [sedan]}

    def test_a_year_that_is_not_over_asks_for_nothing(self, hus, as_user):
        Verksamhetsar.objects.filter(pk=hus.year.pk).update(till=timezone.localdate())
        assert self._vantar(hus, as_user) == INGET

    def test_an_unlocked_year_asks_for_a_corrected_edition(self, hus, as_user):
        utgavor.rad(hus.year, hus.direktor)
        assert "Färdigställ en rättad utgåva av 2022" in self._vantar(hus, as_user)["processledare"]

    @pytest.mark.parametrize(("signatur", "syns"), [(True, True), (False, False)])
    def test_a_kommun_finds_what_is_handed_over(self, hus, as_user, signatur, syns):
        utgava = utgavor.rad(hus.year, hus.direktor, signatur=signatur)
        assert (utgava.get_absolute_url() in read(as_user(hus.tjansteperson), reverse("start"))) is syns


def _del(page):
    """The part of the start page that says what to do."""
    return page.partition('<h2 id="att-gora">Att göra</h2>')[2].partition("</section>")[0]


def test_what_waits_is_asked_for_with_as_many_questions_for_three_years_as_for_one(hus, as_user):
    utgavor.rad(hus.year, hus.direktor)
    who = [hus.controller, hus.processledare, hus.direktor]
    before = [antal_fragor(as_user(user), reverse("start")) for user in who]
    for year in (2020, 2021):
        utgavor.rad(grund.verksamhetsar(hus.avtal, year), hus.direktor)
    assert [antal_fragor(as_user(user), reverse("start")) for user in who] == before


def test_an_administrator_finds_what_she_does_and_nobody_else_does(hus, as_user):
    admin = grund.user("Administratör", is_superuser=True, is_staff=True)
    client = as_user(admin)
    page = read(client, reverse("start"))
    assert "Hör av dig till regionens processledare" not in page
    lankar = re.findall(r'href="(/admin/[^"]+)"', page)
    assert len(lankar) == 4
    assert [client.get(url).status_code for url in lankar] == [200] * 4
    for who in ROLLER:
        assert "/admin/" not in read(as_user(getattr(hus, who)), reverse("start"))


def test_an_edition_is_read_until_its_correction_is_signed(hus, as_user):
    """For the parties there is no correction before; the list, and the search, keep what they have."""
    forsta = utgavor.rad(hus.year, hus.direktor)
    rattad = utgavor.rad(hus.year, hus.processledare, ersatter=forsta, signatur=False)
    kommun = as_user(hus.tjansteperson)

    def lista(client):
        return re.findall(r'<li><a href="[^"]+">(Verksamhetsberättelse 2022, utgåva \d)</a>', read(client, reverse("start")))

    assert lista(kommun) == ["Verksamhetsberättelse 2022, utgåva 1"]
    assert list(Utgava.objects.gallande_for(hus.tjansteperson)) == [forsta]
    assert list(Utgava.objects.gallande_for(hus.processledare)) == [rattad]
    assert "Signera verksamhetsberättelse 2022, utgåva 2" in read(as_user(hus.direktor), reverse("start"))
    utgavor.signera_rad(rattad, hus.direktor)
    assert lista(kommun) == ["Verksamhetsberättelse 2022, utgåva 2"]
    assert list(Utgava.objects.gallande_for(hus.tjansteperson)) == [rattad]
    assert list(Utgava.objects.gallande_for(hus.utomstaende)) == []
