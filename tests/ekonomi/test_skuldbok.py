"""The ledger only grows, whoever tries."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from ekonomi import actions
from ekonomi.models import Skuldpost
from samverkan.models import Handelse
from tests.ekonomi.factories import figures


@pytest.fixture
def post(hus):
    return figures(hus).skuldpost


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


ATTEMPTS = {
    "save": lambda post: setattr(post, "belopp", 1) or post.save(),
    "delete": lambda post: post.delete(),
    "queryset update": lambda post: Skuldpost.objects.update(belopp=1),
    "queryset delete": lambda post: Skuldpost.objects.all().delete(),
    "sql update": lambda post: sql("UPDATE ekonomi_skuldpost SET belopp = 1"),
    "sql delete": lambda post: sql("DELETE FROM ekonomi_skuldpost"),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_an_entry_cannot_be_rewritten(post, attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        ATTEMPTS[attempt](post)
    assert list(Skuldpost.objects.values_list("belopp", flat=True)) == [3_490_000]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_ledger_cannot_be_emptied(post):
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # else the test's own uncommitted row is what stops it
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("TRUNCATE ekonomi_skuldpost CASCADE")
    assert Skuldpost.objects.count() == 1


def test_a_correction_is_one_counter_entry_with_its_trace(hus, post):
    rattelse = actions.ratta(post, text="Fel belopp", datum=date(2022, 5, 1), by=hus.controller)
    assert (rattelse.belopp, rattelse.rattar, rattelse.av) == (-3_490_000, post, hus.controller)
    assert sum(Skuldpost.objects.values_list("belopp", flat=True)) == 0
    assert Handelse.objects.get().akt == "rättade"
    with pytest.raises(ValidationError, match="redan rättad"):
        actions.ratta(post, text="Igen", datum=date(2022, 5, 1), by=hus.controller)
    assert Skuldpost.objects.count() == 2


def test_a_correction_in_the_browser(hus, post, as_user):
    url = f"/ekonomi/skuldposter/{post.pk}/ratta/"
    assert "Skriv varför posten rättas." in as_user(hus.controller).post(url, {"text": ""}).content.decode()
    assert Skuldpost.objects.count() == 1
    assert as_user(hus.controller).post(url, {"text": "Fel belopp"}).status_code == 302
    assert as_user(hus.controller).get(url).status_code == 403  # it is corrected once only
    html = as_user(hus.controller).get(f"/ekonomi/skuld/{hus.avtal.pk}/").content.decode()
    assert "\u22123\u00a0490\u00a0000" in html


def test_others_neither_correct_nor_book(hus, post, as_user):
    correct, book = f"/ekonomi/skuldposter/{post.pk}/ratta/", f"/ekonomi/skuld/{hus.avtal.pk}/ingaende/"
    for who, answer in (("samordnare", 403), ("processledare", 403), ("direktor", 403), ("kommunchef", 404), ("utomstaende", 404)):
        client = as_user(getattr(hus, who))
        assert [client.post(url, {"text": "x"}).status_code for url in (correct, book)] == [answer, answer]
    assert Skuldpost.objects.count() == 1


def test_an_opening_balance_is_booked_with_its_origin(hus, as_user):
    data = {"beteckning": "2019", "forsta": "2019", "sista": "2019", "belopp": "1 250 000", "datum": "2022-01-01"}
    assert as_user(hus.controller).post(f"/ekonomi/skuld/{hus.avtal.pk}/ingaende/", data).status_code == 302
    entry = Skuldpost.objects.get()
    assert (entry.ursprung.beteckning, entry.belopp, entry.av) == ("2019", 1_250_000, hus.controller)


@pytest.mark.parametrize(("field", "value"), [("belopp", "0"), ("belopp", "tre"), ("sista", "2018"), ("datum", "i fjol")])
def test_a_bad_opening_balance_books_nothing(hus, as_user, field, value):
    data = {"beteckning": "2019", "forsta": "2019", "sista": "2019", "belopp": "1 250 000", "datum": "2022-01-01"} | {field: value}
    response = as_user(hus.controller).post(f"/ekonomi/skuld/{hus.avtal.pk}/ingaende/", data)
    assert field in response.context["form"].errors
    assert not Skuldpost.objects.exists()
