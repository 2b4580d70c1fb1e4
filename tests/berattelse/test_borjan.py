"""From an empty installation to a year with sections: by the pages alone, each reached by the guide's own links."""

import re
from functools import partial

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from lxml import html

from berattelse.models import Avsnitt
from samverkan.models import Handelse, Organisation, Roll, Rolltilldelning, User
from samverkan.register import poster
from tests import factories
from tests.berattelse.queries import antal_fragor
from tests.formular import blanketter
from tests.samtidigt import bara_postgresql, tryck
from tests.test_inaktuell import dict_av
from uppdrag.actions import borjan as actions
from uppdrag.forms.borjan import Borjanform
from uppdrag.models import Arena, Avtal, Medverkan, Part, Uppdrag, Verksamhetsar

pytestmark = pytest.mark.django_db
LOSENORD = "ett-langt-losenord-har"
OMRADEN = ["Arbetsmarknad och utbildning", "Social välfärd och folkhälsa", "Samhällsbyggnad och klimat"]
UPPDRAG = ["Lärcentrum", "Barn och utbildning", "Vård- och omsorgscollege", "Social välfärd", "FoU", "Energikontoret"]
ARENOR = ["Kommundirektörerna", "BUZ", "SocSam", "Barnarenan", "Skolchefsnätverket"]
FOLK = [("direktor", "Direktör"), ("controller", "Controller"), ("samordnare", "Samordnare")]


@pytest.fixture
def admin(db):
    return User.objects.create_superuser("forsta@region.example", LOSENORD, namn="Första Person")


class Webblasare:
    """Follows links and fills in forms as they are on the page; counts what is sent in."""

    def __init__(self):
        self.client, self.skickade = Client(), 0

    def sida(self, url):
        response = self.client.get(url)
        assert response.status_code == 200, url
        return response

    def fyll_i(self, url, data=None, *, bort=()):
        """Open the page, change some fields of the form that has them (else the last), press its button. Where it leads, as read."""
        response = self.sida(url)
        forms = [f for f in blanketter(response) if "logga-ut" not in f.classes]
        form = next((f for f in reversed(forms) if (data or {}).keys() & f.fields.keys()), forms[-1])
        varden = {k: v for k, v in dict_av(form).items() if k not in bort} | (data or {})
        self.skickade += 1
        svar = self.client.post(form.action or url, varden)
        assert svar.status_code == 302, (url, svar.context["form"].errors, [r.errors for r in getattr(svar.context["form"], "rader", [])])
        return svar

    def nasta(self):
        """(its name, its address) of the step the start page says is next; None when there is no guide."""
        steg = html.fromstring(self.sida("/").content.decode()).xpath("//section[@class='borjan']//li[@aria-current='step']/a")
        return (steg[0].text_content(), steg[0].get("href")) if steg else None


def rader(namn, **lika):
    """The fields of the first lines of a page with many."""
    return {f"rad-{n}-{falt}": v for n, ett in enumerate(namn, 1) for falt, v in ({"namn": ett} | lika).items()}


def till_agreement(w):
    """The region, the agreement with all its parties, and the version with its areas."""
    assert w.nasta() == ("Regionen och din roll", reverse("uppdrag:bli_processledare"))
    w.fyll_i(f"{w.nasta()[1]}?region=23")
    assert w.nasta()[0] == "Överenskommelsen och dess parter"
    w.fyll_i(w.nasta()[1], {"titel": "Överenskommelsen", "dnr": "RS/1/2027", "fran": "2027-01-01"})
    assert w.nasta()[0] == "Version och områden"
    w.fyll_i(w.nasta()[1], {"omraden": "\n".join(OMRADEN)})
    return Avtal.objects.get()


def test_from_nothing_to_a_year_with_sections_by_the_guides_own_links(admin):
    w = Webblasare()
    w.fyll_i(reverse("account_login"), {"login": admin.email, "password": LOSENORD})
    avtal = till_agreement(w)
    omraden = list(avtal.aktuell_version.omraden.all())
    assert [o.namn for o in omraden] == OMRADEN
    assert w.nasta()[0] == "Uppdragen"
    falt = rader(UPPDRAG) | {f"rad-{n}-omrade": omraden[n % 3].pk for n in range(1, 7)} | {"rad-5-bara": list(_kommuner()[:6])}
    w.fyll_i(w.nasta()[1], falt)
    for roll, namn in FOLK:
        assert w.nasta()[0] == "Personer och roller"
        region = Organisation.objects.get(sort="region")
        w.fyll_i(w.nasta()[1], {"email": f"{roll}@region.example", "namn": namn, "roll": roll, "organisation": region.pk})
    assert w.nasta()[0] == "Personer och roller"
    w.fyll_i(w.nasta()[1], {"uppdrag": Uppdrag.objects.first().pk})  # the role alone writes nothing
    assert w.nasta()[0] == "Arenorna"
    w.fyll_i(w.nasta()[1], rader(ARENOR, sort="chefsarena", niva="kommunal", motesord="möte"))
    assert w.nasta()[0] == "Året, dess rubriker och avsnitt"
    w.fyll_i(w.nasta()[1], {"beteckning": "2027", "fran": "2027-01-01", "till": "2027-12-31"})
    assert w.nasta() is None
    assert "Kom igång" not in w.sida("/").content.decode()
    year = Verksamhetsar.objects.get()
    assert (year.status, [r.text for r in year.rubriker.all()]) == ("oppet", OMRADEN)
    assert not any(r.avviker for r in year.rubriker.all())
    assert Avsnitt.objects.count() == 1 + len(OMRADEN) + len(UPPDRAG)
    assert Part.objects.count() == 9
    assert Medverkan.objects.count() == 5 * 8 + 6
    assert [u.namn for u in Uppdrag.objects.all()] == UPPDRAG
    assert Arena.objects.count() == len(ARENOR)
    assert w.skickade == 11  # the login among them; more uppdrag and arenas are eight to a page


def _kommuner():
    return Organisation.objects.filter(sort="kommun").values_list("pk", flat=True)


def test_the_first_role_is_logged_and_the_other_administrators_are_told(admin, mailoutbox, django_capture_on_commit_callbacks):
    factories.user("Andra", email="andra@region.example", is_superuser=True)
    w = Webblasare()
    w.client.force_login(admin)
    with django_capture_on_commit_callbacks(execute=True):
        w.fyll_i(f"{reverse('uppdrag:bli_processledare')}?region=23", bort=["kommuner"])
    roll = Rolltilldelning.objects.get()
    assert (roll.user, roll.roll, roll.organisation.kod) == (admin, Roll.PROCESSLEDARE, "23")
    assert Organisation.objects.count() == 1
    handelse = Handelse.objects.get(akt="gav sig själv roll")
    assert (handelse.user, handelse.detaljer["skal"]) == (admin, "ingen processledare fanns")
    assert [m.to for m in mailoutbox] == [["andra@region.example"]]


def test_the_kommuner_left_out_are_added_from_the_same_list(admin):
    w = Webblasare()
    w.client.force_login(admin)
    w.fyll_i(f"{reverse('uppdrag:bli_processledare')}?region=23", bort=["kommuner"])
    assert w.nasta()[0] == "Kommunerna"
    w.fyll_i(w.nasta()[1], {"kommuner": ["2326", "2380"]})
    assert {o.tabellnamn for o in Organisation.objects.filter(sort="kommun")} == {"Berg", "Östersund"}


class TestRefused:
    URL = "/bli-processledare/?region=23"

    def _form(self):
        form = Borjanform({}, region=poster()["23"])
        assert form.is_valid()
        return form

    def test_somebody_who_is_no_administrator(self, admin, as_user):
        assert as_user(factories.user("Annan")).get(self.URL).status_code == 403
        assert as_user(factories.user("Annan", is_staff=True)).post(self.URL, {"kommuner": "2326"}).status_code == 403
        assert not Rolltilldelning.objects.exists()

    def test_a_second_time_and_a_second_administrator(self, admin, as_user):
        assert as_user(admin).post(self.URL, {"kommuner": "2326"}).status_code == 302
        andra = factories.user("Andra", is_superuser=True)
        for vem in (admin, andra):
            assert as_user(vem).post(self.URL, {"kommuner": "2303"}).status_code == 403
        assert Rolltilldelning.objects.count() == 1
        assert Organisation.objects.count() == 2
        assert "Kom igång" not in as_user(andra).get("/").content.decode()

    def test_where_there_was_a_processledare_once(self, admin, as_user):
        region = factories.organisation("Region Prov", "region", kod="98")
        factories.user("Tidigare", roll=Roll.PROCESSLEDARE, organisation=region)
        Rolltilldelning.objects.update(till="2021-01-01")
        assert as_user(admin).get(self.URL).status_code == 403

    def test_of_two_who_passed_the_page_the_second_is_refused_by_the_act(self, admin):
        andra = factories.user("Andra", is_superuser=True)
        actions.bli_processledare(self._form(), by=admin)
        with pytest.raises(ValidationError, match="redan en processledare"):
            actions.bli_processledare(self._form(), by=andra)
        assert [r.user for r in Rolltilldelning.objects.all()] == [admin]

    @pytest.mark.django_db(transaction=True)
    @bara_postgresql
    def test_of_two_at_the_same_moment_one_becomes_processledare(self, admin):
        andra = factories.user("Andra", is_superuser=True)
        svar = tryck(*(partial(actions.bli_processledare, self._form(), by=vem) for vem in (admin, andra)))
        assert len([s for s in svar if isinstance(s, Rolltilldelning)]) == Rolltilldelning.objects.count() == 1
        assert actions.REDAN in svar

    def test_a_region_that_is_none(self, admin, as_user):
        response = as_user(admin).post("/bli-processledare/?region=99", {"kommuner": "2326"})
        assert response.status_code == 200
        assert not Organisation.objects.exists()


class TestTheGuide:
    def _steg(self, page):
        return re.findall(r'<li[^>]*aria-current="step"[^>]*>(?:<a[^>]*>|<span[^>]*>)([^<]+)', page)

    def test_is_read_from_the_rows_and_shown_to_the_one_who_leads(self, hus, as_user):
        page = as_user(hus.processledare).get("/").content.decode()
        assert self._steg(page) == ["Version och områden"]
        for vem in ("samordnare", "direktor", "kommunchef", "lasare", "roll_los"):
            assert "Kom igång" not in as_user(getattr(hus, vem)).get("/").content.decode()

    def test_says_whose_role_is_missing(self, hus, as_user):
        Rolltilldelning.objects.filter(roll=Roll.CONTROLLER).update(till="2021-01-01")
        assert "Saknas: controller." in as_user(hus.processledare).get("/").content.decode()

    def test_every_step_can_be_taken_in_any_order(self, hus, as_user):
        """No step waits for another but the agreement: what is not done has its link."""
        page = as_user(hus.processledare).get("/").content.decode()
        assert reverse("uppdrag:version_create", args=[hus.avtal.pk]) in page
        assert reverse("uppdrag:year_list") in page.partition("Kom igång")[2].partition("</section>")[0]

    def test_asks_one_question(self, hus, as_user):
        """The start page's own number, whoever leads and whatever is missing."""
        utan = antal_fragor(as_user(hus.processledare), reverse("start"))
        Arena.objects.all().delete()
        assert antal_fragor(as_user(hus.processledare), reverse("start")) == utan


LISTOR = {
    "uppdrag:avtal_list", "uppdrag:uppdrag_list", "uppdrag:arena_list", "uppdrag:tillfalle_list", "uppdrag:beslut_list", "uppdrag:year_list",
    "enkat:start", "ekonomi:start", "uppdrag:person_list", "samverkan:organisation_list",
}  # fmt: skip


class TestEmptyPages:
    """Each says what belongs there and who adds it; who may herself finds the way."""

    def _tomma(self, client):
        """{list: (its empty sentences, where they lead)}; a page she may not open is left out."""
        ut = {}
        for namn in LISTOR:
            response = client.get(reverse(namn))
            assert response.status_code in {200, 403}, namn
            if response.status_code == 200:
                main = html.fromstring(response.content.decode()).find(".//main")
                tomt = main.xpath(".//p[contains(@class, 'tomt')]")
                ut[namn] = " ".join(" ".join(p.text_content() for p in tomt).split()), {a.get("href") for a in main.xpath(".//a")}
        return ut

    def test_for_the_first_administrator(self, admin, as_user):
        tomma = self._tomma(as_user(admin))
        assert set(tomma) == LISTOR - {"uppdrag:person_list"}
        for namn in ("uppdrag:avtal_list", "uppdrag:uppdrag_list", "uppdrag:arena_list", "uppdrag:year_list", "enkat:start"):
            assert tomma[namn][0].endswith("Startsidan visar hur det börjar.")
            assert "/" in tomma[namn][1]

    def test_for_a_processledare_without_an_agreement(self, admin, as_user):
        as_user(admin).post("/bli-processledare/?region=23", {"kommuner": "2326"})
        tomma = self._tomma(as_user(User.objects.get()))
        for namn in ("uppdrag:avtal_list", "uppdrag:uppdrag_list", "uppdrag:arena_list", "uppdrag:year_list", "uppdrag:person_list"):
            assert reverse("uppdrag:avtal_create") in tomma[namn][1], namn
        assert reverse("samverkan:organisation_kommuner") in tomma["samverkan:organisation_list"][1]

    def test_for_those_of_a_fresh_agreement(self, hus, as_user):
        """`utomstaende` leads an agreement that has a region and nothing more; a reader of it is told who adds."""
        tomma, pk = self._tomma(as_user(hus.utomstaende)), hus.annat_avtal.pk
        for namn, mal in (("uppdrag:uppdrag_list", "uppdrag:uppdrag_flera"), ("uppdrag:arena_list", "uppdrag:arena_flera"),
                          ("uppdrag:year_list", "berattelse:year_create")):  # fmt: skip
            assert reverse(mal, args=[pk]) in tomma[namn][1], namn
        assert reverse("uppdrag:beslut_create") in tomma["uppdrag:beslut_list"][1]
        lasare = factories.user("Läsare", roll=Roll.LASARE, organisation=hus.annat_avtal.parter.get().organisation)
        for namn, (text, lankar) in self._tomma(as_user(lasare)).items():
            if namn not in {"uppdrag:avtal_list", "samverkan:organisation_list"}:
                assert re.search("(?i)processledare|controller", text), namn
            assert not [lank for lank in lankar if lank.endswith(("/ny/", "/nytt/", "/flera/"))], namn

    def test_arenas_are_listed_before_there_is_a_year(self, hus, as_user):
        arena = factories.arena(hus.annat_avtal, "Rådet")
        page = as_user(hus.utomstaende).get(reverse("uppdrag:arena_list")).content.decode()
        assert arena.get_absolute_url() in page
        assert hus.arena.get_absolute_url() not in page


class TestManyAtOnce:
    def test_the_page_asks_as_many_questions_for_three_areas_as_for_one(self, hus, as_user):
        version = hus.avtal.versioner.create(beteckning="2022")
        client, urls = as_user(hus.processledare), [reverse(f"uppdrag:{n}_flera", args=[hus.avtal.pk]) for n in ("uppdrag", "arena")]
        version.omraden.create(namn="Ett")
        fore = antal_fragor(client, *urls)
        for n in (2, 3):
            version.omraden.create(namn=f"Område {n}", ordning=n)
            factories.uppdrag(hus.avtal)
        assert antal_fragor(client, *urls) == fore

    def test_uppdrag_a_line_that_is_wrong_saves_none(self, hus, as_user):
        url, client = reverse("uppdrag:uppdrag_flera", args=[hus.avtal.pk]), as_user(hus.processledare)
        for namn, sagt in ((["Lärcentrum"], "redan ett uppdrag"), (["FoU", "fou"], "två rader"), ([], "minst ett uppdrag")):
            page = client.post(url, rader(namn) if namn else {"rad-1-namn": " "}).content.decode()
            assert sagt in page
        assert Uppdrag.objects.filter(avtal=hus.avtal).count() == 1

    def test_participation_from_a_day_in_a_locked_year_is_refused(self, hus, as_user):
        Verksamhetsar.objects.update(status="locked")
        url, client = reverse("uppdrag:uppdrag_flera", args=[hus.avtal.pk]), as_user(hus.processledare)
        assert "som är låst" in client.post(url, rader(["FoU"], alla="on") | {"fran": "2022-06-01"}).content.decode()
        assert client.post(url, rader(["FoU"], alla="on") | {"fran": "2023-01-01"}).status_code == 302
        assert Medverkan.objects.filter(uppdrag__namn="FoU", fran="2023-01-01").count() == 2

    def test_the_second_button_gives_an_empty_page(self, hus, as_user):
        url, client = reverse("uppdrag:arena_flera", args=[hus.avtal.pk]), as_user(hus.processledare)
        data = rader(["SocSam"], sort="politisk", niva="kommunal", motesord="sammanträde", under=hus.uppdrag.pk) | {"en_till": "1"}
        response = client.post(url, data)
        assert response.url.startswith(url)
        assert [str(m) for m in get_messages(response.wsgi_request)] == ["En arena är tillagd."]
        assert list(Arena.objects.get(namn="SocSam").uppdrag.all()) == [hus.uppdrag]
        assert "sort" in client.post(url, rader(["IFO-chefer"])).context["form"].rader[0].errors

    @pytest.mark.parametrize("sida", ["uppdrag_flera", "arena_flera"])
    def test_not_by_others(self, hus, as_user, sida):
        url = reverse(f"uppdrag:{sida}", args=[hus.avtal.pk])
        for vem, status in (("samordnare", 403), ("kommunchef", 403), ("utomstaende", 404)):
            assert as_user(getattr(hus, vem)).post(url, rader(["X"])).status_code == status
