"""The uppdrag: who may read it, who writes it, and that nothing moves in a locked year."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samverkan.models import Handelse
from tests import factories
from tests.formular import skicka
from tests.uppdrag import factories as egna
from uppdrag.models import Arena, Bemanning, Nytta, Samordnare, Satsning, Uppdrag, Verksamhetsar

BESKRIVNING = {"text": "Ny lydelse", "fran": "2022-01-01"}


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def lock(year):
    Verksamhetsar.objects.filter(pk=year.pk).update(status=Verksamhetsar.Status.LOCKED)


@pytest.fixture
def rader(hus):
    u = hus.uppdrag
    hus.rader = {
        "samordnare": u.samordnare.get(),
        "satsning": Satsning.objects.create(uppdrag=u, namn="Yrkesresan", antal_kommuner=6),
        "bemanning": Bemanning.objects.create(uppdrag=u, verksamhetsar=hus.year, procent=50),
        "beskrivning": egna.beskrivning(u),
        "nytta": Nytta.objects.create(uppdrag=u, text="Gemensam kompetens"),
    }
    hus.data = {
        "samordnare": ({"user": hus.samordnare.pk, "fran": "2023-01-01"}, "1 januari 2023"),
        "satsning": ({"namn": "Satsningen", "antal_kommuner": "6"}, "Sex kommuner deltar; vilka är inte känt"),
        "bemanning": ({"verksamhetsar": hus.year.pk, "procent": "80", "sort": "kopt", "kommun": hus.berg.pk}, "80 %"),
        "beskrivning": (BESKRIVNING, "Ny lydelse"),
        "nytta": ({"text": "Färre resor"}, "Färre resor"),
    }
    return hus


SORTER = ["samordnare", "satsning", "bemanning", "beskrivning", "nytta"]
SAMORDNARENS = ["satsning", "bemanning", "nytta"]


@pytest.mark.parametrize("sort", SORTER)
def test_processledare_adds_changes_and_removes_a_row(rader, as_user, sort):
    client, row, (data, words) = as_user(rader.processledare), rader.rader[sort], rader.data[sort]
    assert client.get(url(f"{sort}_create", rader.uppdrag.pk)).status_code == 200
    response = client.post(url(f"{sort}_create", rader.uppdrag.pk), data, follow=True)
    assert response.redirect_chain, response.context["form"].errors
    assert words in text_of(response)
    assert skicka(client, url(f"{sort}_edit", row.pk), data).status_code == 302
    assert skicka(client, url(f"{sort}_delete", row.pk)).status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert Handelse.objects.filter(avtal_id=rader.avtal.pk, user=rader.processledare).count() == 3


@pytest.mark.parametrize("sort", SORTER)
@pytest.mark.parametrize(("vem", "status"), [("utomstaende", 404), ("roll_los", 404), ("tjansteperson", 403), ("controller", 403)])
def test_nobody_else_writes_a_row(rader, as_user, sort, vem, status):
    client, row = as_user(getattr(rader, vem)), rader.rader[sort]
    assert client.post(url(f"{sort}_create", rader.uppdrag.pk), rader.data[sort][0]).status_code == status
    assert skicka(client, url(f"{sort}_edit", row.pk), rader.data[sort][0]).status_code == status
    assert skicka(client, url(f"{sort}_delete", row.pk)).status_code == status


@pytest.mark.parametrize("sort", SORTER)
def test_samordnare_writes_what_is_hers_in_her_own_uppdrag_only(rader, as_user, sort):
    client = as_user(rader.samordnare)
    annat = factories.uppdrag(rader.avtal)
    allowed = 302 if sort in SAMORDNARENS else 403
    assert client.post(url(f"{sort}_create", rader.uppdrag.pk), rader.data[sort][0]).status_code == allowed
    assert client.post(url(f"{sort}_create", annat.pk), rader.data[sort][0]).status_code == 403


def test_list_is_grouped_by_the_areas_of_the_version_that_holds(hus, as_user):
    egna.version(hus.avtal, "2014", "Kompetens", fran=date(2014, 1, 1), till=date(2018, 12, 31))
    ny = egna.version(hus.avtal, "2019", "Arbetsmarknad", "EU")
    egna.placera(hus.uppdrag, ny.omraden.get(namn="Arbetsmarknad"))
    factories.uppdrag(hus.avtal, "Energikontoret", status="vakant")
    page = text_of(as_user(hus.lasare).get(url("uppdrag_list")))
    assert page.index("Arbetsmarknad") < page.index("Lärcentrum") < page.index("Utan område") < page.index("Energikontoret")
    assert "Kompetens" not in page
    assert "Vakant" in page
    assert "Samordnare" in page
    assert "Lärcentrum" not in text_of(as_user(hus.utomstaende).get(url("uppdrag_list")))
    assert "inga uppdrag att visa" in text_of(as_user(hus.roll_los).get(url("uppdrag_list")))


def test_the_list_asks_as_much_for_three_uppdrag_as_for_one(hus, as_user):
    version = egna.version(hus.avtal, "2019", "Arbetsmarknad")
    egna.placera(hus.uppdrag, version.omraden.get())
    client = as_user(hus.processledare)
    client.get(url("uppdrag_list"))
    with CaptureQueriesContext(connection) as one:
        client.get(url("uppdrag_list"))
    for namn in ("Energikontoret", "Ledning"):
        nytt = factories.uppdrag(hus.avtal, namn, styrgrupp=hus.arena)
        egna.placera(nytt, version.omraden.get())
        Samordnare.objects.create(uppdrag=nytt, user=hus.samordnare)
    with CaptureQueriesContext(connection) as three:
        assert "Energikontoret" in text_of(client.get(url("uppdrag_list")))
    assert len(three) == len(one)


def test_page_tells_what_there_is_and_only_the_region_sees_the_draft(rader, as_user):
    Arena.objects.filter(pk=rader.arena.pk).update(namn="Barn- och utbildningsarenan")
    page = text_of(as_user(rader.tjansteperson).get(url("uppdrag_detail", rader.uppdrag.pk)))
    for words in (
        "Uppdraget ska samordna.",
        "Yrkesresan",
        "50 %",
        "Gemensam kompetens",
        "Barn- och utbildningsarenan",
        "Krokom",
    ):
        assert words in page
    assert "verksamhetsberättelsen" not in page
    assert "Lägg till" not in page
    assert "verksamhetsberättelsen" in text_of(as_user(rader.samordnare).get(url("uppdrag_detail", rader.uppdrag.pk)))
    assert as_user(rader.utomstaende).get(url("uppdrag_detail", rader.uppdrag.pk)).status_code == 404


def test_create_and_edit_place_the_uppdrag_in_the_version_that_holds(hus, as_user):
    version = egna.version(hus.avtal, "2019", "Arbetsmarknad", "EU")
    client = as_user(hus.processledare)
    data = {
        "namn": "Internationellt arbete",
        "status": "vakant",
        "ordning": "2",
        "omrade": version.omraden.get(namn="EU").pk,
    }
    client.post(url("uppdrag_create", hus.avtal.pk), data)
    nytt = Uppdrag.objects.get(namn="Internationellt arbete")
    assert [o.namn for o in nytt.omraden.all()] == ["EU"]
    skicka(client, url("uppdrag_edit", nytt.pk), data | {"omrade": "", "status": "aktivt"})
    nytt.refresh_from_db()
    assert (nytt.status, nytt.omraden.count()) == ("aktivt", 0)
    assert "Status: Vakant → Aktivt" in text_of(client.get(url("uppdrag_historik", nytt.pk)))


def test_two_uppdrag_of_the_same_name_are_refused_at_the_name(hus, as_user):
    response = as_user(hus.processledare).post(
        url("uppdrag_create", hus.avtal.pk), {"namn": "Lärcentrum", "status": "aktivt", "ordning": "1"}
    )
    assert response.context["form"].errors["namn"] == ["Avtalet har redan ett uppdrag med det namnet."]


@pytest.mark.parametrize(("vem", "status"), [("utomstaende", 404), ("samordnare", 403), ("lasare", 403)])
def test_only_the_processledare_changes_the_uppdrag_itself(hus, as_user, vem, status):
    client = as_user(getattr(hus, vem))
    data = {"namn": "X", "status": "aktivt", "ordning": "1"}
    assert client.post(url("uppdrag_create", hus.avtal.pk), data).status_code == status
    assert skicka(client, url("uppdrag_edit", hus.uppdrag.pk), data).status_code == status
    assert skicka(client, url("uppdrag_delete", hus.uppdrag.pk)).status_code == status
    assert skicka(client, url("medverkan_edit", hus.uppdrag.pk), {}).status_code == status
    assert Uppdrag.objects.filter(pk=hus.uppdrag.pk, namn="Lärcentrum").exists()


def test_an_uppdrag_in_use_stays_and_an_unused_one_goes(hus, as_user):
    client = as_user(hus.processledare)
    assert "2 medverkan" in text_of(skicka(client, url("uppdrag_delete", hus.uppdrag.pk)))
    oanvant = factories.uppdrag(hus.avtal)
    skicka(client, url("uppdrag_delete", oanvant.pk))
    assert list(Uppdrag.objects.all()) == [hus.uppdrag]


def test_history_is_read_by_the_parties_alone(hus, as_user):
    assert as_user(hus.lasare).get(url("uppdrag_historik", hus.uppdrag.pk)).status_code == 200
    assert as_user(hus.utomstaende).get(url("uppdrag_historik", hus.uppdrag.pk)).status_code == 404


def test_a_new_description_closes_the_former_the_day_before(hus, as_user):
    gammal = egna.beskrivning(hus.uppdrag)
    client = as_user(hus.processledare)
    client.post(url("beskrivning_create", hus.uppdrag.pk), BESKRIVNING)
    gammal.refresh_from_db()
    assert gammal.till == date(2021, 12, 31)
    ny = hus.uppdrag.beskrivningar.get(text="Ny lydelse")
    page = text_of(client.get(url("uppdrag_detail", hus.uppdrag.pk)))
    assert "Tidigare beskrivning" in page
    skicka(client, url("beskrivning_delete", ny.pk))
    gammal.refresh_from_db()
    assert gammal.till is None


def test_a_description_written_in_afterwards_ends_where_the_next_begins(hus, as_user):
    egna.beskrivning(hus.uppdrag, fran=date(2023, 1, 1))
    as_user(hus.processledare).post(url("beskrivning_create", hus.uppdrag.pk), BESKRIVNING)
    assert hus.uppdrag.beskrivningar.get(text="Ny lydelse").till == date(2022, 12, 31)


def test_a_description_a_locked_year_has_printed_does_not_move(hus, as_user):
    gammal = egna.beskrivning(hus.uppdrag)
    lock(hus.year)
    client = as_user(hus.processledare)
    assert "år 2022, som är låst" in text_of(client.post(url("beskrivning_create", hus.uppdrag.pk), BESKRIVNING))
    assert "låst" in text_of(skicka(client, url("beskrivning_edit", gammal.pk), {"text": "Ändrad"}))
    assert "låst" in text_of(skicka(client, url("beskrivning_delete", gammal.pk)))
    gammal.refresh_from_db()
    assert gammal.text == "Uppdraget ska samordna."
    assert gammal.till is None
    client.post(url("beskrivning_create", hus.uppdrag.pk), BESKRIVNING | {"fran": "2023-01-01"})
    gammal.refresh_from_db()
    assert gammal.till == date(2022, 12, 31)


def test_staff_of_a_locked_year_does_not_move(rader, as_user):
    lock(rader.year)
    client = as_user(rader.processledare)
    row = rader.rader["bemanning"]
    assert skicka(client, url("bemanning_edit", row.pk), rader.data["bemanning"][0]).status_code == 403
    assert skicka(client, url("bemanning_delete", row.pk)).status_code == 403
    response = client.post(url("bemanning_create", rader.uppdrag.pk), rader.data["bemanning"][0])
    assert "verksamhetsar" in response.context["form"].errors


def test_bought_from_a_kommun_only_when_bought(rader, as_user):
    data = rader.data["bemanning"][0] | {"sort": "anstalld", "procent": "120"}
    response = as_user(rader.processledare).post(url("bemanning_create", rader.uppdrag.pk), data)
    assert response.context["form"].errors["procent"] == ["Tjänstgöringsgraden är 1 till 100 procent."]
    assert response.context["form"].errors["kommun"] == ["Kommun anges bara vid tjänsteköp."]


def test_a_satsning_counts_the_kommuner_it_names(rader, as_user):
    data = {"namn": "Y", "antal_kommuner": "6", "kommuner": [rader.berg.pk]}
    response = as_user(rader.samordnare).post(url("satsning_create", rader.uppdrag.pk), data)
    assert "antal_kommuner" in response.context["form"].errors


def test_samordnare_must_hold_the_role(rader, as_user):
    data = {"user": rader.lasare.pk, "fran": "2022-01-01"}
    response = skicka(as_user(rader.processledare), url("samordnare_create", rader.uppdrag.pk), data)
    assert "user" in response.context["form"].errors


def test_ending_a_samordnare_closes_her_pen(rader, as_user):
    row = rader.rader["samordnare"]
    yesterday = timezone.localdate() - timedelta(days=1)
    assert skicka(as_user(rader.samordnare), url("samordnare_end", row.pk), {"till": yesterday}).status_code == 403
    assert skicka(as_user(rader.utomstaende), url("samordnare_end", row.pk), {"till": yesterday}).status_code == 404
    skicka(as_user(rader.processledare), url("samordnare_end", row.pk), {"till": yesterday})
    assert as_user(rader.samordnare).post(url("nytta_create", rader.uppdrag.pk), {"text": "Nej"}).status_code == 403
