"""The monthly series: shown first, registered at once, and the rule of its days."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from uppdrag.models import Arenaar, Tillfalle, Verksamhetsar
from uppdrag.serie import SISTA, Manadsregel, seriedagar


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def lock(year):
    Verksamhetsar.objects.filter(pk=year.pk).update(status=Verksamhetsar.Status.LOCKED)


@pytest.fixture
def serie(hus):
    return {
        "arena": hus.arena.pk, "verksamhetsar": hus.year.pk, "regel": "dag", "dag": "12", "undantag": ["7"],
        "form": "digitalt", "langd": "halvdag", "har_hallits": "on",
    }  # fmt: skip


def test_a_series_is_shown_first_and_then_registered_at_once(hus, as_user, serie):
    factories.mote(hus.arena, date(2022, 5, 12))
    client = as_user(hus.samordnare)
    preview = client.post(url("serie_create"), serie)
    assert "Registrera tio möten" in text_of(preview)
    assert Tillfalle.objects.count() == 1
    page = text_of(client.post(url("serie_create"), serie | {"skapa": "1"}, follow=True))
    assert "Tio möten är registrerade. Arenan hade redan ett möte 12 maj" in page
    rader = Tillfalle.objects.filter(serie__isnull=False)
    assert rader.count() == 10
    assert rader.values("serie").distinct().count() == 1
    plan = Arenaar.objects.get()
    assert (plan.manadsvis, plan.undantagna_manader, plan.planerat) == (True, [7], 11)
    assert "BUZ har träffats en gång per månad, utom i juli" in page


def test_a_series_twice_registers_nothing_new(hus, as_user, serie):
    client = as_user(hus.samordnare)
    client.post(url("serie_create"), serie | {"skapa": "1"})
    response = client.post(url("serie_create"), serie | {"skapa": "1"})
    assert response.status_code == 200
    assert Tillfalle.objects.count() == 11


@pytest.mark.parametrize(
    ("data", "falt"),
    [({"dag": ""}, "dag"), ({"dag": "40"}, "dag"), ({"undantag": [str(m) for m in range(1, 13)]}, "undantag")],
)
def test_a_series_that_makes_no_sense_is_told_at_its_field(hus, as_user, serie, data, falt):
    response = as_user(hus.samordnare).post(url("serie_create"), serie | data | {"skapa": "1"})
    assert falt in response.context["form"].errors
    assert not Tillfalle.objects.exists()


def test_a_series_is_refused_others_and_in_a_locked_year(hus, as_user, serie):
    assert as_user(hus.lasare).post(url("serie_create"), serie).status_code == 403
    factories.arena(hus.annat_avtal)
    assert "arena" in as_user(hus.utomstaende).post(url("serie_create"), serie).context["form"].errors
    lock(hus.year)
    response = as_user(hus.samordnare).post(url("serie_create"), serie | {"skapa": "1"})
    assert "verksamhetsar" in response.context["form"].errors


@pytest.mark.parametrize(
    ("regel", "dagar"),
    [
        (Manadsregel(dag=31), [date(2022, 1, 31), date(2022, 2, 28), date(2022, 3, 31)]),
        (Manadsregel(dag=5), [date(2022, 1, 5), date(2022, 2, 7), date(2022, 3, 7)]),  # Saturdays to Monday
        (Manadsregel(dag=6), [date(2022, 1, 7), date(2022, 2, 7), date(2022, 3, 7)]),  # Trettondagen to the day after
        (Manadsregel(veckodag=3, vilken=1), [date(2022, 1, 7), date(2022, 2, 3), date(2022, 3, 3)]),
        (Manadsregel(veckodag=0, vilken=1), [date(2022, 1, 3), date(2022, 2, 7), date(2022, 3, 7)]),
        (Manadsregel(veckodag=4, vilken=SISTA), [date(2022, 1, 28), date(2022, 2, 25), date(2022, 3, 25)]),
    ],
)
def test_the_days_of_a_series(regel, dagar):
    assert seriedagar(regel, date(2022, 1, 1), date(2022, 3, 31)) == dagar


def test_a_day_whose_next_working_day_is_in_another_month_goes_earlier():
    assert seriedagar(Manadsregel(dag=31), date(2022, 12, 1), date(2022, 12, 31)) == [date(2022, 12, 30)]
    assert seriedagar(Manadsregel(dag=24), date(2022, 6, 1), date(2022, 6, 30)) == [date(2022, 6, 27)]  # midsommarafton


def test_days_that_have_been_are_planned_until_somebody_says_that_they_were_held(hus, as_user, serie):
    del serie["har_hallits"]
    as_user(hus.samordnare).post(url("serie_create"), serie | {"skapa": "1"})
    assert set(Tillfalle.objects.values_list("status", flat=True)) == {"planerat"}


def test_a_series_follows_the_year_not_the_calendar():
    dagar = seriedagar(Manadsregel(dag=15), date(2021, 10, 1), date(2022, 9, 30), undantag=(7,))
    assert (len(dagar), dagar[0], dagar[-1]) == (11, date(2021, 10, 15), date(2022, 9, 15))
    assert all(dag.weekday() < 5 and dag.month != 7 for dag in dagar)


def test_a_week_end_at_the_end_of_a_month_stays_in_its_month():
    assert seriedagar(Manadsregel(dag=30), date(2022, 4, 1), date(2022, 4, 30)) == [date(2022, 4, 29)]
