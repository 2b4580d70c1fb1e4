"""Both databases sort, compare and refuse alike."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from samverkan.door import log
from samverkan.kontroll.ritning import ritning
from samverkan.miljo import databas
from samverkan.models import Handelse, Organisation
from tests import factories
from tests.conftest import TRIGGERS


@pytest.mark.django_db
def test_names_sort_in_swedish_order():
    for namn in ("Östersund", "Åre", "Ängby", "Berg", "åker", "Zinkgruvan"):
        factories.organisation(namn)
    assert [o.namn for o in Organisation.objects.all()] == ["Berg", "Zinkgruvan", "åker", "Åre", "Ängby", "Östersund"]


@pytest.mark.django_db
def test_search_folds_swedish_letters():
    factories.organisation("Östersunds kommun")
    assert Organisation.objects.filter(namn__icontains="öSTERSUND").count() == 1
    assert Organisation.objects.filter(namn__icontains="ostersund").count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("attempt", ["UPDATE samverkan_handelse SET text = 'x'", "DELETE FROM samverkan_handelse"])
def test_log_cannot_be_rewritten_by_sql(hus, attempt):
    log(hus.avtal, "provade", by=hus.processledare)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attempt)
    assert Handelse.objects.get().text == str(hus.avtal)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
def test_log_cannot_be_rewritten_by_replacing_a_row(hus):
    log(hus.avtal, "provade", by=hus.processledare)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("REPLACE INTO samverkan_handelse SELECT * FROM samverkan_handelse")
    assert Handelse.objects.get().text == str(hus.avtal)


@pytest.mark.django_db
def test_two_periods_of_one_agreement_cannot_overlap_even_by_bulk(hus):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.verksamhetsar(hus.avtal, beteckning="2022b", fran=date(2022, 12, 31), till=date(2023, 6, 30))
    factories.verksamhetsar(hus.avtal, 2023)
    factories.verksamhetsar(hus.annat_avtal, 2022)


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("postgres://u@h/d", {"options": "-c jit=off"}),
        ("postgres://u@h/d?sslmode=require", {"sslmode": "require", "options": "-c jit=off"}),
        ("postgres://u@h/d?options=-c%20work_mem%3D8MB", {"options": "-c work_mem=8MB -c jit=off"}),
    ],
)
def test_postgresql_compiles_no_question(url, options):
    assert databas(url)["OPTIONS"] == options


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own setting")
def test_the_connection_says_so():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


def test_the_drawing_has_every_trigger_of_the_database_and_no_other(db):
    """Also where a migration lifts one to lay it anew."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        assert {namn for _, namn in cursor.fetchall()} == set(ritning(connection.vendor).utlosare)
