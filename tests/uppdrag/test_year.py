"""The years and their headings: made, changed, ordered; refused when they overlap or are locked."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.formular import skicka
from tests.uppdrag import factories as egna
from uppdrag.actions import year as actions
from uppdrag.forms.year import Yearform, nasta_period
from uppdrag.models import Omrade, Rubrik, Rubrikuppdrag, Verksamhetsar

NYTT = {"beteckning": "2023", "fran": "2023-01-01", "till": "2023-12-31"}


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def lock(year):
    Verksamhetsar.objects.filter(pk=year.pk).update(status=Verksamhetsar.Status.LOCKED)


# --- years ------------------------------------------------------------------------------------------------------


def test_the_next_year_is_proposed(hus, as_user):
    page = text_of(as_user(hus.processledare).get(reverse("berattelse:year_create", args=[hus.avtal.pk])))
    assert 'value="2023-01-01"' in page
    assert 'value="2023-12-31"' in page


def test_an_october_year_is_followed_by_an_october_year_named_by_its_end(hus):
    year = factories.verksamhetsar(hus.annat_avtal, 2015, fran=date(2014, 10, 1), till=date(2015, 9, 30))
    period = nasta_period(year)
    assert (period["beteckning"], period["fran"], period["till"]) == ("2016", date(2015, 10, 1), date(2016, 9, 30))


def test_processledare_adds_and_changes_a_year(hus, as_user):
    client = as_user(hus.processledare)
    assert "År 2023 är tillagt" in text_of(client.post(reverse("berattelse:year_create", args=[hus.avtal.pk]), NYTT, follow=True))
    year = Verksamhetsar.objects.get(beteckning="2023")
    assert year.status == Verksamhetsar.Status.PLANERAT
    skicka(client, url("year_edit", year.pk), NYTT | {"dnr": "RUN/1/2024", "ort": "Östersund"})
    year.refresh_from_db()
    assert (year.dnr, year.ort) == ("RUN/1/2024", "Östersund")


@pytest.mark.parametrize(
    ("fran", "till", "falt", "mening"),
    [
        ("2018-01-01", "2018-12-31", "fran", "från och med 1 januari 2019"), ("2031-01-01", "2031-12-31", "fran", "till och med 31 december 2030"),
        ("2023-01-01", "2032-12-31", "till", "högst arton"), ("2023-01-01", "2024-07-31", "till", "högst arton"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rubriker", ["", "forra"])
def test_a_year_lies_within_the_agreement_and_is_no_longer_than_a_year_may_be(hus, as_user, fran, till, falt, mening, rubriker):
    client = as_user(hus.processledare)
    data = NYTT | {"fran": fran, "till": till}
    svar = client.post(reverse("berattelse:year_create", args=[hus.avtal.pk]), data | {"rubriker": rubriker})
    assert mening in svar.context["form"].errors[falt][0]
    assert mening in skicka(client, url("year_edit", hus.year.pk), data).context["form"].errors[falt][0]
    assert Verksamhetsar.objects.count() == 1


def test_a_year_that_is_laid_anew_may_be_eighteen_months_and_one_from_before_keeps_its_days(hus, as_user):
    client = as_user(hus.processledare)
    client.post(reverse("berattelse:year_create", args=[hus.avtal.pk]), NYTT | {"till": "2024-06-30"})
    year = Verksamhetsar.objects.get(beteckning="2023")
    Verksamhetsar.objects.filter(pk=year.pk).update(till=date(2025, 12, 31))  # as it may have been written before
    skicka(client, url("year_edit", year.pk), NYTT | {"till": "2025-12-31", "ort": "Östersund"})
    year.refresh_from_db()
    assert year.ort == "Östersund"


def test_of_two_ways_to_a_year_each_leads_to_the_other_and_the_first_year_has_one(hus, as_user):
    client = as_user(hus.processledare)
    nytt, nasta = reverse("berattelse:year_create", args=[hus.avtal.pk]), reverse("berattelse:year_skapa_nasta", args=[hus.year.pk])
    lista = text_of(client.get(url("year_list")))
    assert f'class="btn btn-primary" href="{nasta}">Skapa nästa år efter 2022</a>' in lista
    assert f'href="{nytt}">Lägg till ett år från början</a>' in lista
    assert nasta in text_of(client.get(nytt))
    assert nytt in text_of(client.get(nasta))
    hus.year.delete()
    assert f'href="{nytt}">Nytt år</a>' in text_of(client.get(url("year_list")))
    assert "skapa nästa år" not in text_of(client.get(nytt))


@pytest.mark.parametrize(
    ("data", "falt", "words"),
    [
        ({"fran": "2022-10-01"}, "fran", "Perioden överlappar år 2022, 1 januari–31 december 2022."),
        ({"till": "2022-12-31"}, "till", "inte sluta före det börjar"),
        ({"beteckning": "2022"}, "beteckning", "redan ett år med den beteckningen"),
        ({"fran": "i januari"}, "fran", "ÅÅÅÅ-MM-DD"),
    ],
)
def test_a_year_that_cannot_be_is_told_at_its_field(hus, as_user, data, falt, words):
    response = as_user(hus.processledare).post(reverse("berattelse:year_create", args=[hus.avtal.pk]), NYTT | data)
    assert words in response.context["form"].errors[falt][0]
    assert Verksamhetsar.objects.count() == 1


def test_of_two_overlapping_years_added_at_once_the_second_is_refused_in_words(hus):
    first = Yearform(NYTT, instance=Verksamhetsar(avtal=hus.avtal))
    second = Yearform(NYTT | {"beteckning": "23"}, instance=Verksamhetsar(avtal=hus.avtal))
    assert first.is_valid()
    assert second.is_valid()
    actions.spara(first, by=hus.processledare)
    with pytest.raises(ValidationError) as refused:
        actions.spara(second, by=hus.processledare)
    assert "någon annan just har lagt till" in refused.value.message_dict["fran"][0]
    assert Verksamhetsar.objects.count() == 2


def test_no_meeting_is_left_outside_when_the_period_moves(hus, as_user):
    factories.mote(hus.arena, date(2022, 11, 1))
    data = {"beteckning": "2022", "fran": "2022-01-01", "till": "2022-09-30"}
    client = as_user(hus.processledare)
    response = skicka(client, url("year_edit", hus.year.pk), data)
    assert "Ett tillfälle skulle hamna utanför" in response.context["form"].errors["fran"][0]
    assert skicka(client, url("year_edit", hus.year.pk), data | {"till": "2022-11-30"}).status_code == 302


@pytest.mark.parametrize(("vem", "status"), [("utomstaende", 404), ("direktor", 403), ("lasare", 403)])
def test_nobody_else_writes_a_year(hus, as_user, vem, status):
    client = as_user(getattr(hus, vem))
    assert client.post(reverse("berattelse:year_create", args=[hus.avtal.pk]), NYTT).status_code == status
    assert skicka(client, url("year_edit", hus.year.pk), NYTT).status_code == status


def test_a_locked_year_is_not_changed(hus, as_user):
    lock(hus.year)
    assert skicka(as_user(hus.processledare), url("year_edit", hus.year.pk), NYTT).status_code == 403


def test_the_list_offers_what_may_be_done_now_and_asks_as_much_for_three(hus, as_user):
    client = as_user(hus.processledare)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url("year_list"))
        return len(captured), text_of(response)

    queries()
    one, page = queries()
    assert "Lås<" in page
    assert "Lås upp" not in page
    for n in (2020, 2021):
        lock(factories.verksamhetsar(hus.avtal, n))
    three, page = queries()
    assert three == one
    assert "Lås upp" in page
    reader = text_of(as_user(hus.lasare).get(url("year_list")))
    assert "2022-01-01" in reader
    assert "/lock" not in reader


# --- headings ---------------------------------------------------------------------------------------------------


def test_processledare_writes_headings_and_places_uppdrag(hus, as_user):
    ledning = factories.uppdrag(hus.avtal, "Ledning")
    client = as_user(hus.processledare)
    data = {"text": "EU och ledning", "ordning": "2", "under": [ledning.pk]}
    assert client.post(url("rubrik_create", hus.year.pk), data).status_code == 302
    rubrik = Rubrik.objects.get(text="EU och ledning")
    assert list(rubrik.uppdrag.all()) == [ledning]
    skicka(client, url("rubrik_edit", rubrik.pk), data | {"text": "EU"})
    rubrik.refresh_from_db()
    assert rubrik.text == "EU"
    skicka(client, url("rubrik_delete", rubrik.pk))
    assert not Rubrik.objects.filter(pk=rubrik.pk).exists()
    assert "Skrivs inte ut under någon rubrik: Ledning." in text_of(client.get(url("rubrik_list", hus.year.pk)))


def test_an_uppdrag_stands_under_one_heading_only(hus, as_user):
    data = {"text": "Annan", "ordning": "2", "under": [hus.uppdrag.pk]}
    response = as_user(hus.processledare).post(url("rubrik_create", hus.year.pk), data)
    errors = response.context["form"].errors
    assert errors["under"] == ["Lärcentrum står redan under rubriken Kompetens och utbildning."]


def test_the_same_heading_twice_is_told_at_its_text(hus, as_user):
    data = {"text": "Kompetens och utbildning", "ordning": "2"}
    response = as_user(hus.processledare).post(url("rubrik_create", hus.year.pk), data)
    assert response.context["form"].errors["text"] == ["Året har redan den rubriken."]


def test_a_heading_that_differs_from_the_agreement_is_shown_so(hus, as_user):
    egna.version(hus.avtal, "2019", "Arbetsmarknad och utbildning")
    Rubrik.objects.update(omrade=Omrade.objects.get())
    client = as_user(hus.lasare)
    page = text_of(client.get(url("rubrik_list", hus.year.pk)))
    assert "från avtalets ”Arbetsmarknad och utbildning”" in page
    Rubrik.objects.update(text="Arbetsmarknad och utbildning")
    assert "Avviker" not in text_of(client.get(url("rubrik_list", hus.year.pk)))


def test_headings_and_uppdrag_are_put_in_order_in_one_act(hus, as_user):
    ledning = factories.uppdrag(hus.avtal, "Ledning")
    sist = factories.rubrik(hus.year, ledning, text="EU", ordning=2)
    data = {
        f"rubrik-{hus.rubrik.pk}-ordning": "2", f"rubrik-{sist.pk}-ordning": "1",
        f"uppdrag-{hus.uppdrag.pk}-rubrik": sist.pk, f"uppdrag-{hus.uppdrag.pk}-ordning": "1",
        f"uppdrag-{ledning.pk}-rubrik": sist.pk, f"uppdrag-{ledning.pk}-ordning": "2",
    }  # fmt: skip
    assert skicka(as_user(hus.processledare), url("rubrik_ordna", hus.year.pk), data).status_code == 302
    assert list(hus.year.rubriker.all()) == [sist, hus.rubrik]
    assert [p.uppdrag for p in sist.placeringar.all()] == [hus.uppdrag, ledning]
    data[f"uppdrag-{ledning.pk}-rubrik"] = ""
    skicka(as_user(hus.processledare), url("rubrik_ordna", hus.year.pk), data)
    assert not Rubrikuppdrag.objects.filter(uppdrag=ledning).exists()


def test_an_order_that_is_no_number_is_told_and_nothing_is_saved(hus, as_user):
    data = {f"rubrik-{hus.rubrik.pk}-ordning": "först", f"uppdrag-{hus.uppdrag.pk}-rubrik": ""}
    response = skicka(as_user(hus.processledare), url("rubrik_ordna", hus.year.pk), data)
    assert "Det gick inte att spara" in text_of(response)
    assert Rubrikuppdrag.objects.exists()


def test_a_year_starts_from_last_years_headings(hus, as_user):
    nytt = factories.verksamhetsar(hus.avtal, 2023)
    client = as_user(hus.processledare)
    page = text_of(client.post(url("rubriker_hamta", nytt.pk), follow=True))
    assert "En rubrik är hämtad från föregående år." in page
    assert list(nytt.rubriker.get().uppdrag.all()) == [hus.uppdrag]
    assert "har redan rubriker" in text_of(client.post(url("rubriker_hamta", nytt.pk), follow=True))
    assert nytt.rubriker.count() == 1


@pytest.mark.parametrize("act", ["rubrik_create", "rubrik_ordna", "rubriker_hamta"])
def test_headings_are_refused_others_and_in_a_locked_year(hus, as_user, act):
    assert as_user(hus.utomstaende).post(url(act, hus.year.pk)).status_code == 404
    assert as_user(hus.samordnare).post(url(act, hus.year.pk)).status_code == 403
    lock(hus.year)
    assert as_user(hus.processledare).post(url(act, hus.year.pk)).status_code == 403


@pytest.mark.parametrize("act", ["rubrik_edit", "rubrik_delete"])
def test_one_heading_is_refused_others_and_in_a_locked_year(hus, as_user, act):
    assert as_user(hus.utomstaende).post(url(act, hus.rubrik.pk)).status_code == 404
    assert as_user(hus.samordnare).post(url(act, hus.rubrik.pk)).status_code == 403
    lock(hus.year)
    assert as_user(hus.processledare).post(url(act, hus.rubrik.pk)).status_code == 403
    assert Rubrik.objects.exists()
