"""The whole answer on one page: every uppdrag judged, saved and handed in from there; nothing is lost, what is missing is listed once."""

from datetime import date

import pytest
from django.db import connection

from enkat.models import Inlamnat, Omgang, Sidotext, Svar
from tests import factories
from tests.enkat import factories as f
from tests.enkat.test_svara import Counter
from uppdrag.models import Medverkan


@pytest.fixture
def berg(hus):
    """Berg, asked about two uppdrag."""
    uppdrag = factories.uppdrag(hus.avtal, "Ledning", fran=date(2019, 1, 1))
    Medverkan.objects.get_or_create(uppdrag=uppdrag, organisation=hus.berg)
    return f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)


def falt(berg, nummer, vad):
    """[the field's name for each uppdrag]."""
    return [namn for (nr, sort, *uppdrag), namn in f.falt(berg).items() if nr == nummer and sort == vad and uppdrag]


def bedomt(berg, *ord_, motivering="", version=0):
    """What the page posts when each uppdrag is judged."""
    data = {"allt": "1"}
    for namn, text, skal in zip(falt(berg, "1", "val"), ord_, falt(berg, "1", "text"), strict=True):
        data |= {namn: f.val(berg, 1, text), f"v-{namn}": version, skal: motivering, f"v-{skal}": version}
    return data


def test_begun_it_is_the_whole_on_one_page_and_one_at_a_time_for_who_asks(client, berg):
    url = f.lank(berg)
    assert client.post(url)["Location"] == f"{url}allt/"
    assert client.post(url, {"sidor": ""})["Location"] == f"{url}sida/1/"
    page = client.get(f"{url}allt/").content.decode()
    assert f'href="{url}sida/1/"' in page
    assert page.count("I vilken grad är överenskommelsen uppfylld för uppdraget?") == 1 + 2  # read once; named for each


def test_every_uppdrag_judged_and_handed_in_with_one_press(client, berg):
    url = f.lank(berg)
    response = client.post(f"{url}allt/", bedomt(berg, "Helt", "Till stor del") | {"skicka_in": ""})
    assert response["Location"] == f"{url}klart/"
    assert sorted(str(i.alternativ) for i in Inlamnat.objects.all()) == ["Helt", "Till stor del"]


def test_what_is_missing_is_listed_once_and_the_rest_is_saved(client, berg):
    url = f.lank(berg)
    response = client.post(f"{url}allt/", bedomt(berg, "Helt", "Inte alls") | {"skicka_in": ""})
    page = response.content.decode()
    assert response.status_code == 400
    assert page.count("Skriv ett svar på följdfrågan ”Motivering”.") == 1
    assert page.count("data-saknas ") + page.count("data-saknas>") == 1
    assert "Svaret är inte inskickat." in page
    assert not Inlamnat.objects.exists()
    assert Svar.objects.count() == 2
    assert client.post(f"{url}allt/", bedomt(berg, "Helt", "Helt", version=1), follow=True).status_code == 200
    assert {str(s.alternativ) for s in Svar.objects.all()} == {"Helt"}


def test_of_two_who_write_the_others_words_are_met_and_nothing_is_handed_in(client, berg):
    """The helper has written a reason since the kommunchef opened the page."""
    hers, his = f.lank(berg), f.lank(berg, roll="medhjalpare", namn="Handläggaren")
    client.post(f"{his}allt/", bedomt(berg, "Helt", "Helt", motivering="Handläggarens skäl"))
    response = client.post(f"{hers}allt/", bedomt(berg, "Till stor del", "Helt", motivering="Chefens skäl") | {"skicka_in": ""})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Inget är överskrivet" in page
    assert "Handläggarens skäl" in page
    assert "Chefens skäl" in page
    assert not Inlamnat.objects.exists()
    for sido in list(Sidotext.objects.all()):
        response = client.post(f"{hers}sidotext/{sido.pk}/ta-in/", {"allt": "1"})
        assert response["Location"] == f"{hers}allt/"
    assert {s.text for s in Svar.objects.filter(falt="text")} == {"Handläggarens skäl\n\nChefens skäl"}


def test_a_helper_saves_and_does_not_hand_in(client, berg):
    url = f.lank(berg, roll="medhjalpare", namn="Handläggaren")
    assert 'name="skicka_in"' not in client.get(f"{url}allt/").content.decode()
    assert client.post(f"{url}allt/", bedomt(berg, "Helt", "Helt") | {"skicka_in": ""}).status_code == 403
    assert (Svar.objects.count(), Inlamnat.objects.count()) == (2, 0)
    assert client.post(f"{url}allt/", bedomt(berg, "Helt", "Helt"))["Location"] == f"{url}allt/"


def test_by_account_the_kommunchef_hands_in_and_a_stranger_knows_of_nothing(as_user, hus, berg):
    url = f"/enkat/svar/{berg.pk}/allt/"
    assert as_user(hus.lasare).get(url).status_code == 404
    chef = factories.user("Kommunchef Berg", roll="kommunchef", organisation=hus.berg)
    assert as_user(chef).post(url, bedomt(berg, "Helt", "Helt") | {"skicka_in": ""})["Location"] == f"/enkat/svar/{berg.pk}/klart/"


def test_who_registers_by_hand_reads_it_through_first(as_user, hus, berg):
    url = f"/enkat/svar/{berg.pk}/"
    response = as_user(hus.processledare).post(f"{url}allt/", bedomt(berg, "Helt", "Helt") | {"skicka_in": ""})
    assert response["Location"] == f"{url}skicka-in/"
    assert not Inlamnat.objects.exists()


def test_the_script_is_told_what_is_missing(client, berg):
    url = f.lank(berg)
    data = client.post(f"{url}spara/", bedomt(berg, "Helt", "Inte alls")).json()
    assert list(data["saknas"].values()) == ["Skriv ett svar på följdfrågan ”Motivering”."]


def test_as_many_queries_however_many_uppdrag(client, hus, berg):
    url = f.lank(berg)

    def queries():
        with connection.execute_wrapper(counter := Counter()):
            assert client.get(f"{url}allt/").status_code == 200
        return counter.n

    few = queries()
    for n in range(9):
        Medverkan.objects.create(uppdrag=factories.uppdrag(hus.avtal, f"Uppdrag {n}", fran=date(2019, 1, 1)), organisation=hus.berg)
    assert client.get(f"{url}allt/").content.decode().count('class="bedomning"') == 11
    assert queries() == few


FOR_LANG = "å" * 20_345


@pytest.mark.parametrize("sida", ["allt/", "sida/1/"])
def test_a_text_that_is_too_long_is_refused_whole_and_the_rest_saved(client, berg, sida):
    url = f.lank(berg)
    val, text = falt(berg, "1", "val")[0], falt(berg, "1", "text")[0]
    response = client.post(f"{url}{sida}", {val: f.val(berg, 1, "Helt"), f"v-{val}": 0, text: FOR_LANG, f"v-{text}": 0, "spara": ""})
    page = response.content.decode()
    assert response.status_code == 400
    assert FOR_LANG in page
    assert "Texten är 345 tecken för lång: högst 20\u00a0000 får plats." in page
    assert 'data-hogst="20000"' in page
    assert str(Svar.objects.get().alternativ) == "Helt"


def test_closed_it_is_read_in_words(client, berg):
    Omgang.objects.update(status="stangd")
    response = client.get(f"{f.lank(berg)}allt/")
    assert response.status_code == 403
    assert "Svarstiden är slut" in response.content.decode()
