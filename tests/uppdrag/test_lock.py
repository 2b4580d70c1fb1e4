"""The lock of the year: who opens, locks and unlocks it, and that of two who press at once one succeeds."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samverkan.models import Handelse
from tests import factories
from uppdrag.actions import lock
from uppdrag.models import Verksamhetsar

S = Verksamhetsar.Status


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def year(hus):
    def med(status):
        Verksamhetsar.objects.filter(pk=hus.year.pk).update(status=status)
        hus.year.refresh_from_db()
        return hus.year

    return med


ACTS = [
    ("year_oppna", S.PLANERAT, S.OPPET, {}),
    ("year_lock", S.OPPET, S.LOCKED, {}),
    ("year_unlock", S.LOCKED, S.OPPET, {"skal": "Ett möte saknas"}),
]


@pytest.mark.parametrize(("act", "fran", "till", "data"), ACTS)
def test_processledare_takes_the_step_and_it_is_logged(hus, as_user, year, act, fran, till, data):
    row = year(fran)
    assert as_user(hus.processledare).post(url(act, row.pk), data).status_code == 302
    row.refresh_from_db()
    assert row.status == till
    assert Handelse.objects.get(objekt=f"uppdrag.verksamhetsar:{row.pk}").user == hus.processledare


@pytest.mark.parametrize(("act", "fran", "till", "data"), ACTS)
def test_the_step_is_refused_others_and_out_of_turn(hus, as_user, year, act, fran, till, data):
    row = year(fran)
    assert as_user(hus.utomstaende).post(url(act, row.pk), data).status_code == 404
    assert as_user(hus.samordnare).post(url(act, row.pk), data).status_code == 403
    row = year(till)
    assert as_user(hus.processledare).post(url(act, row.pk), data).status_code == 403
    row.refresh_from_db()
    assert row.status == till


def test_direktor_locks_but_does_not_unlock(hus, as_user, year):
    row = year(S.OPPET)
    client = as_user(hus.direktor)
    assert client.post(url("year_lock", row.pk)).status_code == 302
    assert client.post(url("year_unlock", row.pk), {"skal": "Fel"}).status_code == 403


def test_a_year_is_not_unlocked_without_a_reason(hus, as_user, year):
    row = year(S.LOCKED)
    response = as_user(hus.processledare).post(url("year_unlock", row.pk), {"skal": "  "})
    assert response.context["form"].errors["skal"] == ["Skriv varför året låses upp."]
    row.refresh_from_db()
    assert row.status == S.LOCKED


def test_the_reason_stays_in_the_log(hus, year):
    lock.unlock(year(S.LOCKED), by=hus.processledare, skal="Ett möte saknas")
    assert Handelse.objects.get().detaljer["skal"] == "Ett möte saknas"


def test_the_page_before_the_lock_says_what_is_left(hus, as_user, year):
    row = year(S.OPPET)
    factories.mote(hus.arena, status="planerat")
    page = text_of(as_user(hus.processledare).get(url("year_lock", row.pk)))
    assert "Året har ett tillfälle som fortfarande är planerat." in page
    row.refresh_from_db()
    assert row.status == S.OPPET


def test_of_two_who_press_at_once_one_succeeds(hus, year):
    first = year(S.OPPET)
    second = Verksamhetsar.objects.get(pk=first.pk)
    lock.lock(first, by=hus.processledare)
    with pytest.raises(ValidationError, match="redan bytt status"):
        lock.lock(second, by=hus.direktor)
    assert Handelse.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "datum", "words"),
    [
        (S.LOCKED, date(2022, 3, 1), "låst"),
        (S.ARKIVERAT, date(2022, 3, 1), "låst"),
        (S.OPPET, date(2021, 12, 31), "inte i något registrerat verksamhetsår"),
        (S.OPPET, date(2023, 1, 1), "inte i något registrerat verksamhetsår"),
    ],
)
def test_no_room_writes_outside_an_open_year(hus, year, status, datum, words):
    year(status)
    with pytest.raises(ValidationError, match=words):
        lock.krav_oppet_year(hus.avtal, datum)


@pytest.mark.parametrize("datum", [date(2022, 1, 1), date(2022, 12, 31)])
def test_the_first_and_the_last_day_belong_to_the_year(hus, year, datum):
    assert lock.krav_oppet_year(hus.avtal, datum) == year(S.OPPET)
